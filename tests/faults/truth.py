"""What a person can see of a workspace: every record, list and figure, each under a name, so that two looks can be compared."""

from __future__ import annotations

import datetime as dt
import hashlib
import traceback
from collections.abc import Callable

from prossce_desktop.domain.model.record_kinds import KINDS
from prossce_desktop.errors import ProssceError
from prossce_desktop.services.history import step_sentences
from prossce_desktop.services.lists import list_queries
from prossce_desktop.services.records.record_search import go_to
from prossce_desktop.services.reporting.counted_figures import figures
from prossce_desktop.services.reporting.year_overview import overview
from prossce_desktop.store.queries.list_activities import ActivityFilter
from prossce_desktop.store.queries.list_people import PeopleFilter, PeopleSort
from prossce_desktop.store.workspace.store import Store

LATER = dt.date(2025, 12, 1)
"""The day on which everybody looks."""
REFUSED, BROKE = "refused: ", "broke: "

Seen = dict[str, str]
"""Name of a view to a short name of what it shows; to `refused: code` where a sentence was shown, to `broke: …` after a bug."""


def seen(store: Store) -> Seen:
    """Look at everything, each view by itself as the pages of the window do."""
    return {name: _one(store, look) for name, look in _views().items()}


def _one(store: Store, look: Callable[[Store], object]) -> str:
    try:
        return hashlib.sha256(repr(look(store)).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    except ProssceError as error:
        return f"{REFUSED}{error.code}"
    except Exception:
        return f"{BROKE}{traceback.format_exc()[-600:]}"


def _views() -> dict[str, Callable[[Store], object]]:
    views: dict[str, Callable[[Store], object]] = {f"records of {kind}": _records(kind) for kind in sorted(KINDS)}
    views["figures"] = lambda store: figures(store)
    views["figures by sex, age and province"] = lambda store: figures(store, by=("sex", "age", "province"))
    views["overview"] = _reading(lambda reading: overview(reading, 2025, LATER))
    views["list of activities"] = _reading(lambda reading: list_queries.activities(reading, ActivityFilter(), LATER, limit=10_000))
    for sort in PeopleSort:
        views[f"list of people by {sort.value}"] = _people(PeopleFilter(), sort)
    views["search in the list"] = _people(PeopleFilter(text="dara"), PeopleSort.name)
    views["go to"] = _reading(lambda reading: (go_to(reading, "keo"), go_to(reading, "ចាន់"), go_to(reading, "training")))
    views["history"] = lambda store: step_sentences.history_in_words(store)
    views["history of a record"] = _history_of_the_first
    views["drafts"] = lambda store: store.drafts.held()
    views["digest"] = lambda store: store.digest()
    views["who and where"] = lambda store: (store.identity.country, store.identity.office, store.officers.listed())
    return views


def _reading(look: Callable[..., object]) -> Callable[[Store], object]:
    def view(store: Store) -> object:
        with store.read() as reading:
            return look(reading)

    return view


def _records(kind: str) -> Callable[[Store], object]:
    return _reading(lambda reading: [(one.id, one.removed, one.value) for one in reading.records(kind)])


def _people(asked: PeopleFilter, sort: PeopleSort) -> Callable[[Store], object]:
    return _reading(lambda reading: (list_queries.count_people(reading, asked), list_queries.people(reading, asked, sort=sort, limit=10_000)))


def _history_of_the_first(store: Store) -> object:
    with store.read() as reading:
        first = next(iter(reading.records("person")), None)
    return None if first is None else step_sentences.about(store, first.id)

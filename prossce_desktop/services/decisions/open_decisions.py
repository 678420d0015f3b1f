"""What waits for a decision or an answer: for its page, and in numbers for the first page."""

from __future__ import annotations

from dataclasses import dataclass

from prossce_desktop.domain.model.codes import Country
from prossce_desktop.services.decisions import duplicate_pairs, open_conflicts, questions
from prossce_desktop.services.decisions.duplicate_pairs import ListedPair
from prossce_desktop.services.decisions.open_conflicts import OpenConflict
from prossce_desktop.services.decisions.questions import QueryShown
from prossce_desktop.services.records import recent_reasons
from prossce_desktop.store.devices.known_devices import regional_office
from prossce_desktop.store.queries.duplicate_organisations import likely_pairs
from prossce_desktop.store.queries.duplicate_people import how_many_open
from prossce_desktop.store.queries.reading import Reading
from prossce_desktop.store.queries.record_scopes import Scopes
from prossce_desktop.store.sync.conflicts import how_many, how_many_withheld
from prossce_desktop.store.workspace.store import Store


@dataclass(frozen=True, slots=True)
class ToDecide:
    """Everything that is open. `words_stay`: the words of an answer go to no other office."""

    conflicts: tuple[OpenConflict, ...]
    queries: tuple[QueryShown, ...]
    regional: bool
    reasons: tuple[str, ...] = ()
    words_stay: bool = False
    pairs: tuple[ListedPair, ...] = ()
    """Records that may be one; of so many in all: `how_many_pairs`."""
    how_many_pairs: int = 0


@dataclass(frozen=True, slots=True)
class Counts:
    """`conflicts`: to decide here; `withheld`: compared in the country; `queries`: wait for this side."""

    conflicts: int
    withheld: int
    queries: int
    people: int = 0
    """Pairs that may be one person."""
    organisations: int = 0


@dataclass(frozen=True, slots=True)
class RecordDecisions:
    """What is open about one record."""

    conflicts: tuple[OpenConflict, ...] = ()
    queries: tuple[QueryShown, ...] = ()
    country: str | None = None
    """At the regional office the country whose record it is: it reads why it is changed."""
    reasons: tuple[str, ...] = ()


def to_decide(store: Store) -> ToDecide:
    """Read all of it; beside the window."""
    with store.read() as reading:
        return ToDecide(
            tuple(open_conflicts.open_conflicts(reading)), tuple(questions.all_open(reading)),
            store.identity.regional,
            tuple(recent_reasons.recent(store)), _words_stay(reading),
            tuple(duplicate_pairs.pairs_to_decide(reading)),
            how_many_open(reading) + len(likely_pairs(reading)),
        )  # fmt: skip


def _words_stay(reading: Reading) -> bool:
    """Whether what is answered in words stays in this country, as names do."""
    office = None if reading.identity.regional else regional_office(reading.execute)
    return office is not None and not office.gets_names


def counts(store: Store) -> Counts:
    """Read the numbers alone; beside the window."""
    with store.read() as reading:
        withheld = how_many_withheld(reading.execute)
        waits, people, organisations = (
            questions.how_many_wait(reading),
            how_many_open(reading),
            len(likely_pairs(reading)),
        )
        return Counts(how_many(reading.execute) - withheld, withheld, waits, people, organisations)


def beside(store: Store, record: int) -> RecordDecisions:
    """What is open about a record, for its page; questions that are closed are left out."""
    with store.read() as reading:
        asked = [one for one in questions.about(reading, record) if not one.closed]
        scope = Scopes(reading.execute, reading.identity.scope).of(record)
        country = scope if reading.identity.regional and scope in list(Country) else None
        last = tuple(recent_reasons.recent(store)) if country else ()
        return RecordDecisions(
            tuple(open_conflicts.about_record(reading, record)), tuple(asked), country, last
        )

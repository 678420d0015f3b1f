"""What was typed and is not saved yet, under the name a person knows it by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from prossce_desktop.domain.model.record_kinds import KINDS
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.services.records import value_words
from prossce_desktop.services.records.record_names import name_of
from prossce_desktop.store.actions.form_drafts import DraftRow, held
from prossce_desktop.store.workspace.store import Reading, Store

LISTS = ("people", "employers")
"""How the keys of drafts begin that are rows of an activity's list, and no record of their own."""
MOST_NAMED = 4
"""Fields that are named one by one."""
ANSWER = "answer"
"""How the key of an answer to a question begins; the id of the question follows."""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A draft. `title`: "" if it has no name yet; `label`: its kind, "" for the rows of a list."""

    draft: DraftRow
    title: str
    label: str
    goes: str = ""
    """What goes with it when it is discarded, in a sentence."""

    @property
    def name(self) -> str:
        """In one word or few: its title, else its kind."""
        return self.title or self.label

    @property
    def words(self) -> str:
        """Its title with its kind."""
        return f"{self.title} ({self.label})" if self.title and self.label else self.name


def unfinished(store: Store) -> list[Unfinished]:
    """All drafts, the newest first."""
    with store.read() as reading:
        return unfinished_in(reading)


def unfinished_in(reading: Reading) -> list[Unfinished]:
    """The same where a snapshot is there already."""
    return [_named(reading, one) for one in held(reading) if _waits(reading, one)]


def _waits(reading: Reading, draft: DraftRow) -> bool:
    """Not what could not be understood in rows that were removed: it is only kept for their return."""
    if draft.key.partition(":")[0] != LISTS[0]:
        return True
    ids = [one.get("participation") for one in rows_of(draft)]
    return any(
        id is None or ((stored := reading.find(int(id))) is not None and not stored.removed) for id in ids
    )


def rows_of(draft: DraftRow) -> list[Mapping[str, Any]]:
    """The rows of a list that are not saved."""
    found = draft.typed.get("rows")
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def _goes(draft: DraftRow) -> str:
    """3 rows; title, place and 2 more fields; 1 head count."""
    which = draft.key.partition(":")[0]
    if which in LISTS:
        n = len(rows_of(draft))
        return ngettext_(
            "{n} row that is not saved will be deleted.", "{n} rows that are not saved will be deleted.", n
        ).format(n=n)
    if which == ANSWER:
        return _("What you typed will be deleted.")
    fields, counts = draft.typed.get("fields"), draft.typed.get("counts")
    names = list(fields) if isinstance(fields, Mapping) else []
    labels = [
        _(one.shown.label)
        for name in names
        if (one := value_words.field_named(draft.kind, str(name))) is not None
    ]
    labels += [_(KINDS["head_count"].LABEL)] if counts else []
    listed, more = ", ".join(labels[:MOST_NAMED]), len(labels) - MOST_NAMED
    if more <= 0:
        return (
            _("What you typed will be deleted: {fields}").format(fields=listed)
            if listed
            else _("What you typed will be deleted.")
        )
    said = ngettext_(
        "What you typed will be deleted: {fields} and {n} more field",
        "What you typed will be deleted: {fields} and {n} more fields",
        more,
    )
    return said.format(fields=listed, n=more)


def _named(reading: Reading, draft: DraftRow) -> Unfinished:
    which = draft.key.partition(":")[0]
    if which in LISTS:
        stored = reading.find(draft.record) if draft.record is not None else None
        title = name_of(reading, stored) if stored is not None else ""
        words = _("{title} > People") if which == "people" else _("{title} > Employers")
        return Unfinished(draft, words.format(title=title or _("a new record")), "", _goes(draft))
    title = str(draft.typed.get("title") or draft.typed.get("name") or "")
    if which == ANSWER:
        return Unfinished(
            draft, _("Answer about {title}").format(title=title or _("a record")), "", _goes(draft)
        )
    return Unfinished(
        draft, title, _(KINDS[draft.kind].LABEL) if draft.kind in KINDS else draft.kind, _goes(draft)
    )

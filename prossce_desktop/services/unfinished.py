"""What was typed and is not saved yet, under the name a person knows it by."""

from __future__ import annotations

from dataclasses import dataclass

from prossce_desktop.domain.kinds import KINDS
from prossce_desktop.messages import _
from prossce_desktop.services.record_names import name_of
from prossce_desktop.store.drafts import DraftRow
from prossce_desktop.store.store import Reading, Store

LISTS = ("people", "employers")
"""How the keys of drafts begin that are rows of an activity's list, and no record of their own."""
ANSWER = "answer"
"""How the key of an answer to a question begins; the id of the question follows."""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A draft. `title` is "" where nothing was called anything yet; `label` is its kind, "" for the rows of a list."""

    draft: DraftRow
    title: str
    label: str

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
    drafts = store.drafts()
    with store.read() as reading:
        return [_named(reading, one) for one in drafts]


def _named(reading: Reading, draft: DraftRow) -> Unfinished:
    which = draft.key.partition(":")[0]
    if which in LISTS:
        stored = reading.find(draft.record) if draft.record is not None else None
        title = name_of(reading, stored) if stored is not None else ""
        words = _("People of {title}") if which == "people" else _("Employers of {title}")
        return Unfinished(draft, words.format(title=title or _("a new record")), "")
    title = str(draft.typed.get("title") or draft.typed.get("name") or "")
    if which == ANSWER:
        return Unfinished(draft, _("Answer about {title}").format(title=title or _("a record")), "")
    return Unfinished(draft, title, _(KINDS[draft.kind].LABEL) if draft.kind in KINDS else draft.kind)

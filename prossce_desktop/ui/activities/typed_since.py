"""What is typed while a record is read again or saved is newer than the answer: the answer is shown around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Generic, Literal, TypeVar

from prossce_desktop.services.editing import is_counted
from prossce_desktop.ui.activities.count_state import CountState

Asked = Literal["", "read", "saved"]
"""What was asked for: the record again, or to save it. "": another record, beside which nothing is newer."""
Held = TypeVar("Held")


class TypedSince(Generic[Held]):
    """Remembers what stood there when each of the two was asked for; their answers may come in any order."""

    def __init__(self) -> None:
        self._then: dict[str, Held] = {}

    def mark(self, asked: Asked, held: Held) -> None:
        """From now on what is typed is newer than the answer to this."""
        if asked:
            self._then[asked] = held
        else:
            self._then.clear()

    def is_marked(self, asked: Asked) -> bool:
        """Whether this is an answer about what is shown already."""
        return asked in self._then

    def take(self, asked: Asked) -> Held | None:
        """What stood there when it was asked; the answer is here, so it is forgotten."""
        return self._then.pop(asked, None)


def newer(then: Mapping[str, object] | None, now: Mapping[str, object]) -> dict[str, object]:
    """What was typed since, by field."""
    return {} if then is None else {name: value for name, value in now.items() if value != then.get(name, "")}


def counts_over(sent: Sequence[CountState], now: Sequence[CountState], stored: Sequence[CountState]) -> list[CountState]:
    """Head counts as stored, with what was typed since they were sent. A new one is found again by its place among the new ones."""
    known = {one.record for one in sent}
    drafted = [one for one in stored if one.record is None]
    new = iter(drafted or [one for one in stored if one.record not in known])
    found = [one.copy() for one in stored]
    places = {id(one): at for at, one in enumerate(stored)}
    by_record = {one.record: at for at, one in enumerate(stored) if one.record is not None}
    for before, typed in zip(sent, now, strict=False):
        at = by_record.get(before.record) if before.record is not None else None
        if before.record is None and is_counted(before.fields()) and not before.removed:
            at = next((places[id(one)] for one in new), None)
        if (typed.fields(), typed.removed) == (before.fields(), before.removed):
            continue
        if at is None:
            found.append(typed.copy())
        else:
            found[at].take_typed(before, typed)
    return [*found, *(one.copy() for one in now[len(sent) :])]

"""What is typed while a record is read again or saved is newer than the answer: the answer is shown around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from prossce_desktop.services.editing import is_counted
from prossce_desktop.ui.activities.count_state import CountState


class TypedSince:
    """Remembers what stood in some fields when they were sent, or asked for; `mark(None)`: another record comes, nothing is newer."""

    def __init__(self) -> None:
        self._then: dict[str, object] | None = None

    def mark(self, values: Mapping[str, object] | None) -> None:
        """From now on what is typed is newer."""
        self._then = None if values is None else dict(values)

    def is_marked(self) -> bool:
        """Whether the answer is of what is shown already."""
        return self._then is not None

    def take(self, now: Mapping[str, object]) -> dict[str, object]:
        """What was typed since, by field; the answer is here, so nothing is newer any more."""
        then, self._then = self._then, None
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

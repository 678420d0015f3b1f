"""What is typed while a record is read or saved is newer than the answer and stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, Literal, TypeVar

from prossce_desktop.services.records.record_editor import CountTyped, Saved

Asked = Literal["", "read", "saved"]
"""What was asked for: the record again, or to save it. "": another record, beside which nothing is newer."""
Held = TypeVar("Held")


class TypedSince(Generic[Held]):
    """Remembers what stood there when each of the two was asked for."""

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


@dataclass(slots=True)
class Sent:
    """What was sent to be saved, by its draft's key. The writing thread sets `saved` before later writes."""

    key: str
    typed: Mapping[str, object]
    counts: Sequence[CountTyped]
    saved: Saved | None = None

    def since(
        self, typed: Mapping[str, object], counts: Sequence[CountTyped]
    ) -> tuple[dict[str, object], list[CountTyped]]:
        """What is typed now and was not sent; new head counts have become records."""
        fields = {
            name: value
            for name, value in typed.items()
            if name not in self.typed or value != self.typed[name]
        }
        by_record = {one.record: one for one in self.counts if one.record is not None}
        new = [one for one in self.counts if one.record is None]
        made = zip(new, self.saved.new_counts if self.saved is not None else (), strict=False)
        found = []
        for one in counts:
            before, record = (
                (by_record.get(one.record), one.record)
                if one.record is not None
                else next(made, (None, None))
            )
            if before is None or (before.fields, before.removed) != (one.fields, one.removed):
                found.append(replace(one, record=record))
        return fields, found

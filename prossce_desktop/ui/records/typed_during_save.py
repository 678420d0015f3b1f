"""What is typed while a record is read again or saved is newer than the answer: the answer is shown around it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Generic, Literal, TypeVar

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

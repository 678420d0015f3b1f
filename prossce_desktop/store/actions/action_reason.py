"""Why the regional office changes what is a country's: said in the window, and carried along with whatever is asked for there.

It belongs to the moment in which work is asked for, not to that in which it is done: threads take it over with their context.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_WHY: ContextVar[str | None] = ContextVar("why", default=None)


def why() -> str | None:
    """What is said to the country; "" where it is still to be said, None where nobody is asked."""
    return _WHY.get()


def say_why(text: str | None) -> None:
    """From now on this is said."""
    _WHY.set(text)


@contextmanager
def saying(text: str | None) -> Iterator[None]:
    """The same for as long as the block lasts."""
    before = _WHY.set(text)
    try:
        yield
    finally:
        _WHY.reset(before)

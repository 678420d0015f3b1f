"""Where in the window a step is made: a page, and the record or list it shows. Kept on this laptop alone.

It is that of the moment in which work is asked for; threads take it over with their context.
"""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass

NEW = 0
"""Stands for the record the step itself makes: a page of a new record saves on that record's page."""


@dataclass(frozen=True, slots=True)
class ActionPage:
    """A page by its name. `record` is what it shows; None for a list, or nothing of the records."""

    page: str
    record: int | None = None


_HERE: ContextVar[ActionPage | None] = ContextVar("here", default=None)


def here() -> ActionPage | None:
    """Where work is asked for now; None on the command line."""
    return _HERE.get()


def stand_at(where: ActionPage | None) -> None:
    """From now on work is asked for there."""
    _HERE.set(where)


def settled(where: ActionPage | None, made: int | None) -> tuple[str | None, int | None]:
    """What is kept of it beside a step; `made` is the first record that the step makes."""
    if where is None:
        return None, None
    return where.page, made if where.record == NEW else where.record

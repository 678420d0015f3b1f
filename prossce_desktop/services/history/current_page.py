"""Where in the window work is asked for; light, since the first page that is shown says it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from prossce_desktop.store.actions.action_page import NEW, ActionPage, here, stand_at

__all__ = ["NEW", "ActionPage", "here", "stand_at", "standing_at"]


@contextmanager
def standing_at(where: ActionPage) -> Iterator[None]:
    """For as long as the block lasts work is asked for there."""
    before = here()
    stand_at(where)
    try:
        yield
    finally:
        stand_at(before)

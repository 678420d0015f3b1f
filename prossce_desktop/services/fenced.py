"""What a fenced child of the program does for its parent; it must start quickly, so it imports only what the work needs."""

from __future__ import annotations

from collections.abc import Sequence

from prossce_desktop.exchange import containers
from prossce_desktop.fence import Work, serve


def _workbooks(content: bytes) -> Sequence[bytes]:
    from prossce_desktop.reports import own_workbook

    return own_workbook.answer(content)


def _pictures(content: bytes) -> Sequence[bytes]:
    from prossce_desktop.intake import pictures

    return pictures.answer(content)


WORKS: dict[str, Work] = {containers.WORK: containers.answer, "workbooks": _workbooks, "pictures": _pictures}


def read_for_parent(words: Sequence[str]) -> int:
    """Do the work named until the parent asks no more; gives the exit status."""
    work = WORKS.get(words[0]) if words else None
    return 2 if work is None else serve(work)

"""What a fenced child does for its parent; it starts quickly, so it imports only what the work needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from prossce_desktop.exchange import mail_containers
from prossce_desktop.system.sandbox import Work, serve


def _containers() -> Work:
    return mail_containers.answer


def _workbooks() -> Work:
    from prossce_desktop.reports.workbook import own_workbook

    return own_workbook.answer


def _pictures() -> Work:
    from prossce_desktop.intake import pictures

    return pictures.answer


def _parsing() -> Work:
    from prossce_desktop.exchange import sandboxed_parsing

    return sandboxed_parsing.answer


WORKS: dict[str, Callable[[], Work]] = {
    mail_containers.WORK: _containers,
    "parsing": _parsing,
    "workbooks": _workbooks,
    "pictures": _pictures,
}
"""Each loads its libraries while the fence is still open, and nothing of a stranger is read."""


def read_for_parent(words: Sequence[str]) -> int:
    """Do the work named until the parent asks no more; gives the exit status."""
    ready = WORKS.get(words[0]) if words else None
    return 2 if ready is None else serve(ready())

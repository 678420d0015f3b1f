"""What a package without operations brings: values about people, or pictures; the journal keeps the word."""

from __future__ import annotations

from prossce_desktop.exchange.header import Header
from prossce_desktop.exchange.zip_members import PERSONAL, PICTURES
from prossce_desktop.store.sync import package_journal


def carried(header: Header) -> str | None:
    """The word for the journal; None where it has operations, or is a receipt alone."""
    if any(one.count for one in header.sources):
        return None
    if any(name.startswith(PICTURES) for name in header.members):
        return package_journal.PICTURES
    is_part = any(name == PERSONAL or name in header.sealed for name in header.members)
    return package_journal.PARTS if is_part else None

"""A list as a workbook: exactly its rows and columns, as many as there are."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from prossce_desktop import wording
from prossce_desktop.messages import _, ngettext_
from prossce_desktop.progress import Step, silent
from prossce_desktop.reports.columns import Column, ListSheet
from prossce_desktop.services.exports import origin_of
from prossce_desktop.services.giving.rows import GivenRows, read
from prossce_desktop.services.giving.wanted import ListKind, ListWanted
from prossce_desktop.store.store import Store

NONE, ALL = "none", "all"


def write(
    store: Store, wanted: ListWanted, path: Path, now: dt.datetime, today: dt.date, step: Step = silent, password: str = ""
) -> int:
    """Write the list to `path`, which keeps what it had if anything fails; how many rows were written.

    Raises PersonalNotAsked, TooManyRows, Cancelled, and what `files.replacing` raises.
    """
    from prossce_desktop.reports.list_workbook import ListBook, write_list

    with store.read() as reading:
        step(0, 0)
        found = read(reading, wanted, today)
        origin = origin_of(reading, now, today, sample=reading.is_sample())
        sheet = ListSheet(
            wanted.title, found.columns, found.rows(), about(wanted, found), _pinned(found.columns), wanted.kind.value, found.count,
            hides_empty=False, personal=holds_personal(wanted, found.columns),
        )  # fmt: skip
        write_list(ListBook(sheet, origin, wanted.said, personal_of(wanted, found.columns)), path, step, password)
    return found.count


def holds_personal(wanted: ListWanted, columns: tuple[Column, ...]) -> bool:
    """Whether what is given speaks of persons: a row for each, or a column that may."""
    return wanted.of_people or (wanted.personal and any(one.personal for one in columns))


def personal_of(wanted: ListWanted, columns: tuple[Column, ...]) -> str:
    """Which personal data the file holds, for its properties."""
    return ALL if holds_personal(wanted, columns) else NONE


def about(wanted: ListWanted, found: GivenRows) -> str:
    """How many rows, and of how many where they were chosen."""
    n, whole = wording.number(found.count), wording.number(found.whole)
    if wanted.is_part:
        return _("Chosen rows: {n} of {whole}.").format(n=n, whole=whole)
    if wanted.kind in (ListKind.people, ListKind.taking_part):
        return ngettext_("{n} person.", "{n} people.", found.count).format(n=n)
    if wanted.kind is ListKind.organisations:
        return ngettext_("{n} organisation.", "{n} organisations.", found.count).format(n=n)
    return ngettext_("{n} record.", "{n} records.", found.count).format(n=n)


def _pinned(columns: tuple[Column, ...]) -> int:
    """Up to the name or title these columns stay in sight."""
    return next((at for at, one in enumerate(columns, 1) if one.key in ("name", "title")), 1)


def name_of(wanted: ListWanted, today: dt.date) -> str:
    """What the file is called at first: it tells the list and the day, never a person or a search."""
    words = {
        ListKind.activities: _("activities"), ListKind.people: _("people"), ListKind.organisations: _("organisations"),
        ListKind.taking_part: _("people-of-an-activity"),
    }[wanted.kind]  # fmt: skip
    return f"ProSSCE-{words}-{today.isoformat()}"



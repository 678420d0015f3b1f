"""A list as a workbook: exactly its rows and columns, as many as there are."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from prossce_desktop.domain.model.scopes import PersonalData
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.reports.workbook.record_columns import ListSheet, SheetColumn
from prossce_desktop.services.list_actions.exported_list import GivenList
from prossce_desktop.services.list_actions.list_export_rows import read
from prossce_desktop.services.reporting.report_export import origin_of
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.system.progress import ProgressCallback, silent


def write(
    store: Store,
    given: GivenList,
    path: Path,
    now: dt.datetime,
    today: dt.date,
    step: ProgressCallback = silent,
    password: str = "",
) -> int:
    """Write the list whole or not at all; gives the number of rows. Raises PersonalNotAsked, TooManyRows,
    Cancelled, and what `atomic_files.replacing` raises."""
    from prossce_desktop.reports.workbook.list_workbook import ListBook, write_list

    with store.read() as reading:
        step(0, 0)
        found = read(reading, given, today)
        origin = origin_of(reading, now, today, sample=reading.is_sample())
        columns, personal = found.columns, holds_personal(given, found.columns)
        sheet = ListSheet(
            given.rows.title, columns, found.rows(), about(given, found.count), _pinned(columns),
            f"{given.rows.kind}_list", found.count,
            hides_empty=False, personal=personal,
        )  # fmt: skip
        held = PersonalData.all if personal else PersonalData.none
        write_list(ListBook(sheet, origin, given.filter_words, held), path, step, password)
    return found.count


def holds_personal(given: GivenList, columns: tuple[SheetColumn, ...]) -> bool:
    """Whether what is given speaks of persons: a row for each, or a column that may."""
    return given.of_people or (given.personal and any(one.personal for one in columns))


def about(given: GivenList, count: int) -> str:
    """How many rows, of how many where they were chosen, and how many are not saved yet and missing."""
    n, kind = formatting.number(count), given.rows.kind
    if given.whole:
        said = _("Chosen rows: {n} of {whole}.").format(n=n, whole=formatting.number(given.whole))
    elif kind in ("person", "participation"):
        said = ngettext_("{n} person.", "{n} people.", count).format(n=n)
    elif kind == "organisation":
        said = ngettext_("{n} organisation.", "{n} organisations.", count).format(n=n)
    else:
        said = ngettext_("{n} record.", "{n} records.", count).format(n=n)
    unsaved = len(given.rows.held) - len(given.rows.ids or ()) if kind == "participation" else 0
    if unsaved <= 0:
        return said
    left = ngettext_(
        "{n} row is not saved yet and is not included.",
        "{n} rows are not saved yet and are not included.",
        unsaved,
    )
    return f"{said} {left.format(n=formatting.number(unsaved))}"


def _pinned(columns: tuple[SheetColumn, ...]) -> int:
    """Up to the name or title these columns stay in sight."""
    return next((at for at, one in enumerate(columns, 1) if one.key in ("name", "title")), 1)


def name_of(given: GivenList, today: dt.date) -> str:
    """What the file is called at first: it tells the list and the day, never a person or a search."""
    words = {
        "activity": _("activities"), "person": _("people"), "organisation": _("organisations"),
        # Translators: a part of the name of a file, so without spaces
        "participation": _("people-of-an-activity"),
    }[given.rows.kind]  # fmt: skip
    return f"ProSSCE-{words}-{today.isoformat()}"

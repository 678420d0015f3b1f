"""Exports with people's names are written down, to tell whoever is erased later."""

from __future__ import annotations

import datetime as dt

from prossce_desktop.domain.model.scopes import PersonalData
from prossce_desktop.services.reporting.report_export import Wanted
from prossce_desktop.store.erasure.exported_files import LIST, SHEET, ExportLine, note_export
from prossce_desktop.store.log.operation_log import milliseconds
from prossce_desktop.store.workspace.store import Store


def is_noted(wanted: Wanted) -> bool:
    """Whether a workbook with personal columns is made."""
    return wanted.excel is not None and wanted.personal != PersonalData.none


def note_workbook(store: Store, wanted: Wanted, now: dt.datetime) -> None:
    """A workbook with personal columns was written; one without is nothing to tell."""
    if wanted.excel is not None and is_noted(wanted):
        first, last = (day.isoformat() if day else None for day in (wanted.start, wanted.end))
        _note(
            store,
            ExportLine(milliseconds(now), wanted.excel.name, wanted.personal, first, last, wanted.countries),
        )


def note_sheet(store: Store, activity: int, name: str, now: dt.datetime) -> None:
    """A sign-in sheet of an activity was written with its people's names."""
    _note(store, ExportLine(milliseconds(now), name, SHEET, activity=activity))


def note_list(store: Store, activity: int | None, name: str, now: dt.datetime) -> None:
    """A list of people was written, printed or copied; `activity`: of the people of that one alone."""
    _note(store, ExportLine(milliseconds(now), name, LIST, activity=activity))


def _note(store: Store, line: ExportLine) -> None:
    if store.identity.moved:  # nothing is written here any more, and nobody is erased here
        return
    with store.sync.exchanging() as db:
        note_export(db, line)

"""The people of an activity: the grid's rows, saving them, and the lists of the command line."""

from __future__ import annotations

from prossce_desktop.services.people.people_adding import add_record
from prossce_desktop.services.people.people_json import people_json
from prossce_desktop.services.people.sheet_reading import OpenPair, SheetRow, rows, sheet
from prossce_desktop.services.people.sheet_saving import RowDraft, SavedRow, SheetSaved, save_rows
from prossce_desktop.services.records.participation_removal import remove_rows

__all__ = [
    "OpenPair", "RowDraft", "SavedRow", "SheetRow", "SheetSaved", "add_record", "people_json", "remove_rows",
    "rows", "save_rows", "sheet",
]  # fmt: skip

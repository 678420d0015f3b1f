"""In a child of its own: an officer at work in some time zone, language and year; says what was stored and what is to be seen.

Called with a folder, what to do, and by how many seconds the clock is wrong; answers with one line of JSON.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
import time
from pathlib import Path

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from prossce_desktop import app as compose
from prossce_desktop.domain.model.record_kinds import KINDS
from prossce_desktop.services.commands.adding import add
from prossce_desktop.services.history import step_sentences
from prossce_desktop.services.people.people_sheet import RowDraft, save_rows
from prossce_desktop.services.records import record_editor
from prossce_desktop.services.reporting import activity_papers, report_export
from prossce_desktop.services.workspace import backups
from prossce_desktop.store.log.operation_log import entries
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.store.workspace.workspace_lifecycle import Remembered, create
from tests.faults.copies import newest_copy
from tests.faults.shim import Layer
from tests.faults.truth import seen
from tests.store.raw_base import open_raw

TODAY = dt.date(2025, 12, 1)
TYPED = ("10/02/2025", "2025-02-11", "12 กุมภาพันธ์ 2568", "13/02/2568", "១៤/០២/២០២៥", "15 Feb 2025")
"""One day after the other, as people write them."""
BIRTHS = ("3/4/1990", "4/4/2533", "1990-04-05")
BUDDHIST = re.compile(r"(?<!\d)2[45]\d\d-\d\d-\d\d")
"""A day of a year from 2400 to 2599."""


def work(store: Store) -> None:
    """Dates in every way of writing, in forms, lists, drafts and on the command line's way."""
    for n, typed in enumerate(TYPED):
        saved = record_editor.save(store, "training", None, {"title": f"Training {n}", "start": typed, "end": typed}, (), today=TODAY)
        assert isinstance(saved, record_editor.Saved), saved
    fair = add(store, "career_fair", [("title", "A fair"), ("start", "2025-03-01"), ("count", "90"), ("women", "50")], today=TODAY)
    save_rows(store, fair.id, [RowDraft(None, None, {"name": f"Guest {n}", "birth": born}) for n, born in enumerate(BIRTHS)], TODAY)
    store.drafts.save("new:training:1", "training", None, {"title": "Half", "start": "16 กุมภาพันธ์ 2568"}, compose.now())


def stored(store: Store) -> dict[str, object]:
    """Everything that is kept, without what chance draws: values of records, and texts in operations."""
    with store.read() as reading:
        values = {kind: [one.value.model_dump(mode="json") for one in reading.records(kind)] for kind in sorted(KINDS)}
    with open_raw(store) as db:
        blocks = [repr(one.blocks) for one in entries(db)]
        times = [at for (at,) in db.execute("SELECT at FROM op ORDER BY id")]
        rest = [str(row) for table in ("draft", "setting", "fact") for row in db.execute(f"SELECT * FROM {table}")]
    buddhist = [found for text in (*blocks, *rest, json.dumps(values)) for found in BUDDHIST.findall(text)]
    return {"values": _without_ids(values), "times": times, "buddhist": buddhist}


def _without_ids(value: object) -> object:
    if isinstance(value, dict):
        return {name: _without_ids(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_without_ids(one) for one in value]
    return "id" if isinstance(value, int) and value > 1 << 32 else value


def shown(store: Store, out: Path) -> dict[str, object]:
    """What is to be seen, and which days stand in the files that are written."""
    excel, page = out / "month.xlsx", out / "page.pdf"
    report_export.export(store, report_export.Wanted(excel=excel), compose.now(), TODAY)
    with store.read() as reading:
        first = next(iter(reading.records("training"))).id
    activity_papers.write_activity_page(store, first, page, compose.now(), TODAY)
    return {"seen": seen(store), "days": _days_in(excel), "steps": [(one.id, one.title) for one in step_sentences.history_in_words(store)]}


def _days_in(workbook: Path) -> list[str]:
    from openpyxl import load_workbook

    book = load_workbook(workbook, read_only=True)
    sheets = [one for one in book.worksheets if one.title in ("Activities", "People", "Participants", "Trainings", "Career fairs")]
    found = [str(cell.value) for sheet in sheets for row in sheet for cell in row if isinstance(cell.value, dt.date)]
    book.close()
    return found


def main(folder: Path, what: str, shift: int) -> dict[str, object]:
    layer = Layer()
    layer.clock(shift)
    app = QApplication([])  # takes the system's language, for itself and for the C library
    out = folder.parent / "out"
    out.mkdir(exist_ok=True)
    if what == "begin":
        store, _ = create(folder, country="TH", office="Office TH", officer="Somchai", unlock=Remembered(), now=compose.now)
    else:
        store = compose.open_remembered(folder)
    said: dict[str, object] = {}
    with store:
        if what == "begin":
            work(store)
        if what == "go on":
            with store.read() as reading:
                first = next(iter(reading.records("training"))).id
            with store.work("edit", 1) as action:
                action.set("training", {first: {"title": f"Title under a clock {shift}"}})
            backups.back_up_at_exit(store)
            said["copies"] = [one.path.name for one in backups.standing(store).backups]
            said["undoable"] = [store.undo.last_undoable(), step_sentences.history_in_words(store)[0].id]
            said["newest"] = getattr(newest_copy(folder), "name", None)
            with store.read() as reading:
                said["title"] = reading.record(first).value.title  # type: ignore[attr-defined]
        said |= stored(store) | shown(store, out)
        said["good"] = all(one.ok for one in store.check())
    said |= {"language": QLocale.system().name(), "zone": time.tzname, "now": dt.datetime.now(dt.UTC).isoformat(), "today": str(compose.today())}
    app.processEvents()
    return said


if __name__ == "__main__":
    answer = main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
    sys.stdout.write(json.dumps(answer))

"""Adding a field to Training is one line in `domain/` and one migration; then it is everywhere.

A copy of the program gets exactly that, and a workspace made by the program as it is gets opened by the copy.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from prossce_desktop.services.commands import adding
from prossce_desktop.store.migrations import BASE_VERSION
from prossce_desktop.store.workspace.workspace_lifecycle import Plain, create
from tests.pdf_text import pdf_text
from tests.program import ROOT, surroundings

LINE = '    seats: Annotated[Annotated[int, Field(ge=0, le=10_000)] | None, FieldDisplay(N_("Chairs"), 8, COURSE, N_("As they stand in the room."))] = None\n'
AFTER = "    highest_score: "
MIGRATION = '"""Seats of a training."""\n\nSQL = ("ALTER TABLE training ADD COLUMN seats INTEGER",)\n'

LOOK = '''
import datetime as dt, io, json, sys
from contextlib import redirect_stdout
from pathlib import Path
import prossce_desktop
from prossce_desktop.cli import main

tree, folder = Path(sys.argv[1]), Path(sys.argv[2])
assert Path(prossce_desktop.__file__).parent == tree / "prossce_desktop", prossce_desktop.__file__
found = {}

def called(*words):
    said = io.StringIO()
    with redirect_stdout(said):
        status = main([str(word) for word in words] + ["--json"])
    return status, json.loads(said.getvalue())

found["check of an older workspace"] = called("check", folder)[1]["ok"]
status, added = called("add", folder, "training", "title=With seats", "code=T2", "start=2025-05-01", "seats=40")
found["add"] = status
found["too many"] = called("add", folder, "training", "title=x", "seats=20000")
found["history"] = called("history", folder, "--record", added["id"])[1]["steps"][0]["changes"]
found["exit of export"] = called("export", folder, "--excel", folder.parent / "o.xlsx")[0]

from PySide6.QtWidgets import QApplication
from prossce_desktop import app as compose
from prossce_desktop.domain.model.fields import fields_of
from prossce_desktop.domain.model.training import Training
from prossce_desktop.services.history import step_sentences
from prossce_desktop.services.records import record_editor, record_saving
from prossce_desktop.services.reporting import activity_papers
from prossce_desktop.store.workspace.workspace_lifecycle import open_workspace
from prossce_desktop.ui.records.record_form import RecordForm
from prossce_desktop.ui.base.jobs import Jobs
from prossce_desktop.ui.look.theme import wear
from prossce_desktop.ui.session.session import Session
from tests.tools.recording_speaker import RecordingSpeaker

app = QApplication([])
wear(app, "light", 100)
with open_workspace(folder, None, writing=True) as store:
    jobs = Jobs()
    form = RecordForm(Session(store, jobs, RecordingSpeaker()), "training")
    frame = form.by_name["seats"]
    found["label"] = frame.name()
    form.show_values(record_editor.OpenedRecord("training", None, {"title": "A"}))
    form.type_in({"seats": "41"})
    found["typed"] = form.typed()
    found["relevant"] = not frame.isHidden()
    saved = record_saving.save(store, "training", {**form.typed(), "title": "Typed"}, today=dt.date(2025, 6, 1), accepted=())
    record_saving.save(store, "training", {"seats": "42"}, today=dt.date(2025, 6, 1), record=saved.id, accepted=())
    found["sentences"] = [line for step in step_sentences.about(store, saved.id) for line in step.lines]
    activity_papers.write_activity_page(store, saved.id, folder.parent / "o.pdf", compose.now(), compose.today())
    store.undo.undo(store.undo.last_undoable())
    with store.read() as reading:
        found["after undo"] = reading.record(saved.id).value.seats
    found["check"] = all(one.ok for one in store.check())
    jobs.close()
print(json.dumps(found))
'''


def copy_with_the_field(to: Path) -> Path:
    """The tree with one line more in `domain/model/training.py`, and one migration."""
    package = shutil.copytree(ROOT / "prossce_desktop", to / "prossce_desktop", ignore=shutil.ignore_patterns("__pycache__"))
    (to / "resources").symlink_to(ROOT / "resources")
    training = package / "domain" / "model" / "training.py"
    text = training.read_text(encoding="utf-8")
    assert text.count(AFTER) == 1
    training.write_text(text.replace(AFTER, LINE + AFTER), encoding="utf-8")
    migrations = package / "store" / "migrations"
    number = BASE_VERSION + 1
    (migrations / f"step_{number:04}.py").write_text(MIGRATION, encoding="utf-8")
    listed = migrations / "__init__.py"
    text = listed.read_text(encoding="utf-8")
    last = next(line for line in text.splitlines() if f"step_{BASE_VERSION:04}.SQL" in line)
    assert text.count(last) == 1
    text = text.replace(last, f'{last} Migration({number}, "seats of a training", step_{number:04}.SQL),')
    text = text.replace("    step_0001,\n", f"    step_0001,\n    step_{number:04},\n")
    listed.write_text(text, encoding="utf-8")
    return to


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="links the resources")
def test_one_line_and_one_migration_are_found_everywhere(tmp_path: Path) -> None:
    store, _ = create(tmp_path / "ws", country="KH", office="Office KH", officer="Dara", unlock=Plain())
    with store:
        adding.add(store, "training", [("title", "From before"), ("code", "T1")], today=dt.date(2025, 6, 1))
    tree = copy_with_the_field(tmp_path / "tree")
    (tmp_path / "look.py").write_text(LOOK, encoding="utf-8")
    surrounded = surroundings(tmp_path, PYTHONPATH=str(tree), PYTHONDONTWRITEBYTECODE="1")
    words = [sys.executable, tmp_path / "look.py", tree, tmp_path / "ws"]
    done = subprocess.run(words, env=surrounded, cwd=tmp_path, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["check of an older workspace"] is True
    assert list((tmp_path / "ws" / "backups").glob("before-*.db")), "no copy before the migration"
    assert found["add"] == 0
    assert found["too many"][0] == 5 and "seats" in found["too many"][1]["error"]["message"]
    assert {"field": "seats", "old": None, "new": 40} in [{k: v for k, v in one.items() if k != "record"} for one in found["history"]]
    assert (found["label"], found["typed"]["seats"], found["relevant"]) == ("Chairs", "41", True)
    assert "Chairs: 41 → 42" in found["sentences"]
    assert (found["after undo"], found["check"]) == (41, True)
    assert _column(tmp_path / "o.xlsx", "Chairs") == [None, 40]
    text = pdf_text(tmp_path / "o.pdf", "layout")
    assert "Chairs" in text and "42" in text


def _column(book: Path, heading: str) -> list[object]:
    import openpyxl

    rows = list(openpyxl.load_workbook(book)["Activities"].iter_rows(values_only=True))
    [(at, column)] = [(at, row.index(heading)) for at, row in enumerate(rows) if heading in row]
    return [row[column] for row in rows[at + 1 :] if any(cell is not None for cell in row)]

"""The program is killed in the middle of a name, and the name is there when it starts again."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from prossce_desktop.app import UnlockChoice, open_for_window
from prossce_desktop.services.people import people_sheet
from prossce_desktop.ui.activities.people_grid.grid_jobs import draft_key, load

PROGRAM = """
    import datetime as dt, os, sys
    from pathlib import Path
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication
    app = QApplication([])
    from prossce_desktop import app as compose
    from prossce_desktop.store.workspace.workspace_lifecycle import Remembered
    from prossce_desktop.services.commands.adding import add
    from prossce_desktop.ui.base.jobs import Jobs
    from prossce_desktop.ui.look.theme import wear
    from prossce_desktop.ui.activities.people_grid.people_tab import PeopleTab
    from prossce_desktop.ui.session.session import Session
    wear(app, "light", 100)
    today = dt.date(2024, 11, 20)
    store = compose.create(sys.argv[1], country="KH", office="PP", officer="S", unlock=Remembered())
    fair = add(store, "career_fair", [("title", "Fair"), ("start", "2024-11-09"), ("code", "F-1")], today=today).id
    jobs = Jobs()
    tab = PeopleTab(Session(store, jobs, None, lambda: today))
    tab.show()
    tab.enter(fair, "career_fair")
    def settle():
        while jobs.is_busy():
            app.processEvents()
    settle()
    def press(key): QTest.keyClick(tab.view.editor() or tab.view, key)
    def write(text):
        for letter in text: QTest.keyClicks(tab.view.editor() or tab.view, letter)
    write("Sok Sophea"); press(Qt.Key.Key_Tab); write("Sophea"); press(Qt.Key.Key_Return)
    settle()
    write("Chan Da")
    QTimer.singleShot(2000, lambda: print("typed", fair, flush=True))
    app.exec()
"""


@pytest.mark.slow
def test_a_half_typed_name_survives_a_kill(tmp_path: Path) -> None:
    folder = tmp_path / "ws"
    program = subprocess.Popen([sys.executable, "-c", textwrap.dedent(PROGRAM), str(folder)], stdout=subprocess.PIPE, text=True, env=os.environ)
    try:
        assert program.stdout is not None
        word, fair = program.stdout.readline().split()
        assert word == "typed"
    finally:
        program.send_signal(signal.SIGKILL)
        program.wait()
        if program.stdout is not None:
            program.stdout.close()
    store = open_for_window(folder, UnlockChoice(None, remember=False))
    try:
        with store.read() as reading:
            assert [one.values["name"] for one in people_sheet.sheet(reading, int(fair))] == ["Sok Sophea"]
        assert [one.key for one in store.drafts.held()] == [draft_key(int(fair))]
        with ThreadPoolExecutor(1) as reading_thread:
            found = reading_thread.submit(load, store, int(fair), dt.date(2024, 11, 20)).result()
        assert [row.text("name") for row in found.rows] == ["Sok Sophea", "Chan Da"]
        assert found.restored == 1
    finally:
        store.close()

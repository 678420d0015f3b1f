"""What stands in the window before the records are open."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from pytestqt.qtbot import QtBot

from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.window.main_window import MainWindow, Opening


def test_the_first_page_says_why_it_takes_long_once_it_does(qtbot: QtBot) -> None:
    page = Opening()
    qtbot.addWidget(page)
    assert page.cause.text() == ""
    page.tell_cause()  # as its timer does
    assert "a sudden stop" in page.cause.text() and "\n" in page.cause.text()
    page.resize(1366, 728)
    assert page.cause.sizeHint().width() < 600


PAINTED = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from prossce_desktop.ui import main
from prossce_desktop.ui.look.theme import wear
from prossce_desktop.ui.window.main_window import MainWindow
app = QApplication([])
wear(app, "system", opening=True)
window = MainWindow(main.settings_in(Path(sys.argv[1])))
def painted():
    print(sorted({"pydantic", "sqlalchemy", "babel"} & set(sys.modules)), flush=True)
    app.quit()
window.once_painted(painted)
window.show()
app.exec()
"""


@pytest.mark.slow
def test_the_first_paint_waits_for_nothing_heavy(tmp_path: Path) -> None:
    said = subprocess.run([sys.executable, "-c", PAINTED, str(tmp_path)], capture_output=True, text=True, check=True, timeout=60)
    assert said.stdout.split("\n")[0] == "[]"


def test_what_a_label_says_is_never_markup(qtbot: QtBot) -> None:
    label = Label("<b>Sok</b>")
    qtbot.addWidget(label)
    assert label.textFormat() is Qt.TextFormat.PlainText


def test_the_first_window_is_never_larger_than_its_screen(qtbot: QtBot, tmp_path: Path) -> None:
    """On 1024 x 700, and on 1366 x 768 at 150 %, Save and half of each page lay beyond the edge."""
    window = MainWindow(QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(window)
    room = window.screen().availableSize()
    assert room.width() < 1366, "the screen of the tests is a small one"
    assert window.width() <= max(room.width(), window.minimumWidth()) and window.height() <= room.height()

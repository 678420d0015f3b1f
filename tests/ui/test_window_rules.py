"""What no file of the window may do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

import prossce_desktop
from prossce_desktop.ui.activities.people_grid.doubt_question import DoubtQuestion
from tests.ui.window import window

UI = Path(prossce_desktop.__file__).parent / "ui"


@pytest.mark.parametrize(
    ("words", "allowed"),
    [
        (".exec(", {"dialogs.py", "main.py"}),  # a dialog that waits belongs to the one who speaks
        ("QGraphics" + "DropShadowEffect", set()),  # slow, and blurs text
        ("QGraphics" + "OpacityEffect", set()),
        ("setTextFormat(Qt.TextFormat.RichText", set()),  # what a person typed is never markup
    ],
)
def test_nobody_else_does_it(words: str, allowed: set[str]) -> None:
    found = {path.name for path in UI.rglob("*.py") if words in path.read_text(encoding="utf-8")}
    assert found <= allowed


def test_what_is_done_later_is_given_up_with_whoever_wanted_it() -> None:
    """A method that a timer calls once must name its object: a page may be gone by then."""
    without = re.compile(r"singleShot\([^,()]+(?: if [^,]+)?, self\._?\w+\)")
    assert {path.name for path in UI.rglob("*.py") if without.search(path.read_text(encoding="utf-8"))} == set()
    assert without.search("QTimer.singleShot(0, self._fit)") and not without.search("QTimer.singleShot(0, self, self._fit)")


def test_a_part_that_breaks_lines_by_its_width_tells_the_layout_so() -> None:
    """A height that is corrected after a resize comes one pass too late: in one order of answers rows of the Overview lost lines."""
    by_width = re.compile(r"lines_of\([^()]*(\([^()]*\))*[^()]*self\.width\(\)|room = \(?self\.width\(\)")
    for path in UI.rglob("*.py"):
        for part in re.split(r"\n(?=class )", path.read_text(encoding="utf-8")):
            assert not ("lines_of(" in part and by_width.search(part)) or "def heightForWidth" in part, path.name


def test_only_a_button_draws_a_key_in_a_frame() -> None:
    """A key that looks as if it could be pressed can be: `KeyButton`, or the keys on a button itself."""
    style = (UI / "look" / "look.qss").read_text(encoding="utf-8")
    assert 'look="key"' not in style
    found = {path.name for path in UI.rglob("*.py") if re.search(r"""KeyCap|"look", "key\"""", path.read_text(encoding="utf-8"))}
    assert found == set()


KEY = re.compile(r"((Ctrl|Alt|Shift)[ +])*(Ctrl|Alt|Shift|Enter|Esc|Tab|Space|Del|Home|End|F\d{1,2}|[A-Z]|[↵↑↓−;])")


@pytest.mark.slow
def test_no_page_names_a_key_beside_what_cannot_be_pressed(tmp_path: Path, qtbot: QtBot) -> None:
    with window(tmp_path, qtbot) as shown:
        for place in shown.places():
            shown.go(place)
            labels = [one for one in shown.window.findChildren(QLabel) if one.isVisible() and len(one.text()) > 1]
            bare = [one.text() for one in labels if KEY.fullmatch(one.text()) and not isinstance(one.parentWidget(), QAbstractButton)]
            assert bare == [], place


@pytest.mark.slow
def test_the_key_that_keeps_a_value_can_be_pressed(qtbot: QtBot) -> None:
    part = DoubtQuestion()
    qtbot.addWidget(part)
    part.show()
    part.activateWindow()
    qtbot.waitUntil(part.isActiveWindow)
    part.ask("This phone is short.", [])
    part.keep_button.setFocus()
    assert part.key_button.cap() == "Alt K"
    QTest.mouseClick(part.key_button, Qt.MouseButton.LeftButton)
    assert part.reason.hasFocus() and part.key_button.cap() == "Esc"
    with qtbot.waitSignal(part.left):
        QTest.mouseClick(part.key_button, Qt.MouseButton.LeftButton)

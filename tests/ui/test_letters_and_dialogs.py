"""A dialog that comes while somebody types gives the letters back; they are not lost, and press nothing in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMessageBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.session.dialogs import WindowSpeaker

Key = Qt.Key


@pytest.fixture
def field(qtbot: QtBot) -> Iterator[QLineEdit]:
    """The field somebody types in, in a window."""
    window = QWidget()
    qtbot.addWidget(window)
    found = QLineEdit(window)
    QVBoxLayout(window).addWidget(found)
    window.show()
    window.activateWindow()
    found.setFocus()
    qtbot.waitUntil(found.hasFocus)
    yield found
    window.close()


def type_into_the_box(letters: str, *, then: Qt.Key) -> None:
    box = QApplication.activeModalWidget()
    assert isinstance(box, QMessageBox)
    for letter in letters:
        QTest.keyClicks(box.focusWidget() or box, letter)
        assert box.isVisible(), f"{letter!r} closed it"
    QTest.keyClick(box.focusWidget() or box, then)


def test_letters_typed_on_into_a_question_stand_in_the_field_afterwards(field: QLineEdit) -> None:
    QTest.keyClicks(field, "Siem")
    QTimer.singleShot(50, lambda: type_into_the_box("Re ap", then=Key.Key_Escape))
    answer = WindowSpeaker(field.window()).ask("Undo 34 changes?", ["Undo", "Cancel"])
    assert (answer, field.text()) == ("Cancel", "SiemRe ap")


def test_letters_typed_on_into_a_sentence_that_is_told_stand_in_the_field_afterwards(field: QLineEdit) -> None:
    QTimer.singleShot(50, lambda: type_into_the_box("Kep", then=Key.Key_Return))
    WindowSpeaker(field.window()).tell("The disk is full.")
    assert field.text() == "Kep"


def test_a_space_alone_presses_the_button(field: QLineEdit) -> None:
    QTimer.singleShot(50, lambda: type_into_the_box("", then=Key.Key_Space))
    assert WindowSpeaker(field.window()).ask("Undo?", ["Undo", "Cancel"]) == "Cancel"
    assert field.text() == ""


def test_no_word_of_a_question_passes_the_edge_of_its_box_at_twice_the_size(field: QLineEdit) -> None:
    theme().set_text_size(200)
    box = WindowSpeaker(field.window())._box("Restore the data of 2 December 2026, 03:58?", "Your current data is kept. Find it on this page, under “Older data”.")
    box.show()
    QApplication.processEvents()
    for label in box.findChildren(QLabel):
        assert label.geometry().right() < box.width(), label.text()
    box.close()

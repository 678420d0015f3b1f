"""The boxes in which the program asks: every word can be read, and a stray key changes nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from prossce_desktop.ui.session.dialogs import WindowSpeaker

Key = Qt.Key
LONG = "Work with another regional office from now on, also for everything that was recorded on this laptop before today?"
ANSWERS = ("Change the office", "Keep ILO & Bangkok")


@pytest.fixture
def speaker(qtbot: QtBot) -> WindowSpeaker:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return WindowSpeaker(window)


def when_shown(act: Callable[[QMessageBox], None]) -> None:
    def look() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        act(box)

    QTimer.singleShot(50, look)


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Escape])
def test_a_stray_key_takes_the_answer_that_changes_nothing(speaker: WindowSpeaker, key: Qt.Key) -> None:
    when_shown(lambda box: QTest.keyClick(box.focusWidget() or box, key))
    assert speaker.ask("Change it?", ANSWERS, "This cannot be undone.") == ANSWERS[1]


def test_an_answer_is_given_by_its_button(speaker: WindowSpeaker) -> None:
    def press(box: QMessageBox) -> None:
        [button] = [one for one in box.findChildren(QPushButton) if one.text() == ANSWERS[0]]
        button.click()

    when_shown(press)
    assert speaker.ask("Change it?", ANSWERS) == ANSWERS[0]


NOT_WRAPPED = 500
"""So wide Qt lets a box be before it wraps the sentence, on a screen of twice that or more (`QMessageBoxPrivate::updateSize`)."""


def test_what_qt_does_not_wrap_has_its_room(speaker: WindowSpeaker) -> None:
    """A question of 475 pixels stood in a box of 453: on a wide screen its last words were cut."""
    wide: list[int] = []

    def measure(box: QMessageBox) -> None:
        margins = box.contentsMargins() + (box.layout() or QVBoxLayout()).contentsMargins()
        wide.extend(one.minimumWidth() + margins.left() + margins.right() for one in box.findChildren(QLabel) if one.text())
        QTest.keyClick(box, Key.Key_Escape)

    when_shown(measure)
    speaker.ask("Discard the unsaved entries in “Phnom Penh career fair 2026 > Employers”?", ANSWERS, "1 row that is not saved will be deleted.")
    assert wide and min(wide) >= NOT_WRAPPED


@pytest.mark.parametrize("question", ["Send names of people to the regional office?", LONG])
def test_the_whole_question_can_be_read_above_a_short_explanation(speaker: WindowSpeaker, question: str) -> None:
    cut: list[str] = []

    def measure(box: QMessageBox) -> None:
        for label in box.findChildren(QLabel):
            needs = label.fontMetrics().boundingRect(0, 0, label.width(), 10_000, Qt.TextFlag.TextWordWrap, label.text())
            if label.text() and (needs.width() > label.width() or needs.height() > label.height()):
                cut.append(label.text())
        QTest.keyClick(box, Key.Key_Escape)

    when_shown(measure)
    speaker.ask(question, ANSWERS, "Until now not.")
    when_shown(measure)
    speaker.tell(question)
    assert cut == []

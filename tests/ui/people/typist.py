"""A real workspace, a real session, and somebody who types."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from prossce_desktop import app
from prossce_desktop.app import Plain, Store
from prossce_desktop.services.commands.adding import add
from prossce_desktop.ui.activities.people_grid.people_tab import PeopleTab
from prossce_desktop.ui.base.jobs import Jobs
from prossce_desktop.ui.session.session import Session
from tests.ui.waiting import at_rest

TODAY = dt.date(2024, 11, 20)
FAIR = {"title": "Siem Reap career fair 2024", "start": "2024-11-09", "end": "2024-11-10", "country": "KH", "code": "KH-CF-1"}
TRAINING = {
    "title": "Job-readiness workshop", "start": "2024-11-18", "end": "2024-11-19", "country": "KH", "code": "KH-TR-1",
    "status": "held",
}  # fmt: skip
Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
Shift = Qt.KeyboardModifier.ShiftModifier
Ctrl = Qt.KeyboardModifier.ControlModifier
Alt = Qt.KeyboardModifier.AltModifier


class Listener:
    """A speaker that writes down what is said."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def tell(self, sentence: str) -> None:
        self.said.append(sentence)

    def mention(self, sentence: str, *, undoes: object = None) -> None:
        self.said.append(sentence)

    def ask(self, question: str, answers: Sequence[str], explained: str = "") -> str:
        self.said.append(question)
        return answers[0]

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"nobody should be asked: {name}")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "ws"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    made = app.create(str(folder), country="KH", office="Phnom Penh", officer="Sok Chantha", unlock=Plain())
    yield made
    made.close()


@pytest.fixture
def session(store: Store, qtbot: QtBot) -> Iterator[Session]:
    jobs = Jobs()
    yield Session(store, jobs, Listener(), lambda: TODAY)
    jobs.close()


@pytest.fixture
def fair(store: Store) -> int:
    return add(store, "career_fair", list(FAIR.items()), today=TODAY).id


@pytest.fixture
def training(store: Store) -> int:
    sessions = [("session", "2024-11-18/6"), ("session", "2024-11-19/6")]
    return add(store, "training", [*TRAINING.items(), *sessions], today=TODAY).id


class Typist:
    """Presses keys where the focus would be, and counts those that are no data."""

    def __init__(self, tab: PeopleTab, qtbot: QtBot) -> None:
        self.tab = tab
        self.view = tab.view
        self.qtbot = qtbot
        self.overhead = 0

    def type(self, text: str) -> None:
        for letter in text:
            if letter.isascii():
                QTest.keyClicks(self.view.editor() or self.view, letter)
                continue
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):  # QTest knows the keys of ASCII only
                QApplication.sendEvent(self.view.editor() or self.view, QKeyEvent(kind, ord(letter), NONE, letter))

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        self.overhead += 1
        QTest.keyClick(self.view.editor() or self.view, key, held)

    def row(self, *cells: str) -> None:
        """Cells with Tab between them and Enter at the end."""
        for at, cell in enumerate(cells):
            self.type(cell)
            self.press(Key.Key_Return if at == len(cells) - 1 else Key.Key_Tab)

    def paste(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.press(Key.Key_V, Ctrl)

    def settle(self, due_ms: int = 0) -> None:
        """Wait until everything asked for has answered."""
        at_rest(self.tab.session.jobs, due_ms)

    @property
    def at(self) -> tuple[int, int]:
        index = self.view.currentIndex()
        return index.row(), index.column()

    def text(self, row: int, key: str) -> str:
        column = self.tab.model.column_of(key)
        assert column is not None
        return str(self.tab.model.index(row, column).data() or "")

    def go(self, row: int, key: str) -> None:
        column = self.tab.model.column_of(key)
        assert column is not None
        self.view.go_to(row, column)


def typist_at(session: Session, qtbot: QtBot, activity: int, kind: str) -> Typist:
    """Somebody before the grid of an activity."""
    tab = PeopleTab(session)
    qtbot.addWidget(tab)
    tab.resize(1158, 640)
    tab.show()
    tab.view.setFocus()  # as the page does
    tab.enter(activity, kind)
    typist = Typist(tab, qtbot)
    typist.settle()
    return typist


@pytest.fixture
def at_fair(session: Session, qtbot: QtBot, fair: int) -> Typist:
    return typist_at(session, qtbot, fair, "career_fair")


@pytest.fixture
def at_training(session: Session, qtbot: QtBot, training: int) -> Typist:
    return typist_at(session, qtbot, training, "training")

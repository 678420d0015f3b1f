"""For child processes: the whole program in its window, driven by keys, on a workspace of its own. Not a test."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from prossce_desktop.system import paths
from prossce_desktop.ui.access.unlock_page import Unlock
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.error_reporting import ErrorReporting
from prossce_desktop.ui.look.theme import wear
from prossce_desktop.ui.main import settings_in
from prossce_desktop.ui.program import Program
from prossce_desktop.ui.window.workspace_view import WorkspaceView
from tests.ui.waiting import SOON_MS, at_rest

Key = Qt.Key
Ctrl = Qt.KeyboardModifier.ControlModifier
Alt = Qt.KeyboardModifier.AltModifier
Shift = Qt.KeyboardModifier.ShiftModifier


def until(true: Callable[[], object], seconds: float = 60) -> None:
    """Let the window live until something is true."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            sys.exit(f"waited too long at line {sys._getframe(1).f_lineno}")
        QTest.qWait(20)


class Driven:
    """The program, started as a person starts it, and its passphrase typed."""

    def __init__(self, folder: Path, passphrase: str, wrong: Sequence[str] = ()) -> None:
        """`wrong`: passphrases that are tried before."""
        self.app = QApplication([])
        self.mistakes = ErrorReporting(self.app)
        self.mistakes.watch()
        wear(self.app, "light", 100)
        self.program = Program(folder, settings_in(paths.config_folder()))
        self.mistakes.jobs = self.program.jobs
        self.program.begin()
        window = self.program.window
        until(lambda: isinstance(window.centralWidget(), Unlock))
        page: Any = window.centralWidget()
        for words in (*wrong, passphrase):
            page.passphrase.frame.set_value(words)
            page.open_button.click()
            until(lambda: window.shell is not None or page.isEnabled())
        until(lambda: window.shell is not None)
        self.settle()

    @property
    def shell(self) -> WorkspaceView:
        assert self.program.window.shell is not None
        return self.program.window.shell

    def settle(self, due_ms: int = SOON_MS) -> None:
        """Wait until no work is under way and no timer that waits at most `due_ms` is left."""
        at_rest(self.program.jobs, due_ms, patience=60)
        if QApplication.activeWindow() is None:  # a dialog was closed; without a desktop nobody gives the keys back
            self.program.window.activateWindow()
            QTest.qWait(20)

    def go(self, place: Place) -> None:
        """Go there and wait until it is shown."""
        self.shell.go(place)
        self.settle()

    @property
    def focus(self) -> QWidget:
        """Where keys go."""
        return self.app.focusWidget() or self.program.window.focusWidget() or self.program.window

    def field(self, name: str) -> QWidget:
        """The editor of a field of the record that is open."""
        page: Any = self.shell.page(PageName.activity)
        editor: QWidget = page.editing.form.by_name[name].editor
        return editor

    def type(self, text: str) -> None:
        """Press the keys of a text, in any script."""
        for letter in text:  # the first letter in a cell opens its editor
            if letter.isascii():
                QTest.keyClicks(self.focus, letter)
                continue
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):  # QTest.keyClicks takes ASCII only
                QApplication.sendEvent(self.focus, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press one key."""
        QTest.keyClick(self.focus, key, held)

    def paste(self, text: str) -> None:
        """Ctrl+V with this in the clipboard."""
        QGuiApplication.clipboard().setText(text)
        self.press(Key.Key_V, Ctrl)

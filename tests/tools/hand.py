"""Works the real windows without a screen: presses keys, waits for the work beside the window, takes pictures."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from prossce_desktop.ui.base.jobs import Jobs

PATIENCE_MS = 60_000


class Hand:
    """One pair of hands at one window."""

    def __init__(self, window: QWidget, jobs: Jobs, pictures: Path) -> None:
        self.window = window
        self.jobs = jobs
        self.pictures = pictures
        self.taken: list[Path] = []

    def wait(self, until: Callable[[], bool] | None = None, ms: int = 30) -> None:
        """Let the window work: at least `ms`, until nothing runs beside it and `until` holds. Raises TimeoutError."""
        QTest.qWait(ms)
        waited = 0
        while self.jobs.is_busy() or (until is not None and not until()):
            QTest.qWait(10)
            waited += 10
            if waited > PATIENCE_MS:
                raise TimeoutError("the window did not come to rest")
        QTest.qWait(20)

    def press(self, key: Qt.Key, *held: Qt.KeyboardModifier) -> None:
        """One key into whatever has the focus."""
        modifiers = Qt.KeyboardModifier.NoModifier
        for one in held:
            modifiers |= one
        QTest.keyClick(self.focus(), key, modifiers)
        QTest.qWait(1)

    def type(self, text: str) -> None:
        """Letters into whatever has the focus, in any script."""
        for letter in text:  # QTest.keyClicks takes ASCII only
            key = ord(letter.upper()) if letter.isascii() else 0
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(self.focus(), QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter))
        QTest.qWait(1)

    def focus(self) -> QWidget:
        """What has the keys."""
        return QApplication.focusWidget() or self.window

    def picture(self, name: str, of: QWidget | None = None) -> Path:
        """Take a picture of the window, or of another one."""
        self.pictures.mkdir(parents=True, exist_ok=True)
        path = self.pictures / f"{name}.png"
        (of or self.window).grab().save(str(path))
        self.taken.append(path)
        return path


def without_screen() -> bool:
    """Choose the offscreen platform where there is no display; whether that was needed."""
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        return False
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return True

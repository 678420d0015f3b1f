"""Keys at random speed. Between them anything that can come between two keys does."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, QTimerEvent
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from prossce_desktop.ui.session.session import Session

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
Disturbance = Callable[[], None]


class Hands:
    """Types into whatever has the keys inside `root`. The same `chance` types the same, at the same moments."""

    def __init__(self, root: QWidget, session: Session, bot: QtBot, chance: random.Random, disturbances: Sequence[Disturbance] = ()) -> None:
        self.root = root
        self.session = session
        self.bot = bot
        self.chance = chance
        self.disturbances = list(disturbances)
        self.log: list[str] = []
        """What was pressed and what came between, for whoever reads a failure."""

    def field(self) -> QWidget:
        """The widget with the keys: it stays inside what is typed in. An input method writes into it, whatever hangs over it."""
        found = QApplication.focusWidget()
        assert found is not None and (found is self.root or self.root.isAncestorOf(found)), f"the keys went to {found}: {self.told()}"
        return found

    def focus(self) -> QWidget:
        """What a key goes to: offers while they hang under the field, and they pass letters on to it."""
        field, offers = self.field(), QApplication.activePopupWidget()
        return field if offers is None or offers.isAncestorOf(field) else offers

    def told(self) -> str:
        """The last that happened."""
        return " ".join(self.log[-60:])

    # -- keys -----------------------------------------------------------------------------------------------------

    def type(self, text: str) -> None:
        """Letter by letter, with whatever comes between."""
        for letter in text:
            self._letter(letter)
            self.between()

    def _letter(self, letter: str) -> None:
        self.log.append(letter)
        if letter.isascii():
            if letter.isupper():
                QTest.keyPress(self.focus(), Qt.Key.Key_Shift, SHIFT)  # it comes as a key of its own, as from every keyboard
            QTest.keyClicks(self.focus(), letter)
            if letter.isupper():
                QTest.keyRelease(self.focus(), Qt.Key.Key_Shift)
            return
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):  # QTest knows the keys of ASCII only
            QApplication.sendEvent(self.focus(), QKeyEvent(kind, ord(letter), NONE, letter))

    def compose(self, text: str) -> None:
        """With an input method: shown letter by letter, decided at the end."""
        for end in range(1, len(text) + 1):
            self.log.append(f"({text[:end]})")
            QApplication.sendEvent(self.field(), QInputMethodEvent(text[:end], []))
            self.between()
        decided = QInputMethodEvent()
        decided.setCommitString(text)
        self.log.append(f"({text})!")
        QApplication.sendEvent(self.field(), decided)
        self.between()

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        """A key that is no data."""
        self.log.append(f"<{key.name.removeprefix('Key_')}>")
        QTest.keyClick(self.focus(), key, held)
        self.between()

    def save(self) -> None:
        """Ctrl+S."""
        self.press(Qt.Key.Key_S, CTRL)

    # -- what comes between ---------------------------------------------------------------------------------------

    def between(self) -> None:
        """Mostly nothing, as for somebody who types fast; else answers arrive, timers are due, all comes to rest, or something happens."""
        roll = self.chance.random()
        if roll < 0.62:
            return
        if roll < 0.80:
            QCoreApplication.processEvents()
        elif roll < 0.90:
            self.hurry()
        elif roll < 0.93:
            self.rest()
        elif roll < 0.94:
            self.bot.wait(self.chance.choice((1, 5, 80, 150)))
        elif self.disturbances:
            act = self.chance.choice(self.disturbances)
            self.log.append(f"[{getattr(act, '__name__', act)}]")
            act()

    def hurry(self) -> None:
        """Every timer that waits is due now: checks, drafts, offers."""
        self.log.append("[timers]")
        for timer in self._timers(self.root):
            QCoreApplication.sendEvent(timer, QTimerEvent(timer.timerId()))
        QCoreApplication.processEvents()

    def _timers(self, root: QObject) -> list[QTimer]:
        return [one for one in root.findChildren(QTimer) if one.isActive() and one.isSingleShot()]

    def rest(self) -> None:
        """Until nothing is under way any more."""
        self.log.append("[rest]")
        for _again in range(3):
            self.bot.waitUntil(lambda: not self.session.jobs.is_busy(), timeout=30_000)
            QCoreApplication.processEvents()

    def settle(self) -> None:
        """Until everything asked for has answered, and every timer was due."""
        for _again in range(3):
            self.hurry()
            self.rest()

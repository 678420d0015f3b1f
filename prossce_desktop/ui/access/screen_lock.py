"""The lock: after some minutes without a key or click, or on Ctrl+L, only a passphrase shows the records.

The page, its draft and its place wait behind it. Another officer's passphrase opens it too: from then on
operations carry that name.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QSettings, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from shiboken6 import isValid

from prossce_desktop.app import Store
from prossce_desktop.errors import ProssceError, WrongPassphrase
from prossce_desktop.language.messages import _
from prossce_desktop.services.workspace import officers
from prossce_desktop.ui.access.cover_page import CoveredPage
from prossce_desktop.ui.access.passphrase_field import PassphraseField
from prossce_desktop.ui.access.wrong_passphrase_delay import WrongPassphraseDelay
from prossce_desktop.ui.base.jobs import Jobs
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.labels import Label

SETTING = "lock_after"
MINUTES = (0, 5, 10, 30, 60)
"""What can be chosen; 0 is never."""
_LOOK_EVERY_MS = 10_000
_SIGNS_OF_LIFE = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseMove,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.InputMethod,
)


class Idle(QObject):
    """`long_enough()` when nobody did anything for the chosen minutes, by the events of windows."""

    long_enough = Signal()

    def __init__(self, settings: QSettings, parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings
        self._since = QElapsedTimer()
        self._since.start()
        self._heard: list[QWindow] = []
        self._look = QTimer(self, interval=_LOOK_EVERY_MS)
        self._look.timeout.connect(self.look)

    def begin(self) -> None:
        self._since.restart()
        self._look.start()
        QGuiApplication.instance().focusWindowChanged.connect(self._listen)  # type: ignore[union-attr]
        self._listen(QGuiApplication.focusWindow())

    def minutes(self) -> int:
        """Minutes until it locks; 0 for never."""
        return int(str(self._settings.value(SETTING, 0)))

    def look(self) -> None:
        if self.minutes() and self._since.elapsed() >= self.minutes() * 60_000:
            self.long_enough.emit()

    def _listen(self, window: QWindow | None) -> None:
        self._since.restart()
        if window is not None and window not in self._heard:
            self._heard = [one for one in self._heard if isValid(one)] + [window]
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS_OF_LIFE:
            self._since.restart()
        return False


class LockPage(CoveredPage):
    """`opened()` when a passphrase of somebody who works here was typed."""

    opened = Signal()

    def __init__(self, store: Store, jobs: Jobs, settings: QSettings, parent: QWidget | None = None) -> None:
        super().__init__(_("Locked"), parent)
        self._store = store
        self._jobs = jobs
        self.passphrase = PassphraseField(WrongPassphraseDelay(store.folder, settings))
        self.passphrase.entered.connect(self._try)
        self.open_button = Button(_("Unlock"), "primary", hint=_("Enter"), clicked=self._try)
        self.open_button.setEnabled(not self.passphrase.is_waiting())
        self.passphrase.may_try.connect(self.open_button.setEnabled)
        self.column.addWidget(Label(_("Your work is kept as it was."), "body", "muted"))
        self.column.addWidget(self.passphrase)
        self.add_row(self.open_button)

    def first_focus(self) -> None:
        self.passphrase.setFocus()

    def _try(self) -> None:
        if self.passphrase.is_waiting():
            return
        typed, store = self.passphrase.text(), self._store
        self.setEnabled(False)
        self._jobs.start(
            lambda step: officers.work_as(store, officers.who_opens(store, typed).id),
            self._right,
            self._wrong,
        )

    def _right(self, nothing: None) -> None:
        self.passphrase.was_right()
        self.opened.emit()

    def _wrong(self, error: ProssceError) -> None:
        self.setEnabled(True)
        self.passphrase.was_wrong(
            str(WrongPassphrase()) if isinstance(error, WrongPassphrase) else str(error)
        )


class Lock(QObject):
    """Takes the shell out of the window, puts the lock into its place, and brings it back as it was."""

    def __init__(
        self, window: QMainWindow, store: Store, jobs: Jobs, settings: QSettings, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._store = store
        self._jobs = jobs
        self._settings = settings
        self._behind: QWidget | None = None
        self._focus: QWidget | None = None
        self._covered: list[QWidget] = []
        self.idle = Idle(settings, self)
        self.idle.long_enough.connect(self.lock)
        self.idle.begin()

    opened_by = Signal()
    """Unlocked; perhaps by somebody else than before."""
    cannot = Signal(str)
    """Why it does not lock."""

    def lock(self) -> None:
        """Lock, if anybody could unlock it again."""
        if self._behind is None:
            self._jobs.read(lambda step: officers.ways_in(self._store).asks_proof, self._lock)

    def is_locked(self) -> bool:
        return self._behind is not None

    def _lock(self, somebody_can_unlock: bool) -> None:
        if not somebody_can_unlock:
            self.cannot.emit(
                _(
                    "No officer has a passphrase yet, so nobody could unlock the screen. First choose a "
                    "passphrase in Settings."
                )
            )
            return
        if self._behind is not None:
            return
        self._covered = hide_others(self._window)
        self._focus = QApplication.focusWidget()
        self._behind = self._window.takeCentralWidget()
        page = LockPage(self._store, self._jobs, self._settings)
        page.opened.connect(self._open)
        self._window.setCentralWidget(page)
        page.first_focus()

    def _open(self) -> None:
        behind, self._behind = self._behind, None
        if behind is None:
            return
        self._window.setCentralWidget(behind)
        behind.show()
        if self._focus is not None and isValid(self._focus):
            self._focus.setFocus()
        show_again(self._covered)
        self.opened_by.emit()


def hide_others(window: QWidget) -> list[QWidget]:
    """Hide every other window of the program; gives those of our own that can be shown again."""
    popup = QApplication.activePopupWidget()
    while popup is not None:
        popup.close()
        after = QApplication.activePopupWidget()
        popup = None if after is popup else after
    others = [one for one in QApplication.topLevelWidgets() if one.isVisible() and one is not window]
    for one in others:
        one.hide()
    return [one for one in others if type(one).__module__.startswith("prossce_desktop")]


def show_again(widgets: Sequence[QWidget]) -> None:
    for one in widgets:
        if isValid(one):
            one.show()

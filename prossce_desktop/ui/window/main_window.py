"""The window of the program: what stands in it from the first paint to the last."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from prossce_desktop.language.messages import _
from prossce_desktop.ui.access.cover_picture import Cover
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.layouts import Spare, add_to, in_column, in_row

if TYPE_CHECKING:
    from prossce_desktop.ui.window.workspace_view import WorkspaceView


MOST_MS = 1_000
"""A window that starts minimised is not painted: what waits for it begins after this time all the same."""
LONG_MS = 4_000
"""An officer begins to wonder."""


class Opening(QWidget):
    """What is painted first, before anything heavy is loaded. `painted` comes after each painting."""

    painted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        across = in_row(Cover(), into=self)
        words = in_column(Spare(2), Label(_("Opening the data…"), "body", "muted"))
        self.cause = Label("", "small", "muted")
        add_to(words, self.cause, Spare(3))
        add_to(across, 132, (words, 1))
        QTimer.singleShot(LONG_MS, self, self.tell_cause)

    def tell_cause(self) -> None:
        """Why it can take long; nothing else of the program is loaded yet that could say how long."""
        self.cause.setText(
            _(
                "After a sudden stop, or if the files came from another place,\nthe program checks "
                "everything first. With many people this takes some minutes."
            )
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QTimer.singleShot(0, self, self.painted.emit)


class MainWindow(QMainWindow):
    """Holds one thing at a time: the opening page, the first start, the passphrase, or the shell."""

    help_wanted = Signal(str)
    """A topic of the guide; "" for the one that fits what is in the window."""
    other_page = Signal()
    """Something else stands in the window, or the shell went to another page."""
    resized = Signal()

    def __init__(self, settings: QSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.shell: WorkspaceView | None = None
        self.on_close: Callable[[], None] | None = None
        self._waiting: list[Callable[[], object]] = []
        self._is_painted = False
        self.setWindowTitle(_("ProSSCE Desktop"))
        self.setMinimumSize(880, 480)
        shape = settings.value("window")
        if not (isinstance(shape, QByteArray) and self.restoreGeometry(shape)):
            self.resize(QSize(1366, 728).boundedTo(self.screen().availableSize()))
        opening = Opening()
        opening.painted.connect(self._painted)
        self.setCentralWidget(opening)

    def once_painted(self, act: Callable[[], object]) -> None:
        """Call `act` once the window was painted for the first time, or at once if it was."""
        self._waiting.append(act)
        QTimer.singleShot(0 if self._is_painted else MOST_MS, self, self._painted)

    def _painted(self) -> None:
        self._is_painted = True
        waiting, self._waiting = self._waiting, []
        for act in waiting:
            act()

    def show_opening(self) -> QWidget:
        """Back to the first page; gives what stood in the window, for the caller to let go of."""
        old = self.takeCentralWidget() or QWidget()
        old.hide()
        self.shell = None
        self.setCentralWidget(Opening())
        return old

    def show_shell(self, shell: WorkspaceView) -> None:
        """Put the opened workspace into the window."""
        self.shell = shell
        shell.help_wanted.connect(self.help_wanted)
        shell.went.connect(self.other_page)
        self.setCentralWidget(shell)

    def setCentralWidget(self, widget: QWidget) -> None:
        super().setCentralWidget(widget)
        self.other_page.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.shell is not None and not self.shell.may_close():
            event.ignore()
            return
        self._settings.setValue("window", self.saveGeometry())
        super().closeEvent(event)
        if self.on_close is not None:
            self.on_close()

    def come_forward(self) -> None:
        """Raise the window: a second start of the program asked for it."""
        state = self.windowState()
        self.setWindowState(state ^ (state & Qt.WindowState.WindowMinimized))
        self.show()
        self.raise_()
        self.activateWindow()

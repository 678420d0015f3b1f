"""The window of the program: what stands in it from the first paint to the last."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from prossce_desktop.messages import _
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.shell.cover import Cover

if TYPE_CHECKING:
    from prossce_desktop.ui.shell.shell import Shell


class Opening(QWidget):
    """What is painted first, before anything heavy is loaded."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(Cover())
        words = QVBoxLayout()
        words.addStretch(2)
        words.addWidget(Label(_("Opening the records…"), "body", "muted"))
        words.addStretch(3)
        across.addSpacing(132)
        across.addLayout(words, 1)


class MainWindow(QMainWindow):
    """Holds one thing at a time: the opening page, the first start, the passphrase, or the shell."""

    def __init__(self, settings: QSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.shell: Shell | None = None
        self.on_close: Callable[[], None] | None = None
        self.setWindowTitle(_("ProSSCE Desktop"))
        self.setMinimumSize(880, 480)
        shape = settings.value("window")
        if not (isinstance(shape, QByteArray) and self.restoreGeometry(shape)):
            self.resize(1366, 728)
        self.setCentralWidget(Opening())

    def show_opening(self) -> QWidget:
        """Back to the first page while other records are opened; gives what stood in the window, for the caller to let go of."""
        old = self.takeCentralWidget() or QWidget()
        old.hide()
        self.shell = None
        self.setCentralWidget(Opening())
        return old

    def show_shell(self, shell: Shell) -> None:
        """Put the opened workspace into the window."""
        self.shell = shell
        self.setCentralWidget(shell)

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
        self.setWindowState(self.windowState() & ~self.windowState().WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

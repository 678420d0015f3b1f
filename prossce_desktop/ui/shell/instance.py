"""One window for one workspace: a second start raises the first."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

WAIT_MS = 2000


class Instance(QObject):
    """`claim()` is True in the first program; in a second one it asks the first to come forward and is False.

    `lock_folder` must be there.
    """

    raised = Signal()

    def __init__(self, folder: Path, lock_folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock_folder = lock_folder
        self._name_for(folder)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)

    def _name_for(self, folder: Path) -> None:
        self._name = "prossce-" + hashlib.sha256(str(folder.absolute()).encode()).hexdigest()[:16]
        self._lock = QLockFile(str(self._lock_folder / f"{self._name}.lock"))
        self._lock.setStaleLockTime(0)

    def claim(self) -> bool:
        """Take the place of the first program, or raise the one that has it."""
        if self._lock.tryLock(0):
            QLocalServer.removeServer(self._name)
            self._server.listen(self._name)
            return True
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if socket.waitForConnected(WAIT_MS):
            socket.write(b"raise")
            socket.waitForBytesWritten(WAIT_MS)
            socket.disconnectFromServer()
        return False

    def follow(self, folder: Path) -> None:
        """The window opens other records now: a second start of those raises this one."""
        self.release()
        self._name_for(folder)
        if self._lock.tryLock(0):
            QLocalServer.removeServer(self._name)
            self._server.listen(self._name)

    def release(self) -> None:
        """Give the place up."""
        self._server.close()
        self._lock.unlock()

    def _on_connection(self) -> None:
        connection = self._server.nextPendingConnection()
        if connection is not None:
            connection.disconnected.connect(connection.deleteLater)
        self.raised.emit()

"""One window for one workspace: a second start raises the first."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCryptographicHash, QLockFile, QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

WAIT_MS = 3000
"""The first program listens a second after its first paint."""
_OPEN = b"open "


class Instance(QObject):
    """`claim()` is True in the first program; in a second one it asks the first to come forward and is False.

    The first hears of others from `listen()` on, which loads the network and so waits for the first paint.
    `lock_folder` must be there.
    """

    raised = Signal()
    brought = Signal(str)
    """The path of a package that was opened in the file manager."""

    def __init__(self, folder: Path, lock_folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock_folder = lock_folder
        self._name_for(folder)
        self._server: QLocalServer | None = None

    def _name_for(self, folder: Path) -> None:
        self._name = "prossce-" + self._digest(str(folder.absolute()))[:16]
        self._lock = QLockFile(str(self._lock_folder / f"{self._name}.lock"))
        self._lock.setStaleLockTime(0)

    @staticmethod
    def _digest(text: str) -> str:
        return bytes(QCryptographicHash.hash(text.encode(), QCryptographicHash.Algorithm.Sha256).data()).hex()

    def claim(self, file: Path | None = None) -> bool:
        """Become the first program, or raise it and hand it the file that was opened."""
        if self._lock.tryLock(0):
            return True
        from PySide6.QtNetwork import QLocalSocket

        end = time.monotonic() + WAIT_MS / 1000
        while True:  # the first one may be about to listen
            socket = QLocalSocket()
            socket.connectToServer(self._name)
            if socket.waitForConnected(WAIT_MS):
                socket.write(
                    _OPEN + str(file.absolute()).encode("utf-8", "surrogateescape")
                    if file is not None
                    else b"raise"
                )
                socket.waitForBytesWritten(WAIT_MS)
                socket.disconnectFromServer()
                if socket.state() != QLocalSocket.LocalSocketState.UnconnectedState:
                    socket.waitForDisconnected(WAIT_MS)  # what is not read yet would go with the socket
                return False
            if time.monotonic() > end:
                return False
            time.sleep(0.05)

    def listen(self) -> None:
        """Hear of second starts from now on."""
        from PySide6.QtNetwork import QLocalServer

        if self._server is None:
            self._server = QLocalServer(self)
            self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
            self._server.newConnection.connect(self._on_connection)
        if self._lock.isLocked() and not self._server.isListening():
            QLocalServer.removeServer(self._name)
            self._server.listen(self._name)

    def follow(self, folder: Path) -> None:
        """The window opens other records now: a second start of those raises this one."""
        self.release()
        self._name_for(folder)
        if self._lock.tryLock(0):
            self.listen()

    def release(self) -> None:
        """Give the place up."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    def _on_connection(self) -> None:
        connection = self._server.nextPendingConnection() if self._server is not None else None
        if connection is not None:
            connection.disconnected.connect(self._ended)
        self.raised.emit()

    def _ended(self) -> None:
        """A second start has said what it came for. A method, so that it ends with its server."""
        connection = cast("QLocalSocket", self.sender())
        said = bytes(connection.readAll().data())
        connection.deleteLater()
        if said.startswith(_OPEN):
            self.brought.emit(said.removeprefix(_OPEN).decode("utf-8", "surrogateescape"))

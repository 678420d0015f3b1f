"""Packs what is written to a file of an archive on a thread of its own: packing holds no other thread up, so two cores share the work."""

from __future__ import annotations

import threading
from queue import Queue
from types import TracebackType
from typing import IO

_AHEAD = 4
"""Pieces that may wait, so that memory stays flat."""


class Packing:
    """Within its block `write` passes pieces on; what the file answers is raised by a later `write` or at the end of the block."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._pieces: Queue[bytes | None] = Queue(_AHEAD)
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._pack, name="packing", daemon=True)

    def __enter__(self) -> Packing:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._pieces.put(None)
        self._thread.join()
        if self._error is not None and error is None:
            raise self._error

    def write(self, piece: bytes) -> None:
        """Pass a piece on; waits while too many wait already."""
        if self._error is not None:
            raise self._error
        self._pieces.put(piece)

    def _pack(self) -> None:
        while (piece := self._pieces.get()) is not None:
            if self._error is None:
                try:
                    self._file.write(piece)
                except BaseException as error:  # raised where the pieces come from
                    self._error = error

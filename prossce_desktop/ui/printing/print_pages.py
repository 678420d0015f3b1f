"""Prints the shown pages; each is drawn when its turn comes, so that never two are in memory."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, QSizeF, Qt
from PySide6.QtGui import QPageLayout, QPainter

from prossce_desktop.errors import ProssceError
from prossce_desktop.ui.printing.pdf_rendering import PageImage, picture
from prossce_desktop.ui.session.session import Session

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

WIDE = 2_480
"""Pixels across an A4 page: 300 in an inch."""


class Printing(QObject):
    """One document for one printer at a time; `done` is called when the last page is with the printer."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._printer: QPrinter | None = None
        self._painter: QPainter | None = None
        self._done: Callable[[], object] = lambda: None

    def is_busy(self) -> bool:
        return self._printer is not None

    def start(
        self,
        data: bytes,
        sizes: tuple[tuple[float, float], ...],
        printer: QPrinter,
        done: Callable[[], object],
    ) -> None:
        """Print these pages, each as large as its sheet; their margins are wider than a printer's."""
        printer.setFullPage(True)
        self._printer, self._painter, self._done = printer, None, done
        self._next(data, sizes, 0)

    def _next(self, data: bytes, sizes: tuple[tuple[float, float], ...], page: int) -> None:
        if page == len(sizes):
            self._end()
            self._done()
            return

        def drawn(made: PageImage) -> None:
            self._put(made, sizes[page])
            self._next(data, sizes, page + 1)

        self._session.jobs.read(lambda step: picture(data, page, WIDE), drawn, self._failed)

    def _put(self, made: PageImage, size: tuple[float, float]) -> None:
        assert self._printer is not None
        wide = size[0] > size[1]
        self._printer.setPageOrientation(
            QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
        )
        if self._painter is None:
            self._painter = QPainter(self._printer)
        else:
            self._printer.newPage()
        sheet = QRectF(self._painter.viewport())
        box = QRectF(
            sheet.topLeft(),
            QSizeF(made.image.size()).scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio),
        )
        box.moveCenter(sheet.center())
        self._painter.drawImage(box, made.image)

    def _failed(self, error: ProssceError) -> None:
        self._end()
        self._session.speaker.tell(str(error))

    def _end(self) -> None:
        if self._painter is not None:
            self._painter.end()
        self._printer = self._painter = None

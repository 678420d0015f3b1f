"""The journal as a file, and from a printer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF
from PySide6.QtGui import QImage, QPainter

from prossce_desktop.app import Store
from prossce_desktop.language.messages import _
from prossce_desktop.system import paths
from prossce_desktop.ui.exchange.exchange_job import RunsJob
from prossce_desktop.ui.exchange.journal_view import JournalView
from prossce_desktop.ui.session.session import Session

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

WIDE = 2_480
"""Pixels across an A4 page: 300 in an inch."""


class JournalActions(QObject):
    """Both as the buttons of the journal ask for them."""

    def __init__(self, session: Session, does: RunsJob, journal: JournalView) -> None:
        super().__init__(journal)
        self._session = session
        self._does = does
        self._file = Path()
        self._printer: QPrinter | None = None
        journal.save.clicked.connect(self._save)
        journal.print.clicked.connect(self._print)

    def _save(self) -> None:
        name = _("journal-{device}.pdf").format(device=self._session.store.identity.device)
        file = self._session.speaker.choose_file_to_write(
            _("Save the journal"), name, _("PDF (*.pdf)"), paths.exports_folder()
        )
        if file is not None:
            store, self._file = self._session.store, file
            self._does(lambda: _write(store, file), self._saved)

    def _saved(self, _nothing: object) -> None:
        said = _("Saved: {name}, in {folder}").format(name=self._file.name, folder=self._file.parent)
        # beside the journal, from where the top of the page may be out of sight
        self._session.speaker.mention(said)

    def _print(self) -> None:
        self._printer = self._session.speaker.choose_printer()
        if self._printer is not None:
            store = self._session.store
            self._does(lambda: _pictures(store), self._put_on_paper)

    def _put_on_paper(self, images: list[QImage]) -> None:
        printer, self._printer = self._printer, None
        if printer is not None:
            print_images(images, printer)


def _write(store: Store, file: Path) -> None:
    from prossce_desktop.services.exchange import journal_pdf

    journal_pdf.write(store, file)


def _pictures(store: Store) -> list[QImage]:
    from prossce_desktop.services.exchange import journal_pdf
    from prossce_desktop.ui.printing.pdf_rendering import picture, sizes

    data = journal_pdf.pages(store)
    return [picture(data, page, WIDE).image for page in range(len(sizes(data)))]


def print_images(images: list[QImage], printer: QPrinter) -> None:
    """One picture a sheet, as large as the sheet; their own margins are wider than a printer's."""
    printer.setFullPage(True)
    painter = QPainter(printer)
    for number, image in enumerate(images):
        if number:
            printer.newPage()
        painter.drawImage(QRectF(painter.viewport()), image)
    painter.end()

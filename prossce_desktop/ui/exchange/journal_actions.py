"""The journal as a file, and from a printer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from prossce_desktop.app import Store
from prossce_desktop.language.messages import _
from prossce_desktop.system import paths
from prossce_desktop.ui.exchange.exchange_job import RunsJob
from prossce_desktop.ui.exchange.journal_view import JournalView
from prossce_desktop.ui.session.session import Session

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


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
            self._does(lambda: _pages(store), self._put_on_paper)

    def _put_on_paper(self, pages: tuple[bytes, tuple[tuple[float, float], ...]]) -> None:
        from prossce_desktop.ui.printing.print_pages import Printing

        printer, self._printer = self._printer, None
        if printer is not None:
            printing = Printing(self._session, self)
            printing.start(*pages, printer, printing.deleteLater)


def _write(store: Store, file: Path) -> None:
    from prossce_desktop.services.exchange import journal_pdf

    journal_pdf.write(store, file)


def _pages(store: Store) -> tuple[bytes, tuple[tuple[float, float], ...]]:
    from prossce_desktop.services.exchange import journal_pdf
    from prossce_desktop.ui.printing.pdf_rendering import sizes

    data = journal_pdf.pages(store)
    return data, sizes(data)

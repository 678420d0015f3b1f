"""Exactly this list on paper: the real pages are shown first."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QStackedWidget

from prossce_desktop import app
from prossce_desktop.errors import ProssceError
from prossce_desktop.language.messages import _
from prossce_desktop.services.list_actions import list_to_paper, list_to_workbook
from prossce_desktop.services.list_actions.exported_list import GivenList
from prossce_desktop.services.lists.chosen_rows import ChosenRows
from prossce_desktop.services.lists.list_queries import Reading
from prossce_desktop.services.reporting import export_log
from prossce_desktop.system.progress import ProgressCallback
from prossce_desktop.ui.base.jobs import Job
from prossce_desktop.ui.lists.export_scope import ExportScope
from prossce_desktop.ui.lists.row_actions import ActionContext
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.cards import EmptyState, ProgressCard
from prossce_desktop.ui.parts.labels import Hairline, Label
from prossce_desktop.ui.parts.layouts import STRETCH, in_column, in_row
from prossce_desktop.ui.printing.file_saving import FileAsked, Saving
from prossce_desktop.ui.printing.pdf_rendering import sizes
from prossce_desktop.ui.printing.print_pages import Printing
from prossce_desktop.ui.printing.print_preview import PrintPreview

_SOON_MS = 120
_WIDE, _HIGH, _LEFT = 1000, 620, 300


@dataclass(frozen=True, slots=True)
class RenderedList:
    """The pages in memory, of which list, and their sizes in points."""

    given: GivenList
    data: bytes
    sizes: tuple[tuple[float, float], ...]


class PrintDialog(QDialog):
    """What is asked for at the left, the pages at the right; made again at each change."""

    def __init__(self, here: ActionContext, chosen: ChosenRows) -> None:
        super().__init__(here.widget)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Print the list"))
        self._session = here.session
        everything = here.everything()
        self.which = ExportScope(everything, chosen)
        self.preview = PrintPreview(here.session)
        self.making = ProgressCard(
            _("Making the pages"), _("If you press “Cancel”, the work stops. Nothing is changed.")
        )
        self.empty = EmptyState("printer", "")
        self.saving = Saving(here.session)
        self._printing = Printing(here.session, self)
        self.print = Button(_("Print…"), "primary", icon="printer", clicked=self.print_pages)
        self.save = Button(_("Save PDF…"), clicked=self.save_pdf)
        self.close_button = Button(_("Close"), clicked=self.reject)
        self._stack = QStackedWidget(self)
        for widget in (self.preview, self.empty, self.making):
            self._stack.addWidget(widget)
        self.shown: RenderedList | None = None
        self._job: Job | None = None
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self.make)
        self._lay_out(everything)
        self.which.changed.connect(self._soon.start)
        self.making.cancelled.connect(self._stop)
        self.make()

    def _lay_out(self, everything: ChosenRows) -> None:
        left = in_column(
            Label(everything.title, "section"), self.which, STRETCH, self.print, self.save, self.close_button,
            margins=(24, 20, 20, 20), spacing=12,
        )  # fmt: skip
        in_row(
            left, Hairline(upright=True), (in_column(self.saving, (self._stack, 1)), 1), into=self, spacing=0
        )
        room = self.screen().availableSize()
        wide = min(theme().px(_WIDE), room.width() - 40)
        self.which.setFixedWidth(min(theme().px(_LEFT), wide * 2 // 5))
        self.resize(wide, min(theme().px(_HIGH), room.height() - 60))

    def make(self) -> None:
        self._stop()
        self.shown = None
        given = self.which.given()
        if given.of_people and not given.personal:
            self._say(_("Each row is a person. Tick “With personal data” to see the pages."))
            return
        today = self._session.today()

        def work(reading: Reading, step: ProgressCallback) -> RenderedList:
            data = list_to_paper.document(reading, given, app.now(), today, step).data
            return RenderedList(given, data, sizes(data))

        self.making.show_progress(0, 0)
        self._stack.setCurrentWidget(self.making)
        self._job = self._session.read(work, self._show, self._refused)
        self._job.progress.connect(self.making.show_progress)

    def _show(self, shown: RenderedList) -> None:
        self._job, self.shown = None, shown
        self.preview.show_document(shown.data, shown.sizes)
        self._stack.setCurrentWidget(self.preview)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self._say(_("No pages were made. Change an option to try again."))

    def _refused(self, error: ProssceError) -> None:
        self._say(str(error))

    def _say(self, sentence: str) -> None:
        self._job = None
        self.empty.sentence.setText(sentence)
        self._stack.setCurrentWidget(self.empty)

    def print_pages(self) -> None:
        """Ask for a printer, and print the pages shown; a list of people is noted as an export."""
        shown = self.shown
        if not self.which.is_allowed() or shown is None or self._printing.is_busy():
            return
        printer = self._session.speaker.choose_printer()
        if printer is None:
            return

        def done() -> None:
            self._session.speaker.mention(_("The pages were sent to the printer."))
            if shown.given.of_people:
                self._note(shown, _("printed"))

        self._printing.start(shown.data, shown.sizes, printer, done)

    def save_pdf(self) -> None:
        """Ask where to, and write the pages that are shown."""
        shown = self.shown
        if not self.which.is_allowed() or shown is None or self.saving.is_busy():
            return

        def write(path: Path, step: ProgressCallback) -> None:
            list_to_paper.write(shown.data, path, private=shown.given.of_people or shown.given.personal)

        name = f"{list_to_workbook.name_of(shown.given, self._session.today())}.pdf"
        store, activity = self._session.store, shown.given.rows.activity

        def note(path: Path) -> None:
            export_log.note_list(store, activity, path.name, app.now())

        noted = note if shown.given.of_people else None
        self.saving.save(FileAsked(_("Save the list"), name, _("PDF files (*.pdf)"), ".pdf", write, noted))

    def _note(self, shown: RenderedList, name: str) -> None:
        store, activity = self._session.store, shown.given.rows.activity
        self._session.jobs.start(lambda _step: export_log.note_list(store, activity, name, app.now()))

    def reject(self) -> None:
        if self.saving.is_busy():
            self.saving.cancel()
        elif not self._printing.is_busy():
            self._stop()
            super().reject()

"""Exactly this list on paper: the real pages are shown first."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout

from prossce_desktop import compose
from prossce_desktop.errors import ProssceError
from prossce_desktop.messages import _
from prossce_desktop.progress import Step
from prossce_desktop.services import noted_exports
from prossce_desktop.services.giving import paper, workbook
from prossce_desktop.services.giving.given import GivenList
from prossce_desktop.services.listed.chosen import ChosenRows
from prossce_desktop.ui.jobs import Job
from prossce_desktop.ui.lists.actions import Here
from prossce_desktop.ui.lists.which_rows import WhichRows
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.cards import EmptyState, ProgressCard
from prossce_desktop.ui.parts.labels import Hairline, Label
from prossce_desktop.ui.reports.pictures import sizes
from prossce_desktop.ui.reports.preview import Preview
from prossce_desktop.ui.reports.printing import Printing
from prossce_desktop.ui.reports.saving import FileAsked, Saving

_SOON_MS = 120
_WIDE, _HIGH, _LEFT = 1000, 620, 300


@dataclass(frozen=True, slots=True)
class Shown:
    """The pages in memory, of which list, and their sizes in points."""

    given: GivenList
    data: bytes
    sizes: tuple[tuple[float, float], ...]


class PrintDialog(QDialog):
    """What is asked for at the left, the pages at the right; made again at each change."""

    def __init__(self, here: Here, chosen: ChosenRows) -> None:
        super().__init__(here.widget)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Print the list"))
        self._session = here.session
        everything = here.everything()
        self.which = WhichRows(everything, chosen)
        self.preview = Preview(here.session)
        self.making = ProgressCard(_("Making the pages"), _("Cancel stops. Nothing is changed."))
        self.empty = EmptyState("printer", "")
        self.saving = Saving(here.session)
        self._printing = Printing(here.session, self)
        self.print = Button(_("Print…"), "primary", icon="printer")
        self.save = Button(_("Save PDF…"))
        self.close_button = Button(_("Close"))
        self._stack = QStackedWidget(self)
        for widget in (self.preview, self.empty, self.making):
            self._stack.addWidget(widget)
        self.shown: Shown | None = None
        self._job: Job | None = None
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self.make)
        self._lay_out(everything)
        self.which.changed.connect(self._soon.start)
        self.making.cancelled.connect(self._stop)
        self.print.clicked.connect(self.print_pages)
        self.save.clicked.connect(self.save_pdf)
        self.close_button.clicked.connect(self.reject)
        self.make()

    def _lay_out(self, everything: ChosenRows) -> None:
        left = QVBoxLayout()
        left.setContentsMargins(24, 20, 20, 20)
        left.setSpacing(12)
        left.addWidget(Label(everything.title, "section"))
        left.addWidget(self.which)
        left.addStretch(1)
        for button in (self.print, self.save, self.close_button):
            left.addWidget(button)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.addWidget(self.saving)
        right.addWidget(self._stack, 1)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addLayout(left)
        across.addWidget(Hairline(upright=True))
        across.addLayout(right, 1)
        room = self.screen().availableSize()
        wide = min(theme().px(_WIDE), room.width() - 40)
        self.which.setFixedWidth(min(theme().px(_LEFT), wide * 2 // 5))
        self.resize(wide, min(theme().px(_HIGH), room.height() - 60))

    def make(self) -> None:
        """The pages of what is asked for now."""
        self._stop()
        self.shown = None
        given = self.which.given()
        if given.of_people and not given.personal:
            self._say(_("Each row is a person. Tick “With personal data” to see the pages."))
            return
        store, today = self._session.store, self._session.today()

        def work(step: Step) -> Shown:
            with store.read() as reading:
                data = paper.document(reading, given, compose.now(), today, step).data
            return Shown(given, data, sizes(data))

        self.making.show_progress(0, 0)
        self._stack.setCurrentWidget(self.making)
        self._job = self._session.jobs.read(work, self._show, self._refused)
        self._job.progress.connect(self.making.show_progress)

    def _show(self, shown: Shown) -> None:
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
        """Ask for a printer, and put the pages that are shown on paper; a list of people is noted as an export."""
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

        def write(path: Path, step: Step) -> None:
            paper.write(shown.data, path, private=shown.given.of_people or shown.given.personal)

        name = f"{workbook.name_of(shown.given, self._session.today())}.pdf"
        store, activity = self._session.store, shown.given.rows.activity

        def note(path: Path) -> None:
            noted_exports.note_list(store, activity, path.name, compose.now())

        noted = note if shown.given.of_people else None
        self.saving.save(FileAsked(_("Save the list"), name, _("PDF files (*.pdf)"), ".pdf", write, noted))

    def _note(self, shown: Shown, name: str) -> None:
        store, activity = self._session.store, shown.given.rows.activity
        self._session.jobs.start(lambda _step: noted_exports.note_list(store, activity, name, compose.now()))

    def reject(self) -> None:
        if self.saving.is_busy():
            self.saving.cancel()
        elif not self._printing.is_busy():
            self._stop()
            super().reject()


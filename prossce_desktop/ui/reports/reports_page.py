"""Reports: kinds at the left, options in the middle, pages and figures at the right."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from prossce_desktop.errors import ProssceError
from prossce_desktop.language.messages import _
from prossce_desktop.services.reporting.report_choices import ReportChoices, report_choices
from prossce_desktop.system.progress import ProgressCallback
from prossce_desktop.ui.base.jobs import Job
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.base.shortcuts import Shortcuts
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.cards import EmptyState, ProgressCard
from prossce_desktop.ui.parts.labels import Hairline
from prossce_desktop.ui.parts.layouts import STRETCH, in_column, in_row
from prossce_desktop.ui.parts.page_header import PageHeader
from prossce_desktop.ui.parts.tab_bar import Tabs
from prossce_desktop.ui.parts.tooltips import set_tip
from prossce_desktop.ui.printing.file_saving import FileAsked, Saving
from prossce_desktop.ui.printing.print_pages import Printing
from prossce_desktop.ui.printing.print_preview import PrintPreview
from prossce_desktop.ui.reports import report_making, report_periods
from prossce_desktop.ui.reports.figure_list import FigureList
from prossce_desktop.ui.reports.report_kinds import KindList, ReportKind
from prossce_desktop.ui.reports.report_making import RenderedReport, ReportRequest
from prossce_desktop.ui.reports.report_options import Options
from prossce_desktop.ui.session.page import Page
from prossce_desktop.ui.session.session import Session

_PAGES, _FIGURES, _EMPTY, _MAKING = range(4)


class ReportsPage(Page):
    """Makes the report again at each change; what was shown stays until the new one is there."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.kinds = KindList()
        self.options = Options(session, self)
        self.preview = PrintPreview(session)
        self.figures = FigureList(session)
        self.saving = Saving(session)
        self._printing = Printing(session, self)
        self.tabs = Tabs()
        self.tabs.add(_("Pages"))
        self.tabs.add(_("Figures"))
        self.tabs.setAccessibleName(_("Pages or figures"))
        self.making = ProgressCard(
            _("Making the report"), _("If you press “Cancel”, the work stops. Nothing is changed.")
        )
        self.empty = EmptyState("file-text", "")
        self._job: Job | None = None
        self._asked: ReportRequest | None = None
        self._shown: RenderedReport | None = None
        self._soon = QTimer(self, singleShot=True, interval=120)
        self._late = QTimer(self, singleShot=True, interval=400)
        self._make_header()
        self._lay_out()
        self._connect()

    def _make_header(self) -> None:
        self.header = PageHeader(_("Reports"))
        self.copy = Button(_("Copy figures"), icon="copy", clicked=self.copy_figures)
        set_tip(self.copy, _("The figures as text for a message (Ctrl+Shift+C)"))
        self.print = Button(_("Print…"), icon="printer", clicked=self.print_pages)
        set_tip(self.print, _("Ctrl+P"))
        self.save_excel = Button(_("Save Excel…"), icon="file-spreadsheet", clicked=self.save_as_excel)
        set_tip(self.save_excel, _("Ctrl+Shift+S"))
        self.save_pdf = Button(_("Save PDF…"), "primary", hint="Ctrl S", clicked=self.save_as_pdf)
        self.save_book = Button(_("Save Excel…"), "primary", hint="Ctrl S", clicked=self.save_as_excel)
        for button in (self.copy, self.print, self.save_excel, self.save_pdf, self.save_book):
            self.header.add_action(button)

    def _lay_out(self) -> None:
        self._stack = QStackedWidget(self)
        waiting = QWidget(self._stack)
        in_column(self.making, STRETCH, into=waiting, margins=(24, 24, 24, 24))
        for widget in (self.preview, self.figures, self.empty, waiting):
            self._stack.addWidget(widget)
        self._bar = QWidget()
        in_row(self.tabs, STRETCH, into=self._bar, margins=(20, 4, 20, 0))
        self._across = in_row(
            in_column(self.kinds, margins=(20, 18, 12, 12)), Hairline(upright=True), self.options,
            Hairline(upright=True), (in_column(self._bar, self.saving, (self._stack, 1), spacing=0), 1),
            spacing=0,
        )  # fmt: skip
        in_column(self.header, Hairline(), (self._across, 1), into=self, spacing=0)
        self.setFocusProxy(self.kinds)

    def _connect(self) -> None:
        self.kinds.chosen.connect(self._choose_kind)
        self.options.changed.connect(self._was_changed)
        self.tabs.currentChanged.connect(self._show_tab)
        self.figures.go.connect(self.go)
        self.making.cancelled.connect(self._stop)
        self._soon.timeout.connect(self._make)
        self._late.timeout.connect(self._say_making)
        self.session.news.changed.connect(self._on_news)
        self.keys = Shortcuts(self)
        self.keys.on("S", self._save)
        self.keys.on("P", self.print_pages)
        self.keys.on("C", self.copy_figures, shift=True)
        self.keys.on("S", self.save_as_excel, shift=True)
        application = QApplication.instance()
        if application is not None:
            self.keys.watch(application)
        self._choose_kind(ReportKind.summary)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        if event.key() in steps and self._stack.currentWidget() is self.preview:
            self.preview.turn(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def enter(self, place: Place) -> None:
        """`place.tab`: a kind of report; `record`: an activity; `year`: a summary's; else as it was left."""
        store, today = self.session.store, self.session.today()
        if place.tab in list(ReportKind):
            kind = ReportKind(place.tab)
        elif place.year is not None:
            kind = ReportKind.summary
        else:
            kind = None

        def work(step: ProgressCallback) -> ReportChoices:
            with store.read() as reading:
                return report_choices(reading, today)

        def done(choices: ReportChoices) -> None:
            self.options.offer(choices)
            if place.record is not None:
                self.options.choose_activity(place.record)
            if place.year is not None:
                self.options.choose_year(place.year)
                # whoever comes back finds the period as they left it
                self.named.emit(Place(PageName.reports))
            if kind is not None:
                self.kinds.choose(kind)
            self._make()

        self.session.jobs.read(work, done)

    def leave(self) -> bool:
        """Nothing is typed here; a file that is being written goes on."""
        self.saving.clear()
        return True

    def _on_news(self, _change: object) -> None:
        if self.isVisible():
            self._soon.start()

    def _choose_kind(self, token: str) -> None:
        kind = ReportKind(token)
        self.options.show_kind(kind)
        book = kind is ReportKind.workbook
        self.save_excel.setVisible(kind is ReportKind.summary)
        self.copy.setVisible(not kind.of_one_activity)
        self.save_pdf.setVisible(not book)
        self.print.setVisible(not book)
        self.save_book.setVisible(book)
        self._bar.setVisible(kind is ReportKind.summary)
        self.saving.clear()
        self._soon.start()

    def _was_changed(self) -> None:
        self.saving.clear()
        self._soon.start()

    def asked(self) -> ReportRequest | None:
        """What is asked for now; None while it makes no report."""
        if not self.options.is_whole():
            return None
        kind, one = self.kinds.kind(), self.options.chosen_activity()
        filled = self.options.filled.isChecked()
        return ReportRequest(
            kind,
            self.options.wanted(),
            one.id if one else 0,
            filled,
            1 if filled else self.options.blank_pages(),
        )

    def _make(self) -> None:
        self._stop()
        asked = self.asked()
        self._asked = asked
        if asked is None:
            self._say_empty()
            return
        store, today = self.session.store, self.session.today()
        self._job = self.session.jobs.read(
            lambda step: report_making.make(store, asked, today, step),
            lambda shown: self._show(asked, shown),
            self._failed,
        )
        self._job.ended.connect(self._was_ended)
        self._late.start()

    def _stop(self) -> None:
        self._late.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None
        if self._stack.currentIndex() == _MAKING:
            self._say(_("No pages were made. Change an option to try again."))

    def _was_ended(self) -> None:
        if self.sender() is self._job:
            self._job = None
            self._late.stop()

    def _say_making(self) -> None:
        if self._job is not None:
            self.making.show_progress(0, 0)
            self._stack.setCurrentIndex(_MAKING)

    def _show(self, asked: ReportRequest, shown: RenderedReport) -> None:
        if asked is not self._asked:
            return
        self._late.stop()
        self._shown = shown
        self.preview.show_document(shown.data, shown.sizes)
        self.figures.show_figures(shown.lines)
        self.tabs.set_count(_FIGURES, str(len(shown.lines)) if shown.lines else "")
        self._show_tab()

    def _show_tab(self) -> None:
        kind = self.kinds.kind()
        figures = kind is ReportKind.workbook or (
            kind is ReportKind.summary and self.tabs.currentIndex() == _FIGURES
        )
        if self._shown is not None and self._asked is not None:
            self._stack.setCurrentIndex(_FIGURES if figures else _PAGES)

    def _failed(self, error: ProssceError) -> None:
        self._late.stop()
        self._say(str(error))

    def _say_empty(self) -> None:
        one = self.kinds.kind().of_one_activity
        self._say(_("Choose an activity.") if one else _("Enter the first and the last day."))

    def _say(self, sentence: str) -> None:
        self._shown = None
        self.empty.sentence.setText(sentence)
        self._stack.setCurrentIndex(_EMPTY)

    def _save(self) -> None:
        if self.kinds.kind() is ReportKind.workbook:
            self.save_as_excel()
        else:
            self.save_as_pdf()

    def save_as_pdf(self) -> None:
        """Ask where to, and write the pages that are shown."""
        asked = self.asked()
        if asked is None:
            self._say_empty()
            return
        store, today = self.session.store, self.session.today()
        kinds = _("PDF files (*.pdf)")
        write = partial(report_making.write_pdf, store, asked, today)
        if asked.kind is ReportKind.sign_in and asked.filled:
            note = partial(report_making.note_sheet, store, asked.activity)
        else:
            note = None
        self.saving.save(FileAsked(_("Save the PDF"), f"{self._stem(asked)}.pdf", kinds, ".pdf", write, note))

    def print_pages(self) -> None:
        """Print the shown pages; a sheet with names is noted among the changes."""
        shown, asked = self._shown, self._asked
        if shown is None or asked is None or asked.kind is ReportKind.workbook or self._printing.is_busy():
            return
        printer = self.session.speaker.choose_printer()
        if printer is None:
            return
        names = asked.kind is ReportKind.sign_in and asked.filled

        def done() -> None:
            self.session.speaker.mention(_("The pages were sent to the printer."))
            if names:
                self.session.jobs.start(
                    lambda _step: report_making.note_sheet(
                        self.session.store, asked.activity, Path(_("printed"))
                    )
                )

        self._printing.start(shown.data, shown.sizes, printer, done)

    def save_as_excel(self) -> None:
        """Ask where to, and write the workbook of the period."""
        asked = self.asked()
        if asked is None or asked.kind.of_one_activity:
            return
        store, today = self.session.store, self.session.today()
        kinds = _("Excel workbooks (*.xlsx)")
        write = partial(report_making.write_workbook, store, asked, today)
        note = partial(report_making.note_workbook, store, asked.wanted)
        self.saving.save(
            FileAsked(_("Save the workbook"), f"{self._stem(asked)}.xlsx", kinds, ".xlsx", write, note)
        )

    def _stem(self, asked: ReportRequest) -> str:
        one = self.options.chosen_activity()
        if asked.kind.of_one_activity and one is not None:
            name = f"ProSSCE-{report_periods.safe(one.code) or one.id}"
            return f"{name}-sign-in" if asked.kind is ReportKind.sign_in else name
        return report_periods.file_stem(self.options.days(), asked.wanted.countries)

    def copy_figures(self) -> None:
        """The figures as text for a message, on the clipboard."""
        if self._shown is not None and self._shown.text:
            QGuiApplication.clipboard().setText(self._shown.text)
            self.session.speaker.mention(_("The figures are copied as text."))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self._fit()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Narrow windows keep the pages readable: the two columns give way first."""
        narrow = self.width() < 1000
        self.kinds.set_short(narrow)
        self.kinds.setFixedWidth(172 if narrow else 236)
        self.options.setFixedWidth(max(228 if narrow else 276, self.options.needed()))
        for button in (self.save_pdf, self.save_book):
            button.show_keys(not narrow)

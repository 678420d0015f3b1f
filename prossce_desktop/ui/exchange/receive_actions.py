"""Receiving: files are looked at without changing anything, taken in whole or not at all, and answered."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from prossce_desktop.errors import ProssceError
from prossce_desktop.language.messages import _
from prossce_desktop.services.exchange import exchange_page
from prossce_desktop.services.exchange.exchange_page import DryRunOverview, Read, ReceiveResult
from prossce_desktop.services.sync import package_receiving
from prossce_desktop.ui.exchange.consent import agreed_to
from prossce_desktop.ui.exchange.exchange_job import ExchangeJob
from prossce_desktop.ui.exchange.receive_panel import DropArea, DryRunPanel
from prossce_desktop.ui.parts.cards import ProgressCard
from prossce_desktop.ui.session.session import Session

CONTAINERS = tuple(
    "*.prossce *.prossce-invitation *.eml *.msg winmail.dat *.dat *.zip *.txt *.mbox *.mbx *.age".split()
)
"""What files are called that are opened here; content counts, so any other may be one as well."""


class ReceiveActions(QObject):
    """The cards of receiving, which the page puts into its column.

    `moved()` when a card comes or goes, `begun()` before files are looked at, `changed()` when records or the
    journal did, `left()` on Close, `invited(Path)` for an invitation, `replied(packages)`.
    """

    moved = Signal()
    begun = Signal()
    changed = Signal()
    left = Signal()
    invited = Signal(object)
    replied = Signal(object)

    def __init__(self, session: Session, jobs: ExchangeJob, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._overview: DryRunOverview | None = None
        self._results: tuple[Read, ...] = ()
        self._later: list[Path] = []
        """Files to look at once it was read what became of others."""
        self.drop = DropArea()
        self.dry_run = DryRunPanel()
        self.progress = ProgressCard(_("Checking the files"))
        jobs.due.connect(self.offer)
        self.drop.offered.connect(self.offer)
        self.drop.file_wanted.connect(self._choose_file)
        self.drop.folder_wanted.connect(self._choose_folder)
        self.dry_run.taken.connect(self._take)
        self.dry_run.left.connect(self._leave_files)
        self.dry_run.reply_wanted.connect(self._reply)
        self.progress.cancelled.connect(self._cancel)

    def is_open(self) -> bool:
        """Whether files are looked at, or it is said what became of them."""
        return not (self.dry_run.isHidden() and self.progress.isHidden())

    def failed(self) -> None:
        """What was being done did not work; somebody else says why."""
        self.progress.hide()

    def leave(self) -> None:
        """What was looked at is forgotten; what is being taken in goes on."""
        self._cancel()
        self._jobs.forget()
        self._later = []
        self._forget()

    def close_taken(self) -> None:
        """What became of files has changed since: it is told no more."""
        if self.dry_run.tells_taken():
            self._forget()

    def _choose_file(self) -> None:
        kinds = _("Packages and e-mails ({patterns});;All files (*)").format(patterns=" ".join(CONTAINERS))
        file = self._session.speaker.choose_file_to_read(_("Choose a package or an e-mail"), kinds)
        if file is not None:
            self.offer([file])

    def _choose_folder(self) -> None:
        folder = self._session.speaker.choose_folder(_("Choose a folder of packages or e-mails"))
        if folder is not None:
            self.offer([folder])

    def offer(self, files: Sequence[Path]) -> None:
        """Look at these files, changing nothing, once what is being done is over and what became of others
        was read."""
        if self._jobs.is_busy():
            self._jobs.keep(files)
        elif self.dry_run.tells_taken():
            self._later += files
            self.dry_run.say_waiting(len(self._later))
        else:
            self.begun.emit()
            self._dry_run(files)

    def _dry_run(self, files: Sequence[Path]) -> None:
        store, paths = self._session.store, list(files)
        self.progress.show_progress(0, 0)
        self.progress.show()
        if self.dry_run.isAncestorOf(QApplication.focusWidget() or self.dry_run):
            self.progress.cancel.setFocus()  # the button that was pressed goes away
        self.dry_run.hide()
        self.moved.emit()
        job = self._jobs.dry_run(
            lambda step: exchange_page.dry_run_files(store, paths, step), self._show_dry_run
        )
        job.progress.connect(self.progress.show_progress)
        job.ended.connect(self._ended)

    def _ended(self) -> None:
        self.progress.hide()
        self.moved.emit()

    def _cancel(self) -> None:
        if not self.progress.isHidden():
            self._jobs.cancel()

    def _show_dry_run(self, overview: DryRunOverview) -> None:
        if overview.invitation is not None:
            self.invited.emit(overview.invitation)
            return
        self._overview = overview
        self.dry_run.show()
        self.dry_run.show_dry_run(overview)
        self.moved.emit()

    def _take(self) -> None:
        store, found = self._session.store, self._overview
        if found is not None:
            said = _("Importing. Each package is imported completely or not at all.")
            agreed = agreed_to(self._session, found.asks)

            def take() -> ReceiveResult:
                before = exchange_page.open_conflicts(store)
                results, news = exchange_page.take_in(store, found.paths, agreed=agreed)
                more = max(0, exchange_page.open_conflicts(store) - before)
                return ReceiveResult(
                    tuple(results), news, bool(exchange_page.to_answer(store, results)), more
                )

            self._jobs.do(take, self._taken, said)

    def _taken(self, result: ReceiveResult) -> None:
        self._overview = None
        self._results = result.results
        self.dry_run.show_taken(result.results, answers=result.answers, conflicts=result.conflicts)
        self._session.tell(result.news)
        self.changed.emit()

    def _leave_files(self) -> None:
        self._forget()
        self.left.emit()

    def _forget(self) -> None:
        """What waited its turn is looked at."""
        self._close()
        self._look_at_later()

    def _close(self) -> None:
        if (found := self._overview) is not None and found.refused:
            store = self._session.store
            noted = self._session.jobs.start(
                lambda step: package_receiving.note_refused(store, found.refused), failed=self._complain
            )
            noted.ended.connect(self.changed)
        self._overview, self._results = None, ()
        self.dry_run.hide()
        self.moved.emit()

    def _look_at_later(self) -> None:
        later, self._later = self._later, []
        if later:
            self._dry_run(later)

    def _complain(self, error: ProssceError) -> None:
        self._session.speaker.mention(str(error))

    def _reply(self) -> None:
        store, results = self._session.store, self._results
        self._jobs.do(
            lambda: exchange_page.reply(store, results), self._was_replied, _("Writing the receipt.")
        )

    def _was_replied(self, written: object) -> None:
        self._close()
        self.replied.emit(written)
        self._look_at_later()

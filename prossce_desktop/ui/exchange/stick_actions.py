"""Exchange by stick as its card asks for it, beside the window, one thing at a time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from prossce_desktop.errors import ProssceError
from prossce_desktop.language.messages import _
from prossce_desktop.services.exchange import usb_stick
from prossce_desktop.services.exchange.exchange_page import everything
from prossce_desktop.services.exchange.usb_stick import Done, OnStick, Stranger
from prossce_desktop.system import removable_drives
from prossce_desktop.system.progress import ProgressCallback
from prossce_desktop.ui.base.jobs import Job
from prossce_desktop.ui.exchange.consent import agreed_to
from prossce_desktop.ui.exchange.stick_card import StickCard
from prossce_desktop.ui.parts.cards import ProgressCard
from prossce_desktop.ui.parts.layouts import in_column
from prossce_desktop.ui.session.session import Session


class StickActions(QWidget):
    """`opening(bool)` when it comes and goes; `changed()` when something was taken in or written."""

    opening = Signal(bool)
    changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._job: Job | None = None
        self._folder = Path()
        self._on_stick: OnStick | None = None
        self._writes = self._stopped = False
        self.card = StickCard()
        self.dry_running = ProgressCard(_("Checking the USB stick"))
        self.writing = ProgressCard(
            _("Importing and writing"),
            _(
                "If you press “Cancel”, the program stops before the next package. What was already "
                "imported is kept."
            ),
        )
        in_column(self.card, self.dry_running, self.writing, into=self, spacing=16)
        for card in (self.dry_running, self.writing):
            card.hide()
            card.cancelled.connect(self._cancel)
        self.hide()
        self._next = QTimer(self, singleShot=True)  # after the job that was cancelled is over
        self._next.timeout.connect(self._again)
        self.card.folder_wanted.connect(self._choose_folder)
        self.card.chosen.connect(self.dry_run)
        self.card.met.connect(self._meet)
        self.card.wanted.connect(self._exchange)
        self.card.left.connect(self.close_card)

    def is_open(self) -> bool:
        return not self.isHidden()

    def open_card(self) -> None:
        """Ask where the stick is."""
        self.opening.emit(True)
        self.card.show()
        self.show()
        self.card.show_places([])
        self._session.jobs.read(lambda step: removable_drives.removable(), self._show_drives)

    def close_card(self) -> None:
        """No stick any more; what is being written goes on."""
        if self.is_open():
            self.hide()
            self.opening.emit(False)

    def dry_run(self, folder: Path) -> None:
        """What lies there, and what would be done."""
        store, self._folder = self._session.store, folder
        self._start(
            lambda step: usb_stick.dry_run_stick(store, folder, step), self._show_found, self.dry_running
        )

    def _show_drives(self, drives: list[usb_stick.Drive]) -> None:
        if self.is_open() and not self.card.places.isHidden():
            self.card.show_places(drives)

    def _choose_folder(self) -> None:
        folder = self._session.speaker.choose_folder(_("Folder of the USB stick"))
        if folder is not None:
            self.dry_run(folder)

    def _show_found(self, on_stick: OnStick) -> None:
        self._on_stick = on_stick
        self.card.show()
        self.card.show_found(on_stick, self._session.store.identity.device)

    def _meet(self, stranger: Stranger) -> None:
        store = self._session.store
        self._start(lambda step: usb_stick.meet(store, stranger), self._dry_run_again, self.dry_running)

    def _dry_run_again(self, _nothing: object) -> None:
        self.changed.emit()
        self.dry_run(self._folder)

    def _exchange(self) -> None:
        store, folder, on_stick = self._session.store, self._folder, self._on_stick
        agreed = agreed_to(self._session, on_stick.dry_run.asks if on_stick is not None else ())
        self._start(
            lambda step: usb_stick.exchange(store, folder, step, agreed=agreed), self._show_done, self.writing
        )

    def _show_done(self, done: Done) -> None:
        self.card.show()
        self.card.show_done(done)

    def _start(
        self, work: Callable[[ProgressCallback], object], done: Callable[[Any], None], card: ProgressCard
    ) -> None:
        if self._job is not None and not self._job.is_over():
            return
        self._writes, self._stopped = card is self.writing, False
        self.card.hide()
        card.show_progress(0, 0)
        card.show()
        self._job = self._session.jobs.start(work, done, self._failed)
        self._job.progress.connect(card.show_progress)
        self._job.ended.connect(self._ended)

    def _failed(self, error: ProssceError) -> None:
        self.card.show()
        self.card.say_trouble(str(error))

    def _ended(self) -> None:
        """Also where it failed or was cancelled, what was taken in by then stays, and the pages show it."""
        self.dry_running.hide()
        self.writing.hide()
        self.card.show()
        if self._writes:
            self._session.tell(everything())
            self.changed.emit()
            if self._stopped:
                self._next.start()

    def _again(self) -> None:
        if self.is_open():
            self.dry_run(self._folder)

    def _cancel(self) -> None:
        if self._job is not None:
            self._stopped = True
            self._job.cancel()

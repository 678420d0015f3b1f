"""The past of a laptop that is shut out: looking at it, and taking it back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from prossce_desktop.language.formatting import numbered
from prossce_desktop.language.messages import _
from prossce_desktop.services.exchange import exchange_page
from prossce_desktop.services.exchange.exchange_page import Change, DeviceRow
from prossce_desktop.services.history.step_sentences import StepInWords
from prossce_desktop.services.sync import device_rollback
from prossce_desktop.system import clock
from prossce_desktop.ui.exchange.device_history_card import DeviceHistoryCard
from prossce_desktop.ui.exchange.exchange_job import RunsJob
from prossce_desktop.ui.parts.layouts import in_column
from prossce_desktop.ui.session.dialogs import agrees
from prossce_desktop.ui.session.session import Session

STEPS = 100
"""So many are shown first."""


class DeviceHistoryActions(QWidget):
    """`opened()` when the card is shown, `left()` when it is closed; `changed()` when steps were undone."""

    opened = Signal()
    changed = Signal()
    left = Signal()

    def __init__(self, session: Session, does: RunsJob, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._does = does
        self._most = STEPS
        self._device: DeviceRow | None = None
        self.card = DeviceHistoryCard()
        in_column(self.card, into=self)
        self.card.chosen.connect(self._take_back)
        self.card.more_wanted.connect(self._show_earlier)
        self.card.left.connect(self.close_card)
        self.card.let_in_wanted.connect(self._let_in)
        self.hide()

    def open(self, device: DeviceRow) -> None:
        self._device, self._most = device, STEPS
        self._read()

    def close_card(self) -> None:
        """It was looked at."""
        self.forget()
        self.left.emit()

    def forget(self) -> None:
        """The page is left."""
        self._device = None
        self.hide()

    def _show_earlier(self) -> None:
        self._most *= 4
        self._read()

    def _read(self) -> None:
        device, most, store = self._device, self._most, self._session.store
        if device is not None:
            self._does(
                lambda: (
                    device_rollback.device_steps(store, device.name, most + 1),
                    device_rollback.count_after_revocation(store, device.name),
                ),
                lambda found: self._show(device, *found),
            )

    def _show(self, device: DeviceRow, steps: Sequence[StepInWords], beyond: int) -> None:
        if device is self._device:  # else it was closed meanwhile
            self.show()
            self.card.show_past(device.name, steps[: self._most], more=len(steps) > self._most, beyond=beyond)
            self.opened.emit()

    def _let_in(self) -> None:
        device, store = self._device, self._session.store
        if device is None:
            return
        question = _("Use the later changes of {name}?").format(name=device.name)
        more = _(
            "The laptop made these changes after it was blocked. Before you use them, talk to the officer "
            "who sent them to you. They will be used on every laptop of the country."
        )
        if agrees(self._session.speaker, question, _("Use the changes"), more):
            self._does(
                lambda: device_rollback.admit_after_revocation(store, device.name, clock.now()),
                self._was_let_in,
            )

    def _was_let_in(self, _taken: int) -> None:
        self._session.tell(exchange_page.everything())
        self.changed.emit()
        self._read()

    def _take_back(self, undone: Sequence[StepInWords]) -> None:
        device, n = self._device, len(undone)
        if device is None:
            return
        explained = _(
            "The program undoes all steps of this laptop from “{title}” on. It removes the records that the "
            "laptop added. The work of others stays. You can undo this step."
        )
        more = explained.format(title=undone[-1].title)
        asked = numbered("Undo {n} step of {name}?", "Undo {n} steps of {name}?", n, name=device.name)
        if agrees(self._session.speaker, asked, _("Undo the steps"), more):
            store, steps = self._session.store, [one.id for one in undone]
            self._does(
                lambda: device_rollback.undo_device_steps(store, device.name, steps), self._was_taken_back
            )

    def _was_taken_back(self, change: Change) -> None:
        self.close_card()
        if change.operation is None:
            self._session.speaker.mention(_("Nothing to undo."))
            return
        self._session.tell(change)
        self._session.speaker.mention(_("The steps of the laptop are undone."), undoes=change)
        self.changed.emit()

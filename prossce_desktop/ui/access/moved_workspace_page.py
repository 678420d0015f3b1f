"""What stands in the window where the records have moved, or where they are not found."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from prossce_desktop.app import Store
from prossce_desktop.errors import ProssceError
from prossce_desktop.language.messages import _
from prossce_desktop.ui.access.cover_page import CoveredPage
from prossce_desktop.ui.backups import backup_words
from prossce_desktop.ui.backups.move_to_computer import on_the_new_computer
from prossce_desktop.ui.base.jobs import Jobs
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.cards import Banner
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.tick_box import TickBox


class MovedPage(CoveredPage):
    """`look_only(Store)`, or `goes_on(Store)` once the tick is set and a new incarnation has begun."""

    look_only = Signal(object)
    goes_on = Signal(object)

    def __init__(self, store: Store, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(_("The data has moved"), parent)
        self._store, self._jobs = store, jobs
        self.sentence = Banner("news", sentence(store))
        self.look = Button(_("View only"), "primary", icon="eye", clicked=lambda: self.look_only.emit(store))
        self.tick = TickBox(
            _("Nobody will work with this data on the new computer"),
            explained=_("If people use both computers, neither computer has all the work."),
        )
        self.go_on = Button(_("Continue here"), clicked=self._go_on)
        self.column.addWidget(self.sentence)
        self.column.addWidget(Label(on_the_new_computer(), "body", "muted", wraps=True))
        self.add_row(self.look)
        self.column.addSpacing(16)
        self.column.addWidget(self.tick)
        self.add_row(self.go_on)

    def first_focus(self) -> None:
        self.look.setFocus()

    def _go_on(self) -> None:
        if not self.tick.isChecked():
            self.sentence.say(
                "warning", _("First tick that nobody will work with this data on the new computer.")
            )
            self.tick.setFocus()
            return
        self.setEnabled(False)
        store = self._store
        self._jobs.start(lambda step: store.sync.begin_anew(), self._continued, self._failed)

    def _continued(self, _nothing: object) -> None:
        self.setEnabled(True)
        self.goes_on.emit(self._store)

    def _failed(self, error: ProssceError) -> None:
        self.setEnabled(True)
        self.sentence.say("error", str(error))


class MissingPage(CoveredPage):
    """`again()` looks once more, `other(Path)` opens other records, `bring_wanted` is for a backup."""

    again = Signal()
    bring_wanted = Signal()
    other = Signal(object)

    def __init__(self, error: ProssceError, others: Sequence[Path], parent: QWidget | None = None) -> None:
        super().__init__(_("The data was not found"), parent)
        self.look_again = Button(_("Try again"), "primary", icon="repeat", clicked=self.again)
        self.others = [Button(_("Open {name}").format(name=one.name)) for one in others]
        self.column.addWidget(Banner("warning", str(error)))
        said = _(
            "If the data is on a USB stick, put it in and try again. You can also open other data on this "
            "computer."
        )
        self.column.addWidget(Label(said, "body", "muted", wraps=True))
        self.bring = Button(_("Restore data from a backup or another computer"), "link", icon="history")
        self.bring.clicked.connect(self.bring_wanted)
        self.add_row(self.look_again, *self.others)
        self.add_row(self.bring)
        for button, folder in zip(self.others, others, strict=True):
            button.clicked.connect(lambda _on=False, folder=folder: self.other.emit(folder))

    def first_focus(self) -> None:
        self.look_again.setFocus()


def sentence(store: Store) -> str:
    """When they moved, in one sentence."""
    at = store.sync.moved_at()
    return _("This data was moved to a new computer on {when}. Nothing more can be saved here.").format(
        when=backup_words.when(at) if at is not None else "–"
    )

"""What a shut-out laptop did, newest first, and from where on it is taken back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QStandardItem
from PySide6.QtWidgets import QWidget

from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.services.history.step_sentences import StepInWords
from prossce_desktop.ui.base.keyboard_focus import leads
from prossce_desktop.ui.exchange.item_list import ItemList
from prossce_desktop.ui.grids.item_roles import Roles
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.cards import Card
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.layouts import STRETCH, add_to, in_row
from prossce_desktop.ui.parts.tooltips import item_tip

_MOST_ROWS = 8


class DeviceHistoryCard(Card):
    """`chosen(steps)`, the earliest last; `more_wanted()`; `let_in_wanted()`: its later steps; `left()`."""

    chosen = Signal(object)
    let_in_wanted = Signal()
    more_wanted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._device = ""
        self._steps: tuple[StepInWords, ...] = ()
        self.title = Label("", "section", wraps=True)
        self.sentence = Label("", "caption", "muted", wraps=True)
        titles = [_("When, by the laptop’s clock"), _("Officer"), _("What the laptop did")]
        self.view = ItemList(_("What the laptop did"), titles, (170, 150, 0), most=_MOST_ROWS)
        self.view.selectionModel().currentRowChanged.connect(self._offer)
        self.back = Button(_("Undo from here on…"), "primary", icon="undo-2", clicked=self._was_pressed)
        self.more = Button(_("Show earlier steps"), "quiet", clicked=self.more_wanted)
        self.leave = Button(_("Close"), clicked=self.left)
        self.other_computer_label = Label(
            _(
                "Undo does not restore dates of birth, answers and notes that are not on this computer. The "
                "country office can restore them."
            ),
            "caption", "muted", wraps=True,
        )  # fmt: skip
        self.beyond = Label("", "body", wraps=True)
        self.take = Button(_("Use these changes…"), clicked=self.let_in_wanted)
        foot = in_row(self.back, self.leave, self.more, STRETCH, spacing=8)
        later = in_row((self.beyond, 1), self.take)
        add_to(self.body, self.title, self.sentence, self.other_computer_label, self.view, later, foot)

    @leads
    def show_past(self, device: str, steps: Sequence[StepInWords], *, more: bool, beyond: int = 0) -> QWidget:
        """Put these steps in, newest first; `more`: there are earlier ones; `beyond`: later changes held
        back."""
        row = max(0, self.view.currentIndex().row()) if device == self._device else 0
        self._device, self._steps = device, tuple(steps)
        self.setAccessibleName(_("What {name} did").format(name=device))
        self.title.setText(_("What {name} did").format(name=device))
        said = _(
            "Choose the first step that you do not trust. You can undo that step and everything after it "
            "at once."
        )
        self.sentence.setText(said if steps else _("Nothing from this laptop was imported here."))
        self.view.show_items(_row(step) for step in steps)
        said = ngettext_(
            "{n} later change came through another laptop. It is not used.",
            "{n} later changes came through another laptop. They are not used.",
            beyond,
        )
        self.beyond.setText(said.format(n=formatting.number(beyond)))
        for widget in (self.beyond, self.take):
            widget.setVisible(beyond > 0)
        self.view.setVisible(bool(steps))
        self.other_computer_label.setVisible(bool(steps))
        self.back.setVisible(bool(steps))
        self.more.setVisible(more)
        if steps:
            self.view.setCurrentIndex(self.view.items.index(min(row, len(steps) - 1), 0))
        self._offer()
        return self.view if steps else self.leave

    def steps(self) -> list[StepInWords]:
        """The chosen one and all after it that are not taken back."""
        return [one for one in self._steps[: self.view.currentIndex().row() + 1] if not one.undone]

    def _offer(self) -> None:
        self.back.setEnabled(bool(self.steps()))

    def _was_pressed(self) -> None:
        if those := self.steps():
            self.chosen.emit(those)


def _row(step: StepInWords) -> list[QStandardItem]:
    when_made = step.time.astimezone()
    when = QStandardItem(formatting.short_moment(when_made))
    when.setData("muted", Roles.tone)
    said = _("{title} (undone)").format(title=step.title) if step.undone else step.title
    title = QStandardItem(said)
    item_tip(title, said)
    if step.undone:
        title.setData("muted", Roles.tone)
    return [when, QStandardItem(step.who), title]

"""The laptops that are known here: who asks to be let in, six words to compare, and who is shut out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal, SignalInstance
from PySide6.QtGui import QStandardItem
from PySide6.QtWidgets import QWidget

from prossce_desktop.domain.text.untrusted_names import MOST_LETTERS
from prossce_desktop.language.messages import _
from prossce_desktop.services.exchange.exchange_page import ASKS, IS_OUT, IS_RETIRED, DeviceRow
from prossce_desktop.ui.exchange import exchange_words
from prossce_desktop.ui.exchange.item_list import ItemList
from prossce_desktop.ui.grids.item_roles import Roles
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.chips import in_flow
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.layouts import STRETCH, in_column, in_row
from prossce_desktop.ui.parts.text_fields import TextField
from prossce_desktop.ui.parts.tooltips import item_tip

_ROW = 44
_MOST_ROWS = 4


class DeviceList(QWidget):
    """What is wanted of the chosen laptop: `let_in(device, were its words compared)`, `retired(device, is it
    back)`, `renamed(device, name)`, and of itself `invite_wanted()`."""

    let_in = Signal(object, bool)
    compared = Signal(object)
    shut_out = Signal(object)
    retired = Signal(object, bool)
    past_wanted = Signal(object)
    renamed = Signal(object, str)
    forgotten = Signal(object)
    invite_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._devices: tuple[DeviceRow, ...] = ()
        self._is_regional = False
        self.invite = Button(_("Invite laptops…"), icon="user-plus", clicked=self.invite_wanted)
        titles = [_("Laptop"), _("Six words to compare by phone"), _("Status")]
        self.view = ItemList(_("Laptops"), titles, (270, 0, 290), row_height=_ROW, most=_MOST_ROWS)
        self.view.selectionModel().currentRowChanged.connect(self._was_chosen)
        self.take = Button(_("Let in: the words are the same"), icon="check", clicked=self._let_in)
        self.unseen = Button(_("Let in without comparing"), "quiet", clicked=self._let_in_unseen)
        self.same = Button(_("The words are the same"), icon="check", clicked=lambda: self._do(self.compared))
        self.retire = Button(_("Not used any more"), "quiet", clicked=lambda: self._do(self.retired, False))
        self.back = Button(_("In use again"), "quiet", clicked=lambda: self._do(self.retired, True))
        self.out = Button(_("Block…"), "quiet", clicked=lambda: self._do(self.shut_out))
        self.past = Button(_("Changes it made…"), "quiet", clicked=self._ask_past)
        self.rename = Button(_("Rename…"), "quiet", clicked=self._ask_name)
        self.forget = Button(_("Remove from the list…"), "quiet", clicked=lambda: self._do(self.forgotten))
        self.name = TextField(placeholder=_("New name of the laptop"), limit=MOST_LETTERS)
        self.name.setAccessibleName(_("New name of the laptop"))
        self.name.hide()
        self._is_filling, self._renamed = False, ""
        """Whether rows are put in just now, and the laptop whose new name is typed."""
        self.name.returnPressed.connect(self._rename)
        first = (self.take, self.same, self.unseen, self.retire, self.back)
        self._actions = in_flow(*first, self.rename, self.out, self.past, self.forget)
        in_column(
            in_row(Label(_("Laptops"), "section"), STRETCH, self.invite), self.view, self._actions, self.name,
            into=self, spacing=8,
        )  # fmt: skip

    def show_devices(self, devices: Sequence[DeviceRow], *, regional: bool) -> None:
        """Put these in: first those who ask. The one that was chosen stays so."""
        before = self.device()
        self._is_regional = regional
        self._devices = tuple(
            sorted(devices, key=lambda one: (one.state != ASKS, one.state == IS_OUT, one.name))
        )
        self._is_filling = True
        self.view.show_items(_row(device) for device in self._devices)
        self.invite.setVisible(regional)
        self.view.setVisible(bool(devices))
        chosen = next(
            (at for at, one in enumerate(self._devices) if before is not None and one.name == before.name), 0
        )
        if devices:
            self.view.setCurrentIndex(self.view.items.index(chosen, 0))
        self._is_filling = False
        self._offer()

    def device(self) -> DeviceRow | None:
        row = self.view.currentIndex().row()
        return self._devices[row] if 0 <= row < len(self._devices) else None

    def _was_chosen(self, index: QModelIndex) -> None:
        if not self._is_filling:
            self._renamed = ""
            self._offer()

    def _offer(self) -> None:
        """Only what can be done with the chosen one."""
        one = self.device()
        asks = one is not None and one.state == ASKS
        is_in = one is not None and one.state not in (ASKS, IS_OUT)
        unsure = one is not None and is_in and (not one.compared if self._is_regional else not one.approved)
        self.take.setVisible(asks)
        self.unseen.setVisible(asks)
        self.same.setVisible(unsure)
        is_retired = one is not None and one.state == IS_RETIRED
        self.retire.setVisible(is_in and not is_retired)
        self.back.setVisible(is_retired)
        self.out.setVisible(self._is_regional and (asks or is_in))
        is_out = self._is_regional and one is not None and one.state == IS_OUT
        self.past.setVisible(is_out)
        self.forget.setVisible(is_out)
        self.rename.setVisible(self._is_regional and (asks or is_in))
        self.name.setVisible(one is not None and one.name == self._renamed)
        self._actions.setVisible(asks or is_in or is_out)

    def _let_in(self) -> None:
        self._do(self.let_in, True)

    def _let_in_unseen(self) -> None:
        self._do(self.let_in, False)

    def _do(self, wanted: SignalInstance, *how: bool) -> None:
        """Tell what is wanted of the chosen one; its button goes away, the keys stay with the laptops."""
        self.view.setFocus()
        if (device := self.device()) is not None:
            wanted.emit(device, *how)

    def _ask_name(self) -> None:
        if (one := self.device()) is not None:
            self._renamed = one.name
            self.name.set_value(one.name)
            self.name.show()
            self.name.setFocus()
            self.name.selectAll()

    def _rename(self) -> None:
        one, name, self._renamed = self.device(), self.name.text().strip(), ""
        self.name.hide()
        self.view.setFocus()
        if one is not None and name and name != one.name:
            self.renamed.emit(one, name)

    def _ask_past(self) -> None:
        if (one := self.device()) is not None:
            self.past_wanted.emit(one)


def _row(device: DeviceRow) -> list[QStandardItem]:
    said, tone = exchange_words.device_state(device)
    name, six, state = QStandardItem(device.name), QStandardItem(device.words), QStandardItem(said)
    whose = exchange_words.whose(device)
    name.setData(whose, Roles.second_line)
    item_tip(name, f"{device.name}: {whose}")
    item_tip(six, device.words)
    state.setData("filled" if tone == "done" else "ring", Roles.dot)
    state.setData(tone, Roles.tone)
    return [name, six, state]

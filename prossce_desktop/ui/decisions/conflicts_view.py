"""What waits for a decision: a list, and under it the sides of the one that is chosen there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QWidget

from prossce_desktop.language.formatting import numbered
from prossce_desktop.language.messages import _
from prossce_desktop.services.decisions.open_conflicts import OpenConflict, What
from prossce_desktop.ui.decisions.conflict_sides import SideCards
from prossce_desktop.ui.grids.item_roles import Roles
from prossce_desktop.ui.grids.list_view import ListView
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.cards import EmptyState, Icon
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.layouts import in_column, in_row
from prossce_desktop.ui.parts.tooltips import item_tip

_ROW = 44
_MOST_ROWS = 5
NARROW = 900
WIDTHS, NARROW_WIDTHS = (380, 190, 0, 150), (250, 120, 0, 130)
_MOST = 500
"""So many are listed; those that weigh less come up when these are decided."""


class ConflictsView(QWidget):
    """`decided(OpenConflict, int)`, `record_wanted(OpenConflict)`, `many_wanted()`."""

    decided = Signal(object, int)
    record_wanted = Signal(object)
    many_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._conflicts: tuple[OpenConflict, ...] = ()
        self._wanted: tuple[int, str] | None = None
        self._rests = False
        self.empty = EmptyState(
            "circle-check", _("No decision is waiting"),
            _("If two laptops change the same field, both values are kept. You can compare and decide here."),
        )  # fmt: skip
        self._model = QStandardItemModel(0, 4, self)
        self._model.setHorizontalHeaderLabels([_("Record"), _("Field"), _("Values"), _("Effect on figures")])
        self.view = ListView(row_height=_ROW, name=_("To decide"))
        self.view.setModel(self._model)
        self.view.set_widths(WIDTHS)
        self.view.selectionModel().currentRowChanged.connect(self._show_one)
        self.view.opened.connect(self._keep)
        self.view.installEventFilter(self)
        self.title = Label("", "section", wraps=True)
        self.about = Label("", "caption", "muted", wraps=True)
        self.many = Button(_("Decide several fields…"), clicked=self.many_wanted)
        self.open = Button(_("Open the record"), "link", clicked=self._open)
        self.keep = Button(_("Keep"), "primary", icon="check", clicked=self._keep)
        self.sides = SideCards()
        self.numbers = CubesTable()
        self.sides.chosen.connect(self._side_chosen)
        self._lay_out()

    def _lay_out(self) -> None:
        words = in_column(self.title, self.about, spacing=0)
        self._detail = QWidget()
        head = in_row(
            (Icon("columns-3", 18, "warnline"), 0, Qt.AlignmentFlag.AlignTop), (words, 1), spacing=8
        )
        for button in (self.open, self.many, self.keep):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        in_column(head, self.sides, self.numbers, into=self._detail, spacing=12)
        in_column(self.view, self._detail, self.empty, into=self, spacing=16)
        self.setFocusProxy(self.view)

    def want(self, record: int, field: str) -> None:
        """Choose this one when it is shown next."""
        self._wanted = (record, field)

    def show_conflicts(self, conflicts: Sequence[OpenConflict]) -> None:
        """Put these in; the row stays where it was, so that the next one comes under the eyes."""
        before = max(0, self.view.currentIndex().row())
        self._conflicts = tuple(conflicts[:_MOST])
        self._model.removeRows(0, self._model.rowCount())
        for one in self._conflicts:
            self._model.appendRow(_row(one))
        any_here = bool(self._conflicts)
        self.view.setVisible(any_here)
        self._detail.setVisible(any_here)
        self.empty.setVisible(not any_here)
        self.many.setVisible(sum(one.can_decide for one in self._conflicts) > 1)
        self.view.setFixedHeight(theme().px(32 + _ROW * max(1, min(len(self._conflicts), _MOST_ROWS))) + 4)
        chosen = min(before, len(self._conflicts) - 1)
        if self._wanted is not None:
            record, field = self._wanted
            fits = [
                at for at, one in enumerate(self._conflicts) if record in (one.conflict.record, one.activity)
            ]
            closer = [at for at in fits if field in self._conflicts[at].conflict.fields]
            chosen = next(iter(closer or fits), chosen)
            self._wanted = None
        if any_here:
            self.view.setCurrentIndex(self._model.index(chosen, 0))
        self._show_one()

    def current(self) -> OpenConflict | None:
        row = self.view.currentIndex().row()
        return self._conflicts[row] if 0 <= row < len(self._conflicts) else None

    def _show_one(self) -> None:
        one = self.current()
        self.sides.show_sides(one)
        self.numbers.show_rows(one)
        if one is None:
            return
        self.title.setText(_title(one))
        self.about.setText(_("{record} · {field}").format(record=one.title, field=one.label))
        self._side_chosen(-1)

    def _side_chosen(self, place: int) -> None:
        one = self.current()
        if one is None:
            return
        self.keep.setVisible(one.can_decide and not self._rests)
        place = -1 if self.sides.place() is None else place
        self.keep.set_words(
            _("Keep “{value}”").format(value=_short(one.sides[place].words))
            if place >= 0
            else _("Choose a value")
        )

    def _keep(self, *_nothing: object) -> None:
        one, at = self.current(), self.sides.place()
        if one is None or not one.can_decide:
            return
        if at is None:
            self.sides.cards[0].setFocus()
        else:
            self.decided.emit(one, at)

    def _open(self) -> None:
        if (one := self.current()) is not None:
            self.record_wanted.emit(one)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A list of whole rows needs no keys for its columns."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right)
        ):
            self.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right choose a side; Enter keeps it and shows the next conflict."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.sides.step(-1 if event.key() == Qt.Key.Key_Left else 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._keep()
        else:
            super().keyPressEvent(event)

    def rest(self, resting: bool) -> None:
        """While a rule is asked about, the side that is chosen waits: one filled button at a time."""
        self._rests = resting
        self._side_chosen(-1 if self.sides.place() is None else self.sides.place() or 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.view.set_widths(NARROW_WIDTHS if self.width() < theme().px(NARROW) else WIDTHS)


def _short(words: str) -> str:
    return words if len(words) <= 18 else words[:17] + "…"


def _title(conflict: OpenConflict) -> str:
    if conflict.is_withheld:
        return _("Several values; the country office compares them")
    if conflict.conflict.what is What.together:
        return _("Head count with {n} versions").format(n=len(conflict.sides))
    if conflict.conflict.what in (What.removed, What.parts):
        return _("Removed on one laptop, changed on another")
    return _("Field with {n} values").format(n=len(conflict.sides))


def _row(conflict: OpenConflict) -> list[QStandardItem]:
    record, field, values = QStandardItem(conflict.title), QStandardItem(conflict.label), QStandardItem()
    effect = QStandardItem()
    record.setData("  /  ".join(dict.fromkeys(side.where for side in conflict.sides)), Roles.second_line)
    if conflict.is_withheld:
        said = _("decided by the country office")
    else:
        said = "  /  ".join(side.words for side in conflict.sides)
    values.setText(said)
    item_tip(values, said)
    values.setData("muted" if conflict.is_withheld else "", Roles.tone)
    people = numbered("{n} person", "{n} people", conflict.effect)
    effect.setText(_("up to {people}").format(people=people) if conflict.effect else "–")
    item_tip(effect, _("Number of people affected") if conflict.effect else _("No effect on figures"))
    return [record, field, values, effect]


class CubesTable(ListView):
    """Nothing is shown where the question is about no head count."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, row_height=30, name=_("The numbers of each version"))
        self._numbers = QStandardItemModel(0, 0, self)
        self.setModel(self._numbers)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def show_rows(self, conflict: OpenConflict | None) -> None:
        """The numbers of its sides, in their order."""
        rows = conflict.rows if conflict is not None else ()
        self.setVisible(bool(rows))
        self._numbers.clear()
        if conflict is None or not rows:
            return
        self._numbers.setHorizontalHeaderLabels(
            [_("Number"), *(f"{side.who}, {side.where}" for side in conflict.sides)]
        )
        for column in range(1, len(conflict.sides) + 1):
            header = self._numbers.horizontalHeaderItem(column)
            header.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for name, cells, differs in rows:
            self._numbers.appendRow(
                [_cell(name, differs, number=False), *(_cell(one, differs, number=True) for one in cells)]
            )
        self.set_widths((0, *(260 for _side in conflict.sides)))
        self.setFixedHeight(theme().px(32 + 30 * min(len(rows), 9)) + 4)


def _cell(words: str, differs: bool, *, number: bool) -> QStandardItem:
    item = QStandardItem(words)
    if differs:
        item.setData("total", Roles.emphasis)
    if number:
        item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return item

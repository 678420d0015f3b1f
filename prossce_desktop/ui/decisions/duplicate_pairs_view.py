"""Duplicate pairs, one a row: a key says the same or different, Enter shows both."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QWidget

from prossce_desktop.language.formatting import numbered
from prossce_desktop.language.messages import _
from prossce_desktop.services.decisions.duplicate_pairs import ListedPair
from prossce_desktop.ui.base.shortcuts import letter_of
from prossce_desktop.ui.grids.item_roles import Roles
from prossce_desktop.ui.grids.list_view import ListView
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.cards import EmptyState
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.layouts import in_column, in_row

_ROW = 44
_MOST_ROWS = 9
_WIDEST = 360


class DuplicatePairsView(QWidget):
    """`decided(PairListed, bool)`: the same or not; `opened(PairListed)`: both are wanted side by side."""

    decided = Signal(object, bool)
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pairs: tuple[ListedPair, ...] = ()
        how = _(
            "Records that look alike are shown here. To join two others: open one of them, then press "
            "“Join with…”."
        )
        self.empty = EmptyState("users", _("No possible duplicates to check"), how)
        self._model = QStandardItemModel(0, 3, self)
        self._model.setHorizontalHeaderLabels([_("One record"), _("The other record"), _("Why")])
        self.view = ListView(row_height=_ROW, name=_("Possible duplicates"))
        self.view.setModel(self._model)
        self.view.opened.connect(self._open)
        self.view.installEventFilter(self)
        self.side = Button(_("Side by side"), "primary", icon="columns-3", hint="↵", clicked=self._open)
        self.same = Button(_("The same"), hint="Alt S", clicked=lambda: self._decide(same=True))
        self.different = Button(_("Different"), hint="Alt D", clicked=lambda: self._decide(same=False))
        self.more = Label("", "caption", "muted", wraps=True)
        self._foot = QWidget()
        in_row(self.side, self.same, self.different, (self.more, 1), into=self._foot, spacing=8)
        in_column(self.view, self._foot, self.empty, into=self, spacing=16)
        self.setFocusProxy(self.view)

    def show_pairs(self, pairs: Sequence[ListedPair], how_many: int) -> None:
        """Show these of so many; the row stays, so that the next pair takes its place."""
        before = max(0, self.view.currentIndex().row())
        self._pairs = tuple(pairs)
        self._model.removeRows(0, self._model.rowCount())
        for one in self._pairs:
            self._model.appendRow(_row(one))
        self.view.setVisible(bool(pairs))
        self._foot.setVisible(bool(pairs))
        self.empty.setVisible(not pairs)
        self.view.setFixedHeight(theme().px(32 + _ROW * max(1, min(len(pairs), _MOST_ROWS))) + 4)
        rest = how_many - len(pairs)
        said = numbered(
            "There is {n} more possible duplicate.", "There are {n} more possible duplicates.", rest
        )
        self.more.setText(said if rest > 0 else "")
        if pairs:
            self.view.setCurrentIndex(self._model.index(min(before, len(pairs) - 1), 0))

    def current(self) -> ListedPair | None:
        row = self.view.currentIndex().row()
        return self._pairs[row] if 0 <= row < len(self._pairs) else None

    def _open(self, _index: QModelIndex | None = None) -> None:
        if (one := self.current()) is not None:
            self.opened.emit(one)

    def _decide(self, *, same: bool) -> None:
        if (one := self.current()) is not None:
            self.decided.emit(one, same)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the list of people of an activity."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.modifiers() == Qt.KeyboardModifier.AltModifier
        ):
            letter = letter_of(event)
            if letter in ("S", "D"):
                self._decide(same=letter == "S")
                return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        third = round(self.width() / theme().scale / 3)
        self.view.set_widths((0, min(_WIDEST, third), third))


def _row(pair: ListedPair) -> list[QStandardItem]:
    a, b = (QStandardItem(name or _("Name not on this computer")) for name in pair.names)
    grounds = QStandardItem(pair.reason[:1].upper() + pair.reason[1:])
    kind = _("People") if pair.kind == "person" else _("Organisations")
    grounds.setData(kind, Roles.second_line)
    return [a, b, grounds]

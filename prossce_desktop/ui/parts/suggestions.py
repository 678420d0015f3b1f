"""Offers that hang under a cell or a field: rows of columns, none chosen until Down is pressed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyleOptionViewItem, QWidget

from prossce_desktop.language.messages import _
from prossce_desktop.ui.look.text_painting import draw_line, width_of
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.labels import Hairline, Label
from prossce_desktop.ui.parts.layouts import in_column
from prossce_desktop.ui.parts.tooltips import TipDelegate

_OFFER = Qt.ItemDataRole.UserRole + 1
_SHOWN = 8
_GAP = 20
_PAD = 10

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One row: the words of its columns, and what is handed back when it is taken."""

    columns: tuple[str, ...]
    payload: object = None


class _OfferDelegate(TipDelegate):
    widths: tuple[int, ...] = ()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(sum(self.widths) + _GAP * len(self.widths), theme().px(34))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        worn = theme()
        colours = worn.tokens
        rect: QRect = option.rect
        offer = index.data(_OFFER)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.soft if chosen else colours.hover))
            painter.drawRoundedRect(rect, 6, 6)
        left = rect.left() + _PAD
        for at, words in enumerate(offer.columns):
            colour = colours.text if at < 2 or at == 3 else colours.muted
            box = QRect(left, rect.top(), self.widths[at], rect.height())
            draw_line(painter, box, words, worn.font("body"), colour)
            left += self.widths[at] + _GAP


class Suggestions(QFrame):
    """Never takes the focus: the field passes Down, Up, Enter and Esc on to it."""

    taken = Signal(object)
    """The Offer that was chosen."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self.setProperty("look", "popup")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(_("Suggestions"))
        self._offers: tuple[Suggestion, ...] = ()
        self._model = QStandardItemModel(self)
        self._delegate = _OfferDelegate(self)
        self._list = QListView()
        self._list.setProperty("look", "plain")
        self._list.setModel(self._model)
        self._list.setItemDelegate(self._delegate)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setMouseTracking(True)
        self._list.setStyleSheet("background: transparent;")
        self._list.setAccessibleName(_("Suggestions"))
        self._list.clicked.connect(self._was_clicked)
        self._hint = Label(_("Press ↓ and Enter to choose. Enter or Tab keeps what you typed."), "caption")
        self._line = Hairline()
        in_column(
            (self._list, 1), self._line, in_column(self._hint, margins=(_PAD, 4, _PAD, 0)), into=self,
            margins=(4, 4, 4, 6), spacing=2,
        )  # fmt: skip
        self.hide()

    def offers(self) -> tuple[Suggestion, ...]:
        return self._offers if not self.isHidden() else ()

    def show_offers(self, offers: Sequence[Suggestion], under: QRect, hint: str = "") -> None:
        """Hang them under a rectangle of the host, text under text; none is chosen. No offers: closed."""
        if not offers:
            self.close_offers()
            return
        self._offers = tuple(offers)
        self._model.clear()
        for offer in self._offers:
            item = QStandardItem(", ".join(one for one in offer.columns if one))
            item.setData(offer, _OFFER)
            self._model.appendRow(item)
        if hint:
            self._hint.setText(hint)
        self._measure()
        self._place(under)
        self.show()
        self.raise_()
        self._list.clearSelection()
        self._list.setCurrentIndex(QModelIndex())

    def stand_in(self, host: QWidget) -> None:
        """Hang in another widget from now on, such as the whole window, so that nothing cuts the list off."""
        if self._host is not host:
            self._host = host
            self.setParent(host)

    def close_offers(self) -> None:
        self._offers = ()
        self.hide()

    def chosen(self) -> Suggestion | None:
        """The offer the keys are on."""
        index = self._list.currentIndex()
        return self._offers[index.row()] if not self.isHidden() and index.isValid() else None

    def key(self, key: int) -> bool:
        """Handle Down, Up, Enter or Esc from the one who types; False where the key is not for the offers."""
        if self.isHidden():
            return False
        row = self._list.currentIndex().row()
        if key == Qt.Key.Key_Down:
            self._choose(min(row + 1, len(self._offers) - 1))
            return True
        if key == Qt.Key.Key_Up:
            if row < 0:
                return False
            self._choose(row - 1)
            return True
        if key == Qt.Key.Key_Escape:
            self.close_offers()
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row >= 0:
            offer = self._offers[row]
            self.close_offers()
            self.taken.emit(offer)
            return True
        return False

    def _choose(self, row: int) -> None:
        if row < 0:
            self._list.clearSelection()
            self._list.setCurrentIndex(QModelIndex())
        else:
            self._list.setCurrentIndex(self._model.index(row, 0))

    def _was_clicked(self, index: QModelIndex) -> None:
        offer = self._offers[index.row()]
        self.close_offers()
        self.taken.emit(offer)

    def _measure(self) -> None:
        font = theme().font("body")
        count = max(len(one.columns) for one in self._offers)
        padded = [one.columns + ("",) * (count - len(one.columns)) for one in self._offers]
        self._delegate.widths = tuple(
            min(260, max(width_of(row[at], font) for row in padded) + 1) for at in range(count)
        )

    def _place(self, under: QRect) -> None:
        host = self._host
        width = max(
            sum(self._delegate.widths) + _GAP * len(self._delegate.widths) + 2 * _PAD,
            self._hint.sizeHint().width() + 40,
        )
        rows = min(len(self._offers), _SHOWN)
        height = rows * theme().px(34) + theme().line("caption") + 22
        left = max(4, min(under.left() - 4 - 2, host.width() - width - 4))
        top = under.bottom() + 3
        if top + height > host.height() and under.top() - height - 3 >= 0:
            top = under.top() - height - 3
        self.setGeometry(left, top, min(width, host.width() - 8), height)

"""The navigation: name and office, "Go to", the places, who works and when it was saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QListView, QPushButton, QStyle, QStyleOptionViewItem, QWidget

from prossce_desktop.language.messages import _
from prossce_desktop.ui.look.icons import draw_icon_in
from prossce_desktop.ui.look.text_painting import draw_line, width_of
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.cards import Icon
from prossce_desktop.ui.parts.labels import Hairline, Label, StatusPill
from prossce_desktop.ui.parts.layouts import STRETCH, add_to, in_column, in_row
from prossce_desktop.ui.parts.tooltips import TipDelegate, item_tip, set_tip

WIDE = 208
RAIL = 56
RAIL_UNDER = 1100
"""Windows narrower than this get the rail."""

_KEY = Qt.ItemDataRole.UserRole + 1
_ICON = Qt.ItemDataRole.UserRole + 2
_COUNT = Qt.ItemDataRole.UserRole + 3
_HERE = Qt.ItemDataRole.UserRole + 4

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class NavigationEntry:
    """One place of the program; `has_gap` leaves a gap above it."""

    key: str
    label: str
    icon: str
    has_gap: bool = False


class GoToButton(QPushButton):
    """Looks like a field, opens the search over everything."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Go to…"), parent)
        self.setAccessibleName(_("Go to anything"))
        set_tip(self, _("Go to anything (Ctrl K)"))
        self.setAutoDefault(False)

    def sizeHint(self) -> QSize:
        return QSize(40, theme().px(32))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = theme()
        colours = worn.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(colours.hover if self.underMouse() else colours.surface))
        painter.setPen(
            QPen(QColor(colours.accent if self.hasFocus() else colours.line), 2 if self.hasFocus() else 1)
        )
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)
        if self.width() < 90:
            draw_icon_in(painter, "search", self.rect(), 16, colours.muted)
            return
        draw_icon_in(painter, "search", QRect(10, 0, 16, self.height()), 16, colours.muted)
        small = worn.font("small")
        keys = width_of("Ctrl K", small)
        draw_line(
            painter,
            QRect(34, 0, self.width() - 34 - keys - 14, self.height()),
            self.text(),
            worn.font("body"),
            colours.place,
        )
        draw_line(
            painter,
            QRect(self.width() - keys - 10, 0, keys + 1, self.height()),
            "Ctrl K",
            small,
            colours.muted,
        )


class PlaceDelegate(TipDelegate):
    """A row of the navigation: icon, word, one quiet number."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(40, theme().px(36) if index.data(_KEY) else theme().px(12))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if not index.data(_KEY):
            return
        worn = theme()
        colours = worn.tokens
        rect: QRect = option.rect.adjusted(0, 1, 0, -1)
        state: QStyle.StateFlag = option.state
        here = bool(index.data(_HERE))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if here or state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(
                QColor(colours.soft if here else colours.line if not colours.dark else colours.hover)
            )
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(rect, 6, 6)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 6, 6)
        icon = str(index.data(_ICON))
        if rect.width() < 90:
            draw_icon_in(painter, icon, rect, 18, colours.accent if here else colours.muted)
        else:
            self._paint_row(painter, rect, index, icon, here)
        painter.restore()

    def _paint_row(self, painter: QPainter, rect: QRect, index: Index, icon: str, here: bool) -> None:
        worn = theme()
        colours = worn.tokens
        draw_icon_in(
            painter,
            icon,
            QRect(rect.left() + 10, rect.top(), 18, rect.height()),
            18,
            colours.accent if here else colours.muted,
        )
        count = str(index.data(_COUNT) or "")
        small = worn.font("caption")
        used = width_of(count, small)
        font = worn.font("row")
        if here:
            font.setWeight(font.Weight.DemiBold)
        words = rect.adjusted(40, 0, -used - 14, 0)
        draw_line(painter, words, str(index.data()), font, colours.accent if here else colours.text)
        if count:
            at = QRect(rect.right() - used - 9, rect.top(), used + 1, rect.height())
            draw_line(painter, at, count, small, colours.muted)


class NavigationList(QListView):
    """The places. Arrows move the ring, Enter or a click goes there."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
            and self.currentIndex().isValid()
        ):
            self.clicked.emit(self.currentIndex())
            return
        super().keyPressEvent(event)


class Navigation(QWidget):
    """`chosen(key)` for a place, `go_to_wanted()` from the field on top, `help_wanted()` from the foot."""

    chosen = Signal(str)
    go_to_wanted = Signal()
    help_wanted = Signal()

    def __init__(self, places: Sequence[NavigationEntry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("look", "nav")
        self._rail = False
        self.model = QStandardItemModel(self)
        self._name = Label("ProSSCE", "section")
        self._office = Label("", "caption")
        self.note = StatusPill("", "accent")
        self.note_mark = Icon("info", 20, "accent")
        self.go_to = GoToButton()
        self.go_to.clicked.connect(self.go_to_wanted)
        self.help = Button(_("Help"), "quiet", icon="book-open", hint=_("F1"))
        self.help.setAccessibleName(_("Help"))
        self.help.clicked.connect(self.help_wanted)
        self.list = NavigationList()
        self._person = Label("", "row")
        self._saved = Label("", "caption")
        self._tick = Icon("check", 14, "ok")
        self._line = Hairline()
        self._make_list()
        self._lay_out()
        self.set_places(places)
        self.set_rail(False)
        self.say_note("")

    def _make_list(self) -> None:
        view = self.list
        view.setModel(self.model)
        view.setItemDelegate(PlaceDelegate(view))
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setProperty("look", "places")
        view.setMouseTracking(True)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        view.setAccessibleName(_("Pages"))
        view.clicked.connect(self._was_pressed)

    def _lay_out(self) -> None:
        self._down = in_column(into=self, margins=(12, 16, 12, 12), spacing=0)
        self._names = QWidget()
        in_column(self._name, self._office, into=self._names, margins=(8, 0, 0, 0), spacing=0)
        self._foot = QWidget()
        in_column(
            in_row(self.help, STRETCH, margins=(0, 0, 0, 6)), self._line, 8, self._person,
            in_row(self._tick, (self._saved, 1), spacing=4), into=self._foot, margins=(8, 0, 8, 0), spacing=2,
        )  # fmt: skip
        self._down.addWidget(self._names)
        self._note_row = in_row(
            (self.note, 0, Qt.AlignmentFlag.AlignLeft), (self.note_mark, 0, Qt.AlignmentFlag.AlignHCenter)
        )
        add_to(self._down, self._note_row, 12, self.go_to, 16, (self.list, 1), self._foot)
        theme().changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.set_rail(self._rail)

    def set_places(self, places: Sequence[NavigationEntry]) -> None:
        """The places in their order."""
        self.model.clear()
        for place in places:
            if place.has_gap:
                gap = QStandardItem()
                gap.setFlags(Qt.ItemFlag.NoItemFlags)
                self.model.appendRow(gap)
            item = QStandardItem(place.label)
            item.setData(place.key, _KEY)
            item.setData(place.icon, _ICON)
            item_tip(item, place.label)
            self.model.appendRow(item)

    def set_current(self, key: str) -> None:
        """Show where one is, telling nobody."""
        for row in range(self.model.rowCount()):
            item = self.model.item(row)
            here = item.data(_KEY) == key
            item.setData(here, _HERE)
            if here:
                self.list.setCurrentIndex(item.index())

    def set_count(self, key: str, count: int | None) -> None:
        """One quiet number after a place, such as changes not sent."""
        for row in range(self.model.rowCount()):
            item = self.model.item(row)
            if item.data(_KEY) == key:
                item.setData(f"{count:,}" if count else "", _COUNT)

    def say_note(self, text: str) -> None:
        """A pill under the office with what holds for every page, in a rail an icon; "" for nothing."""
        self.note.setText(text)
        set_tip(self.note_mark, text)
        self.note_mark.setAccessibleName(text)
        self._show_note()

    def _show_note(self) -> None:
        has_note = bool(self.note.text())
        self.note.setVisible(has_note and not self._rail)
        self.note_mark.setVisible(has_note and self._rail)

    def say(self, *, office: str | None = None, person: str | None = None, saved: str | None = None) -> None:
        """Office under the name; who works and when it was saved at the foot."""
        for label, text in ((self._office, office), (self._person, person), (self._saved, saved)):
            if text is not None:
                label.setText(text)
                set_tip(label, text)
        self._tick.setVisible(bool(self._saved.text()) and not self._rail)

    def set_rail(self, rail: bool) -> None:
        """A rail of icons with tooltips, or the whole."""
        self._rail = rail
        self.setFixedWidth(RAIL if rail else max(theme().px(WIDE), self._widest()))
        self._names.setVisible(not rail)
        self._foot.setVisible(not rail)
        self._note_row.setContentsMargins(*((0, 4, 0, 0) if rail else (8, 6, 0, 0)))
        self._show_note()
        self._down.setContentsMargins(*((8, 12, 8, 12) if rail else (12, 16, 12, 16)))
        self._tick.setVisible(bool(self._saved.text()) and not rail)

    def _widest(self) -> int:
        """What the longest place needs, its number included."""
        font = theme().font("row")
        font.setWeight(font.Weight.DemiBold)
        labels = [self.model.item(row).toolTip() for row in range(self.model.rowCount())]
        return max((width_of(label, font) for label in labels), default=0) + 80

    def _was_pressed(self, index: QModelIndex) -> None:
        key = index.data(_KEY)
        if key:
            self.chosen.emit(str(key))

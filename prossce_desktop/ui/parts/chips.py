"""Chips: filters that are on, off, or open a choice; and a layout that wraps them."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPaintEvent, QPen
from PySide6.QtWidgets import QLayout, QLayoutItem, QPushButton, QSizePolicy, QWidget

from prossce_desktop.ui.look.icons import draw_icon_in
from prossce_desktop.ui.look.text_painting import draw_line, smooth_painter, width_of
from prossce_desktop.ui.look.theme import theme


class Chip(QPushButton):
    """A filter; `cross`: it can be taken off; one that `opens` a choice is set on by its owner."""

    def __init__(
        self,
        text: str,
        parent: QWidget | None = None,
        *,
        on: bool = False,
        cross: bool = False,
        opens: bool = False,
        icon: str = "",
    ) -> None:
        super().__init__(parent)
        self._cross = cross
        self._opens = opens
        self._icon = icon
        self._on = on
        self.setCheckable(not opens and not icon)
        self.setChecked(on)
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)  # drawn anew as the mouse comes and goes
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_words(text)
        self.toggled.connect(self.updateGeometry)  # with the cross it is wider

    def set_words(self, text: str, count: int | None = None) -> None:
        """Words, with the count inside."""
        self._words = text if count is None else f"{text} {count:n}"
        self.setText(self._words.replace("&", "&&"))
        self.setAccessibleName(self._words)
        self.updateGeometry()
        self.update()

    def words(self) -> str:
        return self._words

    def set_on(self, on: bool) -> None:
        """Show a chip that opens a choice as on or off."""
        if self.isCheckable():
            self.setChecked(on)
        self._on = on
        self.updateGeometry()
        self.update()

    def is_on(self) -> bool:
        return self.isChecked() if self.isCheckable() else self._on

    def _mark(self) -> str:
        if self._cross and self.is_on():
            return "x"
        return "chevron-down" if self._opens else ""

    def sizeHint(self) -> QSize:
        worn = theme()
        font = worn.font("label")
        font.setWeight(font.Weight.DemiBold)
        width = 26 + width_of(self._words, font)
        if self._mark():
            width += 18
        if self._icon:
            width += 22
        return QSize(width, worn.px(28))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = theme()
        colours = worn.tokens
        painter = smooth_painter(self)
        on = self.is_on()
        ground = colours.soft if on else colours.hover if self.underMouse() else colours.surface
        painter.setBrush(QColor(ground))
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), 2))
        else:
            painter.setPen(Qt.PenStyle.NoPen if on else QPen(QColor(colours.line), 1))
        radius = self.height() / 2 - 1
        inset = 1.0 if self.hasFocus() else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), radius, radius)
        font = worn.font("label")
        if on:
            font.setWeight(font.Weight.DemiBold)
        colour = colours.accent if on else colours.text
        left = 13
        if self._icon:
            draw_icon_in(painter, self._icon, QRect(left - 2, 0, 16, self.height()), 16, colours.muted)
            left += 22
        draw_line(painter, QRect(left, 0, self.width() - left - 6, self.height()), self._words, font, colour)
        if self._mark():
            box = QRect(self.width() - 27, 0, 16, self.height())
            draw_icon_in(
                painter, self._mark(), box, 14 if self._mark() == "x" else 16, colour if on else colours.muted
            )


def in_flow(*widgets: QWidget) -> QWidget:
    around = QWidget()
    flow = FlowLayout(around)
    for widget in widgets:
        flow.addWidget(widget)
    return around


class FlowLayout(QLayout):
    """Lays its widgets out like words: from the left, onto a new line where one is full."""

    def __init__(self, parent: QWidget | None = None, gap: int = 8) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def insert(self, index: int, widget: QWidget) -> None:
        """Put a widget at a place rather than at the end."""
        self.addWidget(widget)
        self._items.insert(index, self._items.pop())
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), moving=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, moving=True)

    def sizeHint(self) -> QSize:
        width = sum(item.sizeHint().width() + self._gap for item in self._items)
        return QSize(width, self.minimumSize().height())

    def minimumSize(self) -> QSize:
        size = QSize(0, 0)
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, rect: QRect, *, moving: bool) -> int:
        x, y, line = rect.x(), rect.y(), 0
        for item in self._items:
            widget = item.widget()
            if widget is not None and widget.isHidden():
                continue
            size = item.sizeHint()
            if x > rect.x() and x + size.width() > rect.x() + rect.width():
                x, y, line = rect.x(), y + line + self._gap, 0
            if moving:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + self._gap
            line = max(line, size.height())
        return y + line - rect.y()

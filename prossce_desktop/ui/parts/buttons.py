"""Buttons: one filled per window, plain ones, quiet ones, links, and the few icons that stand alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QRect, QSize, Qt, SignalInstance
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QToolButton, QWidget

from prossce_desktop.ui.look.icons import draw_icon_in
from prossce_desktop.ui.look.text_painting import draw_line, smooth_painter, width_of
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.look.tokens import Tokens
from prossce_desktop.ui.parts.tooltips import set_tip

Kind = Literal["default", "primary", "quiet", "link", "crumb", "choice"]

_BARE = ("quiet", "link", "crumb")
_ICON = 16
_GAP = 8


class Button(QPushButton):
    """A button that draws its words itself, so that they sit level in every script.

    `kind`: primary (filled, one per window), default (outlined), quiet (no frame), link (words only),
    crumb (a small link in a path), choice (outlined, stays down: one of a group). `icon` is a Lucide name,
    `hint` the keys that do the same ("Ctrl S"), `opens` adds a chevron, `clicked` is what it
    does. Return presses it as well as Space.
    """

    def __init__(
        self,
        text: str,
        kind: Kind = "default",
        parent: QWidget | None = None,
        *,
        icon: str = "",
        hint: str = "",
        opens: bool = False,
        clicked: Callable[..., object] | SignalInstance | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind: Kind = kind
        self._icon = icon
        self._hint = self._keys = hint
        self._opens = opens
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)  # drawn anew as the mouse comes and goes
        self.setCheckable(kind == "choice")
        self.setCursor(
            Qt.CursorShape.PointingHandCursor if kind in ("link", "crumb") else Qt.CursorShape.ArrowCursor
        )
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.set_words(text)
        if clicked is not None:
            self.clicked.connect(clicked)

    def set_words(self, text: str) -> None:
        """Change the words; an ampersand stays one."""
        self._words = text
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def show_keys(self, shown: bool) -> None:
        """Whether the keys that do the same stand beside the words, where there are any."""
        self._hint = self._keys if shown else ""
        self.updateGeometry()
        self.update()

    def words(self) -> str:
        return self._words

    def _font(self) -> QFont:
        return theme().font("caption" if self._kind == "crumb" else "row")

    def _padding(self) -> int:
        return {"link": 4, "crumb": 0, "quiet": 10}.get(self._kind, 14)

    def sizeHint(self) -> QSize:
        worn = theme()
        width = width_of(self._words, self._font()) + 2 * self._padding() + 2
        if self._icon:
            width += _ICON + _GAP
        if self._hint:
            width += 18 + width_of(self._hint, worn.font("caption"))
        if self._opens:
            width += _ICON + 6
        return QSize(width, worn.px({"link": 28, "crumb": 20}.get(self._kind, 32)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth_painter(self)
        self._paint_ground(painter, theme().tokens)
        self._paint_words(painter, theme().tokens)

    def _paint_ground(self, painter: QPainter, colours: Tokens) -> None:
        ground, border, width = self._frame(colours)
        box = self.rect().adjusted(0, 0, -1, -1) if width == 1 else self.rect().adjusted(1, 1, -1, -1)
        painter.setBrush(QColor(ground) if ground else Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(border), width) if border else Qt.PenStyle.NoPen)
        shift = 0.5 if width == 1 and border else 0.0
        painter.translate(shift, shift)
        painter.drawRoundedRect(box if border else self.rect(), 6, 6)
        painter.translate(-shift, -shift)

    def _frame(self, colours: Tokens) -> tuple[str, str, int]:
        """Ground, border and its width in the state the button is in."""
        over, down = self.underMouse() and self.isEnabled(), self.isDown()
        ring = (colours.text if self._kind == "primary" else colours.accent) if self.hasFocus() else ""
        if not self.isEnabled():
            return ("", "", 0) if self._kind in _BARE else (colours.surface, colours.line, 1)
        if self._kind == "primary":
            return (colours.filldown if down else colours.fillhover if over else colours.fill), ring, 2
        if self._kind in _BARE:
            ground = colours.hover if (over or down) and self._kind == "quiet" else ""
            return ground, ring, 2
        if self.isChecked():
            return colours.soft, ring or colours.accent, 2
        ground = colours.hover if over or down else colours.surface
        return ground, ring or colours.field, 2 if ring else 1

    def _paint_words(self, painter: QPainter, colours: Tokens) -> None:
        worn = theme()
        colour = self._word_colour(colours)
        font = self._font()
        left = max(0, (self.width() - (self.sizeHint().width() - 2 * self._padding() - 2)) // 2)
        if self._icon:
            tint = colour if self._kind in ("primary", "link") or not self.isEnabled() else colours.muted
            draw_icon_in(painter, self._icon, QRect(left, 0, _ICON, self.height()), _ICON, tint)
            left += _ICON + _GAP
        width = width_of(self._words, font)
        right = self.width()
        box = QRect(left, 0, min(width + 1, max(right - left, 0)), self.height())
        draw_line(painter, box, self._words, font, colour)
        left += width
        if self._hint:
            tint = colour if self._kind == "primary" else colours.muted
            box = QRect(left + 18, 0, right - left - 18, self.height())
            draw_line(painter, box, self._hint, worn.font("caption"), tint)
        if self._opens:
            box = QRect(left + 6, 0, _ICON, self.height())
            draw_icon_in(painter, "chevron-down", box, _ICON, colours.muted)
        if self._kind in ("link", "crumb") and self.underMouse() and self.isEnabled():
            painter.setPen(QColor(colour))
            y = (self.height() + worn.line("row")) // 2
            painter.drawLine(left - width, y, left, y)

    def _word_colour(self, colours: Tokens) -> str:
        if not self.isEnabled():
            return colours.muted
        if self._kind == "primary":
            return colours.onfill
        if self._kind in ("link", "crumb") or self.isChecked():
            return colours.accent
        return colours.text


class IconButton(QToolButton):
    """An icon that stands alone: its name is its tooltip and accessible name."""

    def __init__(
        self,
        icon: str,
        name: str,
        parent: QWidget | None = None,
        *,
        side: int = 32,
        clicked: Callable[..., object] | SignalInstance | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        set_tip(self, name)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedSize(theme().px(side), theme().px(side))
        if clicked is not None:
            self.clicked.connect(clicked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme().tokens
        painter = smooth_painter(self)
        over = self.underMouse() and self.isEnabled()
        painter.setBrush(QColor(colours.hover) if over or self.isDown() else Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colours.accent), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)
        draw_icon_in(
            painter, self._icon, self.rect(), _ICON, colours.muted if self.isEnabled() else colours.line
        )

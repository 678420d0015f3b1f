"""The name of a key in a small frame with what it does: pressed by the mouse it does the same."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from prossce_desktop.ui.look.text_painting import draw_line, smooth_painter, width_of
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.pressable import Pressable
from prossce_desktop.ui.parts.tooltips import set_tip

_PAD, _GAP = 6, 6


class KeyButton(Pressable):
    """It takes the keys from nobody: whoever types goes on typing."""

    def __init__(self, cap: str, does: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bare = False
        self.say(cap, does)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def say(self, cap: str, does: str) -> None:
        self._cap, self._does = cap, does
        self.setText(does)
        self.setAccessibleName(f"{cap}: {does}")
        self.updateGeometry()
        self.update()

    def set_bare(self, on: bool) -> None:
        """The key alone, where its words find no room; they stand beside the mouse."""
        self._bare = on
        set_tip(self, self._does if on else "")
        self.updateGeometry()

    def cap(self) -> str:
        return self._cap

    def _frame(self) -> int:
        return width_of(self._cap, theme().font("small")) + 2 * _PAD

    def sizeHint(self) -> QSize:
        words = 0 if self._bare else _GAP + width_of(self._does, theme().font("caption")) + _PAD
        return QSize(self._frame() + words, theme().px(28))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = theme()
        colours = worn.tokens
        painter = smooth_painter(self)
        over = self.underMouse() and self.isEnabled()
        high = worn.px(20)
        cap = QRect(0, (self.height() - high) // 2, self._frame(), high)
        painter.setBrush(QColor(colours.hover if over or self.isDown() else colours.surface))
        painter.setPen(QPen(QColor(colours.field if over else colours.line), 1))
        painter.drawRoundedRect(cap.adjusted(0, 0, -1, -1), 4, 4)
        draw_line(painter, cap.adjusted(_PAD, 0, 0, 0), self._cap, worn.font("small"), colours.text)
        if self._bare:
            return
        words = QRect(cap.right() + 1 + _GAP, 0, self.width() - cap.width() - _GAP, self.height())
        draw_line(painter, words, self._does, worn.font("caption"), colours.text if over else colours.muted)

"""A card that can be chosen, with a filled circle when it is; its content is put into `down`."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from prossce_desktop.ui.look.fonts import Role
from prossce_desktop.ui.look.theme import theme

_CIRCLE = 16


class ChoiceCard(QAbstractButton):
    """A disabled card only shows its content. `above`: room over the words; `role`: their style."""

    def __init__(
        self, *, can_choose: bool, above: int = 12, role: Role = "figure", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setCheckable(can_choose)
        self.setEnabled(True)
        self._can_choose = can_choose
        self._above, self._role = above, role
        self.down = QVBoxLayout(self)
        self.down.setContentsMargins(46, above, 16, above)
        self.down.setSpacing(2)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        return self.down.sizeHint()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self.down.heightForWidth(width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()  # the page keeps the chosen one, and chooses another
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        over = self._can_choose and self.underMouse()
        width = 2 if chosen or self.hasFocus() else 1
        if chosen or self.hasFocus():
            frame = colours.accent
        elif self._can_choose:
            frame = colours.field
        else:
            frame = colours.line
        painter.setPen(QPen(QColor(frame), width))
        painter.setBrush(QColor(colours.soft if chosen else colours.hover if over else colours.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        if not self._can_choose:
            return
        circle = QRectF(16, self._above + (theme().line(self._role) - _CIRCLE) // 2, _CIRCLE, _CIRCLE)
        painter.setPen(QPen(QColor(colours.accent if chosen else colours.field), 2))
        painter.setBrush(QColor(colours.surface))
        painter.drawEllipse(circle)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent))
            painter.drawEllipse(circle.adjusted(4, 4, -4, -4))

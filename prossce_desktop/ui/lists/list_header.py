"""The headings of a list whose columns can be moved and sized, with a menu of their own."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from prossce_desktop.ui.grids.column_header import GridHeader


class ListHeader(GridHeader):
    """`menu_wanted(section, at)` on a right click; -1 where no column is."""

    menu_wanted = Signal(int, QPoint)

    def __init__(
        self, parent: QWidget | None = None, *, height: int = 32, pad: int = 10, on_page: bool = True
    ) -> None:
        super().__init__(parent, height=height, pad=pad, on_page=on_page)
        self._held = False

    def is_held(self) -> bool:
        """Whether a heading or its edge is being dragged."""
        return self._held

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._held = True
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._held = False

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(self.logicalIndexAt(event.pos()), event.globalPos())

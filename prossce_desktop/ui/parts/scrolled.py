"""Room for more than fits: without a frame, as wide as there is room."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget


class Scrolled(QScrollArea):
    """`upright`: it never scrolls sideways. `takes_keys`: it can have the focus itself, not only what stands in it."""

    def __init__(self, parent: QWidget | None = None, *, upright: bool = False, takes_keys: bool = True) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        if upright:
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if not takes_keys:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def bring(self, part: QWidget) -> None:
        """Scroll to a part, once everything stands where it will."""
        QTimer.singleShot(0, self, lambda: self._bring(part))

    def _bring(self, part: QWidget) -> None:
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        self.ensureWidgetVisible(part, 0, min(part.height(), self.viewport().height()) // 2)

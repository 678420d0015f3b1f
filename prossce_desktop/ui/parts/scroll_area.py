"""Room for more than fits: without a frame, as wide as there is room."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QApplication, QFrame, QLayout, QScrollArea, QVBoxLayout, QWidget

from prossce_desktop.ui.parts.layouts import in_column


class Scrolled(QScrollArea):
    """Its content has no ground of its own.

    `upright`: it never scrolls sideways. `takes_keys`: it can have the focus itself.
    """

    def __init__(
        self,
        content: QWidget | None = None,
        parent: QWidget | None = None,
        *,
        upright: bool = False,
        takes_keys: bool = True,
    ) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        if upright:
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if not takes_keys:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if content is not None:
            self.setWidget(content)

    def setWidget(self, content: QWidget) -> None:
        content.setProperty("look", "plain")
        super().setWidget(content)

    def bring(self, part: QWidget) -> None:
        """Scroll to a part, once everything stands where it will."""
        QTimer.singleShot(0, self, lambda: self._bring(part))

    def _bring(self, part: QWidget) -> None:
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        self.ensureWidgetVisible(part, 0, min(part.height(), self.viewport().height()) // 2)


def scrolled_column(page: QWidget, header: QWidget) -> QVBoxLayout:
    """Lay out a page as a head and one scrolling column under it; returns that column's layout."""
    inner = QWidget()
    down = in_column(into=inner, margins=(32, 16, 32, 24), spacing=16)
    in_column(header, (Scrolled(inner, upright=True, takes_keys=False), 1), into=page, spacing=0)
    return down


def emptied(layout: QLayout) -> None:
    """Take every widget and layout out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            emptied(inner)
            inner.deleteLater()

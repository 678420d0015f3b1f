"""Pages before the records are open: the cover at the left, one column beside it."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from prossce_desktop.ui.access.centred_column import centred
from prossce_desktop.ui.access.cover_picture import Cover
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.layouts import STRETCH, in_column, in_row

COVER_FROM = 1000
"""Width of the window, in pixels, from which the cover has room."""


class BesideCover(QWidget):
    """The cover, where the window is wide enough for it, and a page at its right."""

    def __init__(self, page: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.beside = page
        self._cover = Cover()
        in_row(self._cover, (page, 1), into=self, spacing=0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cover.setVisible(self.width() >= COVER_FROM)


class CoveredPage(BesideCover):
    """Put what the page asks into `column`, under its title."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        inner, page = QWidget(), QWidget()
        self.column = in_column(into=inner, spacing=14)
        self.title = Label(title, "title", wraps=True)
        self.column.addWidget(self.title)
        page.setLayout(centred(inner))
        super().__init__(page, parent)

    def add_row(self, *widgets: QWidget) -> None:
        self.column.addLayout(in_row(*widgets, STRETCH, spacing=8))

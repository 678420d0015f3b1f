"""The row number, which is the handle of its row."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QHeaderView, QTableView

from prossce_desktop.ui.grids.item_roles import Roles
from prossce_desktop.ui.look.text_painting import draw_line, width_of
from prossce_desktop.ui.look.theme import theme

NAMED = 60
"""Up to so many rows may have names, all of which are looked at."""


class RowHeader(QHeaderView):
    """Numbers at the right, the current row's in the accent. The words come from the model's headerData."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Vertical, view)
        self._view = view
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def sizeHint(self) -> QSize:
        model = self.model()
        widest = "0000"
        if model is not None and model.rowCount():
            last = model.rowCount() - 1
            looked = range(last + 1) if last < NAMED else (0, last)  # more rows than that have numbers
            widest = max((str(model.headerData(at, Qt.Orientation.Vertical) or "") for at in looked), key=len)
        return QSize(
            max(width_of("0000", theme().font("row")), width_of(widest, theme().font("total"))) + 20, 0
        )

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        worn = theme()
        colours = worn.tokens
        painter.save()
        painter.fillRect(rect, QColor(colours.surface))
        painter.fillRect(rect.right(), rect.top(), 1, rect.height(), QColor(colours.line))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(colours.line))
        words = str(self.model().headerData(logicalIndex, Qt.Orientation.Vertical) or "")
        current = self._view.currentIndex().row() == logicalIndex
        bold = (
            current
            or self.model().headerData(logicalIndex, Qt.Orientation.Vertical, Roles.emphasis) == "total"
        )
        font = worn.font("total" if bold else "body")
        number = words.isdecimal() or words == "+"
        align = Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft
        colour = colours.accent if current else colours.muted if number else colours.text
        draw_line(painter, rect.adjusted(8, 0, -8, -1), words, font, colour, align)
        painter.restore()

"""The heads of columns: the words stand as the numbers below them do, at the left or at the right."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from prossce_desktop.ui.look.icons import draw_icon_in
from prossce_desktop.ui.look.text_painting import draw_line, width_of
from prossce_desktop.ui.look.theme import theme

_ARROW = 18
"""Pixels for the arrow of a sorted column beside its words."""


class GridHeader(QHeaderView):
    """Words from headerData, alignment from TextAlignmentRole or the first row; an arrow where sorted."""

    def __init__(
        self, parent: QWidget | None = None, *, height: int = 32, pad: int = 10, on_page: bool = False
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._height = height
        self._pad = pad
        self._on_page = on_page
        self.setHighlightSections(False)
        self.setMinimumSectionSize(24)
        self.setSectionsClickable(True)
        self.sectionResized.connect(self._widen)
        self.sortIndicatorChanged.connect(self._widen_all)
        theme().changed.connect(self._widen_all)

    def sizeHint(self) -> QSize:
        return QSize(100, theme().px(self._height))

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is not None:
            model.headerDataChanged.connect(self._widen_all)
            self._widen_all()

    def _widen_all(self) -> None:
        for section in range(self.count()):
            self._widen(section, 0, self.sectionSize(section))

    def _widen(self, section: int, _old: int, new: int) -> None:
        """A heading is never cut: a column is at least as wide as its words."""
        if (
            new
            and self.sectionResizeMode(section) is not QHeaderView.ResizeMode.Stretch
            and new < self.width_for(section)
        ):
            self.resizeSection(section, self.width_for(section))

    def width_for(self, section: int) -> int:
        """The width that the words of a heading need, in pixels."""
        words = ""
        if self.model() is not None:
            words = str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")
        arrow = _ARROW if self.isSortIndicatorShown() and self.sortIndicatorSection() == section else 0
        return width_of(words, theme().font("label")) + 2 * self._pad + arrow if words else 0

    def _align(self, section: int) -> Qt.AlignmentFlag:
        model = self.model()
        role = Qt.ItemDataRole.TextAlignmentRole
        found = model.headerData(section, Qt.Orientation.Horizontal, role)
        if found is None and model.rowCount():
            found = model.index(0, section).data(role)
        right = bool(Qt.AlignmentFlag(found or 0) & Qt.AlignmentFlag.AlignRight)
        return Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        worn = theme()
        colours = worn.tokens
        painter.save()
        painter.fillRect(rect, QColor(colours.bg if self._on_page else colours.surface))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(colours.line))
        words = str(self.model().headerData(logicalIndex, Qt.Orientation.Horizontal) or "")
        inner = rect.adjusted(self._pad, 0, -self._pad, -1)
        has_room = inner.width() >= width_of(words, worn.font("label")) + _ARROW
        if self.isSortIndicatorShown() and self.sortIndicatorSection() == logicalIndex and words and has_room:
            name = "arrow-down" if self.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder else "arrow-up"
            right = self._align(logicalIndex) == Qt.AlignmentFlag.AlignRight
            left = inner.right() - 13 if right else inner.left() + width_of(words, worn.font("label")) + 4
            draw_icon_in(painter, name, QRect(left, rect.top(), 14, rect.height()), 14, colours.muted)
            inner.setRight(inner.right() - (_ARROW if right else 0))
        draw_line(painter, inner, words, worn.font("label"), colours.muted, self._align(logicalIndex))
        painter.restore()

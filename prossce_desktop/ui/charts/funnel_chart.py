"""The funnel of a fair: a row a step with its number, its basis and a bar, all on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyleOptionViewItem, QWidget

from prossce_desktop.ui.charts.chart_view import ChartView
from prossce_desktop.ui.look.text_painting import draw_line, width_of
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.tooltips import TipDelegate

Index = QModelIndex | QPersistentModelIndex
_ROW = 26
_STEP = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class FunnelStep:
    """One step. `words` is its number as shown ("45,115", "–"), `low` its size; only `persons` have a bar."""

    key: str
    label: str
    words: str
    basis: str
    low: float | None
    persons: bool = True


class _FunnelModel(QAbstractTableModel):
    def __init__(self, steps: Sequence[FunnelStep], parent: QWidget) -> None:
        super().__init__(parent)
        self.steps = tuple(steps)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.steps)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 4

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        step = self.steps[index.row()]
        if role == _STEP:
            return step
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{step.label}: {step.words} {step.basis}"
        if role == Qt.ItemDataRole.DisplayRole:
            return (step.label, step.words, step.basis, "")[index.column()]
        return None


class _FunnelDelegate(TipDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(60, theme().px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        worn = theme()
        colours = worn.tokens
        rect: QRect = option.rect
        step = index.data(_STEP)
        view = option.widget
        if not isinstance(step, FunnelStep) or not isinstance(view, FunnelView):
            return
        painter.save()
        if index.column() == 0:
            draw_line(painter, rect, step.label, worn.font("row"), colours.text)
        elif index.column() == 1:
            right = Qt.AlignmentFlag.AlignRight
            draw_line(painter, rect, step.words, worn.font("total"), colours.text, right)
        elif index.column() == 2:
            draw_line(painter, rect.adjusted(8, 0, 0, 0), step.basis, worn.font("caption"), colours.muted)
        else:
            self._paint_bar(painter, rect, step, view.whole())
        if view.hasFocus() and view.currentIndex().row() == index.row():
            self._paint_ring(painter, rect, index.column())
        painter.restore()

    def _paint_bar(self, painter: QPainter, rect: QRect, step: FunnelStep, whole: float) -> None:
        if step.low is None or not step.persons or whole <= 0:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(rect.left() + 12, rect.center().y() - 5, rect.width() - 14, 12)
        solid = QRectF(box.left(), box.top(), max(2.0, box.width() * step.low / whole), box.height())
        painter.setBrush(QColor(theme().tokens.c2))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(solid, 2, 2)

    def _paint_ring(self, painter: QPainter, rect: QRect, column: int) -> None:
        painter.setPen(QPen(QColor(theme().tokens.accent), 2))
        painter.drawLine(rect.left(), rect.top() + 1, rect.right(), rect.top() + 1)
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        if column == 0:
            painter.drawLine(rect.left() + 1, rect.top(), rect.left() + 1, rect.bottom())
        if column == 3:
            painter.drawLine(rect.right(), rect.top(), rect.right(), rect.bottom())


class FunnelView(ChartView):
    """`opened(key)` when a step is pressed, to show the records behind it."""

    opened = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._steps = _FunnelModel((), self)
        self.setItemDelegate(_FunnelDelegate(self))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.clicked.connect(self._was_pressed)

    def show_steps(self, steps: Sequence[FunnelStep]) -> None:
        self._steps = _FunnelModel(steps, self)
        self.setModel(self._steps)
        for row in range(len(steps)):
            self.setRowHeight(row, theme().px(_ROW))
        self._share_out()
        self.updateGeometry()

    def whole(self) -> float:
        """The size of the longest bar: of persons, since posts and interviews have none."""
        return max((step.low or 0.0 for step in self._steps.steps if step.persons), default=0.0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_out()

    def _share_out(self) -> None:
        worn = theme()
        steps = self._steps.steps
        label = max((width_of(one.label, worn.font("row")) for one in steps), default=0) + 16
        number = max((width_of(one.words, worn.font("total")) for one in steps), default=0) + 8
        basis = max((width_of(one.basis, worn.font("caption")) for one in steps), default=0) + 20
        rest = max(40, self.viewport().width() - label - number - basis)
        for column, width in enumerate((label, number, basis, rest)):
            self.setColumnWidth(column, width)

    def _was_pressed(self, index: QModelIndex) -> None:
        step = index.data(_STEP)
        if isinstance(step, FunnelStep):
            self.opened.emit(step.key)

"""Activities by month: a block each, which opens it; above twelve a month a stacked bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

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
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QSizePolicy, QStyleOptionViewItem, QWidget

from prossce_desktop.language.messages import ngettext_
from prossce_desktop.ui.charts.chart_view import ChartView
from prossce_desktop.ui.look.text_painting import draw_line, smooth_painter, width_of
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.tooltips import TipDelegate

Index = QModelIndex | QPersistentModelIndex
State = Literal["held", "planned", "late"]

MOST_BLOCKS = 12
_ROW, _LEAST_ROWS = 20, 3
_BLOCK_WIDTH = 44
_BLOCK = Qt.ItemDataRole.UserRole + 1
_BAR = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class ActivityBlock:
    """One activity: its title and date, its chart colour (0 to 3), its state, its record."""

    label: str
    series: int
    state: State = "held"
    record: object = None


@dataclass(frozen=True, slots=True)
class Month:
    """A column: its short name, its activities from the bottom up, and whether it is the month of today."""

    label: str
    blocks: tuple[ActivityBlock, ...]
    now: bool = False


class _MonthsModel(QAbstractTableModel):
    """Rows from the top: blocks, the lowest ones last, then the names of the months."""

    def __init__(self, months: Sequence[Month], parent: QWidget) -> None:
        super().__init__(parent)
        self.months = tuple(months)
        self.rows = max((min(len(one.blocks), MOST_BLOCKS) for one in months), default=0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self.rows + 1

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.months)

    def block(self, index: Index) -> ActivityBlock | None:
        month = self.months[index.column()]
        at = self.rows - 1 - index.row()
        return month.blocks[at] if 0 <= at < len(month.blocks) and len(month.blocks) <= MOST_BLOCKS else None

    def is_bar(self, column: int) -> bool:
        """Whether the month has more than blocks can show."""
        return len(self.months[column].blocks) > MOST_BLOCKS

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.row() < self.rows and (self.block(index) is not None or self.is_bar(index.column())):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        month = self.months[index.column()]
        if index.row() == self.rows:
            return month.label if role == Qt.ItemDataRole.DisplayRole else None
        if self.is_bar(index.column()):
            number = len(month.blocks)
            words = ngettext_("{month}: {n} activity", "{month}: {n} activities", number).format(
                month=month.label, n=number
            )
            return month if role == _BAR else words if role in _WORDS else None
        block = self.block(index)
        if block is None:
            return None
        return block if role == _BLOCK else block.label if role in _WORDS else None


_WORDS = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)


class _MonthsDelegate(TipDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(_BLOCK_WIDTH, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        view = option.widget
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = min(_BLOCK_WIDTH, rect.width() - 6)
        box = QRectF(rect.left(), rect.top() + 1, width, rect.height() - 3)
        block, bar = index.data(_BLOCK), index.data(_BAR)
        model = index.model()
        month = model.months[index.column()] if isinstance(model, _MonthsModel) else None
        if isinstance(block, ActivityBlock):
            paint_block(painter, box, block.series, block.state)
        elif isinstance(bar, Month):
            _paint_bar(painter, box, bar)
        elif month is not None and index.row() == model.rowCount() - 1:
            self._paint_name(painter, rect, month, width)
        has_keys = isinstance(view, ChartView) and view.hasFocus() and view.currentIndex() == index
        if has_keys and (block or bar):
            painter.setPen(QPen(QColor(theme().tokens.text), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 2, 2)
        painter.restore()

    def _paint_name(self, painter: QPainter, rect: QRect, month: Month, width: int) -> None:
        worn = theme()
        painter.fillRect(rect.left(), rect.top() + 1, rect.width(), 1, QColor(worn.tokens.line))
        spare = max(0, (rect.width() - width) // 2 - 2)  # larger text reaches beyond its block on both sides
        box = QRect(rect.left() - spare, rect.top() + 4, width + 2 * spare, rect.height() - 4)
        font = worn.font("total" if month.now else "caption")
        font.setPixelSize(worn.font("caption").pixelSize())
        colour = worn.tokens.text if month.now else worn.tokens.muted
        draw_line(painter, box, month.label, font, colour, Qt.AlignmentFlag.AlignHCenter)


def paint_block(painter: QPainter, box: QRectF, series: int, state: State) -> None:
    """A block: solid when held, a grey outline when planned, amber when past its date."""
    colours = theme().tokens
    if state == "planned":
        ground, edge, width = "", colours.field, 1.0
    elif state == "late":
        ground, edge, width = colours.warnsoft, colours.warnline, 1.5
    else:
        ground, edge, width = colours.chart[series], colours.c4line if series == 3 else "", 1.0
    painter.setBrush(QColor(ground) if ground else Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(edge), width) if edge else Qt.PenStyle.NoPen)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5) if edge else box, 2, 2)


def _paint_bar(painter: QPainter, box: QRectF, month: Month) -> None:
    """A plain stacked bar with its number above."""
    worn = theme()
    number = str(len(month.blocks))
    head = QRect(int(box.left()), int(box.top()), int(box.width()), worn.px(18))
    draw_line(painter, head, number, worn.font("caption"), worn.tokens.text, Qt.AlignmentFlag.AlignHCenter)
    room = box.height() - worn.px(18)
    low = box.bottom()
    kinds: dict[tuple[State, int], int] = {}
    for block in month.blocks:
        key = (block.state, block.series if block.state == "held" else 0)
        kinds[key] = kinds.get(key, 0) + 1
    order = {"held": 0, "late": 1, "planned": 2}
    for state, series in sorted(kinds, key=lambda one: (order[one[0]], one[1])):
        high = room * kinds[state, series] / len(month.blocks)
        paint_block(painter, QRectF(box.left(), low - high, box.width(), max(1.0, high - 1)), series, state)
        low -= high


class ActivitiesByMonth(ChartView):
    """`opened(record)` for a block, `month_opened(int)` with the number of the column for a stacked bar."""

    opened = Signal(object)
    month_opened = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._months = _MonthsModel((), self)
        self.setItemDelegate(_MonthsDelegate(self))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.clicked.connect(self._was_pressed)

    def show_months(self, months: Sequence[Month]) -> None:
        self._months = _MonthsModel(months, self)
        self._months.rows = max(self._months.rows, _LEAST_ROWS)
        self.setModel(self._months)
        for row in range(self._months.rows):
            self.setRowHeight(row, _ROW)
        self.setRowHeight(self._months.rows, theme().px(26))
        for column in range(len(months)):
            if self._months.is_bar(column):
                self.setSpan(0, column, self._months.rows, 1)
        self._share_out()
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_out()

    def _share_out(self) -> None:
        """All as wide as one another, but for the last one, whose name may be longer than a month's."""
        months, whole = self._months.months, self.viewport().width()
        if not months:
            return
        last = max(whole // len(months), width_of(months[-1].label, theme().font("caption")) + 8)
        for column in range(len(months)):
            width = last if column == len(months) - 1 else (whole - last) // max(1, len(months) - 1)
            self.setColumnWidth(column, max(16, width))

    def _was_pressed(self, index: QModelIndex) -> None:
        block = index.data(_BLOCK)
        if isinstance(block, ActivityBlock):
            self.opened.emit(block.record)
        elif index.data(_BAR) is not None:
            self.month_opened.emit(index.column())


class Legend(QWidget):
    """The words of the chart colours: pairs of words with a series (0 to 3) or a state."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[tuple[str, int, State], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_entries(self, entries: Sequence[tuple[str, int, State]]) -> None:
        self._entries = tuple(entries)
        self.setAccessibleName(", ".join(words for words, _series, _state in entries))
        self.updateGeometry()
        self.update()

    def _places(self, width: int) -> list[tuple[int, int]]:
        """Left and top of each entry; a full line goes on below."""
        worn = theme()
        font = worn.font("caption")
        places, x, y = [], 0, 0
        for words, _series, _state in self._entries:
            needed = 16 + width_of(words, font)
            if x and x + needed > width:
                x, y = 0, y + worn.px(20)
            places.append((x, y))
            x += needed + 18
        return places

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(max(self.width(), 200)))

    def minimumSizeHint(self) -> QSize:
        return QSize(100, self.heightForWidth(max(self.width(), 100)))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        places = self._places(width)
        return (places[-1][1] if places else 0) + theme().px(20)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = theme()
        painter = smooth_painter(self)
        for (words, series, state), (left, top) in zip(
            self._entries, self._places(self.width()), strict=True
        ):
            paint_block(painter, QRectF(left, top + worn.px(20) / 2 - 5, 10, 10), series, state)
            box = QRect(left + 16, top, self.width() - left - 16, worn.px(20))
            draw_line(painter, box, words, worn.font("caption"), worn.tokens.muted)

"""The head count as an entry grid: heads on two lines, the sexes over the answers about disability."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QTableView, QWidget

from prossce_desktop.domain.model.codes import Sex
from prossce_desktop.language.messages import _
from prossce_desktop.ui.activities.head_count.cube_model import GROUPS, CubeModel
from prossce_desktop.ui.grids.column_header import GridHeader
from prossce_desktop.ui.grids.column_widths import share_room
from prossce_desktop.ui.grids.entry_view import EntryView
from prossce_desktop.ui.look.text_painting import draw_line, width_of
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.tooltips import set_tip

HEAD = 52


class CubeHeader(GridHeader):
    """The sex above the answers; it spans its columns, whichever of them is painted."""

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        model = self.model()
        if not isinstance(model, CubeModel):
            return
        worn = theme()
        colours = worn.tokens
        where = model.columns[logicalIndex]
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, QColor(colours.surface))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(colours.line))
        if where.is_margin:
            painter.fillRect(rect.right(), rect.top(), 1, rect.height(), QColor(colours.line))
        group, right = self._group_rect(model, where.sex, rect)
        words = _("Total") if where.sex is None else _(GROUPS[where.sex])
        align = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        half = rect.height() // 2
        upper = QRect(group.left() + 8, rect.top() + 2, group.width() - 16, half)
        draw_line(painter, upper, words, worn.font("total"), colours.text, align)
        lower = QRect(rect.left() + 8, rect.top() + half, rect.width() - 16, half - 1)
        head = str(model.headerData(logicalIndex, Qt.Orientation.Horizontal) or "")
        draw_line(painter, lower, head, worn.font("label"), colours.muted, Qt.AlignmentFlag.AlignRight)
        painter.restore()

    def _group_rect(self, model: CubeModel, sex: Sex | None, rect: QRect) -> tuple[QRect, bool]:
        if sex is None:
            return rect, True
        members = [at for at, one in enumerate(model.columns) if one.sex is sex]
        left = self.sectionViewportPosition(members[0])
        width = sum(self.sectionSize(at) for at in members)
        return QRect(left, rect.top(), width, rect.height()), False


class Corner(QWidget):
    """Over the ages: what the short words of the head mean, and what stands down and across."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        set_tip(self, _("n.r. = not recorded, n.c. = asked, answer not clear"))

    def words(self) -> tuple[str, str]:
        return _("n.r. = not recorded"), _("Age, disability")

    def wanted(self) -> int:
        upper, lower = self.words()
        return max(width_of(upper, theme().font("small")), width_of(lower, theme().font("label"))) + 16

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = theme()
        colours = worn.tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours.surface))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), QColor(colours.line))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(colours.line))
        upper, lower = self.words()
        half = self.height() // 2
        draw_line(painter, QRect(8, 2, self.width() - 12, half), upper, worn.font("small"), colours.muted)
        draw_line(
            painter, QRect(8, half, self.width() - 12, half - 1), lower, worn.font("label"), colours.muted
        )


class CubeView(EntryView):
    """As high as its rows; Tab goes over the margins, and leaves at the last cell."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, name=_("Head count by age, sex and disability"))
        self.setHorizontalHeader(CubeHeader(self, height=HEAD, pad=8))
        self.setProperty("look", "card")
        self.setCornerButtonEnabled(False)
        self.corner = Corner(self)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._restyle()

    def _restyle(self) -> None:
        super()._restyle()
        self.horizontalHeader().setFixedHeight(theme().px(HEAD))

    def fit(self) -> None:
        model = self.model()
        if not isinstance(model, CubeModel):
            return
        self.verticalHeader().setFixedWidth(
            max(theme().px(116), self.corner.wanted(), self.verticalHeader().sizeHint().width())
        )
        room = max(self.width() - self.verticalHeader().width() - 2, 0)
        least = [theme().px(58 if one.is_margin else 48) for one in model.columns]
        least[-1] = theme().px(84)
        bar = share_room(self, least, room)
        self.setFixedHeight(theme().px(HEAD) + model.rowCount() * theme().px(28) + 1 + bar)
        self.corner.setGeometry(1, 1, self.verticalHeader().width(), theme().px(HEAD))
        self.corner.raise_()

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.height())

    def _go_sideways(self, row: int, column: int, step: int) -> None:
        model = self.model()
        last = model.rowCount() - 2
        if (
            step > 0
            and row >= last
            and all(not self._can_type(model.index(row, at)) for at in range(column + 1, model.columnCount()))
        ):
            QTableView.focusNextPrevChild(self, True)
        elif step < 0 and row == 0 and column == 0:
            QTableView.focusNextPrevChild(self, False)
        else:
            super()._go_sideways(row, column, step)

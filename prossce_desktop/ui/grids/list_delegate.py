"""Paints lists: two-line rows, icons, status dots, hairlines, selection and focus ring."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QTableView

from prossce_desktop.ui.grids.elided_text import WholeTextDelegate
from prossce_desktop.ui.grids.item_roles import Drawn, Roles
from prossce_desktop.ui.look.fonts import Role
from prossce_desktop.ui.look.icons import draw_icon_in
from prossce_desktop.ui.look.text_painting import colour_of, draw_line
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.look.tokens import Tokens

Index = QModelIndex | QPersistentModelIndex

PAD = 10
_DOT = 16


def tone_colour(colours: Tokens, tone: str, plain: str) -> str:
    """The colour of words in a tone; `plain` where there is none."""
    names = {"muted": "muted", "accent": "accent", "error": "err", "warning": "warn", "done": "ok"}
    return str(getattr(colours, names[tone])) if tone in names else plain


class ListDelegate(WholeTextDelegate):
    """Lists of records, by the roles of item_roles.py; TextAlignmentRole aligns numbers right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, theme().px(44 if index.data(Roles.second_line) is not None else 30))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        painter.save()
        painter.setClipRect(rect)
        self._paint_ground(painter, option, index)
        inner = rect.adjusted(PAD, 0, -PAD, -1)
        drawn = index.data(Roles.drawn) or asked(index)
        if drawn.icon:
            tint = tone_colour(theme().tokens, drawn.tone, theme().tokens.muted)
            alone = not drawn.text
            left = rect.left() + 32 if alone and rect.width() >= 56 else inner.left()
            box = rect if alone and rect.width() < 56 else QRect(left, rect.top(), 16, rect.height())
            draw_icon_in(painter, str(drawn.icon), box, 16, tint)
            inner.setLeft(inner.left() + 24)
        if drawn.dot:
            self._paint_dot(painter, inner, str(drawn.dot), drawn.tone)
            inner.setLeft(inner.left() + _DOT)
        self._paint_words(painter, inner, drawn)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = theme().tokens
        rect: QRect = option.rect
        view = option.widget
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        over = isinstance(view, QAbstractItemView) and row_under_pointer(view) == index.row()
        painter.fillRect(
            rect, colour_of(colours.soft if selected else colours.hover if over else colours.surface)
        )
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colour_of(colours.line))
        ringed = (
            isinstance(view, QAbstractItemView)
            and view.hasFocus()
            and view.currentIndex().row() == index.row()
        )
        first = (selected or ringed) and index.column() == first_column(view)
        if selected and first:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height() - 1, QColor(colours.accent))
        if ringed:
            painter.setPen(QPen(QColor(colours.accent), 2))
            top, bottom = rect.top() + 1, rect.bottom() - 1
            painter.drawLine(rect.left(), top, rect.right(), top)
            painter.drawLine(rect.left(), bottom, rect.right(), bottom)
            if first:
                painter.drawLine(rect.left() + 1, top, rect.left() + 1, bottom)
            if index.column() == last_column(view):
                painter.drawLine(rect.right(), top, rect.right(), bottom)

    def _paint_dot(self, painter: QPainter, inner: QRect, dot: str, tone: str) -> None:
        colours = theme().tokens
        names = {"warning": "warnline", "accent": "accent", "done": "ok", "error": "errline"}
        colour = str(getattr(colours, names.get(tone, "muted")))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre = QPoint(inner.left() + 4, inner.center().y() + 1)
        if dot == "filled":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colour))
            painter.drawEllipse(centre, 4, 4)
        else:
            painter.setPen(QPen(QColor(colour), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(centre, 3, 3)

    def _paint_words(self, painter: QPainter, inner: QRect, drawn: Drawn) -> None:
        worn = theme()
        colours = worn.tokens
        text, second, tone, emphasis = drawn.text, drawn.second, drawn.tone, drawn.emphasis
        if text is None:
            return
        colour = tone_colour(colours, "" if tone == "done" and drawn.dot else tone, colours.text)
        align = Qt.AlignmentFlag.AlignRight if drawn.right else Qt.AlignmentFlag.AlignLeft
        role: Role = (
            "total" if emphasis == "total" else "row" if emphasis == "row" or second is not None else "body"
        )
        if tone == "muted" and role == "body":
            role = "caption"
        if second is None:
            draw_line(painter, inner, str(text), worn.font(role), colour, align)
            return
        half = inner.height() // 2
        upper = QRect(inner.left(), inner.top() + 3, inner.width(), half - 2)
        lower = QRect(inner.left(), inner.top() + half + 1, inner.width(), half - 4)
        draw_line(painter, upper, str(text), worn.font(role), colour, align)
        draw_line(painter, lower, str(second), worn.font("caption"), colours.muted, align)


def asked(index: Index) -> Drawn:
    """The same of a model that answers role by role."""
    align = index.data(Qt.ItemDataRole.TextAlignmentRole) or 0
    return Drawn(
        index.data(), index.data(Roles.second_line), index.data(Roles.icon), index.data(Roles.dot),
        str(index.data(Roles.tone) or ""),
        index.data(Roles.emphasis), bool(Qt.AlignmentFlag(align) & Qt.AlignmentFlag.AlignRight),
    )  # fmt: skip


def row_under_pointer(view: QAbstractItemView) -> int:
    """The row the pointer is over, kept by the view in its property `row_over`; -1 for none."""
    over = view.property("row_over")
    return -1 if over is None else int(over)


def first_column(view: object) -> int:
    if isinstance(view, QTableView):
        return view.horizontalHeader().logicalIndex(0)
    return 0


def last_column(view: object) -> int:
    if isinstance(view, QTableView):
        header = view.horizontalHeader()
        shown = [at for at in range(header.count()) if not header.isSectionHidden(header.logicalIndex(at))]
        return header.logicalIndex(shown[-1]) if shown else 0
    return 0

"""The kinds of report, and the list they are chosen from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyleOptionViewItem, QWidget

from prossce_desktop.domain.translatable import N_
from prossce_desktop.language.messages import _
from prossce_desktop.ui.grids.item_roles import Roles
from prossce_desktop.ui.look.icons import draw_icon_in
from prossce_desktop.ui.look.text_painting import draw_line
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.tooltips import TipDelegate


class ReportKind(StrEnum):
    """Also the tab of a `Place` on the page of reports."""

    summary = "summary"
    activity = "activity"
    sign_in = "sign_in"
    workbook = "workbook"

    @property
    def of_one_activity(self) -> bool:
        """Whether it is about one activity instead of a period."""
        return self in (ReportKind.activity, ReportKind.sign_in)


@dataclass(frozen=True, slots=True)
class Described:
    """How a kind stands in the list."""

    icon: str
    title: str
    about: str


KINDS = {
    ReportKind.summary: Described("file-text", N_("Country summary"), N_("A period, with its activities")),
    ReportKind.activity: Described(
        "calendar-days", N_("One activity"), N_("Details, people, list and head count")
    ),
    ReportKind.sign_in: Described("notebook-pen", N_("Sign-in sheet"), N_("For signatures at the entrance")),
    ReportKind.workbook: Described("file-spreadsheet", N_("Excel workbook"), N_("All figures and lists")),
}
_ROW, _SHORT = 50, 36
_KIND = Qt.ItemDataRole.UserRole + 40


class _KindDelegate(TipDelegate):
    """An icon, a title, a muted line (not where it is short); the chosen one on soft ground."""

    short = False

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(120, theme().px(_SHORT if self.short else _ROW) + 4)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        worn = theme()
        colours = worn.tokens
        box: QRect = option.rect.adjusted(2, 2, -2, -2)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = colours.soft if chosen else colours.hover if over else ""
        painter.setBrush(QColor(ground) if ground else Qt.BrushStyle.NoBrush)
        ring = chosen and isinstance(option.widget, QWidget) and option.widget.hasFocus()
        painter.setPen(QPen(QColor(colours.accent), 2) if ring else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(box, 6, 6)
        colour = colours.accent if chosen else colours.text
        half = box.height() // 2
        tint = colours.accent if chosen else colours.muted
        icon = QRect(
            box.left() + 12, box.top() + (0 if self.short else 2), 18, box.height() if self.short else half
        )
        draw_icon_in(painter, str(index.data(Roles.icon)), icon, 18, tint)
        if self.short:
            draw_line(painter, box.adjusted(42, 0, -8, 0), str(index.data()), worn.font("row"), colour)
            painter.restore()
            return
        upper = QRect(box.left() + 42, box.top() + 4, box.width() - 50, half - 3)
        lower = QRect(box.left() + 42, box.top() + half, box.width() - 50, half - 5)
        draw_line(painter, upper, str(index.data()), worn.font("row"), colour)
        draw_line(painter, lower, str(index.data(Roles.second_line)), worn.font("caption"), colours.muted)
        painter.restore()


class KindList(QListView):
    """One is always chosen; `chosen(str)` tells when it changes."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Kind of report"))
        self.setProperty("look", "chart")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self._paints = _KindDelegate(self)
        self.setItemDelegate(self._paints)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.viewport().setAutoFillBackground(False)
        model = QStandardItemModel(self)
        for kind, described in KINDS.items():
            item = QStandardItem(_(described.title))
            item.setData(str(kind.value), _KIND)
            item.setData(described.icon, Roles.icon)
            item.setData(_(described.about), Roles.second_line)
            item.setData(f"{_(described.title)}: {_(described.about)}", Qt.ItemDataRole.AccessibleTextRole)
            item.setData(f"{_(described.title)}: {_(described.about)}", Qt.ItemDataRole.ToolTipRole)
            model.appendRow(item)
        self.setModel(model)
        self.choose(ReportKind.summary)
        self.selectionModel().currentChanged.connect(self._was_chosen)

    def set_short(self, short: bool) -> None:
        """Titles only, for narrow windows; the muted lines are in the tooltips."""
        if short != self._paints.short:
            self._paints.short = short
            self.scheduleDelayedItemsLayout()

    def kind(self) -> ReportKind:
        return ReportKind(str(self.currentIndex().data(_KIND)))

    def choose(self, kind: ReportKind) -> None:
        """Choose one; `chosen` comes if it is another."""
        index = self.model().index(list(KINDS).index(kind), 0)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            event.ignore()  # they turn the pages of the report
        else:
            super().keyPressEvent(event)

    def _was_chosen(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(str(index.data(_KIND)))

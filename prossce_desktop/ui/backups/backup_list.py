"""The copies that can be restored, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyleOptionViewItem, QWidget

from prossce_desktop.language.messages import _
from prossce_desktop.services.workspace.backups import Backup, BackupPlace
from prossce_desktop.ui.backups import backup_words
from prossce_desktop.ui.grids.item_roles import Roles
from prossce_desktop.ui.look.icons import draw_icon_in
from prossce_desktop.ui.look.text_painting import draw_line
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.tooltips import TipDelegate, item_tip

_BACKUP = Qt.ItemDataRole.UserRole + 40
_ROW = 48
Index = QModelIndex | QPersistentModelIndex


class _BackupDelegate(TipDelegate):
    """An icon, when it was made, and where it lies; the chosen one on soft ground with a bar."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(160, theme().px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        worn = theme()
        colours = worn.tokens
        box: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = colours.soft if chosen else colours.hover if over else ""
        if ground:
            painter.fillRect(box, QColor(ground))
        if chosen:
            painter.fillRect(box.left(), box.top(), 3, box.height(), QColor(colours.accent))
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, QColor(colours.line))
        if chosen and isinstance(option.widget, QWidget) and option.widget.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -2), 6, 6)
        tint = colours.accent if chosen else colours.muted
        draw_icon_in(
            painter,
            str(index.data(Roles.icon)),
            QRect(box.left() + 14, box.top(), 18, box.height()),
            18,
            tint,
        )
        line = worn.line("row")
        top = box.top() + (box.height() - 2 * line) // 2
        upper, lower = (
            QRect(box.left() + 44, top, box.width() - 52, line),
            QRect(box.left() + 44, top + line, box.width() - 52, line),
        )
        draw_line(
            painter, upper, str(index.data()), worn.font("row"), colours.accent if chosen else colours.text
        )
        draw_line(painter, lower, str(index.data(Roles.second_line)), worn.font("caption"), colours.muted)
        painter.restore()


class BackupList(QListView):
    """`chosen(Copy)` when another one is chosen; `taken()` for Enter on it."""

    chosen = Signal(object)
    taken = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Backups"))
        self.setProperty("look", "chart")  # on the ground of the page: it ends at its last line
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setMouseTracking(True)
        self.setItemDelegate(_BackupDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._rows = QStandardItemModel(self)
        self.setModel(self._rows)
        self.selectionModel().currentChanged.connect(self._was_chosen)

    def show_backups(self, backups: Sequence[Backup], checked: tuple[Path, bool] | None) -> None:
        """Put these in; the one that was chosen stays so where it is still there."""
        before = self.backup()
        self.selectionModel().blockSignals(True)
        self._rows.clear()
        for one in backups:
            item = QStandardItem(backup_words.when(one.made))
            looked = checked is not None and checked == (one.path, True)
            second = [
                backup_words.place(one),
                backup_words.size(one.bytes),
                *([_("checked")] if looked else []),
            ]
            item.setData(one, _BACKUP)
            item.setData("monitor" if one.where is BackupPlace.here else "save", Roles.icon)
            item.setData(" · ".join(second), Roles.second_line)
            item.setData(f"{item.text()}: {', '.join(second)}", Qt.ItemDataRole.AccessibleTextRole)
            item_tip(item, str(one.path))
            self._rows.appendRow(item)
        self.selectionModel().blockSignals(False)
        row = next(
            (at for at, one in enumerate(backups) if before is not None and one.path == before.path), -1
        )
        if row >= 0:
            self._go(row)

    def backup(self) -> Backup | None:
        """The one that is chosen."""
        found = self.currentIndex().data(_BACKUP) if self.currentIndex().isValid() else None
        return found if isinstance(found, Backup) else None

    def choose_none(self) -> None:
        """Another file is looked at: none of these."""
        self.selectionModel().blockSignals(True)
        self.selectionModel().clear()
        self.selectionModel().blockSignals(False)
        self.viewport().update()

    def _go(self, row: int) -> None:
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(self._rows.index(row, 0), flag)

    def _was_chosen(self, index: QModelIndex) -> None:
        backup = self.backup()
        if index.isValid() and backup is not None:
            self.chosen.emit(backup)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.taken.emit()
            return
        if (
            event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up)
            and self.backup() is None
            and self._rows.rowCount()
        ):
            self._go(0)
            return
        super().keyPressEvent(event)

"""A list of records: whole rows, no lines but hairlines, Enter opens."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from prossce_desktop.ui.grids.column_header import GridHeader
from prossce_desktop.ui.grids.list_delegate import ListDelegate
from prossce_desktop.ui.look.theme import theme


class ListView(QTableView):
    """`opened(index)` on Enter or double click (`single_click`: on a click). Widths by `set_widths`."""

    opened = Signal(QModelIndex)

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        row_height: int = 44,
        single_click: bool = False,
        name: str = "",
    ) -> None:
        super().__init__(parent)
        self._row_height = row_height
        self._single = single_click
        self._widths: Sequence[int] = ()
        self._gives_way: Sequence[Sequence[int]] = ()
        self._least = 0
        self.setProperty("look", "list")
        self.setAccessibleName(name)
        self.setItemDelegate(ListDelegate(self))
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.setHorizontalHeader(GridHeader(self, on_page=True))
        theme().changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme().px(self._row_height))
        self.horizontalHeader().setFixedHeight(theme().px(32))
        self.fit()
        self.viewport().update()

    def set_widths(
        self, widths: Sequence[int], *, least: int = 0, gives_way: Sequence[Sequence[int]] = ()
    ) -> None:
        """Widths at 100 %; 0 takes the rest, at least `least`: columns in `gives_way` go for it."""
        self._widths, self._least, self._gives_way = tuple(widths), least, gives_way
        self.fit()

    def fit(self) -> None:
        """The columns again, by the width of the view and the size of text as they are now."""
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        for column, width in enumerate(self._widths):
            if width:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
                self.setColumnWidth(column, theme().px(width))
            else:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self._give_way()

    def _give_way(self) -> None:
        """Hide columns until the one that takes the rest has its room; show them when there is room again."""
        for at in (one for together in self._gives_way for one in together):
            self.setColumnHidden(at, False)
        for together in self._gives_way:
            # of a hidden one 0
            taken = sum(self.columnWidth(at) for at, width in enumerate(self._widths) if width)
            if self.viewport().width() - taken >= theme().px(self._least):
                break
            for at in together:
                self.setColumnHidden(at, True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._gives_way and event.size().width() != event.oldSize().width():
            self._give_way()

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        self.setProperty("row_over", -1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and not self._single:
            self.opened.emit(index)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        chooses = event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        )
        if self._single and index.isValid() and event.button() is Qt.MouseButton.LeftButton and not chooses:
            self.opened.emit(index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._set_over(self.indexAt(event.position().toPoint()).row())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._set_over(-1)

    def _set_over(self, row: int) -> None:
        if self.property("row_over") != row:
            self.setProperty("row_over", row)
            self.viewport().update()

"""Menus of the people grid's rows and headings, each action with its key."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu

from prossce_desktop.language.messages import _
from prossce_desktop.services.lists.chosen_rows import ChosenRows
from prossce_desktop.services.lists.list_column import ListColumn, Value
from prossce_desktop.ui.activities.people_grid.grid_row import GridRow
from prossce_desktop.ui.activities.people_grid.people_columns import CHECK, PeopleColumn, is_personal
from prossce_desktop.ui.base.shortcuts import Stroke
from prossce_desktop.ui.lists.list_menus import add_actions, add_entry, menu_over
from prossce_desktop.ui.lists.row_actions import COLUMNS_KEY, ActionContext, pressed

if TYPE_CHECKING:
    from prossce_desktop.ui.activities.people_grid.people_tab import PeopleTab


class GridMenus(QObject):
    """Of one tab. An entry presses its key, so that menu and key never do different things."""

    def __init__(self, tab: PeopleTab, go: Callable[[Any], None]) -> None:
        super().__init__(tab)
        self._tab, self._view, self._model = tab, tab.view, tab.model
        self._go = go
        self.title = ""
        """Of the activity."""
        tab.view.menu_wanted.connect(lambda at: self.of_rows().popup(at))
        tab.view.header.menu_wanted.connect(lambda section, at: self.of_heading(section).popup(at))
        tab.view.take_key = self.take_key

    def take_key(self, event: QKeyEvent) -> bool:
        """Keys of what is done with a list."""
        return pressed(event, self.here(), self.chosen())

    def here(self) -> ActionContext:
        """For actions: where they were asked for."""
        return ActionContext(
            self._tab.session,
            self._tab,
            self._go,
            self._tab.columns.choose,
            self.everything,
            self._tab.save_now,
        )

    # -- rows

    def selected(self) -> list[GridRow]:
        """The rows of the selected cells, from above; the empty row at the end is none."""
        return self._model.rows_among(self._view.chosen_places())

    def chosen(self) -> ChosenRows:
        return self._rows(self.selected())

    def everything(self) -> ChosenRows:
        """All rows in sight, in their order."""
        return self._rows(self._model.rows_among(range(self._model.rowCount() - 1)), chosen=False)

    def _rows(self, rows: list[GridRow], *, chosen: bool = True) -> ChosenRows:
        ids = tuple(row.participation for row in rows if row.participation is not None)
        columns = tuple(_as_listed(one) for one in self._model.columns if one.key != CHECK)
        title = _("People of {title}").format(title=self.title)
        return ChosenRows(
            "participation", title, columns, ids, len(rows), filter_words=self._tab.toolbar.filter_words(),
            activity=self._tab.activity, held=tuple(rows),
            chosen=chosen and len(rows) > 1,
        )  # fmt: skip

    # -- menus

    def of_rows(self) -> QMenu:
        menu = menu_over(self._view)
        row, rows = self._tab.current(), self.selected()
        column = self._model.columns[max(0, self._view.currentIndex().column())]
        self._add(menu, _("Copy"), "Ctrl+C")
        self._add(menu, _("Cut"), "Ctrl+X")
        self._add(menu, _("Paste"), "Ctrl+V")
        self._add(menu, _("Fill down"), "Ctrl+D")
        menu.addSeparator()
        if column.is_tick:
            self._add(menu, _("Present or absent"), "Space")
            self._add(menu, _("Everybody present"), "Alt+A")
        if self._model.pair_of(row) is not None:
            self._add(menu, _("The same person"), "Alt+S")
            self._add(menu, _("Different people"), "Alt+D")
        if row.doubts():
            self._add(menu, _("Keep a value and say why…"), "Alt+K")
        if row.person is not None:
            self._add(menu, _("Open the person"), "Ctrl+O")
        if rows:
            self._add(menu, _("Remove the row") if len(rows) == 1 else _("Remove the rows"), "Ctrl+-")
        add_actions(menu, self.here(), self.chosen())
        return menu

    def _add(self, menu: QMenu, words: str, stroke: str) -> None:
        key = Stroke(stroke)
        add_entry(menu, words, partial(self._view.press, key.keys()), key)

    def of_heading(self, section: int) -> QMenu:
        menu = menu_over(self._view)
        column, columns = self._model.columns[section] if section >= 0 else None, self._tab.columns
        if column is not None:
            key = column.key
            add_entry(menu, _("Sort A–Z, 0–9"), lambda: self._tab.sort_to(key, descending=False))
            add_entry(menu, _("Sort Z–A, 9–0"), lambda: self._tab.sort_to(key, descending=True))
        add_entry(menu, _("Sort by time of entry"), lambda: self._tab.sort_to("", descending=False))
        menu.addSeparator()
        if column is not None and column.is_tick:
            add_entry(
                menu,
                _("Everybody present"),
                lambda: self._view.all_present_wanted.emit(section),
                Stroke("Alt+A"),
            )
        if column is not None and column.key != CHECK:
            add_entry(menu, _("Fit column width"), lambda: columns.to_words(key))
            if columns.can_hide(key):
                add_entry(menu, _("Hide this column"), lambda: columns.hide(key))
        add_entry(menu, _("Columns…"), columns.choose, COLUMNS_KEY)
        if not columns.is_as_at_first():
            add_entry(menu, _("Reset columns"), columns.as_at_first)
        return menu


def _as_listed(column: PeopleColumn) -> ListColumn:
    key = column.key

    def value(row: GridRow) -> Value:
        found = row.value(key)
        if isinstance(found, int | float | str) and not isinstance(found, bool):
            return found
        return row.text(key) or None

    return ListColumn(
        key, column.head, lambda row: row.text(key), value, width=column.width, right=column.right,
        personal=is_personal(key)
    )  # fmt: skip

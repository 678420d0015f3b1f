"""The menus of a list: for its rows, and for a heading. Every entry shows its key where it has one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from prossce_desktop.language.messages import _
from prossce_desktop.services.lists.chosen_rows import ChosenRows
from prossce_desktop.ui.base.shortcuts import Stroke
from prossce_desktop.ui.lists.column_layout import ColumnLayout
from prossce_desktop.ui.lists.row_actions import COLUMNS_KEY, ActionContext, actions_for


def add_entry(menu: QMenu, words: str, act: Callable[[], object], stroke: Stroke | None = None) -> QAction:
    """An entry with its key; an ampersand stays one."""
    entry = QAction(words.replace("&", "&&") + (f"\t{stroke.words}" if stroke is not None else ""), menu)
    entry.triggered.connect(lambda: act())
    menu.addAction(entry)
    return entry


def row_menu(here: ActionContext, chosen: ChosenRows) -> QMenu:
    menu = menu_over(here.widget)
    add_actions(menu, here, chosen)
    return menu


def add_actions(menu: QMenu, here: ActionContext, chosen: ChosenRows) -> None:
    for one in actions_for(chosen):
        if one.begins and not menu.isEmpty():
            menu.addSeparator()
        add_entry(menu, _(one.words), partial(one.run, here, chosen), one.stroke)


def heading_menu(
    over: QWidget,
    layout: ColumnLayout,
    section: int,
    sort: Callable[[int, bool], object],
    columns: Callable[[], None],
    entered: Callable[[], object] | None,
) -> QMenu:
    """What can be done with a column: sort by it, its width, take it away; and with all of them."""
    menu = menu_over(over)
    column = layout.columns[section] if 0 <= section < len(layout.columns) else None
    if column is not None and column.sort is not None:
        if column.right:
            up, down = (_("Largest first"), _("Smallest first"))
        else:
            up, down = (_("Sort Z–A, 9–0"), _("Sort A–Z, 0–9"))
        add_entry(menu, down, lambda: sort(section, False))
        add_entry(menu, up, lambda: sort(section, True))
    if entered is not None:
        add_entry(menu, _("Sort by time of entry"), entered)
    if column is not None and column.head:
        menu.addSeparator()
        key = column.key
        add_entry(menu, _("Fit column width"), lambda: layout.to_words(key))
        if not column.always:
            add_entry(menu, _("Hide this column"), lambda: layout.hide(key))
    menu.addSeparator()
    add_entry(menu, _("Columns…"), columns, COLUMNS_KEY)
    if not layout.is_as_at_first():
        add_entry(menu, _("Reset columns"), layout.as_at_first)
    return menu


def menu_over(over: QWidget) -> QMenu:
    """An empty menu that goes when it is closed."""
    menu = QMenu(over)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu

"""The keys of a record's page: by their meaning where the keyboard is Latin, else by their place."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from prossce_desktop.ui.base.shortcuts import Shortcuts

TABS = 7


def page_keys(
    page: QWidget,
    save: Callable[[], None],
    save_and_next: Callable[[], None],
    show_tab: Callable[[int], None],
) -> Shortcuts:
    """Ctrl+S saves, Ctrl+Enter saves and begins the next one, Alt and a number shows a tab."""
    keys = Shortcuts(page)
    keys.on("S", save)
    keys.on_return(save_and_next)
    tabs = [partial(show_tab, number) for number in range(TABS)]
    keys.on_numbers(tabs)
    acts: dict[str, Callable[[], object]] = {
        "Ctrl+S": save,
        "Ctrl+Return": save_and_next,
        "Ctrl+Enter": save_and_next,
    }
    acts |= {f"Alt+{number}": act for number, act in enumerate(tabs, 1)}
    for key, act in acts.items():
        shortcut = QShortcut(QKeySequence(key), page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)
    return keys

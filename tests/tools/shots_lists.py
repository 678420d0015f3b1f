"""Pictures of the lists: rows chosen, their menu, the columns, and two people side by side."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.lists.columns_dialog import ColumnsDialog
from prossce_desktop.ui.lists.list_page import ListPage
from prossce_desktop.ui.window.workspace_view import WorkspaceView
from tests.tools.hand import Hand


def list_pictures(hand: Hand, shell: WorkspaceView, look: str) -> None:
    """Of each of the three lists."""
    for name in (PageName.activities, PageName.people, PageName.organisations):
        shell.go(Place(name))
        hand.wait(ms=400)
        page = shell.page(name)
        assert isinstance(page, ListPage)
        page.view.setFocus()
        for _row in range(3):
            hand.press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
        hand.wait(ms=200)
        hand.picture(f"{name.value}-chosen-{look}")
        hand.press(Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
        if (menu := QApplication.activePopupWidget()) is not None:
            hand.picture(f"{name.value}-menu-{look}", menu)
            menu.close()
        page.frame.choose_columns()
        hand.wait(ms=200)
        for dialog in page.findChildren(ColumnsDialog):
            hand.picture(f"{name.value}-columns-{look}", dialog)
            dialog.reject()
        page.view.choice.clear()
        if name is PageName.people:
            first, second = (page.model.held(row).id for row in range(2))
            shell.go(Place(PageName.joining, record=first, focus=second, kind="person"))
            hand.wait(ms=400)
            hand.picture(f"joining-{look}")
        hand.window.activateWindow()  # without a desktop nobody gives it the keys back
        hand.wait()

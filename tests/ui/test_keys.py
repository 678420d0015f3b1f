"""The keys of a page are its own: taken from whatever in it has them, and not listened for while it is out of sight."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from prossce_desktop.ui.base.shortcuts import Shortcuts


class _Counted(Shortcuts):
    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self.asked = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.asked += 1
        return super().eventFilter(watched, event)


def test_a_page_takes_its_keys_from_the_field_in_it_and_asks_for_nothing_while_it_is_out_of_sight(qtbot: QtBot, qapp: QApplication) -> None:
    page, elsewhere = QWidget(), QLineEdit()
    field = QLineEdit(page)
    QVBoxLayout(page).addWidget(field)
    for one in (page, elsewhere):
        qtbot.addWidget(one)
    pressed: list[str] = []
    keys = _Counted(page)
    keys.on("S", lambda: pressed.append("S"))
    keys.watch(qapp)
    page.show()
    QTest.keyClick(field, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert pressed == ["S"]
    page.hide()
    keys.asked = 0
    elsewhere.show()
    QTest.keyClicks(elsewhere, "Siem Reap")
    assert (keys.asked, pressed) == (0, ["S"])
    page.show()
    QTest.keyClick(field, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert pressed == ["S", "S"]

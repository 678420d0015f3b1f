"""Ctrl on keyboards of the region, by the scan codes and letters that Windows gives. Wine makes up scan codes for a layout that it does not know."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from prossce_desktop.ui.base.shortcuts import is_control, letter_of

CTRL = Qt.KeyboardModifier.ControlModifier
SAID = {
    ("Thai", "S"): (0x0E2B, 31, 0x53), ("Thai", "Z"): (0x0E1C, 44, 0x5A), ("Thai", ";"): (0x0E27, 39, 0xBA), ("Thai", "K"): (0x0E32, 37, 0x4B),
    ("Khmer", "S"): (0x179F, 31, 0x53), ("Khmer", "Z"): (0x178B, 44, 0x5A), ("Khmer", ";"): (0x17BE, 39, 0xBA), ("Khmer", "K"): (0x1780, 37, 0x4B),
}  # fmt: skip


@pytest.mark.parametrize(("keyboard", "letter"), list(SAID))
def test_ctrl_works_by_the_place_of_the_key(keyboard: str, letter: str) -> None:
    key, scan, virtual = SAID[keyboard, letter]
    event = QKeyEvent(QEvent.Type.KeyPress, key, CTRL, scan, virtual, 0, chr(key))
    assert letter_of(event) == letter and is_control(event, letter)
    alone = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, scan, virtual, 0, chr(key))
    assert not is_control(alone, letter)

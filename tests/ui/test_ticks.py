"""Boxes to tick: what is seen of them."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from prossce_desktop.ui.look.theme import Choice, theme
from prossce_desktop.ui.look.tokens import contrast
from prossce_desktop.ui.parts.ticks import TickBox


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("ticked", [True, False])
def test_a_box_to_tick_shows_that_it_has_the_keys(qtbot: QtBot, look: Choice, ticked: bool) -> None:
    theme().choose(look)
    tick = TickBox("Remember on this computer")
    qtbot.addWidget(tick)
    tick.setChecked(ticked)
    tick.show()
    tick.activateWindow()
    tick.setFocus()
    qtbot.waitUntil(tick.hasFocus)
    seen = tick.grab().toImage()
    colours = theme().tokens
    middle = 5 + 8  # of the box, which is 16 px high
    ring, beside = seen.pixelColor(1, middle).name(), seen.pixelColor(2, middle).name()
    assert QColor(ring) == QColor(colours.accent)
    assert contrast(beside, colours.accent) >= 3, "the ring stands apart from what is inside"

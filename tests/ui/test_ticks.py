"""Boxes to tick: what is seen of them."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from prossce_desktop.ui.look.theme import Choice, theme
from prossce_desktop.ui.look.tokens import contrast
from prossce_desktop.ui.parts.tick_box import TickBox


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("ticked", [True, False])
def test_a_box_to_tick_shows_that_it_has_the_keys(qtbot: QtBot, look: Choice, ticked: bool) -> None:
    theme().choose(look)
    tick = TickBox("Remember the passphrase on this computer")
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


def test_what_a_box_means_is_read_whole_in_a_narrow_column(qtbot: QtBot) -> None:
    said = "If you turn this off, the file has no people, names or notes"
    column = QWidget()
    qtbot.addWidget(column)
    down = QVBoxLayout(column)
    down.setContentsMargins(0, 0, 0, 0)
    tick = TickBox("Names of people", explained=said)
    down.addWidget(tick)
    down.addStretch(1)
    column.resize(260, 400)
    column.show()
    qtbot.waitUntil(lambda: tick.height() > theme().px(44))
    lines = tick.explanation()
    assert len(lines) > 1 and " ".join(lines) == said
    assert tick.width() == 260, "the column is not made wider"
    assert tick.height() == theme().px(26 + 18 * len(lines)), "each line has its place"
    column.resize(900, 400)
    qtbot.waitUntil(lambda: tick.width() == 900)
    assert tick.explanation() == [said]
    qtbot.waitUntil(lambda: tick.height() == theme().px(44))

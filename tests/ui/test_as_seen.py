"""What an altered program wrote into a record is shown in a window without what turns, hides or moves other text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QFont, QImage, QPainter
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from prossce_desktop.domain.text.cleaning import clean_note, clean_text
from prossce_desktop.domain.text.safe_display import as_seen
from prossce_desktop.ui.look.text_painting import draw_line
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.tooltips import plain
from prossce_desktop.ui.session.dialogs import WindowSpeaker

HOSTILE = "Fair\u202e of\u2066 2024\u0000\u001b[31m\u2069, \U000e0041KH"
SEEN = "Fair of 2024[31m, KH"


def drawn(qtbot: QtBot, text: str) -> QImage:
    image = QImage(300, 20, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    font = QFont()
    font.setPixelSize(14)
    painter = QPainter(image)
    draw_line(painter, QRect(0, 0, 300, 20), text, font, "#000000")
    painter.end()
    return image


@pytest.mark.parametrize("text", ["Phnom Penh", "ភ្នំពេញ\u200b និង", "two\nlines", "a\u200cb", "soft\u00adhyphen", "tab\there"])
def test_what_people_write_is_shown_as_it_is(text: str) -> None:
    assert as_seen(text) == text


def test_labels_tips_questions_and_lines_show_it_alike(qtbot: QtBot) -> None:
    label = Label(HOSTILE)
    qtbot.addWidget(label)
    assert label.text() == as_seen(HOSTILE) == plain(HOSTILE) == SEEN
    label.setText("a\u202eb")
    assert label.text() == "ab"
    box = WindowSpeaker(label)._box(HOSTILE, HOSTILE)
    assert {one.text() for one in box.findChildren(QLabel) if "Fair" in one.text()} == {SEEN}
    assert drawn(qtbot, HOSTILE) == drawn(qtbot, SEEN) != drawn(qtbot, "Fair")
    assert drawn(qtbot, "two\r\nlines\u2028here") == drawn(qtbot, "two lines here")


def test_what_was_typed_is_clean_already() -> None:
    for text in (HOSTILE, "two\nlines\u202e"):
        for clean in (clean_text(text), clean_note(text)):
            assert as_seen(clean) == clean

"""Colours that can be read, text that keeps its line, a theme that follows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QFont, QFontDatabase, QImage, QPainter, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import prossce_desktop
from prossce_desktop.system.paths import resource
from prossce_desktop.ui.look.fonts import FAMILIES, font
from prossce_desktop.ui.look.text_painting import draw_line, for_script, width_of
from prossce_desktop.ui.look.theme import Theme, palette, style_sheet, theme, wear
from prossce_desktop.ui.look.tokens import DARK, LIGHT, Tokens, contrast
from tests.tools.gallery import Gallery

BOTH = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
GROUNDS = ("bg", "nav", "surface", "raised", "hover", "soft", "warnsoft", "errsoft", "oksoft")


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@BOTH
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("words", ["text", "muted"])
def test_words_can_be_read_on_every_ground(colours: Tokens, words: str, ground: str) -> None:
    assert contrast(getattr(colours, words), getattr(colours, ground)) >= 4.5


@BOTH
@pytest.mark.parametrize(
    ("words", "ground"),
    [
        ("place", "surface"), ("place", "bg"), ("accent", "bg"), ("accent", "surface"), ("accent", "soft"), ("accent", "warnsoft"),
        ("accent", "errsoft"), ("warn", "warnsoft"), ("warn", "surface"), ("err", "errsoft"), ("err", "surface"), ("ok", "oksoft"),
        ("ok", "surface"), ("onfill", "fill"), ("onfill", "fillhover"), ("onfill", "filldown"), ("onmessage", "message"),
    ],
)
def test_coloured_words_can_be_read_where_they_stand(colours: Tokens, words: str, ground: str) -> None:
    assert contrast(getattr(colours, words), getattr(colours, ground)) >= 4.5


@BOTH
@pytest.mark.parametrize("border", ["field", "warnline", "errline", "accent"])
@pytest.mark.parametrize("ground", ["bg", "surface"])
def test_borders_of_what_can_be_used_are_seen(colours: Tokens, border: str, ground: str) -> None:
    assert contrast(getattr(colours, border), getattr(colours, ground)) >= 3.0


@BOTH
def test_chart_colours_are_seen_on_the_page_or_have_an_outline(colours: Tokens) -> None:
    for colour in colours.chart[:3]:
        assert contrast(colour, colours.bg) >= 3.0
    assert contrast(colours.c4line, colours.bg) >= 3.0


@BOTH
def test_the_style_sheet_has_no_name_left_in_it(colours: Tokens) -> None:
    assert "@" not in style_sheet(colours, 1.0)


def test_the_style_sheet_grows_with_the_size_of_text() -> None:
    assert "font-size: 26px" in style_sheet(LIGHT, 1.0)
    assert "font-size: 39px" in style_sheet(LIGHT, 1.5)
    assert "border: 1px" in style_sheet(LIGHT, 1.5)


@BOTH
def test_the_palette_knows_placeholder_accent_and_the_disabled_group(colours: Tokens) -> None:
    made = palette(colours)
    off = QPalette.ColorGroup.Disabled
    assert made.color(QPalette.ColorRole.PlaceholderText).name().upper() == colours.place
    assert made.color(QPalette.ColorRole.Accent).name().upper() == colours.fill
    assert made.color(off, QPalette.ColorRole.Text).name().upper() == colours.muted


def test_the_theme_changes_at_once_and_says_so(qtbot: QtBot, dressed: Theme) -> None:
    page = Gallery()
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    light = page.grab().toImage().pixelColor(700, 20).name().upper()
    with qtbot.waitSignal(dressed.changed):
        dressed.choose("dark")
    dark = page.grab().toImage().pixelColor(700, 20).name().upper()
    assert (light, dark) == (LIGHT.bg, DARK.bg)


def test_as_the_desktop_follows_the_desktop(qapp: QApplication, dressed: Theme) -> None:
    dressed.choose("system")
    dressed._system_changed()
    assert dressed.tokens in (LIGHT, DARK)
    assert dressed.choice == "system"


def test_wearing_again_changes_the_theme_that_is_there(qapp: QApplication) -> None:
    first = theme()
    assert wear(qapp, "dark", 150) is first
    assert first.tokens is DARK
    assert first.px(32) == 48


def test_all_families_are_loaded(dressed: Theme) -> None:
    assert set(FAMILIES) <= set(QFontDatabase.families())


@pytest.mark.parametrize(("text", "larger"), [("ការងារ", True), ("အလုပ်", True), ("ວຽກ", True), ("งาน", True), ("Work", False), ("Siem សៀម", False)])
def test_text_wholly_in_a_small_script_is_drawn_one_pixel_larger(text: str, larger: bool) -> None:
    plain = font("body")
    assert for_script(text, plain).pixelSize() - plain.pixelSize() == (1 if larger else 0)


def ink_rows(text: str, height: int, role: QFont) -> list[int]:
    """Rows of pixels with ink, counted from the top of the line."""
    image = QImage(width_of(text, role) + 20, height + 40, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    draw_line(painter, QRect(10, 20, width_of(text, role), height), text, role, "#000000")
    painter.end()
    return [y - 20 for y in range(image.height()) if any(image.pixelColor(x, y).alpha() > 40 for x in range(image.width()))]


@pytest.mark.parametrize(("role", "line", "height"), [("title", 36, 38), ("body", 28, 28)])
@pytest.mark.parametrize("text", ["ការបណ្តុះបណ្តាលមន្ត្រី", "ភ្នំពេញ", "မြန်မာနိုင်ငံ ကြွေး", "ភាសា", "ກຸ່ມ ໜຶ່ງ", "กรุงเทพฯ ปี่", "Ạgjy Ễ"])
def test_the_ink_of_every_script_stays_inside_its_row(role: str, line: int, height: int, text: str) -> None:
    rows = ink_rows(text, line, font(role))  # type: ignore[arg-type]
    assert min(rows) >= 0
    assert max(rows) < height


def test_every_icon_named_in_the_window_is_there() -> None:
    folder = Path(prossce_desktop.__file__).parent / "ui"
    named = set()
    for path in folder.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        named |= set(re.findall(r'icon="([a-z0-9-]+)"', text)) | set(re.findall(r'(?:IconButton|EmptyState|Icon)\(\s*"([a-z0-9-]+)"', text))
    missing = [name for name in sorted(named) if not resource(f"icons/{name}.svg").is_file()]
    assert missing == []

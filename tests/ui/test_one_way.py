"""Dates are written in two forms, telephone numbers in one, wherever they stand; `wording` alone knows them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

import prossce_desktop
from tests.ui.read_screen import Pen, words_of
from tests.ui.window import Window, window

PROGRAM = Path(prossce_desktop.__file__).parent
SHOWS = ("ui", "services", "reports")
"""Where words for people are made."""
MACHINES = {"%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d", "%Y-%m", "%Y%m%d-%H%M"}
"""Forms in JSON, names of files and tokens, which nobody reads as words; that none is on the screen is looked at below."""
FORM = re.compile(r":(%[^}\"']*)[}\"']|strftime\(\"([^\"]*)\"")
BY_HAND = re.compile(r"[\"']/[\"']\.join\(reversed|\.day\} |format_date(time)?\(|phones\.display\(|\.day\}/")
NUMERIC = re.compile(r"\b\d{1,2}[/.]\d{1,2}[/.](19|20)\d\d\b|\b(19|20)\d\d-\d\d-\d\d\b")
UNGROUPED = re.compile(r"(?<![\d,.])0\d{7,9}(?!\d)|\+855\d{6,}")


def test_no_file_of_words_writes_a_date_or_a_telephone_number_by_hand() -> None:
    found = []
    for path in sorted(one for name in SHOWS for one in (PROGRAM / name).rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        forms = {one or two for one, two in FORM.findall(text)} - MACHINES
        found += [f"{path.relative_to(PROGRAM)}: {one}" for one in sorted(forms)]
        found += [f"{path.relative_to(PROGRAM)}: {one[0]}" for one in BY_HAND.finditer(text)]
    assert found == []


@pytest.mark.parametrize(
    "by_hand", ['f"{at:%d/%m/%Y}"', 'at.strftime("%d %B")', '"/".join(reversed(birth.split("-")))', "phones.display(one, country)", 'f"{at:%H:%M}"']
)
def test_the_rule_finds_what_was_written_by_hand(by_hand: str) -> None:
    forms = {one or two for one, two in FORM.findall(by_hand)} - MACHINES
    assert forms or BY_HAND.search(by_hand)


@pytest.mark.slow
def test_every_page_writes_dates_in_words_and_telephone_numbers_in_groups(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with window(tmp_path, qtbot) as shown:
        pen = Pen(monkeypatch)
        wrong, dates, phones = [], 0, 0
        for place in shown.places():
            shown.go(place)
            for text in _read(shown, pen):
                said = text.replace(str(tmp_path), "")
                wrong += [f"{place.page.value} {place.tab}: {said}"] if NUMERIC.search(said) or UNGROUPED.search(said) else []
                dates += bool(re.search(r"\b\d{1,2} [A-Z][a-z]+ 20\d\d\b", said))
                phones += "012 447 91" in said
        assert wrong == []
        assert dates > 20 and phones > 10, "they were read"


def _read(shown: Window, pen: Pen) -> list[str]:
    pen.hold()
    pen.lines.clear()
    shown.window.grab()
    typed = [one.text() for one in shown.window.findChildren(QLineEdit) if one.isVisible()]
    said = [text for where, text in words_of(shown.window) if where not in ("DateField", "TextField", "FindField")]  # placeholders
    return [*(one.text for one in pen.lines), *typed, *said]

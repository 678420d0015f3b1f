"""Every script is set right and given back as it was written."""

from __future__ import annotations

import datetime as dt
import subprocess
from pathlib import Path

import pytest

from prossce_desktop.reports.ink_and_type import BOLD, CELL, NORMAL, Style
from prossce_desktop.reports.pdf import text_layout as t
from prossce_desktop.reports.pdf.drawn_pages import Overflow, Paper
from prossce_desktop.reports.pdf.pdf_file import PdfMetadata, pdf
from tests.pdf_text import POPPLER, pdf_text

SAMPLES = (
    "At least 41,422–45,115 persons: “33.7 %” of 17,204 – don’t",
    "អង្គការអន្តរជាតិខាងការងារ ក្រសួងការងារ និងបណ្តុះបណ្តាលវិជ្ជាជីវៈ ភ្នំពេញ",
    "ស្រី ប្រុស មន្ត្រី (ភ្នំពេញ) ២០២៤",
    "อบรมเจ้าหน้าที่จัดหางาน ผู้เข้าร่วม 605 คน ไม่ได้บันทึก น้ำ ที่ปรึกษา",
    "ຜູ້ເຂົ້າຮ່ວມ ກະຊວງແຮງງານ ບໍ່ໄດ້ບັນທຶກ",
    "မြန်မာနိုင်ငံ အလုပ်သမား ဝန်ကြီးဌာန",
    "公共就业服务 人次 人 ⼈ 人数",
    "Hội chợ việc làm Đà Nẵng, lượt người",
    "=HYPERLINK(1) <b>Sok & Dara</b> 😀 x",
)
ABOUT = PdfMetadata("Title", "Office", "Subject", dt.datetime(2025, 1, 24, 9, tzinfo=dt.UTC))


def written(lines: tuple[str, ...], weight: int = NORMAL) -> bytes:
    """A page of the lines."""
    paper = Paper()
    paper.new_sheet("One")
    for number, line in enumerate(lines):
        with paper.tagged("P"):
            paper.text(line, 54, 60 + 30 * number, Style(11, 20, weight))
    return pdf(paper, ABOUT)


def read_back(data: bytes, folder: Path) -> str:
    """What poppler reads in the file."""
    file = folder / "one.pdf"
    file.write_bytes(data)
    return pdf_text(file, "layout")


@POPPLER
@pytest.mark.parametrize("weight", [NORMAL, BOLD])
def test_every_script_comes_back_as_it_was_written(tmp_path: Path, weight: int) -> None:
    text = read_back(written(SAMPLES, weight), tmp_path)
    assert [line for line in SAMPLES if line not in text] == []


def test_the_same_page_is_the_same_bytes() -> None:
    assert written(SAMPLES) == written(SAMPLES)


@POPPLER
def test_all_fonts_are_embedded_and_named_in_unicode(tmp_path: Path) -> None:
    (tmp_path / "one.pdf").write_bytes(written(SAMPLES))
    rows = subprocess.run(["pdffonts", str(tmp_path / "one.pdf")], capture_output=True, check=True, text=True).stdout.splitlines()[2:]
    assert len(rows) == 6
    assert all(" yes yes yes " in row for row in rows)


def test_no_font_lacks_a_character_of_the_countries() -> None:
    assert t.missing("".join(SAMPLES)) == "😀"


def test_a_missing_character_is_drawn_as_one_and_copied_as_itself() -> None:
    [before, missing, after] = t.pieces("a😀b")
    assert (before.text, missing.text, missing.stands_for, after.text) == ("a", t.REPLACEMENT, "😀", "b")


def test_control_characters_surrogates_and_overrides_do_no_harm(tmp_path: Path) -> None:
    text = read_back(written(("Dara\x00\x07 \ud800Sok\u202eabc \u200bend",)), tmp_path)
    assert "Dara Sokabc end" in text


def test_lines_break_between_words_of_scripts_without_spaces() -> None:
    lines = t.wrap("និងបណ្តុះបណ្តាលវិជ្ជាជីវៈ", CELL, 60)
    assert lines == ["និងបណ្តុះបណ្តាល", "វិជ្ជាជីវៈ"]


@pytest.mark.parametrize("text", [*SAMPLES, "x" * 10_000, "ក្រសួង" * 500])
def test_no_line_is_wider_than_its_room_and_nothing_is_lost(text: str) -> None:
    lines = t.wrap(text, CELL, 50)
    assert max(t.width(line, CELL) for line in lines) <= 50.01
    assert "".join(lines).replace(" ", "") == t.prepared(text).replace(" ", "")


def test_a_shortened_text_fits_and_says_so() -> None:
    short = t.shortened("National Career and Productivity Fair", CELL, 80)
    assert short.endswith("…") and t.width(short, CELL) <= 80
    assert t.shortened("Fair", CELL, 80) == "Fair"


def test_text_outside_the_margins_is_refused() -> None:
    paper = Paper()
    paper.new_sheet()
    with pytest.raises(Overflow), paper.tagged("P"):
        paper.text("wide " * 60, 54, 100, CELL)


def test_text_outside_the_reading_order_is_refused() -> None:
    paper = Paper()
    paper.new_sheet()
    with pytest.raises(Overflow):
        paper.text("lost", 54, 100, CELL)

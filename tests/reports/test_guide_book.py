"""The guide on paper: every topic with its pictures, page numbers that are true, tags that readers can follow."""

from __future__ import annotations

import datetime as dt
import io
import re
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from prossce_desktop.reference import guide
from prossce_desktop.reports.ink_and_type import TEXT
from prossce_desktop.reports.pages.finished_document import Document
from prossce_desktop.reports.pdf import png_image
from prossce_desktop.reports.pdf.drawn_pages import Overflow, Paper
from tests.reports.papers import faults, layout
from tests.tools import rich_text
from tests.tools.guide_book import guide_book
from tests.tools.guide_markdown import GuidePicture, blocks_of, headings_of, said_in
from tests.tools.rich_text import Word

TOPICS = guide.topics()
DAY = dt.datetime(2026, 11, 27, 8, 0, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def book() -> Document:
    return guide_book(TOPICS, "1.2.3", DAY)


@pytest.fixture(scope="module")
def pages(book: Document) -> list[str]:
    """What poppler reads on each page."""
    found = layout(book.data).split("\f")[:-1]
    assert len(found) == book.pages
    return found


def letters(text: str) -> str:
    return re.sub(r"\W+", "", text)


@pytest.mark.slow
def test_the_contents_name_the_page_on_which_each_topic_begins(pages: list[str]) -> None:
    for topic in TOPICS:
        [named] = re.findall(rf"^ *\d+ +{re.escape(topic.title)} +(\d+)$", pages[0], re.MULTILINE)
        begins = [number for number, page in enumerate(pages, 1) if re.search(rf"^ ?{re.escape(topic.title)}$", page, re.MULTILINE)]
        assert int(named) == begins[0], topic.title


@pytest.mark.slow
def test_a_link_names_the_page_of_its_heading(pages: list[str]) -> None:
    said = " ".join(" ".join(pages).split())
    for words, heading in (("See the recovery key", "The recovery key"), ("See a new computer", "Move to a new computer")):
        found = re.search(rf"{words} \(page (\d+)\)", said)
        assert found, words
        assert re.search(rf"^ ?{heading}$", pages[int(found[1]) - 1], re.MULTILINE)


def test_every_word_of_every_topic_is_on_paper(pages: list[str]) -> None:
    whole = letters(" ".join(pages))
    for topic in TOPICS:
        for block in blocks_of(topic.text):
            for said in said_in(block):
                assert [word for word in said.split() if letters(word) not in whole] == [], topic.file


def test_no_heading_stands_alone_at_the_foot_of_a_page(pages: list[str]) -> None:
    headings = {said for topic in TOPICS for one in headings_of(topic) for said in said_in(one)}
    for page in pages:
        lines = [one.strip() for one in page.splitlines() if one.strip()]
        assert lines[-2] not in headings, lines[-2]


@pytest.mark.slow
def test_every_picture_is_on_paper_pixel_for_pixel_and_says_what_it_shows(book: Document) -> None:
    reader = PdfReader(io.BytesIO(book.data))
    shown = [one for topic in TOPICS for one in blocks_of(topic.text) if isinstance(one, GuidePicture)]
    assert sum(stream.get_data().count(b" Do Q") for page in reader.pages if (stream := page.get_contents()) is not None) == len(shown)
    drawn = {image.image.convert("RGB").tobytes() for image in reader.pages[0].images if image.image}  # every page knows all of them
    for one in shown:
        with Image.open(guide.folder() / one.file) as picture:
            assert picture.convert("RGB").tobytes() in drawn, one.file
        assert one.alt.encode("utf-16-be").hex().upper().encode() in book.data, one.file


def test_the_guide_is_tagged_like_every_pdf_of_the_program(book: Document) -> None:
    assert faults(book.data) == []
    reader = PdfReader(io.BytesIO(book.data))
    assert [one["/Title"] for one in reader.outline if isinstance(one, dict)][1:] == [f"{at} {one.title}" for at, one in enumerate(TOPICS, 1)]
    assert len(book.data) < 1_500_000


@pytest.mark.slow
def test_the_same_guide_gives_the_same_bytes(book: Document) -> None:
    assert guide_book(TOPICS, "1.2.3", DAY).data == book.data


# --- words of several kinds in a line


def texts(words: list[Word], room: float) -> list[str]:
    return ["".join(one.text for one in line) for line in rich_text.lines(words, room)]


def test_a_line_breaks_between_words_and_never_inside_a_key_or_before_a_point() -> None:
    words = [Word("Press ", TEXT), Word("Ctrl+Shift+S", TEXT, framed=True), Word(". Then ", TEXT), Word("Save", TEXT.bold()), Word(", and go on", TEXT)]
    assert texts(words, 500) == ["Press Ctrl+Shift+S. Then Save, and go on"]
    assert texts(words, 90) == ["Press Ctrl+Shift+S.", "Then Save, and go", "on"]
    assert texts(words, 20) == ["Press", "Ctrl+Shift+S.", "Then", "Save,", "and", "go", "on"]


def test_neighbours_of_one_kind_are_one_stretch() -> None:
    [line] = rich_text.lines([Word("a b c ", TEXT), Word("d", TEXT.bold()), Word(" e", TEXT)], 500)
    assert [one.text for one in line] == ["a b c ", "d", " e"]


# --- pictures


def test_only_pictures_with_a_palette_are_taken(tmp_path: Path) -> None:
    for name, picture in (("full.png", Image.new("RGB", (4, 4))), ("grey.png", Image.new("L", (4, 4)))):
        picture.save(tmp_path / name)
        with pytest.raises(ValueError, match=name):
            png_image.read(tmp_path / name)
    (tmp_path / "none.png").write_bytes(b"GIF89a")
    with pytest.raises(ValueError, match="no PNG"):
        png_image.read(tmp_path / "none.png")


def test_a_picture_or_a_line_that_leaves_the_page_is_refused() -> None:
    paper = Paper()
    paper.new_sheet()
    with pytest.raises(Overflow), paper.tagged("Figure", alt="x"):
        paper.picture(png_image.PngPicture(10, 10, b"\0\0\0", b""), 54, 100, 600)
    paper = Paper()
    paper.new_sheet()
    with pytest.raises(Overflow), paper.tagged("P"):
        paper.words([("too long a line " * 20, TEXT)], 54, 100)

"""The user's guide on paper: a first page with the contents, then each topic on pages of its own, with its pictures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from prossce_desktop.language import formatting
from prossce_desktop.reference import guide
from prossce_desktop.reference.guide import Topic
from prossce_desktop.reports.ink_and_type import (
    ACCENT,
    BOLD,
    CELL,
    GREY,
    HEAD,
    INK,
    LIGHT_WEIGHT,
    NORMAL,
    RULE,
    SECTION,
    TEXT,
    Style,
)
from prossce_desktop.reports.pages.finished_document import PROJECT, Document, document
from prossce_desktop.reports.pages.page_writer import GUTTER, LEFT, RIGHT, TOP, RunningHeads, Writer, columns
from prossce_desktop.reports.pdf.drawn_pages import Paper
from prossce_desktop.reports.pdf.png_image import read
from prossce_desktop.reports.report_data import Origin
from tests.tools import rich_text
from tests.tools.guide_markdown import (
    Block,
    GuideHeading,
    GuidePicture,
    GuideTable,
    Items,
    Paragraph,
    Runs,
    blocks_of,
    plain,
)
from tests.tools.rich_text import Line, Word

_WORDS = Style(9.5, 13.5)
_COVER = Style(34, 42, LIGHT_WEIGHT)
_BELOW = Style(17, 24, NORMAL, GREY)
_TOPIC = Style(11, 24)
_PART = Style(12, 16, BOLD)
_COLUMN = columns(11)
_HANG = 16.0
_CONTENTS = 300.0
_ANNOUNCED = 44.0
_TRIES = 4

Pages = Mapping[str, int]
"""The page of each topic and heading, by what a link says: "02-a-training.md", "11-what-if.md#the-disk-is-full"."""


def guide_book(topics: Sequence[Topic], version: str, made_at: dt.datetime) -> Document:
    """The guide as a document; drawn until the numbers in "page 7" are those of the pages. Reads pictures."""
    known: dict[str, int] = {}
    for _try in range(_TRIES):
        book = _Book(topics, version, made_at, known)
        paper = book.written()
        if book.found == known:
            break
        known = book.found
    origin = Origin("", made_at.date(), made_at)
    return document(paper, title="ProSSCE Desktop: user’s guide", subject="User’s guide", origin=origin)


class _Book:
    def __init__(self, topics: Sequence[Topic], version: str, made_at: dt.datetime, known: Pages) -> None:
        self.topics = topics
        self.known = known
        self.found: dict[str, int] = {}
        self.edition = f"Version {version}, {formatting.day(made_at.date())}"
        self.writer = Writer(RunningHeads("ProSSCE Desktop · User’s guide", self.edition))

    def written(self) -> Paper:
        """Every page."""
        self._cover()
        for number, topic in enumerate(self.topics, 1):
            with self.writer.sect():
                self._topic(number, topic)
        return self.writer.finish()

    # --- the first page

    def _cover(self) -> None:
        writer, paper = self.writer, self.writer.paper
        with writer.sect():
            writer.begin("Contents")
            with paper.tagged("H1"):
                paper.text("ProSSCE Desktop", LEFT, 150, _COVER)
                paper.text("User’s guide", LEFT, 186, _BELOW)
            with paper.tagged("P"):
                paper.text(f"{PROJECT} · {self.edition}", LEFT, 216, TEXT.inked(GREY))
            writer.y = _CONTENTS
            with paper.group("TOC"):
                for number, topic in enumerate(self.topics, 1):
                    self._entry(number, topic)

    def _entry(self, number: int, topic: Topic) -> None:
        writer, paper = self.writer, self.writer.paper
        paper.rule(LEFT, writer.y - 17, RIGHT, writer.y - 17, RULE, 0.4)
        with paper.tagged("TOCI"):
            paper.text(formatting.number(number), LEFT + 14, writer.y, _TOPIC.inked(ACCENT), align="right")
            paper.text(topic.title, LEFT + columns(1) + GUTTER, writer.y, _TOPIC)
            page = self.known.get(topic.file)
            if page:
                paper.text(formatting.number(page), RIGHT, writer.y, _TOPIC, align="right")
        writer.y += _TOPIC.line

    # --- topics

    def _topic(self, number: int, topic: Topic) -> None:
        name = f"{formatting.number(number)} {topic.title}"
        self.writer.begin(topic.title, topic.title, bookmark=name)
        self._note_page(topic.file)
        blocks = blocks_of(topic.text)[1:]
        for at, block in enumerate(blocks):
            after = blocks[at + 1] if at + 1 < len(blocks) else None
            if isinstance(block, GuideHeading):
                self._heading(topic, block, blocks[at + 1 : at + 3])
            elif isinstance(block, Paragraph):
                self._paragraph(block.runs, keep=_ANNOUNCED if isinstance(after, Items | GuideTable) else 0.0)
            elif isinstance(block, Items):
                self._items(block)
            elif isinstance(block, GuideTable):
                self._table(block)
            else:
                self._picture(block)

    def _note_page(self, place: str) -> None:
        self.found[place] = len(self.writer.paper.sheets)

    def _heading(self, topic: Topic, heading: GuideHeading, after: Sequence[Block]) -> None:
        writer = self.writer
        if writer.y > TOP:
            writer.skip(14)
        writer.need(26 + self._beginning(after))
        writer.paper.rule(LEFT, writer.y, RIGHT, writer.y, INK, 0.75)
        with writer.paper.tagged("H2"):
            writer.paper.text(plain(heading.runs), LEFT, writer.y + 17, SECTION if heading.level > 2 else _PART.inked(ACCENT))
        writer.y += 26
        self._note_page(f"{topic.file}#{heading.anchor}")

    def _beginning(self, after: Sequence[Block]) -> float:
        """How much must stand below a heading on its page: a picture; or the first lines, and those of what they announce."""
        first = after[0]
        if isinstance(first, GuidePicture):
            return _picture_height(first)
        if not isinstance(first, Paragraph):
            return _ANNOUNCED
        rows = rich_text.lines(self._words(first.runs, _WORDS), _COLUMN)
        announces = len(after) > 1 and isinstance(after[1], Items | GuideTable)
        return min(len(rows), 3) * _WORDS.line + (_ANNOUNCED if announces else 0.0)

    def _paragraph(self, runs: Runs, keep: float) -> None:
        rows = rich_text.lines(self._words(runs, _WORDS), _COLUMN)
        self.writer.need(min(len(rows), 3) * _WORDS.line + keep)
        self._lines("P", rows, LEFT)
        self.writer.y += 5

    def _items(self, items: Items) -> None:
        writer, paper = self.writer, self.writer.paper
        with paper.group("L"):
            for number, entry in enumerate(items.entries, 1):
                rows = rich_text.lines(self._words(entry, _WORDS), _COLUMN - _HANG)
                writer.need(min(len(rows), 3) * _WORDS.line)
                with paper.group("LI"):
                    with paper.tagged("Lbl"):
                        mark = f"{formatting.number(number)}." if items.numbered else "•"
                        paper.text(mark, LEFT + (_HANG - 5 if items.numbered else 5), writer.y + _WORDS.line, _WORDS.inked(ACCENT),
                                   align="right" if items.numbered else "left")  # fmt: skip
                    self._lines("LBody", rows, LEFT + _HANG)
                writer.y += 2.5
        writer.y += 4

    def _table(self, table: GuideTable) -> None:
        writer, paper = self.writer, self.writer.paper
        writer.skip(2)
        first = _COLUMN * 0.34
        places = [(LEFT, first)] + [(LEFT + first + GUTTER, _COLUMN - first - GUTTER)]
        with paper.group("Table"):
            self._heads(table, places)
            for row in table.rows:
                cells = [rich_text.lines(self._words(cell, CELL), wide) for cell, (_x, wide) in zip(row, places, strict=True)]
                high = max(len(one) for one in cells) * CELL.line + 6
                if writer.need(high):
                    self._heads(table, places)
                with paper.group("TR"):
                    for number, (rows, (x, _wide)) in enumerate(zip(cells, places, strict=True)):
                        kind, attributes = ("TH", "<< /O /Table /Scope /Row >>") if number == 0 else ("TD", "")
                        with paper.tagged(kind, attributes=attributes):
                            for at, line in enumerate(rows):
                                rich_text.draw(paper, line, x, writer.y + 12 + at * CELL.line)
                writer.y += high
                paper.rule(LEFT, writer.y, LEFT + _COLUMN, writer.y, RULE, 0.4)
        writer.y += 8

    def _heads(self, table: GuideTable, places: Sequence[tuple[float, float]]) -> None:
        writer, paper = self.writer, self.writer.paper
        writer.need(2 * CELL.line + 18)
        with paper.group("TR"):
            for head, (x, _wide) in zip(table.heads, places, strict=True):
                with paper.tagged("TH", attributes="<< /O /Table /Scope /Column >>"):
                    paper.text(plain(head), x, writer.y + 10, HEAD)
        writer.y += 16
        paper.rule(LEFT, writer.y, LEFT + _COLUMN, writer.y, INK, 0.4)

    def _picture(self, picture: GuidePicture) -> None:
        writer, paper = self.writer, self.writer.paper
        image = read(guide.folder() / picture.file)
        high = _COLUMN * image.high / image.wide
        writer.need(high + 24)
        writer.y += 6
        with paper.tagged("Figure", alt=picture.alt):
            paper.picture(image, LEFT, writer.y, _COLUMN)
        paper.box(LEFT, writer.y, _COLUMN, high, frame=RULE, thick=0.5)
        writer.y += high
        writer.note(picture.alt)
        writer.y += 6

    # --- words

    def _lines(self, kind: str, rows: Sequence[Line], x: float) -> None:
        """Lines over the foot of the page if need be, with a mark on each page."""
        writer, done = self.writer, 0
        while done < len(rows):
            writer.need(_WORDS.line)
            with writer.paper.tagged(kind):
                while done < len(rows) and _WORDS.line <= writer.room:
                    writer.y += _WORDS.line
                    rich_text.draw(writer.paper, rows[done], x, writer.y)
                    done += 1

    def _words(self, runs: Runs, style: Style) -> list[Word]:
        found = []
        for one in runs:
            if one.key:
                found.append(Word(one.text, Style(style.size - 1, style.line), framed=True))
                continue
            found.append(Word(one.text, style.bold() if one.strong else style))
            page = self.known.get(one.link) if one.link else None
            if page:
                found.append(Word(" " + f"(page {formatting.number(page)})", style.inked(ACCENT)))
        return found


def _picture_height(picture: GuidePicture) -> float:
    image = read(guide.folder() / picture.file)
    return _COLUMN * image.high / image.wide + 30

"""Writes pages from top to bottom: titles, sections, paragraphs, blocks side by side; breaks pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from prossce_desktop.language.messages import _
from prossce_desktop.reports.ink_and_type import INK, NOTE, RUNNING, SECTION, TEXT, TITLE, Style
from prossce_desktop.reports.pdf.drawn_pages import A4, A4_LANDSCAPE, LOWEST_MARK, MARGIN, Paper
from prossce_desktop.reports.pdf.text_layout import leading, prepared, shortened, wrap

LEFT = MARGIN
WIDE = A4[0] - 2 * MARGIN
RIGHT = LEFT + WIDE
COLUMN, GUTTER = 29.6, 12.0
HALF = 6 * COLUMN + 5 * GUTTER
LOWEST = 786.0
HEADER, FOOT_RULE, FOOT = 42.0, 798.0, 813.0
TOP = 66.0
STEP = 6.0
_CHAPTER = 230.0


def columns(count: int) -> float:
    """The width of so many of the page's twelve columns."""
    return count * COLUMN + (count - 1) * GUTTER


@dataclass(frozen=True, slots=True)
class RunningHeads:
    """What stands at the head and foot of every page."""

    report: str
    foot: str


class PageBlock(Protocol):
    """Something of a known height that can stand beside another: a chart, a short table."""

    @property
    def high(self) -> float:
        """Its height in points."""
        ...

    def draw(self, paper: Paper, x: float, y: float) -> None:
        """Draw it with its upper left corner there."""
        ...


class Writer:
    """A document, written from top to bottom; `y`: the next free place; `lying`: landscape, `wide` across."""

    def __init__(self, running: RunningHeads, *, lying: bool = False) -> None:
        size = A4_LANDSCAPE if lying else A4
        self._lower = size[1] - A4[1]  # what stands at the foot is so much lower than on an upright page
        self.paper = Paper(size, lowest=LOWEST_MARK + self._lower)
        self.wide = size[0] - 2 * MARGIN
        self.y = TOP
        self._running = running
        self._sections: list[str] = []
        self._current = ""

    def begin(self, section: str, title: str = "", bookmark: str = "") -> None:
        """A new page under a section's name, with a title that says the finding if there is one."""
        self.paper.new_sheet(bookmark or section)
        self._sections.append(section)
        self._current = section
        self.y = TOP
        if title:
            self._title(title)

    def chapter(self, name: str) -> None:
        """A part with a bookmark of its own; on a new page unless a good third of this one is left."""
        if self.room < _CHAPTER:
            self.begin(name)
        else:
            self.paper.bookmark(name, self.y + 18)
            self._current = name

    @property
    def room(self) -> float:
        """How much is left on this page."""
        return LOWEST + self._lower - self.y

    def need(self, high: float) -> bool:
        """Go on to the next page if so much does not fit here; whether it did."""
        if high <= self.room or self.y <= TOP:
            return False
        self.paper.new_sheet()
        self._sections.append(self._current)
        self.y = TOP
        return True

    def skip(self, high: float) -> None:
        """Leave room, ending on the grid of six points."""
        self.y = -(-(self.y + high) // STEP) * STEP

    def lines(self, text: str, style: Style = TEXT, *, wide: float = WIDE) -> None:
        """A text in lines, the first baseline one line below; over the foot of the page if need be."""
        rows = wrap(text, style, wide)
        steps = [leading(row, style) for row in rows]
        # stacked letters also reach down
        steps = [max(pair) for pair in zip(steps, [0.0, *steps], strict=False)]
        done = 0
        while done < len(rows):
            self.need(steps[done])
            with self.paper.tagged("P"):
                while done < len(rows) and steps[done] <= max(self.room, 0):
                    self.y += steps[done]
                    self.paper.text(rows[done], LEFT, self.y, style)
                    done += 1

    def note(self, text: str, *, wide: float = WIDE) -> None:
        """A grey note beneath a table or figure."""
        self.need(20)
        self.y += 3
        self.lines(text, NOTE, wide=wide)

    def section(self, heading: str, note: str = "", *, keep: float = 60.0) -> None:
        """A rule, a heading, a grey explanation; keeps `keep` points of what follows on the same page."""
        high = 18 + heading_height(note, WIDE)
        if self.y > TOP:
            self.skip(18)
        self.need(high + keep)
        draw_heading(self.paper, heading, note, LEFT, self.y, WIDE)
        self.y += heading_height(note, WIDE)

    def beside(self, *blocks: tuple[str, str, PageBlock]) -> None:
        """Two things side by side, each under its own rule, heading and explanation."""
        wide = columns(12 // len(blocks))
        heads = [heading_height(note, wide) for _heading, note, _block in blocks]
        high = max(head + block.high for head, (_h, _n, block) in zip(heads, blocks, strict=True))
        if self.y > TOP:
            self.skip(18)
        self.need(high + 6)
        for number, (heading, note, block) in enumerate(blocks):
            x = LEFT + number * (wide + GUTTER)
            with self.paper.group("Sect"):
                draw_heading(self.paper, heading, note, x, self.y, wide)
                block.draw(self.paper, x, self.y + max(heads))
        self.y += max(heads) + max(block.high for _h, _n, block in blocks)

    def alone(self, heading: str, note: str, block: PageBlock) -> None:
        """One thing over the whole width, under its heading."""
        self.section(heading, note, keep=block.high)
        self.block(block)

    def block(self, block: PageBlock) -> None:
        """One thing over the whole width."""
        self.need(block.high)
        block.draw(self.paper, LEFT, self.y)
        self.y += block.high

    def short_texts(self, texts: list[tuple[str, str]]) -> None:
        """Three or four short texts on the columns: a bold lead and plain rest."""
        count = max(3, len(texts))
        wide = columns(12 // count)
        rows = [(wrap(lead, TEXT.bold(), wide), wrap(rest, TEXT, wide)) for lead, rest in texts]
        self.need(max((sum(leading(one, TEXT) for one in lead + rest) for lead, rest in rows), default=0))
        lowest = self.y
        for number, (lead, rest) in enumerate(rows):
            x, y = LEFT + number * (wide + GUTTER), self.y
            with self.paper.tagged("P"):
                for row, style in [*((one, TEXT.bold()) for one in lead), *((one, TEXT) for one in rest)]:
                    y += leading(row, style)
                    self.paper.text(row, x, y, style)
            lowest = max(lowest, y)
        self.y = lowest

    @contextmanager
    def sect(self) -> Iterator[None]:
        """Everything written meanwhile is one section of the reading order."""
        with self.paper.group("Sect"):
            yield

    def finish(self) -> Paper:
        """Heads and feet, now that the number of pages is known."""
        total = len(self.paper.sheets)
        right, lower = LEFT + self.wide, self._lower
        for number, section in enumerate(self._sections):
            paper = self.paper.on_sheet(number)
            with paper.artifact():
                name = shortened(section, RUNNING, self.wide - columns(7) - GUTTER)
                paper.text(name, right, HEADER, RUNNING, align="right")
                paper.text(shortened(self._running.report, RUNNING, columns(7)), LEFT, HEADER, RUNNING)
                paper.rule(LEFT, FOOT_RULE + lower, right, FOOT_RULE + lower, INK, 0.75)
                paper.text(
                    shortened(self._running.foot, RUNNING, self.wide - 2 * (COLUMN + GUTTER)),
                    LEFT,
                    FOOT + lower,
                    RUNNING,
                )
                place = _("{page} of {pages}").format(page=number + 1, pages=total)
                paper.text(place, right, FOOT + lower, RUNNING.bold().inked(INK), align="right")
        return self.paper

    def _title(self, title: str) -> None:
        rows = wrap(title, TITLE, self.wide)
        if len(rows) > 4:  # a title of 300 characters is set smaller, so that the page still has room
            style = Style(12, 16, TITLE.weight)
            rows = wrap(title, style, self.wide)
        else:
            style = TITLE
        step = leading(title, style)
        with self.paper.tagged("H1"):
            for number, row in enumerate(rows):
                self.y = 90 + number * step
                self.paper.text(row, LEFT, self.y, style)
        self.y += 12


def heading_height(note: str, wide: float) -> float:
    """From the rule of a section to where its matter may begin."""
    if not note:
        return 21.0
    return 21.0 + sum(leading(row, NOTE) for row in wrap(note, NOTE, wide)) + 3


def draw_heading(paper: Paper, heading: str, note: str, x: float, y: float, wide: float) -> None:
    """A section's rule, heading 15 points below, and its explanation in grey."""
    paper.rule(x, y, x + wide, y, INK, 0.75)
    with paper.tagged("H2"):
        paper.text(shortened(heading, SECTION, wide), x, y + 15, SECTION)
    if note:
        y += 18
        with paper.tagged("P"):
            for row in wrap(prepared(note), NOTE, wide):
                y += leading(row, NOTE)
                paper.text(row, x, y, NOTE)

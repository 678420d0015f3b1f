"""Charts: direct labels, no legend, no grid; solid is certain, hatched is "not certain" or "not recorded"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from prossce_desktop.language import formatting
from prossce_desktop.reports.ink_and_type import ACCENT, GREY, INK, LABEL, LIGHT, MID, NUMBER, Style
from prossce_desktop.reports.pdf.drawn_pages import Paper
from prossce_desktop.reports.pdf.text_layout import shortened, width, wrap

_HATCH = 3.0
_BAR = 12.0
_RANGE_PITCH, _SHARES_PITCH = 24.0, 36.0


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of a known height, with the sentence that says the same to those who do not see it."""

    high: float
    alt: str
    paint: Callable[[Paper, float, float], None]

    def draw(self, paper: Paper, x: float, y: float) -> None:
        """Draw it with its upper left corner there."""
        with paper.tagged("Figure", alt=self.alt):
            self.paint(paper, x, y)


@dataclass(frozen=True, slots=True)
class Range:
    """A row of a range chart with its figure, also in words; `present` in the accent, others lighter."""

    name: str
    lower: int
    upper: int
    figure: str
    words: str
    present: bool = False


def hatch(paper: Paper, x: float, y: float, wide: float, high: float, ink: str) -> None:
    """A framed box with strokes at 45 degrees, their ends computed so that nothing needs clipping."""
    if wide <= 0:
        return
    found = []
    at = _HATCH / 2
    while at < wide + high:
        x0, y0 = (x, y + high - at) if at <= high else (x + at - high, y)
        x1, y1 = (x + at, y + high) if at <= wide else (x + wide, y + high - (at - wide))
        found.append((x0, y0, x1, y1))
        at += _HATCH
    paper.strokes(found, ink, 0.5)
    paper.box(x, y, wide, high, frame=ink, thick=0.5)


def ranges(rows: Sequence[Range], wide: float) -> Chart:
    """People reached by year or country: solid to the lower end, hatched to the upper, then the figure."""
    names = min(max(width(row.name, LABEL.bold()) for row in rows) + 12, wide * 0.4)
    figures = [row.figure for row in rows]
    most = max([row.upper for row in rows] + [1])
    ends = [width(figure, LABEL.bold()) for figure in figures]
    scale = min((wide - names - end - 8) / max(row.upper, 1) for row, end in zip(rows, ends, strict=True))
    scale = min(scale, (wide - names) / most)

    def paint(paper: Paper, x: float, y: float) -> None:
        zero = x + names
        for number, (row, figure) in enumerate(zip(rows, figures, strict=True)):
            top = y + 6 + number * _RANGE_PITCH
            style = LABEL.bold() if row.present else LABEL
            _name(paper, row.name, x, top + 9, style, names - 8)
            ink = ACCENT if row.present else MID
            paper.box(zero, top, max(row.lower * scale, 0.01), _BAR, fill=ink)
            hatch(paper, zero + row.lower * scale, top, (row.upper - row.lower) * scale, _BAR, ink)
            paper.text(figure, zero + row.upper * scale + 6, top + 9, style)
        paper.rule(zero, y + 3, zero, y + len(rows) * _RANGE_PITCH - 3, INK, 0.75)

    alt = "; ".join(f"{row.name}: {row.words}" for row in rows)
    return Chart(len(rows) * _RANGE_PITCH + 2, alt, paint)


def _name(paper: Paper, name: str, x: float, y: float, style: Style, room: float) -> None:
    """A row's name, on two lines if it is long."""
    lines = wrap(name, style, room)
    if len(lines) == 1:
        paper.text(lines[0], x, y, style)
        return
    for line, at in zip((lines[0], shortened(" ".join(lines[1:]), style, room)), (y - 5, y + 5), strict=True):
        paper.text(line, x, at, style)


@dataclass(frozen=True, slots=True)
class Shares:
    """A row of a shares chart: named parts with their numbers, and how many are not recorded."""

    name: str
    parts: tuple[tuple[str, int], ...]
    unknown: int

    @property
    def all(self) -> int:
        """Everybody in the row."""
        return sum(number for _name, number in self.parts) + self.unknown


def shares(rows: Sequence[Shares], wide: float, unknown_name: str) -> Chart:
    """One bar a question: accent, light, ink for the answers, hatched for not recorded; labels above."""
    names = max(width(row.name, LABEL.bold()) for row in rows) + 12
    room = wide - names

    def paint(paper: Paper, x: float, y: float) -> None:
        for number, row in enumerate(rows):
            top = y + 15 + number * _SHARES_PITCH
            paper.text(row.name, x, top + 9, LABEL.bold())
            _share_bar(paper, row, x + names, top, room)

    said = [
        ", ".join(f"{name} {formatting.number(n)}" for name, n in _known(row, unknown_name)) for row in rows
    ]
    alt = "; ".join(f"{row.name}: {words}" for row, words in zip(rows, said, strict=True))
    return Chart(len(rows) * _SHARES_PITCH + 2, alt, paint)


def _known(row: Shares, unknown_name: str) -> list[tuple[str, int]]:
    """The parts in words; a part of nobody only where nothing is open, since else it is not known."""
    if not row.unknown:
        return list(row.parts)
    return [*(part for part in row.parts if part[1]), (unknown_name, row.unknown)]


def _share_bar(paper: Paper, row: Shares, x: float, top: float, room: float) -> None:
    scale = room / max(row.all, 1)
    at, free = x, x
    last = formatting.number(row.unknown)
    until = x + room - (width(last, NUMBER) + 8 if row.unknown else 0)
    for (name, number), ink in zip(row.parts, (ACCENT, LIGHT, INK), strict=False):
        if number:
            paper.box(at, top, number * scale, _BAR, fill=ink)
        label = f"{name} {formatting.number(number)}"
        begin = min(max(at, free), until - width(label, NUMBER))
        if number and begin >= free - 0.01:
            paper.text(label, begin, top - 4, NUMBER.inked(INK))
            free = begin + width(label, NUMBER) + 8
        at += number * scale
    if row.unknown:
        hatch(paper, at, top, row.unknown * scale, _BAR, GREY)
        paper.text(last, x + room, top - 4, NUMBER.inked(GREY), align="right")


@dataclass(frozen=True, slots=True)
class Marks:
    """A row of activities: how many were held, postponed, are still planned, were cancelled."""

    name: str
    held: int
    postponed: int
    planned: int
    cancelled: int


def marks(rows: Sequence[Marks], wide: float, words: tuple[str, str, str, str]) -> Chart:
    """One mark an activity: held full, postponed half, planned open, cancelled cross; number held at right.

    Long rows wrap; past four lines one mark stands for several (see `per_mark`).
    """
    names = min(max(width(row.name, LABEL) for row in rows) + 12, wide * 0.45)
    end = max(width(formatting.number(row.held), LABEL.bold()) for row in rows) + 10
    each = per_mark(rows, wide)
    in_line = max(1, int((wide - names - end) // 6.6))
    highs = [max(24.0, -(-len(_kinds(row, each)) // in_line) * 9.0 + 12) for row in rows]

    def paint(paper: Paper, x: float, y: float) -> None:
        for row, high in zip(rows, highs, strict=True):
            paper.text(shortened(row.name, LABEL, names - 6), x, y + 12, LABEL)
            for number, kind in enumerate(_kinds(row, each)):
                _mark(paper, kind, x + names + 3 + (number % in_line) * 6.6, y + 9 + (number // in_line) * 9)
            paper.text(formatting.number(row.held), x + wide, y + 12, LABEL.bold(), align="right")
            y += high

    alt = "; ".join(f"{row.name}: {_in_words(row, words)}" for row in rows)
    return Chart(sum(highs) + 2, alt, paint)


def _in_words(row: Marks, words: tuple[str, str, str, str]) -> str:
    numbers = (row.held, row.postponed, row.planned, row.cancelled)
    return ", ".join(
        f"{word} {formatting.number(number)}" for word, number in zip(words, numbers, strict=True)
    )


def per_mark(rows: Sequence[Marks], wide: float) -> int:
    """How many activities one mark stands for: 1, or 10, 100 ... where a row would exceed four lines."""
    names = min(max((width(row.name, LABEL) for row in rows), default=0.0) + 12, wide * 0.45)
    in_line = max(1, int((wide - names - 40) // 6.6))
    each = 1
    while any(len(_kinds(row, each)) > 4 * in_line for row in rows):
        each *= 10
    return each


def _kinds(row: Marks, each: int) -> list[str]:
    found = []
    for kind, number in (
        ("full", row.held),
        ("half", row.postponed),
        ("open", row.planned),
        ("cross", row.cancelled),
    ):
        found += [kind] * -(-number // each)
    return found


def _mark(paper: Paper, kind: str, x: float, y: float) -> None:
    if kind == "cross":
        r = 2.4
        paper.strokes([(x - r, y - r, x + r, y + r), (x - r, y + r, x + r, y - r)], INK, 0.9)
    else:
        paper.disc(x, y, 2.7, ACCENT, part=kind)

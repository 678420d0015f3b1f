"""Words of several kinds of type in lines: where they break, how they are drawn, and the frame round a key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from prossce_desktop.reports.ink_and_type import RULE, Style
from prossce_desktop.reports.pdf import text_layout
from prossce_desktop.reports.pdf.drawn_pages import Paper
from prossce_desktop.reports.pdf.text_layout import pieces

_AROUND = 2.5
"""Room left and right of a key, inside its frame."""


@dataclass(frozen=True, slots=True)
class Word:
    """Clean words of one kind; `framed` for a key, which is never broken."""

    text: str
    style: Style
    framed: bool = False


Line = tuple[Word, ...]


def lines(words: Sequence[Word], room: float) -> list[Line]:
    """The words in lines no wider than `room` points; a line that is too long for it stays as it is."""
    found: list[Line] = []
    line: list[Word] = []
    used = 0.0
    for part in _parts(words):
        if line and used + _width(_bare(part)) > room:
            found.append(_joined(line))
            line, used = [], 0.0
        line += part
        used += _width(part)
    return [*found, _joined(line)] if line else found


def draw(paper: Paper, line: Line, x: float, y: float) -> None:
    """Draw a line of `lines` with its baseline at `y`."""
    for one in line:
        around = _AROUND if one.framed else 0.0
        if one.framed:
            paper.box(x, y - one.style.size, _width([one]), one.style.size + 2.6, frame=RULE, thick=0.5)
        paper.words([(one.text, one.style)], x + around, y)
        x += _width([one])


def _parts(words: Sequence[Word]) -> list[list[Word]]:
    """The words cut where a line may break, each part with the kinds of type it is made of."""
    whole = "".join("x" * len(one.text) if one.framed else one.text for one in words)
    rest = [(one, one.text) for one in words]
    found = []
    for part in text_layout.parts(whole):
        left, made = len(part), []
        while left:
            one, text = rest.pop(0)
            taken, over = text[:left], text[left:]
            if over:
                rest.insert(0, (one, over))
            made.append(Word(taken, one.style, one.framed))
            left -= len(taken)
        found.append(made)
    return found


def _bare(part: Sequence[Word]) -> list[Word]:
    """A part without the space at its end, which may hang over the edge."""
    last = part[-1]
    return [*part[:-1], Word(last.text.rstrip(" "), last.style, last.framed)]


def _joined(line: Sequence[Word]) -> Line:
    """Neighbours of one kind as one stretch; no space at the end."""
    found: list[Word] = []
    for one in _bare(line):
        if found and found[-1].style == one.style and not (found[-1].framed or one.framed):
            one = Word(found.pop().text + one.text, one.style)
        if one.text:
            found.append(one)
    return tuple(found)


def _width(words: Sequence[Word]) -> float:
    drawn = sum(sum(piece.width for piece in pieces(one.text, one.style.weight)) * one.style.size / 1000 for one in words)
    return drawn + sum(2 * _AROUND for one in words if one.framed)

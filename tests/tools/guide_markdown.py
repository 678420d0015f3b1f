"""The small part of Markdown the guide is written in; anything else is refused, so that Qt shows on screen what is printed.

    # Title             ## Heading            paragraphs over several lines
    - entry             1. entry              ![what it shows](pictures/name.png)
    | Head | Head |     **word on the screen**     `Key`     [words](02-a-training.md#heading)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from prossce_desktop.reference.guide import Topic, anchor


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one kind: plain, `strong` for a word on the screen, `key`, or with a `link` to a topic or heading."""

    text: str
    strong: bool = False
    key: bool = False
    link: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class GuideHeading:
    """Level 1 is the title of the topic, 2 and 3 stand inside it."""

    level: int
    runs: Runs

    @property
    def anchor(self) -> str:
        """What a link to it says after "#"."""
        return anchor(plain(self.runs))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words in lines."""

    runs: Runs


@dataclass(frozen=True, slots=True)
class Items:
    """A list, with numbers or without."""

    numbered: bool
    entries: tuple[Runs, ...]


@dataclass(frozen=True, slots=True)
class GuidePicture:
    """A picture with what it shows in words; `file` is named from the folder of the guide."""

    alt: str
    file: str


@dataclass(frozen=True, slots=True)
class GuideTable:
    """A table with heads."""

    heads: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]


Block = GuideHeading | Paragraph | Items | GuidePicture | GuideTable


class NotOurs(ValueError):
    """Markdown that the guide may not use."""


_PICTURE = re.compile(r"!\[([^\]]+)\]\((pictures/[\w-]+\.png)\)")
_ENTRY = re.compile(r"(- |\d+\. )(.*)")
_INLINE = re.compile(r"\*\*(?P<strong>[^*]+)\*\*|`(?P<key>[^`]+)`|(?<!!)\[(?P<words>[^\]]+)\]\((?P<link>\d\d-[a-z-]+\.md(#[a-z0-9-]+)?)\)")
_LEFT_OVER = re.compile(r"[*`<\\]|\]\(|__|~~")
_REFUSED = re.compile(r"(>|```|~~~|---|===|\* |\+ |    |\t)")


def plain(runs: Sequence[Run]) -> str:
    """The words alone."""
    return "".join(one.text for one in runs)


def said_in(block: Block) -> Sequence[str]:
    """The words of a block as a person reads them, one text for each line, list entry or row."""
    if isinstance(block, GuideHeading | Paragraph):
        return (plain(block.runs),)
    if isinstance(block, Items):
        return tuple(plain(one) for one in block.entries)
    if isinstance(block, GuideTable):
        return tuple(": ".join(said for cell in row if (said := plain(cell))) for row in block.rows)
    return (block.alt,)


def headings_of(topic: Topic) -> list[GuideHeading]:
    """The headings under the title."""
    return [one for one in blocks_of(topic.text)[1:] if isinstance(one, GuideHeading)]


def runs_of(text: str) -> Runs:
    """Words of one line or paragraph. Raises NotOurs."""
    found: list[Run] = []
    at = 0
    for hit in _INLINE.finditer(text):
        found += _words(text[at : hit.start()])
        if hit["strong"]:
            found.append(Run(hit["strong"], strong=True))
        elif hit["key"]:
            found.append(Run(hit["key"], key=True))
        else:
            found.append(Run(hit["words"], link=hit["link"]))
        at = hit.end()
    return tuple(found + _words(text[at:]))


def _words(text: str) -> list[Run]:
    if _LEFT_OVER.search(text):
        raise NotOurs(f"not read: {text[:60]!r}")
    return [Run(text)] if text else []


def blocks_of(text: str) -> tuple[Block, ...]:
    """The parts of a topic. Raises NotOurs where something is not of the small part, or the title is missing."""
    found = [_block(part.splitlines()) for part in re.split(r"\n\s*\n", text.strip("\n")) if part.strip()]
    if not found or not (isinstance(found[0], GuideHeading) and found[0].level == 1):
        raise NotOurs("a topic begins with its title")
    if any(isinstance(one, GuideHeading) and one.level == 1 for one in found[1:]):
        raise NotOurs("a topic has one title")
    return tuple(found)


def _block(lines: list[str]) -> Block:
    first = lines[0]
    if hit := re.fullmatch(r"(#{1,3}) (.+)", first):
        if len(lines) > 1:
            raise NotOurs(f"a line under a heading without a gap: {lines[1][:60]!r}")
        return GuideHeading(len(hit[1]), runs_of(hit[2]))
    if hit := _PICTURE.fullmatch("\n".join(lines)):
        return GuidePicture(hit[1], hit[2])
    if first.startswith("|"):
        return _table(lines)
    if _ENTRY.match(first):
        return _items(lines)
    if any(_REFUSED.match(one) or _ENTRY.match(one) for one in lines):
        raise NotOurs(f"not read: {lines[0][:60]!r}")
    return Paragraph(runs_of(" ".join(one.strip() for one in lines)))


def _items(lines: list[str]) -> Items:
    entries: list[str] = []
    for line in lines:
        if hit := _ENTRY.match(line):
            entries.append(hit[2])
        elif line.startswith("  "):
            entries[-1] += " " + line.strip()
        else:
            raise NotOurs(f"not read in a list: {line[:60]!r}")
    return Items(lines[0][0].isdigit(), tuple(runs_of(one) for one in entries))


def _table(lines: list[str]) -> GuideTable:
    rows = [[one.strip() for one in line.strip().strip("|").split("|")] for line in lines]
    width = len(rows[0])
    if len(rows) < 3 or any(len(one) != width for one in rows) or any(set(one) - set("-:") for one in rows[1]):
        raise NotOurs(f"not a table: {lines[0][:60]!r}")
    read = [tuple(runs_of(cell) for cell in row) for row in (rows[0], *rows[2:])]
    return GuideTable(read[0], tuple(read[1:]))

"""The user's guide: topics in Markdown under resources/help, the same for the window and for paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from prossce_desktop.domain.text.folding import fold
from prossce_desktop.reference.guide_markdown import Block, GuideHeading, GuidePicture, GuideTable, Items, Paragraph, blocks_of, plain
from prossce_desktop.system.paths import resource

FOLDER = "help"
_AROUND = 34
"""So many letters stand before a word that was found."""


@dataclass(frozen=True)
class Topic:
    """One file of the guide. `name` is its name without number and ending; its first heading is its title."""

    name: str
    file: str
    text: str

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The topic in parts, its title first."""
        return blocks_of(self.text)

    @property
    def title(self) -> str:
        """What the topic is called."""
        first = self.blocks[0]
        assert isinstance(first, GuideHeading)
        return plain(first.runs)

    def headings(self) -> list[GuideHeading]:
        """The headings under the title."""
        return [one for one in self.blocks[1:] if isinstance(one, GuideHeading)]

    def pictures(self) -> list[GuidePicture]:
        """The pictures it shows."""
        return [one for one in self.blocks if isinstance(one, GuidePicture)]


@dataclass(frozen=True, slots=True)
class GuideHit:
    """A place in the guide where the words stand: its topic, the heading above it ("" under the title), and what it says."""

    topic: Topic
    heading: str
    said: str


def folder() -> Path:
    """Where the guide lies; pictures are named from here."""
    return resource(FOLDER)


def topics() -> tuple[Topic, ...]:
    """Every topic, in reading order. Reads files."""
    return tuple(_topic(path) for path in sorted(folder().glob("[0-9]*.md")))


def _topic(path: Path) -> Topic:
    return Topic(path.stem.partition("-")[2], path.name, path.read_text(encoding="utf-8"))


def find(every: Iterable[Topic], text: str) -> list[GuideHit]:
    """Places with all the words of `text`: first titles and headings, then all else, each in reading order."""
    words = fold(text).split()
    if not words:
        return []
    first: list[GuideHit] = []
    rest: list[GuideHit] = []
    for topic in every:
        heading = ""
        for block in topic.blocks:
            if isinstance(block, GuideHeading):
                heading = "" if block.level == 1 else plain(block.runs)
            for said in said_in(block):
                if all(word in fold(said) for word in words):
                    places = first if isinstance(block, GuideHeading) else rest
                    places.append(GuideHit(topic, heading, _shortened(said, words)))
    return first + rest


def said_in(block: Block) -> Sequence[str]:
    """The words of a block as a person reads them, one text for each line, list entry or row."""
    if isinstance(block, GuideHeading | Paragraph):
        return (plain(block.runs),)
    if isinstance(block, Items):
        return tuple(plain(one) for one in block.entries)
    if isinstance(block, GuideTable):
        return tuple(": ".join(said for cell in row if (said := plain(cell))) for row in block.rows)
    return (block.alt,)


def _shortened(said: str, words: Sequence[str]) -> str:
    """From a little before the first word that was found."""
    low = said.casefold()
    at = min((place for word in words if (place := low.find(word)) >= 0), default=0)
    if at <= _AROUND:
        return said
    start = said.rfind(" ", 0, at - _AROUND // 2) + 1
    return f"… {said[start:]}"

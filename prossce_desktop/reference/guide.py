"""The user's guide: Markdown topics under resources/help. Qt shows them; this finds titles and words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from prossce_desktop.domain.text.folding import fold
from prossce_desktop.system.paths import resource

FOLDER = "help"
_AROUND = 34
"""So many letters stand before a word that was found."""


_PICTURE = re.compile(r"!\[[^\]]+\]\(([^)]+)\)")
_MARKS = re.compile(r"\*\*|`|!?\[([^\]]+)\]\([^)]+\)")
_ENTRY = re.compile(r"^(?:- |\d+\. )", re.MULTILINE)


class GuideLine(NamedTuple):
    """Words as a person reads them; `level` of a heading, 1 for the title, 0 for all else."""

    level: int
    text: str


@dataclass(frozen=True)
class Topic:
    """One file of the guide. `name` is its name without number and ending; its first heading is its title."""

    name: str
    file: str
    text: str

    @cached_property
    def lines(self) -> tuple[GuideLine, ...]:
        """Its headings, paragraphs, entries of lists, rows of tables and what pictures show."""
        return tuple(line for part in re.split(r"\n\s*\n", self.text.strip("\n")) for line in _lines(part))

    @property
    def title(self) -> str:
        """What the topic is called."""
        return self.lines[0].text

    def pictures(self) -> list[str]:
        """The files of the pictures it shows, named from the folder of the guide."""
        return _PICTURE.findall(self.text)


def _lines(part: str) -> Iterator[GuideLine]:
    if part.startswith("#"):
        level, _gap, words = part.partition(" ")
        yield GuideLine(len(level), _plain(words))
    elif part.startswith("|"):
        for row in part.splitlines()[2:]:
            yield GuideLine(
                0, ": ".join(said for cell in row.strip("|").split("|") if (said := _plain(cell)))
            )
    else:
        yield from (GuideLine(0, said) for entry in _ENTRY.split(part) if (said := _plain(entry)))


def _plain(text: str) -> str:
    return " ".join(_MARKS.sub(r"\1", text).split())


def anchor(words: str) -> str:
    """The anchor of a heading: small letters, everything else one hyphen."""
    return re.sub(r"[^a-z0-9]+", "-", words.casefold()).strip("-")


@dataclass(frozen=True, slots=True)
class GuideHit:
    """A place in the guide: its topic, the heading above it ("" under the title), and its text."""

    topic: Topic
    heading: str
    text: str


def folder() -> Path:
    """Where the guide lies; pictures are named from here."""
    return resource(FOLDER)


def topics() -> tuple[Topic, ...]:
    """Every topic, in reading order. Reads files."""
    return tuple(_topic(path) for path in sorted(folder().glob("[0-9]*.md")))


def _topic(path: Path) -> Topic:
    return Topic(path.stem.partition("-")[2], path.name, path.read_text(encoding="utf-8"))


def find(every: Iterable[Topic], text: str) -> list[GuideHit]:
    """Places with all the words of `text`: titles and headings first, then the rest, in reading order."""
    words = fold(text).split()
    if not words:
        return []
    first: list[GuideHit] = []
    rest: list[GuideHit] = []
    for topic in every:
        heading = ""
        for level, said in topic.lines:
            if level:
                heading = said if level > 1 else ""
            if all(word in fold(said) for word in words):
                (first if level else rest).append(GuideHit(topic, heading, _shortened(said, words)))
    return first + rest


def _shortened(text: str, words: Sequence[str]) -> str:
    """From a little before the first word that was found."""
    low = text.casefold()
    at = min((place for word in words if (place := low.find(word)) >= 0), default=0)
    if at <= _AROUND:
        return text
    start = text.rfind(" ", 0, at - _AROUND // 2) + 1
    return f"… {text[start:]}"

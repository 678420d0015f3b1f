"""One path for all text on paper: pages, tables and charts measure and draw the same pieces."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from prossce_desktop.domain.text.cleaning import clean_note, clean_text
from prossce_desktop.language.formatting import NO_BREAK
from prossce_desktop.reports.ink_and_type import NORMAL, Style
from prossce_desktop.reports.pdf.font_file import FontFile, Glyph, font_file
from prossce_desktop.reports.script_fonts import Script, font_name, split

REPLACEMENT = "\ufffd"
"""Drawn where no font has a character; copied and searched it is still the character that was written."""

_ROOM = 1.5
"""Lines with Khmer, Lao, Thai or Burmese letters in them need this much of the line of Latin."""

_others: tuple[tuple[Script, int], ...] = ((Script.latin, NORMAL), (Script.chinese, NORMAL))


@dataclass(frozen=True, slots=True)
class GlyphRun:
    """A stretch of one font; `width` in thousandths of the type size.

    `glyphs` stand where HarfBuzz placed them; else the characters of `text` follow each other. `stands_for`:
    what readers give back if it is not what the glyphs say.
    """

    font: FontFile
    text: str
    width: float
    glyphs: tuple[Glyph, ...] = ()
    stands_for: str = ""
    language: str = ""
    heavier: bool = False
    """Drawn with an outline, since the script has no bold face."""


@lru_cache(maxsize=20_000)
def pieces(text: str, weight: int = NORMAL) -> tuple[GlyphRun, ...]:
    """The stretches of a clean line of text in one weight, left to right."""
    found: list[GlyphRun] = []
    for script, stretch in split(text):
        font = font_file(font_name(script, weight))
        if script.shaped:
            found.extend(_shaped(font, stretch, script))
        else:
            found.extend(_plain(font, stretch, heavier=script is Script.chinese and weight > NORMAL))
    return tuple(found)


def missing(text: str) -> str:
    """The characters of a text that no font on paper has, in their order."""
    return "".join(
        dict.fromkeys(
            piece.stands_for
            for piece in pieces(prepared(text))
            if piece.text == REPLACEMENT and piece.stands_for
        )
    )


@lru_cache(maxsize=20_000)
def prepared(text: str) -> str:
    """One line for paper: NFC, no control characters, overrides, lone surrogates or U+200B; NBSP stays."""
    if NO_BREAK in text:
        return NO_BREAK.join(map(clean_text, text.split(NO_BREAK)))
    return clean_text(text)


def width(text: str, style: Style) -> float:
    """The width of a line in points."""
    return sum(piece.width for piece in pieces(prepared(text), style.weight)) * style.size / 1000


def stacks(text: str) -> bool:
    """Whether letters of the text reach further up and down than Latin ones."""
    return not text.isascii() and any(script.shaped for script, _ in split(text))


def leading(text: str, style: Style) -> float:
    """From one line of this text to the next, in points."""
    return style.line * _ROOM if stacks(text) else style.line


def wrap(text: str, style: Style, room: float) -> list[str]:
    """Lines within `room` points, at least one; line ends are kept, words too wide break between letters."""
    found: list[str] = []
    for paragraph in clean_note(text).split("\n") if "\n" in text or "\r" in text else [text]:
        found.extend(_wrapped(prepared(paragraph), style, room))
    return found or [""]


def shortened(text: str, style: Style, room: float) -> str:
    """The text if it fits into `room` points on one line, else its beginning and an ellipsis."""
    text = prepared(text)
    if width(text, style) <= room:
        return text
    kept = ""
    for letter in letters(text[:400]):
        if width(kept + letter + "…", style) > room:
            break
        kept += letter
    return kept.rstrip() + "…"


def _wrapped(text: str, style: Style, room: float) -> list[str]:
    if width(text, style) <= room:
        return [text]
    lines: list[str] = []
    line, used = "", 0.0
    for part in parts(text):
        full, bare = _width_of_part(part, style), _width_of_part(part.rstrip(" "), style)
        if used + bare <= room:
            line, used = line + part, used + full
            continue
        if line:
            lines.append(line.rstrip(" "))
        if bare <= room:
            line, used = part, full
        else:
            *broken, line = _by_letters(part, style, room)
            lines.extend(broken)
            used = _width_of_part(line, style)
    return [*lines, line.rstrip(" ")]


def _width_of_part(part: str, style: Style) -> float:
    return sum(piece.width for piece in pieces(part, style.weight)) * style.size / 1000


def _by_letters(word: str, style: Style, room: float) -> list[str]:
    lines, line, used = [], "", 0.0
    for letter in letters(word):
        more = _width_of_part(letter, style)
        if line and used + more > room:
            lines.append(line)
            line, used = "", 0.0
        line, used = line + letter, used + more
    return [*lines, line]


def _shaped(font: FontFile, stretch: str, script: Script) -> list[GlyphRun]:
    if any(not font.glyph(char) for char in stretch if char not in "\u200c\u200d"):
        return [one for char in stretch for one in _single(font, char, script)]
    glyphs = font.shaped(stretch)
    return [GlyphRun(font, stretch, sum(one.advance for one in glyphs), glyphs, stretch, script.value)]


def _single(font: FontFile, char: str, script: Script) -> list[GlyphRun]:
    """Characters of a stretch in which one is missing: each by itself, so that the others still stand."""
    return _shaped(font, char, script) if font.glyph(char) else _plain(font, char)


def _plain(font: FontFile, stretch: str, *, heavier: bool = False) -> list[GlyphRun]:
    if all(map(font.glyph, stretch)):
        return [GlyphRun(font, stretch, sum(map(font.advance, stretch)), heavier=heavier)]
    found: list[GlyphRun] = []
    for char in stretch:
        own = font if font.glyph(char) else _other_font(char)
        if own is None:
            if char in "\u200c\u200d\u034f\ufe0e\ufe0f":
                continue
            own, char, instead = font_file(font_name(Script.latin, NORMAL)), REPLACEMENT, char
        else:
            instead = ""
        if found and found[-1].font is own and not instead and not found[-1].stands_for:
            last = found.pop()
            found.append(GlyphRun(own, last.text + char, last.width + own.advance(char), heavier=heavier))
        else:
            found.append(
                GlyphRun(own, char, own.advance(char), stands_for=instead, heavier=heavier and not instead)
            )
    return found


def _other_font(char: str) -> FontFile | None:
    for script, weight in _others:
        font = font_file(font_name(script, weight))
        if font.glyph(char):
            return font
    return None


@lru_cache(maxsize=5_000)
def parts(text: str) -> tuple[str, ...]:
    """The text in pieces between which a line may break: ICU's words of Khmer, Lao, Thai, Burmese."""
    from icu4py.breakers import LineBreaker

    return tuple(LineBreaker(text, "en"))  # the pieces, not `segments()`: those count UTF-16 units


def letters(text: str) -> tuple[str, ...]:
    """The text in what a person sees as single letters, for words wider than their column."""
    from icu4py.breakers import CharacterBreaker

    return tuple(CharacterBreaker(text, "en"))

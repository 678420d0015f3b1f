"""Sheets to draw on, in points from the top left; `pdf_file` makes one tagged PDF of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from prossce_desktop.reports.ink_and_type import Style
from prossce_desktop.reports.pdf.embedded_fonts import UsedFont
from prossce_desktop.reports.pdf.font_file import FontFile
from prossce_desktop.reports.pdf.pdf_objects import string
from prossce_desktop.reports.pdf.png_image import PngPicture
from prossce_desktop.reports.pdf.structure_tags import Element
from prossce_desktop.reports.pdf.text_layout import GlyphRun, pieces, prepared

A4 = (595.28, 841.89)
A4_LANDSCAPE = (841.89, 595.28)
LOWEST_MARK = 820.0
"""How far down a page of A4 anything may stand."""
MARGIN = 54.0
_ROUNDING = 0.05


class Overflow(ValueError):
    """Something would stand outside the page's margins: a fault of ours, never of what was typed."""


@dataclass(slots=True)
class DrawnPage:
    """What is on one page so far."""

    drawn: list[str] = field(default_factory=list)
    marks: int = 0
    bookmarks: list[tuple[str, float]] = field(default_factory=list)
    """Names and how far down the page they stand."""
    fill: str = ""
    stroke: str = ""


class Paper:
    """A document while it is drawn. Text is in `tagged(...)`, in reading order; all else is an artifact."""

    def __init__(
        self, size: tuple[float, float] = A4, *, lowest: float = LOWEST_MARK, margin: float = MARGIN
    ) -> None:
        self.wide, self.high = size
        self._lowest = lowest
        self._margin = margin
        self.sheets: list[DrawnPage] = []
        self.fonts: dict[str, UsedFont] = {}
        self.pictures: dict[PngPicture, str] = {}
        self.root = Element("Document")
        self._open: list[Element] = [self.root]
        self._marking = False

    # --- pages and structure

    def new_sheet(self, bookmark: str = "") -> None:
        """Go on to a new page, named in the bookmarks."""
        if self._marking:
            raise Overflow("a page ends inside a mark")
        self.sheets.append(DrawnPage())
        if bookmark:
            self.bookmark(bookmark, 0)

    def on_sheet(self, number: int) -> Paper:
        """Draw on an earlier page (from 0) what is known only now, such as the number of pages."""
        other = Paper((self.wide, self.high), lowest=self._lowest, margin=self._margin)
        other.sheets = [self.sheets[number]]
        other.fonts, other.pictures = self.fonts, self.pictures
        return other

    def bookmark(self, name: str, y: float) -> None:
        """A bookmark that opens this page at `y`."""
        self._sheet.bookmarks.append((name, y))

    @contextmanager
    def group(self, kind: str) -> Iterator[None]:
        """An element that holds others: Sect, Table, TR."""
        element = Element(kind)
        self._open[-1].kids.append(element)
        self._open.append(element)
        yield
        self._open.pop()

    @contextmanager
    def tagged(self, kind: str, *, alt: str = "", attributes: str = "") -> Iterator[None]:
        """An element around what is drawn meanwhile: H1, P, TD, Figure. On one page, never nested."""
        if self._marking:
            raise Overflow("a mark inside a mark")
        sheet = self._sheet
        element = Element(kind, alt, attributes)
        element.kids.append((len(self.sheets) - 1, sheet.marks))
        self._open[-1].kids.append(element)
        sheet.drawn.append(f"/{kind} << /MCID {sheet.marks} >> BDC")
        sheet.marks += 1
        self._marking = True
        yield
        self._marking = False
        sheet.drawn.append("EMC")

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """What readers skip: header, foot, rules."""
        self._sheet.drawn.append("/Artifact BMC")
        self._marking = True
        yield
        self._marking = False
        self._sheet.drawn.append("EMC")

    # --- drawing

    def text(self, text: str, x: float, y: float, style: Style, *, align: str = "left") -> float:
        """One line with its baseline at `y`; `x` is its left end, right end or middle. Returns its width."""
        line = pieces(prepared(text), style.weight)
        wide = sum(piece.width for piece in line) * style.size / 1000
        left = x - {"left": 0.0, "right": wide, "middle": wide / 2}[align]
        self._refuse_outside(left, left + wide, y, text[:60])
        self._draw(line, left, y, style)
        return wide

    def words(self, stretches: Sequence[tuple[str, Style]], x: float, y: float) -> None:
        """One line of several styles from `x` on; spaces at ends stay. Texts are clean already."""
        left = x
        for text, style in stretches:
            line = pieces(text, style.weight)
            self._draw(line, x, y, style)
            x += sum(piece.width for piece in line) * style.size / 1000
        self._refuse_outside(left, x, y, "".join(text for text, _style in stretches))

    def picture(self, picture: PngPicture, x: float, y: float, wide: float) -> None:
        """A picture with its upper left corner at (x, y), `wide` points wide."""
        high = wide * picture.high / picture.wide
        self._refuse_outside(x, x + wide, y + high, "a picture")
        name = self.pictures.setdefault(picture, f"I{len(self.pictures) + 1}")
        self._sheet.drawn.append(
            f"q {wide:.2f} 0 0 {high:.2f} {x:.2f} {self.high - y - high:.2f} cm /{name} Do Q"
        )

    def rule(self, x0: float, y0: float, x1: float, y1: float, ink: str, thick: float) -> None:
        """A straight line."""
        with self._aside():
            self._stroke(ink)
            self._sheet.drawn.append(
                f"{thick:g} w {x0:.2f} {self.high - y0:.2f} m {x1:.2f} {self.high - y1:.2f} l S"
            )

    def strokes(self, lines: Sequence[tuple[float, float, float, float]], ink: str, thick: float) -> None:
        """Many straight lines of one kind, each (x0, y0, x1, y1)."""
        if not lines:
            return
        with self._aside():
            self._stroke(ink)
            path = " ".join(
                f"{a:.2f} {self.high - b:.2f} m {c:.2f} {self.high - d:.2f} l" for a, b, c, d in lines
            )
            self._sheet.drawn.append(f"{thick:g} w {path} S")

    def box(
        self,
        x: float,
        y: float,
        wide: float,
        high: float,
        *,
        fill: str = "",
        frame: str = "",
        thick: float = 0.5,
    ) -> None:
        """A rectangle with its upper left corner at (x, y), filled or framed or both."""
        with self._aside():
            if fill:
                self._fill(fill)
            if frame:
                self._stroke(frame)
            how = "B" if fill and frame else "f" if fill else "S"
            self._sheet.drawn.append(
                f"{thick:g} w {x:.2f} {self.high - y - high:.2f} {wide:.2f} {high:.2f} re {how}"
            )

    def boxes(self, corners: Sequence[tuple[float, float]], side: float, ink: str) -> None:
        """Many equal full squares, such as those of a QR code."""
        with self._aside():
            self._fill(ink)
            path = " ".join(
                f"{x:.3f} {self.high - y - side:.3f} {side:.3f} {side:.3f} re" for x, y in corners
            )
            self._sheet.drawn.append(f"{path} f")

    def disc(self, x: float, y: float, radius: float, ink: str, *, part: str = "full") -> None:
        """A circle around (x, y): full, its left half full, or open."""
        with self._aside():
            self._fill(ink)
            self._stroke(ink)
            h = self.high - y
            if part == "full":
                self._sheet.drawn.append(f"{_circle(x, h, radius)} f")
                return
            self._sheet.drawn.append(f"0.75 w {_circle(x, h, radius - 0.37)} S")
            if part == "half":
                self._sheet.drawn.append(f"{_left_half(x, h, radius)} f")

    @property
    def _sheet(self) -> DrawnPage:
        return self.sheets[-1]

    def _draw(self, line: Sequence[GlyphRun], left: float, y: float, style: Style) -> None:
        self._fill(style.ink)
        if any(piece.heavier for piece in line):
            self._stroke(style.ink)
        self._sheet.drawn.extend(operators(line, left, self.high - y, style.size, self._use))

    def _refuse_outside(self, left: float, right: float, lowest: float, what: str) -> None:
        """Raises Overflow for what stands in no element or beyond the margins."""
        if not self._marking:
            raise Overflow(f"{what} outside the reading order")
        first, last = self._margin - _ROUNDING, self.wide - self._margin + _ROUNDING
        if left < first or right > last or lowest > self._lowest:
            raise Overflow(f"{what!r} from {left:.1f} to {right:.1f}, {lowest:.1f}")

    def _use(self, font: FontFile) -> UsedFont:
        used = self.fonts.get(font.name)
        if used is None:
            used = self.fonts[font.name] = UsedFont(font, f"F{len(self.fonts) + 1}")
        return used

    @contextmanager
    def _aside(self) -> Iterator[None]:
        """Inside a mark nothing; outside an artifact, which readers skip."""
        if self._marking:
            yield
            return
        self._sheet.drawn.append("/Artifact BMC")
        yield
        self._sheet.drawn.append("EMC")

    def _fill(self, ink: str) -> None:
        if self._sheet.fill != ink:
            self._sheet.fill = ink
            self._sheet.drawn.append(f"{_rgb(ink)} rg")

    def _stroke(self, ink: str) -> None:
        if self._sheet.stroke != ink:
            self._sheet.stroke = ink
            self._sheet.drawn.append(f"{_rgb(ink)} RG")


def _rgb(ink: str) -> str:
    return " ".join(f"{int(ink[at : at + 2], 16) / 255:.4f}" for at in (1, 3, 5))


_ROUND = 0.5523
"""The arm of a Bezier curve that comes nearest to a quarter of a circle of radius 1."""


def _circle(x: float, y: float, r: float) -> str:
    k = r * _ROUND
    return (
        f"{x + r:.2f} {y:.2f} m {x + r:.2f} {y + k:.2f} {x + k:.2f} {y + r:.2f} {x:.2f} {y + r:.2f} c "
        f"{x - k:.2f} {y + r:.2f} {x - r:.2f} {y + k:.2f} {x - r:.2f} {y:.2f} c "
        f"{x - r:.2f} {y - k:.2f} {x - k:.2f} {y - r:.2f} {x:.2f} {y - r:.2f} c "
        f"{x + k:.2f} {y - r:.2f} {x + r:.2f} {y - k:.2f} {x + r:.2f} {y:.2f} c h"
    )


def _left_half(x: float, y: float, r: float) -> str:
    k = r * _ROUND
    return (
        f"{x:.2f} {y + r:.2f} m {x - k:.2f} {y + r:.2f} {x - r:.2f} {y + k:.2f} {x - r:.2f} {y:.2f} c "
        f"{x - r:.2f} {y - k:.2f} {x - k:.2f} {y - r:.2f} {x:.2f} {y - r:.2f} c h"
    )


_SAME = 0.5
"""Thousandths of the size below which a glyph counts as standing where its neighbour left off."""


def operators(
    line: Iterable[GlyphRun], x: float, y: float, size: float, use: Callable[[FontFile], UsedFont]
) -> list[str]:
    """A line of pieces from (x, y) on, y from the foot of the page; one with its own text is a /Span."""
    found = []
    for piece in line:
        font = use(piece.font)
        if piece.glyphs:
            shown = _placed(piece, font, x, y, size)
        else:
            shown = f"1 0 0 1 {x:.2f} {y:.2f} Tm <{font.hexadecimal(piece.text)}> Tj"
        outline = (f"2 Tr {size * 0.03:.2f} w ", " 0 Tr") if piece.heavier else ("", "")
        drawn = f"BT {outline[0]}/{font.name} {size:g} Tf {shown}{outline[1]} ET"
        if piece.stands_for:
            language = f"/Lang ({piece.language}) " if piece.language else ""
            drawn = f"/Span << {language}/ActualText {string(piece.stands_for)} >> BDC {drawn} EMC"
        found.append(drawn)
        x += piece.width * size / 1000
    return found


def _placed(piece: GlyphRun, font: UsedFont, x: float, y: float, size: float) -> str:
    """`Tm` before a glyph that is moved, `TJ` for all that follow each other."""
    scale = size / 1000
    parts: list[str] = []
    row: list[str] = []
    pen, drawn_to = 0.0, 0.0

    def put_row() -> None:
        if row:
            parts.append(f"[{''.join(row)}] TJ")
            row.clear()

    on_line = False
    for glyph in piece.glyphs:
        code = font.code(glyph.gid, glyph.char)
        if glyph.dx or glyph.dy or not on_line:
            put_row()
            parts.append(f"1 0 0 1 {x + (pen + glyph.dx) * scale:.2f} {y + glyph.dy * scale:.2f} Tm")
            on_line = not glyph.dy
            drawn_to = pen + glyph.dx
        elif abs(pen - drawn_to) > _SAME:
            row.append(f"{drawn_to - pen:g}")
            drawn_to = pen
        row.append(f"<{code}>")
        drawn_to += piece.font.width_of_glyph(glyph.gid)
        pen += glyph.advance
    put_row()
    return " ".join(parts)

"""Tables: no vertical lines, headings on every page, rows as high as their cells, in linear time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from prossce_desktop.language.messages import _
from prossce_desktop.reports.ink_and_type import ACCENT, CELL, GREY, HEAD, INK, NOTE, NUMBER, RULE, Style
from prossce_desktop.reports.pages.page_writer import GUTTER, LEFT, WIDE, Writer
from prossce_desktop.reports.pdf.drawn_pages import Paper
from prossce_desktop.reports.pdf.text_layout import leading, wrap

ROW = 18.0
_BASE = 12.0
"""From the top of a row to its first baseline."""
_MOST_LINES = 40
_BAR = 12.0
_LONGEST = 0.6
"""Of its column the longest bar takes this much, so that every label has room behind its bar."""


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: its heading, its width in points (0: what the others leave), numbers right."""

    head: str
    wide: float = 0.0
    right: bool = False


def number_columns(wide: float, *heads: str) -> list[TableColumn]:
    """Columns of numbers of one width."""
    return [TableColumn(head, wide, True) for head in heads]


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell with a note beneath, or in bold."""

    text: str
    note: str = ""
    bold: bool = False
    ink: str = ""
    small: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a funnel with a label behind it; `share` of the longest, 0 draws none."""

    share: float
    label: str = ""
    ink: str = ACCENT


Entry = str | TableCell | Bar


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of cells; a total stands bold between two rules."""

    cells: Sequence[Entry]
    total: bool = False
    strong: bool = False


class PageTable:
    """A table of given columns."""

    def __init__(self, columns: Sequence[TableColumn], *, wide: float = WIDE) -> None:
        self._columns = columns
        spare = wide - sum(one.wide for one in columns) - GUTTER * (len(columns) - 1)
        growing = [one for one in columns if not one.wide]
        x = LEFT
        self._places: list[tuple[float, float]] = []
        for one in columns:
            mine = one.wide or spare / len(growing)
            self._places.append((x, mine))
            x += mine + GUTTER
        self._end = x - GUTTER
        self._heads = [
            wrap(one.head, HEAD, mine) if one.head else []
            for one, (_x, mine) in zip(columns, self._places, strict=True)
        ]

    def write(self, writer: Writer, rows: Iterable[TableRow | Sequence[Entry]], note: str = "") -> None:
        """All rows, over as many pages as they need, then a grey note."""
        with writer.paper.group("Table"):
            self._heading(writer)
            previous: TableRow | None = None
            for given in rows:
                row = given if isinstance(given, TableRow) else TableRow(given)
                laid = _Laid(row, self._columns, self._places)
                if writer.need(laid.high):
                    self._heading(writer)
                elif previous is not None:
                    strong = row.total or previous.total
                    writer.paper.rule(
                        LEFT, writer.y, self._end, writer.y, INK if strong else RULE, 0.75 if strong else 0.4
                    )
                laid.draw(writer.paper, writer.y)
                writer.y += laid.high
                previous = row
            writer.paper.rule(
                LEFT, writer.y, self._end, writer.y, INK, 0.75 if previous and previous.total else 0.4
            )
        if note:
            writer.note(note, wide=self._end - LEFT)

    def _heading(self, writer: Writer) -> None:
        lines = max((len(one) for one in self._heads), default=0)
        high = lines * HEAD.line + 9
        writer.need(high + ROW)
        y = writer.y + high
        if lines:
            with writer.paper.group("TR"):
                for column, head, (x, mine) in zip(self._columns, self._heads, self._places, strict=True):
                    with writer.paper.tagged("TH", attributes="<< /O /Table /Scope /Column >>"):
                        for number, row in enumerate(head):
                            _put(
                                writer.paper,
                                row,
                                x,
                                y - 6 - (len(head) - 1 - number) * HEAD.line,
                                mine,
                                HEAD,
                                right=column.right,
                            )
            writer.paper.rule(LEFT, y, self._end, y, INK, 0.4)
            writer.y = y


class _Laid:
    """A row whose lines are broken."""

    def __init__(
        self, row: TableRow, columns: Sequence[TableColumn], places: Sequence[tuple[float, float]]
    ) -> None:
        self._row = row
        self._columns = columns
        self._places = places
        self._lines: list[list[tuple[str, Style]]] = []
        self.high = max(
            ROW, *(_bar_height(one, mine) for one, (_x, mine) in zip(row.cells, places, strict=True))
        )
        for entry, (_x, mine) in zip(row.cells, places, strict=True):
            lines = [] if isinstance(entry, Bar) else _lines(entry, mine, bold=row.total or row.strong)
            self._lines.append(lines)
            first = lines[0] if lines else ("", CELL)
            extra = sum(leading(*one) for one in lines[1:])
            self.high = max(
                self.high, ROW + extra + (4 if len(lines) > 1 and first[1].size > lines[-1][1].size else 0)
            )

    def draw(self, paper: Paper, top: float) -> None:
        """Draw it from `top` down."""
        with paper.group("TR"):
            for number, (column, (x, mine)) in enumerate(zip(self._columns, self._places, strict=True)):
                entry = self._row.cells[number]
                kind, attributes = ("TH", "<< /O /Table /Scope /Row >>") if number == 0 else ("TD", "")
                with paper.tagged(kind, attributes=attributes):
                    if isinstance(entry, Bar):
                        _bar(paper, entry, x, top, mine)
                        continue
                    y = top + _BASE
                    for at, (text, style) in enumerate(self._lines[number]):
                        y += leading(text, style) if at else 0
                        _put(paper, text, x, y, mine, style, right=column.right)


def _lines(entry: str | TableCell, room: float, *, bold: bool) -> list[tuple[str, Style]]:
    cell = TableCell(entry) if isinstance(entry, str) else entry
    style = NUMBER if cell.small else CELL
    style = style.bold() if bold or cell.bold else style
    style = style.inked(cell.ink or _ink(cell.text))
    found = [(row, style) for row in wrap(cell.text, style, room)]
    if cell.note:
        found += [(row, NOTE) for row in wrap(cell.note, NOTE, room)]
    if len(found) > _MOST_LINES:  # a note of 10,000 characters in a narrow column would never fit a page
        found = [*found[: _MOST_LINES - 1], ("…", style)]
    return found


def _ink(text: str) -> str:
    """Zeros and what is not known are grey."""
    return GREY if text in ("0", "–", _("not recorded"), _("n/a"), "n.r.") else INK


def _put(paper: Paper, text: str, x: float, y: float, room: float, style: Style, *, right: bool) -> None:
    if right:
        paper.text(text, x + room, y, style, align="right")
    else:
        paper.text(text, x, y, style)


def _bar(paper: Paper, bar: Bar, x: float, top: float, room: float) -> None:
    long = bar.share * room * _LONGEST
    if bar.share:
        paper.box(x, top + 3, max(long, 0.75), _BAR, fill=bar.ink)
    for number, line in enumerate(_bar_lines(bar, room)):
        paper.text(line, x + long + 6, top + _BASE + number * NUMBER.line, NUMBER.inked(INK))


def _bar_lines(bar: Bar, room: float) -> list[str]:
    return wrap(bar.label, NUMBER, room - bar.share * room * _LONGEST - 6) if bar.label else []


def _bar_height(entry: Entry, room: float) -> float:
    return ROW + max(len(_bar_lines(entry, room)) - 1, 0) * NUMBER.line if isinstance(entry, Bar) else ROW

"""The named cell styles of our workbooks; outside them only the font of cells that Calibri cannot show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.dimensions import ColumnDimension

from prossce_desktop.reports.ink_and_type import ACCENT, GREY, INK, RULE

COUNT_FORMAT = "#,##0_)_);-#,##0_)_);0_)_);@_)_)"
NUMBER_FORMAT = "#,##0.0##_)_);-#,##0.0##_)_);0_)_);@_)_)"
RATE_FORMAT = '0.0"\u00a0"%_)_);-0.0"\u00a0"%_)_);0.0"\u00a0"%_)_);@_)_)'
RATIO_FORMAT = "0.000_)_);-0.000_)_);0_)_);@_)_)"
DAY_FORMAT = "d mmm yyyy_)_);@_)_)"
ROOM_FORMAT = "@_)_)"
TEXT_FORMAT = "@"
"""`_)_)` leaves room to the right, so that a number does not touch the text of the next column."""

FONT = "Calibri"
FAINT = "9AA6AD"
HATCH = "C9D3D8"


@dataclass(frozen=True, slots=True)
class _Look:
    size: float = 10
    bold: bool = False
    ink: str = INK
    number_format: str = TEXT_FORMAT
    right: bool = False
    wrap: bool = False
    indent: int = 0
    top: str = ""
    bottom: str = ""
    vertical: str = "center"


LOOKS = {
    "Kicker": _Look(9, True, ACCENT),
    "Title": _Look(20, number_format="General"),
    "Subtitle": _Look(9, ink=GREY, number_format="General"),
    "Section": _Look(12, True, ACCENT),
    "Note": _Look(9, ink=GREY, number_format="General"),
    "Head": _Look(9, True, GREY, wrap=True, bottom="ink", vertical="top"),
    "Head Number": _Look(9, True, GREY, ROOM_FORMAT, True, True, bottom="ink", vertical="top"),
    "Head Personal": _Look(9, True, ACCENT, wrap=True, bottom="ink", vertical="top"),
    "Text": _Look(bottom="rule"),
    "Wrapped": _Look(wrap=True, bottom="rule"),
    "Long": _Look(number_format="General", wrap=True, bottom="rule"),
    "Strong": _Look(bold=True, bottom="rule"),
    "Indent": _Look(indent=1, bottom="rule"),
    "Muted": _Look(ink=GREY, bottom="rule"),
    "Muted Wrapped": _Look(ink=GREY, wrap=True, bottom="rule"),
    "Count": _Look(number_format=COUNT_FORMAT, right=True, bottom="rule"),
    "Count Strong": _Look(bold=True, number_format=COUNT_FORMAT, right=True, bottom="rule"),
    "Number": _Look(number_format=NUMBER_FORMAT, right=True, bottom="rule"),
    "Rate": _Look(number_format=RATE_FORMAT, right=True, bottom="rule"),
    "Ratio": _Look(number_format=RATIO_FORMAT, right=True, bottom="rule"),
    "Day": _Look(number_format=DAY_FORMAT, right=True, bottom="rule"),
    "Day Left": _Look(number_format="d mmm yyyy", bottom="rule"),
    "Day Note": _Look(9, ink=GREY, number_format="d mmm yyyy"),
    "Total": _Look(bold=True, top="total", bottom="total"),
    "Total Count": _Look(bold=True, number_format=COUNT_FORMAT, right=True, top="total", bottom="total"),
}


def named(look: str) -> str:
    """The full name of one of `LOOKS`, as Excel lists it."""
    return f"ProSSCE {look}"


def add_styles(workbook: Workbook) -> None:
    """Add all named styles to the workbook; its default becomes Calibri 10, so that empty cells match."""
    styles: Iterable[NamedStyle] = vars(workbook)["_named_styles"]
    next(style for style in styles if style.name == "Normal").font = Font(name=FONT, sz=10)
    for name, look in LOOKS.items():
        style = NamedStyle(named(name))
        style.font = Font(name=FONT, sz=look.size, b=look.bold, color=_rgb(look.ink))
        style.number_format = look.number_format
        style.alignment = _alignment(look)
        style.border = Border(top=_side(look.top), bottom=_side(look.bottom))
        workbook.add_named_style(style)


def of_column(dimension: ColumnDimension, look: str) -> None:
    """Style of the column's empty cells, for what is typed there; no lines, which would go on below."""
    wanted = LOOKS[look]
    dimension.number_format = wanted.number_format
    dimension.alignment = _alignment(wanted)


def hairline() -> Rule:
    """The line beneath every row, also where there is no cell; the last of the rules."""
    return _rule("TRUE", DifferentialStyle(border=Border(bottom=_side("rule"))))


def not_recorded(first_cell: str) -> Rule:
    """Hatches empty cells from `first_cell` on. LibreOffice applies one rule a cell, so the line is in it."""
    fill = PatternFill("lightUp", fgColor=HATCH)
    return _rule(f"ISBLANK({first_cell})", DifferentialStyle(fill=fill, border=Border(bottom=_side("rule"))))


def not_applicable(first_cell: str, word: str) -> Rule:
    """Greys the word that stands where a question does not apply."""
    return _rule(f'{first_cell}="{word}"', DifferentialStyle(font=Font(color=FAINT)))


def equal_ends(lower: str, upper: str) -> Rule:
    """Greys an upper end that says the same as the lower; both with a fixed column, `$C7`."""
    return _rule(f"AND(ISNUMBER({lower}),{lower}={upper})", DifferentialStyle(font=Font(color=FAINT)))


def _rule(formula: str, look: DifferentialStyle) -> Rule:
    return Rule("expression", formula=[formula], dxf=look)


def _alignment(look: _Look) -> Alignment:
    return Alignment(
        horizontal="right" if look.right else "left",
        vertical=look.vertical,
        wrap_text=look.wrap,
        indent=look.indent,
    )


def _rgb(ink: str) -> str:
    return f"FF{ink.lstrip('#')}"


def _side(kind: str) -> Side:
    if not kind:
        return Side()
    if kind == "total":
        return Side("medium", color=_rgb(INK))
    return Side("thin", color=_rgb(INK if kind == "ink" else RULE))

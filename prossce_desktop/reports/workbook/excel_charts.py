"""Charts of a workbook: bars with their figures in words beside them; hatched is what is not certain."""

from __future__ import annotations

from dataclasses import dataclass

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.data_source import AxDataSource, StrRef
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.series import Series
from openpyxl.chart.series_factory import SeriesFactory
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.colors import ColorChoice
from openpyxl.drawing.fill import PatternFillProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties
from openpyxl.worksheet.worksheet import Worksheet

from prossce_desktop.reports.ink_and_type import ACCENT, INK

CATEGORY_COLUMN, FIRST_SERIES = 2, 3


@dataclass(frozen=True, slots=True)
class Bars:
    """Rows `first` to `last`: words in column B, the sure part in C, the possible rest (`hatched`) in D."""

    first: int
    last: int
    hatched: bool = False
    most: float = 1
    """The longest bar."""

    @property
    def count(self) -> int:
        """How many bars."""
        return self.last - self.first + 1


def add_bars(sheet: Worksheet, bars: Bars, anchor: str, width: float) -> None:
    """Put the chart at a cell; `width` in centimetres."""
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = "bar", "stacked", 100, 60
    chart.legend, chart.title, chart.style = None, None, 2
    chart.width, chart.height = width, 0.5 + bars.count * 0.85  # type: ignore[assignment]
    for n in range(1 + bars.hatched):
        chart.series.append(_series(sheet, bars, n, hatched=n == 1))
    chart.x_axis.scaling.orientation = "maxMin"  # the first row on top
    chart.x_axis.delete, chart.y_axis.delete = False, True
    chart.x_axis.majorTickMark = "none"
    chart.x_axis.txPr = _small_text()
    chart.x_axis.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=_rgb(INK), w=9525))
    chart.y_axis.majorGridlines = None
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = 0, max(bars.most, 1) * 1.01
    chart.layout = Layout(
        manualLayout=ManualLayout(
            layoutTarget="inner", xMode="edge", yMode="edge", x=0.36, y=0.02, w=0.62, h=0.96
        )
    )
    chart.graphical_properties = GraphicalProperties(noFill=True, ln=LineProperties(noFill=True))
    sheet.add_chart(chart, anchor)


def _series(sheet: Worksheet, bars: Bars, n: int, *, hatched: bool) -> Series:
    series: Series = SeriesFactory(
        Reference(sheet, min_col=FIRST_SERIES + n, min_row=bars.first, max_row=bars.last)
    )
    title = sheet.title.replace("'", "''")
    words = f"'{title}'!$B${bars.first}:$B${bars.last}"
    series.cat = AxDataSource(strRef=StrRef(f=words))  # set_categories would write them as numbers
    look = GraphicalProperties(ln=LineProperties(solidFill=_rgb(ACCENT), w=9525))
    if hatched:
        pattern = PatternFillProperties(prst="wdUpDiag")
        pattern.fgClr, pattern.bgClr = _colour(ACCENT), _colour("#FFFFFF")
        look.pattFill = pattern
    else:
        look.solidFill = _rgb(ACCENT)
    series.graphicalProperties = look
    series.invertIfNegative = False
    return series


def _small_text() -> RichText:
    size = CharacterProperties(sz=900, solidFill=_rgb(INK), latin=None)
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=size), endParaRPr=CharacterProperties())
    paragraph.r = []  # an empty run of text would be written otherwise
    return RichText(p=[paragraph])


def _colour(ink: str) -> ColorChoice:
    return ColorChoice(srgbClr=_rgb(ink))  # type: ignore[arg-type]


def _rgb(ink: str) -> str:
    return ink.lstrip("#")

"""A list on paper as in the window: headings on every page, filters in words, a note on personal data.

Columns that do not fit go into a further table, which begins with the name again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from prossce_desktop.domain.model.scopes import PersonalData
from prossce_desktop.language.messages import _
from prossce_desktop.reports.ink_and_type import TEXT
from prossce_desktop.reports.pages.finished_document import PROJECT, Document, document, foot
from prossce_desktop.reports.pages.page_table import PageTable, TableCell, TableColumn
from prossce_desktop.reports.pages.page_writer import GUTTER, RunningHeads, Writer
from prossce_desktop.reports.report_data import Origin

_LETTER = 4.2
"""Points of a letter of a cell, wide ones and narrow ones together."""
_NARROWEST, _WIDEST, _LEADING = 40.0, 190.0, 140.0


@dataclass(frozen=True, slots=True)
class PaperColumn:
    """A column: heading, letters in a cell, numbers at the right, and whether every table begins with it."""

    head: str
    letters: int
    right: bool = False
    leads: bool = False


@dataclass(frozen=True, slots=True)
class ListPages:
    """`rows`: each cell's text and note; `about`: the number of rows; `summary`: the filters in words."""

    title: str
    about: str
    summary: str
    columns: Sequence[PaperColumn]
    rows: Sequence[Sequence[tuple[str, str]]]
    origin: Origin
    personal: bool = False


def list_pages(data: ListPages) -> Document:
    """The document, A4 landscape."""
    safe = _("This list contains personal data: keep it safe.")
    running = RunningHeads(
        f"{PROJECT} · {data.title}", " · ".join([*([safe] if data.personal else []), foot(data.origin)])
    )
    writer = Writer(running, lying=True)
    with writer.sect():
        writer.begin(data.title, data.title)
        if data.personal:
            writer.lines(safe, TEXT.bold(), wide=writer.wide)
        for one in (data.about, data.summary):
            if one:
                writer.lines(one, wide=writer.wide)
        for at, places in enumerate(_tables(data.columns, writer.wide)):
            if at:
                writer.begin(_("{title}, more columns").format(title=data.title))
            else:
                writer.skip(6)
            _write(writer, data, places)
    personal = PersonalData.all if data.personal else PersonalData.none
    return document(
        writer.finish(), title=data.title, subject=data.summary, origin=data.origin, personal=personal
    )


def _write(writer: Writer, data: ListPages, places: Sequence[int]) -> None:
    rest = writer.wide - sum(_wide(data.columns[at]) for at in places) - GUTTER * (len(places) - 1)
    grows = max(places, key=lambda at: (data.columns[at].leads, data.columns[at].letters))
    shown = [(data.columns[at], _wide(data.columns[at]) + (rest if at == grows else 0.0)) for at in places]
    table = PageTable([TableColumn(one.head, wide, one.right) for one, wide in shown], wide=writer.wide)
    table.write(writer, ([TableCell(*row[at]) for at in places] for row in data.rows))


def _tables(columns: Sequence[PaperColumn], room: float) -> Iterator[list[int]]:
    """Which columns stand beside each other."""
    leads = [at for at, one in enumerate(columns) if one.leads]
    used = 0.0
    some: list[int] = []
    for at, one in enumerate(columns):
        wide = _wide(one) + GUTTER
        if some and used + wide - GUTTER > room:
            yield some
            some = list(leads)
            used = sum(_wide(columns[lead]) + GUTTER for lead in some)
        if at not in some:
            some.append(at)
            used += wide
    if some:
        yield some


def _wide(column: PaperColumn) -> float:
    longest = max(map(len, column.head.split()), default=0)
    return min(
        max(_NARROWEST, _LETTER * column.letters, 5.2 * longest), _LEADING if column.leads else _WIDEST
    )

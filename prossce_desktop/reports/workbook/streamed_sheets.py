"""Long sheets: openpyxl writes looks and placeholder rows, then the rows themselves are streamed in.

The workbook is copied member by member. In a grafted sheet the placeholder rows, one for each variant
of the columns' styles, give way to a stream of rows with their style numbers. Memory stays flat, and
no value is ever a formula.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from queue import Queue
from types import TracebackType
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl.utils import get_column_letter

from prossce_desktop.errors import TooManyRows
from prossce_desktop.language.messages import _
from prossce_desktop.reports.workbook.excel_cells import CellValue
from prossce_desktop.reports.workbook.print_setup import MARGIN, refit
from prossce_desktop.reports.workbook.record_columns import NOT_APPLICABLE, ListSheet
from prossce_desktop.reports.workbook.row_xml import RowWriter
from prossce_desktop.system.progress import ProgressCallback, silent

LAST = 1_048_576
"""The last row of Excel; in the placeholder's ranges it stands for the last row that is written."""
FIRST_ROW = 7
SMALL = 3_000
"""Up to so many rows a list is looked at whole before it is written: columns without any value are hidden."""
BATCH = 500
LEVEL = 5
"""How hard rows are packed: two thirds of the work of level 6 for a file that is 3 per cent larger."""

_ROWS = re.compile(rb'<row r="7".*</sheetData>', re.S)
_STYLE = re.compile(rb'<c r="([A-Z]+)(\d+)" s="(\d+)"')
_DIMENSION = re.compile(rb"<dimension [^>]*/>")
_TO_LAST = re.compile(rb'(?<=[A-Z])1048576(?=[" ])')


@dataclass(slots=True)
class Graft:
    """A list that takes the place of the placeholder rows of the sheet with number `sheet` (from 1)."""

    sheet: int
    content: ListSheet
    rows: int = field(default=0, init=False)
    """How many rows were written."""


def graft(
    workbook: IO[bytes], target: IO[bytes], grafts: Sequence[Graft], step: ProgressCallback = silent
) -> None:
    """Copy the workbook with every list in its place. Raises TooManyRows, and what the rows raise."""
    by_member = {f"xl/worksheets/sheet{one.sheet}.xml": one for one in grafts}
    known = [one.content.count for one in grafts]
    progress = _Progress(step, sum(known) if all(known) else 0)
    with ZipFile(workbook) as source, ZipFile(target, "w", ZIP_DEFLATED, compresslevel=LEVEL) as copy:
        late: dict[str, Graft] = {}
        for info in sorted(source.infolist(), key=lambda one: one.filename.startswith("xl/tables/")):
            content = source.read(info)
            if (one := by_member.get(info.filename)) is not None:
                late |= dict.fromkeys(_tables(source, info.filename), one)
                with copy.open(info.filename, "w", force_zip64=True) as member, Packing(member) as packing:
                    _write_sheet(packing, content, one, progress)
                continue
            if (one := late.get(info.filename)) is not None:
                content = _to_last(content, one.rows)
            copy.writestr(_copied(info), content)


class _Progress:
    """Counts rows over all the sheets."""

    def __init__(self, step: ProgressCallback, total: int) -> None:
        self._step, self._total, self._done = step, total, 0

    def add(self, rows: int) -> None:
        self._done += rows
        self._step(min(self._done, self._total or self._done), self._total)


def _copied(info: ZipInfo) -> ZipInfo:
    """A member of the same name and date; `ZipInfo` alone would store it uncompressed."""
    made = ZipInfo(info.filename, info.date_time)
    made.compress_type = ZIP_DEFLATED
    made.external_attr = info.external_attr
    return made


def _tables(source: ZipFile, sheet: str) -> list[str]:
    """The members that describe the tables of a sheet."""
    rels = sheet.replace("worksheets/", "worksheets/_rels/") + ".rels"
    if rels not in source.namelist():
        return []
    return [f"xl/tables/{name.decode()}" for name in re.findall(rb'/xl/tables/([^"]+)"', source.read(rels))]


def _write_sheet(member: Packing, content: bytes, graft: Graft, progress: _Progress) -> None:
    place = _ROWS.search(content)
    if place is None:
        raise ValueError("the sheet has no placeholder row")
    sheet, rows = graft.content, iter(graft.content.rows)
    first = list(islice(rows, SMALL + 1))
    is_small = len(first) <= SMALL
    if is_small:
        first = [sheet.cells_of(row) for row in first]
    head = content[: place.start()]
    empty_columns = _empty(sheet, first) if is_small and sheet.hides_empty else []
    head = _hiding(head, empty_columns)
    shown = (MARGIN, *(column.width for n, column in enumerate(sheet.columns) if n not in empty_columns))
    member.write(_with_dimension(head, sheet, len(first) if is_small else sheet.count or None))
    writer = RowWriter(_styles(place.group()), sheet.columns, empty_columns, () if is_small else sheet.reads)
    lists = chain(first, rows)
    while lines := list(islice(lists, BATCH)):
        if FIRST_ROW + graft.rows + len(lines) - 1 > LAST:
            raise TooManyRows(sheet=sheet.title, most=f"{LAST - FIRST_ROW + 1:,}")
        member.write(writer.rows(lines, FIRST_ROW + graft.rows))
        graft.rows += len(lines)
        progress.add(len(lines))
    if not is_small and sheet.count not in (0, graft.rows):
        raise ValueError(f"{sheet.title}: {graft.rows} rows came where {sheet.count} were announced")
    if not graft.rows:
        member.write(writer.rows([(None,) * len(sheet.columns)], FIRST_ROW))
    member.write(b"</sheetData>" + _to_last(refit(content[place.end() :], shown), graft.rows))


def _styles(placeholder: bytes) -> dict[str, list[int]]:
    """Style numbers by column letter, one for every placeholder row."""
    found: dict[str, list[int]] = {}
    for letter, _row, style in _STYLE.findall(placeholder):
        found.setdefault(letter.decode(), []).append(int(style))
    return found


def _with_dimension(head: bytes, sheet: ListSheet, rows: int | None) -> bytes:
    """The head with the sheet's true extent; without one where unknown, so that readers find it."""
    if rows is None:
        return _DIMENSION.sub(b"", head)
    last = f"{get_column_letter(len(sheet.columns) + 1)}{FIRST_ROW + max(rows, 1) - 1}"
    return _DIMENSION.sub(f'<dimension ref="A1:{last}"/>'.encode(), head)


def _to_last(content: bytes, rows: int) -> bytes:
    """Ranges to the end of the sheet become ranges to the last row; a table has at least one."""
    return _TO_LAST.sub(str(FIRST_ROW + max(rows, 1) - 1).encode(), content)


def _empty(sheet: ListSheet, rows: Sequence[Sequence[CellValue]]) -> list[int]:
    """Numbers (from 0) of the columns that no row has a value in; pinned ones stay."""
    nothing = (None, "", _(NOT_APPLICABLE))
    return [n for n in range(sheet.pinned, len(sheet.columns)) if all(row[n] in nothing for row in rows)]


def _hiding(head: bytes, columns: Sequence[int]) -> bytes:
    for n in columns:
        number = f'min="{n + 2}" max="{n + 2}"'.encode()
        head = head.replace(number, number + b' hidden="1"', 1)
    return head


_AHEAD = 4
"""Pieces that may wait, so that memory stays flat."""


class Packing:
    """Passes pieces to the file in the block; a later `write` or the block's end raises its errors."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._pieces: Queue[bytes | None] = Queue(_AHEAD)
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._pack, name="packing", daemon=True)

    def __enter__(self) -> Packing:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pieces.put(None)
        self._thread.join()
        if self._error is not None and error is None:
            raise self._error

    def write(self, piece: bytes) -> None:
        """Pass a piece on; waits while too many wait already."""
        if self._error is not None:
            raise self._error
        self._pieces.put(piece)

    def _pack(self) -> None:
        while (piece := self._pieces.get()) is not None:
            if self._error is None:
                try:
                    self._file.write(piece)
                except BaseException as error:  # raised where the pieces come from
                    self._error = error

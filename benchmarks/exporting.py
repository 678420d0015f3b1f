"""Row 2: the sheet of people from base to workbook, against packing its XML, and two other writers."""

from __future__ import annotations

import datetime as dt
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.measure import TIMES, Job, Line, in_turn, median, own
from benchmarks.people import Base
from prossce_desktop.domain.counting.facts_and_tallies import Period
from prossce_desktop.domain.counting.figures import Figures
from prossce_desktop.reports.workbook.record_columns import ListSheet
from prossce_desktop.reports.workbook.report_list_columns import people_columns
from prossce_desktop.reports.workbook.report_workbook import WorkbookData, write_workbook
from prossce_desktop.services.reporting.report_export import origin_of
from prossce_desktop.services.reporting.report_lists import people_reads
from prossce_desktop.store.queries import export_rows
from prossce_desktop.store.queries.reading import Reading

MOST = 1_000_000
"""Rows of one sheet of Excel end a little above."""
PEERS_EACH_TURN = 300_000
"""Rows up to which the other writers are run in every turn; above, once: they take minutes."""
PIECE = 1 << 20


def lines(base: Base) -> Iterator[Line]:
    """Ours and its floor in every turn; the others too where they take less than minutes."""
    store = base.open(writing=False)
    with tempfile.TemporaryDirectory(prefix="prossce-bench-") as name, store.read() as reading:
        sheet = PeopleSheet(reading)
        ours, packed = Path(name) / "ours.xlsx", Path(name) / "sheet.xml"
        sheet.write(ours)
        packed.write_bytes(_largest_member(ours))
        jobs: list[Job] = [lambda: sheet.write(ours), lambda: _pack(packed)]
        peers: list[Job] = [
            lambda: sheet.by_xlsxwriter(Path(name) / "x.xlsx"),
            lambda: sheet.by_openpyxl(Path(name) / "o.xlsx"),
        ]
        each_turn = sheet.count <= PEERS_EACH_TURN
        times = in_turn([*jobs, *(peers if each_turn else ())], TIMES)
        times += [] if each_turn else in_turn(peers, 1)
    store.close()
    mine, floor, writer, openpyxl = map(median, times)
    ratio = median(own(times[0])) / median(own(times[1]))
    what = f"{sheet.count:,} rows x {len(sheet.columns)} columns"
    yield Line("2", f"sheet of people, {what}", "zlib 6 of the same XML", mine, floor, 2.0, own_ratio=ratio)
    once = "" if each_turn else ", once"
    yield Line(
        "2", f"peer: XlsxWriter, constant memory, {what}{once}", "zlib 6 of the same XML", writer, floor
    )
    yield Line("2", f"peer: openpyxl, write-only, {what}{once}", "zlib 6 of the same XML", openpyxl, floor)


class PeopleSheet:
    """People of as many activities as one sheet can hold, read from the base each time."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self.columns = people_columns("all")
        self._reads = people_reads(self.columns, export_rows.names(reading).get)
        self._activities = _first_activities(reading)
        self.count = export_rows.count_taking_part(reading, self._activities)

    def stored(self) -> Iterator[Sequence[object]]:
        """The rows as they lie in the base."""
        return export_rows.taking_part(
            self._reading, self._activities, [(one.record, one.key) for one in self.columns[1:]]
        )

    def rows(self) -> Iterator[Sequence[object]]:
        """The cells, a row at a time, as another writer would be given them."""
        row = ListSheet("People", self.columns, (), reads=self._reads).cells_of
        return map(row, self.stored())

    def write(self, path: Path) -> None:
        """As the program does."""
        people = ListSheet(
            "People", self.columns, self.stored(), "", 2, "people", self.count, reads=self._reads
        )
        nothing = ListSheet("Activities", self.columns[:1], (), "", 1, "activities", 0)
        now = dt.datetime(2026, 1, 5, 9, 0, tzinfo=dt.UTC)
        figures = Figures(Period(None, None), (), False)
        write_workbook(
            WorkbookData(
                figures, origin_of(self._reading, now, now.date(), sample=False), nothing, (), (people,)
            ),
            path,
        )

    def by_xlsxwriter(self, path: Path) -> None:
        """The same cells by XlsxWriter."""
        import xlsxwriter

        book = xlsxwriter.Workbook(
            str(path),
            {"constant_memory": True, "default_date_format": "dd/mm/yyyy", "strings_to_formulas": False},
        )
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, [one.title for one in self.columns])
        for number, row in enumerate(self.rows(), 1):
            for column, value in enumerate(row):
                if value is not None:
                    sheet.write(number, column, value)
        book.close()

    def by_openpyxl(self, path: Path) -> None:
        """The same cells by openpyxl."""
        from openpyxl import Workbook

        book = Workbook(write_only=True)
        sheet = book.create_sheet()
        sheet.append([one.title for one in self.columns])
        for row in self.rows():
            sheet.append(row)
        book.save(path)


def _first_activities(reading: Reading) -> list[int]:
    found: list[int] = []
    room = MOST
    for activity, people in reading.execute(
        "SELECT activity, count(*) FROM participation WHERE removed = 0 GROUP BY activity ORDER BY activity"
    ):
        room -= people
        if room < 0:
            break
        found.append(activity)
    return found


def _largest_member(path: Path) -> bytes:
    with zipfile.ZipFile(path) as book:
        return book.read(max(book.infolist(), key=lambda one: one.file_size))


def _pack(path: Path) -> None:
    """What no writer of workbooks can do without."""
    packer = zlib.compressobj(6)
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            packer.compress(piece)
    packer.flush()

"""The Excel workbook of a period: figures, lists and definitions, replaced in one step."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from prossce_desktop.domain.counting.figures import Figures
from prossce_desktop.domain.model.scopes import PersonalData
from prossce_desktop.language import formatting, messages
from prossce_desktop.language.messages import _
from prossce_desktop.reports import figure_sentences
from prossce_desktop.reports.file_encryption import lock_workbook
from prossce_desktop.reports.report_data import Origin
from prossce_desktop.reports.workbook.cell_styles import add_styles
from prossce_desktop.reports.workbook.counts_and_figures import counts_sheet, figures_sheet
from prossce_desktop.reports.workbook.definitions_sheet import is_sample, write_definitions
from prossce_desktop.reports.workbook.excel_cells import clean, sheet_title
from prossce_desktop.reports.workbook.own_workbook import WorkbookMark
from prossce_desktop.reports.workbook.reach_sheet import write_reach
from prossce_desktop.reports.workbook.record_columns import ListSheet
from prossce_desktop.reports.workbook.sheet_frame import PROJECT, SheetFooter, list_frame
from prossce_desktop.reports.workbook.streamed_sheets import Graft, graft
from prossce_desktop.reports.workbook.summary_sheet import write_summary
from prossce_desktop.system.atomic_files import replacing
from prossce_desktop.system.progress import ProgressCallback, silent


@dataclass(frozen=True, slots=True)
class WorkbookData:
    """What a workbook is made of. Lists are read once, a row at a time, while the file is written."""

    figures: Figures
    origin: Origin
    activities: ListSheet
    after_reach: tuple[ListSheet, ...] = ()
    """Head counts, their cells, employers."""
    after_figures: tuple[ListSheet, ...] = ()
    """People, organisations, results and stories."""
    personal: str = PersonalData.none
    """Personal data that it was asked to hold: none, names or all. Its properties say so."""
    withholds: bool = False
    """Small numbers are withheld in it."""


PERSONAL_DATA = "PersonalData"
"""The property of the file that says which personal data it holds: none, names or all."""


def write_workbook(
    data: WorkbookData, path: Path, step: ProgressCallback = silent, password: str = ""
) -> tuple[str, ...]:
    """Write the workbook to `path` as `replacing` does; the titles of its sheets, in order.

    With personal data it is its owner's alone to read; with a password it is put together in memory, and
    only the encrypted file touches the disk. Every figure is a stored number, no cell a formula. `step` is
    called every few hundred rows and may raise Cancelled. Raises what `replacing` raises, TooManyRows,
    and what the rows raise.
    """
    with replacing(path, private=data.personal != PersonalData.none) as aside:
        workbook, grafts = _looks(data)
        write_grafted(workbook, grafts, aside, step, password)
    return tuple(workbook.sheetnames)


def write_grafted(
    workbook: Workbook,
    grafts: Sequence[Graft],
    aside: Path,
    step: ProgressCallback = silent,
    password: str = "",
) -> None:
    """Stream workbook and rows into `aside`, a file of `replacing`; with a password only encrypted bytes."""
    template = io.BytesIO()
    ExcelWriter(workbook, UndatedZip(template, "w")).save()
    if password:
        plain = io.BytesIO()
        graft(template, plain, grafts, step)
        aside.write_bytes(lock_workbook(plain.getvalue(), password))
        return
    with aside.open("wb") as target:
        graft(template, target, grafts, step)


def _looks(data: WorkbookData) -> tuple[Workbook, list[Graft]]:
    """The workbook without the rows of its lists, and where these belong."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    add_styles(workbook)
    _properties(workbook, data)
    running = SheetFooter(_foot(data), is_sample(data.figures, data.origin))
    grafts: list[Graft] = []
    write_summary(_sheet(workbook, _("Summary")), data.figures, data.origin, running)
    _list(workbook, grafts, data.activities, running)
    _list(workbook, grafts, counts_sheet(data.figures), running)
    write_reach(_sheet(workbook, _("Reach")), data.figures, running)
    for one in (*data.after_reach, figures_sheet(data.figures), *data.after_figures):
        _list(workbook, grafts, one, running)
    write_definitions(_sheet(workbook, _("Definitions")), data.figures, data.origin, running)
    workbook.active = 0
    return workbook, grafts


def _sheet(workbook: Workbook, title: str) -> Worksheet:
    sheet: Worksheet = workbook.create_sheet()
    sheet.title = sheet_title(title, [one for one in workbook.sheetnames if one != sheet.title])
    return sheet


def _list(workbook: Workbook, grafts: list[Graft], content: ListSheet, running: SheetFooter) -> None:
    if not content.columns:
        return
    sheet = _sheet(workbook, content.title)
    number = len(workbook.sheetnames)
    names = set(_table_names(workbook))
    name = re.sub(r"[^A-Za-z0-9_]", "", content.name) or "list"
    if name[0].isdigit() or name in names:
        name = f"{name}_{number}" if not name[0].isdigit() else f"list_{name}_{number}"
    list_frame(sheet, content, running, name)
    grafts.append(Graft(number, content))


def _table_names(workbook: Workbook) -> Iterator[str]:
    for sheet in workbook.worksheets:
        yield from sheet.tables


def _foot(data: WorkbookData) -> str:
    figures, origin = data.figures, data.origin
    parts = [PROJECT, figure_sentences.period_name(figures.period), figure_sentences.where(figures)]
    parts.append(_("data up to {day}").format(day=formatting.day(origin.data_as_at)))
    if origin.code:
        parts.append(_("code {code}").format(code=origin.code))
    if is_sample(figures, origin):
        parts.insert(1, _("SAMPLE DATA"))
    return " · ".join(parts)


def _properties(workbook: Workbook, data: WorkbookData) -> None:
    figures, origin = data.figures, data.origin
    period = figures.period
    subject = f"{figure_sentences.where(figures)}, {figure_sentences.period_name(period)}"
    describe(workbook, figure_sentences.finding(figures), subject, origin, data.personal)
    mark = WorkbookMark(
        origin.code,
        period.first,
        period.last,
        figures.countries,
        messages.language(),
        origin.country,
        data.withholds,
    )
    workbook.properties.keywords = clean(mark.mark())


def describe(workbook: Workbook, title: str, subject: str, origin: Origin, personal: str) -> None:
    """The properties of the file, and which personal data it was asked to hold."""
    about = workbook.properties
    about.title, about.subject = clean(title), clean(subject)
    about.creator = clean(origin.office) or PROJECT
    about.description = about.category = figure_sentences.personal(personal)
    workbook.custom_doc_props.append(StringProperty(name=PERSONAL_DATA, value=personal))  # type: ignore[attr-defined]
    about.created = about.modified = origin.made_at.replace(tzinfo=None)


NO_DATE = (1980, 1, 1, 0, 0, 0)
"""The first day a zip knows."""


class UndatedZip(ZipFile):
    """Used where another library writes the members."""

    def writestr(
        self,
        zinfo_or_arcname: str | ZipInfo,
        data: Any,
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        """One member from memory."""
        del compress_type, compresslevel
        info = (
            zinfo_or_arcname if isinstance(zinfo_or_arcname, ZipInfo) else ZipInfo(zinfo_or_arcname, NO_DATE)
        )
        info.date_time, info.compress_type = NO_DATE, ZIP_DEFLATED
        super().writestr(info, data)

    def write(
        self,
        filename: str | PathLike[str],
        arcname: str | PathLike[str] | None = None,
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        """One member from a file."""
        del compress_type, compresslevel
        self.writestr(str(arcname or filename), Path(filename).read_bytes())

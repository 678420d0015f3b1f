"""The workbook and the PDF of a period: the same figures of one snapshot, written whole or not at all."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from prossce_desktop.domain.counting.figures import Figures
from prossce_desktop.domain.model.scopes import PersonalData
from prossce_desktop.errors import ComputerError, ExportedInPart, SameTarget
from prossce_desktop.language import messages
from prossce_desktop.reports.report_data import Origin, Summary
from prossce_desktop.services.reporting.counted_figures import figures
from prossce_desktop.services.reporting.report_lists import ReportLists
from prossce_desktop.store.maintenance.state_digest import short_code
from prossce_desktop.store.queries.reading import Reading
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.system.atomic_files import refuse_target, replacing
from prossce_desktop.system.progress import ProgressCallback, silent

if TYPE_CHECKING:
    from prossce_desktop.reports.pages.finished_document import Document


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is exported: days (inclusive, None is open), countries (empty is all), language, targets.
    `personal`: none, names or all, for the workbook; the PDF never holds personal data."""

    start: dt.date | None = None
    end: dt.date | None = None
    countries: tuple[str, ...] = ()
    language: str = messages.ENGLISH
    personal: str = PersonalData.none
    excel: Path | None = None
    pdf: Path | None = None
    password: str = field(default="", repr=False)
    """What opens the files; empty: anybody does."""
    withholds: bool = False
    """Strangers may read it: no number of 1 to 4 people, nor what would give one back."""


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A file that was written; `sheets` of a workbook, `pages` of a PDF."""

    path: Path
    bytes: int
    sheets: tuple[str, ...] = ()
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class Exported:
    """The files in the order workbook, PDF, and the short code of the records they were made from."""

    files: tuple[ReportFile, ...]
    code: str


def export(
    store: Store, wanted: Wanted, now: dt.datetime, today: dt.date, step: ProgressCallback = silent
) -> Exported:
    """Write the files asked for, each whole or not at all; two are put in place once both are made.
    `now` has a time zone. Raises what `atomic_files.replacing` raises, SameTarget, TooManyRows, Cancelled,
    and ExportedInPart if only the second could not be put in place.
    """
    if wanted.excel is not None and wanted.pdf is not None and wanted.excel.resolve() == wanted.pdf.resolve():
        raise SameTarget
    for path in (wanted.excel, wanted.pdf):
        if path is not None:
            refuse_target(path)
    with messages.speaking(wanted.language), store.read() as reading:
        step(0, 0)
        lists, origin = _asked(reading, wanted, now, today)
        document = _document(lists, origin) if wanted.pdf is not None else None
        step(0, 0)
        return Exported(_written(lists, origin, wanted, document, step), origin.code)


@dataclass(frozen=True, slots=True)
class ReportPreview:
    """The pages and figures of what would be exported, and the short code of the records."""

    document: Document
    figures: Figures
    code: str


def preview(reading: Reading, wanted: Wanted, now: dt.datetime, today: dt.date) -> ReportPreview:
    """The PDF in memory: the very pages that `export` writes."""
    with messages.speaking(wanted.language):
        lists, origin = _asked(reading, wanted, now, today)
        return ReportPreview(_document(lists, origin), lists.printed, origin.code)


def origin_of(
    reading: Reading, now: dt.datetime, today: dt.date, *, sample: bool, countries: tuple[str, ...] = ()
) -> Origin:
    """Where a document of these countries (none: of all) comes from; it prints the officer's clock."""
    country = "" if reading.identity.regional else reading.identity.country
    return Origin(
        reading.identity.office, today, now.astimezone(), short_code(reading, countries), sample, country
    )


def _asked(reading: Reading, wanted: Wanted, now: dt.datetime, today: dt.date) -> tuple[ReportLists, Origin]:
    found = figures(reading, start=wanted.start, end=wanted.end, countries=wanted.countries)
    origin = origin_of(reading, now, today, sample=found.sample, countries=wanted.countries)
    return ReportLists(reading, found, today, wanted.personal, wanted.withholds), origin


def _document(lists: ReportLists, origin: Origin) -> Document:
    from prossce_desktop.reports.pages.period_summary import summary

    return summary(Summary(lists.printed, origin, lists.lines()))


def _written(
    lists: ReportLists, origin: Origin, wanted: Wanted, document: Document | None, step: ProgressCallback
) -> tuple[ReportFile, ...]:
    if document is None or wanted.pdf is None:
        return (_workbook(lists, origin, wanted, wanted.excel, step),) if wanted.excel is not None else ()
    found: list[ReportFile] = []
    content = _locked(document.data, wanted.password)
    try:
        with replacing(wanted.pdf) as aside:
            aside.write_bytes(content)
            if wanted.excel is not None:
                found.append(_workbook(lists, origin, wanted, wanted.excel, step))
    except ComputerError as error:
        if found:
            raise ExportedInPart(written=found[0].path, reason=str(error)) from error
        raise
    return (*found, ReportFile(wanted.pdf, len(content), pages=document.pages))


def _locked(content: bytes, password: str) -> bytes:
    if not password:
        return content
    from prossce_desktop.reports.file_encryption import lock_pdf

    return lock_pdf(content, password)


def _workbook(
    lists: ReportLists, origin: Origin, wanted: Wanted, path: Path, step: ProgressCallback
) -> ReportFile:
    from prossce_desktop.reports.workbook.report_workbook import WorkbookData, write_workbook

    data = WorkbookData(
        lists.printed,
        origin,
        lists.activities(),
        lists.beside_reach(),
        lists.beside_figures(),
        lists.personal,
        withholds=lists.withholds,
    )
    sheets = write_workbook(data, path, step, wanted.password)
    return ReportFile(path, path.stat().st_size, sheets)

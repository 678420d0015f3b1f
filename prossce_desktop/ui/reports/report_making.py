"""What the page of reports shows: pages in memory and the figures they print, made beside the window."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path

from prossce_desktop import app
from prossce_desktop.app import Store
from prossce_desktop.services.reporting import activity_papers, export_log, figure_lines, report_export
from prossce_desktop.services.reporting.figure_lines import FigureLine
from prossce_desktop.services.reporting.report_export import Wanted
from prossce_desktop.system.progress import ProgressCallback
from prossce_desktop.ui.printing.pdf_rendering import sizes
from prossce_desktop.ui.reports.report_kinds import ReportKind


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """One report: its kind, the period or the activity, and how a sign-in sheet is filled."""

    kind: ReportKind
    wanted: Wanted
    activity: int = 0
    filled: bool = False
    blank: int = 1


@dataclass(frozen=True, slots=True)
class RenderedReport:
    """The pages of a report and its figures (none for papers of one activity); `text` is for a message."""

    data: bytes
    sizes: tuple[tuple[float, float], ...]
    lines: tuple[FigureLine, ...] = ()
    text: str = ""


def make(store: Store, asked: ReportRequest, today: dt.date, step: ProgressCallback) -> RenderedReport:
    """The report of one snapshot. Not on the main thread."""
    now = app.now()
    with store.read() as reading:
        step(0, 0)
        if asked.kind is ReportKind.activity:
            data = activity_papers.activity_document(
                reading, asked.activity, now, today, asked.wanted.language
            ).data
            return RenderedReport(data, sizes(data))
        if asked.kind is ReportKind.sign_in:
            language = asked.wanted.language
            data = activity_papers.sign_in_document(
                reading, asked.activity, now, filled=asked.filled, pages=asked.blank, language=language
            ).data
            return RenderedReport(data, sizes(data))
        made = report_export.preview(reading, asked.wanted, now, today)
        text = figure_lines.message(made.figures, made.code, today)
        return RenderedReport(
            made.document.data, sizes(made.document.data), figure_lines.lines(made.figures), text
        )


def write_pdf(store: Store, asked: ReportRequest, today: dt.date, path: Path, step: ProgressCallback) -> None:
    """The same report into a file, from the records as they are now."""
    now, language = app.now(), asked.wanted.language
    if asked.kind is ReportKind.activity:
        activity_papers.write_activity_page(store, asked.activity, path, now, today, language)
    elif asked.kind is ReportKind.sign_in:
        activity_papers.write_sign_in_sheet(
            store, asked.activity, path, now, filled=asked.filled, pages=asked.blank, language=language
        )
    else:
        report_export.export(store, _to(asked.wanted, pdf=path), now, today, step)


def note_sheet(store: Store, activity: int, path: Path) -> None:
    """A sign-in sheet with names was made of this activity."""
    export_log.note_sheet(store, activity, path.name, app.now())


def note_workbook(store: Store, wanted: Wanted, path: Path) -> None:
    """A workbook was made; one without personal columns is nothing to tell."""
    export_log.note_workbook(store, _to(wanted, excel=path), app.now())


def write_workbook(
    store: Store, asked: ReportRequest, today: dt.date, path: Path, step: ProgressCallback
) -> None:
    report_export.export(store, _to(asked.wanted, excel=path), app.now(), today, step)


def _to(wanted: Wanted, excel: Path | None = None, pdf: Path | None = None) -> Wanted:
    return replace(wanted, excel=excel, pdf=pdf)

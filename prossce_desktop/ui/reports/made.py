"""What the page of reports shows: pages in memory and the figures they print, made beside the window."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path

from prossce_desktop import compose
from prossce_desktop.compose import Store
from prossce_desktop.progress import Step
from prossce_desktop.services import exports, figure_lines, noted_exports, pages
from prossce_desktop.services.exports import Wanted
from prossce_desktop.services.figure_lines import FigureLine
from prossce_desktop.ui.reports.kinds import ReportKind
from prossce_desktop.ui.reports.pictures import sizes


@dataclass(frozen=True, slots=True)
class Asked:
    """One report: its kind, the period or the activity, and how a sign-in sheet is filled."""

    kind: ReportKind
    wanted: Wanted
    activity: int = 0
    filled: bool = False
    blank: int = 1


@dataclass(frozen=True, slots=True)
class Shown:
    """The pages of a report and its figures (none for papers of one activity); `text` is for a message."""

    data: bytes
    sizes: tuple[tuple[float, float], ...]
    lines: tuple[FigureLine, ...] = ()
    text: str = ""


def make(store: Store, asked: Asked, today: dt.date, step: Step) -> Shown:
    """The report of one snapshot. Not on the main thread."""
    now = compose.now()
    with store.read() as reading:
        step(0, 0)
        if asked.kind is ReportKind.activity:
            data = pages.activity_document(reading, asked.activity, now, today, asked.wanted.language).data
            return Shown(data, sizes(data))
        if asked.kind is ReportKind.sign_in:
            language = asked.wanted.language
            data = pages.sign_in_document(reading, asked.activity, now, filled=asked.filled, pages=asked.blank, language=language).data
            return Shown(data, sizes(data))
        made = exports.preview(reading, asked.wanted, now, today)
        text = figure_lines.message(made.figures, made.code, today)
        return Shown(made.document.data, sizes(made.document.data), figure_lines.lines(made.figures), text)


def write_pdf(store: Store, asked: Asked, today: dt.date, path: Path, step: Step) -> None:
    """The same report into a file, from the records as they are now."""
    now, language = compose.now(), asked.wanted.language
    if asked.kind is ReportKind.activity:
        pages.write_activity_page(store, asked.activity, path, now, today, language)
    elif asked.kind is ReportKind.sign_in:
        pages.write_sign_in_sheet(store, asked.activity, path, now, filled=asked.filled, pages=asked.blank, language=language)
    else:
        exports.export(store, _to(asked.wanted, pdf=path), now, today, step)


def note_sheet(store: Store, activity: int, path: Path) -> None:
    """A sign-in sheet with names was made of this activity."""
    noted_exports.note_sheet(store, activity, path.name, compose.now())


def note_workbook(store: Store, wanted: Wanted, path: Path) -> None:
    """A workbook was made; one without personal columns is nothing to tell."""
    noted_exports.note_workbook(store, _to(wanted, excel=path), compose.now())


def write_workbook(store: Store, asked: Asked, today: dt.date, path: Path, step: Step) -> None:
    """The workbook of a period into a file."""
    exports.export(store, _to(asked.wanted, excel=path), compose.now(), today, step)


def _to(wanted: Wanted, excel: Path | None = None, pdf: Path | None = None) -> Wanted:
    return replace(wanted, excel=excel, pdf=pdf)

"""Workbooks that the tests share, and reading them back."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from prossce_desktop.domain.counting.figures import Figures
from prossce_desktop.domain.model.activity import Activity
from prossce_desktop.domain.model.career_fair import FairEmployer
from prossce_desktop.domain.model.head_count import HeadCount
from prossce_desktop.domain.model.people import Participation
from prossce_desktop.domain.model.record_kinds import ACTIVITY_KINDS
from prossce_desktop.reports.workbook import report_list_columns
from prossce_desktop.reports.workbook.record_columns import ListSheet, Named, Values, columns_of, row_of
from prossce_desktop.reports.workbook.report_workbook import WorkbookData
from prossce_desktop.system import paths
from tests.reports.papers import CAMBODIA, ORIGIN

TO_COUNT = ("count", "count_basis", "count_qualifier", "mode_or_channel", "kind")


def published() -> list[tuple[Activity, dict[str, int]]]:
    """The shipped activities, each with its count by basis."""
    found = []
    with paths.resource("sample/published_activities.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            record = ACTIVITY_KINDS[row["kind"]]
            given: dict[str, Any] = {name: value for name, value in row.items() if value and name not in TO_COUNT and name in record.model_fields}
            way = "channel" if row["kind"] == "career_fair" else "mode"
            if row["mode_or_channel"]:
                given[way] = row["mode_or_channel"]
            counted = {row["count_basis"] or "persons_organiser": int(row["count"])} if row["count"] else {}
            found.append((record(**given), counted))
    return found


def activities_sheet(extra: list[Activity] | None = None, personal: str = "none") -> ListSheet:
    """The published activities, then others."""
    columns = report_list_columns.activity_columns(personal)
    rows = [report_list_columns.activity_row(columns, one, counted) for one, counted in published()]
    rows += [report_list_columns.activity_row(columns, one) for one in extra or []]
    return ListSheet("Activities", columns, rows, "One row an activity.", 2, "activities", len(rows))


def people_sheet(people: Sequence[Values], personal: str = "all", named: Named | None = None) -> ListSheet:
    """Each person at activity 1."""
    columns = report_list_columns.people_columns(personal)
    took_part = Participation(person=1, activity=1, stage="attended", age=31)
    persons, taking_part = ([one for one in columns if one.record == kind] for kind in ("person", "participation"))
    rows = [(f"KH-{n:04}", *row_of(persons, one, named), *row_of(taking_part, took_part, named)) for n, one in enumerate(people, 1)]
    return ListSheet("People", columns, rows, "One row a person at an activity.", 2, "people", len(rows))


def head_counts_sheet(named: Named | None = None) -> ListSheet:
    """One head count with women and men."""
    columns = columns_of(HeadCount)
    one = HeadCount(activity=1, channel="on_site", counted_on=dt.date(2024, 10, 26), count=100, women=58, men=40)
    return ListSheet("Head counts", columns, [row_of(columns, one, named)], "One row a count.", 1, "head_counts", 1)


def employers_sheet(named: Named | None = None) -> ListSheet:
    """One employer at a fair."""
    columns = columns_of(FairEmployer)
    one = FairEmployer(activity=1, organisation=2, posts_local=40, hired=3)
    return ListSheet("Employers", columns, [row_of(columns, one, named)], "One row an employer at a fair.", 2, "employers", 1)


def data(figures: Figures = CAMBODIA, **changed: Any) -> WorkbookData:
    """A workbook of the published activities."""
    lists = {"activities": activities_sheet(), "after_reach": (head_counts_sheet(), employers_sheet())}
    return dataclasses.replace(WorkbookData(figures, ORIGIN, **lists), **changed)  # type: ignore[arg-type]


def read(path: Path) -> Workbook:
    """The workbook as openpyxl reads it."""
    return load_workbook(path)


def rows(workbook: Workbook, title: str, first: int = 7) -> list[tuple[Any, ...]]:
    """The rows of a list sheet without the margin column."""
    return [row[1:] for row in workbook[title].iter_rows(min_row=first, values_only=True)]


def heads(workbook: Workbook, title: str) -> list[Any]:
    """The headings of a list sheet."""
    return [cell.value for cell in workbook[title][6][1:]]


def converted(path: Path, to: str, folder: Path) -> Path:
    """The file as LibreOffice opens and saves it in another format, with a profile of its own."""
    profile = (folder / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", to, "--outdir", str(folder / "out"), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return folder / "out" / f"{path.stem}.{to.split(':')[0]}"

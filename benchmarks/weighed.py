"""One job in a process that does nothing else; prints its memory before and at most, in MB, as JSON."""

from __future__ import annotations

import datetime as dt
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.memory import begin_peak, peak_mb, resident_mb
from benchmarks.people import Base
from prossce_desktop.services.lists import list_queries
from prossce_desktop.services.reporting.counted_figures import figures
from prossce_desktop.services.reporting.report_export import Wanted, export
from prossce_desktop.store.workspace.store import Store

NOW = dt.datetime(2026, 1, 5, 9, 0, tzinfo=dt.UTC)
MANY = 800_000
"""People from which an export is asked for a part of the years: one sheet of Excel holds a million rows."""


def main() -> None:
    """`WORKSPACE PEOPLE JOB`."""
    base, job = Base(Path(sys.argv[1]), int(sys.argv[2])), sys.argv[3]
    store = base.open(writing=job in ("backup", "check"))
    with store.read() as reading:
        list_queries.people(reading, list_queries.PeopleFilter())
    before = resident_mb()
    begin_peak()
    with tempfile.TemporaryDirectory(prefix="prossce-bench-") as folder:
        JOBS[job](store, Path(folder), base.people)
    print(json.dumps({"before": before, "peak": peak_mb()}))
    store.close()


def _years(people: int) -> tuple[dt.date | None, dt.date | None]:
    return (None, None) if people <= MANY else (dt.date(2022, 1, 1), dt.date(2024, 12, 31))


def _workbook(store: Store, folder: Path, people: int) -> None:
    start, end = _years(people)
    export(store, Wanted(start, end, personal="all", excel=folder / "out.xlsx"), NOW, NOW.date())


def _report(store: Store, folder: Path, people: int) -> None:
    start, end = _years(people)
    export(store, Wanted(start, end, pdf=folder / "out.pdf"), NOW, NOW.date())


def _figures(store: Store, folder: Path, people: int) -> None:
    figures(store)


def _anchors(store: Store, folder: Path, people: int) -> None:
    with store.read() as reading:
        list_queries.people_anchors(reading, list_queries.PeopleFilter())


def _backup(store: Store, folder: Path, people: int) -> None:
    store.backups.copy_to(folder / "copy.db")


JOBS: dict[str, Callable[[Store, Path, int], None]] = {
    "workbook": _workbook, "report": _report, "figures": _figures, "list": _anchors, "backup": _backup,
}  # fmt: skip


if __name__ == "__main__":
    main()

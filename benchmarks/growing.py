"""How the time of each job grows from 10,000 to 1,000,000 people, drawn by the program (`growth.png`)."""

from __future__ import annotations

import datetime as dt
import math
import random
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from itertools import pairwise
from pathlib import Path

import pypdfium2

from benchmarks.exporting import PeopleSheet
from benchmarks.measure import Amount, Took, median, milliseconds, own, timed
from benchmarks.people import Base
from benchmarks.persons import person
from benchmarks.pivoting import OURS
from benchmarks.searching import typed_names
from prossce_desktop.domain.model.codes import Stage
from prossce_desktop.domain.model.people import Participation
from prossce_desktop.domain.operations.action_kind import ActionKind
from prossce_desktop.reports.ink_and_type import ACCENT, GREY, LABEL, NUMBER, RULE
from prossce_desktop.reports.pages.page_charts import Chart
from prossce_desktop.reports.pdf.drawn_pages import Paper
from prossce_desktop.reports.pdf.pdf_file import PdfMetadata, pdf
from prossce_desktop.services.lists import list_queries
from prossce_desktop.services.reporting.counted_figures import figures
from prossce_desktop.store.queries import search
from prossce_desktop.store.queries.reading import Reading
from prossce_desktop.store.workspace.store import Store

SIZES = (10_000, 100_000, 1_000_000)
LINEAR = 1.35
"""Allowed growth of the time per person: the trees of the base are a level or two deeper."""
TURNS = 3
CHART = Path(__file__).with_name("growth.png")
ACROSS, WIDE, HIGH, GAP = 4, 110.0, 84.0, 16.0


def lines(bases: Sequence[Base]) -> Iterator[Amount]:
    """Of every job the time at the largest size in units of linear growth from the smallest; then the chart.

    Processor time decides: by the clock a job at the largest size, which runs longest, carries most of
    what else the machine does. The sizes take turns, and a job over everybody begins without a page in
    memory, else only the small base would have all of them.
    """
    with ExitStack() as stack:
        opened = [stack.enter_context(_Opened(base)) for base in bases]
        found = _in_turn(opened)
    grown = bases[-1].people / bases[0].people
    for job, took in found.items():
        worked = [median(own(one)) for one in took]
        said = ", ".join(
            f"{milliseconds(ms)} ({milliseconds(median(one))} by the clock) at {base.people:,}"
            for ms, one, base in zip(worked, took, bases, strict=True)
        )
        yield Amount(
            "growth",
            f"{job}, processor time: {said}",
            100 * worked[-1] / worked[0] / grown,
            "% of linear",
            100 * LINEAR,
        )
    draw(
        {job: [median(own(one)) for one in took] for job, took in found.items()},
        [one.people for one in bases],
        CHART,
    )


def _in_turn(opened: Sequence[_Opened]) -> dict[str, list[list[Took]]]:
    """Of each job what it took at each size."""
    found: dict[str, list[list[Took]]] = {}
    for _turn in range(TURNS):
        for at, one in enumerate(opened):
            for job, took in one.once():
                found.setdefault(job, [[] for _base in opened])[at] += took
    return found


class _Opened:
    """A copy of a base with its jobs, in a folder of its own."""

    def __init__(self, base: Base) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="prossce-bench-")
        self._path = Path(self._folder.name)
        self._base = base.copy(self._path)
        self._store = self._base.open()

    def __enter__(self) -> _Opened:
        return self

    def __exit__(self, *_: object) -> None:
        self._base.at_home()
        self._store.close()
        self._folder.cleanup()

    def once(self) -> Iterator[tuple[str, list[Took]]]:
        """Every job once, quick ones many times."""
        self._base.at_home()
        with self._store.read() as reading:
            list_queries.people(reading, list_queries.PeopleFilter(), limit=64)
            yield (
                "first page of the list",
                [
                    timed(lambda: list_queries.people(reading, list_queries.PeopleFilter(), limit=64))
                    for _time in range(20)
                ],
            )
            yield (
                "offers at a key",
                [timed(partial(search.people, reading, text)) for text in typed_names(reading)],
            )
            for job, work in self._over_everybody(reading).items():
                reading.execute("PRAGMA shrink_memory").fetchall()
                yield job, [timed(work)]
        yield "save of a person", [timed(lambda: _save(self._store)) for _time in range(20)]
        yield "verified copy", [timed(lambda: self._store.backups.copy_to(self._path / "copy.db"))]

    def _over_everybody(self, reading: Reading) -> dict[str, Callable[[], object]]:
        sheet = PeopleSheet(reading)
        return {
            "where pages begin": lambda: list_queries.people_anchors(reading, list_queries.PeopleFilter()),
            "full pivot": lambda: reading.execute(OURS).fetchall(),
            "figures of a report": lambda: figures(reading),
            "sheet of people": lambda: sheet.write(self._path / "people.xlsx"),
        }


def _save(store: Store) -> None:
    with store.read() as reading:
        fair = int(reading.execute("SELECT id FROM career_fair LIMIT 1").one()[0])
    with store.work(ActionKind.new, 2) as work:
        [one] = work.new("person", [person(random.Random())])
        work.new("participation", [Participation(person=one, activity=fair, stage=Stage.attended)])


def draw(times_by_job: Mapping[str, Sequence[float]], sizes: Sequence[int], path: Path) -> None:
    """One small picture a job, both scales logarithmic; grey: linear growth from the first point."""
    rows = -(-len(times_by_job) // ACROSS)
    paper = Paper(
        (ACROSS * (WIDE + GAP) + 2 * GAP - GAP, rows * (HIGH + 46) + GAP), lowest=10_000, margin=GAP / 2
    )
    paper.new_sheet()
    for place, (job, took) in enumerate(times_by_job.items()):
        _panel(job, took, sizes).draw(
            paper, GAP + place % ACROSS * (WIDE + GAP), GAP + place // ACROSS * (HIGH + 46)
        )
    about = PdfMetadata("Growth", "ProSSCE", "Time by people", dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    document = pypdfium2.PdfDocument(pdf(paper, about))
    document[0].render(scale=2).to_pil().save(path)
    document.close()


def _panel(job: str, took: Sequence[float], sizes: Sequence[int]) -> Chart:
    span = math.log10(sizes[-1] / sizes[0])
    straight = [took[0] * size / sizes[0] for size in sizes]
    lowest = math.log10(min(*took, *straight))
    tall = max(math.log10(max(*took, *straight)) - lowest, 0.5)

    def paint(paper: Paper, x: float, y: float) -> None:
        def place(size: float, ms: float) -> tuple[float, float]:
            across = math.log10(size / sizes[0]) / span * (WIDE - 12)
            return x + 4 + across, y + 14 + HIGH - 8 - (math.log10(ms) - lowest) / tall * (HIGH - 16)

        paper.text(job, x, y + 8, LABEL.bold())
        paper.rule(x, y + 14 + HIGH, x + WIDE, y + 14 + HIGH, RULE, 0.5)
        for values, ink, thick in ((straight, GREY, 0.5), (took, ACCENT, 1.4)):
            points = [place(size, ms) for size, ms in zip(sizes, values, strict=True)]
            paper.strokes([(*one, *other) for one, other in pairwise(points)], ink, thick)
        for size, ms in zip(sizes, took, strict=True):
            paper.disc(*place(size, ms), 2.4, ACCENT)
        paper.text(milliseconds(took[0]), x, y + HIGH + 25, NUMBER)
        paper.text(milliseconds(took[-1]), x + WIDE, y + HIGH + 25, NUMBER, align="right")

    return Chart(HIGH + 30, f"{job}: {', '.join(map(milliseconds, took))}", paint)

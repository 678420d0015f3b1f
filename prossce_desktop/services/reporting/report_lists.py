"""The lists of a report: activities and counts, head counts, employers, people and the rest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from prossce_desktop.domain.counting.figures import Figures
from prossce_desktop.domain.model.activity import Activity
from prossce_desktop.domain.model.career_fair import FairEmployer
from prossce_desktop.domain.model.codes import Basis, Consent
from prossce_desktop.domain.model.fields import Record
from prossce_desktop.domain.model.head_count import HeadCount
from prossce_desktop.domain.model.head_count_cube import CubeRefused
from prossce_desktop.domain.model.record_kinds import KINDS
from prossce_desktop.domain.model.scopes import PersonalData
from prossce_desktop.domain.operations.erasure import is_of_a_person
from prossce_desktop.domain.operations.record_ownership import OWNED
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _
from prossce_desktop.reports.report_data import ActivityLine, CountWithBasis
from prossce_desktop.reports.workbook import report_list_columns
from prossce_desktop.reports.workbook.excel_cells import CellValue
from prossce_desktop.reports.workbook.record_columns import (
    ListSheet,
    Named,
    SheetColumn,
    as_it_is,
    columns_of,
    row_of,
    words_of,
)
from prossce_desktop.services.reporting.small_cell_suppression import (
    FigureSources,
    Withholding,
    without_means_of_few,
)
from prossce_desktop.store.queries import export_rows, list_activities
from prossce_desktop.store.queries.list_activities import ActivityListRow
from prossce_desktop.store.queries.reading import Reading, Stored

_CHUNK = 5_000
_NAMED = str(Basis.persons_named.value)
_TABLES = {"head_count": "head_counts"}
"""Names of tables that are not their kind's."""
Cells = tuple[CellValue, ...]


@dataclass(frozen=True)
class ReportLists:
    """What stands behind a period's figures, in one snapshot; `today` decides what is overdue. `withholds`:
    small numbers, and what gives them back, are withheld in every table, the sheet of crossed cells left out.
    """

    reading: Reading
    figures: Figures
    today: dt.date
    personal: str = PersonalData.none
    withholds: bool = False

    @cached_property
    def printed(self) -> Figures:
        """The figures as they are printed."""
        return (
            self._withholding.figures()
            if self._withholding is not None
            else without_means_of_few(self.figures)
        )

    @cached_property
    def _withholding(self) -> Withholding | None:
        if not self.withholds:
            return None
        activities = {one.id: one.value for one in self._activities() if isinstance(one.value, Activity)}
        heads = {one.id: one.value for one in self._at("head_count") if isinstance(one.value, HeadCount)}
        employers = {
            one.id: one.value for one in self._at("fair_employer") if isinstance(one.value, FairEmployer)
        }
        return Withholding(
            self.figures,
            FigureSources(activities, {id: counted(row) for id, row in self.rows.items()}, heads, employers),
        )

    def _counted(self, id: int) -> tuple[CountWithBasis, ...]:
        return self._withholding.counted(id) if self._withholding is not None else counted(self.rows[id])

    def _told(self, id: int, columns: Sequence[SheetColumn], row: Cells) -> Cells:
        return self._withholding.row(id, columns, row) if self._withholding is not None else row

    @cached_property
    def ids(self) -> tuple[int, ...]:
        """The activities of the period, whatever their status, the earliest first."""
        found = {id for row in self.figures.activities for id in row.activity_ids}
        rows = self._rows(sorted(found))
        return tuple(one.id for one in sorted(rows, key=lambda one: (one.end or one.start or "", one.id)))

    @cached_property
    def names(self) -> dict[int, str]:
        """What is printed for a record that another points to."""
        return export_rows.names(self.reading)

    @cached_property
    def rows(self) -> dict[int, ActivityListRow]:
        """The same rows as the window's list of activities, by id."""
        return {one.id: one for one in self._rows(self.ids)}

    def lines(self) -> tuple[ActivityLine, ...]:
        """The activities as a summary on paper lists them."""
        return tuple(self._line(self.rows[one.id], one.value) for one in self._activities())

    def activities(self) -> ListSheet:
        """One row an activity, with its counts by basis."""
        columns = report_list_columns.activity_columns(self.personal)
        rows = [
            self._told(
                one.id,
                columns,
                report_list_columns.activity_row(columns, one.value, self._numbers(one.id), self.names.get),
            )
            for one in self._activities()
            if isinstance(one.value, Activity)
        ]
        about = _("All recorded activities of the period, with any status. Only held activities are counted.")
        if not rows:
            about = _("No activities are recorded for this period.")
        return ListSheet(_("Activities"), columns, rows, about, 3, "activities", len(rows))

    def beside_reach(self) -> tuple[ListSheet, ...]:
        """Head counts, their crossed cells, employers."""
        counts, found = self._at("head_count"), []
        if counts:
            about = _("One row for each count: one channel on one day. An empty cell means not recorded.")
            found.append(self._sheet("head_count", _("Head counts"), about, counts, 1))
        crossed = [] if self.withholds else [one.value for one in counts if isinstance(one.value, HeadCount)]
        cells = [row for one in crossed for row in self._cells(one)]
        if cells:
            about = _("Women and men by age and disability. The cells of a count add up to its total.")
            found.append(
                ListSheet(
                    _("Head counts in detail"),
                    report_list_columns.cell_columns(),
                    cells,
                    about,
                    1,
                    "cells",
                    len(cells),
                )
            )
        employers = self._at("fair_employer")
        if employers:
            about = _(
                "One row for each employer at a fair, as the employer told the organiser. Posts and "
                "interviews are not persons."
            )
            found.append(self._sheet("fair_employer", _("Employers"), about, employers, 2))
        return tuple(found)

    def beside_figures(self) -> tuple[ListSheet, ...]:
        """Programmes, organisations, results; with personal data people, follow-ups, stories with consent."""
        found = (
            [self._people()]
            if self.personal != PersonalData.none and export_rows.count_taking_part(self.reading, self.ids)
            else []
        )
        for kind, about in (
            ("follow_up", _("One row for each follow-up of a person who was hired or referred.")),
            ("programme", _("Programmes that trainings belong to.")),
            ("organisation", _("Employers, unions, employment offices, training providers and others.")),
            ("institutional_result", _("What institutions adopted because of the project’s work.")),
            ("impact_story", _("Only stories with consent to publish.")),
        ):
            if self.personal == PersonalData.none and is_of_a_person(KINDS[kind]):
                continue
            records = self._at(kind) if kind in export_rows.OF_ACTIVITIES else self._others(kind)
            if records:
                found.append(self._sheet(kind, _(KINDS[kind].PLURAL), about, records, 1))
        return tuple(found)

    def _people(self) -> ListSheet:
        columns = report_list_columns.people_columns(self.personal)
        count = export_rows.count_taking_part(self.reading, self.ids)
        about = _("One row for each person at an activity. The same number means the same person.")
        rows = export_rows.taking_part(self.reading, self.ids, [(one.record, one.key) for one in columns[1:]])
        return ListSheet(
            _("People"),
            columns,
            rows,
            about,
            2,
            "people",
            count,
            reads=people_reads(columns, self.names.get),
            personal=True,
        )

    def _sheet(self, kind: str, title: str, about: str, records: Sequence[Stored], pinned: int) -> ListSheet:
        columns = columns_of(KINDS[kind], PersonalData.all if kind == "impact_story" else self.personal)
        rows = [self._told(one.id, columns, row_of(columns, one.value, self.names.get)) for one in records]
        is_personal = is_of_a_person(KINDS[kind]) or any(one.personal for one in columns)
        return ListSheet(
            title, columns, rows, about, pinned, _TABLES.get(kind, kind), len(rows), personal=is_personal
        )

    def _cells(self, count: HeadCount) -> list[Cells]:
        try:
            return (
                list(report_list_columns.cell_rows(count, self.names.get))
                if count.cells or count.ages or count.women or count.men
                else []
            )
        # numbers of another program that contradict each other: the total stands in the list of counts
        except CubeRefused:
            return []

    def _at(self, kind: str) -> list[Stored]:
        return list(self.reading.records(kind, export_rows.ids_at(self.reading, kind, self.ids)))

    def _others(self, kind: str) -> list[Stored]:
        return [one for one in self.reading.records(kind) if self._wanted(one.value)]

    def _wanted(self, record: Record) -> bool:
        """Whether a record that stands at no activity belongs to the countries and days asked for."""
        if record.KIND == "impact_story" and getattr(record, "consent", None) is not Consent.given:
            return False
        of_all = () if record.KIND in OWNED else (None,)
        if self.figures.countries and getattr(record, "country", None) not in (
            *of_all,
            *self.figures.countries,
        ):
            return False
        return not hasattr(record, "date") or self.figures.period.holds(record.date)

    def _activities(self) -> Iterator[Stored]:
        for id in self.ids:
            yield self.reading.record(id)

    def _line(self, row: ActivityListRow, record: Record) -> ActivityLine:
        start, end = getattr(record, "start", None), getattr(record, "end", None)
        return ActivityLine(
            row.code or "", row.title, row.kind, row.country, start, end, row.status, row.our_part,
            ", ".join(one for one in (formatting.held_in_words(row.country, row.held_in), row.place) if one),
            self._counted(row.id),
            self._remark(record),
        )  # fmt: skip

    def _numbers(self, id: int) -> dict[str, int]:
        return {one.basis: one.value for one in self._counted(id)}

    def _remark(self, record: Record) -> str:
        """Whom it counts with, where it does not count by itself."""
        same, larger = getattr(record, "same_event_as", None), getattr(record, "part_of", None)
        if same is not None:
            return _("Same event as {code}; only {code} is counted.").format(
                code=self.names.get(same, str(same))
            )
        if larger is not None:
            return _("Belongs to {code}.").format(code=self.names.get(larger, str(larger)))
        return ""

    def _rows(self, ids: Sequence[int]) -> list[ActivityListRow]:
        return [
            row
            for at in range(0, len(ids), _CHUNK)
            for row in list_activities.rows(self.reading, ids[at : at + _CHUNK], self.today)
        ]


def people_reads(columns: Sequence[SheetColumn], named: Named) -> tuple[Callable[[Any], CellValue], ...]:
    """How rows of `taking_part` become cells of `people_columns`: the person's number, each field."""
    return (str, *(_read(one, named) for one in columns[1:]))


def _read(column: SheetColumn, named: Named) -> Callable[[Any], CellValue]:
    if column.field is None:
        raise ValueError(column.key)
    plain, words = export_rows.plain_of(column.record, column.key), words_of(column.field, named)
    if words is as_it_is:
        return plain  # type: ignore[return-value]
    return lambda stored: words(plain(stored))


def counted(row: ActivityListRow) -> tuple[CountWithBasis, ...]:
    """Every number of an activity by basis: head counts, and listed people where they are more."""
    found = {one.basis: CountWithBasis(one.value, one.basis, one.qualifier) for one in row.counts}
    head = found.get(_NAMED)
    if row.named and (
        head is None or row.named > head.value or (row.named == head.value and head.qualifier != "more_than")
    ):
        found[_NAMED] = CountWithBasis(row.named, _NAMED)
    order = [str(one.value) for one in Basis if one is not Basis.persons_named]
    return tuple(found[one] for one in (*order[:1], _NAMED, *order[1:]) if one in found)

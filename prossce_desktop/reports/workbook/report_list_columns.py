"""Columns and rows of every workbook's lists: activities, people, head counts by cell, employers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from prossce_desktop.domain.model.activity import NUMBERS, Activity
from prossce_desktop.domain.model.ages import AgeBand
from prossce_desktop.domain.model.codes import Basis, Sex
from prossce_desktop.domain.model.fields import fields_of
from prossce_desktop.domain.model.head_count import HeadCount
from prossce_desktop.domain.model.head_count_cube import Cell
from prossce_desktop.domain.model.people import Participation, Person
from prossce_desktop.domain.model.record_kinds import ACTIVITY_KINDS, KINDS
from prossce_desktop.domain.model.scopes import PersonalData
from prossce_desktop.language.messages import _
from prossce_desktop.reports import figure_sentences
from prossce_desktop.reports.workbook.excel_cells import CellValue
from prossce_desktop.reports.workbook.record_columns import (
    NOT_APPLICABLE,
    CellKind,
    Named,
    SheetColumn,
    cell_value,
    columns_of,
    distinct,
    row_of,
)

COUNTED = (Basis.persons_named, Basis.persons_organiser, Basis.attendances, Basis.online_visits)
"""Bases that have a column of their own in the list of activities; they are never added."""
_COUNTED = "counted."
PERSON_WIDTH = 22
"""Characters: the nineteen digits of a record's id."""


def activity_columns(personal: str = PersonalData.none) -> tuple[SheetColumn, ...]:
    """Kind, then each field of all activity kinds once, as declared; counts before organiser's numbers."""
    union: dict[str, SheetColumn] = {}
    for kind in ACTIVITY_KINDS.values():
        for column in columns_of(kind, personal):
            union.setdefault(column.key, column)
    fields = list(union.values())
    at = next(
        (n for n, one in enumerate(fields) if one.field and one.field.shown.section == NUMBERS), len(fields)
    )
    counts = [SheetColumn(_(one.label), 12, CellKind.count, key=f"{_COUNTED}{one.value}") for one in COUNTED]
    kind_column = SheetColumn(_("Kind"), 18, key="kind")
    return distinct(
        [kind_column, *fields[:at], *counts, *fields[at:]], {name: one.LABEL for name, one in KINDS.items()}
    )


def activity_row(
    columns: Sequence[SheetColumn],
    activity: Activity,
    counted: Mapping[str, int] | None = None,
    named: Named | None = None,
) -> tuple[CellValue, ...]:
    """An activity under `activity_columns`; `counted`: its counts by basis token; n/a outside its kind."""
    own = {one.name: one for one in fields_of(type(activity))}
    draft = {"kind": activity.KIND, **{name: getattr(activity, name) for name in own}}
    given = counted or {}
    found: list[CellValue] = []
    for column in columns:
        if column.key == "kind":
            found.append(_(activity.LABEL))
        elif column.key.startswith(_COUNTED):
            found.append(given.get(column.key.removeprefix(_COUNTED)))
        elif (field := own.get(column.key)) is None or (
            draft[column.key] is None and not field.relevant(draft)
        ):
            found.append(_(NOT_APPLICABLE) if column.kind.is_figure or column.kind is CellKind.day else None)
        else:
            found.append(cell_value(field, draft[column.key], named))
    return tuple(found)


def people_columns(personal: str = PersonalData.none) -> tuple[SheetColumn, ...]:
    """The person's code and fields, then those of participation; personal ones only as far as asked for."""
    labels = {Person.KIND: Person.LABEL, Participation.KIND: Participation.LABEL}
    code = SheetColumn(_("Person"), PERSON_WIDTH, key="code")
    return distinct(
        [code, *columns_of(Person, personal), *columns_of(Participation, personal, without=("person",))],
        labels,
    )


def cell_columns() -> tuple[SheetColumn, ...]:
    """Head counts by cell: activity, channel, day, basis, qualifier, then sex, age, disability, number."""
    declared = {one.key: one for one in columns_of(HeadCount)}
    about = [declared[key] for key in ("activity", "channel", "counted_on", "basis", "qualifier")]
    cells = [
        SheetColumn(_("Sex"), 14, key="sex"),
        SheetColumn(_("Age"), 16, key="age"),
        SheetColumn(_("Disability"), 22, key="disability"),
    ]
    return (*about, *cells, SheetColumn(_("Number"), 11, CellKind.count, key="number"))


def cell_rows(head_count: HeadCount, named: Named | None = None) -> Iterator[tuple[CellValue, ...]]:
    """The cells of one head count under `cell_columns`; they add up to its total. Raises CubeRefused."""
    about = row_of(cell_columns()[:5], head_count, named)
    for cell, number in sorted(head_count.cube().table("sex", "age", "disability").items(), key=_order):
        disability = figure_sentences.of_dimension("disability", cell.disability)
        yield (*about, _(cell.sex.label), figure_sentences.age(cell.age), disability, number)


def _order(pair: tuple[Cell, int]) -> tuple[int, AgeBand, str]:
    cell = pair[0]
    return list(Sex).index(cell.sex), cell.age, cell.disability

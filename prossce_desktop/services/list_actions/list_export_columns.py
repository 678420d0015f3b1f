"""The columns of an exported list: numbers as numbers, days as days.

A column of the window that shows two things (name and Latin spelling, first and last day) becomes two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from prossce_desktop.domain.model.codes import Qualifier
from prossce_desktop.domain.model.fields import FieldKind, field_of
from prossce_desktop.domain.model.people import Participation, Person
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _
from prossce_desktop.reports.workbook.excel_cells import CellValue
from prossce_desktop.reports.workbook.record_columns import CellKind, SheetColumn, cell_value
from prossce_desktop.services.list_actions.exported_list import GivenList
from prossce_desktop.services.lists import (
    activity_columns,
    list_column as listed,
    organisation_columns,
    people_columns,
)
from prossce_desktop.store.queries.activity_sheet import PARTICIPATION_COLUMNS
from prossce_desktop.store.queries.list_activities import ActivityListRow

SESSION = "session_"
CHECK = "check"
"""What the program says beside a row of people is no data."""
_LISTED: dict[str, tuple[listed.ListColumn, ...]] = {
    "activity": activity_columns.COLUMNS, "person": people_columns.COLUMNS,
    "organisation": organisation_columns.COLUMNS,
}  # fmt: skip
_PIXELS = 7.0
"""Of a letter, in the widths that lists are declared with."""
_WIDTHS = {CellKind.count: 11, CellKind.day: 14}
_KINDS = {
    FieldKind.whole: CellKind.count, FieldKind.number: CellKind.number, FieldKind.date: CellKind.day,
    FieldKind.partial_date: CellKind.day,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class GivenColumn:
    """A column of the sheet, and what a row has in it. Those of one column of the window have its key."""

    column: SheetColumn
    value: Callable[[Any], CellValue]


def given_columns(given: GivenList) -> tuple[GivenColumn, ...]:
    """The columns of a list in the order shown; what speaks of a person only where that was asked for."""
    found = [made for one in given.rows.columns if one.key != CHECK for made in _made(given, one)]
    return _distinct([one for one in found if given.personal or not one.column.personal])


def personal_heads(given: GivenList) -> list[str]:
    """The headings of shown columns that speak of a person."""
    return [
        made.column.title
        for one in given.rows.columns
        if one.key != CHECK
        for made in _made(given, one)
        if made.column.personal
    ]


def _made(given: GivenList, column: listed.ListColumn) -> Iterator[GivenColumn]:
    if given.rows.kind == "participation":
        yield _taking_part(column)
        return
    shown = {each.key for each in given.rows.columns}
    own = _of_list(column)
    yield replace(own, value=_born) if column.key == "born" else own
    if column.key == "born":
        yield _beside(column, _("Age"), lambda row: row.age, CellKind.count)
    elif column.key == "count":
        yield _beside(column, _("How exact"), _qualifier, CellKind.text)
    elif column.key == "date" and not {"start", "end"} <= shown:
        yield _also(column, "activity", "end", _("Last day"))
    elif column.second_key:
        if column.second_key not in shown:
            yield _also(column, given.rows.kind, column.second_key, "")
    elif column.second is not None:
        yield _beside(column, _("Where and how"), column.second, CellKind.long, 30)


def _of_list(column: listed.ListColumn) -> GivenColumn:
    kind = CellKind.day if column.days else CellKind.count if column.right else CellKind.long
    wide = _WIDTHS.get(kind) or (round(column.width / _PIXELS) if column.width else 36)
    return GivenColumn(_column(_(column.head), kind, wide, column), column.held)


def _beside(
    column: listed.ListColumn, head: str, value: Callable[[Any], CellValue], kind: CellKind, wide: int = 12
) -> GivenColumn:  # fmt: skip
    return GivenColumn(_column(head, kind, wide, column), value)


def _also(column: listed.ListColumn, kind: str, key: str, head: str) -> GivenColumn:
    """Another column of the list, beside the one that shows it too."""
    made = _of_list(next(other for other in _LISTED[kind] if other.key == key))
    return replace(made, column=replace(made.column, key=column.key, title=head or made.column.title))


def _column(head: str, kind: CellKind, wide: int, column: listed.ListColumn) -> SheetColumn:
    least = max((len(word) for word in head.split()), default=0) + 3
    return SheetColumn(head, min(max(wide, least, 9), 56), kind, column.personal, column.key)


def _born(row: Any) -> CellValue:
    return cell_value(field_of(Person, "birth"), row.birth) if row.birth else None


def _qualifier(row: Any) -> CellValue:
    """How sure the number is; a number never goes without it."""
    if not isinstance(row, ActivityListRow) or not row.counts:
        return None
    token = row.counts[0].qualifier or Qualifier.exact.value
    return _(Qualifier(token).label) if token in list(Qualifier) else token


def _taking_part(listed_column: listed.ListColumn) -> GivenColumn:
    """Of the people of an activity: rows are their values by field, as they are saved."""
    key, head = listed_column.key, _(listed_column.head)
    if key.startswith(SESSION):
        return GivenColumn(
            _column(head, CellKind.text, 9, listed_column),
            lambda values: _("Yes") if values.get(key) else None,
        )
    field = field_of(Participation if key in PARTICIPATION_COLUMNS else Person, key)

    def value(values: dict[str, object]) -> CellValue:
        held = values.get(key)
        if key == "phone" and held:
            return formatting.phone(str(held), str(values.get("country") or ""))
        return cell_value(field, held) if held is not None else None

    column = _column(head, _KINDS.get(field.kind, CellKind.long), field.shown.width + 2, listed_column)
    return GivenColumn(replace(column, personal=field.shown.personal), value)


def _distinct(columns: Sequence[GivenColumn]) -> tuple[GivenColumn, ...]:
    """No heading twice: a table of Excel refuses that."""
    taken: set[str] = set()
    found = []
    for one in columns:
        title, n = one.column.title, 2
        while title.casefold() in taken:
            title, n = f"{one.column.title} {n}", n + 1
        taken.add(title.casefold())
        found.append(replace(one, column=replace(one.column, title=title)))
    return tuple(found)

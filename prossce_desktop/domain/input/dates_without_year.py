"""The year of a form: what "18/11" means while a record is typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from prossce_desktop.domain.model.fields import Field, FieldKind, fields_of
from prossce_desktop.domain.parsing.dates import Around, understand_date

START, END = "start", "end"


def around(
    name: str, declared: Iterable[Field], typed: Mapping[str, object], today: dt.date | None
) -> Around | None:
    """The year of a day typed without one: by start or end, else another whole day typed, else today."""
    start, end = whole_day(typed.get(START)), whole_day(typed.get(END))
    if name != START and start is not None:
        return Around(start.year, first=start)
    if name == START and end is not None:
        return Around(end.year, last=end)
    others = (day for one in declared if one.name != name for day in _days(one, typed.get(one.name)))
    day = next(others, today)
    return Around(day.year) if day is not None else None


def whole_day(value: object) -> dt.date | None:
    """The day that stands there with its year; None where there is none."""
    if isinstance(value, str):
        return understand_date(value, "")[0]
    return value if isinstance(value, dt.date) else None


def _days(field: Field, value: object) -> Iterator[dt.date]:
    """Days in the value of a field: itself, or in the rows of a small grid."""
    if field.kind is FieldKind.date:
        yield from (day for day in (whole_day(value),) if day is not None)
    elif field.kind is FieldKind.rows and isinstance(value, list | tuple):
        dates = [one.name for one in fields_of(field.type) if one.kind is FieldKind.date]
        cells = (
            row.get(name) if isinstance(row, Mapping) else getattr(row, name, None)
            for row in value
            for name in dates
        )
        yield from (day for cell in cells if (day := whole_day(cell)) is not None)

"""Reads a block of rows by column: one date order, one meaning of a word, one way with titles each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from prossce_desktop.domain.input.column_headings import known
from prossce_desktop.domain.model.codes import Constituent, Country, Sex, Stage
from prossce_desktop.domain.parse_result import Understood, softened
from prossce_desktop.domain.parsing import (
    choices,
    dates,
    education_levels,
    national_ids,
    phones,
    sexes,
    yes_no,
)
from prossce_desktop.domain.parsing.provinces import Places
from prossce_desktop.domain.problems import Problem
from prossce_desktop.domain.text.cleaning import LINE_LIMIT, NAME_LIMIT, line
from prossce_desktop.domain.text.digits import plain_text, understand_decimal, understand_whole
from prossce_desktop.domain.text.honorifics import without_addresses
from prossce_desktop.domain.text.person_names import joined

Row = Sequence[object]
Column = list[Understood[object]]
OLDEST = 130
NAME_PARTS = ("family_name", "given_name", "middle_name", "name_suffix", "name")
_NAMES = frozenset({*NAME_PARTS, "latin_name"})
_SESSION = "session_"


class RowKind(StrEnum):
    """What a row of a block is; only people are kept."""

    person = "person"
    blank = "blank"
    total = "total"
    serial = "serial"
    heading = "heading"
    note = "note"


@dataclass(slots=True)
class ParsedRow:
    """`values`: field to what was understood (`sex` a Sex, `birth` an ISO text, `session_N` a bool ...).
    `row`: 0-based, as given; `problems`: 0-based column to what is wrong in that cell, none of it hard."""

    row: int
    values: dict[str, object] = field(default_factory=dict)
    problems: dict[int, tuple[Problem, ...]] = field(default_factory=dict)
    kind: RowKind = RowKind.person


def understand_block(
    rows: Sequence[Row],
    columns: Mapping[int, str],
    country: str,
    activity_day: dt.date | None = None,
    *,
    headings: Sequence[str] = (),
    places: Places | None = None,
) -> list[ParsedRow]:
    """One draft per row (without the heading row), each column understood as a whole.
    `columns`: 0-based column to a field (CLI6), as `guess` gives them; other names keep the cell's text, as
    provinces do without `places`. `headings`: needed only for two tick columns, one for each sex.
    """
    kinds = [_kind(row, columns) for row in rows]
    people = [at for at, kind in enumerate(kinds) if kind is RowKind.person]
    drafts = [ParsedRow(at, kind=kind) for at, kind in enumerate(kinds)]
    context = _Context(
        str(country), activity_day, places, _absent_marks([rows[row] for row in people], columns)
    )
    ticks = _sex_ticks(columns, headings)
    addressed: dict[int, Sex] = {}
    for at, name in columns.items():
        cells = [rows[row][at] if at < len(rows[row]) else None for row in people]
        if at in ticks:
            understood: Column = [Understood(ticks[at] if plain_text(cell) else None) for cell in cells]
        else:
            understood = _column(name, cells, context, addressed, people)
        for row, one in zip(people, understood, strict=True):
            _put(drafts[row], at, name, one)
    for row in people:
        _finish(drafts[row], columns, addressed.get(row))
    return drafts


@dataclass(frozen=True, slots=True)
class _Context:
    country: str
    day: dt.date | None
    places: Places | None
    absent: frozenset[str] = frozenset()


def _column(
    name: str, cells: list[object], context: _Context, addressed: dict[int, Sex], people: list[int]
) -> Column:
    if name in _NAMES:
        texts = [line(cell, name, NAME_LIMIT) for cell in cells]
        stripped = without_addresses([text.value or "" for text in texts], context.country)
        for row, (_, sex) in zip(people, stripped, strict=True):
            if sex is not None:
                addressed.setdefault(row, sex)
        return [
            Understood(short or None, text.problems) for text, (short, _) in zip(texts, stripped, strict=True)
        ]
    if name.startswith(_SESSION):
        return [Understood(_ticked(cell, context.absent)) for cell in cells]
    understand = _WHOLE_COLUMNS.get(name)
    return (
        understand(cells, name, context) if understand else [line(cell, name, LINE_LIMIT) for cell in cells]
    )


def _births(cells: list[object], name: str, context: _Context) -> Column:
    return [*dates.understand_column(cells, name, country=context.country, latest=context.day)]


def _sexes(cells: list[object], name: str, context: _Context) -> Column:
    return [*sexes.understand_column(cells, name, country=context.country)]


def _provinces(cells: list[object], name: str, context: _Context) -> Column:
    if context.places is None:
        return [line(cell, name) for cell in cells]
    return [context.places.understand(cell, context.country, name) for cell in cells]


def _each(
    understand: Callable[[object, str], Understood[object]],
) -> Callable[[list[object], str, _Context], Column]:
    return lambda cells, name, _: [understand(cell, name) for cell in cells]


def _attended(value: object, name: str) -> Understood[object]:
    """A number of sessions, or a tick for having been there."""
    number = understand_whole(value, name, most=400)
    if number.fine:
        return number
    answer = _ticked(value, _ABSENT) if len(plain_text(value)) <= 10 else None
    return Understood(answer) if answer is not None else number


def _ticked(value: object, absent: frozenset[str]) -> bool:
    """Any mark in a session's cell is presence, but for words and signs of absence."""
    text = plain_text(value).casefold()
    return bool(text) and text not in absent and yes_no.yes_no(value) is not False


def _absent_marks(rows: Sequence[Row], columns: Mapping[int, str]) -> frozenset[str]:
    """Marks of absence in these sessions: a few words; beside ticks or H also x, letters for ill, excused."""
    sessions = [at for at, name in columns.items() if name.startswith(_SESSION)]
    marks = {plain_text(row[at]).casefold() for row in rows for at in sessions if at < len(row)}
    return _ABSENT | _ABSENT_BESIDE_TICKS if marks & _PLAIN_TICKS else _ABSENT


_PLAIN_TICKS = frozenset({"v", "✓", "✔", "√", "☑", "h", "hadir", "p", "present", "1", "y"})
_ABSENT_BESIDE_TICKS = frozenset({"x", "s", "i"})
_ABSENT = frozenset(
    "a abs absent - – × ✗ ✘ alpa alpha izin sakit vắng អវត្តមាន ខ្វះ ขาด ลา ຂາດ 缺 缺席".split()
)
_WHOLE_COLUMNS: dict[str, Callable[[list[object], str, _Context], Column]] = {
    "sex": _sexes,
    "birth": _births,
    "age": _each(lambda value, name: understand_whole(value, name, most=OLDEST)),
    "phone": lambda cells, name, context: [phones.understand(cell, context.country, name) for cell in cells],
    "national_id": lambda cells, name, context: [
        national_ids.understand(cell, context.country, name) for cell in cells
    ],
    "province": _provinces,
    "nationality": _each(lambda value, name: choices.understand(value, Country, name)),
    "country": _each(lambda value, name: choices.understand(value, Country, name)),
    "constituent": _each(lambda value, name: choices.understand(value, Constituent, name)),
    "stage": _each(lambda value, name: choices.understand(value, Stage, name)),
    "disability": lambda cells, name, _: [*yes_no.understand_disability(cells, name)],
    "education": _each(education_levels.understand),
    "pre": _each(understand_decimal),
    "post": _each(understand_decimal),
    "attended": _each(_attended),
    "certificate": _each(
        lambda value, name: Understood(None if not plain_text(value) else yes_no.yes_no(value) is not False)
    ),
    **{name: _each(choices.understand_difficulty) for name in choices.WG_FIELDS},
}


def _put(draft: ParsedRow, place: int, name: str, understood: Understood[object]) -> None:
    if understood.value is not None:
        if name in NAME_PARTS and name in draft.values:
            draft.values[name] = joined(str(draft.values[name]), str(understood.value))
        else:
            draft.values.setdefault(name, understood.value)
    if understood.problems:
        draft.problems[place] = softened(understood.problems)


def _finish(draft: ParsedRow, columns: Mapping[int, str], addressed: Sex | None) -> None:
    """Parts of a name are joined in column order; a title gives the sex where no column did."""
    parts = dict.fromkeys(name for _, name in sorted(columns.items()) if name in NAME_PARTS)
    name = joined(*(str(draft.values.pop(part)) for part in parts if part in draft.values))
    if name:
        draft.values["name"] = name
    if addressed is not None:
        draft.values.setdefault("sex", addressed)


def _sex_ticks(columns: Mapping[int, str], headings: Sequence[str]) -> dict[int, Sex]:
    """The columns of ticks of which each stands for one sex."""
    both = [at for at, name in columns.items() if name == "sex"]
    if len(both) < 2:
        return {}
    meant = {at: sexes.sex_of(headings[at]).value for at in both if at < len(headings)}
    return {at: sex for at, sex in meant.items() if sex is not None}


def _kind(row: Row, columns: Mapping[int, str]) -> RowKind:
    """Blank rows, totals, repeated headings, bare numbers and text below a list are not people."""
    filled = {at: text for at, cell in enumerate(row) if (text := plain_text(cell))}
    if not filled:
        return RowKind.blank
    first = min(filled)
    if first not in columns and _meaning(filled[first]) == "total":
        return RowKind.total
    used = [at for at in filled if at in columns]
    if any(columns[at] in _NAMES for at in used):
        return _of_named_row(filled, columns)
    if not used:
        return RowKind.serial if len(filled) == 1 and filled[first].rstrip(".").isdecimal() else RowKind.note
    return RowKind.person if len(used) >= 2 else RowKind.note


def _of_named_row(filled: Mapping[int, str], columns: Mapping[int, str]) -> RowKind:
    """A word for "total" as the name with no person beside it, or the headings of the next page."""
    names = {at: meaning for at in filled if columns.get(at) in _NAMES and (meaning := _meaning(filled[at]))}
    if not names:
        return RowKind.person
    about = any(columns.get(at) in ("birth", "phone", "national_id", "age") for at in filled)
    if not about and "total" in names.values():
        return RowKind.total
    again = sum(1 for at, text in filled.items() if at in columns and _meaning(text) == columns[at])
    return RowKind.heading if again >= 2 else RowKind.person


def _meaning(text: str) -> str | None:
    found = known(text) if len(text) <= 60 else None
    return found.field if found is not None and found.strength >= 1 else None

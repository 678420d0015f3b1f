"""From what was typed to a value, or to problems in words: one way for forms, command line, paste and import.

A draft is a plain dict of JSON values: text as typed, numbers, booleans, lists. Nothing here raises for it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field as dataclass_field, replace

from pydantic import ValidationError

from prossce_desktop.domain.input import dates_without_year
from prossce_desktop.domain.input.accepted_doubts import with_value_notes
from prossce_desktop.domain.model.codes import Consent, Token
from prossce_desktop.domain.model.fields import Draft, Field, FieldKind, NestedRow, Record, fields_of, id_of
from prossce_desktop.domain.model.withheld_fields import missing_personal_fields, read_with_withheld
from prossce_desktop.domain.parsing.dates import (
    Around,
    reading_in_form,
    understand_date,
    understand_partial_date,
)
from prossce_desktop.domain.problems import GridCell, Problem, Severity
from prossce_desktop.domain.text.cleaning import clean_note, clean_text
from prossce_desktop.domain.text.digits import whole_number
from prossce_desktop.domain.translatable import N_

Finder = Callable[[str], str | None]
"""Gives the code for a typed word or code of one code list, None where there is none."""

TOKEN_ALSO: dict[str, str] = {
    "online": "online_live",
    "on_site": "in_person",
    "online_live": "online",
    "in_person": "on_site",
    "f": "female",
    "w": "female",
    "m": "male",
    "woman": "female",
    "man": "male",
    "exactly": "exact",
}
"""In a file either set of channels is understood for any kind (CLI3)."""
_NO_TEXT = "–"
"""Stands for a text that must be given and is not, while the rules look at the rest."""
DATED = (FieldKind.date, FieldKind.rows)
YES = frozenset({"yes", "y", "true", "1"})
NO = frozenset({"no", "n", "false", "0"})


@dataclass(frozen=True)
class DraftRead:
    """What a draft says: `value` only without hard problems; `fields`: what each was read as."""

    value: Record | None
    problems: list[Problem]
    fields: dict[str, object] = dataclass_field(default_factory=dict)
    rest: Record | None = None
    """The value without what is wrong in it, where the rules can be asked about that; else all of it."""


def understand(
    record: type[Record],
    draft: Draft,
    lists: Mapping[str, Finder] | None = None,
    before: Record | None = None,
    today: dt.date | None = None,
) -> DraftRead:
    """Read a draft. `before`: what is saved, as in `build`; `today`: the year of days without one.
    Unknown names in the draft are hard problems (`unknown-field`); `kind` itself may stand in it.
    """
    found: list[Problem] = []
    values: dict[str, object] = {}
    declared = {one.name: one for one in fields_of(record)}
    for name, typed in draft.items():
        if name == "kind":
            continue
        if name not in declared:
            found.append(
                Problem(
                    name, "unknown-field", N_("There is no field “{name}” here."), values=(("name", name),)
                )
            )
            continue
        year = (
            dates_without_year.around(name, declared.values(), draft, today)
            if declared[name].kind in DATED
            else None
        )
        value, problems = read_field(declared[name], typed, lists or {}, year)
        found.extend(problems)
        if not any(one.severity is Severity.hard for one in problems):
            values[name] = value
    found = with_value_notes(found, values)
    given = {name: value for name, value in values.items() if value is not None}
    withheld = missing_personal_fields(before)
    if not any(one.severity is Severity.hard for one in found):
        value, more = build(record, given, before)
        return DraftRead(value, found + more, values, value or _rest(record, given, withheld))
    found += _required(declared, values, found, withheld)
    rest = _rest(record, given, withheld)
    wrong = {one.field for one in found if one.severity is Severity.hard} | withheld
    found += (
        with_value_notes([one for one in rest.problems() if one.field not in wrong], rest.__dict__)
        if rest is not None
        else []
    )
    return DraftRead(None, found, values, rest)


def _rest(record: type[Record], given: Mapping[str, object], withheld: frozenset[str]) -> Record | None:
    """What could be read, as a value, so that no wrong field hides what the rules say of others; or None."""
    missing = [one for one in fields_of(record) if one.required and one.name not in given]
    if any(one.kind is not FieldKind.text for one in missing):
        return None
    try:
        return read_with_withheld(
            record, {**given, **dict.fromkeys((one.name for one in missing), _NO_TEXT)}, withheld
        )
    except ValidationError:
        return None


def build(
    record: type[Record], values: Mapping[str, object], before: Record | None = None
) -> tuple[Record | None, list[Problem]]:
    """The value, and the problems by the rules of its kind; None where a hard one stands in the way.
    `before` is what is saved: a personal value that is not here then and now is withheld, nobody is asked.
    """
    withheld = missing_personal_fields(before)
    try:
        value = read_with_withheld(record, values, withheld)
    except ValidationError as error:
        return None, [_from_validation(record, one) for one in error.errors()]
    problems = [
        one for one in value.problems() if one.field not in withheld or getattr(value, one.field) is not None
    ]
    found = with_value_notes(problems, value.__dict__)
    stops = any(one.severity is Severity.hard for one in found)
    return (None if stops else value), found


def read_field(
    field: Field, typed: object, lists: Mapping[str, Finder], around: Around | None = None
) -> tuple[object, list[Problem]]:
    """One value as typed; empty is None ("not recorded") or the default; `around`: of a day without year."""
    if isinstance(typed, str):
        typed = clean_note(typed) if field.kind is FieldKind.long_text else clean_text(typed)
    if typed is None or typed in ("", [], ()):
        return _nothing(field), []
    if field.many:
        return _read_many(field, typed, lists, around)
    return _read_one(field, typed, lists, around)


def _nothing(field: Field) -> object:
    if field.many:
        return ()
    return (
        field.default
        if isinstance(field.default, Token) and field.name in ("sex", "basis", "qualifier")
        else None
    )


def _read_many(
    field: Field, typed: object, lists: Mapping[str, Finder], around: Around | None
) -> tuple[object, list[Problem]]:
    parts = typed if isinstance(typed, list | tuple) else [part.strip() for part in str(typed).split(",")]
    values: list[object] = []
    found: list[Problem] = []
    for number, part in enumerate(parts, 1):
        value, problems = _read_one(field, part, lists, around)
        found.extend(in_row(problem, number) for problem in problems)
        if value is not None:
            values.append(value)
    return tuple(values), found


def _read_one(
    field: Field, typed: object, lists: Mapping[str, Finder], around: Around | None
) -> tuple[object, list[Problem]]:
    match field.kind:
        case FieldKind.rows:
            return read_row(field, typed, lambda cell, text: read_field(cell, text, {}, around))
        case FieldKind.whole:
            return _read_whole(field, typed)
        case FieldKind.number:
            return _read_number(field, typed)
        case FieldKind.yes_no:
            return _read_yes_no(field, typed)
        case FieldKind.date:
            if isinstance(typed, dt.date):
                return typed, []
            return understand_date(str(typed), field.name, reading_in_form(str(typed), around))
        case FieldKind.partial_date:
            return understand_partial_date(str(typed), field.name)
        case FieldKind.choice:
            return _read_choice(field, typed)
        case FieldKind.code:
            return _read_code(field, typed, lists)
        case FieldKind.reference:
            text = str(typed)
            if (number := id_of(text)) is not None:
                return number, []
            return _refused(field, "unknown-record", N_("There is no record “{value}”."), value=text[:60])
        case _:
            return _read_text(field, str(typed))


def _read_text(field: Field, text: str) -> tuple[object, list[Problem]]:
    if field.max_length is not None and len(text) > field.max_length:
        sentence = N_("This text has {length} characters. The maximum is {limit}.")
        return _refused(field, "too-long", sentence, length=f"{len(text):,}", limit=f"{field.max_length:,}")
    return text, []


def _read_whole(field: Field, typed: object) -> tuple[object, list[Problem]]:
    number = typed if isinstance(typed, int) and not isinstance(typed, bool) else whole_number(str(typed))
    if number is None:
        sentence = N_("“{value}” is not a whole number.")
        return _refused(field, "not-a-number", sentence, value=str(typed)[:40])
    return _within(field, number)


def _read_number(field: Field, typed: object) -> tuple[object, list[Problem]]:
    if isinstance(typed, int | float) and not isinstance(typed, bool):
        return _within(field, float(typed))
    whole = whole_number(str(typed))
    try:
        number = float(whole) if whole is not None else float(str(typed).replace(",", ".").replace("%", ""))
    except ValueError:
        return _refused(field, "not-a-number", N_("“{value}” is not a number."), value=str(typed)[:40])
    return _within(field, number)


def _within(field: Field, number: float) -> tuple[object, list[Problem]]:
    if field.minimum is not None and number < field.minimum:
        negative = number < 0 <= field.minimum
        sentence = (
            N_("{label} cannot be negative.") if negative else N_("{label} cannot be less than {limit}.")
        )
        return _refused(field, "too-small", sentence, label=field.shown.label, limit=f"{field.minimum:g}")
    if field.maximum is not None and number > field.maximum:
        sentence = N_("{label} cannot be more than {limit}.")
        return _refused(field, "too-large", sentence, label=field.shown.label, limit=f"{field.maximum:,.0f}")
    if number != number or number in (float("inf"), float("-inf")):
        return _refused(field, "not-a-number", N_("This is not a number."))
    return number, []


def _read_yes_no(field: Field, typed: object) -> tuple[object, list[Problem]]:
    if isinstance(typed, bool):
        return typed, []
    word = str(typed).casefold()
    if word in YES or word in NO:
        return word in YES, []
    return _refused(field, "yes-or-no", N_("“{value}” is not yes or no."), value=str(typed)[:40])


def _read_choice(field: Field, typed: object) -> tuple[object, list[Problem]]:
    word = str(typed)
    tokens = {str(one.value): one for one in field.choices}
    if field.type is Consent and word.casefold() in (*YES, *NO):
        return (Consent.given if word.casefold() in YES else Consent.refused), []
    folded = word.casefold().replace("-", "_").replace(" ", "_")
    for candidate in (word, word.upper(), folded, TOKEN_ALSO.get(folded, "")):
        if candidate in tokens:
            return tokens[candidate], []
    for token in field.choices:
        if token.label.casefold() == word.casefold():
            return token, []
    sentence = N_("“{value}” is not one of: {choices}.")
    return _refused(field, "unknown-choice", sentence, value=word[:40], choices=", ".join(tokens))


def _read_code(field: Field, typed: object, lists: Mapping[str, Finder]) -> tuple[object, list[Problem]]:
    finder = lists.get(field.shown.codes or "")
    text = str(typed)
    if finder is None:
        return _read_text(field, text)
    code = finder(text)
    if code is None:
        return _refused(field, "unknown-code", N_("“{value}” is not in the list."), value=text[:40])
    return code, []


def _required(
    declared: Mapping[str, Field],
    values: Mapping[str, object],
    problems: list[Problem],
    withheld: frozenset[str],
) -> list[Problem]:
    """Also name what is missing, so that everything wrong is said at once."""
    named = withheld | {one.field for one in problems}
    return [
        missing(one)
        for one in declared.values()
        if one.required and values.get(one.name) is None and one.name not in named
    ]


def _from_validation(record: type[Record], error: Mapping[str, object]) -> Problem:
    where = error["loc"]
    name = str(where[0]) if isinstance(where, tuple) and where else ""
    field = next((one for one in fields_of(record) if one.name == name), None)
    if field is not None and error["type"] in ("missing", "string_too_short"):
        return missing(field)
    return Problem(
        name, "not-possible", N_("This value is not possible: {why}."), values=(("why", str(error["msg"])),)
    )


Reader = Callable[[Field, object], tuple[object, list[Problem]]]
"""Reads one cell; passed in so that this module and `typed` do not import each other."""


def read_row(field: Field, typed: object, read_field: Reader) -> tuple[object, list[Problem]]:
    """One row: `2025-05-01/6` by the form named in the declaration, or a mapping of its fields."""
    if isinstance(typed, NestedRow):
        return typed, []
    names = [one.name for one in fields_of(field.type)]
    parts = (
        dict(typed) if isinstance(typed, Mapping) else dict(zip(names, str(typed).split("/"), strict=False))
    )
    return _from_parts(field, typed, parts, read_field)


def _refused(field: Field, code: str, message: str, **values: str) -> tuple[None, list[Problem]]:
    """No value, and why: `values` stand in the {names} of the sentence."""
    return None, [Problem(field.name, code, message, values=tuple(values.items()))]


def missing(field: Field) -> Problem:
    """A value that must be there is not."""
    return Problem(field.name, "empty", N_("{label} is needed."), values=(("label", field.shown.label),))


def in_row(problem: Problem, number: int) -> Problem:
    """The same problem, of a row with this number."""
    return problem if problem.place is None else replace(problem, place=replace(problem.place, row=number))


def _in_its_cell(field: Field, cell: Field, problem: Problem) -> Problem:
    row_label = field.type.LABEL if issubclass(field.type, NestedRow) else NestedRow.LABEL
    return replace(
        problem, field=field.name, place=GridCell(0, cell.name, cell.shown.label, row_label), cure=None
    )


def _from_parts(
    field: Field, typed: object, parts: Mapping[str, object], read_field: Reader
) -> tuple[object, list[Problem]]:
    values: dict[str, object] = {}
    stops: list[Problem] = []
    for one in fields_of(field.type):
        value, problems = read_field(one, parts.get(one.name))
        stops += [
            _in_its_cell(field, one, problem) for problem in problems if problem.severity is Severity.hard
        ]
        if value is not None and value != ():
            values[one.name] = value
    if stops:
        return None, stops
    try:
        return field.type(**values), []
    except ValidationError:
        empty = next((one for one in fields_of(field.type) if one.required and one.name not in values), None)
        if empty is not None and isinstance(typed, Mapping):
            return None, [_in_its_cell(field, empty, missing(empty))]
        sentence = N_("“{value}” is not in the right form. Write it like {form}.")
        written = "/".join(str(one) for one in parts.values())[:60]
        form = field.shown.tuple_of or FieldKind.text
        return _refused(field, "not-a-row", sentence, value=written, form=form)

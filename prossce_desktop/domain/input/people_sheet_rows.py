"""Rows of a people sheet: what each says of the person and of the taking part, and what is wrong.

Columns are fields of a person and a participation (CLI6); in one call a column has one order of dates.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from prossce_desktop.domain.input.accepted_doubts import with_value_notes
from prossce_desktop.domain.input.attendance import Attendance, is_enough, is_tick
from prossce_desktop.domain.input.draft_reading import Finder, read_field
from prossce_desktop.domain.model.codes import Sex, Stage
from prossce_desktop.domain.model.fields import field_of
from prossce_desktop.domain.model.people import WG_FIELDS, Participation, Person, birth_problems
from prossce_desktop.domain.parse_result import Understood
from prossce_desktop.domain.parsing import dates, education_levels, national_ids, phones, sexes, yes_no
from prossce_desktop.domain.problems import Problem, Severity
from prossce_desktop.domain.text.cleaning import clean_text
from prossce_desktop.domain.text.digits import plain_text, understand_decimal, understand_whole
from prossce_desktop.domain.text.honorifics import without_addresses
from prossce_desktop.domain.text.person_names import joined
from prossce_desktop.domain.translatable import N_

OLDEST = 130
NAME_PARTS = ("family_name", "given_name", "middle_name", "name_suffix")
PLAIN_PERSON = (
    "latin_name", "email", "address", "nationality", "country", "province", *WG_FIELDS, "occupation",
    "employer",
    "constituent", "consent", "remarks",
)  # fmt: skip
PERSON_COLUMNS = ("name", "sex", "birth", "phone", "national_id", "disability", "education", *PLAIN_PERSON)
PLAIN_PARTICIPATION = ("stage", "role", "channel", "counted_on")
PARTICIPATION_COLUMNS = ("age", "attended", "pre", "post", "certificate", *PLAIN_PARTICIPATION)
SESSION = "session_"


@dataclass(frozen=True)
class SheetRules:
    """What the activity of a sheet decides about its cells."""

    country: str
    """Decides phones, identity numbers and forms of address."""
    attendance: Attendance
    latest: dt.date | None = None
    """Nobody is born after it."""
    lists: Mapping[str, Finder] = field(default_factory=dict)
    around: dates.Around | None = None
    """The year of a day of taking part that is written without one."""


@dataclass
class RowRead:
    """What one row says. None: the cell is there and empty."""

    person: dict[str, object] = field(default_factory=dict)
    took_part: dict[str, object] = field(default_factory=dict)
    ticks: dict[int, bool] = field(default_factory=dict)
    """Session number to present or not, for the sessions that stand in the row."""
    problems: list[Problem] = field(default_factory=list)

    @property
    def stops(self) -> bool:
        """A hard problem keeps the row out."""
        return any(one.severity is Severity.hard for one in self.problems)

    def take(self, values: dict[str, object], name: str, found: Understood[object]) -> None:
        """Keep a value in `person` or `took_part`, and what is wrong with it."""
        values[name] = found.value
        self.problems += found.problems


def read_rows(rows: Sequence[Mapping[str, object]], rules: SheetRules) -> list[RowRead]:
    """One answer per row; nothing raises. Columns that are not known are hard problems of their row."""
    reads = [RowRead() for _ in rows]
    _read_names(rows, reads, rules)
    _read_births(rows, reads, rules)
    _read_sexes(rows, reads, rules)
    _read_disabilities(rows, reads)
    for typed, read in zip(rows, reads, strict=True):
        _read_numbers(typed, read, rules)
        _read_ticks(typed, read, rules)
        _read_plain(typed, read, rules)
        read.problems = with_value_notes(read.problems, {**read.person, **read.took_part})
    return reads


def doubts(name: str, value: object, rules: SheetRules) -> list[Problem]:
    """The soft problems of a stored value: shown whenever the sheet opens, until a reason covers them."""
    found: Sequence[Problem] = ()
    match name:
        case "phone":
            found = phones.understand(value, rules.country).problems
        case "national_id":
            found = national_ids.understand(value, rules.country).problems
        case "birth":
            reading = dates.DateReading(latest=rules.latest)
            read = dates.understand_partial(str(value), "birth", reading)
            found = (read.problems if read.value is not None else ()) or birth_problems(str(value))
        case "stage" if str(value) in list(Stage):
            found = stage_doubts(Stage(str(value)), rules.attendance)
    return with_value_notes([one for one in found if one.severity is Severity.soft], {name: value})


def stage_doubts(stage: Stage, attendance: Attendance) -> list[Problem]:
    """A stage that activities of this kind do not have (hired, at a training) is asked about."""
    if stage in attendance.stages:
        return []
    message = N_("“{stage}” is not a stage of this kind of activity.")
    return [Problem("stage", "other-stage", message, Severity.soft, (("stage", stage.label),))]


def enough_doubts(stage: Stage, attendance: Attendance, attended: int | None) -> list[Problem]:
    """Asks about somebody who attended enough and did not complete: the sessions alone do not show it."""
    if stage is not Stage.attended or not is_enough(attendance, attended):
        return []
    message = N_("Sessions attended: {attended} of {sessions}, which is enough. Is the stage “completed”?")
    values = (("attended", str(attended)), ("sessions", str(attendance.sessions)))
    return with_value_notes(
        [Problem("stage", "enough", message, Severity.soft, values, beside=(attended,))], {"stage": stage}
    )


def _read_names(rows: Sequence[Mapping[str, object]], reads: list[RowRead], rules: SheetRules) -> None:
    """`name`, or its parts in the order of the columns; forms of address give the sex."""
    with_name = [
        number
        for number, typed in enumerate(rows)
        if "name" in typed or any(part in typed for part in NAME_PARTS)
    ]
    written = []
    for number in with_name:
        typed = rows[number]
        parts = [plain_text(value) for name, value in typed.items() if name in NAME_PARTS]
        written.append(clean_text(plain_text(typed.get("name"))) or joined(*parts) or "")
    for number, (name, sex) in zip(with_name, without_addresses(written, rules.country), strict=True):
        read = reads[number]
        value, problems = read_field(field_of(Person, "name"), name, {})
        read.problems += problems
        if not problems:
            read.person["name"] = value
        if sex is not None and not plain_text(rows[number].get("sex")):
            read.person["sex"] = sex


def _read_births(rows: Sequence[Mapping[str, object]], reads: list[RowRead], rules: SheetRules) -> None:
    births = [typed["birth"] for typed in rows if "birth" in typed]
    reading = dates.DateReading(
        dates.order_of(births), dates.is_buddhist(births, rules.country), True, rules.latest
    )
    for typed, read in zip(rows, reads, strict=True):
        if "birth" in typed:
            read.take(read.person, "birth", dates.understand_partial(typed["birth"], "birth", reading))


def _read_sexes(rows: Sequence[Mapping[str, object]], reads: list[RowRead], rules: SheetRules) -> None:
    numbers = [number for number, typed in enumerate(rows) if plain_text(typed.get("sex"))]
    words = [rows[number]["sex"] for number in numbers]
    for number, found in zip(numbers, sexes.understand_column(words, country=rules.country), strict=True):
        reads[number].person["sex"] = found.value or Sex.not_recorded
        reads[number].problems += found.problems
    for typed, read in zip(rows, reads, strict=True):
        if "sex" in typed:
            read.person.setdefault("sex", Sex.not_recorded)


def _read_disabilities(rows: Sequence[Mapping[str, object]], reads: list[RowRead]) -> None:
    """Words and ticks of one column; a stored token is taken as it is."""
    numbers = [number for number, typed in enumerate(rows) if "disability" in typed]
    found = yes_no.understand_disability([rows[number]["disability"] for number in numbers])
    for number, one in zip(numbers, found, strict=True):
        reads[number].take(reads[number].person, "disability", one)


def _read_numbers(typed: Mapping[str, object], read: RowRead, rules: SheetRules) -> None:
    if "phone" in typed:
        read.take(read.person, "phone", phones.understand(typed["phone"], rules.country))
    if "national_id" in typed:
        found = national_ids.understand(typed["national_id"], rules.country)
        read.take(read.person, "national_id", found)
    if "education" in typed:
        read.take(read.person, "education", education_levels.understand(typed["education"]))
    _read_scores(typed, read)


def _read_scores(typed: Mapping[str, object], read: RowRead) -> None:
    if "certificate" in typed:
        found = yes_no.understand(typed["certificate"], "certificate")
        read.take(read.took_part, "certificate", found)
    for name, most in (("age", OLDEST), ("attended", 400)):
        if name in typed:
            read.take(read.took_part, name, understand_whole(typed[name], name, 0, most))
    for name in ("pre", "post"):
        if name in typed:
            score = understand_decimal(typed[name], name)
            value, problems = read_field(field_of(Participation, name), score.value, {})
            read.took_part[name] = value
            read.problems += [*score.problems, *problems]


def _read_ticks(typed: Mapping[str, object], read: RowRead, rules: SheetRules) -> None:
    for name, mark in typed.items():
        if not name.startswith(SESSION):
            continue
        number = name.removeprefix(SESSION)
        if not number.isdecimal() or not 1 <= int(number) <= 400:
            read.problems.append(_unknown(name))
            continue
        tick = is_tick(mark)
        if tick is None:
            message = N_("“{value}” is not a tick. Use a tick, or leave it empty.")
            read.problems.append(
                Problem(name, "not-a-tick", message, values=(("value", plain_text(mark)[:20]),))
            )
        else:
            read.ticks[int(number)] = tick


def _read_plain(typed: Mapping[str, object], read: RowRead, rules: SheetRules) -> None:
    known = {*PERSON_COLUMNS, *PARTICIPATION_COLUMNS, *NAME_PARTS}
    for name, value in typed.items():
        if name in PLAIN_PERSON:
            read.person[name] = _plain(Person, name, value, read, rules)
        elif name in PLAIN_PARTICIPATION:
            read.took_part[name] = found = _plain(Participation, name, value, read, rules)
            if isinstance(found, Stage):
                read.problems += stage_doubts(found, rules.attendance)
        elif name not in known and not name.startswith(SESSION):
            read.problems.append(_unknown(name))


def _plain(
    record: type[Person] | type[Participation], name: str, value: object, read: RowRead, rules: SheetRules
) -> object:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    typed = value if isinstance(value, bool | dt.date) or value is None else str(value)
    found, problems = read_field(field_of(record, name), typed, rules.lists, rules.around)
    read.problems += problems
    return found


def _unknown(name: str) -> Problem:
    return Problem(
        name, "unknown-field", N_("There is no field “{name}” here."), values=(("name", name[:40]),)
    )

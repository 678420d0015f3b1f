"""One cell of the people grid: what was typed, what it means, how it is shown, and what is wrong with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from prossce_desktop.domain.input.attendance import Attendance
from prossce_desktop.domain.input.people_sheet_rows import SheetRules, doubts, read_rows
from prossce_desktop.domain.model.codes import Sex, Stage, Token
from prossce_desktop.domain.problems import Problem, Severity
from prossce_desktop.domain.translatable import N_
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _
from prossce_desktop.reference import code_lists
from prossce_desktop.ui.activities.people_grid.people_columns import SESSION, ColumnScope, choices_of
from prossce_desktop.ui.records import problem_words

# Translators: the sex of a person in a narrow column: F is female, M is male, “Another” is another sex
SEX_WORDS = {Sex.female.value: N_("F"), Sex.male.value: N_("M"), Sex.another.value: N_("Another")}
TICK = "✓"
_ORDER = (Severity.hard, Severity.soft, Severity.note)


@dataclass(slots=True)
class PeopleCell:
    """`text` is shown; `value` is its meaning in the command line's tokens, None for nothing recorded."""

    text: str = ""
    value: object = None
    problem: Problem | None = None

    @property
    def is_lost(self) -> bool:
        """Something stands here that could not be understood: it is in no record, so the draft keeps it."""
        return bool(self.text) and self.value is None and self.problem is not None

    @property
    def is_keepable(self) -> bool:
        """Its value stands in a record and may be right: it is asked about, and a reason settles it."""
        return self.problem is not None and self.problem.severity is Severity.soft and not self.is_lost


def in_words(problem: Problem) -> str:
    """The sentence of a problem in the person's language, without its full stop: it stands in a cell."""
    return problem_words.in_words(problem).removesuffix(".")


@dataclass(frozen=True, slots=True)
class Understanding:
    """How the cells of one activity are read and shown."""

    sheet: ColumnScope
    rules: SheetRules
    first_day: dt.date | None = None

    @classmethod
    def plain(cls, kind: str, country: str, attendance: Attendance) -> Understanding:
        """Without code lists and dates, for an activity that has none yet."""
        return cls(ColumnScope(kind, country), SheetRules(country, attendance))

    def read(
        self, key: str, text: str, beside: Mapping[str, PeopleCell] | None = None
    ) -> dict[str, PeopleCell]:
        """The cell that a text makes; a form of address also gives the sex where `beside` has none."""
        typed: dict[str, object] = {key: self._token(key, text) if text.strip() else ""}
        sex = (beside or {}).get("sex")
        if key == "name" and sex is not None and sex.text:
            typed["sex"] = str(sex.value or sex.text)
        [read] = read_rows([typed], self.rules)
        found = {
            key: self._cell(
                key, text, self._value(key, read.person, read.took_part, read.ticks), read.problems
            )
        }
        if key == "name" and "sex" not in typed and read.person.get("sex") not in (None, Sex.not_recorded):
            found["sex"] = self.shown("sex", read.person["sex"])
        return found

    def shown(self, key: str, value: object, problems: tuple[Problem, ...] = ()) -> PeopleCell:
        """The cell of a stored value."""
        plain = plain_value(value)
        if key == "sex" and plain == Sex.not_recorded.value:
            plain = None
        return PeopleCell(self.words(key, plain), plain, worst(problems))

    def stored(self, key: str, value: object) -> PeopleCell:
        """The cell of a stored value; its doubts are found again (reasons: people_sheet_rows.py)."""
        return self.shown(key, value, tuple(doubts(key, value, self.rules)))

    def words(self, key: str, value: object) -> str:
        """How a value is written in its cell; typed again it means the same."""
        if value is None or value == "":
            return ""
        if key.startswith(SESSION):
            return TICK if value is True else ""
        if key == "sex":
            return _(SEX_WORDS.get(str(value), ""))
        if key in ("birth", "counted_on"):
            return formatting.partial_day(str(value))
        if key == "phone":
            return formatting.phone(str(value), self.sheet.country)
        if key == "province":
            return code_lists.names("province").get(str(value)) or _province(str(value))
        if isinstance(value, float):
            return f"{value:g}"
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        labels = {one.token: one.label for one in choices_of(key, self.sheet) or ()}
        if key == "stage":
            labels = _other_stages() | labels
        return labels.get(str(value), str(value))

    def _token(self, key: str, text: str) -> str:
        """The words of a choice are its token; anything else is for the rules of the field."""
        wanted = text.strip().casefold()
        for one in choices_of(key, self.sheet) or ():
            if one.label.casefold() == wanted:
                return one.token
        if key == "sex":
            return next((token for token, words in SEX_WORDS.items() if _(words).casefold() == wanted), text)
        if key == "stage":
            return next(
                (token for token, words in _other_stages().items() if words.casefold() == wanted), text
            )
        return text

    def _value(
        self,
        key: str,
        person: Mapping[str, object],
        took_part: Mapping[str, object],
        ticks: Mapping[int, bool],
    ) -> object:
        if key.startswith(SESSION):
            return ticks.get(int(key.removeprefix(SESSION))) or None
        value = plain_value(person[key] if key in person else took_part.get(key))
        return None if key == "sex" and value == Sex.not_recorded.value else value

    def _cell(self, key: str, text: str, value: object, problems: list[Problem]) -> PeopleCell:
        problem = worst(tuple(one for one in problems if one.field == key))
        if value is not None:
            return PeopleCell(self.words(key, value), value, problem)
        if key == "name" and not text.strip():
            problem = None  # an empty name is said where the row is about to be saved
        return PeopleCell(text.strip() if problem is not None else "", None, problem)


def worst(problems: tuple[Problem, ...]) -> Problem | None:
    """The one problem that stands in the cell."""
    return min(problems, key=lambda one: _ORDER.index(one.severity), default=None)


def plain_value(value: object) -> object:
    """A value as the command line's contract writes it."""
    if isinstance(value, Token):
        return value.value
    if isinstance(value, dt.date):
        return value.isoformat()
    return None if value == "" else value


def _other_stages() -> dict[str, str]:
    """Stages that the sheet does not offer may stand in it all the same: they are asked about."""
    return {one.value: _(one.label) for one in Stage}


def _province(code: str) -> str:
    return next((one.name for one in code_lists.provinces() if one.code == code), code)

"""What a column's values look like: how well they fit a field, from 0 to 1, whatever its heading says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from prossce_desktop.domain.parsing import date_parts, education_levels, national_ids, phones, sexes, yes_no
from prossce_desktop.domain.parsing.phone_plans import PLANS
from prossce_desktop.domain.parsing.provinces import Places
from prossce_desktop.domain.text.cleaning import clean_text
from prossce_desktop.domain.text.digits import plain_text, whole_number
from prossce_desktop.domain.text.folding import fold_tight
from prossce_desktop.domain.text.person_names import is_latin

_SAMPLE = 300
_TICKS = frozenset(
    "✓ ✔ √ ☑ v x 1 0 / h hadir p present a absent - y n yes no មក มา มี • o i s ⁄ true false".split()
)
_LOOSE_IDS = frozenset({"LA", "TL"})


@dataclass(frozen=True)
class ColumnValues:
    """Filled cells of a column (a sample of the first different ones), and how they fit a person's fields."""

    values: tuple[object, ...]
    filled: int
    rows: int
    country: str
    places: Places | None = None

    @classmethod
    def of(cls, column: Sequence[object], country: str, places: Places | None = None) -> ColumnValues:
        """Looks at the first 300 different values."""
        filled = [value for value in column if plain_text(value)]
        different = tuple({(type(value), value): value for value in filled[: _SAMPLE * 4]}.values())[:_SAMPLE]
        return cls(different, len(filled), len(column), country, places)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        return tuple(clean_text(plain_text(value)) for value in self.values)

    @cached_property
    def variety(self) -> float:
        """Different values by filled cells."""
        return len(self.values) / max(1, min(self.filled, _SAMPLE))

    def fit(self, field: str) -> float:
        """How well the values fit, 0 to 1; fields without a rule of their own fit half."""
        rule = _RULES.get(field)
        return rule(self) if rule is not None and self.values else 0.5

    def share(self, test: Callable[[object], bool]) -> float:
        return sum(1 for value in self.values if test(value)) / max(1, len(self.values))

    @cached_property
    def dates(self) -> float:
        return self.share(_is_date)

    @cached_property
    def ticks(self) -> float:
        """Few different short marks."""
        return (
            self.share(lambda value: clean_text(plain_text(value)).casefold() in _TICKS)
            if len(self.values) <= 4
            else 0.0
        )

    @cached_property
    def latin(self) -> float:
        return self.share(lambda value: is_latin(plain_text(value)))

    @cached_property
    def serial(self) -> bool:
        """Whole numbers that grow by one."""
        numbers = [whole_number(value) for value in self.values]
        if len(numbers) < 2 or any(number is None for number in numbers):
            return False
        known = [number for number in numbers if number is not None]
        steps = sum(1 for one, after in pairwise(known) if after - one == 1)
        return steps >= 0.8 * (len(known) - 1) and known[0] <= 1_000


def _is_date(value: object) -> bool:
    if isinstance(value, dt.date):
        return True
    if isinstance(value, int | float):
        return False
    found = date_parts.read(value)
    return found is not None and found.month is not None and found.month <= 31


def _births(column: ColumnValues) -> float:
    years = column.share(
        lambda value: (
            (number := whole_number(value)) is not None and (1930 <= number <= 2020 or 2473 <= number <= 2563)
        )
    )
    return max(column.dates, 0.8 * years)


def _phones(column: ColumnValues) -> float:
    if column.dates > 0.5:
        return 0.0
    return column.share(
        lambda value: _digits_mostly(value) and phones.understand(value, column.country).fine
    ) * _as_dialled(column)


def _as_dialled(column: ColumnValues) -> float:
    """Nine-digit ids look like numbers that lost their zero: phones begin with 0 or +, or are mobiles."""
    plan = PLANS.get(column.country)
    if plan is None or not plan.zero or not plan.zero_before_mobiles:
        return 1.0
    begin_so = column.share(
        lambda value: (
            plain_text(value).lstrip("'(").startswith(("0", "+", plan.code)) or isinstance(value, int | float)
        )
    )
    return 1.0 if begin_so >= 0.5 else 0.5


def _ids(column: ColumnValues) -> float:
    if column.dates > 0.5 or column.variety < 0.8:
        return 0.0
    share = column.share(
        lambda value: (
            not isinstance(value, dt.date)
            and national_ids.is_valid(_id_form(value, column.country), column.country)
        )
    )
    zeros = column.share(lambda value: plain_text(value).startswith(("0", "+")))
    doubtful = column.country in _LOOSE_IDS or (zeros > 0.6 and column.country in ("KH", "VN", "BN"))
    return share * (0.6 if doubtful else 1.0)


def _id_form(value: object, country: str) -> str:
    return national_ids.understand(value, country).value or ""


def _digits_mostly(value: object) -> bool:
    text = plain_text(value)
    digits = sum(one.isdecimal() for one in text)
    return 6 <= digits <= 30 and sum(one.isalpha() for one in text) <= digits // 2


def _sexes(column: ColumnValues) -> float:
    if len(column.values) > 8:
        return 0.0
    words = [text for text in column.texts if not text.isdecimal()]
    if not words:
        return 0.0
    return sum(1 for text in words if sexes.sex_of(text, country=column.country).value is not None) / len(
        column.texts
    )


def _answers(column: ColumnValues) -> float:
    few = len(column.values) <= 8
    return column.share(lambda value: yes_no.understand_disability([value])[0].value is not None) * (
        1.0 if few else 0.3
    )


def _ages(column: ColumnValues) -> float:
    if column.serial:
        return 0.0
    return column.share(lambda value: (number := whole_number(value)) is not None and 10 <= number <= 99)


def _numbers(column: ColumnValues) -> float:
    return column.share(
        lambda value: (
            plain_text(value).replace(",", ".").removesuffix("%").replace(".", "", 1).strip().isdecimal()
        )
    )


def _names(column: ColumnValues) -> float:
    """Letters without digits, several words or a script without spaces, mostly different."""
    letters = column.share(lambda value: isinstance(value, str) and _is_name(value))
    return letters * min(1.0, column.variety + 0.2) if letters else 0.0


def _is_name(text: str) -> bool:
    folded = fold_tight(text)
    return (
        len(folded) >= 2
        and not any(one.isdecimal() for one in folded)
        and "@" not in text
        and len(text) <= 80
        and len(text.split()) <= 8
    )


def _words(column: ColumnValues) -> float:
    """Words of any kind: an employer may be called 7-Eleven."""
    return column.share(
        lambda value: isinstance(value, str) and any(one.isalpha() for one in value) and "@" not in value
    )


def _provinces(column: ColumnValues) -> float:
    places = column.places
    if places is None:
        return _words(column) * 0.6
    return column.share(
        lambda value: places.code_of(clean_text(plain_text(value)), column.country) is not None
    )


def _levels(column: ColumnValues) -> float:
    return (
        column.share(lambda value: education_levels.level_of(clean_text(plain_text(value))) is not None)
        if len(column.values) <= 20
        else 0.2
    )


def _latin_names(column: ColumnValues) -> float:
    return _names(column) * column.latin


_RULES: dict[str, Callable[[ColumnValues], float]] = {
    "birth": _births, "phone": _phones, "national_id": _ids,
    "sex": lambda column: max(_sexes(column), 0.7 * column.ticks), "title": _sexes,
    "disability": _answers, "age": _ages, "name": _names, "latin_name": _latin_names, "family_name": _names,
    "given_name": _names,
    "province": _provinces, "education": _levels, "pre": _numbers, "post": _numbers,
    "session": lambda column: column.ticks,
    "employer": _words, "occupation": _words,
}  # fmt: skip

"""National identity numbers: letters and digits only, and what each country's numbers look like.

Valid is a number of the right length and characters. A wrong check digit is only said: the number is kept and still valid.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache

from prossce_desktop.domain.parse_result import Understood, refused
from prossce_desktop.domain.problems import Problem, Severity
from prossce_desktop.domain.text.cleaning import clean_text
from prossce_desktop.domain.text.digits import ascii_digits, plain_text
from prossce_desktop.domain.translatable import N_

_SHAPES: dict[str, str] = {
    "BN": r"\d{8}",
    "KH": r"\d{9}",
    "ID": r"\d{16}",
    "LA": r"[A-Z\u0E80-\u0EFF]{0,3}\d{6,15}",
    "MY": r"\d{12}",
    "MM": r"\d{1,2}[^\W\d_][\w\u102b-\u103e]*\d{6}",
    "PH": r"\d{12}|\d{16}",
    "SG": r"[STFGM]\d{7}[A-Z]",
    "TH": r"\d{13}",
    "TL": r"[A-Z]{0,2}\d{5,17}[A-Z]?",
    "VN": r"\d{9}|\d{12}",
    "CN": r"\d{17}[\dX]|\d{15}",
}
"""Cambodia: 9 digits of the identity card. Myanmar: state/township(class)number in either script. Philippines: PhilSys number or
card number. Viet Nam: citizen card of 12 or the older one of 9. China: 18 with check character or the older 15."""
_VALID = {country: re.compile(shape) for country, shape in _SHAPES.items()}
_FULL_LENGTH = {"KH": 9, "MY": 12, "VN": 12, "BN": 8}
"""Numbers that may begin with zeros, which a spreadsheet drops from a number cell."""
_MOST_EXACT_DIGITS = 15
"""A spreadsheet keeps 15 digits of a number; from the 16th on they are zeros."""
_LONGEST = 40


def understand(value: object, country: str, field: str = "national_id") -> Understood[str]:
    """Letters (capitals) and digits only: `1-5460-90184-82-9` gives `1546090184829`. Zeros lost in a number cell come back.

    Wrong length or characters, a wrong check digit, digits lost by a spreadsheet: the number is kept, with a soft problem.
    """
    if value is None or isinstance(value, bool):
        return Understood()
    text = plain_text(value)
    number = isinstance(value, int | float)
    if number and text.isdecimal() and 0 < _FULL_LENGTH.get(str(country), 0) - len(text) <= 2:
        text = text.zfill(_FULL_LENGTH[str(country)])
    return _understand(text, str(country), field, number)


def understand_column(values: Iterable[object], country: str, field: str = "national_id") -> list[Understood[str]]:
    """One answer per value."""
    return [understand(value, country, field) for value in values]


@lru_cache(maxsize=65_536)
def normal_form(text: str) -> str:
    """Capital letters (with their marks) and ASCII digits; all else is left out. Idempotent."""
    upper = ascii_digits(clean_text(text)).upper()
    return unicodedata.normalize("NFC", "".join(one for one in upper if one.isalpha() or one in "0123456789" or _is_mark(one)))


def is_valid(national_id: str, country: str) -> bool:
    """Length and characters of that country's numbers, not all one digit. Says nothing of the check digit."""
    shape = _VALID.get(str(country))
    return shape is not None and shape.fullmatch(national_id) is not None and len(set(national_id)) > 1


def check_digit_right(national_id: str, country: str) -> bool:
    """True where the check digit is right or the country's numbers have none."""
    check = _CHECKS.get(str(country))
    return check is None or check(national_id)


@lru_cache(maxsize=65_536)
def _understand(text: str, country: str, field: str, number: bool) -> Understood[str]:
    normal = normal_form(text)
    if not normal or not any(one.isdecimal() for one in normal):
        if not clean_text(text).strip("-–—./ "):
            return Understood()
        message = N_("“{value}” is not a national ID number. Correct it, or it will not be saved.")
        return refused(field, "not-an-id", message, Severity.soft, value=text[:40])
    if len(normal) > _LONGEST:
        message = N_("This is longer than {limit} characters.")
        return refused(field, "too-long", message, Severity.soft, limit=_LONGEST)
    return Understood(normal, _doubts(normal, country, field, number))


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"


def _doubts(normal: str, country: str, field: str, number: bool) -> tuple[Problem, ...]:
    if number and len(normal) > _MOST_EXACT_DIGITS and normal.endswith("0"):
        message = N_("The spreadsheet stored this as a number. Its last digits may be lost.")
        return (Problem(field, "digits-lost", message, Severity.soft),)
    if country not in _VALID:
        return ()
    if not is_valid(normal, country):
        message = N_("Check this: it does not look like a national ID number of this country. It is saved.")
        return (Problem(field, "invalid-id", message, Severity.soft),)
    if not check_digit_right(normal, country):
        message = N_("The check digit of this number is wrong. It is saved as it is.")
        return (Problem(field, "check-digit", message, Severity.soft),)
    return ()


def _thai(number: str) -> bool:
    """Weights 13 to 2 over the first twelve, modulo 11 (Bureau of Registration Administration)."""
    total = sum(weight * int(one) for weight, one in zip(range(13, 1, -1), number, strict=False))
    return len(number) == 13 and (11 - total % 11) % 10 == int(number[12])


def _chinese(number: str) -> bool:
    """GB 11643-1999: ISO 7064 MOD 11-2. Numbers of 15 have no check character."""
    if len(number) != 18:
        return True
    total = sum(2 ** (17 - place) % 11 * int(one) for place, one in enumerate(number[:17]))
    return "10X98765432"[total % 11] == number[17]


def _singapore(number: str) -> bool:
    """Weights 2 7 6 5 4 3 2; T and G add 4, M adds 3."""
    total = sum(weight * int(one) for weight, one in zip((2, 7, 6, 5, 4, 3, 2), number[1:8], strict=True))
    letters = {"S": ("JZIHGFEDCBA", 0), "T": ("JZIHGFEDCBA", 4), "F": ("XWUTRQPNMLK", 0), "G": ("XWUTRQPNMLK", 4), "M": ("KLJNPQRTUWX", 3)}
    row, add = letters[number[0]]
    place = (total + add) % 11
    return row[10 - place if number[0] == "M" else place] == number[8]


_CHECKS: dict[str, Callable[[str], bool]] = {"TH": _thai, "CN": _chinese, "SG": _singapore}

"""Telephone numbers in their normal form: digits as dialled in the country of the activity (CLI3)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from prossce_desktop.domain.parse_result import Understood, refused
from prossce_desktop.domain.parsing.phone_plans import BY_CODE, PLANS, PhonePlan
from prossce_desktop.domain.problems import Problem, Severity
from prossce_desktop.domain.text.cleaning import clean_text
from prossce_desktop.domain.text.digits import plain_text
from prossce_desktop.domain.translatable import N_

_EXPONENT = re.compile(r"(\d)[.,]?(\d*)E\+?(\d{1,2})", re.IGNORECASE)
_SEVERAL = re.compile(r"\s*(?:[/;,|&、،]|\bor\b|\band\b|\batau\b|\bdan\b|\bhoặc\b|និង|ឬ|หรือ|และ|ຫຼື|ແລະ)\s*", re.IGNORECASE)
_LABEL = re.compile(r"^(?:tel|telp|phone|mobile|hp|wa|no|sđt|đt|โทร|ទូរស័ព្ទ|ទូរសព្ទ|ໂທ)[.: ]*", re.IGNORECASE)
_FEWEST_DIGITS, _MOST_DIGITS = 6, 15


def understand(value: object, country: str, field: str = "phone") -> Understood[str]:
    """The normal form: `+855 70 920 425`, `70920425`, `70920425.0`, `០៧០ ៩២០ ៤២៥` give `070920425` in KH.
    Another country's is `+` and digits. Of two the first is taken, with a note. A number that is not valid
    keeps its digits, a cell without any is left out, each with a soft problem.
    """
    if value is None or isinstance(value, bool):
        return Understood()
    return _understand(" / ".join(plain_text(value).splitlines()), str(country), field)


def understand_column(values: Iterable[object], country: str, field: str = "phone") -> list[Understood[str]]:
    """One answer per value; equal cells are understood once."""
    return [understand(value, country, field) for value in values]


def is_valid(phone: str, country: str) -> bool:
    """Whether a normal form is a number that can be dialled."""
    return _understand(phone, str(country), "phone").fine


def display(phone: str, country: str) -> str:
    """A normal form in groups: `012 305 040`, `+66 81 234 5678`; what is not valid stays as it is."""
    if phone.startswith("+"):
        other = _country_of(phone[1:])
        if other is None:
            return phone
        plan = PLANS[other]
        national = phone[1 + len(plan.code) :]
        grouped = _grouped(plan.dialled(national), plan)
        return f"+{plan.code} {grouped.removeprefix('0') if plan.zero else grouped}"
    return _grouped(phone, PLANS[str(country)]) if str(country) in PLANS else phone


def key(phone: str, country: str) -> str:
    """The same text for the same number whatever the country it was noted in: `+85570920425`; empty if it cannot be one."""
    plan = PLANS.get(str(country))
    if phone.startswith("+"):
        return phone
    national = phone.removeprefix("0") if plan is not None and plan.zero else phone
    if plan is None or len(national) < _FEWEST_DIGITS or len(set(national)) == 1:
        return ""
    return f"+{plan.code}{national}"


@lru_cache(maxsize=65_536)
def _understand(text: str, country: str, field: str) -> Understood[str]:
    text = _LABEL.sub("", clean_text(text).strip("'’`\""))
    if not text:
        return Understood()
    problems: list[Problem] = []
    if exponent := _EXPONENT.fullmatch(text):
        text = _from_exponent(exponent)
        if not text:
            message = N_("The spreadsheet shortened this number to {value}, so its last digits are lost. It will not be saved.")
            return refused(field, "digits-lost", message, Severity.soft, value=exponent[0])
    parts = [part for part in _SEVERAL.split(text) if sum(one.isdigit() for one in part) >= _FEWEST_DIGITS]
    if len(parts) > 1:
        text = parts[0]
        message = N_("There are two numbers here. Only the first is saved, not {value}.")
        problems.append(Problem(field, "two-numbers", message, Severity.note, (("value", parts[1][:40]),)))
    digits = re.sub(r"\D", "", text.replace("(0)", "") if "+" in text else text)
    if not digits:
        message = N_("“{value}” is not a phone number. It will not be saved.")
        return refused(field, "not-a-phone", message, Severity.soft, value=text[:40])
    normal = _normal(digits, country, foreign=text.lstrip(" (").startswith("+"))
    if normal is None:
        dialled = ("+" if text.startswith("+") else "") + digits
        message = N_("This is not a valid phone number. It is saved as it is.")
        return Understood(dialled[:40], (*problems, Problem(field, "invalid-phone", message, Severity.soft)))
    return Understood(normal, tuple(problems))


def _from_exponent(match: re.Match[str]) -> str:
    """A spreadsheet's 8.2317735390E+10 as digits; empty where some are lost (two zeros at the end may be dropped)."""
    power, after = int(match[3]), match[2]
    return match[1] + after.ljust(power, "0") if power - 2 <= len(after) <= power <= _MOST_DIGITS else ""


def _normal(digits: str, country: str, *, foreign: bool) -> str | None:
    """The normal form, or None where the number is not valid."""
    plan = PLANS.get(country)
    if not foreign and digits.startswith("00") and plan is not None:
        foreign, digits = True, digits[2:]
    if foreign:
        return _with_code(digits, country)
    if plan is None:
        return digits if _FEWEST_DIGITS <= len(digits) <= _MOST_DIGITS else None
    national = digits[1:] if plan.zero and digits.startswith("0") else digits
    if plan.national.fullmatch(national) and not _rather_with_code(digits, plan):
        return plan.dialled(national)
    if digits.startswith(plan.code):
        rest = digits[len(plan.code) :]
        rest = rest.removeprefix("0") if plan.zero else rest
        if plan.national.fullmatch(rest):
            return plan.dialled(rest)
    return None


def _rather_with_code(digits: str, plan: PhonePlan) -> bool:
    """628123456789 fits a landline of Medan, but is a mobile with the calling code."""
    rest = digits.removeprefix(plan.code)
    return digits.startswith(plan.code) and plan.mobile.fullmatch(rest) is not None and not plan.mobile.fullmatch(digits)


def _with_code(digits: str, country: str) -> str | None:
    other = _country_of(digits)
    if other is None:
        return f"+{digits}" if _known_abroad(digits) else None
    plan = PLANS[other]
    rest = digits[len(plan.code) :]
    national = rest.removeprefix("0") if plan.zero else rest
    if not plan.national.fullmatch(national):
        return None
    return plan.dialled(national) if other == country else f"+{plan.code}{national}"


def _country_of(digits: str) -> str | None:
    return next((BY_CODE[digits[:size]] for size in (3, 2) if digits[:size] in BY_CODE), None)


def _known_abroad(digits: str) -> bool:
    """Numbers of all other countries, by the metadata of the phonenumbers library (loaded when the first one comes)."""
    if not _FEWEST_DIGITS < len(digits) <= _MOST_DIGITS:
        return False
    import phonenumbers

    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(f"+{digits}"))
    except phonenumbers.NumberParseException:
        return False


def _grouped(digits: str, plan: PhonePlan) -> str:
    sizes = plan.groups.get(len(digits))
    if sizes is None:
        return digits
    starts = [sum(sizes[:n]) for n in range(len(sizes) + 1)]
    return " ".join(digits[a:b] for a, b in pairwise(starts))

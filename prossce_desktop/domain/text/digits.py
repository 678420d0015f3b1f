"""Digits of every script as 0-9, and numbers as people write them."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from prossce_desktop.domain.parse_result import Understood, refused
from prossce_desktop.domain.translatable import N_

_ZEROS = (
    0x0660,
    0x06F0,
    0x0966,
    0x09E6,
    0x0BE6,
    0x0E50,
    0x0ED0,
    0x0F20,
    0x1040,
    0x1090,
    0x17E0,
    0x19D0,
    0x1A80,
    0x1A90,
    0x1B50,
    0xA9D0,
    0xA9F0,
    0xAA50,
    0xFF10,
)
"""The digit zero of Arabic (two), Devanagari, Bengali, Tamil, Thai, Lao, Tibetan, Burmese (and Shan, Tai
Laing), Khmer, Tai Lue, Tai Tham (two), Balinese, Javanese, Cham and fullwidth; one to nine follow each."""
_TO_ASCII = {zero + n: str(n) for zero in _ZEROS for n in range(10)}
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:([ ,.'’\u00a0\u202f])\d{3})(?:\1\d{3})*")
_WHOLE = re.compile(r"[+-]?\d+(?:[.,]0+)?")
_LONGEST = 18


def ascii_digits(text: str) -> str:
    """The text with digits of every script as 0-9; all else as it is."""
    return text if text.isascii() else text.translate(_TO_ASCII)


def plain_text(value: object) -> str:
    """A cell as text with ASCII digits: whole floats lose the fraction (`70920425.0`), `None` is empty."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return ascii_digits(str(value)).strip()


def whole_number(value: object) -> int | None:
    """A whole number, or None: `1,234`, `1.234`, `1 234`, `១២៣៤`, `12.0`, `-3`. Three digits: thousands."""
    if isinstance(value, bool):
        return None
    text = plain_text(value)
    if grouped := _GROUPED.fullmatch(text):
        text = text.replace(grouped[1], "")
    if not _WHOLE.fullmatch(text) or len(text) > _LONGEST:
        return None
    return int(re.split(r"[.,]", text)[0])


def understand_whole(value: object, field: str, least: int = 0, most: int | None = None) -> Understood[int]:
    """`whole_number` with problems. Empty is not recorded, never 0; outside the range is a hard problem."""
    text = plain_text(value)
    if not text:
        return Understood()
    number = whole_number(value)
    if number is None:
        return refused(field, "not-a-number", N_("“{value}” is not a whole number."), value=text[:40])
    if number < least:
        return refused(field, "too-small", N_("The number must be {least} or more."), least=least)
    if most is not None and number > most:
        return refused(field, "too-large", N_("The number must be {most} or less."), most=most)
    return Understood(number)


def understand_decimal(value: object, field: str) -> Understood[float]:
    """A decimal number (a score): `83`, `82,5`, `82.5`, `85%`. Empty is not recorded."""
    text = plain_text(value).removesuffix("%").strip()
    if not text:
        return Understood()
    try:
        number = Decimal(text.replace(",", ".") if text.count(",") == 1 and "." not in text else text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number) >= 10**_LONGEST:
        return refused(field, "not-a-number", N_("“{value}” is not a number."), value=text[:40])
    return Understood(float(number))

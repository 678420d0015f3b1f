"""Which words a record is found by; the search asks with words made the same way."""

from __future__ import annotations

from prossce_desktop.domain.text.digits import ascii_digits
from prossce_desktop.domain.text.folding import fold

BACKWARDS = "zzq"
"""Stands before a number written backwards, so that its last digits are a beginning."""


def person_words(name: str | None, latin_name: str | None, phone: str | None, national_id: str | None) -> str:
    """Both names, the phone and the id, the phone also from its end."""
    found = [fold(one) for one in (name, latin_name) if one]
    digits = number_word(phone)
    if digits:
        found += [digits, BACKWARDS + digits[::-1]]
    if national_id:
        found.append(fold(national_id).replace(" ", ""))
    return " ".join(found)


def number_word(text: str | None) -> str:
    """The digits of a number, of any script, and nothing else."""
    return "".join(one for one in ascii_digits(text or "") if one in "0123456789")


def record_words(*texts: str | None) -> str:
    """Words of an activity, an organisation or a programme."""
    return " ".join(fold(one) for one in texts if one)

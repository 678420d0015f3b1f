"""Names of people for comparison and search, in any script and any order of words."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from prossce_desktop.domain.text.cleaning import clean_text
from prossce_desktop.domain.text.folding import fold


@lru_cache(maxsize=65_536)
def name_key(name: str) -> str:
    """The folded name, words sorted: `Chan DARA` and `dara chan` have one key. Idempotent."""
    return " ".join(sorted(fold(name).split()))


@lru_cache(maxsize=65_536)
def is_latin(text: str) -> bool:
    """Most letters are Latin."""
    letters = [one for one in text if one.isalpha()]
    return bool(letters) and sum(
        1 for one in letters if one < "\u0250" or "\u1e00" <= one <= "\u1eff"
    ) * 2 > len(letters)


def accents(name: str) -> str:
    """Combining marks of a Latin name in order, đ among them: `Hoà` and `Hoa` differ, which folding hides."""
    marks = unicodedata.normalize("NFD", name.casefold())
    return "".join(one for one in marks if "\u0300" <= one <= "\u036f" or one == "đ")


def joined(*parts: str | None) -> str | None:
    """Family, given, middle name and suffix joined by spaces in the order given; `None` if all empty."""
    return clean_text(" ".join(part for part in parts if part)) or None

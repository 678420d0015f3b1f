"""Folding: two spellings a reader takes for one become one text. Only for comparison and search."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from prossce_desktop.domain.text.digits import ascii_digits

_LATIN_LETTERS = str.maketrans(
    {"đ": "d", "ð": "d", "ø": "o", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss"}
)
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_BETWEEN = re.compile(r"[^\w\s]|_")
_VARIANTS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), by)
    for pattern, by in (
        # Khmer: the deprecated independent a and aa; vowels typed in two parts; order of marks; coeng da is
        # coeng ta; coeng ro last
        ("\u17a3", "\u17a2"),
        ("\u17a4", "\u17a2\u17b6"),
        ("\u17b2", "\u17b1"),
        ("\u17c1\u17b8", "\u17be"),
        ("\u17c1\u17b6", "\u17c4"),
        ("\u17c6\u17b6", "\u17b6\u17c6"),
        ("\u17c6\u17bb", "\u17bb\u17c6"),
        ("\u17d2\u178a", "\u17d2\u178f"),
        ("(\u17d2\u179a)((?:\u17d2[\u1780-\u17a2])+)", r"\2\1"),
        # Lao: am in two parts; ho no, ho mo, ho lo as ligature or in two letters
        ("\u0ecd([\u0ec8-\u0ecb]?)\u0eb2", "\\1\u0eb3"),
        ("\u0edc", "\u0eab\u0e99"),
        ("\u0edd", "\u0eab\u0ea1"),
        ("\u0ebc", "\u0ea5"),
        # Thai: am in two parts; two sara e for one sara ae
        ("\u0e4d([\u0e48-\u0e4b]?)\u0e32", "\\1\u0e33"),
        ("\u0e40\u0e40", "\u0e41"),
        # Burmese: the digit zero for the letter wa; letter u for nya; great sa in two parts
        ("(?<=[\u1000-\u103f])\u1040(?![\u1040-\u1049])", "\u101d"),
        ("\u1025\u103a", "\u1009\u103a"),
        ("\u1025\u102e", "\u1026"),
        ("\u101e\u103c\u1031\u102c", "\u1029\u102c"),
    )
)


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """The text for comparison, words with one space between: case, Latin accents, digits of every script,
    punctuation, invisible characters, known variants of Khmer, Lao, Thai, Burmese are one. Idempotent."""
    if text.isascii():
        return " ".join(_BETWEEN.sub(" ", text.casefold()).split())
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    for pattern, by in _VARIANTS:
        text = pattern.sub(by, text)
    text = _without_accents(ascii_digits(text).casefold()).translate(_LATIN_LETTERS)
    letters = "".join(one if one.isalnum() or unicodedata.category(one)[0] == "M" else " " for one in text)
    return unicodedata.normalize("NFC", " ".join(letters.split()))


@lru_cache(maxsize=65_536)
def fold_tight(text: str) -> str:
    """`fold` without any space: for headings and words of scripts that put none, or anywhere."""
    return fold(text).replace(" ", "")


def _without_accents(text: str) -> str:
    """Without combining marks of Latin, Greek and Cyrillic; marks of other scripts are letters and stay."""
    return "".join(one for one in unicodedata.normalize("NFD", text) if not "\u0300" <= one <= "\u036f")

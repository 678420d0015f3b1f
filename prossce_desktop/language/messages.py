"""Words for people: one gettext catalogue for windows, reports and the command line.

English sentences are the keys. `_` and `ngettext_` speak the language of the screen; a report in another
language is made within `speaking(language)`. Never put an f-string into them: `_("{n}
persons").format(n=n)`.
"""

from __future__ import annotations

import gettext as _gettext
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from prossce_desktop.domain.counting.small_cells import is_said
from prossce_desktop.errors.base import ProssceError
from prossce_desktop.system.paths import resources

DOMAIN = "prossce_desktop"
ENGLISH = "en"
PSEUDO = "xx"
"""A made-up language that shows where a text is cut off or never went through `_`."""

_KEPT = re.compile(r"\{[^{}]*\}|<[^<>]+>|&\w+;")
"""Parts of a text that are not read as words: placeholders and markup."""


class _Pseudo(_gettext.NullTranslations):
    """Each text in brackets and 40 % longer; placeholders and markup stay whole."""

    def gettext(self, message: str) -> str:
        """The text, bracketed and longer."""
        return _lengthened(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The fitting one of the two, bracketed and longer."""
        return _lengthened(msgid1 if n == 1 else msgid2)


def _lengthened(text: str) -> str:
    more = -(-len(_KEPT.sub("", text)) * 4 // 10)
    if more <= 0:
        return f"[{text}]"
    words = "extra words " * (more // 12 + 1)
    return f"[{text}{'~' * more if more <= 6 else ' ' + words[: more - 1].rstrip()}]"


@lru_cache
def catalogue(language: str) -> _gettext.NullTranslations:
    """The texts of one of `languages()`, English or the pseudo-language; English for any other name."""
    if language == PSEUDO:
        return _Pseudo()
    return _gettext.translation(DOMAIN, resources() / "locale", [language], fallback=True)


_Spoken = tuple[str, _gettext.NullTranslations]
_speaking: list[_Spoken] = [(ENGLISH, _gettext.NullTranslations())]
_aside: ContextVar[_Spoken | None] = ContextVar("language_of_a_report", default=None)


def use(language: str) -> None:
    """Use this language on screen from now on; texts already shown stay until they are shown again."""
    _speaking[0] = (language, catalogue(language))


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """In the block, and in this thread only, all texts are in this language: for reports in another one."""
    before = _aside.set((language, catalogue(language)))
    try:
        yield
    finally:
        _aside.reset(before)


def _spoken() -> _Spoken:
    return _aside.get() or _speaking[0]


def language() -> str:
    """The language of the screen, or that of the report being made."""
    return _spoken()[0]


def _(text: str) -> str:
    """The text in the language of the screen."""
    return _spoken()[1].gettext(text) if text else ""  # gettext answers "" with the catalogue's header


def ngettext_(singular: str, many: str, n: int) -> str:
    """The plural form for `n` in the screen's language; the caller puts the number in. Withheld is plural."""
    return _spoken()[1].ngettext(singular, many, n if is_said(n) else 0)


def languages() -> tuple[str, ...]:
    """English, then languages whose catalogue is compiled: `make messages` compiles only complete ones."""
    compiled = sorted(mo.parts[-3] for mo in (resources() / "locale").glob(f"*/LC_MESSAGES/{DOMAIN}.mo"))
    return (ENGLISH, *(one for one in compiled if one != ENGLISH))


ProssceError.translate = staticmethod(_)


LANGUAGE_NAMES = {
    "en": "English",
    "km": "ភាសាខ្មែរ",
    "id": "Bahasa Indonesia",
    "lo": "ພາສາລາວ",
    "my": "မြန်မာဘာသာ",
    "th": "ไทย",
    "vi": "Tiếng Việt",
    "zh": "中文",
}

"""Names of devices, offices and officers that somebody else wrote: one short line of visible letters."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

MOST_LETTERS = 40
"""Of a laptop's, an office's or an officer's name, wherever it came from."""

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
"""Control and format characters (direction too), half letters, unassigned code points."""
_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
"""Letters and marks that show nothing."""


@lru_cache(maxsize=4_096)
def clean_name(text: str) -> str:
    """NFC, one line, visible characters only, at most `MOST_LETTERS` with an ellipsis. Idempotent."""
    one_line = " ".join(_BLANK.sub("", text).split())
    seen = "".join(letter for letter in one_line if unicodedata.category(letter) not in _UNSEEN)
    name = " ".join(unicodedata.normalize("NFC", seen).split())
    return name if len(name) <= MOST_LETTERS else f"{name[: MOST_LETTERS - 1].rstrip()}…"


def has_clean_name(text: str) -> bool:
    """Whether a name can be taken as it is."""
    return bool(text) and clean_name(text) == text

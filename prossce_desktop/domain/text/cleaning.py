"""Text as it is kept: NFC, single spaces, nothing invisible that does harm."""

from __future__ import annotations

import json
import re
import unicodedata

from prossce_desktop.domain.parse_result import Understood, refused
from prossce_desktop.domain.text.safe_display import HARMFUL
from prossce_desktop.domain.translatable import N_

NAME_LIMIT = 200
LINE_LIMIT = 500
_LOOSE_JOINERS = re.compile("(?:(?<=\\s)|^)[\u200c\u200d]+|[\u200c\u200d]+(?=\\s|$)")
_PLAIN = re.compile("[\u0021-\u007e]*")


def clean_text(text: str) -> str:
    """One line: NFC (never NFKC, which splits Thai and Lao sara am), single spaces, no control characters."""
    if _PLAIN.fullmatch(text):
        return text
    text = _LOOSE_JOINERS.sub("", " ".join(HARMFUL.sub("", text).split()))
    return " ".join(unicodedata.normalize("NFC", text).split())


def for_terminal(text: str) -> str:
    """What a terminal line may hold: nothing that moves, colours or turns other text, no line end."""
    return HARMFUL.sub("", " ".join(text.splitlines()))


def escaped_for_terminal(json_text: str) -> str:
    """JSON that says the same, without a character that does something to a terminal."""
    return HARMFUL.sub(lambda one: json.dumps(one[0])[1:-1], json_text)


def clean_note(text: str) -> str:
    """Several lines, each clean; no more than one empty line between two, none at the ends."""
    lines = "\n".join(clean_text(line) for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip("\n")


def line(value: object, field: str, limit: int = LINE_LIMIT) -> Understood[str]:
    """A cell or line as stored text; empty is not recorded; over `limit` characters is a hard problem."""
    text = clean_text(value if isinstance(value, str) else _written(value))
    if len(text) > limit:
        return refused(field, "too-long", N_("This is longer than {limit} characters."), limit=limit)
    return Understood(text or None)


def _written(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)

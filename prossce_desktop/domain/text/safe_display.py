"""Text that somebody else may have written, as a window shows it."""

from __future__ import annotations

import re

HARMFUL = re.compile(
    "[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
"""Control characters, direction overrides and marks, zero-width spaces, lone surrogates, noncharacters and
tags. U+200C and U+200D stay: Burmese, Khmer and Arabic words need them."""
_BREAKS = "\u00ad\u200b"


def as_seen(text: str) -> str:
    """What is shown, on every laptop alike, of text that may come from an altered program.
    Nothing turns, moves or hides the rest; what was signed stays. Places where a line may break stay.
    """
    return text if text.isprintable() else HARMFUL.sub(lambda one: one[0] if one[0] in _BREAKS else "", text)

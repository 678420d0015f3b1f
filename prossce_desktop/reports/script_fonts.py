"""Which font a character is set in: one face for each script, Noto Sans for all that is common."""

from __future__ import annotations

import unicodedata
from enum import Enum

from prossce_desktop.reports.ink_and_type import BOLD, LIGHT_WEIGHT

_JOINERS = frozenset("\u200c\u200d\u034f\ufe0e\ufe0f")


class Script(Enum):
    """The scripts of the eleven countries and China, with the language that the PDF names for each."""

    latin = ""
    khmer = "km"
    lao = "lo"
    thai = "th"
    burmese = "my"
    chinese = "zh"

    @property
    def shaped(self) -> bool:
        """Whether its letters join and stack, so that HarfBuzz must place them."""
        return self not in (Script.latin, Script.chinese)


_BLOCKS: tuple[tuple[int, int, Script], ...] = (
    (0x0E00, 0x0E7F, Script.thai),
    (0x0E80, 0x0EFF, Script.lao),
    (0x1000, 0x109F, Script.burmese),
    (0x1780, 0x17FF, Script.khmer),
    (0x19E0, 0x19FF, Script.khmer),
    (0x2E80, 0x9FFF, Script.chinese),
    (0xA9E0, 0xA9FF, Script.burmese),
    (0xAA60, 0xAA7F, Script.burmese),
    (0xF900, 0xFAFF, Script.chinese),
    (0xFE30, 0xFE4F, Script.chinese),
    (0xFF00, 0xFFEF, Script.chinese),
    (0x20000, 0x323AF, Script.chinese),
)

_NAMES = {
    Script.khmer: "NotoSansKhmer",
    Script.lao: "NotoSansLao",
    Script.thai: "NotoSansThai",
    Script.burmese: "NotoSansMyanmar",
}


def font_name(script: Script, weight: int) -> str:
    """The font of a script in weight 300, 400 or 600; scripts without the weight use the nearest."""
    if script is Script.chinese:
        return "NotoSansSC-Regular"
    if script is Script.latin:
        return {LIGHT_WEIGHT: "NotoSans-Light", BOLD: "NotoSans-SemiBold"}.get(weight, "NotoSans-Regular")
    return f"{_NAMES[script]}-{'Bold' if weight == BOLD else 'Regular'}"


def script_of(char: str) -> Script:
    """The script a character belongs to; Latin for everything common and everything unknown."""
    code = ord(char)
    if code < 0x0E00:
        return Script.latin
    for first, last, script in _BLOCKS:
        if first <= code <= last:
            return script
    return Script.latin


def split(text: str) -> list[tuple[Script, str]]:
    """Stretches of one script; no space in a shaped one; joiners and marks stay with the letters before."""
    if text.isascii() or max(text) < "\u0e00":
        return [(Script.latin, text)] if text else []
    found: list[tuple[Script, str]] = []
    for char in text:
        script = script_of(char)
        if found and (char in _JOINERS or (script is Script.latin and unicodedata.combining(char))):
            script = found[-1][0]
        if found and found[-1][0] is script:
            found[-1] = (script, found[-1][1] + char)
        else:
            found.append((script, char))
    return found

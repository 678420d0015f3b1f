"""The colours of the program, light and dark, with the contrast between any two of them."""

from __future__ import annotations

from typing import NamedTuple


class Tokens(NamedTuple):
    """One set of colours, each as #RRGGBB. `line` is decoration: nothing may depend on seeing it."""

    dark: bool
    bg: str
    nav: str
    surface: str
    raised: str
    line: str
    field: str
    text: str
    muted: str
    place: str
    accent: str
    fill: str
    fillhover: str
    filldown: str
    onfill: str
    soft: str
    hover: str
    warn: str
    warnsoft: str
    warnline: str
    err: str
    errsoft: str
    errline: str
    ok: str
    oksoft: str
    message: str
    onmessage: str
    c1: str
    c2: str
    c3: str
    c4: str
    c4line: str

    @property
    def chart(self) -> tuple[str, str, str, str]:
        """The four chart colours in their fixed order; they stay apart in grey and to colour-blind eyes."""
        return self.c1, self.c2, self.c3, self.c4

    def colours(self) -> dict[str, str]:
        """Name and #RRGGBB of every colour."""
        return {name: str(value) for name, value in self._asdict().items() if name != "dark"}


_COLOURS = {
    "bg": ("#FBFAF8", "#191A1D"),
    "nav": ("#F2F0EC", "#131417"),
    "surface": ("#FFFFFF", "#202226"),
    "raised": ("#FFFFFF", "#282A2F"),
    "line": ("#E6E3DD", "#303338"),
    "field": ("#938E85", "#7D818A"),
    "text": ("#1E1D1B", "#ECEAE6"),
    "muted": ("#5E5A53", "#ABA9A4"),
    "place": ("#716C64", "#98979A"),
    "accent": ("#2A3FC4", "#A9B6FF"),
    "fill": ("#2A3FC4", "#4C60DC"),
    "fillhover": ("#2236AE", "#576BE6"),
    "filldown": ("#1C2D94", "#4155CC"),
    "onfill": ("#FFFFFF", "#FFFFFF"),
    "soft": ("#EBEEFC", "#2B3150"),
    "hover": ("#EFEDE8", "#26282D"),
    "warn": ("#7E5200", "#EDBE6A"),
    "warnsoft": ("#FBF2DD", "#33291A"),
    "warnline": ("#B97C0C", "#B5862F"),
    "err": ("#AE2317", "#FF9C90"),
    "errsoft": ("#FCECE9", "#3A2220"),
    "errline": ("#C8382B", "#E0685B"),
    "ok": ("#1F6843", "#86D0A6"),
    "oksoft": ("#E5F2E9", "#1D3127"),
    "message": ("#1E1D1B", "#ECEAE6"),
    "onmessage": ("#FFFFFF", "#191A1D"),
    "c1": ("#26379F", "#6A7FF2"),
    "c2": ("#B84E24", "#EA8F66"),
    "c3": ("#3F9B92", "#77D3C8"),
    "c4": ("#E6C56B", "#F6E6B4"),
    "c4line": ("#A5862F", "#F6E6B4"),
}
"""Light and dark."""

LIGHT = Tokens(dark=False, **{name: light for name, (light, _dark) in _COLOURS.items()})
DARK = Tokens(dark=True, **{name: dark for name, (_light, dark) in _COLOURS.items()})


def luminance(colour: str) -> float:
    """Relative luminance of #RRGGBB as WCAG 2.2 defines it, 0 to 1."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, other: str) -> float:
    """Contrast ratio (1 to 21) as WCAG 2.2 defines it: text needs 4.5, borders and icons 3."""
    low, high = sorted((luminance(first), luminance(other)))
    return (high + 0.05) / (low + 0.05)

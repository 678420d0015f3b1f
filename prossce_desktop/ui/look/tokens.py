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


LIGHT = Tokens(
    dark=False,
    bg="#FBFAF8",
    nav="#F2F0EC",
    surface="#FFFFFF",
    raised="#FFFFFF",
    line="#E6E3DD",
    field="#938E85",
    text="#1E1D1B",
    muted="#5E5A53",
    place="#716C64",
    accent="#2A3FC4",
    fill="#2A3FC4",
    fillhover="#2236AE",
    filldown="#1C2D94",
    onfill="#FFFFFF",
    soft="#EBEEFC",
    hover="#EFEDE8",
    warn="#7E5200",
    warnsoft="#FBF2DD",
    warnline="#B97C0C",
    err="#AE2317",
    errsoft="#FCECE9",
    errline="#C8382B",
    ok="#1F6843",
    oksoft="#E5F2E9",
    message="#1E1D1B",
    onmessage="#FFFFFF",
    c1="#26379F",
    c2="#B84E24",
    c3="#3F9B92",
    c4="#E6C56B",
    c4line="#A5862F",
)

DARK = Tokens(
    dark=True,
    bg="#191A1D",
    nav="#131417",
    surface="#202226",
    raised="#282A2F",
    line="#303338",
    field="#7D818A",
    text="#ECEAE6",
    muted="#ABA9A4",
    place="#98979A",
    accent="#A9B6FF",
    fill="#4C60DC",
    fillhover="#576BE6",
    filldown="#4155CC",
    onfill="#FFFFFF",
    soft="#2B3150",
    hover="#26282D",
    warn="#EDBE6A",
    warnsoft="#33291A",
    warnline="#B5862F",
    err="#FF9C90",
    errsoft="#3A2220",
    errline="#E0685B",
    ok="#86D0A6",
    oksoft="#1D3127",
    message="#ECEAE6",
    onmessage="#191A1D",
    c1="#6A7FF2",
    c2="#EA8F66",
    c3="#77D3C8",
    c4="#F6E6B4",
    c4line="#F6E6B4",
)


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

"""Pictures for paper: a palette PNG goes into the PDF as it is packed; both formats pack it alike."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

from prossce_desktop.reports.pdf.pdf_objects import Objects

_BEGINNING = b"\x89PNG\r\n\x1a\n"
_PALETTE_8 = (8, 3, 0, 0, 0)
"""Bits, kind of colour, packing, filter, interlacing: the only kind of PNG that is taken."""


@dataclass(frozen=True, slots=True)
class PngPicture:
    """A picture of at most 256 colours: size in pixels, palette (three bytes a colour), packed rows."""

    wide: int
    high: int
    palette: bytes
    rows: bytes

    def write(self, objects: Objects) -> str:
        """Put it into a PDF; how others refer to it."""
        space = f"[ /Indexed /DeviceRGB {len(self.palette) // 3 - 1} <{self.palette.hex()}> ]"
        how = f"<< /Predictor 15 /Colors 1 /BitsPerComponent 8 /Columns {self.wide} >>"
        size = f"/Type /XObject /Subtype /Image /Width {self.wide} /Height {self.high}"
        return objects.packed(self.rows, f"{size} /BitsPerComponent 8 /ColorSpace {space} /DecodeParms {how}")


def read(path: Path) -> PngPicture:
    """A PNG file. Raises ValueError where it is of another kind, OSError where it cannot be read."""
    data = path.read_bytes()
    if not data.startswith(_BEGINNING):
        raise ValueError(f"{path.name} is no PNG")
    found: dict[bytes, bytes] = {}
    at = len(_BEGINNING)
    while at < len(data):
        (long,) = struct.unpack(">I", data[at : at + 4])
        name = data[at + 4 : at + 8]
        found[name] = found.get(name, b"") + data[at + 8 : at + 8 + long]
        at += 12 + long
    wide, high, *kind = struct.unpack(">IIBBBBB", found[b"IHDR"])
    if tuple(kind) != _PALETTE_8:
        raise ValueError(f"{path.name} has no palette of 256 colours")
    return PngPicture(wide, high, found[b"PLTE"], found[b"IDAT"])

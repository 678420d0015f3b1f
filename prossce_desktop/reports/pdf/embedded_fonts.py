"""The fonts of one document: codes of used glyphs, embedded parts, and their text in Unicode."""

from __future__ import annotations

import hashlib
import struct

from prossce_desktop.reports.pdf.font_file import FontFile
from prossce_desktop.reports.pdf.pdf_objects import Objects

_PRIVATE = 0xE000
_AT_A_TIME = 100
"""Entries a `bfchar` block may hold."""


class UsedFont:
    """One font in one document. Codes are of glyph and character: 人, ⼈ share a glyph, and copy as typed."""

    def __init__(self, font: FontFile, name: str) -> None:
        self.font = font
        self.name = name
        self._codes: dict[tuple[int, str], int] = {}
        self._plain: dict[str, str] = {}

    def hexadecimal(self, text: str) -> str:
        """The codes of characters that follow each other unshaped."""
        plain = self._plain
        found = []
        for char in text:
            code = plain.get(char)
            if code is None:
                code = plain[char] = self.code(self.font.glyph(char), char)
            found.append(code)
        return "".join(found)

    def code(self, gid: int, char: str) -> str:
        """The code of a glyph that stands for `char`, in four hexadecimal digits."""
        number = self._codes.setdefault((gid, char), len(self._codes) + 1)
        return f"{number:04X}"

    def write(self, objects: Objects) -> str:
        """Embed the part that was used; how pages refer to the font."""
        data, moved = self.font.part({gid for gid, _ in self._codes})
        base = f"{_tag(data)}+{self.font.name}"
        file = objects.stream(data, f"/Length1 {len(data)}")
        places = b"\0\0" + b"".join(struct.pack(">H", moved[gid]) for gid, _ in self._codes)
        widths = " ".join(f"{self.font.width_of_glyph(gid):g}" for gid, _ in self._codes)
        descendant, _ = objects.raw(
            f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{base} /DW 1000 /W [ 1 [ {widths} ] ] "
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor "
            f"{self._descriptor(objects, base, file)} /CIDToGIDMap {objects.stream(places)} >>"
        )
        font, _ = objects.raw(
            f"<< /Type /Font /Subtype /Type0 /BaseFont /{base} /Encoding /Identity-H"
            f" /DescendantFonts [ {descendant} ] /ToUnicode {objects.stream(self._to_unicode())} >>"
        )
        return font

    def _descriptor(self, objects: Objects, base: str, file: str) -> str:
        m = self.font.metrics
        box = " ".join(f"{edge:g}" for edge in m.box)
        heavy = 120 if "Bold" in base else 80
        reference, _ = objects.raw(
            f"<< /Type /FontDescriptor /FontName /{base} /Flags 4 /FontBBox [ {box} ] /ItalicAngle "
            f"{m.italic_angle:g} /Ascent {m.ascent:g} /Descent {m.descent:g} /CapHeight {m.cap_height:g} "
            f"/StemV {heavy} /FontFile2 {file} >>"
        )
        return reference

    def _to_unicode(self) -> bytes:
        rows = []
        for number, (_, char) in enumerate(self._codes, 1):
            meant = char or chr(_PRIVATE + number)
            rows.append(f"<{number:04X}> <{meant.encode('utf-16-be').hex().upper()}>")
        blocks = [rows[at : at + _AT_A_TIME] for at in range(0, len(rows), _AT_A_TIME)]
        maps = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
        return (
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo << /Registry "
            "(Adobe) /Ordering (UCS) /Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 "
            f"def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{maps}\nendcmap\nCMapName "
            "currentdict /CMap defineresource pop\nend\nend\n"
        ).encode("ascii")


def _tag(data: bytes) -> str:
    """Six capital letters that name a part of a font, the same for the same part."""
    number = int.from_bytes(hashlib.sha256(data).digest()[:8], "big")
    letters = ""
    for _ in range(6):
        number, letter = divmod(number, 26)
        letters += chr(65 + letter)
    return letters

"""One font file: its characters and widths, shaping, and the subset that a document needs."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import uharfbuzz as hb

from prossce_desktop.system.paths import resource

_KEPT_TABLES = ("glyf", "loca", "head", "hhea", "hmtx", "maxp", "cvt ", "fpgm", "prep")


class Glyph(NamedTuple):
    """A shaped glyph in thousandths of the type size; `char` is its text ("" if its neighbours hold it)."""

    gid: int
    char: str
    advance: float
    dx: float
    dy: float


@dataclass(frozen=True, slots=True)
class Metrics:
    """What a PDF says about a font, in thousandths of the type size."""

    ascent: float
    descent: float
    cap_height: float
    box: tuple[float, float, float, float]
    italic_angle: float


class FontFile:
    """A TrueType file of the resources, read once in the life of the program."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._face = hb.Face(hb.Blob.from_file_path(str(resource(f"fonts/{name}.ttf"))))
        self._font = hb.Font(self._face)
        self._scale = 1000 / self._face.upem
        self._glyphs: dict[str, int] = {}
        self._advances: dict[str, float] = {}

    def glyph(self, char: str) -> int:
        """The glyph of one character, 0 if the font lacks it."""
        found = self._glyphs.get(char)
        if found is None:
            found = self._glyphs[char] = self._font.get_nominal_glyph(ord(char)) or 0
        return found

    def advance(self, char: str) -> float:
        """The width of one character, in thousandths of the type size."""
        found = self._advances.get(char)
        if found is None:
            found = self._advances[char] = self.width_of_glyph(self.glyph(char))
        return found

    def width_of_glyph(self, gid: int) -> float:
        """The width written in the font, in thousandths of the type size."""
        return float(self._font.get_glyph_h_advance(gid) * self._scale)

    @lru_cache(maxsize=20_000)  # noqa: B019 - a font lives as long as the program
    def shaped(self, text: str) -> tuple[Glyph, ...]:
        """The glyphs of a stretch of one script, in drawing order."""
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        hb.shape(self._font, buffer)
        infos, places, scale = buffer.glyph_infos, buffer.glyph_positions, self._scale
        ends = sorted({info.cluster for info in infos} | {len(text)})
        until = dict(pairwise(ends))
        glyphs = []
        for info, place in zip(infos, places, strict=True):
            own = [c for c in text[info.cluster : until[info.cluster]] if self.glyph(c) == info.codepoint]
            char = own[0] if own else ""
            glyphs.append(
                Glyph(
                    info.codepoint,
                    char,
                    place.x_advance * scale,
                    place.x_offset * scale,
                    place.y_offset * scale,
                )
            )
        return tuple(glyphs)

    def part(self, gids: set[int]) -> tuple[bytes, dict[int, int]]:
        """A TrueType file of these glyphs alone, and where each stands in it."""
        wanted = hb.SubsetInput()
        wanted.flags = (
            hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
        )
        for gid in sorted(gids | {0}):
            wanted.glyph_set.add(gid)
        for tag in self._face.table_tags:
            if tag not in _KEPT_TABLES:
                wanted.drop_table_tag_set.add(struct.unpack(">I", tag.encode("latin-1").ljust(4))[0])
        plan = hb.SubsetPlan(self._face, wanted)
        moved = {old: new for old, new in plan.old_to_new_glyph_mapping.items()}  # noqa: C416 - a HarfBuzz map, not a dict
        return bytes(plan.execute().blob.data), moved

    @property
    def metrics(self) -> Metrics:
        """Read from the tables head, hhea, OS/2 and post."""
        box = struct.unpack_from(">4h", self._table("head"), 36)
        ascent, descent = struct.unpack_from(">2h", self._table("hhea"), 4)
        os2 = self._table("OS/2")
        cap = struct.unpack_from(">h", os2, 88)[0] if len(os2) >= 90 else ascent
        angle = struct.unpack_from(">i", self._table("post"), 4)[0] / 65536
        s = self._scale
        return Metrics(
            ascent * s, descent * s, cap * s, (box[0] * s, box[1] * s, box[2] * s, box[3] * s), angle
        )

    def _table(self, tag: str) -> bytes:
        return bytes(self._face.reference_table(tag).data)


@lru_cache
def font_file(name: str) -> FontFile:
    """The font of this name, such as `NotoSans-Regular`; opened when first asked for."""
    return FontFile(name)

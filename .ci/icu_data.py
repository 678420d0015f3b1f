"""Empties those tables of ICU's data that the program does not use, so that the bundle packs smaller.

We ask ICU for line and character breaks alone. The file keeps its size and form: what goes is set to zero.
"""

from __future__ import annotations

import itertools
import struct

UNUSED = ("coll/", "curr/", "lang/", "rbnf/", "region/", "translit/", "unit/", "zone/")
MAGIC = b"\xda\x27"


def without_unused_tables(library: bytes) -> bytes:
    """The same library with the unused tables emptied. Raises ValueError where it holds no data of ICU.

    Its form (ICU's udata.h): a header whose size stands in its first two bytes, then the number of tables,
    and for each of them where its name and where its content lie.
    """
    start = library.rindex(MAGIC, 0, library.index(b"CmnD")) - 2
    base = start + struct.unpack_from("<H", library, start)[0]
    count = struct.unpack_from("<I", library, base)[0]
    entries = [struct.unpack_from("<II", library, base + 4 + 8 * one) for one in range(count)]
    tables = sorted((content, _text(library, base + name)) for name, content in entries)
    emptied = bytearray(library)
    for (at, name), (end, _next) in itertools.pairwise(tables):
        if name.partition("/")[2].startswith(UNUSED):
            emptied[base + at : base + end] = bytes(end - at)
    return bytes(emptied)


def _text(library: bytes, at: int) -> str:
    return library[at : library.index(b"\0", at)].decode("ascii")

"""Packs and unpacks bytes with lzma. Unpacking stops at a limit, whatever the bytes claim."""

from __future__ import annotations

import lzma

from prossce_desktop.exchange.limits import MOST_MEMORY

_CHUNK = 1 << 20


def pack(plain: bytes) -> bytes:
    """As small as lzma makes it in reasonable time."""
    return lzma.compress(plain, format=lzma.FORMAT_XZ, check=lzma.CHECK_CRC32, preset=6)


def unpack(packed: bytes, most: int) -> bytes:
    """The bytes again. Raises ValueError where they are damaged, cut, followed by others, or more than `most`."""
    unpacking = lzma.LZMADecompressor(format=lzma.FORMAT_XZ, memlimit=MOST_MEMORY)
    found: list[bytes] = []
    size, given = 0, packed
    try:
        while not unpacking.eof:
            some = unpacking.decompress(given, max_length=min(_CHUNK, most - size + 1))
            given = b""
            size += len(some)
            if size > most:
                raise ValueError("larger than it may be")
            if not some and unpacking.needs_input and not unpacking.eof:
                raise ValueError("cut")
            found.append(some)
    except lzma.LZMAError as error:
        raise ValueError("damaged") from error
    if unpacking.unused_data:
        raise ValueError("something follows")
    return b"".join(found)

"""Every byte that somebody could read: of a base, and of a package opened with the keys that one has."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from prossce_desktop.exchange.age_encryption import opened
from prossce_desktop.exchange.operation_codec import lines
from prossce_desktop.store.workspace.store import Store

_MOST = 1 << 28


def everything_in(store: Store) -> str:
    """Every value of every table of a base, unpacked, in small letters."""
    with store.read() as reading:
        tables = [row[0] for row in reading.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()]
        values = [value for table in tables for row in reading.execute(f'SELECT * FROM "{table}"').fetchall() for value in row]
    return "\n".join(text for value in values for text in _texts(value))


def everything_sent(content: bytes, identity: str) -> str:
    """Everything in a package that this key opens, in small letters."""
    return "\n".join(_opened(content, identity))


def _opened(content: bytes, identity: str) -> Iterator[str]:
    yield _read(content)
    inside = opened(content, [identity]) if content.startswith(b"age-encryption") else None
    if inside is None:
        return
    if not inside.startswith(b"PK"):
        yield _read(b"\n".join(lines(inside[64:], _MOST)))
        return
    with zipfile.ZipFile(io.BytesIO(inside)) as archive:
        for name in archive.namelist():
            member = archive.read(name)
            if name.endswith(".age") and name != "request.age":
                yield from _opened(member, identity)
            yield _read(b"\n".join(lines(member, _MOST)) if name.endswith(".bz2") else member)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, bytes):
        yield _read(value)
        try:
            yield _read(zlib.decompress(value))
        except zlib.error:
            return
    else:
        yield str(value).casefold()


def _read(content: bytes) -> str:
    return content.decode("utf-8", "replace").casefold()

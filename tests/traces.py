"""Looks for a text in files as somebody with tools would: in the usual encodings, and inside packed files. Not a test."""

from __future__ import annotations

import base64
import io
import json
import urllib.parse
import zipfile
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from tests.pdf_text import pdf_text

_MARKUP = {"ascii": "xmlcharrefreplace"}


@lru_cache
def forms(text: str) -> tuple[tuple[bytes, bool], ...]:
    """The bytes a text may be hidden in, and whether capitals matter (they do in base64)."""
    plain = {text.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le")}
    quoted = {json.dumps(text)[1:-1].encode(), urllib.parse.quote(text, safe="").encode(), text.encode("ascii", "xmlcharrefreplace")}
    digits = {one.hex().encode() for one in plain}
    found = {(one.lower(), False) for one in plain | quoted | digits}
    found |= {(one, True) for data in plain for one in _base64(data)}
    return tuple(sorted(found))


def _base64(data: bytes) -> Iterator[bytes]:
    """What of it surely stands in base64, wherever in a longer text it begins."""
    for before in range(3):
        whole = base64.b64encode(b"\0" * before + data).rstrip(b"=")
        bits = (before + len(data)) * 8
        yield whole[-(-before * 8 // 6) : bits // 6]


def held(data: bytes, texts: Iterable[str]) -> list[str]:
    """Which of the texts some bytes hold, in any form."""
    low = data.lower()
    return [text for text in texts if any(form in (data if exact else low) for form, exact in forms(text))]


def parts(path: Path) -> Iterator[bytes]:
    """The bytes of a file, and of what is packed into it."""
    data = path.read_bytes()
    yield data
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            yield from (packed.read(name) for name in packed.namelist())
    if data[:5] == b"%PDF-":
        yield pdf_text(data).encode()


def left_in(places: Iterable[Path], texts: Iterable[str]) -> list[str]:
    """Every trace of the texts in files and names below some places: "text in path"."""
    wanted = tuple(texts)
    found = []
    for path in files(places):
        found += [f"{text} in {path}" for part in parts(path) for text in held(part, wanted)]
        found += [f"{text} in the name of {path}" for text in held(str(path).encode("utf-8", "surrogatepass"), wanted)]
    return found


def files(places: Iterable[Path]) -> list[Path]:
    """Every file below some places, or the places themselves."""
    return [one for place in places for one in ([place] if place.is_file() else sorted(place.rglob("*"))) if one.is_file()]

"""What Outlook's own files hold: an e-mail dragged out of it (.msg), and winmail.dat (TNEF)."""

from __future__ import annotations

import io
from collections.abc import Iterator

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TNEF = b"\x78\x9f\x3e\x22"
_WANTED = frozenset(
    {"__substg1.0_37010102", "__substg1.0_1000001F", "__substg1.0_1000001E", "__substg1.0_10130102"}
)
"""An attachment's content; the text of an e-mail, in two encodings, and its HTML."""

_DEEPEST = 8


def is_msg(content: bytes) -> bool:
    """Whether it begins as .msg files do (old Word files do as well)."""
    return content.startswith(_OLE)


def is_tnef(content: bytes) -> bool:
    """Whether it begins as winmail.dat does."""
    return content.startswith(_TNEF)


def parts_of_msg(content: bytes) -> Iterator[bytes]:
    """Attachments and texts, also of e-mails inside it. Raises what damage makes the library raise."""
    import olefile

    with olefile.OleFileIO(io.BytesIO(content)) as file:
        for path in file.listdir():
            if path[-1] in _WANTED:
                yield file.openstream(path).read()


def parts_of_tnef(content: bytes) -> Iterator[bytes]:
    """Attachments and texts, also of e-mails inside it. Raises what damage makes the library raise."""
    from tnefparse import TNEF

    yield from _of_tnef(TNEF(content, do_checksum=False), _DEEPEST)


def _of_tnef(of: object, depth: int) -> Iterator[bytes]:
    for one in getattr(of, "attachments", ()):
        inside = getattr(one, "embed", None)
        if inside is not None and depth:
            yield from _of_tnef(inside, depth - 1)
        elif isinstance(one.data, bytes):
            yield one.data
    for text in (getattr(of, "body", None), getattr(of, "htmlbody", None)):
        if isinstance(text, str):
            yield text.encode(errors="ignore")
        elif isinstance(text, bytes):
            yield text

"""What an e-mail holds: attachments and texts, also of forwarded e-mails; and the e-mails of a mailbox."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesFeedParser

_HEADER = re.compile(rb"(From [^\r\n]{1,500}|[!-9;-~]{1,76}:[^\r\n]*)(\r?\n|$)")
_IN_BOX = re.compile(rb"\n(?=From [^\r\n]{1,500}\r?\n[!-9;-~]{1,76}:)")
_STAMP = re.compile(rb"From [^\r\n]{1,500}\r?\n")
_PIECE = 64 * 1024
_OF_URLS = str.maketrans("-_", "+/")
_BEFORE = b"\xef\xbb\xbf \t\r\n"


def is_mail(content: bytes) -> bool:
    """Whether it begins as e-mails and mail boxes do."""
    return _HEADER.match(content[:4_000].lstrip(_BEFORE)) is not None


def parts_of(content: bytes) -> Iterator[bytes]:
    """The e-mails of a mailbox, or the decoded parts of one. Raises what damage makes the parser raise."""
    begin = len(content) - len(content.lstrip(_BEFORE))
    if content.startswith(b"From ", begin):
        starts = [begin, *(one.end() for one in _IN_BOX.finditer(content))]
        if len(starts) > 1:
            yield from (
                content[start:end] for start, end in zip(starts, [*starts[1:], len(content)], strict=True)
            )
            return
        stamp = _STAMP.match(content, begin)
        begin = stamp.end() if stamp else begin
    open = [_parsed(content, begin)]
    while open:
        part = open.pop()
        wrapped = _wrapped(part)
        if wrapped is not None:
            yield wrapped
        elif part.is_multipart():
            open += reversed([one for one in part.get_payload() if isinstance(one, Message)])
        else:
            payload = _payload(part)
            if isinstance(payload, bytes) and payload:
                yield payload


def _payload(part: Message) -> object:
    """An attachment or a text, decoded; base64 also in the letters that links have."""
    text = part.get_payload()
    if isinstance(text, str) and _is_base64(part) and ("-" in text or "_" in text):
        part.set_payload(text.translate(_OF_URLS))
    return part.get_payload(decode=True)


def _is_base64(part: Message) -> bool:
    return str(part.get("Content-Transfer-Encoding", "")).strip().lower() == "base64"


def _parsed(content: bytes, begin: int) -> Message:
    """The e-mail from `begin` on; given to the parser in pieces, since whole it would be held four times."""
    parser = BytesFeedParser()
    for at in range(begin, len(content), _PIECE):
        parser.feed(content[at : at + _PIECE])
    return parser.close()


def _wrapped(part: Message) -> bytes | None:
    """A forwarded e-mail in base64, which the standard forbids and some mail programs send."""
    if part.get_content_maintype() != "message" or not _is_base64(part):
        return None
    inside = part.get_payload(0) if part.is_multipart() else part
    text = inside.get_payload() if isinstance(inside, Message) else None
    try:
        return base64.b64decode(text) if isinstance(text, str) else None
    except (binascii.Error, ValueError):
        return None

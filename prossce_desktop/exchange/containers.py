"""Finds packages in what came by mail: as they are, armoured, in base64, in an e-mail, in a zip. Names and endings say nothing."""

from __future__ import annotations

import base64
import binascii
import email
import email.policy
import io
import re
import zipfile
from collections.abc import Iterator
from email.message import EmailMessage

from prossce_desktop.exchange.limits import MOST_FILE
from prossce_desktop.exchange.package import is_package

_ARMOUR = re.compile(rb"-----BEGIN AGE ENCRYPTED FILE-----(.*?)-----END AGE ENCRYPTED FILE-----", re.DOTALL)
_HEADERS = re.compile(rb"^(From |[A-Za-z][A-Za-z0-9-]{1,60}:[ \t])")
_DEPTH = 4
_MOST_FILES = 1_000


def packages_in(content: bytes, depth: int = _DEPTH) -> Iterator[bytes]:
    """Every package inside, each whole; nothing where there is none. Never more than so many containers deep."""
    if is_package(content):
        yield content
    elif depth and content.startswith(b"PK\x03\x04"):
        yield from _zipped(content, depth)
    elif armoured := _ARMOUR.findall(content):
        yield from filter(None, map(_unarmoured, armoured))
    elif depth and _HEADERS.match(content.lstrip()[:100]):
        yield from _mailed(content, depth)
    elif (plain := _unarmoured(content)) is not None:
        yield plain


def _unarmoured(text: bytes) -> bytes | None:
    squeezed = re.sub(rb"[\s>]+", b"", text)
    if not squeezed.startswith(b"YWdlLWVuY3J5cHRpb24u"):  # what every package begins with, in base64
        return None
    try:
        found = base64.b64decode(squeezed, validate=True)
    except (binascii.Error, ValueError):
        return None
    return found if is_package(found) else None


def _zipped(content: bytes, depth: int) -> Iterator[bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [one for one in archive.infolist() if not one.is_dir()][:_MOST_FILES]
            if sum(one.file_size for one in entries) > MOST_FILE:
                return
            for one in entries:
                with archive.open(one) as member:
                    yield from packages_in(member.read(MOST_FILE), depth - 1)
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError):
        return


def _mailed(content: bytes, depth: int) -> Iterator[bytes]:
    """Attachments and texts of an e-mail, also of those forwarded inside it."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    for part in message.walk():
        if not isinstance(part, EmailMessage) or part.is_multipart():
            continue
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes) and payload != content:
            yield from packages_in(payload, depth - 1)

"""The members of a package: a zip without compression that holds only names of the format."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Mapping

from prossce_desktop.exchange.limits import MOST_HEADER, MOST_MEMBERS

HEADER, SIGNATURE, BODY, PERSONAL = "header.json", "header.sig", "body.bz2", "personal.age"
REQUEST, INVITATION = "request.age", "invitation"
PASSED_ON, PICTURES = "passed-on/", "attachment/"
_KNOWN = re.compile(
    r"header\.json|header\.sig|body\.bz2|personal\.age|request\.age|invitation|passed-on/[0-9a-f]{64}\.age|attachment/[0-9a-f]{64}"
)
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def passed_on(content: bytes) -> str:
    """The name under which a sealed part of somebody else is passed on."""
    return f"{PASSED_ON}{hashlib.sha256(content).hexdigest()}.age"


def picture(name: str) -> str:
    """The member of a picture, by the hash of its content."""
    return f"{PICTURES}{name}"


def join(members: Mapping[str, bytes]) -> bytes:
    """One zip; the same members always give the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.create_system = 3
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, content)
    return made.getvalue()


def split(content: bytes) -> dict[str, bytes]:
    """Members by name. Raises ValueError for unknown or double names, compression, impossible sizes."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_MEMBERS or sum(one.file_size for one in entries) > len(content):
                raise ValueError("sizes that cannot be")
            if len({one.filename for one in entries}) != len(entries):
                raise ValueError("a name twice")
            if any(not _KNOWN.fullmatch(one.filename) for one in entries):
                raise ValueError("a name that no package has")
            if any(one.compress_type != zipfile.ZIP_STORED or one.flag_bits & 1 for one in entries):
                raise ValueError("compressed inside")
            found = {one.filename: archive.read(one) for one in entries}
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError) as error:
        raise ValueError("no package inside") from error
    if len(found.get(HEADER, b"")) > MOST_HEADER:
        raise ValueError("a header larger than it may be")
    return found

"""What two offices send each other before the first package: the office's invitation, and the device's request in answer."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

from prossce_desktop.domain.logged import LATEST
from prossce_desktop.domain.operation import canonical
from prossce_desktop.domain.scopes import CODES, NAMES
from prossce_desktop.exchange.header import SourceRange, is_signed, read_range
from prossce_desktop.exchange.limits import MOST_TEXT
from prossce_desktop.exchange.sealing import is_recipient
from prossce_desktop.exchange.strict_json import read_json

MOST_BYTES = 1_000_000
INVITATION, REQUEST = "prossce invitation", "prossce request"
SHARES = (CODES, NAMES)
MOST_LISTS = 600_000
"""Bytes of shared lists that an invitation brings along; longer ones come with the first answer."""


@dataclass(frozen=True, slots=True)
class Lists:
    """Everybody's lists as operations: the range of each source, and the body that a package would have."""

    sources: tuple[SourceRange, ...]
    body: bytes


@dataclass(frozen=True, slots=True)
class Invitation:
    """The regional office's keys and what a device needs to be let in. `key`: its signing key; times are UTC milliseconds."""

    office: str
    officer: str
    name: str
    key: bytes
    box: str
    recovery: str
    country: str | None
    share: str
    secret: bytes
    devices: int
    made: int
    expires: int
    lists: Lists | None = None

    @property
    def id(self) -> bytes:
        """How a request names it."""
        return invitation_id(self.secret)


@dataclass(frozen=True, slots=True)
class Request:
    """A device asks to be let in. `proof` shows that it had the invitation's secret."""

    office: str
    officer: str
    name: str
    key: bytes
    box: str
    recovery: str
    country: str
    to: bytes
    invitation: bytes
    proof: bytes
    made: int


def invitation_id(secret: bytes) -> bytes:
    """How the invitation with this secret is named, without telling the secret."""
    return hashlib.sha256(secret).digest()


def proof_of(secret: bytes, key: bytes, box: str, country: str) -> bytes:
    """What only somebody with the secret can say about this device."""
    return hmac.new(secret, canonical([key.hex(), box, country]), hashlib.sha256).digest()


def write_letter(letter: Invitation | Request, sign: Callable[[bytes], bytes]) -> bytes:
    """The letter as a file; `sign` gives the signature of the device whose key stands in it."""
    kind = INVITATION if isinstance(letter, Invitation) else REQUEST
    said = {one.name: getattr(letter, one.name) for one in fields(letter) if one.name != "lists"}
    content = canonical({"kind": kind, "format": 1, **{name: _written(value) for name, value in said.items()}, **_lists_in(letter)})
    return content + b"\n" + sign(content).hex().encode() + b"\n"


def _written(value: object) -> object:
    return value.hex() if isinstance(value, bytes) else value


def _lists_in(letter: Invitation | Request) -> dict[str, object]:
    """Left out where there are none, as in letters of programs before 0.4.0."""
    lists = letter.lists if isinstance(letter, Invitation) else None
    if lists is None:
        return {}
    return {"lists": {"sources": [one.written() for one in lists.sources], "body": base64.b64encode(lists.body).decode("ascii")}}


def looks_like_invitation(content: bytes) -> bool:
    """Whether it may be an invitation, by how it is written; `read_invitation` says whether it is one."""
    return _looks_like(INVITATION, content)


def looks_like_request(content: bytes) -> bool:
    """The same for a request that was opened; `read_request` says whether it is one."""
    return _looks_like(REQUEST, content)


def _looks_like(kind: str, content: bytes) -> bool:
    return content.startswith(b"{") and len(content) <= MOST_BYTES and b'"kind":"%b"' % kind.encode() in content


def read_invitation(content: bytes) -> Invitation:
    """Raises ValueError for what is no invitation, or not signed by the office in it."""
    said = _read(content, INVITATION)
    found = Invitation(
        _text(said, "office"), _text(said, "officer"), _text(said, "name"), _bytes(said, "key"),
        _recipient(said, "box"), _recipient(said, "recovery"),
        None if said.get("country") is None else _text(said, "country"), _text(said, "share"), _bytes(said, "secret"),
        _whole(said, "devices"), _whole(said, "made"), _whole(said, "expires"), _read_lists(said.get("lists")),
    )  # fmt: skip
    if found.share not in SHARES:
        raise ValueError("a share level that is none")
    return found


def read_request(content: bytes) -> Request:
    """Raises ValueError for what is no request, or not signed by the device in it."""
    said = _read(content, REQUEST)
    return Request(
        _text(said, "office"), _text(said, "officer"), _text(said, "name"), _bytes(said, "key"),
        _recipient(said, "box"), _recipient(said, "recovery"),
        _text(said, "country"), _bytes(said, "to"), _bytes(said, "invitation"), _bytes(said, "proof"), _whole(said, "made"),
    )  # fmt: skip


def _read(content: bytes, kind: str) -> dict[str, Any]:
    if len(content) > MOST_BYTES:
        raise ValueError("too large")
    letter, _, signature = content.rstrip(b"\r\n").rpartition(b"\n")
    letter = letter.rstrip(b"\r")  # a mail program may have changed the ends of lines
    said = read_json(letter)
    if not isinstance(said, dict) or said.get("kind") != kind or said.get("format") != 1:
        raise ValueError("another kind of file")
    if not is_signed(letter, bytes.fromhex(signature.decode("ascii", "strict").strip()), _bytes(said, "key")):
        raise ValueError("not signed by the one it names")
    return said


def _read_lists(said: Any) -> Lists | None:
    if said is None:
        return None
    try:
        sources = tuple(read_range(one) for one in said["sources"])
        return Lists(sources, base64.b64decode(said["body"], validate=True))
    except (KeyError, TypeError, AttributeError, binascii.Error) as error:
        raise ValueError("lists that are none") from error


def _text(said: dict[str, Any], name: str) -> str:
    value = said.get(name)
    if not isinstance(value, str) or len(value) > MOST_TEXT:
        raise ValueError(f"no {name}")
    return value


def _bytes(said: dict[str, Any], name: str) -> bytes:
    found = bytes.fromhex(_text(said, name))
    if len(found) != 32:
        raise ValueError(f"no {name}")
    return found


def _whole(said: dict[str, Any], name: str) -> int:
    value = said.get(name)
    if type(value) is not int or not 0 <= value <= LATEST:
        raise ValueError(f"no {name}")
    return value


def _recipient(said: dict[str, Any], name: str) -> str:
    text = _text(said, name)
    if not is_recipient(text):
        raise ValueError(f"no {name}")
    return text

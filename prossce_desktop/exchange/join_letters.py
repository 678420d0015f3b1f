"""Letters before the first package: the office's invitation, and the device's request in answer."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

from prossce_desktop.domain.model.scopes import ShareLevel
from prossce_desktop.domain.operations.hash_chain import LATEST
from prossce_desktop.domain.operations.operation import canonical
from prossce_desktop.domain.text.untrusted_names import clean_name
from prossce_desktop.exchange.age_encryption import is_recipient
from prossce_desktop.exchange.header import SourceRange, is_signed, read_range
from prossce_desktop.exchange.limits import MOST_TEXT
from prossce_desktop.exchange.strict_json import read_json

MOST_BYTES = 1_000_000
INVITATION, REQUEST = "prossce invitation", "prossce request"
MOST_LISTS = 600_000
"""Bytes of shared lists that an invitation brings along; longer ones come with the first answer."""
_AROUND = b"\xef\xbb\xbf \t\r\n"
_KEY = re.compile(rb'"key":"([0-9a-f]{64})"')
"""As every program wrote it. No text holds this: in a text a quotation mark has a backslash before it."""


@dataclass(frozen=True, slots=True)
class SharedLists:
    """Everybody's lists as operations: the range of each source, and the body that a package would have."""

    sources: tuple[SourceRange, ...]
    body: bytes


@dataclass(frozen=True, slots=True)
class Ticket:
    """The office's signed copy of an invitation, in case it was restored and has forgotten it.

    It holds the secret, so it travels only inside a sealed request.
    """

    secret: bytes
    country: str | None
    share: ShareLevel
    devices: int
    made: int
    expires: int
    signature: bytes = b""

    def text(self, office: bytes) -> bytes:
        """What the office with this signing key signs."""
        return canonical({"kind": "prossce ticket", "key": office.hex(), **self._facts()})

    def is_of(self, office: bytes) -> bool:
        """Whether the office with this key gave it out."""
        return is_signed(self.text(office), self.signature, office)

    def written(self) -> dict[str, object]:
        """As it stands in a request."""
        return {**self._facts(), "signature": self.signature.hex()}

    def _facts(self) -> dict[str, object]:
        return {
            one.name: _written(getattr(self, one.name)) for one in fields(self) if one.name != "signature"
        }


def ticket_of(data: Any) -> Ticket:
    """The ticket that this says. Raises ValueError for what is none."""
    if not isinstance(data, dict):
        raise ValueError("no ticket")
    return Ticket(
        _bytes(data, "secret"), _country(data), ShareLevel(_text(data, "share")),
        _whole(data, "devices"), _whole(data, "made"), _whole(data, "expires"),
        bytes.fromhex(_text(data, "signature")),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Invitation:
    """The regional office's keys and what a device needs to join. `key`: signing key; times: UTC ms."""

    office: str
    officer: str
    name: str
    key: bytes
    box: str
    recovery: str
    country: str | None
    share: ShareLevel
    secret: bytes
    devices: int
    made: int
    expires: int
    lists: SharedLists | None = None
    ticket: bytes = b""
    """The office's signature of a ticket with the fields above; none in invitations before 0.5.0."""

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
    ticket: Ticket | None = None


def invitation_id(secret: bytes) -> bytes:
    """How the invitation with this secret is named, without telling the secret."""
    return hashlib.sha256(secret).digest()


def proof_of(secret: bytes, key: bytes, box: str, country: str) -> bytes:
    """What only somebody with the secret can say about this device."""
    return hmac.new(secret, canonical([key.hex(), box, country]), hashlib.sha256).digest()


def write_letter(letter: Invitation | Request, sign: Callable[[bytes], bytes]) -> bytes:
    """The letter as a file; `sign` gives the signature of the device whose key stands in it."""
    content = written(letter)
    return content + b"\n" + sign(content).hex().encode() + b"\n"


def written(letter: Invitation | Request) -> bytes:
    """What is signed."""
    kind = INVITATION if isinstance(letter, Invitation) else REQUEST
    data = {
        one.name: getattr(letter, one.name) for one in fields(letter) if one.name not in ("lists", "ticket")
    }
    ticket = letter.ticket.written() if isinstance(letter.ticket, Ticket) else _written(letter.ticket)
    more = {**_lists_in(letter), **({"ticket": ticket} if letter.ticket else {})}
    return canonical(
        {"kind": kind, "format": 1, **{name: _written(value) for name, value in data.items()}, **more}
    )


def _written(value: object) -> object:
    return value.hex() if isinstance(value, bytes) else value


def _lists_in(letter: Invitation | Request) -> dict[str, object]:
    """Left out where there are none, as in letters of programs before 0.4.0."""
    lists = letter.lists if isinstance(letter, Invitation) else None
    if lists is None:
        return {}
    return {
        "lists": {
            "sources": [one.written() for one in lists.sources],
            "body": base64.b64encode(lists.body).decode("ascii"),
        }
    }


def looks_like_invitation(content: bytes) -> bool:
    """Whether it may be an invitation, by how it is written; `read_invitation` says whether it is one."""
    return _looks_like(INVITATION, content)


def looks_like_request(content: bytes) -> bool:
    """The same for a request that was opened; `read_request` says whether it is one."""
    return _looks_like(REQUEST, content)


def _looks_like(kind: str, content: bytes) -> bool:
    return (
        len(content) <= MOST_BYTES
        and content.lstrip(_AROUND).startswith(b"{")
        and b'"kind":"%b"' % kind.encode() in content
    )


def signed_text(content: bytes) -> tuple[bytes, bytes]:
    """A letter's text, and the key that it names as its own and that signed it. Raises ValueError, unread.

    A mail program may have changed or added line ends.
    """
    if len(content) > MOST_BYTES:
        raise ValueError("too large")
    *lines, signature = content.strip(_AROUND).replace(b"\r", b"\n").split(b"\n")
    text = b"".join(lines)
    key = _KEY.search(text)
    if key is None or not is_signed(
        text, bytes.fromhex(signature.decode("ascii", "strict").strip()), bytes.fromhex(key[1].decode())
    ):
        raise ValueError("not signed by the one it names")
    return text, bytes.fromhex(key[1].decode())


def invitation_of(data: Any) -> Invitation:
    """The invitation that this says. Raises ValueError for what is none."""
    _refuse_other(data, INVITATION)
    return Invitation(
        _name(data, "office"), _name(data, "officer"), _name(data, "name"), _bytes(data, "key"),
        _recipient(data, "box"), _recipient(data, "recovery"),
        _country(data), ShareLevel(_text(data, "share")),
        _bytes(data, "secret"),
        _whole(data, "devices"), _whole(data, "made"), _whole(data, "expires"),
        _read_lists(data.get("lists")),
        bytes.fromhex(_text(data, "ticket")) if "ticket" in data else b"",
    )  # fmt: skip


def request_of(data: Any) -> Request:
    """The request that this says. Raises ValueError for what is none."""
    _refuse_other(data, REQUEST)
    return Request(
        _name(data, "office"), _name(data, "officer"), _name(data, "name"), _bytes(data, "key"),
        _recipient(data, "box"), _recipient(data, "recovery"),
        _text(data, "country"), _bytes(data, "to"), _bytes(data, "invitation"), _bytes(data, "proof"),
        _whole(data, "made"),
        ticket_of(data["ticket"]) if data.get("ticket") is not None else None,
    )  # fmt: skip


def parsed_letter(text: bytes) -> Invitation | Request:
    """The letter in these bytes, in this very process. Raises ValueError."""
    data = read_json(text)
    return request_of(data) if isinstance(data, dict) and data.get("kind") == REQUEST else invitation_of(data)


def _refuse_other(data: Any, kind: str) -> None:
    if not isinstance(data, dict) or data.get("kind") != kind or data.get("format") != 1:
        raise ValueError("another kind of file")


def _read_lists(data: Any) -> SharedLists | None:
    if data is None:
        return None
    try:
        sources = tuple(read_range(one) for one in data["sources"])
        return SharedLists(sources, base64.b64decode(data["body"], validate=True))
    except (KeyError, TypeError, AttributeError, binascii.Error) as error:
        raise ValueError("lists that are none") from error


def _text(data: dict[str, Any], name: str) -> str:
    value = data.get(name)
    if not isinstance(value, str) or len(value) > MOST_TEXT:
        raise ValueError(f"no {name}")
    return value


def _country(data: dict[str, Any]) -> str | None:
    return None if data.get("country") is None else _text(data, "country")


def _name(data: dict[str, Any], name: str) -> str:
    return clean_name(_text(data, name))


def _bytes(data: dict[str, Any], name: str) -> bytes:
    found = bytes.fromhex(_text(data, name))
    if len(found) != 32:
        raise ValueError(f"no {name}")
    return found


def _whole(data: dict[str, Any], name: str) -> int:
    value = data.get(name)
    if type(value) is not int or not 0 <= value <= LATEST:
        raise ValueError(f"no {name}")
    return value


def _recipient(data: dict[str, Any], name: str) -> str:
    text = _text(data, name)
    if not is_recipient(text):
        raise ValueError(f"no {name}")
    return text

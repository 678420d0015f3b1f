"""The signed header of a package: sender, receiver, contents, and what the sender holds."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from prossce_desktop.domain.model.scopes import ShareLevel
from prossce_desktop.domain.operations.hash_chain import LATEST, signed_head
from prossce_desktop.domain.operations.op_id import LAST_NUMBER
from prossce_desktop.domain.operations.operation import canonical, source_number, source_seed
from prossce_desktop.domain.text.untrusted_names import clean_name
from prossce_desktop.exchange.age_encryption import is_recipient
from prossce_desktop.exchange.limits import FORMAT, MOST_TEXT
from prossce_desktop.exchange.strict_json import read_json

_LAST_SOURCE = (1 << 39) - 1
"""The greatest number that a source can have."""

YOURS_BYTES = 8
"""Bytes of a hash that tell one branch of a source from another."""


@dataclass(frozen=True, slots=True)
class SourceRange:
    """Operations `since` + 1 to `last` of one source; its device signs the hash of the last."""

    device: bytes
    incarnation: bytes
    scope: str
    since: int
    last: int
    before: bytes
    hash: bytes
    signature: bytes

    @property
    def source(self) -> int:
        return source_number(source_seed(self.device, self.incarnation, self.scope))

    @property
    def count(self) -> int:
        return self.last - self.since

    def written(self) -> dict[str, object]:
        """As it stands in the header."""
        keys = ("device", "incarnation", "before", "hash", "signature")
        return {name: getattr(self, name).hex() for name in keys} | {
            "scope": self.scope,
            "since": self.since,
            "last": self.last,
        }


@dataclass(frozen=True, slots=True)
class SealedParts:
    """A sealed member: hashes of personal parts, and for whom. `erased`: people erased before the sealing."""

    recipients: tuple[str, ...]
    hashes: tuple[bytes, ...]
    erased: tuple[int, ...] = ()

    def written(self) -> dict[str, object]:
        """As it stands in the header."""
        return {
            "recipients": list(self.recipients),
            "hashes": [one.hex() for one in self.hashes],
            "erased": list(self.erased),
        }


@dataclass(frozen=True, slots=True)
class KnownDevice:
    """A laptop of the receiver's country, or the office itself, as the regional office knows it."""

    key: bytes
    box: str
    name: str
    country: str | None
    office: str
    officer: str
    recovery: str
    regional: bool
    state: str
    compared: bool

    def written(self) -> dict[str, object]:
        """As it stands in the header."""
        return {name: getattr(self, name) for name in self.__slots__ if name != "key"} | {
            "key": self.key.hex()
        }


@dataclass(frozen=True, slots=True)
class ToldFork:
    """A source of which the sender holds another branch than came: number to hash of what it holds."""

    device: bytes
    incarnation: bytes
    scope: str
    hashes: Mapping[int, bytes]
    head: int = 0
    signature: bytes = b""
    """The device's signature over the hash of operation `head`: it wrote that branch. None before 0.5.0."""

    def written(self) -> dict[str, object]:
        """As it stands in the header."""
        hashes = {str(n): hash.hex() for n, hash in self.hashes.items()}
        proof = {"head": self.head, "signature": self.signature.hex()} if self.signature else {}
        return {
            "device": self.device.hex(),
            "incarnation": self.incarnation.hex(),
            "scope": self.scope,
            "hashes": hashes,
            **proof,
        }

    def is_of_its_owner(self) -> bool:
        """Whether the source's own device signed it."""
        source = source_number(source_seed(self.device, self.incarnation, self.scope))
        hash = self.hashes.get(self.head)
        return hash is not None and is_signed(
            signed_head(source, self.head, hash), self.signature, self.device
        )


@dataclass(frozen=True, slots=True)
class ToldPictures:
    """Hashes of pictures of the receiver's scopes that the sender holds, and of those that it asks for."""

    held: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()

    def written(self) -> dict[str, object]:
        """As it stands in the header."""
        return {"held": list(self.held), "asked": list(self.asked)}


@dataclass(frozen=True, slots=True)
class Header:
    """`device`, `to`: signing keys. `made`: UTC ms. `members`: size, SHA-256. `receipt`: held by source."""

    id: str
    number: int
    device: bytes
    name: str
    country: str | None
    office: str
    officer: str
    to: bytes
    part: int
    parts: int
    made: int
    schema: int
    sources: tuple[SourceRange, ...] = ()
    members: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    receipt: Mapping[int, int] = field(default_factory=dict)
    held_back: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    """Of the receipt's operations those held but not applied: not permitted, or of a newer program."""
    yours: Mapping[int, bytes] = field(default_factory=dict)
    """Of the receiver's own sources the beginning of the hash of the operation that the receipt names."""
    wanted: tuple[bytes, ...] = ()
    """Hashes of personal parts that the sender lacks, or knows that others of the country lack."""
    sealed: Mapping[str, SealedParts] = field(default_factory=dict)
    devices: tuple[KnownDevice, ...] = ()
    forks: tuple[ToldFork, ...] = ()
    share: str = ShareLevel.codes
    """A share level, or the word of a later program."""
    pictures: ToldPictures | None = None
    """None: it says nothing about them."""
    format: int = FORMAT
    reader: int = FORMAT

    def written(self) -> bytes:
        """The exact bytes that are signed."""
        sender = {
            "device": self.device.hex(),
            "name": self.name,
            "country": self.country,
            "office": self.office,
            "officer": self.officer,
        }
        return canonical(
            {
                "format": self.format, "reader": self.reader, "schema": self.schema, "id": self.id,
                "number": self.number, "from": sender,
                "to": self.to.hex(), "part": self.part, "parts": self.parts, "made": self.made,
                "share": self.share,
                "sources": [one.written() for one in self.sources],
                "members": {name: [size, sha] for name, (size, sha) in self.members.items()},
                "receipt": {str(source): n for source, n in self.receipt.items()},
                "held_back": {str(source): list(those) for source, those in self.held_back.items()},
                "yours": {str(source): hash.hex() for source, hash in self.yours.items()},
                "wanted": [one.hex() for one in self.wanted],
                "sealed": {name: one.written() for name, one in self.sealed.items()},
                "devices": [one.written() for one in self.devices],
                "forks": [one.written() for one in self.forks],
                "pictures": None if self.pictures is None else self.pictures.written(),
            }
        )  # fmt: skip


def described(members: Mapping[str, bytes]) -> dict[str, tuple[int, str]]:
    """Size and SHA-256 of each member, as a header names them."""
    return {name: (len(content), hashlib.sha256(content).hexdigest()) for name, content in members.items()}


def is_signed(content: bytes, signature: bytes, key: bytes) -> bool:
    """Whether the device with this public key signed exactly these bytes."""
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, content)
    except (InvalidSignature, ValueError):
        return False
    return True


_FROM = re.compile(rb'"from":\{"country":(?:null|"\w{1,8}"),"device":"([0-9a-f]{64})"')
"""As every program wrote it. No text holds this: in a text a quotation mark has a backslash before it."""


def says_it_is_of(content: bytes) -> bytes:
    """The signing key that a header names, found without parsing. Raises ValueError where there is none."""
    found = _FROM.search(content)
    if found is None:
        raise ValueError("of nobody")
    return bytes.fromhex(found[1].decode())


def parsed_header(content: bytes) -> Header:
    """The header, parsed in this process. Raises ValueError for what no version of the format writes."""
    return header_of(read_json(content))


def header_of(data: Any) -> Header:
    """The header that this says; raises ValueError for what is none."""
    try:
        return _header(data)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("no header") from error


def _header(data: Any) -> Header:
    sender = data["from"]
    country = sender["country"]
    return Header(
        id=_text(data["id"], 64),
        number=_whole(data["number"]),
        device=_bytes(sender["device"], 32),
        name=_name(sender["name"]),
        country=None if country is None else _text(country, 8),
        office=_name(sender["office"]),
        officer=_name(sender["officer"]),
        to=_bytes(data["to"], 32),
        part=_whole(data["part"], 1),
        parts=_whole(data["parts"], 1),
        made=_whole(data["made"], most=LATEST),
        schema=_whole(data["schema"]),
        sources=tuple(read_range(one) for one in _list(data["sources"])),
        members={
            _text(name, 100): (_whole(size), _text(sha, 64)) for name, (size, sha) in data["members"].items()
        },
        receipt={
            _number(source, _LAST_SOURCE): _whole(n, most=LAST_NUMBER)
            for source, n in data["receipt"].items()
        },
        held_back=_held_back(data.get("held_back", {})),
        yours={
            _number(source, _LAST_SOURCE): _bytes(hash, YOURS_BYTES) for source, hash in data["yours"].items()
        },
        wanted=tuple(_bytes(one, 32) for one in _list(data["wanted"])),
        sealed={_text(name, 100): read_sealed(one) for name, one in data["sealed"].items()},
        devices=tuple(_known_device(one) for one in _list(data["devices"])),
        forks=tuple(_fork(one) for one in _list(data["forks"])),
        share=_text(data["share"], 10),
        pictures=None if data["pictures"] is None else _pictures(data["pictures"]),
        format=_whole(data["format"], 1),
        reader=_whole(data["reader"], 1),
    )


def read_range(data: Any) -> SourceRange:
    """A range as it stands in a header; raises ValueError, KeyError or TypeError for what is none."""
    found = SourceRange(
        _bytes(data["device"], 32), _bytes(data["incarnation"], 16), _text(data["scope"], 8),
        _whole(data["since"]), _whole(data["last"]),
        _bytes(data["before"], 32), _bytes(data["hash"], 32), _bytes(data["signature"], 64),
    )  # fmt: skip
    if not found.since <= found.last <= LAST_NUMBER:
        raise ValueError("a range that runs backwards")
    return found


def read_sealed(data: Any) -> SealedParts:
    """A descriptor as it stands in a header; raises ValueError, KeyError or TypeError for what is none."""
    recipients = tuple(_text(one, 200) for one in _list(data["recipients"]))
    hashes, erased = (
        tuple(_bytes(one, 32) for one in _list(data["hashes"])),
        tuple(_whole(one) for one in _list(data["erased"])),
    )
    return SealedParts(recipients, hashes, erased)


def _held_back(data: Any) -> dict[int, tuple[int, ...]]:
    return {
        _number(source, _LAST_SOURCE): tuple(_whole(n, most=LAST_NUMBER) for n in _list(those))
        for source, those in data.items()
    }


def _pictures(data: Any) -> ToldPictures:
    held, asked = ([_bytes(one, 32).hex() for one in _list(data[name])] for name in ("held", "asked"))
    return ToldPictures(tuple(held), tuple(asked))


def _fork(data: Any) -> ToldFork:
    hashes = {_number(n, LAST_NUMBER): _bytes(hash, 32) for n, hash in data["hashes"].items()}
    if "signature" in data:
        head = (_whole(data["head"], 1, LAST_NUMBER), _bytes(data["signature"], 64))
    else:
        head = (0, b"")
    return ToldFork(
        _bytes(data["device"], 32), _bytes(data["incarnation"], 16), _text(data["scope"], 8), hashes, *head
    )


def _known_device(data: Any) -> KnownDevice:
    country, regional, compared = data["country"], data["regional"], data["compared"]
    if not isinstance(regional, bool) or not isinstance(compared, bool):
        raise ValueError("neither yes nor no")
    return KnownDevice(
        _bytes(data["key"], 32), _recipient(data["box"]), _name(data["name"]),
        None if country is None else _text(country, 8),
        _name(data["office"]), _name(data["officer"]), _recipient(data["recovery"]), regional,
        _text(data["state"], 20), compared,
    )  # fmt: skip


def _text(value: Any, most: int = MOST_TEXT) -> str:
    if not isinstance(value, str) or len(value) > most:
        raise ValueError("no text")
    return value


def _name(value: Any) -> str:
    return clean_name(_text(value))


def _recipient(value: Any) -> str:
    if not is_recipient(text := _text(value, 200)):
        raise ValueError("nothing that one could seal to")
    return text


def _whole(value: Any, least: int = 0, most: int | None = None) -> int:
    if type(value) is not int or value < least or (most is not None and value > most):
        raise ValueError("no whole number")
    return value


def _number(key: str, most: int) -> int:
    """A number that is a key, so text."""
    if not key.isascii() or not key.isdecimal() or len(key) > 20:
        raise ValueError("no whole number")
    return _whole(int(key), most=most)


def _bytes(value: Any, size: int) -> bytes:
    found = bytes.fromhex(_text(value, 2 * size))
    if len(found) != size:
        raise ValueError("bytes of another length")
    return found


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError("no list")
    return value

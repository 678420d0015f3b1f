"""One package as a file: members and signed header in an age file, opened in the order of FORMAT.md."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from prossce_desktop.domain.operations.hash_chain import Logged, Stretch, signed_head
from prossce_desktop.exchange.age_encryption import opened, seal
from prossce_desktop.exchange.armour import is_package
from prossce_desktop.exchange.header import Header, SourceRange, described, is_signed, says_it_is_of
from prossce_desktop.exchange.limits import FORMAT, MOST_FILE, MOST_PASSED_ON
from prossce_desktop.exchange.operation_codec import PersonalPart, write_body, write_personal
from prossce_desktop.exchange.sandboxed_parsing import TooMuch, read_body, read_header, read_personal
from prossce_desktop.exchange.zip_members import BODY, HEADER, SIGNATURE, join, split

Sign = Callable[[bytes], bytes]
_SEALED = b"prossce sealed\0"


class PackageRefused(Exception):
    """`code` as the command line says it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Package:
    """A package that was opened: signed by the device in its header, its members as the header names them."""

    header: Header
    members: Mapping[str, bytes]

    def stretches(self) -> list[Stretch]:
        """The operations, chained and signed. Raises PackageRefused."""
        return self.contents()[0]

    def contents(self) -> tuple[list[Stretch], dict[int, int]]:
        """The same, and by operation how many records it says it makes. Raises PackageRefused."""
        return contents_of(self.header.sources, self.members.get(BODY))


def contents_of(ranges: Sequence[SourceRange], body: bytes | None) -> tuple[list[Stretch], dict[int, int]]:
    """Operations, chained and signed by their devices, and how many records each makes. PackageRefused."""
    makes: dict[int, int] = {}
    try:
        named = [(one.source, one.since, one.count) for one in ranges]
        operations: list[list[Logged]] = [[] for _ in ranges]
        if body is not None:
            operations, makes = read_body(body, named)
    except TooMuch as error:
        raise PackageRefused("too-large") from error
    except (ValueError, TypeError, OverflowError, RecursionError, MemoryError) as error:
        raise PackageRefused("hostile") from error
    found = [_stretch(one, some) for one, some in zip(ranges, operations, strict=True)]
    if len({one.source for one in found}) != len(found) or not all(one.is_whole() for one in found):
        raise PackageRefused("hostile")
    if not all(
        is_signed(signed_head(one.source, one.last, one.hash), one.signature, one.device) for one in found
    ):
        raise PackageRefused("bad-signature")
    return found, makes


def write_package(
    header: Header, members: Mapping[str, bytes], sign: Sign, recipients: Iterable[str]
) -> bytes:
    """The file. Sizes and hashes of the members are put into the header, which is signed."""
    content = replace(header, members=described(members)).written()
    return seal(join({HEADER: content, SIGNATURE: sign(content), **members}), recipients)


def open_package(content: bytes, identities: Sequence[str]) -> Package:
    """Raises PackageRefused: not-a-package, too-large, damaged, not-for-us, hostile, bad-signature."""
    if len(content) > MOST_FILE:
        raise PackageRefused("too-large")
    if not is_package(content):
        raise PackageRefused("not-a-package")
    try:
        inside = opened(content, identities)
    except ValueError as error:
        raise PackageRefused("damaged") from error
    if inside is None:
        raise PackageRefused("not-for-us")
    try:
        members = split(inside)
        sender = says_it_is_of(members[HEADER])
        if not is_signed(members[HEADER], members.get(SIGNATURE, b""), sender):
            raise PackageRefused("bad-signature")
        header = read_header(members[HEADER])
    except TooMuch as error:
        raise PackageRefused("too-large") from error
    except (ValueError, KeyError, RecursionError) as error:
        raise PackageRefused("hostile") from error
    if header.device != sender:
        raise PackageRefused("hostile")
    rest = {name: one for name, one in members.items() if name not in (HEADER, SIGNATURE)}
    if described(rest) != dict(header.members):
        raise PackageRefused("hostile")
    return Package(header, rest)


def is_newer(header: Header) -> bool:
    """Whether only a newer program can read it."""
    return header.reader > FORMAT


def body_of(stretches: Iterable[Sequence[Logged]]) -> dict[str, bytes]:
    """The member with the operations; none where there is none."""
    those = list(stretches)
    return {BODY: write_body(those)} if any(those) else {}


def seal_parts(operations: Iterable[Logged], sign: Sign, recipients: Iterable[str]) -> bytes:
    """Personal parts sealed to devices and keys, signed inside by the sealing device; empty for none."""
    packed = write_personal(operations)
    return seal(sign(_SEALED + packed) + packed, recipients) if packed else b""


def open_parts(
    content: bytes, identities: Sequence[str], signers: Iterable[bytes]
) -> tuple[list[PersonalPart], bytes] | None:
    """The parts, and which of `signers` sealed them; None where not sealed to us.

    Raises PackageRefused where they are damaged or sealed by nobody we know.
    """
    if len(content) > MOST_PASSED_ON:
        raise PackageRefused("too-large")
    try:
        inside = opened(content, identities)
    except ValueError as error:
        raise PackageRefused("damaged") from error
    if inside is None:
        return None
    signature, packed = inside[:64], inside[64:]
    signer = next((key for key in signers if is_signed(_SEALED + packed, signature, key)), None)
    if signer is None:
        raise PackageRefused("bad-signature")
    try:
        return read_personal(packed), signer
    except TooMuch as error:
        raise PackageRefused("too-large") from error
    except (ValueError, TypeError, RecursionError, MemoryError) as error:
        raise PackageRefused("hostile") from error


def sealed_id(content: bytes) -> bytes:
    """How a sealed part is named where it is kept and passed on."""
    return hashlib.sha256(content).digest()


def _stretch(range_: SourceRange, operations: Sequence[Logged]) -> Stretch:
    return Stretch(
        range_.device,
        range_.incarnation,
        range_.scope,
        range_.since,
        range_.before,
        operations,
        range_.hash,
        range_.signature,
    )

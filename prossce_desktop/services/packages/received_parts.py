"""Sealed personal values of a package: opened where they are for us, else kept by the office."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from prossce_desktop.domain.operations.hash_chain import Logged, Stretch
from prossce_desktop.exchange.operation_codec import PersonalPart
from prossce_desktop.exchange.package import Package, PackageRefused, open_parts, sealed_id
from prossce_desktop.exchange.zip_members import PASSED_ON, PERSONAL
from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.devices.identity import Identity
from prossce_desktop.store.devices.known_devices import Device, all_devices, device_of
from prossce_desktop.store.log.sample_lots import Executes
from prossce_desktop.store.log.sealed_parts import Sealed, keep_sealed
from prossce_desktop.store.log.version_vector import source_lacking


@dataclass(frozen=True, slots=True)
class OpenedPart:
    """A part that is as it was hashed, or was rewritten by erasing, and the laptop that sealed it."""

    part: PersonalPart
    signer: bytes


def open_received_parts(
    execute: Executes, identity: Identity, package: Package, box: str
) -> list[OpenedPart]:
    """The parts that are sealed to this laptop. Raises PackageRefused."""
    signers = [
        one.key
        for one in all_devices(execute)
        if one.regional or one.country == identity.country or identity.regional
    ]
    found: list[OpenedPart] = []
    for name, content in package.members.items():
        if name == PERSONAL or name.startswith(PASSED_ON):
            found += _opened(name, content, box, [*signers, identity.device_key])
    return found


def _opened(name: str, content: bytes, box: str, signers: Sequence[bytes]) -> list[OpenedPart]:
    """Parts passed on of an unknown laptop are not opened but asked for again; the package is taken."""
    try:
        opened = open_parts(content, [box], signers)
    except PackageRefused as refused:
        if name == PERSONAL or refused.code != "bad-signature":
            raise
        return []
    return [OpenedPart(one, opened[1]) for one in opened[0]] if opened is not None else []


def is_believed(execute: Executes, identity: Identity, opened: OpenedPart) -> bool:
    """Whether a part that erasing rewrote is taken, as its hash proves nothing: from an approved laptop (at
    the office one of that country), and from the operation's writer."""
    lacking = source_lacking(execute, opened.part.personal_hash)
    known = device_of(execute, opened.signer)
    if lacking is not None and opened.signer == identity.device_key:
        return True  # this laptop before it was put back, or its clone
    if lacking is None or known is None:
        return False
    trusted = known.is_heard and not known.regional if identity.regional else known.approved
    return lacking.device == opened.signer or (trusted and known.may_write(lacking.scope))


def keep_sealed_part(db: Connection, identity: Identity, package: Package, sender: Device) -> None:
    """The regional office keeps what is sealed to a country, for laptops of it that lack it."""
    if not identity.regional or sender.country is None:
        return
    content = package.members.get(PERSONAL)
    says = package.header.sealed.get(PERSONAL)
    if content is not None and says is not None:
        keep_sealed(
            db, sender.country, Sealed(sealed_id(content), says.recipients, says.hashes, content, says.erased)
        )


def filled_in(stretches: Iterable[Stretch], parts: Iterable[PersonalPart]) -> list[Stretch]:
    """The operations with these personal parts in their places."""
    by_hash = {one.personal_hash: one.content for one in parts}
    return [replace(one, operations=[_filled(each, by_hash) for each in one.operations]) for one in stretches]


def _filled(logged: Logged, by_hash: Mapping[bytes, bytes]) -> Logged:
    return (
        replace(logged, personal=by_hash[logged.personal_hash])
        if logged.personal is None and logged.personal_hash in by_hash
        else logged
    )

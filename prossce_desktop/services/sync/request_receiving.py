"""A laptop's request to be let in that came as a file of its own, without a package around it."""

from __future__ import annotations

import datetime as dt

from prossce_desktop.domain.operations.package_status import PackageStatus
from prossce_desktop.errors import RequestRefused
from prossce_desktop.exchange.age_encryption import opened
from prossce_desktop.exchange.armour import is_package
from prossce_desktop.exchange.join_letters import MOST_BYTES, looks_like_request
from prossce_desktop.exchange.sandboxed_parsing import read_request
from prossce_desktop.language.messages import _
from prossce_desktop.services.devices.introductions import take_asking
from prossce_desktop.services.packages.package_outcome import NOT_ACCEPTED, PackageOutcome
from prossce_desktop.services.packages.receiving_limits import MOST_ASKING, is_one_too_many
from prossce_desktop.services.sync.package_receiving import note_refused, refused_line
from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.devices import device_keys
from prossce_desktop.store.devices.identity import Identity
from prossce_desktop.store.devices.known_devices import REVOKED, Device, device_of, keep_device
from prossce_desktop.store.log.operation_log import milliseconds
from prossce_desktop.store.log.sample_lots import Executes
from prossce_desktop.store.workspace.store import Store

_ROOM = 10_000
"""Bytes that sealing adds to a letter, and more."""


def read(store: Store, content: bytes, now: dt.datetime) -> PackageOutcome | None:
    """A request in one transaction: the laptop asks from then on. None for whatever is no request."""
    with store.read() as reading:
        if _letter(reading.execute, content) is None:
            return None
    with store.sync.exchanging() as db:
        outcome = take(db, store.identity, content)
    if outcome is not None and outcome.status == PackageStatus.refused:
        line = refused_line(content, None, outcome.code or "", milliseconds(now))
        note_refused(store, [line] if line is not None else [])
    return outcome


def take(db: Connection, identity: Identity, content: bytes) -> PackageOutcome | None:
    """The same inside the caller's transaction, without a word in the journal."""
    letter = _letter(db.execute, content)
    if letter is None:
        return None
    try:
        asks = take_asking(db, identity, content)
    except RequestRefused as refused:
        return PackageOutcome(
            PackageStatus.refused, "not-for-us" if _is_whole(letter) else "damaged", sentence=str(refused)
        )
    known = device_of(db.execute, asks.key)
    if known is not None and known.state == REVOKED:
        return PackageOutcome(
            PackageStatus.refused, REVOKED, sentence=str(RequestRefused(why=_("this laptop was blocked")))
        )
    if known is not None and known.is_heard:
        return PackageOutcome(
            PackageStatus.known,
            sentence=_("{officer}, {office} is already let in. Nothing changed.").format(**_who(known)),
        )
    if is_one_too_many(db.execute, asks):
        told = _(
            "{n} laptops are already asking. Let them in or block them on the Exchange page first"
        ).format(n=MOST_ASKING)
        return PackageOutcome(PackageStatus.refused, "unknown-sender", sentence=str(RequestRefused(why=told)))
    keep_device(db, asks)
    said = _("{officer}, {office} asks to be let in. First compare the six words of the laptop {name}.")
    return PackageOutcome(PackageStatus.waiting, NOT_ACCEPTED, sentence=said.format(**_who(asks)))


def _letter(execute: Executes, content: bytes) -> bytes | None:
    """The opened letter where it is a request by how it is written, else None."""
    box = device_keys.box_identity(execute)
    if box is None or len(content) > MOST_BYTES + _ROOM or not is_package(content):
        return None
    try:
        letter = opened(content, [box])
    except ValueError:
        return None
    return letter if letter is not None and looks_like_request(letter) else None


def _is_whole(letter: bytes) -> bool:
    try:
        read_request(letter)
    except (ValueError, RecursionError):
        return False
    return True


def _who(device: Device) -> dict[str, str]:
    return {"officer": device.officer, "office": device.office, "name": device.name}

"""Two laptops of one country meet by a card on the stick and six words, without the office.

A card is the letter by which a laptop asks the office to be let in, unsealed: signed, with keys, office and
officer, and proof of an invitation of the same office. It lets nobody in by itself.
"""

from __future__ import annotations

import datetime as dt
import hmac
from collections.abc import Iterable
from dataclasses import replace

from prossce_desktop.errors import FingerprintDiffers, NoOffice, RequestRefused
from prossce_desktop.exchange.join_letters import REQUEST, Request, invitation_id, proof_of, write_letter
from prossce_desktop.exchange.key_fingerprint import is_same
from prossce_desktop.exchange.sandboxed_parsing import read_request
from prossce_desktop.language.messages import _
from prossce_desktop.services.devices.introductions import own_device, words_of
from prossce_desktop.services.packages.outgoing_check import checked_request
from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.devices import device_keys
from prossce_desktop.store.devices.identity import Identity
from prossce_desktop.store.devices.known_devices import (
    ACCEPTED,
    ASKING,
    REVOKED,
    Device,
    device_of,
    keep_device,
    keep_recovery_key,
    regional_office,
)
from prossce_desktop.store.log.operation_log import milliseconds
from prossce_desktop.store.log.sample_lots import Executes
from prossce_desktop.store.workspace.store import Store


def card(execute: Executes, identity: Identity, now: dt.datetime) -> bytes:
    """This laptop's card as a file. Raises NoOffice before an invitation was opened."""
    office = _office(execute)
    own, secret = own_device(execute, identity), office.invitation or b""
    made = Request(
        office=own.office, officer=own.officer, name=own.name, key=own.key, box=own.box,
        recovery=own.recovery, country=identity.country,
        to=office.key, invitation=invitation_id(secret),
        proof=proof_of(secret, own.key, own.box, identity.country), made=milliseconds(now),
    )  # fmt: skip
    return checked_request(write_letter(made, device_keys.signer(execute)))


def is_card(content: bytes) -> bool:
    """Whether a file looks like a card; `stranger` says whether it is one."""
    return content.startswith(b'{"box":"age1') and f'"kind":"{REQUEST}"'.encode() in content


def stranger(execute: Executes, identity: Identity, content: bytes) -> Device | None:
    """The laptop of a card to compare; None if known or our own. Raises RequestRefused and NoOffice."""
    office = _office(execute)
    try:
        found = read_request(content)
    except (ValueError, RecursionError):
        raise RequestRefused(why=_("the file is damaged or was changed on the way")) from None
    if found.key == identity.device_key:
        return None
    known = device_of(execute, found.key)
    if known is not None and known.state == REVOKED:
        raise RequestRefused(why=_("this laptop was blocked"))
    if known is not None and known.approved and known.is_heard:
        return None
    if found.to != office.key:
        raise RequestRefused(why=_("this laptop works with another regional office"))
    if found.country != identity.country:
        raise RequestRefused(why=_("it is from another country"))
    secret = office.invitation or b""
    proof = proof_of(secret, found.key, found.box, found.country)
    if found.invitation == invitation_id(secret) and not hmac.compare_digest(found.proof, proof):
        raise RequestRefused(why=_("it was not made with the invitation of this office"))
    return Device(
        key=found.key, box=found.box, name=found.name, country=found.country, office=found.office,
        officer=found.officer,
        recovery=found.recovery, regional=False, state=ASKING, compared=False, approved=False,
        share=office.share,
    )  # fmt: skip


def own_words(execute: Executes, identity: Identity) -> str:
    """The six words that the other laptop shows for this one. Raises NoOffice."""
    return words_of(_office(execute), own_device(execute, identity))


def meet(store: Store, content: bytes, words: str, now: dt.datetime) -> Device:
    """The words were compared: read its packages and seal names to it from now on.
    Raises FingerprintDiffers, RequestRefused, NoOffice; then nobody was let in.
    """
    with store.sync.exchanging() as db:
        found = stranger(db.execute, store.identity, content)
        if found is None:
            raise RequestRefused(why=_("this laptop is already known here"))
        if not is_same(words, words_of(_office(db.execute), found)):
            raise FingerprintDiffers
        known = device_of(db.execute, found.key)
        met = replace(found, state=ACCEPTED, compared=True, approved=True, seen=known.seen if known else None)
        keep_device(db, met)
        _keep_recovery_key(db, content, now)
        return met


def note_recovery_keys(store: Store, cards: Iterable[bytes], now: dt.datetime) -> None:
    """Laptops that were met say with every new card which recovery key they have now."""
    with store.sync.exchanging() as db:
        for content in cards:
            _keep_recovery_key(db, content, now)


def _keep_recovery_key(db: Connection, content: bytes, now: dt.datetime) -> None:
    try:
        said = read_request(content)
    except (ValueError, RecursionError):
        return
    known = device_of(db.execute, said.key)
    if known is not None and known.approved and known.box == said.box:
        keep_recovery_key(db, said.key, said.recovery, said.made, milliseconds(now))


def _office(execute: Executes) -> Device:
    office = regional_office(execute)
    if office is None:
        raise NoOffice
    return office

"""Two laptops of one country meet by a card on the stick and six words, without the office.

A card is the letter by which a laptop asks the office to be let in, unsealed: signed, with keys, office and
officer, and proof of an invitation of the same office. It lets nobody in by itself.
"""

from __future__ import annotations

import datetime as dt
import hmac
from collections.abc import Iterable
from dataclasses import replace

from prossce_desktop.errors import FingerprintDiffers, RequestRefused
from prossce_desktop.exchange.join_letters import REQUEST, invitation_id, proof_of
from prossce_desktop.exchange.key_fingerprint import is_same
from prossce_desktop.exchange.sandboxed_parsing import read_request
from prossce_desktop.language.messages import _
from prossce_desktop.services.devices.introductions import (
    asking_device,
    joined_office,
    own_device,
    own_request,
    words_of,
)
from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.devices.identity import Identity
from prossce_desktop.store.devices.known_devices import (
    ACCEPTED,
    REVOKED,
    Device,
    device_of,
    keep_device,
    keep_recovery_key,
)
from prossce_desktop.store.log.operation_log import milliseconds
from prossce_desktop.store.log.sample_lots import Executes
from prossce_desktop.store.workspace.store import Store


def card(execute: Executes, identity: Identity, now: dt.datetime) -> bytes:
    """This laptop's card as a file. Raises NoOffice before an invitation was opened."""
    return own_request(execute, identity, joined_office(execute), now)


def is_card(content: bytes) -> bool:
    """Whether a file looks like a card; `stranger` says whether it is one."""
    return content.startswith(b'{"box":"age1') and f'"kind":"{REQUEST}"'.encode() in content


def stranger(execute: Executes, identity: Identity, content: bytes) -> Device | None:
    """The laptop of a card to compare; None if known or our own. Raises RequestRefused and NoOffice."""
    office = joined_office(execute)
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
    return asking_device(found, office.share)


def own_words(execute: Executes, identity: Identity) -> str:
    """The six words that the other laptop shows for this one. Raises NoOffice."""
    return words_of(joined_office(execute), own_device(execute, identity))


def meet(store: Store, content: bytes, words: str, now: dt.datetime) -> Device:
    """The words were compared: read its packages and seal names to it from now on. Raises FingerprintDiffers,
    RequestRefused, NoOffice; then nobody was let in."""
    with store.sync.exchanging() as db:
        found = stranger(db.execute, store.identity, content)
        if found is None:
            raise RequestRefused(why=_("this laptop is already known here"))
        if not is_same(words, words_of(joined_office(db.execute), found)):
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

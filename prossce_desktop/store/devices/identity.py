"""Whose base this is, on which device; kept inside the base, so encrypted with it."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, replace

from prossce_desktop.domain.model.scopes import OFFICE, SAMPLE
from prossce_desktop.errors import NotAnOffice
from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.devices.officers import Officer, write_officers
from prossce_desktop.store.log.operation_log import Source


@dataclass(frozen=True, slots=True)
class Identity:
    """`device` names the laptop (`KH-7f3a91`), `incarnation` its life between two restores (`c41f`).
    `officer` is who works now, by name; `officer_id` by number in `store.officers`.
    """

    country: str
    office: str
    officer: str
    language: str
    device: str
    incarnation: str
    encrypted: bool
    recovery_recipient: str | None
    device_key: bytes
    """The device's Ed25519 public key, 32 bytes."""
    incarnation_key: bytes
    """16 random bytes, drawn anew whenever in doubt."""
    officer_id: str
    moved: str | None = None
    """When these records moved to another computer, as UTC text; nothing is written here since."""
    regional: bool = False
    """Whether this is the regional office, which holds the records of all countries."""

    @property
    def scope(self) -> str:
        """Whose the records are that are made here."""
        return OFFICE if self.regional else self.country

    def source_of(self, scope: str) -> Source:
        """The source of what is written here about records of a scope."""
        return Source(self.device_key, self.incarnation_key, scope)

    def refuse_country(self) -> None:
        """Raises NotAnOffice: only the regional office does this."""
        if not self.regional:
            raise NotAnOffice

    @property
    def own(self) -> Source:
        """The source of what is recorded here."""
        return self.source_of(self.scope)

    @property
    def sample(self) -> Source:
        """The source of sample records: never sent, never in a digest."""
        return self.source_of(SAMPLE)


def make_identity(
    db: Connection,
    *,
    country: str,
    office: str,
    officer: Officer,
    language: str,
    encrypted: bool,
    recovery_recipient: str | None,
) -> Identity:
    """Draw the device's signing key and its first incarnation, and write everything."""
    # once in a workspace's life: its library takes 5 ms of each start
    from prossce_desktop.store.devices.device_keys import make_signing_key

    public = make_signing_key(db)
    incarnation = secrets.token_bytes(16)
    identity = Identity(
        country=country,
        office=office,
        officer=officer.name,
        officer_id=officer.id,
        language=language,
        device=f"{country}-{public.hex()[:6]}",
        incarnation=incarnation.hex()[:4],
        encrypted=encrypted,
        recovery_recipient=recovery_recipient,
        device_key=public,
        incarnation_key=incarnation,
    )
    write_identity(db, identity)
    write_officers(db, [officer])
    return identity


def write_identity(db: Connection, identity: Identity) -> None:
    """Keep it, in place of what was there."""
    known = {name: getattr(identity, name) for name in Identity.__slots__}
    known |= {name: known[name].hex() for name in ("device_key", "incarnation_key")}
    del known["encrypted"]  # the key file says it
    db.execute(
        "INSERT OR REPLACE INTO meta(name, value) VALUES('identity', ?)", (json.dumps(known).encode(),)
    )


def read_identity(db: Connection, *, encrypted: bool) -> Identity:
    """Raises LookupError if the base holds none: it is not whole."""
    row = db.execute("SELECT value FROM meta WHERE name = 'identity'").fetchone()
    if row is None:
        raise LookupError("identity")
    known = json.loads(row[0])
    known |= {name: bytes.fromhex(known[name]) for name in ("device_key", "incarnation_key")}
    return Identity(**known, encrypted=encrypted)


def working(identity: Identity, officer: Officer) -> Identity:
    """The same device with somebody else at it."""
    return replace(identity, officer=officer.name, officer_id=officer.id)


def renamed(
    identity: Identity, *, office: str | None = None, officer: str | None = None, language: str | None = None
) -> Identity:
    """The same device with another office name, officer or language."""
    return replace(
        identity,
        office=office or identity.office,
        officer=officer or identity.officer,
        language=language or identity.language,
    )


def with_recovery_key(identity: Identity, recipient: str) -> Identity:
    """The same device with another recovery key."""
    return replace(identity, recovery_recipient=recipient)


def reborn(identity: Identity) -> Identity:
    """The same device in a new incarnation, as its operations must not be taken for earlier ones."""
    incarnation = secrets.token_bytes(16)
    return replace(identity, incarnation=incarnation.hex()[:4], incarnation_key=incarnation, moved=None)

"""This device's two secret keys inside the base: one signs, the other opens what is sealed to it."""

from __future__ import annotations

from collections.abc import Callable

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.log.sample_lots import Executes

_SIGNING, _BOX = "signing_key", "box_key"


def make_signing_key(db: Connection) -> bytes:
    """Draw the key that signs as this device; gives its public half, 32 bytes."""
    key = Ed25519PrivateKey.generate()
    db.execute("INSERT INTO meta(name, value) VALUES(?, ?)", (_SIGNING, key.private_bytes_raw()))
    return key.public_key().public_bytes_raw()


def signer(execute: Executes) -> Callable[[bytes], bytes]:
    """Signs bytes as this device."""
    ((secret,),) = execute("SELECT value FROM meta WHERE name = ?", (_SIGNING,)).fetchall()
    return Ed25519PrivateKey.from_private_bytes(bytes(secret)).sign


def box_identity(execute: Executes) -> str | None:
    """The age identity that opens what is sealed to this device; None before it took part in the exchange."""
    rows = execute("SELECT value FROM meta WHERE name = ?", (_BOX,)).fetchall()
    return bytes(rows[0][0]).decode("ascii") if rows else None


def keep_box(db: Connection, identity: str) -> None:
    """Keep the age identity; once there is one it stays."""
    db.execute("INSERT OR IGNORE INTO meta(name, value) VALUES(?, ?)", (_BOX, identity.encode("ascii")))

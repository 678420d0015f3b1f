"""Who works with this workspace: names inside the base, each with a random number for the key file."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.log.sample_lots import Executes


@dataclass(frozen=True, slots=True)
class Officer:
    """One person at this device. `id`: eight hexadecimal digits, which name a slot in the key file."""

    id: str
    name: str


def new_officer(name: str) -> Officer:
    """An officer under a number nobody had before."""
    return Officer(secrets.token_hex(4), name)


def officers(execute: Executes) -> list[Officer]:
    """Everybody who works here, in the order in which they came."""
    row = execute("SELECT value FROM meta WHERE name = 'officers'", ()).fetchone()
    return [Officer(*one) for one in json.loads(row[0])] if row else []


def write_officers(db: Connection, officers: Sequence[Officer]) -> None:
    """Replace the list. Not an operation: it is this device's own and is never sent."""
    value = json.dumps([[one.id, one.name] for one in officers]).encode()
    db.execute("INSERT OR REPLACE INTO meta(name, value) VALUES('officers', ?)", (value,))

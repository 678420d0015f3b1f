"""Sealed personal parts of other devices, kept unopened to be passed on to devices that lack them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.log.sample_lots import Executes


@dataclass(frozen=True, slots=True)
class Sealed:
    """One sealed member as it came: for whom it was sealed, and the hashes of the parts inside."""

    id: bytes
    recipients: tuple[str, ...]
    hashes: tuple[bytes, ...]
    content: bytes
    erased: tuple[int, ...] = ()
    """Whoever was erased out of these parts before they were sealed."""


def keep_sealed(db: Connection, country: str, sealed: Sealed) -> None:
    """Keep it; a second time changes nothing."""
    contents = {
        "recipients": list(sealed.recipients),
        "hashes": [each.hex() for each in sealed.hashes],
        "erased": list(sealed.erased),
    }
    descriptor = json.dumps(contents).encode()
    done = db.execute(
        "INSERT OR IGNORE INTO sealed(id, country, descriptor, content) VALUES(?, ?, ?, ?)",
        (sealed.id, country, descriptor, sealed.content),
    )
    if done.rowcount:
        db.executemany(
            "INSERT OR IGNORE INTO sealed_part(personal_hash, sealed) VALUES(?, ?)",
            [(each, sealed.id) for each in sealed.hashes],
        )


def sealed_with(execute: Executes, country: str, hashes: Iterable[bytes], recipient: str) -> list[Sealed]:
    """What holds these parts and this recipient can open; each part at least once, nothing twice."""
    lacking = set(hashes)
    found: list[Sealed] = []
    rows = execute(
        "SELECT id, descriptor, content FROM sealed WHERE country = ? ORDER BY id", (country,)
    ).fetchall()
    for id, descriptor, content in rows:
        sealed = json.loads(descriptor)
        held = tuple(bytes.fromhex(one) for one in sealed["hashes"])
        if recipient in sealed["recipients"] and lacking.intersection(held):
            lacking.difference_update(held)
            found.append(
                Sealed(bytes(id), tuple(sealed["recipients"]), held, bytes(content), tuple(sealed["erased"]))
            )
    return found


class SealedSize(NamedTuple):
    """For whom a member was sealed, the hashes of the parts inside, and its bytes."""

    recipients: tuple[str, ...]
    hashes: tuple[bytes, ...]
    size: int


def sealed_sizes(execute: Executes, country: str) -> Iterator[SealedSize]:
    """What is kept of a country, in the order in which it is passed on."""
    rows = execute(
        "SELECT descriptor, length(content) FROM sealed WHERE country = ? ORDER BY id", (country,)
    ).fetchall()
    for descriptor, size in rows:
        sealed = json.loads(descriptor)
        yield SealedSize(
            tuple(sealed["recipients"]), tuple(bytes.fromhex(one) for one in sealed["hashes"]), int(size)
        )


def are_sealed(execute: Executes, hashes: Sequence[bytes]) -> set[bytes]:
    """Those of the parts of which a sealed copy is kept."""
    found = {bytes(row[0]) for row in execute("SELECT DISTINCT personal_hash FROM sealed_part").fetchall()}
    return found.intersection(hashes)

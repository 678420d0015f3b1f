"""A laptop that was let in and whose program was altered: it signs whatever one gives it."""

from __future__ import annotations

import datetime as dt
import json
import os
import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from prossce_desktop.domain.operations.hash_chain import BODY_REWRITTEN, Logged, signed_head
from prossce_desktop.domain.operations.operation import canonical, part_hash, source_number, source_seed
from prossce_desktop.exchange.age_encryption import opened, recipient_of, seal
from prossce_desktop.exchange.header import Header, SourceRange
from prossce_desktop.exchange.operation_codec import NO_PART
from prossce_desktop.exchange.package import body_of, write_package
from prossce_desktop.exchange.zip_members import HEADER, SIGNATURE, join, split
from prossce_desktop.services.devices import introductions
from prossce_desktop.store.devices import device_keys
from prossce_desktop.store.devices.known_devices import Device, regional_office
from prossce_desktop.store.log.operation_log import milliseconds
from prossce_desktop.store.migrations import SCHEMA
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.store.workspace.workspace_lifecycle import Plain, Unlock, create

NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
PLAIN = Plain()


class Pair:
    """The regional office and one laptop that it let in."""

    def __init__(self, folder: Path, country: str = "KH", unlock: Unlock = PLAIN) -> None:
        self.office, self.paper = create(
            folder / "office", country="TH", office="Region", officer="Bo", unlock=unlock, now=lambda: NOW, recovery=unlock is not PLAIN
        )
        self.laptop, _ = create(folder / country, country=country, office=f"Office {country}", officer="Dara", unlock=PLAIN, now=lambda: NOW)
        content, _ = introductions.invite(self.office, NOW)
        introductions.take_invitation(self.laptop, content, NOW)
        with self.laptop.read() as reading:
            found = regional_office(reading.execute)
            assert found is not None
            self.to = found
            introductions.accept(self.office, introductions.request_to(reading.execute, self.laptop.identity, found, NOW))

    def close(self) -> None:
        self.office.close()
        self.laptop.close()

    def forged(
        self, bodies: Sequence[bytes], *, scope: str = "KH", title: str = "new 1", schema: int = SCHEMA,
        incarnation: bytes | None = None, at: int | None = None, titles: Sequence[str] = (), since: int = 0,
    ) -> bytes:
        """A package with these bodies as the first operations of a source of the laptop, chained and signed as they should be."""  # fmt: skip
        return forged(self.laptop, self.to, bodies, scope=scope, title=title, schema=schema, incarnation=incarnation, at=at, titles=titles, since=since)

    def altered(self, content: bytes, change: Callable[[dict[str, Any]], None]) -> bytes:
        """A package for the office with another header, signed by the laptop as it should be."""
        return altered(self.laptop, self.office, content, change)


def forged(
    sender: Store, to: Device, bodies: Sequence[bytes], *, scope: str = "KH", title: str = "new 1", schema: int = SCHEMA,
    incarnation: bytes | None = None, of: Store | None = None, signer: Store | None = None, instead: Sequence[bytes] = (),
    as_rewritten: bool = False, at: int | None = None, titles: Sequence[str] = (), since: int = 0, action: int | None = None,
) -> bytes:
    """A package of `sender` with these bodies as the first operations of a source of `of` (else its own), chained and signed.

    `signer`: whose key signs the source's head, else that of `of`; `instead`: bodies that travel in place of those that were signed;
    `as_rewritten`: they say that erasing rewrote them. `at`: when they were done; `titles`: of each its own.
    `since`: so many of them were sent before. `action`: which action they say they belong to, else each its own.
    """  # fmt: skip
    of = of or sender
    incarnation = incarnation or os.urandom(16)
    key = of.identity.device_key
    seed = source_seed(key, incarnation, scope)
    number = source_number(seed)
    with (signer or of).read() as reading:
        sign_head = device_keys.signer(reading.execute)
    with sender.read() as reading:
        sign = device_keys.signer(reading.execute)
        own = introductions.own_device(reading.execute, sender.identity)
    operations, this, before = [], seed, seed
    for n, body in enumerate(bodies, 1):
        id = number << 24 | n
        one = Logged(id, action or id, milliseconds(NOW) if at is None else at, "Dara", schema, titles[n - 1] if titles else title, body, part_hash(body), b"", NO_PART)
        this = one.hash_after(this)
        before = this if n == since else before
        operations.append(one)
    if instead:
        hashes = [one.body_hash if as_rewritten else part_hash(body) for one, body in zip(operations, instead, strict=True)]
        operations = [
            replace(one, body=body, body_hash=hash, erased=BODY_REWRITTEN * as_rewritten)
            for one, body, hash in zip(operations, instead, hashes, strict=True)
        ]
    last = len(operations)
    part = SourceRange(key, incarnation, scope, since, last, before, this, sign_head(signed_head(number, last, this)))
    header = Header(
        uuid.uuid4().hex, 1, own.key, own.name, own.country, own.office, own.officer, to.key, 1, 1, milliseconds(NOW), schema, (part,)
    )
    return write_package(header, body_of([operations[since:]]), sign, [to.box])


def altered(sender: Store, reader: Store, content: bytes, change: Callable[[dict[str, Any]], None]) -> bytes:
    """A package that the sender signed again after its header was changed; `reader`: who can open it, only to look inside."""
    with reader.read() as reading:
        box = device_keys.box_identity(reading.execute) or ""
    with sender.read() as reading:
        sign = device_keys.signer(reading.execute)
    members = split(opened(content, [box]) or b"")
    said = json.loads(members[HEADER])
    change(said)
    header = canonical(said)
    return seal(join({**members, HEADER: header, SIGNATURE: sign(header)}), [recipient_of(box)])


def shown(store: Store) -> str:
    """Everything the store shows."""
    return store.digest().digest

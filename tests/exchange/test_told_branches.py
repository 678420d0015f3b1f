"""A laptop gives way to another branch of itself only where its own key signed that branch, and only to who may read it.

Seen: four packages of 1 kB that told lies of the office's branches, and four times all its work was issued again.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from prossce_desktop.domain.model.training import Programme, Training
from prossce_desktop.domain.operations.hash_chain import signed_head
from prossce_desktop.exchange.package import open_package
from prossce_desktop.services.sync import package_receiving, package_sending
from prossce_desktop.store.devices import device_keys
from prossce_desktop.store.log.forks import note_fork
from prossce_desktop.store.log.operation_log import Source
from prossce_desktop.store.log.version_vector import newest_head
from prossce_desktop.store.workspace.store import Store
from tests.exchange.forging import NOW, Pair


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    pair = Pair(tmp_path)
    with pair.office.work("new", 1) as work:
        work.new("programme", [Programme(title="Everybody's")])
    with pair.office.work("new", 1) as work:
        work.new("programme", [Programme(title="And another")])
    yield pair
    pair.close()


def written(store: Store) -> tuple[bytes, list[tuple[int, str]]]:
    """The life that writes now, and every operation here."""
    with store.read() as reading:
        return store.identity.incarnation_key, reading.execute("SELECT id, title FROM op ORDER BY id").fetchall()


def told(source: Source, hashes: dict[int, bytes], head: int = 0, signature: bytes = b"") -> dict[str, Any]:
    said = {str(n): hash.hex() for n, hash in hashes.items()}
    proof = {"head": head, "signature": signature.hex()} if signature else {}
    return {"device": source.device.hex(), "incarnation": source.incarnation.hex(), "scope": source.scope, "hashes": said, **proof}


def lie(pair: Pair, **said: Any) -> bytes:
    return pair.altered(pair.forged([]), lambda header: header.update(said))


@pytest.mark.slow
@pytest.mark.parametrize("scope", ["all", "office", "KH", "LA", "TH"])
def test_a_branch_that_the_office_never_signed_makes_it_do_nothing(pair: Pair, scope: str) -> None:
    with pair.office.work("new", 1) as work:
        work.new("training", [Training(title="The office's")])
    before = written(pair.office)
    source = pair.office.identity.source_of(scope)
    with pair.laptop.read() as reading:
        sign = device_keys.signer(reading.execute)
    for proof in ({}, {"head": 1, "signature": bytes(64)}, {"head": 1, "signature": sign(signed_head(source.number, 1, bytes(32)))}, {"head": 7, "signature": bytes(64)}):
        package_receiving.read(pair.office, lie(pair, forks=[told(source, {1: bytes(32), 2: bytes(32)}, **proof)]), NOW)
        assert written(pair.office) == before


def test_a_head_that_the_office_signed_is_not_believed_of_who_may_not_read_it(pair: Pair) -> None:
    """The office's own scope, or another country's, told by a laptop that was never given it."""
    before = written(pair.office)
    with pair.office.read() as reading:
        sign = device_keys.signer(reading.execute)
    for scope in ("office", "LA"):
        source = pair.office.identity.source_of(scope)
        proof = sign(signed_head(source.number, 1, bytes(32)))
        package_receiving.read(pair.office, lie(pair, forks=[told(source, {1: bytes(32)}, 1, proof)]), NOW)
        assert written(pair.office) == before


def test_a_range_with_a_head_that_was_never_signed_begins_no_new_life(pair: Pair) -> None:
    before = written(pair.office)
    source = pair.office.identity.source_of("all")
    one = {
        "device": source.device.hex(), "incarnation": source.incarnation.hex(), "scope": "all", "since": 0, "last": 9,
        "before": bytes(32).hex(), "hash": bytes(32).hex(), "signature": bytes(64).hex(),
    }  # fmt: skip
    assert package_receiving.read(pair.office, lie(pair, sources=[one]), NOW).status == "refused"
    assert written(pair.office) == before


def test_a_receipt_of_a_scope_that_its_sender_may_not_read_begins_no_new_life(pair: Pair) -> None:
    before = written(pair.office)
    for scope in ("office", "LA"):
        number = str(pair.office.identity.source_of(scope).number)
        package_receiving.read(pair.office, lie(pair, receipt={number: 9}, yours={number: "ff" * 8}), NOW)
        assert written(pair.office) == before


def test_a_branch_that_is_told_comes_with_the_signature_of_its_owner(pair: Pair) -> None:
    """And makes the owner give way, as before."""
    [made] = package_sending.make(pair.office, laptop_of(pair), NOW)
    package_receiving.read(pair.laptop, made.content, NOW)
    source = pair.office.identity.source_of("all")
    with pair.laptop.sync.exchanging() as db:
        note_fork(db, source)
        head = newest_head(db.execute, source)
    [package] = package_sending.make(pair.laptop, pair.to, NOW)
    with pair.office.read() as reading:
        [fork] = open_package(package.content, [device_keys.box_identity(reading.execute) or ""]).header.forks
    assert head is not None and (fork.head, fork.signature) == (head[0], head[2]) and fork.is_of_its_owner()
    before = written(pair.office)[0]
    package_receiving.read(pair.office, package.content, NOW)
    assert written(pair.office)[0] != before, "somebody holds another branch of what it writes: a new life begins"


def laptop_of(pair: Pair) -> Any:
    with pair.office.read() as reading:
        from prossce_desktop.store.devices.known_devices import all_devices

        return next(one for one in all_devices(reading.execute) if not one.regional)

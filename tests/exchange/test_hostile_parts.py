"""Personal parts that a laptop which was let in, and altered, made for its own operations: taken late or at once, they end the same."""

from __future__ import annotations

import os
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from prossce_desktop.domain.model.scopes import ShareLevel
from prossce_desktop.domain.operations.hash_chain import Logged, signed_head
from prossce_desktop.domain.operations.operation import canonical, part_hash, source_number, source_seed
from prossce_desktop.exchange.header import Header, SealedParts, SourceRange
from prossce_desktop.exchange.package import body_of, seal_parts, write_package
from prossce_desktop.exchange.zip_members import PERSONAL
from prossce_desktop.services.devices import introductions
from prossce_desktop.services.sync import package_receiving
from prossce_desktop.store.devices import device_keys
from prossce_desktop.store.devices.known_devices import all_devices, keep_device
from prossce_desktop.store.log.operation_log import milliseconds
from prossce_desktop.store.migrations import SCHEMA
from tests.exchange.forging import NOW, Pair, shown

pytestmark = pytest.mark.slow

PERSON = 1 << 60
ODD: list[object] = [
    {"name": "x"}, {"name": [1]}, {"name": [["x"]]}, {"name": []}, {"name": ["x", "y"]}, {}, {"nme": ["x"]}, {"phone": ["x"]},
    {"name": ["x"], "sex": ["zz"]}, {"name": [{"a": 1}]}, {"removed": [1], "name": ["x"]}, {"name": ["\0"]}, {"name": 5},
    {"name": {"0": "x"}}, "x", 5, None, [],
]  # fmt: skip


@dataclass(frozen=True)
class Made:
    """Two operations of one laptop, a person and a training, and the person's personal part: as packages apart and as one."""

    body: bytes
    part: bytes
    both: bytes


NEW_PERSON = {"new": "person", "first": PERSON, "count": 1, "cols": {"sex": ["male"]}, "hidden": ["name"]}


def made(pair: Pair, part: object, first: object = NEW_PERSON) -> Made:
    """What the laptop signs: the part is hashed in the chain, whatever is in it."""
    with pair.laptop.read() as reading:
        sign = device_keys.signer(reading.execute)
        own = introductions.own_device(reading.execute, pair.laptop.identity)
    content = canonical(["salt", part])
    bodies: list[tuple[bytes, bytes | None]] = [
        (canonical(["s", first]), content),
        (canonical(["t", {"new": "training", "first": 1 << 59, "count": 1, "cols": {"title": ["A"]}}]), b""),
    ]
    incarnation = os.urandom(16)
    seed = source_seed(own.key, incarnation, "KH")
    number, this, operations = source_number(seed), seed, []
    for n, (body, personal) in enumerate(bodies, 1):
        id = number << 24 | n
        hidden = None if personal else b""
        one = Logged(id, id, milliseconds(NOW), "Dara", SCHEMA, "new 1", body, part_hash(body), hidden, part_hash(personal or b""))
        this = one.hash_after(this)
        operations.append(one)
    source = SourceRange(own.key, incarnation, "KH", 0, 2, seed, this, sign(signed_head(number, 2, this)))
    sealed = {PERSONAL: SealedParts((pair.to.box,), (part_hash(content),))}
    filled = [replace(operations[0], personal=content), operations[1]]
    personal = {PERSONAL: seal_parts(filled, sign, [pair.to.box])}

    def package(number: int, sources: Sequence[SourceRange], members: dict[str, bytes], said: dict[str, SealedParts]) -> bytes:
        who = (own.key, own.name, own.country, own.office, own.officer, pair.to.key)
        header = Header(uuid.uuid4().hex, number, *who, 1, 1, milliseconds(NOW), SCHEMA, tuple(sources), sealed=said, share=ShareLevel.names)
        return write_package(header, members, sign, [pair.to.box])

    body = body_of([operations])
    return Made(package(1, [source], body, {}), package(2, [], personal, sealed), package(3, [source], {**body, **personal}, sealed))


def told(pair: Pair) -> tuple[str, dict[str, int]]:
    """What the office shows, once it was looked at whether that is what the operations say."""
    assert [one for one in pair.office.check() if not one.ok] == []
    return shown(pair.office), pair.office.digest().kinds


def pair_with_names(folder: Path) -> Pair:
    folder.mkdir()
    pair = Pair(folder)
    with pair.office.sync.exchanging() as db:
        for one in all_devices(db.execute):
            keep_device(db, replace(one, share=ShareLevel.names, compared=True))
    return pair


@pytest.mark.parametrize("part", ODD, ids=repr)
def test_a_part_that_no_program_writes_makes_its_operation_refused_whenever_it_comes(tmp_path: Path, part: Any) -> None:
    pair = pair_with_names(tmp_path / "late")
    empty = shown(pair.office)
    those = made(pair, part)
    assert package_receiving.read(pair.office, those.body, NOW).made == 2
    package_receiving.read(pair.office, those.part, NOW)
    assert told(pair) == (empty, {}), "what the same laptop did later waits as well"
    assert package_receiving.read(pair.office, those.both, NOW).status == "quarantined"
    assert told(pair) == (empty, {})
    pair.close()
    pair = pair_with_names(tmp_path / "together")
    found = package_receiving.read(pair.office, made(pair, part).both, NOW)
    assert (found.status, found.code) == ("quarantined", "not-permitted")
    assert told(pair) == (empty, {})
    pair.close()


def test_so_it_is_where_the_operation_still_waits_for_a_record(tmp_path: Path) -> None:
    """Else what the laptop did later stayed until the next package."""
    pair = pair_with_names(tmp_path / "late")
    empty = shown(pair.office)
    waits = {"new": "participation", "first": PERSON, "count": 1, "cols": {"person": [7 << 40], "activity": [8 << 40]}, "hidden": ["remarks"]}
    those = made(pair, {"remarks": 5}, waits)
    assert package_receiving.read(pair.office, those.body, NOW).made == 1
    package_receiving.read(pair.office, those.part, NOW)
    assert told(pair) == (empty, {})
    pair.close()


def test_a_part_as_it_should_be_is_filled_in_whenever_it_comes(tmp_path: Path) -> None:
    """So that the refusals above are refusals of what they name."""
    found = []
    for folder, order in (("late", ("body", "part")), ("together", ("both",)), ("twice", ("body", "both", "part"))):
        pair = pair_with_names(tmp_path / folder)
        those = made(pair, {"name": ["Sok Dara"]})
        for one in order:
            assert package_receiving.read(pair.office, getattr(those, one), NOW).status in ("accepted", "already_known")
        with pair.office.read() as reading:
            assert getattr(reading.record(PERSON).value, "name", None) == "Sok Dara"
        found.append(told(pair))
        pair.close()
    assert found[0] == found[1] == found[2] and found[0][1] == {"person": 1, "training": 1}

"""Whatever is offered to be read: a sentence, nothing applied, nothing changed, the program alive."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from prossce_desktop.domain.operation import canonical
from prossce_desktop.domain.people import Person
from prossce_desktop.exchange.containers import packages_in
from prossce_desktop.services import arriving, sending
from prossce_desktop.store.journal import REFUSED
from tests.exchange.forging import NOW, Pair, shown

TIMES = 10_000 if os.environ.get("HYPOTHESIS_PROFILE") == "long" else 500
CODES = {"not-a-package", "damaged", "not-for-us", "unknown-sender", "bad-signature", "revoked", "too-large", "too-old-format", "hostile"}


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    pair = Pair(tmp_path)
    yield pair
    pair.close()


def body(*blocks: object) -> bytes:
    return canonical(["00" * 16, *blocks])


NEW = {"new": "training", "first": 5 << 40, "count": 1, "cols": {"title": ["A training"]}}


def test_what_is_as_it_should_be_is_applied(pair: Pair) -> None:
    """So that the refusals below are refusals of what they name."""
    before = shown(pair.office)
    found = arriving.read(pair.office, pair.forged([body(NEW)]), NOW)
    assert (found.status, found.new, found.made) == ("accepted", 1, 1)
    assert shown(pair.office) != before


def test_new_and_changed_records_are_counted_once_and_those_of_nobody_else(pair: Pair) -> None:
    """Two made, one of them set at once, and later both set: 2 new; then 2 changed."""
    second = {**NEW, "first": 6 << 40}
    source = os.urandom(16)
    bodies = [body(NEW, {"set": "training", "ids": [5 << 40], "cols": {"title": ["B"]}}), body(second)]
    found = arriving.read(pair.office, pair.forged(bodies, incarnation=source), NOW)
    assert (found.made, found.changed) == (2, 0)
    later = body({"set": "training", "ids": [5 << 40, 6 << 40], "cols": {"start": ["2024-01-01", None]}})
    found = arriving.read(pair.office, pair.forged([later]), NOW)
    assert (found.made, found.changed) == (0, 2)


DEEP: Any = "x"
for _ in range(50):
    DEEP = [DEEP]


@pytest.mark.slow
@pytest.mark.parametrize(
    "blocks",
    [
        [NEW | {"new": "trainings"}],
        [NEW | {"cols": {"title": ["A"], "colour": ["red"]}}],
        [NEW | {"cols": {"title": [5]}}],
        [NEW | {"cols": {"title": [None]}}],
        [NEW | {"cols": {}}],
        [NEW | {"cols": {"title": ["A", "B"]}}],
        [NEW | {"cols": {"title": ["A"], "status": ["perhaps"]}}],
        [NEW | {"cols": {"title": ["A"], "start": ["2024-02-31"]}}],
        [NEW | {"cols": {"title": ["A"], "sessions": [[{"hours": "many"}]]}}],
        [NEW | {"cols": {"title": ["A"], "sessions": DEEP}}],
        [NEW | {"cols": {"title": ["A" * 200_000]}}],
        [NEW | {"first": 0}],
        [NEW | {"first": -5}],
        [NEW | {"first": (1 << 63) - 1}],
        [NEW | {"first": 1.5}],
        [NEW | {"first": True}],
        [NEW | {"count": 10**9, "cols": {"title": ["A"]}}],
        [NEW, NEW],
        [NEW | {"extra": 1}],
        [{"new": "person", "first": 9, "count": 1, "cols": {"name": ["A name in the open part"]}}],
        [{"new": "person", "first": 9, "count": 1, "cols": {}, "hidden": ["sex"]}],
        [{"new": "head_count", "first": 9, "count": 1, "cols": {"activity": [7], "count": [1]}}],
        [{"set": "training", "ids": [], "cols": {"title": []}}],
        [{"set": "training", "ids": [3, 3], "cols": {"title": ["A", "B"]}}],
        [NEW, {"set": "training", "ids": [5 << 40], "cols": {"title": ["B"]}, "prevs": {"title": {"0": [17]}}}],
        [NEW, {"set": "training", "ids": [5 << 40], "cols": {"title": ["B"]}, "prevs": {"start": {"0": [17]}}}],
        [NEW, {"set": "training", "ids": [5 << 40], "cols": {"title": ["B"]}, "seen": {"0": [17]}}],
        [NEW, {"set": "training", "ids": [5 << 40], "cols": {"removed": [1]}, "seen": {"1": [17]}}],
        [NEW, {"set": "training", "ids": [5 << 40], "cols": {"removed": [1]}, "seen": {"0": ["17"]}}],
        [NEW, {"set": "training", "ids": [5 << 40], "cols": {"removed": [1]}, "seen": [17]}],
        [{"new": "query", "first": 77, "count": 1, "cols": {"record": [99], "field": ["title"]}}],
        [{"new": "query", "first": 77, "count": 1, "cols": {"record": [77], "field": ["title"], "text": ["Open?"]}}],
        [{"new": "query", "first": 77, "count": 1, "cols": {"record": [77], "field": ["title"], "outcome": ["perhaps"]}}],
        [NEW, {"set": "career_fair", "ids": [5 << 40], "cols": {"title": ["B"]}}],
        [NEW, {"set": "training", "ids": [5 << 40], "cols": {"removed": [2]}}],
        [NEW, {"set": "training", "ids": [5 << 40], "cols": {"part_of": [5 << 40 | 1]}}],
        [NEW, {"new": "participation", "first": 77, "count": 1, "cols": {"person": [5 << 40], "activity": [5 << 40]}}],
        ["a block"],
        [None],
    ],
)
def test_a_body_that_no_program_writes_is_not_applied(pair: Pair, blocks: list[object]) -> None:
    before = shown(pair.office)
    found = arriving.read(pair.office, pair.forged([body(*blocks)]), NOW)
    assert found.status in ("quarantined", "refused", "accepted") and (found.status != "accepted" or found.made == 0), found
    assert shown(pair.office) == before
    assert pair.office.digest().kinds == {}
    wrong = [one for one in pair.office.check() if not one.ok]
    assert wrong == []


@pytest.mark.parametrize("text", [b"", b"[]", b"null", b"{", b'["00",{"a":NaN}]', b'["00"]', b"\xff\xfe", b'["00",' + b"[" * 5_000 + b"]" * 5_000 + b"]"])
def test_a_body_that_is_no_list_of_blocks_is_not_applied(pair: Pair, text: bytes) -> None:
    before = shown(pair.office)
    arriving.read(pair.office, pair.forged([text]), NOW)
    assert shown(pair.office) == before


def test_a_title_that_is_no_code_is_not_applied(pair: Pair) -> None:
    found = arriving.read(pair.office, pair.forged([body(NEW)], title="Sok Dara, 070 920 425"), NOW)
    assert (found.status, found.code, found.made) == ("quarantined", "not-permitted", 0)


def test_records_of_another_country_are_refused_whole(pair: Pair) -> None:
    found = arriving.read(pair.office, pair.forged([body(NEW)], scope="LA"), NOW)
    assert (found.status, found.code) == (REFUSED, "hostile")
    assert pair.office.digest().kinds == {}


@pytest.mark.parametrize("scope", ["all", "office", "sample", "", "kh"])
def test_scopes_that_a_country_may_not_write_are_refused(pair: Pair, scope: str) -> None:
    found = arriving.read(pair.office, pair.forged([body(NEW)], scope=scope), NOW)
    assert (found.status, found.code) == (REFUSED, "hostile")


def test_one_operation_that_is_not_permitted_stops_those_after_it_and_nobody_else(pair: Pair) -> None:
    other = {**NEW, "first": 6 << 40}
    found = arriving.read(pair.office, pair.forged([body(NEW), body(NEW), body(other)]), NOW)
    assert (found.status, found.code, found.new, found.made) == ("quarantined", "not-permitted", 3, 1)
    fine = arriving.read(pair.office, pair.forged([body({**NEW, "first": 7 << 40})]), NOW)
    assert (fine.status, fine.code, fine.made) == ("accepted", None, 1)
    assert pair.office.digest().kinds == {"training": 2}


def real(pair: Pair) -> bytes:
    with pair.laptop.work("new", 1) as work:
        work.new("person", [Person(name=f"Person {n}", phone=f"01234567{n}") for n in range(10)])
    [made] = sending.make(pair.laptop, pair.to, NOW)
    return made.content


@pytest.mark.slow
def test_damaged_packages_are_refused_in_a_word_and_change_nothing(pair: Pair) -> None:
    content, chance = real(pair), random.Random(4)
    before = pair.office.digest()
    for _ in range(TIMES):
        damaged = bytearray(content)
        match chance.randrange(5):
            case 0:
                damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
            case 1:
                del damaged[chance.randrange(len(damaged)) :]
            case 2:
                damaged += bytes(chance.randrange(1, 50))
            case 3:
                at = chance.randrange(len(damaged))
                damaged[at : at + chance.randrange(1, 200)] = os.urandom(chance.randrange(100))
            case _:
                at = chance.randrange(len(damaged))
                damaged = damaged[at:] + damaged[:at]
        if bytes(damaged) == content:
            continue
        found = [arriving.read(pair.office, one, NOW) for one in packages_in(bytes(damaged))]
        assert all(one.status == REFUSED and one.code in CODES for one in found)
    assert pair.office.digest() == before
    assert arriving.read(pair.office, content, NOW).status == "accepted"


@pytest.mark.slow
def test_hostile_bodies_signed_by_a_known_laptop_are_not_applied(pair: Pair) -> None:
    """Every value of a body in turn becomes one of these."""
    chance = random.Random(5)
    strange: list[object] = [None, True, -1, 1.5, 1 << 62, "", "x" * 5_000, [], {}, [[]], "2024-13-45", "KH", {"new": "person"}, [None], 0, 16, "\u0000", "=1+1"]
    fine = body(NEW, {"set": "training", "ids": [5 << 40], "cols": {"title": ["B"], "start": ["2024-01-01"]}, "prevs": {}})
    for _ in range(TIMES):
        written = json.loads(fine)
        place: Any = written
        while isinstance(place, list | dict) and place:
            key = chance.choice(list(place) if isinstance(place, dict) else range(len(place)))
            if not isinstance(place[key], list | dict) or not place[key] or chance.random() < 0.2:
                place[key] = chance.choice(strange)
                break
            place = place[key]
        text = canonical(written)
        found = arriving.read(pair.office, pair.forged([text]), NOW)
        assert found.status in ("accepted", "quarantined", "refused", "already_known")
    wrong = [one for one in pair.office.check() if not one.ok and one.name != "margins"]
    assert wrong == []

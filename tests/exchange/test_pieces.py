"""What is too large for one mail goes in few packages, each below the limit and each one that its reader takes."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from prossce_desktop.domain.model.people import Person
from prossce_desktop.exchange import zip_members
from prossce_desktop.exchange.package import open_package
from prossce_desktop.services.devices import introductions
from prossce_desktop.services.packages import package_splitting
from prossce_desktop.services.packages.missing_parts import keep_wanted
from prossce_desktop.services.sync import package_sending
from prossce_desktop.services.sync.package_sending import MadePackage
from prossce_desktop.store.devices import device_keys
from prossce_desktop.store.log.sealed_parts import are_sealed
from prossce_desktop.store.log.version_vector import operations_of
from tests.exchange.forging import altered
from tests.exchange.opened import everything_sent
from tests.exchange.scenes import MARK, Region
from tests.exchange.simulator import Desk

pytestmark = pytest.mark.slow

NAMED = 67
"""Bytes of one hash in a header."""


@pytest.fixture
def region(tmp_path: Path) -> Iterator[Region]:
    region = Region(tmp_path)
    yield region
    region.close()


def people(desk: Desk, count: int, at_once: int = 1) -> None:
    """So many people, so many in one action, with telephone numbers that no packing makes shorter."""
    chance = random.Random(7)
    with desk.here():
        for n in range(0, count, at_once):
            with desk.store.work("new", 1) as work:
                work.new("person", [Person(name=f"Person {n} {MARK}", phone=f"{chance.getrandbits(200)}") for _ in range(at_once)])


def hashes(desk: Desk) -> list[bytes]:
    """Of the personal parts that were typed here."""
    with desk.store.read() as reading:
        own = [one for one in package_sending.held_sources(reading.execute, {desk.country}) if one.source.device == desk.key]
        return [each.personal_hash for one in own for each in operations_of(reading.execute, one.source, 0, one.last) if each.personal]


def made(region: Region, desk: Desk, receiver: Desk, most: int) -> list[MadePackage]:
    with desk.here():
        return package_sending.make(desk.store, region.to(desk, receiver), region.now(desk) + dt.timedelta(minutes=1), most=most)


def box(desk: Desk) -> str:
    with desk.store.read() as reading:
        return device_keys.box_identity(reading.execute) or ""


def named(found: list[MadePackage]) -> list[bytes]:
    """Every personal part in these packages, as often as it is in one."""
    return [hash for one in found for parts in one.header.sealed.values() for hash in parts.hashes]


def test_personal_parts_that_were_asked_for_go_in_few_packages_of_their_own(region: Region, monkeypatch: pytest.MonkeyPatch) -> None:
    people(region.kh1, 300)
    region.round(region.kh1)
    asked = hashes(region.kh1)
    with region.kh1.store.sync.exchanging() as db:
        keep_wanted(db, region.office.key, asked)
    people(region.kh1, 3)
    sealings: list[int] = []
    seal = package_sending.seal_parts
    monkeypatch.setattr(package_sending, "seal_parts", lambda those, *more: sealings.append(len(those)) or seal(those, *more))
    most = 20_000
    whole = made(region, region.kh1, region.office, 10_000_000)
    assert len(whole) == 1 and whole[0].mailed_bytes > 2 * most
    sealings.clear()
    pieces = made(region, region.kh1, region.office, most)
    assert all(one.mailed_bytes <= most for one in pieces)
    assert 2 < len(pieces) <= 2 + 2 * whole[0].mailed_bytes // most
    assert len(pieces[0].portions) == 1 and not any(one.portions for one in pieces[1:])
    assert sorted(named(pieces)) == sorted(hashes(region.kh1)), "each once"
    assert len(sealings) <= 5 * len(pieces)
    assert [(one.header.part, one.header.parts) for one in pieces] == [(n + 1, len(pieces)) for n in range(len(pieces))]
    for one in pieces:
        assert region.read(region.office, one.content).status == "accepted"
    with region.office.store.read() as reading:
        assert are_sealed(reading.execute, asked) == set(asked)


def test_operations_that_are_parted_carry_their_own_personal_parts_once(region: Region) -> None:
    people(region.kh1, 200)
    pieces = made(region, region.kh1, region.office, 15_000)
    assert len(pieces) > 2 and all(one.mailed_bytes <= 15_000 for one in pieces)
    assert named(pieces) == hashes(region.kh1)


def test_what_the_office_passes_on_to_a_new_laptop_goes_in_packages_below_the_limit(region: Region) -> None:
    region.meet_mate()
    for _ in range(6):
        people(region.kh1, 80, at_once=80)
        region.round(region.kh1)
    most = 20_000
    pieces = made(region, region.office, region.kh2, most)
    assert len(pieces) > 2 and all(one.mailed_bytes <= most for one in pieces)
    assert sorted(named(pieces)) == sorted(hashes(region.kh1))
    for one in pieces:
        assert region.read(region.kh2, one.content).status == "accepted"
    assert region.kh2.store.digest(("KH",)) == region.kh1.store.digest(("KH",))


def test_what_others_did_is_parted_where_it_came_in_parts(region: Region) -> None:
    """A new laptop of a country gets years of a colleague's work from the office, through a mail box that takes little."""
    for _ in range(6):
        people(region.kh1, 80, at_once=80)
        region.round(region.kh1)
    region.let_in(region.kh2)
    whole = made(region, region.office, region.kh2, 10_000_000)
    most = whole[0].mailed_bytes - 200
    for _again in range(12):  # age makes each sealing a little longer or shorter, by chance
        assert all(one.mailed_bytes <= most for one in made(region, region.office, region.kh2, most))
    pieces = made(region, region.office, region.kh2, most)
    assert len([one for one in pieces if one.portions]) > 1 and all(one.mailed_bytes <= most for one in pieces)
    assert sum(one.last - one.since for piece in pieces for one in piece.portions) == sum(one.last - one.since for one in whole[0].portions)
    for one in (*reversed(pieces), *pieces):
        assert region.read(region.kh2, one.content).status in ("accepted", "already_known", "waiting")
    region.equal(region.kh2)


def test_names_of_a_laptop_that_is_not_known_yet_are_left_for_later_and_the_rest_is_taken(region: Region) -> None:
    """The first package of a round, which names the country's laptops, was lost."""
    region.meet_mate()
    people(region.kh1, 3)
    region.round(region.kh1)
    [content] = region.made(region.office, region.kh2)
    with region.kh2.store.sync.exchanging() as db:
        db.execute("DELETE FROM device WHERE key = ?", (region.kh1.key,))
    late = altered(region.office.store, region.kh2.store, content, lambda said: said.update(devices=[]))
    found = region.read(region.kh2, late)
    assert (found.status, found.code) == ("accepted", None)
    for _ in range(2):
        region.round(region.kh2)
        region.round(region.kh1)
    region.send(region.office, region.kh2)
    assert region.kh2.store.digest(("KH",)) == region.kh1.store.digest(("KH",)), "with the names"


def test_no_header_is_larger_than_its_reader_takes(region: Region, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of very many small changes the names of their personal parts alone are megabytes, before any mail box is full."""
    region.meet_mate()
    people(region.kh1, 200)
    monkeypatch.setattr(package_splitting, "MOST_HEADER", 100 * NAMED)
    monkeypatch.setattr(zip_members, "MOST_HEADER", 100 * NAMED)
    own = made(region, region.kh1, region.office, 10_000_000)
    assert 1 < len(own) < 8 and sorted(named(own)) == sorted(hashes(region.kh1))
    for one in own[:-1]:
        assert region.read(region.office, one.content).status == "accepted"
    for one in made(region, region.kh1, region.kh2, 10_000_000):
        assert region.read(region.kh2, one.content).status == "accepted"
    assert region.kh2.store.digest(("KH",)) == region.kh1.store.digest(("KH",))
    passed_on = made(region, region.kh2, region.office, 10_000_000)  # another laptop's source, parted where it came in parts
    assert len(passed_on) > 1 and sorted(named(passed_on)) == sorted(hashes(region.kh1)[-len(named(passed_on)) :])
    for one in passed_on:
        assert region.read(region.office, one.content).status in ("accepted", "already_known")
    region.equal(region.kh1, region.kh2)


def test_a_limit_that_nothing_fits_makes_no_package_for_each_personal_part(region: Region) -> None:
    people(region.kh1, 30)
    region.round(region.kh1)
    with region.kh1.store.sync.exchanging() as db:
        keep_wanted(db, region.office.key, hashes(region.kh1))
    assert len(made(region, region.kh1, region.office, 1)) == 2


def test_a_retired_laptop_gets_no_personal_values_any_more(region: Region) -> None:
    region.meet_mate()
    name, key = region.kh2.store.identity.device, box(region.kh2)
    region.person(region.kh1)
    [before] = made(region, region.kh1, region.office, 10_000_000)
    assert MARK.casefold() in everything_sent(before.content, key)
    introductions.retire(region.kh1.store, name)
    [after] = made(region, region.kh1, region.office, 10_000_000)
    assert MARK.casefold() not in everything_sent(after.content, key)
    [direct] = made(region, region.kh1, region.kh2, 10_000_000)
    assert MARK.casefold() not in everything_sent(direct.content, key) and not direct.header.sealed
    introductions.retire(region.kh1.store, name, is_back=True)
    [again] = made(region, region.kh1, region.office, 10_000_000)
    assert MARK.casefold() in everything_sent(again.content, key)


def test_the_office_passes_nothing_personal_on_to_a_retired_laptop(region: Region) -> None:
    region.meet_mate()
    region.person(region.kh1)
    region.round(region.kh1)
    name = region.kh2.store.identity.device
    [before] = made(region, region.office, region.kh2, 10_000_000)
    assert before.header.sealed and MARK.casefold() in everything_sent(before.content, box(region.kh2))
    introductions.retire(region.office.store, name)
    [after] = made(region, region.office, region.kh2, 10_000_000)
    assert not after.header.sealed and after.portions
    assert set(open_package(after.content, [box(region.kh2)]).members) == {"body.bz2"}

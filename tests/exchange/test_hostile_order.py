"""What an altered laptop that was let in may try with numbers: of records, actions and sources."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from prossce_desktop.domain.model.organisations_and_results import Organisation
from prossce_desktop.domain.model.training import Programme, Training
from prossce_desktop.domain.operations.operation import source_number, source_seed
from prossce_desktop.services.sync import package_receiving
from tests.exchange.forging import NOW, Pair, shown
from tests.exchange.scenes import Region
from tests.exchange.test_hostile import NEW, body

pytestmark = pytest.mark.slow


def counted(region: Region) -> dict[str, int]:
    return region.office.store.digest().kinds


@pytest.mark.parametrize("at_once", [True, False])
def test_no_country_takes_the_place_of_what_is_in_everybodys_lists(tmp_path: Path, at_once: bool) -> None:
    region = Region(tmp_path)
    with region.office.here():
        with region.office.store.work("new", 1) as work:
            [programme] = work.new("programme", [Programme(title="P")])
        with region.office.store.work("new", 1) as work:
            work.new("organisation", [Organisation(name="O")])
    region.send(region.office, region.la)
    with region.la.here(), region.la.store.work("new", 1) as work:
        work.new("training", [Training(title="Of Laos", programme=programme)])
    region.send(region.la, region.office)
    before = counted(region)
    lists = region.office.store.identity.source_of("all").number
    low = next(one for one in iter(lambda: os.urandom(16), b"") if source_number(source_seed(region.kh1.key, one, "KH")) < lists)
    found = region.forge(region.kh1, {**NEW, "first": programme}, incarnation=low)
    assert (found.status, found.code) == ("quarantined", "not-permitted")
    if at_once:
        with region.office.store.sync.exchanging() as db:
            admitting_again(db, region.office.key)
    assert counted(region) == before == {"programme": 1, "organisation": 1, "training": 1}
    region.train(region.la, "Another of Laos")
    assert region.send(region.la, region.office).status == "accepted"
    region.close()


@pytest.mark.parametrize("other", ["la", "kh2"])
def test_no_laptop_takes_the_place_of_a_record_by_a_lower_number(tmp_path: Path, other: str) -> None:
    """Neither of another country nor of a colleague, at once or when everything is made again."""
    region = Region(tmp_path)
    region.let_in(region.kh2)
    training = region.train(region.kh1, "Of Cambodia")
    assert region.send(region.kh1, region.office).status == "accepted"
    before = region.office.store.digest().digest
    writer, scope = getattr(region, other), "LA" if other == "la" else "KH"
    own = region.kh1.store.identity.source_of("KH").number
    low = next(one for one in iter(lambda: os.urandom(16), b"") if source_number(source_seed(writer.key, one, scope)) < own)
    found = region.forge(writer, {**NEW, "first": training}, incarnation=low, scope=scope)
    assert (found.status, found.code) == ("quarantined", "not-permitted")
    with region.office.store.sync.exchanging() as db:
        admitting_again(db, region.office.key)
    assert region.office.store.digest().digest == before
    region.close()


def admitting_again(db: object, own: bytes) -> None:
    """As where all of it came at once."""
    from prossce_desktop.store.sync.readmission import rework

    rework(db, own)  # type: ignore[arg-type]


def test_nobody_adds_to_an_action_of_somebody_else(tmp_path: Path) -> None:
    region = Region(tmp_path)
    for title in ("P", "Q"):
        with region.office.here(), region.office.store.work("new", 1) as work:
            work.new("programme", [Programme(title=title)])
        following = region.office.store.identity.source_of("all").number << 24 | (2 if title == "P" else 3)
        found = region.forge(region.kh1, {**NEW, "first": (7 if title == "P" else 8) << 40}, action=following)
        assert (found.status, found.code) == ("quarantined", "not-permitted")
    assert counted(region) == {"programme": 2}
    region.close()


def test_a_source_under_the_number_of_another_one_is_refused(tmp_path: Path) -> None:
    """Numbers have 39 bits; somebody with patience finds an incarnation of his own whose number is the office's."""
    pair = Pair(tmp_path)
    incarnation = os.urandom(16)
    number = source_number(source_seed(pair.laptop.identity.device_key, incarnation, "KH"))
    with pair.office.sync.exchanging() as db:
        whose = (number, pair.office.identity.device_key, os.urandom(16), "all")
        db.execute("INSERT INTO source(id, device, incarnation, scope, state) VALUES(?, ?, ?, ?, 0)", whose)
    before = shown(pair.office)
    found = package_receiving.read(pair.office, pair.forged([body(NEW)], incarnation=incarnation), NOW)
    assert (found.status, found.code, shown(pair.office)) == ("refused", "hostile", before)
    pair.close()

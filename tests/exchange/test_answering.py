"""Whom an answer is due to after packages were read, and what is asked for in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from prossce_desktop.domain.model.people import Person
from prossce_desktop.domain.model.scopes import ShareLevel
from prossce_desktop.domain.model.training import Training
from prossce_desktop.services.devices import introductions
from prossce_desktop.services.packages import missing_parts
from prossce_desktop.services.packages.package_outcome import PackageOutcome
from prossce_desktop.services.sync import package_receiving, package_sending
from prossce_desktop.services.sync.due_answers import to_answer
from prossce_desktop.store.devices.known_devices import Device, device_of
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.store.workspace.workspace_lifecycle import Plain, create
from tests.exchange.forging import NOW, Pair


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    pair = Pair(tmp_path)
    yield pair
    pair.close()


def person(store: Store) -> None:
    with store.work("new", 1) as work:
        work.new("person", [Person(name="Chan Dara")])


def another(pair: Pair, folder: Path, country: str) -> Store:
    """One more laptop that the office let in."""
    store, _ = create(folder, country=country, office=f"Office {country}", officer="Keo", unlock=Plain(), now=lambda: NOW)
    content, _ = introductions.invite(pair.office, NOW)
    office = introductions.take_invitation(store, content, NOW)
    with store.read() as reading:
        introductions.accept(pair.office, introductions.request_to(reading.execute, store.identity, office, NOW))
    return store


def at_office(pair: Pair, laptop: Store | None = None) -> Device:
    """A laptop as the office knows it."""
    with pair.office.read() as reading:
        found = device_of(reading.execute, (laptop or pair.laptop).identity.device_key)
    assert found is not None
    return found


def post(one: Store, other: Store, to: Device) -> PackageOutcome:
    [made] = package_sending.make(one, to, NOW)
    return package_receiving.read(other, made.content, NOW)


def test_records_are_answered_also_when_they_are_known_and_the_receipt_for_them_is_not(pair: Pair) -> None:
    person(pair.laptop)
    [made] = package_sending.make(pair.laptop, pair.to, NOW)
    laptop = pair.laptop.identity.device
    for status in ("accepted", "already_known"):
        outcome = package_receiving.read(pair.office, made.content, NOW)
        assert (outcome.status, to_answer(pair.office, [outcome])) == (status, [laptop])
    back = post(pair.office, pair.laptop, at_office(pair))
    assert (back.status, to_answer(pair.laptop, [back])) == ("accepted", [])
    last = post(pair.laptop, pair.office, pair.to)
    assert (last.status, to_answer(pair.office, [last])) == ("accepted", [])


def test_whoever_lacks_something_is_answered_though_nothing_came(pair: Pair, tmp_path: Path) -> None:
    with pair.laptop.work("new", 1) as work:
        work.new("training", [Training(title="CV", country="KH", start=dt.date(2026, 2, 1), end=dt.date(2026, 2, 1))])
    post(pair.laptop, pair.office, pair.to)
    with another(pair, tmp_path / "second", "KH") as second:
        for answered in ([second.identity.device], []):
            empty = post(second, pair.office, pair.to)
            assert empty.header is not None and not empty.header.sources
            assert to_answer(pair.office, [empty]) == answered
            post(pair.office, second, at_office(pair, second))


def test_of_a_batch_only_those_are_answered_who_wait_for_it(pair: Pair, tmp_path: Path) -> None:
    with another(pair, tmp_path / "LA", "LA") as other:
        person(pair.laptop)
        batch = [post(other, pair.office, pair.to), post(pair.laptop, pair.office, pair.to)]
        assert [one.status for one in batch] == ["accepted", "accepted"]
        assert to_answer(pair.office, [*batch, batch[1], PackageOutcome("refused", "damaged")]) == [pair.laptop.identity.device]


@pytest.mark.slow
@pytest.mark.parametrize(("share", "compared", "asks"), [(ShareLevel.codes, True, False), (ShareLevel.names, False, False), (ShareLevel.names, True, True)])
def test_an_office_asks_for_names_only_where_it_gets_them(pair: Pair, share: str, compared: bool, asks: bool) -> None:
    person(pair.laptop)
    post(pair.laptop, pair.office, pair.to)
    laptop = replace(at_office(pair), share=share, compared=compared)
    with pair.office.read() as reading:
        assert bool(missing_parts.wants_to_tell(reading.execute, pair.office.identity, laptop)) is asks

"""What a laptop that was shut out did can be taken back from a step on, as one step that travels and can be undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from prossce_desktop.domain.model.training import Training
from prossce_desktop.errors import NotAnOffice, UnknownDevice
from prossce_desktop.services.devices import introductions
from prossce_desktop.services.sync import device_rollback
from prossce_desktop.store.workspace.store import Change
from tests.exchange.scenes import Region
from tests.exchange.simulator import Desk


@pytest.fixture
def region(tmp_path: Path) -> Iterator[Region]:
    made = Region(tmp_path)
    yield made
    made.close()


def titles(desk: Desk) -> list[str]:
    with desk.store.read() as reading:
        return sorted(row[0] for row in reading.execute("SELECT title FROM training WHERE removed = 0").fetchall())


def shut_out(region: Region, desk: Desk) -> str:
    with region.office.here():
        introductions.revoke(region.office.store, desk.store.identity.device)
    return desk.store.identity.device


def take_back_from(region: Region, laptop: str, title: str) -> Change:
    """As the window does: this step and all above it."""
    store = region.office.store
    listed = device_rollback.device_steps(store, laptop, 100)
    row = next(row for row, one in enumerate(listed) if one.title == title)
    with region.office.here():
        return device_rollback.undo_device_steps(store, laptop, [one.id for one in listed[: row + 1]])


def steps(region: Region, laptop: str) -> dict[str, str]:
    """By its words each step of a laptop, as the office sees it."""
    return {one.title: one.id for one in device_rollback.device_steps(region.office.store, laptop, 100)}


@pytest.mark.slow
def test_from_a_step_on_everything_is_taken_back_and_brought_back(region: Region) -> None:
    region.meet_mate()
    of_mate = region.train(region.kh1, "Of the other laptop")
    region.round(region.kh1)
    region.send(region.office, region.kh2)
    region.train(region.kh2, "Good")
    region.retitle(region.kh2, of_mate, "Spoiled")
    region.train(region.kh2, "Bad")
    region.send(region.kh2, region.office)
    office = region.office.store
    before = office.digest().digest
    name = shut_out(region, region.kh2)
    known = steps(region, name)
    assert list(known) == ["New training Bad", "Changed training Spoiled", "New training Good"]
    change = take_back_from(region, name, "Changed training Spoiled")
    assert [one.undone for one in device_rollback.device_steps(office, name, 100)] == [True, True, False]
    assert titles(region.office) == ["Good", "Of the other laptop"]
    region.send(region.office, region.kh1)
    assert titles(region.kh1) == ["Good", "Of the other laptop"]
    region.equal(region.kh1)
    with region.office.here():
        office.undo.undo(change.step or "")
    assert office.digest().digest == before
    assert not any(one.undone for one in device_rollback.device_steps(office, name, 100))


@pytest.mark.slow
@pytest.mark.parametrize("back", [0, 3_650])
def test_what_another_life_of_the_laptop_did_stands_above_and_goes_too(region: Region, back: int) -> None:
    """A new incarnation begins its numbers again, and its clock may be set back by years."""
    region.train(region.kh1, "First")
    region.train(region.kh1, "Second")
    with region.kh1.here():
        region.kh1.store.sync.begin_anew()
    region.send(region.kh1, region.office)
    region.kh1.skew -= dt.timedelta(days=back)
    region.train(region.kh1, "Third")
    region.send(region.kh1, region.office)
    name = shut_out(region, region.kh1)
    assert list(steps(region, name)) == ["New training Third", "New training Second", "New training First"]
    take_back_from(region, name, "New training Second")
    assert titles(region.office) == ["First"]


def test_within_a_life_numbers_count_and_not_the_clock(region: Region) -> None:
    region.train(region.kh1, "First")
    region.kh1.skew -= dt.timedelta(days=3_650)
    region.train(region.kh1, "Second")
    region.send(region.kh1, region.office)
    name = shut_out(region, region.kh1)
    take_back_from(region, name, "New training Second")
    assert titles(region.office) == ["First"]


def test_only_the_office_takes_back_and_only_what_a_shut_out_laptop_did(region: Region) -> None:
    region.train(region.kh1, "A training")
    with region.office.here(), region.office.store.work("new", 1) as work:
        work.new("training", [Training(title="Of the office")])
    region.round(region.kh1)
    name = region.kh1.store.identity.device
    [step] = steps(region, name).values()
    with pytest.raises(UnknownDevice):
        device_rollback.undo_device_steps(region.office.store, name, [step])
    with pytest.raises(UnknownDevice):
        device_rollback.device_steps(region.office.store, "XX-000000", 10)
    with pytest.raises(NotAnOffice):
        device_rollback.undo_device_steps(region.kh1.store, name, [step])
    assert titles(region.office) == ["A training", "Of the office"]

"""The journal says how packages stand today: what was settled, shut out or saved by a wrong clock does not wait for ever."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from prossce_desktop.services.devices import introductions
from prossce_desktop.services.exchange import exchange_page
from prossce_desktop.services.exchange.exchange_page import State
from prossce_desktop.services.exchange.exchange_status import waits
from prossce_desktop.services.packages import held_back
from prossce_desktop.services.packages.receipt_words import confirmed
from prossce_desktop.services.packages.unconfirmed_operations import Lag, lag_of
from prossce_desktop.services.sync import (
    device_rollback,
    journal_words,
    package_receiving,
    package_words,
    retry_after_update,
)
from prossce_desktop.store.devices.known_devices import all_devices
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.store.workspace.workspace_lifecycle import Plain, create
from tests.exchange.scenes import NEW, Region
from tests.ui.exchange.offices import introduced, invited, laptop, office, send, training

NOW = dt.datetime(2026, 11, 27, 9, 0, tzinfo=dt.UTC)
AHEAD = dt.datetime(2046, 1, 1, 9, 0, tzinfo=dt.UTC)


class Clock:
    """The clock of one laptop."""

    at = NOW

    def __call__(self) -> dt.datetime:
        self.at += dt.timedelta(seconds=1)
        return self.at


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock()
    monkeypatch.setattr("prossce_desktop.system.clock.now", found)
    return found


@pytest.fixture
def both(tmp_path: Path, clock: Callable[[], dt.datetime]) -> Iterator[tuple[Store, Store]]:
    made, _ = create(tmp_path / "kh", country="KH", office="Phnom Penh", officer="Sok Chantha", unlock=Plain(), now=clock)
    there, _ = create(tmp_path / "office", country="TH", office="ILO Bangkok", officer="Anong Srisai", unlock=Plain(), now=clock)
    with there as regional, made as store:
        introduced(regional, store, tmp_path / "mail")
        yield regional, store


def states(store: Store) -> list[State]:
    return [one.state for one in exchange_page.standing(store).journal]


def answered(regional: Store, store: Store, folder: Path) -> None:
    """A package went, was taken in, and its receipt came back."""
    exchange_page.take_in(regional, send(store, folder))
    exchange_page.take_in(store, send(regional, folder / "back"))


def test_nobody_waits_for_a_receipt_of_a_laptop_that_was_shut_out(both: tuple[Store, Store], tmp_path: Path, clock: Clock) -> None:
    regional, store = both
    training(store, "KH-TR-1")
    answered(regional, store, tmp_path / "mail")
    with regional.read() as reading:
        [(id,)] = reading.execute("SELECT id FROM training").fetchall()
    for n in range(2):
        with regional.work("edit", 1) as work:
            work.set("training", {id: {"notes": f"Seen {n}"}})
        back = send(regional, tmp_path / "back")
        if n == 0:
            exchange_page.take_in(store, back)
            exchange_page.take_in(regional, send(store, tmp_path / "mail"))
    assert sorted(one for one in states(regional) if one in (State.sent, State.confirmed)) == [State.confirmed, State.sent]
    introductions.revoke(regional, store.identity.device)
    clock.at += dt.timedelta(days=40)
    found = states(regional)
    assert State.late not in found and State.confirmed in found
    assert not waits(regional).is_late


def test_what_a_shut_out_laptop_sent_waits_for_nobody(tmp_path: Path) -> None:
    with office(tmp_path) as regional, laptop(tmp_path) as store:
        exchange_page.take_invitation(store, invited(regional, tmp_path / "mail"))
        training(store, "KH-TR-1")
        exchange_page.take_in(regional, send(store, tmp_path / "mail"))
        assert (states(regional), waits(regional).packages) == ([State.not_let_in], 1)
        introductions.revoke(regional, store.identity.device)
        assert (states(regional), waits(regional).packages) == ([State.shut_out], 0)
        [line] = exchange_page.standing(regional).journal
        assert journal_words.state(line) == "The laptop was blocked"
        assert journal_words.content(line) == journal_words.size(line.size), "nobody opened it"


def test_a_fork_that_was_settled_waits_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    region = Region(tmp_path)
    monkeypatch.setattr("prossce_desktop.system.clock.now", lambda: region.now(region.office))
    region.train(region.kh1, "Before")
    image = region.image(region.kh1)
    region.train(region.kh1, "One future")
    region.round(region.kh1)
    region.go_back(region.kh1, image)
    for n in range(3):
        region.train(region.kh1, f"The other future {n}")
    assert region.send(region.kh1, region.office).status == "quarantined"
    assert states(region.office.store)[0] is State.in_part and waits(region.office.store).packages == 1
    region.send(region.office, region.kh1)
    region.round(region.kh1)
    assert State.in_part not in states(region.office.store) and State.settled in states(region.office.store)
    assert waits(region.office.store).packages == 0
    region.close()


def test_what_is_not_permitted_stays_taken_in_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    region = Region(tmp_path)
    monkeypatch.setattr("prossce_desktop.system.clock.now", lambda: region.now(region.office))
    region.train(region.la, "Recorded by another country")
    region.send(region.la, region.office)
    assert region.forge(region.kh1, NEW, NEW).status == "quarantined"
    assert sorted(states(region.office.store)) == [State.in_part, State.taken]
    assert waits(region.office.store).packages == 1
    region.close()


def test_what_waited_for_a_newer_program_is_taken_in_by_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    region = Region(tmp_path)
    monkeypatch.setattr("prossce_desktop.system.clock.now", lambda: region.now(region.office))
    region.kh1.schema += 1
    region.train(region.kh1, "By a newer program")
    assert region.send(region.kh1, region.office).status == "accepted_for_later"
    assert states(region.office.store) == [State.for_later] and waits(region.office.store).packages == 1
    region.office.schema += 1
    for module in (held_back, retry_after_update):
        monkeypatch.setattr(module, "SCHEMA", region.office.schema)
    with region.office.here():
        retry_after_update.try_again_once(region.office.store, region.now(region.office))
    assert states(region.office.store) == [State.taken] and waits(region.office.store).packages == 0
    region.equal(region.kh1)
    region.close()


@pytest.mark.slow
@pytest.mark.parametrize("after", [False, True], ids=["nothing-typed-since", "something-typed-since"])
def test_work_saved_by_a_clock_that_was_ahead_is_not_confirmed_by_a_lost_mail(
    both: tuple[Store, Store], tmp_path: Path, clock: Clock, *, after: bool
) -> None:
    regional, store = both
    training(store, "KH-TR-1")
    answered(regional, store, tmp_path / "mail")
    clock.at = AHEAD
    training(store, "KH-TR-2")
    clock.at = NOW + dt.timedelta(days=1)
    send(store, tmp_path / "lost")
    if after:
        training(store, "KH-TR-3")
    assert states(store)[0] is State.sent
    clock.at += dt.timedelta(days=20)
    assert states(store)[0] is State.late
    exchange_page.take_in(regional, send(store, tmp_path / "again"))
    exchange_page.take_in(store, send(regional, tmp_path / "back"))
    assert {one for one in states(store) if one in (State.sent, State.late, State.confirmed)} == {State.confirmed}


def test_nobody_has_everything_up_to_a_day_that_has_not_come(both: tuple[Store, Store], tmp_path: Path, clock: Clock) -> None:
    regional, store = both
    training(store, "KH-TR-1")
    clock.at = AHEAD
    training(store, "KH-TR-2")
    clock.at = NOW + dt.timedelta(days=1)
    answered(regional, store, tmp_path / "mail")
    store.sync.begin_anew()
    training(store, "KH-TR-3")
    [found] = exchange_page.standing(store).unsent
    assert confirmed(found) == "ILO Bangkok has everything up to 27 November 2026."


def test_an_older_beginning_that_lacks_something_bounds_what_they_have(both: tuple[Store, Store], tmp_path: Path, clock: Clock) -> None:
    regional, store = both
    training(store, "KH-TR-1")
    answered(regional, store, tmp_path / "mail")
    old = store.identity.source_of("KH").number
    clock.at += dt.timedelta(days=2)
    training(store, "KH-TR-2")
    store.sync.begin_anew()
    clock.at += dt.timedelta(days=8)
    training(store, "KH-TR-3")
    answered(regional, store, tmp_path / "mail")
    with store.sync.exchanging() as db:
        db.execute("UPDATE receipt SET n = 1 WHERE source = ?", (old,))
    [found] = exchange_page.standing(store).unsent
    assert confirmed(found) == "ILO Bangkok has everything up to 27 November 2026."


def test_what_the_office_holds_back_is_said_at_the_country_until_it_is_applied(tmp_path: Path) -> None:
    """The receipt counts it, so "has everything" alone would be half the truth."""
    region = Region(tmp_path)
    region.round(region.kh1)
    region.kh1.schema += 1
    region.train(region.kh1, "Of a newer program")
    region.round(region.kh1)
    assert confirmed(lag(region)) == (
        "Office office has everything. This office does not use 1 change yet. Its program is older, an earlier change is missing, or the change is not allowed."
    )
    region.office.schema += 1
    with region.office.here():
        package_receiving.retry(region.office.store, region.now(region.office))
    region.train(region.kh1, "Another one")
    region.round(region.kh1)
    assert lag(region).held_back == 0 and confirmed(lag(region)) == "Office office has everything."
    region.close()


def lag(region: Region) -> Lag:
    with region.kh1.store.read() as reading:
        [office] = [one for one in all_devices(reading.execute) if one.regional]
        return lag_of(reading.execute, region.kh1.store.identity, office)


@pytest.mark.slow
def test_work_of_a_shut_out_laptop_that_a_colleague_passes_on_has_words_of_its_own(tmp_path: Path) -> None:
    region = Region(tmp_path)
    region.meet_mate()
    region.train(region.kh2, "Before")
    region.round(region.kh2)
    name = region.kh2.store.identity.device
    region.minutes += 1
    with region.office.here():
        introductions.revoke(region.office.store, name)
    region.train(region.kh2, "Beyond")
    for content in region.made(region.kh2, region.kh1):
        region.read(region.kh1, content)
    region.train(region.kh1, "Of its own")
    found = region.send(region.kh1, region.office)
    assert (found.status, found.code) == ("quarantined", "after-shut-out")
    said = package_words.sentence_of(found)
    assert "written after the laptop was blocked" in said and "allowed" not in said
    newest = exchange_page.standing(region.office.store).journal[0]
    assert newest.state is State.after_shut_out
    assert journal_words.state(newest) == "Written after the laptop was blocked: waiting for a decision"
    with region.office.here():
        device_rollback.admit_after_revocation(region.office.store, name, region.now(region.office))
    assert exchange_page.standing(region.office.store).journal[0].state is State.settled
    region.close()

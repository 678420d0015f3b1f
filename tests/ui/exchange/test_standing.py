"""What the page of the exchange says, without its window: what is new, what is confirmed, what files would do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from prossce_desktop.domain.operations.package_status import PackageStatus
from prossce_desktop.errors import FingerprintDiffers
from prossce_desktop.services.devices import introductions
from prossce_desktop.services.exchange import exchange_page, package_files
from prossce_desktop.services.exchange.exchange_page import State
from prossce_desktop.services.sync import journal_words
from prossce_desktop.services.sync.journal_entries import entries
from prossce_desktop.store.devices import known_devices
from prossce_desktop.store.log.operation_log import moment
from prossce_desktop.store.sync.package_journal import JournalLine
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.system import clock
from prossce_desktop.system.progress import silent
from tests.ui.exchange.offices import introduced, invited, laptop, office, send, training


@pytest.fixture
def both(tmp_path: Path) -> Iterator[tuple[Store, Store]]:
    regional, store = office(tmp_path), laptop(tmp_path)
    introduced(regional, store, tmp_path / "mail")
    yield regional, store
    regional.close()
    store.close()


def test_what_is_new_is_counted_by_kind_and_corrections_apart(both: tuple[Store, Store], tmp_path: Path) -> None:
    regional, store = both
    id = training(store, "KH-TR-1", "Sok Sophea", "Keo Bopha")
    [found] = exchange_page.standing(store).unsent
    assert dict(found.made) == {"activity": 1, "head_count": 1, "person": 2, "participation": 2}
    assert (found.changed, found.answered, found.office) == (0, False, "ILO Bangkok")
    files = send(store, tmp_path / "mail")
    exchange_page.take_in(regional, files)
    exchange_page.take_in(store, send(regional, tmp_path / "back"))
    [found] = exchange_page.standing(store).unsent
    assert (found.operations, dict(found.made), found.answered, found.first_missing) == (0, {}, True, None)
    with store.work("edit", 1) as work:
        work.set("training", {id: {"title": "Another title", "notes": "Rain"}})
    training(store, "KH-TR-2")
    [found] = exchange_page.standing(store).unsent
    assert (found.made["activity"], found.changed) == (1, 1), "a record made and one that was known"
    assert found.upto is not None and found.first_missing is not None


@pytest.mark.slow
def test_looking_changes_nothing_and_says_what_taking_in_then_does(both: tuple[Store, Store], tmp_path: Path) -> None:
    regional, store = both
    training(store, "KH-TR-1", "Sok Sophea", "Keo Bopha")
    files = send(store, tmp_path / "mail")
    (tmp_path / "mail" / "letter.txt").write_text("Dear colleagues", encoding="utf-8")
    before = regional.digest()
    looked = exchange_page.dry_run_files(regional, [tmp_path / "mail"], silent)
    assert regional.digest() == before
    assert exchange_page.standing(regional).journal == ()
    said = {one.file.name: one.outcome.status for one in looked.results}
    assert said[files[0].name] == "accepted" and said["letter.txt"] == "refused"
    assert looked.has_news
    assert looked.activities == (0, 1)
    assert [(one.lower, one.upper) for one in looked.people] == [(0, 0), (3, 3)]
    done, _news = exchange_page.take_in(regional, files)
    assert done[0].outcome.made == next(one.outcome.made for one in looked.results if one.file == files[0])
    assert regional.digest() != before
    again = exchange_page.dry_run_files(regional, files, silent)
    assert not again.has_news and [(one.lower, one.upper) for one in again.people] == [(3, 3), (3, 3)]


def at(days: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on it is so many days later."""
    monkeypatch.setattr(clock, "now", lambda: dt.datetime.now(dt.UTC) + dt.timedelta(days=days))


@pytest.mark.slow
def test_the_journal_says_what_is_confirmed(both: tuple[Store, Store], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    regional, store = both
    training(store, "KH-TR-1", "Sok Sophea")
    files = send(store, tmp_path / "mail")
    assert [one.state for one in exchange_page.standing(store).journal] == [State.sent]
    exchange_page.take_in(regional, files)
    assert [one.state for one in exchange_page.standing(regional).journal] == [State.taken]
    back = send(regional, tmp_path / "back")
    assert [one.state for one in exchange_page.standing(regional).journal] == [State.receipt_only, State.answered]
    exchange_page.take_in(store, back)
    assert [one.state for one in exchange_page.standing(store).journal] == [State.taken, State.confirmed]
    training(store, "KH-TR-2", "Keo Bopha")
    for _ in range(4):
        send(store, tmp_path / "mail")
    assert State.late not in {one.state for one in exchange_page.standing(store).journal}, "four e-mails within minutes"
    at(1, monkeypatch)
    found = exchange_page.standing(store).journal
    assert [one.state for one in found] == [State.sent, State.sent, State.sent, State.late, State.answered, State.confirmed]
    assert journal_words.state(found[3]) == "No receipt after 1 day"


@pytest.mark.slow
def test_parts_of_one_send_and_receipts_are_no_rounds_of_sending(
    both: tuple[Store, Store], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By hand: three rounds after the first make it late, however many files each of them was."""
    _regional, store = both
    for n in range(6):
        training(store, f"KH-TR-{n}", f"Sok Sophea {n}")
    parts = len(send(store, tmp_path / "mail", most=4_500))
    assert parts >= 5
    for n in range(4):
        package_files.make_receipt(store, tmp_path / f"receipt-{n}")
    assert {one.state for one in exchange_page.standing(store).journal} == {State.sent, State.receipt_only}
    at(1, monkeypatch)
    assert {one.state for one in exchange_page.standing(store).journal} == {State.sent, State.receipt_only}
    for _ in range(2):
        send(store, tmp_path / "mail", most=4_500)
    assert State.late not in {one.state for one in exchange_page.standing(store).journal}
    send(store, tmp_path / "mail", most=4_500)
    states = [one.state for one in exchange_page.standing(store).journal]
    assert states.count(State.late) == parts == len(states[-parts:]) and set(states[-parts:]) == {State.late}


def test_a_stick_that_goes_round_makes_nothing_late(both: tuple[Store, Store]) -> None:
    """Each time the newest package takes the place of the one before; only the days count."""
    _regional, store = both
    with store.read() as reading:
        known = {one.key: one for one in known_devices.all_devices(reading.execute)}
    colleague = replace(next(iter(known.values())), key=b"c" * 32, name="KH-colleague", regional=False)
    now = 1_700_000_000_000
    lines = [JournalLine(f"{n}", colleague.key, True, n, now + n, now + n, PackageStatus.sent, None, 3, 4_000) for n in range(9, 0, -1)]
    for days, state in ((1, State.sent), (14, State.late)):
        found = entries(lines, known | {colleague.key: colleague}, [], "KH-ours", moment(now + 10) + dt.timedelta(days=days))
        assert {one.state for one in found} == {state}


def test_a_laptop_that_asked_with_its_first_package_is_let_in_and_what_waited_is_taken_in(tmp_path: Path) -> None:
    regional, store = office(tmp_path), laptop(tmp_path)
    exchange_page.take_invitation(store, invited(regional, tmp_path / "mail"))
    training(store, "KH-TR-1", "Sok Sophea")
    exchange_page.take_in(regional, send(store, tmp_path / "mail"))
    found = exchange_page.standing(regional)
    [asks] = found.devices
    assert (asks.state, [one.state for one in found.journal]) == (exchange_page.ASKS, [State.not_let_in])
    mine = exchange_page.standing(store).office
    assert mine is not None and mine.words == asks.words and len(asks.words.split()) == 6
    exchange_page.admit_device(regional, asks, is_compared=False)
    found = exchange_page.standing(regional)
    assert not found.devices[0].compared
    assert [one.state for one in found.journal] == [State.taken]
    exchange_page.confirm_fingerprint(regional, found.devices[0])
    assert exchange_page.standing(regional).devices[0].compared
    exchange_page.confirm_fingerprint(store, mine)
    again = exchange_page.standing(store).office
    assert again is not None and again.compared
    with pytest.raises(FingerprintDiffers):
        introductions.compared_with_office(store, "six other words that are wrong")
    introductions.revoke(regional, found.devices[0].name)
    assert exchange_page.standing(regional).devices[0].state == exchange_page.IS_OUT
    regional.close()
    store.close()


@pytest.mark.slow
def test_packages_are_written_where_they_were_written_last(both: tuple[Store, Store], tmp_path: Path) -> None:
    _regional, store = both
    (tmp_path / "out").mkdir()
    exchange_page.choose_folder(store, tmp_path / "out")
    training(store, "KH-TR-1")
    [written] = exchange_page.send(store)
    assert written.path.parent == tmp_path / "out" and written.email is not None and written.email.exists()
    written.path.unlink()
    written.email.unlink()
    (tmp_path / "out").rmdir()
    assert exchange_page.folder_of(store) != tmp_path / "out"

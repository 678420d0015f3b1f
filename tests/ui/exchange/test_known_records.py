"""A package whose records are here already, but that was never read: its receipt can be taken in all the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from prossce_desktop.services.decisions import questions
from prossce_desktop.services.devices import introductions
from prossce_desktop.services.exchange import exchange_page, package_files, usb_stick
from prossce_desktop.services.exchange.exchange_page import State
from prossce_desktop.services.sync.exchange_json import outcome_json
from prossce_desktop.store.devices.known_devices import all_devices
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.system.progress import silent
from prossce_desktop.ui.exchange import exchange_words, written_packages
from tests.ui.exchange.offices import introduced, laptop, office, send, training
from tests.ui.exchange.test_said_truly import go
from tests.ui.read_screen import rows_of
from tests.ui.window import Window, window

BEFORE = "The records are already here, but the receipt was not read yet"
AFTER = "The records were already here. The receipt was imported."


@pytest.fixture
def regional(tmp_path: Path) -> Iterator[Store]:
    with office(tmp_path) as store:
        yield store


@pytest.fixture
def shown(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    monkeypatch.setattr(written_packages, "open_by_system", lambda path: True)
    with window(tmp_path, qtbot, records=lambda store: {"training": training(store, "KH-TR-1", "Keo Bopha")}) as made:
        yield made


def by_stick(first: Store, second: Store, folder: Path) -> None:
    """Both take the stick in turn until each has what the other had."""
    folder.mkdir()
    for _ in range(3):
        for store in (first, second):
            for stranger in usb_stick.dry_run_stick(store, folder, silent).strangers:
                usb_stick.meet(store, stranger)
            usb_stick.exchange(store, folder)


def crossed(regional: Store, store: Store, folder: Path) -> tuple[list[Path], list[Path]]:
    """The office mails a question, the month of the country crosses it; the question's mail, and the reply that holds it again."""
    introduced(regional, store, folder / "mail")
    id = training(store, "KH-TR-2", "Sok Sophea")
    exchange_page.take_in(regional, send(store, folder / "first"))
    exchange_page.take_in(store, send(regional, folder / "back"))
    questions.ask(regional, id, "title", "Is it right?")
    asks = send(regional, folder / "asks")
    training(store, "KH-TR-3", "Chan Dara")
    exchange_page.take_in(regional, send(store, folder / "month"))
    return asks, send(regional, folder / "reply")


@pytest.mark.slow
def test_the_receipt_is_taken_in_where_a_colleagues_stick_brought_the_records_before_the_mail_of_the_office(
    shown: Window, regional: Store, tmp_path: Path
) -> None:
    with laptop(tmp_path, "colleague") as colleague:
        for n, store in enumerate((colleague, shown.store)):
            introduced(regional, store, tmp_path / "mail")
            if store is colleague:
                training(store, "KH-TR-9", "Sok Sophea")
            exchange_page.take_in(regional, send(store, tmp_path / f"sent{n}"))
        (tmp_path / "back").mkdir()
        back = [one.path for one in package_files.make_packages(regional, tmp_path / "back", to=shown.store.identity.device, email=False)]
        by_stick(colleague, shown.store, tmp_path / "stick")
    page = go(shown)
    page.offer(back)
    shown.settle()
    assert page.dry_run.title.text() == "What the import will change" and rows_of(page.dry_run.view) == [(back[0].name, BEFORE)]
    assert page.dry_run.take.isVisible() and page.dry_run.take.hasFocus()
    page.dry_run.take.click()
    shown.settle()
    assert rows_of(page.dry_run.view) == [(back[0].name, AFTER)]
    [mailed] = [one for one in exchange_page.standing(shown.store).journal if one.outgoing and one.receiver == "ILO Bangkok"]
    assert mailed.state is State.confirmed
    page.dry_run.leave.click()
    shown.settle()
    page.offer(back)
    shown.settle()
    assert page.dry_run.title.text() == "Nothing to import" and not page.dry_run.take.isVisible()
    assert rows_of(page.dry_run.view) == [(back[0].name, "Everything in this file is already here")]


@pytest.mark.slow
def test_the_receipt_of_a_reply_that_holds_the_same_question_again_is_taken_in(shown: Window, regional: Store, tmp_path: Path) -> None:
    asks, reply = crossed(regional, shown.store, tmp_path)
    exchange_page.take_in(shown.store, asks)
    assert exchange_page.standing(shown.store).unsent[0].operations
    page = go(shown)
    page.offer(reply)
    shown.settle()
    assert rows_of(page.dry_run.view) == [(reply[0].name, BEFORE)] and page.dry_run.take.isVisible()
    page.dry_run.take.click()
    shown.settle()
    assert rows_of(page.dry_run.view) == [(reply[0].name, AFTER)]
    assert not exchange_page.standing(shown.store).unsent[0].operations


@pytest.mark.slow
def test_what_the_office_tells_of_laptops_comes_with_a_package_whose_records_are_known(regional: Store, tmp_path: Path) -> None:
    with laptop(tmp_path) as store, laptop(tmp_path, "stolen") as stolen:
        introduced(regional, stolen, tmp_path / "mail")
        asks, _reply = crossed(regional, store, tmp_path)
        introductions.revoke(regional, stolen.identity.device)
        told = send(regional, tmp_path / "told")
        exchange_page.take_in(store, asks)
        looked = exchange_page.dry_run_files(store, told, silent)
        until = "Changes of ILO Bangkok that are not used here yet"  # how far the laptop's work counts
        assert looked.has_news and [exchange_words.would(one)[1] for one in looked.results] == [until]
        exchange_page.take_in(store, told)
        with store.read() as reading:
            [state] = [one.state for one in all_devices(reading.execute) if one.key == stolen.identity.device_key]
        assert state == exchange_page.IS_OUT


def test_for_other_programs_such_a_package_is_known_already_and_was_not_read_before(regional: Store, tmp_path: Path) -> None:
    with laptop(tmp_path) as store:
        asks, [reply] = crossed(regional, store, tmp_path)
        exchange_page.take_in(store, asks)
        [found], _news = exchange_page.take_in(store, [reply])
        said = outcome_json(store, reply, found.outcome)
        assert (said["status"], said["first_read"], said["message"]) == ("already_known", None, AFTER)
        [found], _news = exchange_page.take_in(store, [reply])
        said = outcome_json(store, reply, found.outcome)
        assert said["status"] == "already_known" and said["first_read"] and "Already received on" in str(said["message"])

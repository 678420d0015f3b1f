"""At the regional office: what a laptop that was shut out did is looked at, taken back from a step on, and brought back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from prossce_desktop.services.devices import introductions
from prossce_desktop.services.exchange import exchange_page
from prossce_desktop.services.history.step_sentences import StepInWords
from prossce_desktop.store.sync.readmission import settle
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.ui.exchange import device_history_actions
from prossce_desktop.ui.exchange.device_history_card import DeviceHistoryCard
from tests.ui.exchange.offices import introduced, laptop, send, training
from tests.ui.exchange.test_said_truly import go, nothing
from tests.ui.window import Window, window

pytestmark = pytest.mark.slow


@pytest.fixture
def shown(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    with window(tmp_path, qtbot, records=nothing) as made:
        yield made


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    with laptop(tmp_path, "other") as made:
        yield made


def codes(store: Store) -> list[str]:
    with store.read() as reading:
        return sorted(row[0] for row in reading.execute("SELECT code FROM activity WHERE removed = 0").fetchall())


def sent(shown: Window, other: Store, folder: Path, *each: str) -> None:
    introduced(shown.store, other, folder / "mail")
    for code in each:
        training(other, code, "Sok Sophea")
    exchange_page.take_in(shown.store, send(other, folder / "sent"))


def test_what_a_shut_out_laptop_did_is_taken_back_from_the_chosen_step_on(shown: Window, other: Store, tmp_path: Path) -> None:
    sent(shown, other, tmp_path, "KH-TR-1", "KH-TR-2")
    page = go(shown)
    assert not page.devices.past.isVisible(), "only of one that is shut out"
    shown.speaker.will_answer("Block")
    page.devices.out.click()
    shown.settle()
    page.devices.past.click()
    shown.settle()
    card = page.device_actions.past.card
    assert card.visibleRegion().boundingRect() == card.rect(), "the whole card is in sight"
    model = card.view.model()
    said = [str(model.index(row, 2).data()) for row in range(model.rowCount())]
    assert card.title.text() == f"What {other.identity.device} did"
    assert card.other_computer_label.isVisible() and card.other_computer_label.text() == (
        "Undo does not restore dates of birth, answers and notes that are not on this computer. The country office can restore them."
    )
    assert [one.split(" ")[-1] for one in said if one.startswith("New training")] == ["KH-TR-2", "KH-TR-1"]
    card.view.setCurrentIndex(model.index(next(row for row, one in enumerate(said) if one == "New training Training KH-TR-2"), 0))
    shown.speaker.will_answer("Cancel")
    card.back.click()
    shown.settle()
    assert codes(shown.store) == ["KH-TR-1", "KH-TR-2"] and card.isVisible()
    shown.speaker.will_answer("Undo the steps")
    card.back.click()
    shown.settle()
    assert shown.speaker.asked[-1] == f"Undo {said.index('New training Training KH-TR-2') + 1} steps of {other.identity.device}?"
    assert codes(shown.store) == ["KH-TR-1"]
    assert not card.isVisible() and page.devices.view.hasFocus()


def test_one_of_which_nothing_came_says_so(shown: Window, other: Store, tmp_path: Path) -> None:
    introduced(shown.store, other, tmp_path / "mail")
    introductions.revoke(shown.store, other.identity.device)
    page = go(shown)
    page.devices.past.click()
    shown.settle()
    card = page.device_actions.past.card
    assert card.sentence.text() == "Nothing from this laptop was imported here." and not card.back.isVisible() and card.leave.hasFocus()
    card.leave.click()
    assert not card.isVisible()


def test_earlier_steps_are_shown_when_asked_for(shown: Window, other: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device_history_actions, "STEPS", 2)
    sent(shown, other, tmp_path, "KH-TR-1", "KH-TR-2", "KH-TR-3")
    introductions.revoke(shown.store, other.identity.device)
    page = go(shown)
    page.devices.past.click()
    shown.settle()
    card = page.device_actions.past.card
    assert card.view.model().rowCount() == 2 and card.more.isVisible()
    card.more.click()
    shown.settle()
    assert card.view.model().rowCount() == 6 and not card.more.isVisible()
    page = go(shown)
    assert not card.isVisible(), "whoever comes back asks anew"


def test_the_row_chosen_for_one_laptop_is_not_chosen_for_the_next(qtbot: QtBot) -> None:
    """Else more of it would be taken back than anybody chose."""
    card = DeviceHistoryCard()
    qtbot.addWidget(card)
    steps = [StepInWords(f"op-{n:04}", dt.datetime(2026, 1, n, tzinfo=dt.UTC), "Dara", f"Step {n}", 1, False, []) for n in range(5, 0, -1)]
    card.show_past("KH-111111", steps[:4], more=True)
    card.view.setCurrentIndex(card.view.model().index(3, 0))
    card.show_past("KH-111111", steps, more=False)
    assert len(card.steps()) == 4, "earlier steps of the same laptop"
    card.show_past("KH-222222", steps, more=False)
    assert [one.title for one in card.steps()] == ["Step 5"]


def test_what_it_did_later_is_let_in_once_somebody_says_so(shown: Window, other: Store, tmp_path: Path) -> None:
    """It came through a colleague, and is held back until then."""
    introduced(shown.store, other, tmp_path / "mail")
    with laptop(tmp_path, "mate") as mate:
        introduced(shown.store, mate, tmp_path / "mail")
        for store in (other, mate):
            exchange_page.take_in(shown.store, send(store, tmp_path / f"first-{store.identity.device}"))
        introductions.revoke(shown.store, other.identity.device)
        training(other, "KH-TR-9", "Sok Sophea")
        with shown.store.sync.exchanging() as db, other.read() as reading:  # as the mate's package brings it
            for table in ("source", "op"):
                rows = reading.execute(f"SELECT * FROM {table}").fetchall()
                db.executemany(f"INSERT OR IGNORE INTO {table} VALUES({', '.join('?' * len(rows[0]))})", [tuple(row) for row in rows])
            db.execute("UPDATE op SET state = 1 WHERE id NOT IN (SELECT op FROM lot UNION SELECT op FROM edit) AND title NOT LIKE 'bound%'")
            settle(db, shown.store.identity.device_key)
    assert codes(shown.store) == []
    page = go(shown)
    page.devices.view.setCurrentIndex(page.devices.view.model().index(0, 0))
    while not page.devices.past.isVisible():
        page.devices.view.setCurrentIndex(page.devices.view.model().index(page.devices.view.currentIndex().row() + 1, 0))
    page.devices.past.click()
    shown.settle()
    card = page.device_actions.past.card
    assert "not used" in card.beyond.text() and card.take.isVisible()
    shown.speaker.will_answer("Cancel")
    card.take.click()
    shown.settle()
    assert codes(shown.store) == []
    shown.speaker.will_answer("Use the changes")
    card.take.click()
    shown.settle()
    assert codes(shown.store) == ["KH-TR-9"] and not card.take.isVisible()

"""The journal has words, an icon and a tone for wherever a package may stand."""

from __future__ import annotations

import datetime as dt

from pytestqt.qtbot import QtBot

from prossce_desktop.services.sync.journal_entries import NEVER_OPENED, JournalEntry, State
from prossce_desktop.ui.exchange.journal_view import JournalView
from prossce_desktop.ui.grids.item_roles import Roles
from tests.ui.read_screen import cut_off, rows_of

AT = dt.datetime(2026, 3, 3, 9, 0, tzinfo=dt.UTC)
SENT = (State.confirmed, State.sent, State.late, State.receipt_only)


def standing(state: State, number: int) -> JournalEntry:
    return JournalEntry(f"p{number}", state in SENT, "KH-7f3a91", number, AT, 0 if state in NEVER_OPENED else 12, 40_000, "ILO Bangkok", state, 20)


def test_wherever_a_package_stands_the_journal_says_it_whole(qtbot: QtBot) -> None:
    shown = JournalView()
    qtbot.addWidget(shown)
    shown.resize(1000, 700)
    shown.show_entries([standing(state, n) for n, state in enumerate(State, 1)])
    shown.show()
    qtbot.waitExposed(shown)
    said = [row[-1] for row in rows_of(shown.view)]
    assert len(said) == len(set(said)) == len(State)
    model = shown.view.model()
    assert all(model.index(row, 3).data(Roles.icon) and model.index(row, 3).data(Roles.tone) for row in range(len(State)))
    assert [*cut_off(shown)] == []


def test_what_waits_can_be_seen_alone(qtbot: QtBot) -> None:
    shown = JournalView()
    qtbot.addWidget(shown)
    shown.show_entries([standing(state, n) for n, state in enumerate(State, 1)])
    shown.waiting.click()
    assert len(rows_of(shown.view)) == sum(one.waits for one in State) and ("Waiting for a laptop that is not let in" in [row[-1] for row in rows_of(shown.view)])

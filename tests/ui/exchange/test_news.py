"""What the card and the mail call new: what is there now, what a person decided, since a receipt that came."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from prossce_desktop.domain.model.codes import Verdict
from prossce_desktop.services.decisions import duplicate_pairs
from prossce_desktop.services.exchange import exchange_page
from prossce_desktop.services.sync.package_words import kinds_in
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.ui.exchange import exchange_words
from tests.ui.exchange.offices import introduced, laptop, office, send, training


@pytest.fixture
def both(tmp_path: Path) -> Iterator[tuple[Store, Store]]:
    with office(tmp_path) as regional, laptop(tmp_path) as store:
        introduced(regional, store, tmp_path / "mail")
        exchange_page.choose_folder(store, tmp_path / "mail")
        yield regional, store


def card(store: Store) -> list[str]:
    """What the card counts."""
    return [" ".join(one) for one in exchange_words.lines_of(exchange_page.standing(store).unsent[0])]


def mail(store: Store) -> str:
    """The sentence of the e-mail that says what is new."""
    return exchange_page.send(store)[0].text.splitlines()[1]


def undo(store: Store) -> None:
    step = store.undo.last_undoable()
    assert step is not None
    store.undo.undo(step)


def link(store: Store) -> tuple[int, int]:
    """The people of the one pair on record."""
    with store.read() as reading:
        [(a, b)] = reading.execute("SELECT a, b FROM link WHERE removed = 0").fetchall()
    return int(a), int(b)


@pytest.mark.slow
def test_what_was_taken_back_before_it_was_sent_is_not_called_new(both: tuple[Store, Store]) -> None:
    _regional, store = both
    training(store, "KH-TR-1", *(f"Person {n}" for n in range(12)))
    for _ in range(2):
        undo(store)
    [unsent] = exchange_page.standing(store).unsent
    assert (dict(unsent.made), card(store)) == ({}, ["4 changes"])
    with store.read() as reading:
        sent = kinds_in(reading.execute, unsent.missing)
    assert sent == {"activity": 1, "head_count": 1, "person": 12, "participation": 12}, "what travels"
    assert mail(store) == "This package contains no new records."


def test_of_three_trainings_of_which_one_was_taken_back_two_are_new(both: tuple[Store, Store]) -> None:
    _regional, store = both
    for n in range(3):
        training(store, f"KH-TR-{n}", *(f"Person {n} {k}" for k in range(5)))
    for _ in range(2):
        undo(store)
    assert card(store) == ["2 new activities", "10 people", "10 participations", "2 head counts"]


def test_what_is_taken_back_and_brought_again_is_new(both: tuple[Store, Store]) -> None:
    _regional, store = both
    training(store, "KH-TR-1", "Sok Sophea")
    before = card(store)
    undo(store)
    step = store.undo.last_redoable()
    assert step is not None
    store.undo.redo(step)
    assert card(store) == before


def test_a_pair_that_the_program_saw_is_no_decision_until_somebody_decides(both: tuple[Store, Store]) -> None:
    _regional, store = both
    training(store, "KH-TR-1", "Sok Sophea")
    training(store, "KH-TR-2", "Sok Sophea")
    seen = link(store)
    assert not [one for one in card(store) if "duplicates" in one]
    duplicate_pairs.decide(store, *seen, Verdict.different)
    assert [one for one in card(store) if "duplicates" in one] == ["1 decision on possible duplicates"]
    undo(store)
    assert not [one for one in card(store) if "duplicates" in one]


def test_a_pair_that_only_a_person_saw_is_a_decision(both: tuple[Store, Store]) -> None:
    _regional, store = both
    training(store, "KH-TR-1", "Sok Sophea", "Chan Dara")
    with store.read() as reading:
        first, second = sorted(int(row[0]) for row in reading.execute("SELECT id FROM person").fetchall())
    duplicate_pairs.decide(store, first, second, Verdict.same)
    assert [one for one in card(store) if "duplicates" in one] == ["1 decision on possible duplicates"]


@pytest.mark.slow
def test_the_first_mail_speaks_of_no_receipt_that_never_came(both: tuple[Store, Store], tmp_path: Path) -> None:
    regional, store = both
    training(store, "KH-TR-1", *(f"Person {n}" for n in range(6)))
    new = "1 activity, 6 people, 6 participations, fewer than 5 other records."
    assert mail(store) == f"In this first package: {new}"
    assert mail(store) == f"No receipt yet. In this package: {new}", "the first one was sent"
    exchange_page.take_in(regional, send(store, tmp_path / "sent"))
    exchange_page.take_in(store, send(regional, tmp_path / "back"))
    training(store, "KH-TR-2")
    assert mail(store) == "New since the last receipt: 1 activity, fewer than 5 other records."

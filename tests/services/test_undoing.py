"""Undo on a page takes back the newest step made there, and says where the newest change was made when that was elsewhere."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from prossce_desktop.app import Store
from prossce_desktop.language import formatting
from prossce_desktop.services.commands import adding
from prossce_desktop.services.history import undo_in_words
from prossce_desktop.services.history.current_page import NEW, ActionPage, here, stand_at, standing_at
from prossce_desktop.services.records import record_editor
from tests.queried import workspace

TODAY = dt.date(2024, 11, 20)
LIST = ActionPage("activities")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with workspace(tmp_path / "w") as made:
        yield made


def training(store: Store, title: str, at: ActionPage | None = None) -> int:
    before = here()
    stand_at(at)
    made = adding.add(store, "training", [("title", title), ("code", title)], today=TODAY).id
    stand_at(before)
    return made


def rename(store: Store, record: int, title: str, at: ActionPage | None) -> str:
    stand_at(at)
    done = record_editor.save(store, "training", record, {"title": title}, today=TODAY)
    stand_at(None)
    assert isinstance(done, record_editor.Saved) and done.change is not None and done.change.step is not None
    return done.change.step


def title_of(store: Store, record: int) -> str:
    return record_editor.open_record(store, "training", record, TODAY).title


def found(store: Store, at: ActionPage) -> undo_in_words.UndoableStep:
    newest = undo_in_words.newest(store, at)
    assert newest is not None
    return newest


def page(record: int) -> ActionPage:
    return ActionPage("activity", record)


def test_the_newest_step_of_a_page_is_found_behind_newer_steps_of_other_pages(store: Store) -> None:
    one, other = training(store, "A"), training(store, "B")
    mine = rename(store, one, "A2", page(one))
    rename(store, other, "B2", page(other))

    newest = found(store, page(one))

    assert (newest.step, newest.is_here, newest.records) == (mine, True, 1)
    assert newest.words == "Changed training A2"


def test_what_was_changed_elsewhere_since_stops_undo_and_is_told(store: Store) -> None:
    one = training(store, "A")
    rename(store, one, "A2", page(one))
    rename(store, one, "A3", LIST)

    newest = found(store, page(one))

    assert not newest.is_here and newest.place == "in the list of activities" and newest.who
    assert (newest.kind, newest.record) == ("training", one)


def test_a_step_of_the_command_line_belongs_to_no_page(store: Store) -> None:
    one = training(store, "A")
    rename(store, one, "A2", None)

    newest = found(store, page(one))

    assert not newest.is_here and newest.place == "by another program"


def test_nothing_is_found_where_nothing_was_done(store: Store) -> None:
    one = training(store, "A", page(NEW))

    assert undo_in_words.newest(store, ActionPage("settings")) is None
    assert found(store, page(one)).is_here, "the record was made on its own page"


def test_what_is_taken_back_is_passed_over_and_redo_brings_the_last_one_back(store: Store) -> None:
    one = training(store, "A", page(NEW))
    rename(store, one, "A2", page(one))
    rename(store, one, "A3", page(one))
    for left in ("A2", "A"):
        with standing_at(page(one)):
            store.undo.undo(found(store, page(one)).step)
        assert title_of(store, one) == left
    other = training(store, "B", page(NEW))
    assert undo_in_words.redo(store, page(other)) is None, "nothing was taken back there"
    with standing_at(page(one)):
        done = undo_in_words.redo(store, page(one))
    assert done is not None and done.words == "Changed training A2" and title_of(store, one) == "A2"


def test_a_step_of_this_page_that_was_taken_back_elsewhere_is_told_too(store: Store) -> None:
    one = training(store, "A", page(NEW))
    rename(store, one, "A2", page(one))
    mine = rename(store, one, "A3", page(one))
    with standing_at(LIST):
        store.undo.undo(mine)

    newest = found(store, page(one))

    assert not newest.is_here and newest.words == "Undone: Changed training A2"


def test_a_list_finds_its_own_steps_and_those_of_its_records(store: Store) -> None:
    one = training(store, "A")
    mine = rename(store, one, "A2", LIST)
    assert found(store, LIST).step == mine and found(store, LIST).is_here
    rename(store, one, "A3", page(one))
    assert (found(store, LIST).is_here, found(store, LIST).place) == (False, "on the page of A3")
    assert undo_in_words.newest(store, ActionPage("organisations")) is None


def test_where_a_step_was_made_is_in_no_digest_and_in_no_operation(store: Store) -> None:
    one = training(store, "A")
    before = store.digest()
    step = rename(store, one, "A2", page(one))
    with store.read() as reading:
        kept = reading.execute("SELECT page, on_record FROM step WHERE number = ?", (int(step[3:]),)).fetchall()
        bodies = b"".join(bytes(row[0]) for row in reading.execute("SELECT body FROM op").fetchall())
    assert kept == [("activity", one)] and b"activities" not in bodies
    store.undo.undo(step)
    assert store.digest().digest == before.digest


def test_a_refused_undo_names_who_changed_it_since_when_and_the_value_now(store: Store) -> None:
    one = training(store, "A")
    mine = rename(store, one, "A2", page(one))
    rename(store, one, "A3", page(one))

    refused = undo_in_words.take_back(store, mine)

    assert isinstance(refused, undo_in_words.UndoRefused)
    said = re.fullmatch(r"Cannot undo: Title of “A3” was changed again later \((.*), (.*)\)\. It is now: A3", refused.words)
    assert said is not None and said[2] == store.identity.officer
    assert said[1] == formatting.moment(store.undo.history(limit=1)[0].time.astimezone())
    assert title_of(store, one) == "A3"

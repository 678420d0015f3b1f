"""The history of an activity and of a person says field, old and new value; the same change of several people is one sentence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from prossce_desktop.app import Store
from prossce_desktop.services.commands import adding
from prossce_desktop.services.history import step_sentences
from prossce_desktop.services.history.people_changes import Group
from prossce_desktop.services.people import people_sheet
from prossce_desktop.services.people.people_sheet import RowDraft, SavedRow
from prossce_desktop.services.records import record_editor
from prossce_desktop.store.actions.step_history import FieldChange
from tests.queried import workspace

TODAY = dt.date(2024, 11, 20)
NAMES = ("Sok Sophea", "Chan Dara", "Kim Ly")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with workspace(tmp_path / "w") as made:
        yield made


@pytest.fixture
def training(store: Store) -> int:
    pairs = [("title", "Sewing"), ("code", "S1"), ("start", "2024-11-18"), ("end", "2024-11-19"), ("session", "2024-11-18/6"), ("session", "2024-11-19/6")]
    return adding.add(store, "training", pairs, today=TODAY).id


@pytest.fixture
def rows(store: Store, training: int) -> Sequence[SavedRow]:
    drafts = [RowDraft(None, None, {"name": name, "phone": f"01244790{at}"}) for at, name in enumerate(NAMES)]
    return people_sheet.save_rows(store, training, drafts, TODAY).rows


def change(store: Store, training: int, rows: Sequence[SavedRow], typed: dict[str, object]) -> None:
    people_sheet.save_rows(store, training, [RowDraft(row.participation, None, typed) for row in rows], TODAY)


def newest(store: Store, record: int) -> tuple[str, tuple[Group, ...]]:
    told = step_sentences.about(store, record)[0]
    return told.title, told.groups


def test_a_session_that_several_people_attended_is_one_sentence_with_their_names(store: Store, training: int, rows: Sequence[SavedRow]) -> None:
    change(store, training, rows, {"session_1": True})

    title, [group, *others] = newest(store, training)

    assert group.words == "S1: absent to present, 3 people"
    assert [(one.kind, one.id, one.name) for one in group.linked] == [
        ("person", row.person, name) for row, name in zip(rows, NAMES, strict=True)
    ]
    assert not [one for one in others if "attended" in one.words.casefold()], "it follows from the sessions"
    assert title.startswith("3 people: attendance") and title.endswith(" changed, Sewing")


def test_a_value_of_one_person_is_told_with_old_and_new_and_leads_to_the_person(store: Store, training: int, rows: Sequence[SavedRow]) -> None:
    change(store, training, rows[1:2], {"phone": "015151075"})

    title, [group] = newest(store, training)

    assert group.words == "Chan Dara: Phone: 012 447 901 to 015 151 075" and group.linked[0].id == rows[1].person
    assert title == "Changed person Chan Dara"


def test_different_changes_of_one_step_are_sentences_of_their_own(store: Store, training: int, rows: Sequence[SavedRow]) -> None:
    change(store, training, rows, {"phone": ""})

    _title, found = newest(store, training)

    assert sorted(one.words for one in found) == sorted(
        f"{name}: Phone: 012 447 90{at} to not recorded" for at, name in enumerate(NAMES)
    )


def test_the_history_of_a_person_tells_where_they_attended_and_leads_there(store: Store, training: int, rows: Sequence[SavedRow]) -> None:
    change(store, training, rows, {"session_2": True})
    assert rows[0].person is not None

    title, [group, *_others] = newest(store, rows[0].person)

    assert group.words == "Sewing: S2: absent to present" and [(one.kind, one.id) for one in group.linked] == [("activity", training)]
    assert title.startswith("3 people: attendance")


def test_a_change_of_the_activity_itself_keeps_its_lines(store: Store, training: int, rows: Sequence[SavedRow]) -> None:
    record_editor.save(store, "training", training, {"title": "Sewing 2"}, today=TODAY)

    told = step_sentences.about(store, training)[0]

    assert told.lines == ("Title: Sewing → Sewing 2",) and told.groups == ()


def test_a_value_that_is_withheld_is_said_not_to_be_here_before_one_that_is(store: Store, training: int) -> None:
    withheld = FieldChange(training, "training", "trainers", None, "Meas Kanha", frozenset({"old"}))
    with store.read() as reading:
        assert step_sentences.sentences(reading, [withheld]) == ["Trainers: not on this computer → Meas Kanha"]

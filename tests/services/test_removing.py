"""An activity that is removed takes along what nothing else names, and one undo brings all of it back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from prossce_desktop.domain.model.people import Participation, Person
from prossce_desktop.domain.model.training import Training
from prossce_desktop.services.lists import list_queries
from prossce_desktop.services.lists.list_queries import PeopleFilter
from prossce_desktop.services.records import record_editor
from prossce_desktop.store.workspace.store import Store
from tests.queried import workspace


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with workspace(tmp_path / "w") as made:
        yield made


def names(store: Store) -> list[str | None]:
    with store.read() as reading:
        return [one.name for one in list_queries.people(reading, PeopleFilter())]


def test_people_of_a_removed_activity_who_stand_nowhere_else_go_with_it(store: Store) -> None:
    with store.work("new", 2) as work:
        one, other = work.new("training", [Training(title="One"), Training(title="Other")])
        only, both, _free = work.new("person", [Person(name="Only here"), Person(name="At both"), Person(name="At none")])
        work.new("participation", [Participation(person=who, activity=at) for who, at in ((only, one), (both, one), (both, other))])
    whole = store.digest()
    change = record_editor.remove(store, one)
    assert names(store) == ["At both", "At none"]
    assert change.step is not None
    store.undo.undo(change.step)
    assert names(store) == ["At both", "At none", "Only here"]
    assert store.digest().digest == whole.digest

"""What is open is found by its own indices, never by a look through every edit or every person."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from prossce_desktop.domain.model.people import Person
from prossce_desktop.domain.model.training import Training
from prossce_desktop.services.decisions import conflict_decisions, open_conflicts
from prossce_desktop.services.decisions.conflict_decisions import Rule, by_rule
from prossce_desktop.store.queries.reading import Reading
from prossce_desktop.store.sync import conflicts
from prossce_desktop.store.workspace.store import Store
from tests.queried import workspace


class Asked:
    """Runs queries, and notes how the engine finds what they ask for."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self.plans: list[str] = []

    def __call__(self, sql: str, values: Sequence[object] = ()) -> Any:
        self.plans += [str(line[-1]) for line in self._reading.execute(f"EXPLAIN QUERY PLAN {sql}", values).fetchall()]
        return self._reading.execute(sql, values)


@pytest.fixture
def store(tmp_path: Path):  # type: ignore[no-untyped-def]
    with workspace(tmp_path / "w") as made:
        yield made


def disputed(store: Store, n: int = 3) -> list[int]:
    """Trainings with two titles each, as two laptops would have left them."""
    with store.work("new", n) as work:
        ids = work.new("training", [Training(title=f"A{i}") for i in range(n)])
        work.new("person", [Person(name="Dara")])
    with store.work("edit", n) as work:
        for id in ids:
            work.put("training", id, {"title": "B"})
            work.put_beside(0, "training", id, {"title": "C"})
    return ids


def test_what_is_open_is_found_by_the_index_of_open_fields(store: Store) -> None:
    disputed(store)
    with store.read() as reading:
        asked = Asked(reading)
        assert conflicts.how_many(asked) == 3 and conflicts.how_many_withheld(asked) == 0
    assert any("USING COVERING INDEX edit_open" in one for one in asked.plans)
    assert any("person USING" in one and "person_removed" in one for one in asked.plans)
    assert not [one for one in asked.plans if one.startswith(("SCAN edit", "SCAN person", "SCAN participation")) and "INDEX" not in one]


def test_a_record_asks_for_its_own_conflicts_only(store: Store) -> None:
    first, *_others = disputed(store)
    with store.read() as reading:
        asked = Asked(reading)
        [found] = conflicts.conflicts_of(asked, [first])
        assert [one.conflict.record for one in open_conflicts.about_record(reading, first)] == [first] == [found.record]
    assert not [one for one in asked.plans if one.startswith("SCAN edit") and "INDEX" not in one]


def test_a_rule_decides_all_in_one_step_and_undo_opens_all_again(store: Store) -> None:
    ids = disputed(store)
    before = store.digest().digest
    with store.read() as reading:
        chosen = by_rule(open_conflicts.open_conflicts(reading), Rule())
    step = conflict_decisions.decide(store, chosen).step
    with store.read() as reading:
        assert conflicts.how_many(reading.execute) == 0
    store.undo.undo(step or "")
    assert store.digest().digest == before
    with store.read() as reading:
        assert sorted(one.record for one in conflicts.conflicts(reading.execute)) == ids
    assert [one for one in store.check() if not one.ok] == []

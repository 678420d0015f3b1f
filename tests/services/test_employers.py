"""Employers at a fair: an organisation that is known by its name is never made again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from prossce_desktop.domain.model.organisations_and_results import Organisation
from prossce_desktop.services.activities import fair_employers
from prossce_desktop.services.activities.fair_employers import EmployerRow
from prossce_desktop.store.workspace.store import Store
from tests.queried import fair, workspace


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with workspace(tmp_path / "w") as made:
        yield made


def test_an_employer_known_by_its_exact_name_is_found_among_any_number_of_alike_ones(store: Store) -> None:
    alike = [Organisation(name=f"Bank of Cambodia, branch {number}") for number in range(60)]
    with store.work("new", 61) as work:
        before = work.new("organisation", alike)
        [known] = work.new("organisation", [Organisation(name="Bank of Cambodia")])
    assert known not in before
    one = fair(store)
    done = fair_employers.save(store, one, [EmployerRow(None, None, "BANK  of Cambodia", {"hired": "5"})])
    assert done.made == 0
    assert [row.organisation for row in fair_employers.rows(store, one)] == [known]

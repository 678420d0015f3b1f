"""Likely doubles of organisations in a base: offered once, not again when decided, and for joined ones once for all of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from prossce_desktop.domain.model.codes import Verdict
from prossce_desktop.domain.model.organisations_and_results import Organisation
from prossce_desktop.services.decisions import duplicate_decisions, duplicate_pairs, open_decisions
from prossce_desktop.services.records import record_editor
from prossce_desktop.store.queries import list_organisations
from prossce_desktop.store.queries.duplicate_organisations import likely_pairs, to_check
from prossce_desktop.store.queries.list_organisations import OrganisationFilter
from prossce_desktop.store.workspace.store import Store
from tests.queried import workspace

ONE, OTHER, THIRD, FAR, BRANCH = range(5)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with workspace(tmp_path / "w") as made:
        yield made


@pytest.fixture
def ids(store: Store) -> list[int]:
    with store.work("new", 5) as work:
        return list(
            work.new(
                "organisation",
                [
                    Organisation(name="Angkor Garments", country="KH"), Organisation(name="Angkor Garment Co., Ltd", country="KH"),
                    Organisation(name="ANGKOR GARMENTS LTD"), Organisation(name="Angkor Garments", country="TH"),
                    Organisation(name="Angkor Garments, Kampot", country="KH"),
                ],
            )
        )  # fmt: skip


def found(store: Store) -> set[tuple[int, int]]:
    with store.read() as reading:
        return {(one.a, one.b) for one in likely_pairs(reading)}


def test_pairs_of_one_country_are_offered_and_what_is_decided_is_not_asked_again(store: Store, ids: list[int]) -> None:
    """The third says no country, so it may be the Thai one too; a branch is nobody else."""
    every = {(ids[ONE], ids[OTHER]), (ids[ONE], ids[THIRD]), (ids[OTHER], ids[THIRD]), (ids[THIRD], ids[FAR])}
    assert found(store) == every
    change = duplicate_decisions.decide(store, ids[ONE], ids[OTHER], Verdict.different)
    assert change is not None and change.step is not None
    assert found(store) == every - {(ids[ONE], ids[OTHER])}
    store.undo.undo(change.step)
    assert found(store) == every, "undone, it is a question again"
    duplicate_decisions.decide(store, ids[ONE], ids[OTHER], Verdict.same)
    assert found(store) == {(ids[ONE], ids[THIRD]), (ids[THIRD], ids[FAR])}, "the two are asked about once"
    duplicate_decisions.decide(store, ids[OTHER], ids[THIRD], Verdict.different)
    assert found(store) == {(ids[THIRD], ids[FAR])}, "what was said of one of them holds for both"
    record_editor.remove(store, ids[FAR])
    assert found(store) == set()


def test_page_list_and_overview_say_the_same(store: Store, ids: list[int]) -> None:
    with store.read() as reading:
        assert {one.other for one in duplicate_pairs.likely_organisations(reading, ids[ONE])} == {ids[OTHER], ids[THIRD]}
        [first, *_] = duplicate_pairs.likely_organisations(reading, ids[ONE])
        assert (first.other, first.name, first.grounds, first.certain) == (ids[THIRD], "ANGKOR GARMENTS LTD", "same name", False)
        asked = OrganisationFilter(to_check=True)
        assert {one.id for one in list_organisations.page(reading, asked)} == set(ids) - {ids[BRANCH]} == to_check(reading)
        assert list_organisations.count(reading, asked) == 4
        assert [one.to_check for one in list_organisations.rows(reading, ids)] == [True, True, True, True, False]
    assert open_decisions.counts(store).organisations == 4


def test_a_change_of_the_name_is_seen_at_once(store: Store, ids: list[int]) -> None:
    assert (ids[ONE], ids[OTHER]) in found(store)
    with store.work("edit", 1) as work:
        work.set("organisation", {ids[OTHER]: {"name": "Mekong Hotel"}})
    assert all(ids[OTHER] not in pair for pair in found(store))

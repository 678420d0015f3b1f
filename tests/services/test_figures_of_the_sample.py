"""The hand-worked table of the published activities (samples/README.md), and the records behind a figure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from prossce_desktop.domain.model.head_count import HeadCount
from prossce_desktop.services.reporting import counted_figures
from prossce_desktop.services.sample import sample_loading
from prossce_desktop.store.workspace.store import Store
from tests.queried import fair, workspace


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with workspace(tmp_path_factory.mktemp("sample") / "w") as made:
        sample_loading.load(made, people=True, today=dt.date(2026, 1, 1))
        yield made


def of(store: Store, first: str, last: str, *countries: str) -> counted_figures.Figures:
    return counted_figures.figures(store, start=dt.date.fromisoformat(first), end=dt.date.fromisoformat(last), countries=countries)


@pytest.mark.parametrize(
    ("first", "last", "countries", "lower", "upper"),
    [
        ("2024-01-01", "2024-12-31", ("KH",), 41_422, 45_115),
        ("2023-10-01", "2024-05-31", ("ID",), 605, 645),
        ("2024-01-01", "2024-12-31", ("ID",), 605, 605),
        ("2023-01-01", "2023-12-31", ("ID",), 40, 40),
        ("2024-01-01", "2024-12-31", (), 41_422, 45_720),
        ("2015-01-01", "2015-12-31", ("PH",), 0, 0),
    ],
)
def test_reach_is_what_was_worked_out_by_hand(store: Store, first: str, last: str, countries: tuple[str, ...], lower: int, upper: int) -> None:
    whole = of(store, first, last, *countries).reach.whole
    assert (whole.lower, whole.upper) == (lower, upper)


@pytest.mark.rule("C3.11")
def test_at_least_42027_if_nobody_took_part_in_two_countries(store: Store) -> None:
    assert of(store, "2024-01-01", "2024-12-31").reach.lower_if_countries_disjoint == 42_027


def test_each_basis_of_cambodia_2024_keeps_its_own_sum(store: Store) -> None:
    counts = {one.basis: one.value for one in of(store, "2024-01-01", "2024-12-31", "KH").counts}
    assert counts == {"persons_organiser": 45_115, "online_visits": 63_267, "attendances": 58_205, "posts": 31_700}


def test_hires_are_of_both_bases_as_published(store: Store) -> None:
    rates = {one.id: one.value for one in of(store, "2015-01-01", "2015-12-31", "PH").rates}
    assert rates == {"hired_of_qualified": 135_590 / 229_538, "hired_of_registered": 135_590 / 487_640}


@pytest.mark.rule("C3.10")
def test_the_sentence_says_what_is_not_in_the_range(store: Store) -> None:
    assert counted_figures.reach_sentence(of(store, "2024-01-01", "2024-12-31", "KH")).replace("\xa0", " ") == (
        "41,422 to 45,115 people. These are not in the range, because they are not persons: 58,205 attendances (2 activities), 63,267 online visits (1 activity)."
    )


def test_the_same_records_give_the_same_answer_twice(store: Store) -> None:
    assert of(store, "2020-01-01", "2026-12-31").as_json() == of(store, "2020-01-01", "2026-12-31").as_json()


def test_a_number_of_one_basis_names_only_its_own_head_counts(tmp_path: Path) -> None:
    with workspace(tmp_path / "w") as store:
        one = fair(store)
        with store.work("counts", 2) as work:
            persons, visits = work.new("head_count", [HeadCount(activity=one, count=5), HeadCount(activity=one, count=9, basis="online_visits")])
        found = counted_figures.figures(store)
        with store.read() as reading:
            [outside] = found.reach.outside
            assert counted_figures.behind(reading, outside) == counted_figures.Behind((one,), (visits,))
            assert counted_figures.behind(reading, found.reach.whole) == counted_figures.Behind((one,), (persons, visits))


def test_a_workspace_without_records_has_zeros(tmp_path: Path) -> None:
    with workspace(tmp_path / "w") as store:
        found = counted_figures.figures(store, by=("sex", "year"))
    assert (found.reach.whole.lower, found.reach.whole.upper, found.counts, found.cells) == (0, 0, (), ())

"""Chosen rows are read in the order of their list, a portion at a time, and each column says the same in words and as a value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from prossce_desktop import app
from prossce_desktop.app import Store
from prossce_desktop.services.commands import adding
from prossce_desktop.services.lists import activity_columns, organisation_columns, people_columns
from prossce_desktop.services.lists.chosen_rows import ChosenRows, ListKind, ListOrder, ids_in_order, portions
from prossce_desktop.services.lists.list_column import ListColumn
from prossce_desktop.services.lists.list_queries import (
    ActivityFilter,
    ActivitySort,
    OrganisationFilter,
    OrganisationSort,
    PeopleFilter,
    PeopleSort,
)
from prossce_desktop.services.people import people_sheet
from prossce_desktop.services.people.people_sheet import RowDraft

TODAY = dt.date(2025, 3, 10)
EVERY: tuple[tuple[ListKind, tuple[ListColumn, ...], ListOrder], ...] = (
    ("activity", activity_columns.COLUMNS, ListOrder(ActivityFilter(), ActivitySort.title, False)),
    ("person", people_columns.COLUMNS, ListOrder(PeopleFilter(), PeopleSort.name, False)),
    ("organisation", organisation_columns.COLUMNS, ListOrder(OrganisationFilter(), OrganisationSort.name, True)),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Read by every test, and written by none."""
    made = app.create(str(tmp_path_factory.mktemp("chosen") / "ws"), country="KH", office="Office KH", officer="Sok Chantha", unlock=app.Plain())
    fair = adding.add(
        made, "career_fair", [("title", "Fair of Kandal"), ("start", "2024-10-26"), ("count", "1100"), ("women", "612"), ("place", "Hall")], today=TODAY
    ).id
    adding.add(made, "training", [("title", "A training"), ("start", "2025-02-01")], today=TODAY)
    adding.add(made, "programme", [("title", "Four-tiered training")], today=TODAY)
    for name in ("Angkor Garments", "Mekong Rice"):
        adding.add(made, "organisation", [("name", name), ("country", "KH")], today=TODAY)
    rows = [RowDraft(None, None, {"name": f"Person {n:03}", "sex": "f" if n % 3 else "m", "birth": "2/3/1990"}) for n in range(300)]
    people_sheet.save_rows(made, fair, rows, TODAY)
    yield made
    made.close()


def _read(store: Store, chosen: ChosenRows) -> list[object]:
    with store.read() as reading:
        return [row for part in portions(reading, chosen, TODAY) for row in part]


def _chosen(kind: ListKind, columns: tuple[ListColumn, ...], order: ListOrder, ids: tuple[int, ...] | None = None, without: frozenset[int] = frozenset()) -> ChosenRows:
    return ChosenRows(kind, "", columns, ids, len(ids or ()), order, without=without)


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "columns", "order"), EVERY, ids=[one[0] for one in EVERY])
def test_all_that_fit_are_read_in_the_order_of_the_list_and_some_of_them_too(store: Store, kind: ListKind, columns: tuple[ListColumn, ...], order: ListOrder) -> None:
    every = _read(store, _chosen(kind, columns, order))
    names = [columns[1 if kind == "activity" else 0].text(one) for one in every]
    assert names == sorted(names, reverse=order.descending)
    assert len(names) == {"activity": 2, "person": 300, "organisation": 2}[kind]
    ids = [one.id for one in every]  # type: ignore[attr-defined]
    turned = _chosen(kind, columns, order, (ids[-1], ids[0]))
    assert [one.id for one in _read(store, turned)] == [ids[0], ids[-1]]  # type: ignore[attr-defined]
    with store.read() as reading:
        assert list(ids_in_order(reading, _chosen(kind, columns, order, without=frozenset(ids[:1])), TODAY)) == ids[1:]


@pytest.mark.parametrize(("kind", "columns", "order"), EVERY, ids=[one[0] for one in EVERY])
def test_every_column_has_words_and_a_value_for_every_row(store: Store, kind: ListKind, columns: tuple[ListColumn, ...], order: ListOrder) -> None:
    assert len({one.key for one in columns}) == len(columns)
    for row in _read(store, _chosen(kind, columns, order)):
        for column in columns:
            assert isinstance(column.text(row), str)
            assert column.held(row) is None or isinstance(column.held(row), str | int | dt.date), column.key


def test_numbers_and_days_are_values_and_what_is_not_known_is_none(store: Store) -> None:
    a_training, fair = _read(store, _chosen(*EVERY[0]))
    of = {one.key: one for one in activity_columns.COLUMNS}
    assert (of["count"].held(fair), of["count"].text(fair), of["women"].held(fair)) == (1100, "1,100", 612)
    assert (of["count"].held(a_training), of["women"].text(a_training), of["place"].held(a_training)) == (None, "–", None)
    assert (of["start"].held(fair), of["named"].held(fair)) == (dt.date(2024, 10, 26), 300)
    born = next((one for one in people_columns.COLUMNS if one.key == "born"), None)
    assert born is not None and born.held(_read(store, _chosen(*EVERY[1]))[0]) == dt.date(1990, 3, 2)


def test_a_filter_holds_for_all_and_for_some(store: Store) -> None:
    men = ListOrder(PeopleFilter(sexes=("male",)), PeopleSort.entered, True)
    found = _read(store, _chosen("person", people_columns.COLUMNS, men))
    assert len(found) == 100
    women = _read(store, _chosen("person", people_columns.COLUMNS, ListOrder(PeopleFilter(sexes=("female",)), PeopleSort.name, False)))
    some = (women[0].id, found[0].id)  # type: ignore[attr-defined]
    assert [one.id for one in _read(store, _chosen("person", people_columns.COLUMNS, men, some))] == [found[0].id]  # type: ignore[attr-defined]


def test_programmes_are_chosen_as_activities_are(store: Store) -> None:
    order = ListOrder(ActivityFilter(kinds=("programme",)), ActivitySort.date, True)
    [one] = _read(store, _chosen("activity", activity_columns.COLUMNS, order))
    assert activity_columns.COLUMNS[1].text(one) == "Four-tiered training"
    assert _read(store, _chosen("activity", activity_columns.COLUMNS, order, (one.id,))) == [one]  # type: ignore[attr-defined]

"""A small base of every list, and what each list of the window shows."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from prossce_desktop import app
from prossce_desktop.app import Plain, Store
from prossce_desktop.services.commands.adding import add
from prossce_desktop.services.list_actions.exported_list import GivenList
from prossce_desktop.services.lists import activity_columns, organisation_columns, people_columns
from prossce_desktop.services.lists.chosen_rows import ChosenRows, ListKind, ListOrder
from prossce_desktop.services.lists.list_column import ListColumn
from prossce_desktop.store.queries.list_activities import ActivityFilter, ActivitySort
from prossce_desktop.store.queries.list_organisations import OrganisationFilter, OrganisationSort
from prossce_desktop.store.queries.list_people import PeopleFilter, PeopleSort

NOW = dt.datetime(2026, 6, 1, 9, 30, tzinfo=dt.UTC)
TODAY = dt.date(2026, 6, 1)
KHMER = "ចាន់ ដារ៉ា"
FORMULA = "=HYPERLINK(1)"


def made(folder: Path) -> tuple[Store, dict[str, int]]:
    """Two activities, three people of whom two were at the training, two organisations; ids by their name."""
    store = app.create(str(folder), country="KH", office="Phnom Penh", officer="Sok Chantha", unlock=Plain())
    ids: dict[str, int] = {}
    ids["T1"] = add(store, "training", [
        ("title", "Workshop"), ("code", "T1"), ("start", "2026-03-03"), ("end", "2026-03-04"), ("status", "held"), ("count", "20"),
        ("session", "2026-03-03/6"), ("session", "2026-03-04/6"), ("notes", "Ask Mrs Chan"), ("province", "KH-12"),
    ], today=TODAY).id  # fmt: skip
    ids["F1"] = add(
        store, "career_fair", [("title", "-Fair"), ("code", "F1"), ("start", "2026-05-05"), ("status", "planned")], today=TODAY
    ).id
    guests = ((KHMER, "male", "070920425", "2000-03-12"), (FORMULA, "female", "", "1999"), ("Sok Dara", "female", "+85512345678", ""))
    for name, sex, phone, birth in guests:
        typed = [("name", name), ("sex", sex), ("province", "KH-12"), *([("phone", phone)] if phone else []), *([("birth", birth)] if birth else [])]
        ids[name] = add(store, "person", typed, today=TODAY).id
    for name in (KHMER, FORMULA):
        ids[f"at {name}"] = add(
            store, "participation", [("person", str(ids[name])), ("activity", "T1"), ("stage", "completed"), ("pre", "40.5")], today=TODAY
        ).id
    for name, constituent in (("Angkor Garments", "private_enterprise"), ("007 Security", "")):
        typed = [("name", name), ("country", "KH"), *([("constituent", constituent)] if constituent else [])]
        ids[name] = add(store, "organisation", typed, today=TODAY).id
    return store, ids


PEOPLE = tuple(one for one in people_columns.COLUMNS if one.at_first)
ORGANISATIONS = tuple(one for one in organisation_columns.COLUMNS if one.at_first)
ACTIVITIES = tuple(one for one in activity_columns.COLUMNS if one.at_first and one.head)
TAKING_PART = tuple(
    ListColumn(key, key.title(), str) for key in ("name", "sex", "birth", "age", "phone", "session_1", "pre", "stage", "check")
)
BY_NAME = ListOrder(PeopleFilter(), PeopleSort.name, descending=False)
BY_ENTRY = ListOrder(PeopleFilter(), PeopleSort.entered, descending=False)
ORDERS = {
    "activity": ListOrder(ActivityFilter(), ActivitySort.date, descending=True), "person": BY_NAME,
    "organisation": ListOrder(OrganisationFilter(), OrganisationSort.name, descending=False),
}  # fmt: skip


def named(columns: tuple[ListColumn, ...], *keys: str) -> tuple[ListColumn, ...]:
    """Some columns of a list, in this order."""
    by_key = {one.key: one for one in columns}
    return tuple(by_key[one] for one in keys)


def given(
    kind: ListKind, columns: tuple[ListColumn, ...], *, order: ListOrder | None = None, ids: tuple[int, ...] | None = None, personal: bool = False,
    whole: int = 0, said: tuple[str, ...] = (), activity: int | None = None,
) -> GivenList:  # fmt: skip
    """A list as the window would give it."""
    title = {"activity": "Activities", "person": "People", "organisation": "Organisations", "participation": "People of Workshop"}[kind]
    rows = ChosenRows(kind, title, columns, ids, len(ids or ()), order or ORDERS.get(kind), said, activity=activity)
    return GivenList(rows, personal, whole)

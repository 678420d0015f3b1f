"""A small base of every list, and what each list of the window shows."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from prossce_desktop import compose
from prossce_desktop.compose import Plain, Store
from prossce_desktop.services.adding import add
from prossce_desktop.services.giving.wanted import ListKind, ListWanted, ShownColumn

NOW = dt.datetime(2026, 6, 1, 9, 30, tzinfo=dt.UTC)
TODAY = dt.date(2026, 6, 1)
KHMER = "ចាន់ ដារ៉ា"
FORMULA = "=HYPERLINK(1)"


def made(folder: Path) -> tuple[Store, dict[str, int]]:
    """Two activities, three people of whom two were at the training, two organisations; ids by their name."""
    store = compose.create(str(folder), country="KH", office="Phnom Penh", officer="Sok Chantha", unlock=Plain())
    ids: dict[str, int] = {}
    ids["T1"] = add(store, "training", [
        ("title", "Workshop"), ("code", "T1"), ("start", "2026-03-03"), ("end", "2026-03-04"), ("status", "held"), ("count", "20"),
        ("session", "2026-03-03/6"), ("session", "2026-03-04/6"), ("notes", "Ask Mrs Chan"), ("province", "KH-12"),
    ], today=TODAY).id  # fmt: skip
    ids["F1"] = add(
        store, "career_fair", [("title", "-Fair"), ("code", "F1"), ("start", "2026-05-05"), ("status", "planned")], today=TODAY
    ).id
    people = ((KHMER, "male", "070920425", "2000-03-12"), (FORMULA, "female", "", "1999"), ("Sok Dara", "female", "+85512345678", ""))
    for name, sex, phone, birth in people:
        given = [("name", name), ("sex", sex), ("province", "KH-12"), *([("phone", phone)] if phone else []), *([("birth", birth)] if birth else [])]
        ids[name] = add(store, "person", given, today=TODAY).id
    for name in (KHMER, FORMULA):
        ids[f"at {name}"] = add(
            store, "participation", [("person", str(ids[name])), ("activity", "T1"), ("stage", "completed"), ("pre", "40.5")], today=TODAY
        ).id
    for name, constituent in (("Angkor Garments", "private_enterprise"), ("007 Security", "")):
        given = [("name", name), ("country", "KH"), *([("constituent", constituent)] if constituent else [])]
        ids[name] = add(store, "organisation", given, today=TODAY).id
    return store, ids


ACTIVITIES = ("kind", "title", "date", "country", "count", "basis", "named", "status")
PEOPLE = ("name", "sex", "born", "phone", "province", "activities", "last")
ORGANISATIONS = ("name", "type", "branch", "country", "fairs", "posts", "hired")
TAKING_PART = ("name", "sex", "birth", "age", "phone", "session_1", "pre", "stage", "check")


def wanted(kind: ListKind, keys: tuple[str, ...], **more: object) -> ListWanted:
    """A list whose headings are its keys."""
    return ListWanted(kind, kind.value.title(), tuple(ShownColumn(one, one.title()) for one in keys), **more)  # type: ignore[arg-type]

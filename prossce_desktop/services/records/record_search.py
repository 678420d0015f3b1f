"""Known people while typing, and go to anything."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from prossce_desktop.domain.model.activity import Activity
from prossce_desktop.domain.model.ages import age_on
from prossce_desktop.domain.model.codes import ActivityKind
from prossce_desktop.domain.model.organisations_and_results import Organisation
from prossce_desktop.domain.model.record_kinds import KINDS
from prossce_desktop.domain.model.training import Programme
from prossce_desktop.domain.text.folding import fold
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.reference import code_lists
from prossce_desktop.services.records.unnamed_people import row_called
from prossce_desktop.store.queries import search as found_by
from prossce_desktop.store.queries.canonical_organisations import once
from prossce_desktop.store.queries.list_people import PersonRow
from prossce_desktop.store.queries.reading import Reading


@dataclass(frozen=True, slots=True)
class KnownPersonOffer:
    """A known person, offered under the cell that is typed in."""

    person: int
    name: str | None
    """Where no name is here, what stands for it."""
    latin_name: str | None
    sex: str
    birth: str | None
    age: int | None
    """On the day asked about; as last given, where no birth is known."""
    phone: str | None
    province: str | None
    activities: str
    """In words: "2 fairs, 1 training"."""
    here: bool
    """Already on this activity's list."""
    exact: bool
    """False: nothing fits exactly, this name is near."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer of go-to-anything."""

    kind: str
    id: int
    title: str
    second: str
    """A second name beside the title (a Latin name, a code)."""
    where: str
    """What it is, in a few muted words: "Training, 18–22 Nov 2024"."""


def offers(
    reading: Reading, text: str, limit: int = 7, *, activity: int | None = None, on: dt.date | None = None
) -> list[KnownPersonOffer]:
    """At most `limit` known people for what was typed so far; `on` is the day for their ages."""
    found = found_by.people(reading, text, limit, activity)
    return [_offer(one, on) for one in found]


def how_many(reading: Reading, text: str) -> int:
    """How many known people fit, at most 100: for "3 of 7 known"."""
    return found_by.how_many(reading, text)


def go_to(reading: Reading, text: str, limit: int = 12) -> list[Hit]:
    """Activities, people, organisations and programmes whose words begin so, exact ones first."""
    if not text.strip():
        return []
    records = [
        _record_hit(reading, id)
        for id in once(reading, (id for id, _kind in found_by.records(reading, text, limit // 2)))
    ]
    people = [_person_hit(one.row) for one in found_by.people(reading, text, limit // 3)]
    activities = [one for one in records if one is not None and one.kind in list(ActivityKind)]
    others = [one for one in records if one is not None and one.kind not in list(ActivityKind)]
    hits, wanted = [*activities, *people, *others], fold(text)
    return sorted(hits, key=lambda hit: wanted not in (fold(hit.title), fold(hit.second)))[:limit]


def activities_in_words(by_kind: Iterable[tuple[str, int]]) -> str:
    """2 fairs, 1 training."""
    forms: dict[str, Callable[[int], str]] = {
        "training": lambda n: ngettext_("{n} training", "{n} trainings", n),
        "career_fair": lambda n: ngettext_("{n} fair", "{n} fairs", n),
    }
    others: Callable[[int], str] = lambda n: ngettext_("{n} other activity", "{n} other activities", n)  # noqa: E731
    return ", ".join(forms.get(kind, others)(n).format(n=n) for kind, n in by_kind)


def _offer(match: found_by.PersonMatch, on: dt.date | None) -> KnownPersonOffer:
    row = match.row
    age = age_on(row.birth, on) if row.birth and on else None
    name = row.name if row.name or row.latin_name else row_called(row)
    return KnownPersonOffer(
        row.id, name, row.latin_name, row.sex, row.birth, age.years if age else row.age, row.phone,
        row.province,
        activities_in_words(match.by_kind), match.here, match.exact,
    )  # fmt: skip


def _person_hit(row: PersonRow) -> Hit:
    place = code_lists.names("province").get(row.province or "", "")
    where = _("Person, {place}").format(place=place) if place else _("Person")
    title, second = (row.name, row.latin_name) if row.name else (row.latin_name, None)
    if not title and not row.is_erased:
        second = _("Name not on this computer")
    return Hit("person", row.id, title or row_called(row), second or "", where)


def _record_hit(reading: Reading, id: int) -> Hit | None:
    stored = reading.find(id)
    if stored is None or stored.removed:
        return None
    value = stored.value
    label = _(KINDS[stored.kind].LABEL)
    if isinstance(value, Activity):
        days = formatting.days(value.start, value.end, short=True)
        where = _("{kind}, {dates}").format(kind=label, dates=days) if days else label
        return Hit(stored.kind, id, value.title, "", where)
    if isinstance(value, Organisation):
        kind = _(value.constituent.label) if value.constituent else ""
        where = _("{kind}, {constituent}").format(kind=label, constituent=kind.lower()) if kind else label
        return Hit(stored.kind, id, value.name, value.latin_name or "", where)
    return Hit(stored.kind, id, value.title, "", label) if isinstance(value, Programme) else None

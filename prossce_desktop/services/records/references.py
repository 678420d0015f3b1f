"""Records offered for a field that names another record, and the tiers of a programme."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from prossce_desktop.domain.model.activity import Activity
from prossce_desktop.domain.model.fields import Field, Record, fields_of, id_of, references_of
from prossce_desktop.domain.model.organisations_and_results import Organisation
from prossce_desktop.domain.model.record_kinds import ACTIVITY_KINDS
from prossce_desktop.domain.model.training import Programme
from prossce_desktop.domain.problems import Problem
from prossce_desktop.domain.text.folding import fold
from prossce_desktop.domain.translatable import N_
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _
from prossce_desktop.reference import code_lists
from prossce_desktop.services.records import record_saving, record_search
from prossce_desktop.services.records.record_names import name_of
from prossce_desktop.services.records.record_saving import Saved, SaveRefused
from prossce_desktop.services.records.refusals import refusal
from prossce_desktop.store.queries import search as found_by
from prossce_desktop.store.queries.activity_summary import newest
from prossce_desktop.store.queries.canonical_organisations import once
from prossce_desktop.store.queries.reading import Reading
from prossce_desktop.store.workspace.store import Store

NOT_IN_LIST = "not-in-list"
"""The code of a reference that was typed and names no record."""
OFFERED, MOST_LIKE = 8, 40


@dataclass(frozen=True, slots=True)
class Referred:
    """A record that can be named: its id, its name, and a few words that tell it from others."""

    id: int
    name: str
    second: str


def offered(reading: Reading, kinds: tuple[str, ...], text: str) -> list[Referred]:
    """Records of these kinds for what was typed so far; the newest where nothing was."""
    if "person" in kinds:
        return [_person(one) for one in record_search.offers(reading, text, OFFERED)]
    if text.strip():
        ids = [id for id, kind in found_by.records(reading, text, 4 * OFFERED) if kind in kinds]
    else:
        ids = newest(reading, kinds, OFFERED)
    stored = (reading.find(id) for id in once(reading, ids)[:OFFERED])
    return [_referred(one.id, one.value) for one in stored if one is not None and not one.removed]


def named(reading: Reading, kinds: tuple[str, ...], text: str) -> int | None:
    """The one record of these kinds that is called exactly so, else None; people never."""
    wanted = fold(text)
    if not wanted or "person" in kinds:
        return None
    ids = [id for id, kind in found_by.records(reading, text, MOST_LIKE) if kind in kinds]
    stored = (reading.find(id) for id in ids)
    called = [
        one.id
        for one in stored
        if one is not None and not one.removed and fold(name_of(reading, one)) == wanted
    ]
    called = once(reading, called)
    return called[0] if len(called) == 1 else None


def chosen(
    reading: Reading, kind: str, draft: Mapping[str, object]
) -> tuple[dict[str, object], list[Problem]]:
    """A draft with references as records, typed by code or whole name; an unknown one is a problem."""
    known, found = dict(draft), []
    for one in references_of(record_saving.record_class(kind)):
        typed = str(known.get(one.name) or "").strip()
        if not typed or record_saving.targets_of(reading, typed, one.shown.refers):
            continue
        number = id_of(typed)
        gone = reading.find(number) if number is not None else None
        target = named(reading, one.shown.refers, typed) if gone is None else None
        if target is not None:
            known[one.name] = str(target)
            continue
        del known[one.name]
        words = name_of(reading, gone) if gone is not None else typed
        said = N_("“{value}” is not in the list. Choose from the list, or add a new record.")
        found.append(Problem(one.name, NOT_IN_LIST, said, values=(("value", words[:60]),)))
    return known, found


def kind_to_make(kind: str, field: Field) -> str:
    """The kind of a new record for this field of a form; activities are of the form's own."""
    return field.shown.refers[0] if len(field.shown.refers) == 1 else kind


def make(store: Store, kind: str, name: str, beside: Mapping[str, object], today: dt.date) -> Saved:
    """A new record with only a name; an activity gets the form's place and days. Raises ValuesRefused."""
    declared = {one.name for one in fields_of(record_saving.record_class(kind))}
    taken = ("country", "start", "end", "status") if kind in ACTIVITY_KINDS else ("country",)
    draft = {field: beside[field] for field in taken if field in declared and beside.get(field)}
    saved = record_saving.save(
        store, kind, {**draft, "title" if "title" in declared else "name": name}, today=today
    )
    if isinstance(saved, SaveRefused):
        raise refusal(kind, saved.problems)
    return saved


def tiers(reading: Reading, programme: int | None) -> list[str]:
    """The names of a programme's tiers in their order."""
    stored = reading.find(programme) if programme is not None else None
    return (
        [one.name for one in stored.value.tiers]
        if stored is not None and isinstance(stored.value, Programme)
        else []
    )


def _person(offer: record_search.KnownPersonOffer) -> Referred:
    name = offer.name or offer.latin_name or ""
    second = offer.latin_name if offer.name else ""
    province = code_lists.names("province").get(offer.province or "", "")
    return Referred(
        offer.person, name, ", ".join(word for word in (second, province, offer.activities) if word)
    )


def _referred(id: int, value: Record) -> Referred:
    if isinstance(value, Activity):
        days = formatting.days(value.start, value.end, short=True)
        return Referred(id, value.title, ", ".join(word for word in (value.code, days) if word))
    if isinstance(value, Organisation):
        branch = _(code_lists.names("isic4").get(value.isic or "", ""))
        return Referred(id, value.name, ", ".join(word for word in (value.latin_name, branch) if word))
    country = getattr(value, "country", None)
    return Referred(id, str(getattr(value, "title", id)), _(country.label) if country is not None else "")

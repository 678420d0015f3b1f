"""Records offered for a field that names another record, and the tiers of a programme."""

from __future__ import annotations

from dataclasses import dataclass

from prossce_desktop import codelists, wording
from prossce_desktop.domain.activity import Activity
from prossce_desktop.domain.fields import Record
from prossce_desktop.domain.organisation import Organisation
from prossce_desktop.domain.training import Programme
from prossce_desktop.messages import _
from prossce_desktop.services import search
from prossce_desktop.store import search as found_by
from prossce_desktop.store.about_activity import newest
from prossce_desktop.store.reading import Reading


@dataclass(frozen=True, slots=True)
class Referred:
    """A record that can be named: its id, its name, and a few words that tell it from others."""

    id: int
    name: str
    second: str


def offered(reading: Reading, kinds: tuple[str, ...], text: str, limit: int = 8) -> list[Referred]:
    """Records of these kinds for what was typed so far; the newest where nothing was."""
    if "person" in kinds:
        return [_person(one) for one in search.offers(reading, text, limit)]
    if text.strip():
        ids = [id for id, kind in found_by.records(reading, text, 4 * limit) if kind in kinds]
    else:
        ids = newest(reading, kinds, limit)
    stored = (reading.find(id) for id in ids[:limit])
    return [_referred(one.id, one.value) for one in stored if one is not None and not one.removed]


def tiers(reading: Reading, programme: int | None) -> list[str]:
    """The names of a programme's tiers in their order."""
    stored = reading.find(programme) if programme is not None else None
    return [one.name for one in stored.value.tiers] if stored is not None and isinstance(stored.value, Programme) else []


def _person(one: search.Offer) -> Referred:
    name = one.name or one.latin_name or ""
    second = one.latin_name if one.name else ""
    province = codelists.names("province").get(one.province or "", "")
    return Referred(one.person, name, ", ".join(word for word in (second, province, one.activities) if word))


def _referred(id: int, value: Record) -> Referred:
    if isinstance(value, Activity):
        days = wording.days(value.start, value.end, short=True)
        return Referred(id, value.title, ", ".join(word for word in (value.code, days) if word))
    if isinstance(value, Organisation):
        branch = _(codelists.names("isic4").get(value.isic or "", ""))
        return Referred(id, value.name, ", ".join(word for word in (value.latin_name, branch) if word))
    country = getattr(value, "country", None)
    return Referred(id, str(getattr(value, "title", id)), _(country.label) if country is not None else "")

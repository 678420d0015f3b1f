"""Two records that may be one, side by side: their fields, which values may be taken, what joining does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from prossce_desktop.domain.matching import field_agreement
from prossce_desktop.domain.matching.person_matching import MatchVerdict, compare_people
from prossce_desktop.domain.model.codes import Country, Verdict
from prossce_desktop.domain.model.fields import Field, fields_of
from prossce_desktop.domain.model.people import Person
from prossce_desktop.domain.model.record_kinds import LINKS
from prossce_desktop.errors import NotAlike, ScopesMixed, UnknownRecord
from prossce_desktop.language import formatting
from prossce_desktop.language.formatting import numbered
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.services.decisions import duplicate_decisions
from prossce_desktop.services.lists import list_queries
from prossce_desktop.services.records import recent_reasons, references, value_words
from prossce_desktop.services.records.record_names import name_of
from prossce_desktop.services.records.references import Referred
from prossce_desktop.store.erasure.erased_people import erased_people
from prossce_desktop.store.log.operation_log import moment
from prossce_desktop.store.log.record_lots import entered
from prossce_desktop.store.queries import duplicate_people
from prossce_desktop.store.queries.reading import Reading, Stored
from prossce_desktop.store.queries.record_scopes import Scopes, may_change
from prossce_desktop.store.queries.withheld_values import withheld_empty_fields
from prossce_desktop.store.workspace.store import Change, Store

_EMPTY = (None, "", (), "not_recorded")


@dataclass(frozen=True, slots=True)
class ComparedField:
    """A field of both; `words`: "" if unknown; `may_take`: sides that can be kept; `first`: preselected."""

    name: str
    label: str
    words: tuple[str, str]
    differs: bool
    may_take: tuple[int, ...]
    first: int | None
    reason_against: str = ""
    """Why a side cannot be taken."""


@dataclass(frozen=True, slots=True)
class ComparedRecord:
    """Whose column it is."""

    id: int
    name: str
    about: str
    """When it was entered and by whom, and how much hangs on it."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """`is_one`: they are joined already. `cannot`: why they cannot be; "" where they can."""

    kind: str
    heads: tuple[ComparedRecord, ComparedRecord]
    fields: tuple[ComparedField, ...]
    warnings: tuple[str, ...]
    is_one: bool
    cannot: str
    country: str | None
    """At the regional office the country that reads why its values are changed."""
    reasons: tuple[str, ...]

    def first_choices(self) -> dict[str, int]:
        """What is chosen before anybody chose."""
        return {one.name: one.first for one in self.fields if one.first is not None}


def compare(store: Store, a: int, b: int) -> Comparison:
    """Both records as they are now, `a` at the left. Raises UnknownRecord, NotAlike."""
    with store.read() as reading:
        both = _live(reading, a), _live(reading, b)
        kind = both[0].kind
        if kind != both[1].kind or kind not in LINKS or a == b:
            raise NotAlike
        entered = _entered(reading, both[0]), _entered(reading, both[1])
        earlier = 0 if (entered[0][0], a) <= (entered[1][0], b) else 1
        scopes = Scopes(reading.execute, reading.identity.scope)
        countries = [one for one in map(scopes.of, (a, b)) if one in list(Country)]
        in_two_countries = len(set(countries)) > 1
        reads = next(iter(countries), None) if reading.identity.regional else None
        return Comparison(
            kind,
            (_head(reading, both[0], entered[0]), _head(reading, both[1], entered[1])),
            tuple(_fields(reading, both, earlier)),
            tuple(_warnings(reading, both)),
            b in duplicate_decisions.records_of_one(reading, kind, a),
            _(ScopesMixed.sentence) if in_two_countries else "",
            reads,
            tuple(recent_reasons.recent(store)) if reads is not None else (),
        )


def name(store: Store, record: int) -> str:
    """How a record is called. Raises UnknownRecord."""
    with store.read() as reading:
        return name_of(reading, _live(reading, record))


def others(store: Store, kind: str, record: int, text: str) -> list[Referred]:
    """Records that may be the same as this one, for what was typed; those joined with it are left out."""
    with store.read() as reading:
        own = duplicate_decisions.records_of_one(reading, kind, record)
        return (
            [one for one in references.offered(reading, (kind,), text) if one.id not in own]
            if text.strip()
            else []
        )


def joined_with(reading: Reading, kind: str, record: int) -> list[Referred]:
    """The other records that are one with this one, with when they were entered."""
    found = []
    for id in duplicate_decisions.records_of_one(reading, kind, record):
        if id != record:
            stored = reading.record(id)
            found.append(Referred(id, name_of(reading, stored), _entered_words(_entered(reading, stored))))
    return found


def join(store: Store, shown: Comparison, chosen: Mapping[str, int]) -> Change | None:
    """Join both as one step, each field in `chosen` with that side's value. Raises as `decide`."""
    ids = shown.heads[0].id, shown.heads[1].id
    with store.read() as reading:
        sides = [_live(reading, id).value for id in ids]
        values = {name: getattr(sides[side], name) for name, side in chosen.items()}
    return duplicate_decisions.decide(store, *ids, Verdict.same, values)


def _live(reading: Reading, id: int) -> Stored:
    stored = reading.record(id)
    if stored.removed:
        raise UnknownRecord(record=id)
    return stored


def _entered(reading: Reading, stored: Stored) -> tuple[dt.datetime, str]:
    """When the record was made, and by whom."""
    made = entered(reading, stored.id)
    return moment(made.time_ms), made.who


def _entered_words(entered: tuple[dt.datetime, str]) -> str:
    time, who = entered
    return _("Entered {when}, {who}").format(when=formatting.moment(time.astimezone()), who=who)


def _head(reading: Reading, stored: Stored, entered: tuple[dt.datetime, str]) -> ComparedRecord:
    said = [_entered_words(entered)]
    if stored.kind == Person.KIND:
        n = len({one.activity for one in list_queries.took_part(reading, stored.id)})
        said.append(numbered("{n} activity", "{n} activities", n))
    else:
        n = len({one.activity for one in list_queries.organisation_fairs(reading, stored.id)})
        said.append(numbered("{n} fair", "{n} fairs", n))
    return ComparedRecord(stored.id, name_of(reading, stored), " · ".join(said))


def _fields(reading: Reading, both: tuple[Stored, Stored], earlier: int) -> list[ComparedField]:
    """Every field that says something on one side; what differs first."""
    withheld = [withheld_empty_fields(reading.execute, reading.identity, one) for one in both]
    writable = [_is_open(reading, one) for one in both]
    found = []
    for one in fields_of(type(both[0].value)):
        values = [getattr(side.value, one.name) for side in both]
        away = [one.name in names for names in withheld]
        if one.name == "kept" or (not any(away) and all(value in _EMPTY for value in values)):
            continue
        found.append(_field(reading, one, [side.id for side in both], values, away, writable, earlier))
    return sorted(found, key=lambda one: not one.differs)


def _field(
    reading: Reading,
    field: Field,
    ids: Sequence[int],
    values: Sequence[object],
    away: Sequence[bool],
    writable: Sequence[bool],
    earlier: int,
) -> ComparedField:
    words = [
        _("Not on this computer")
        if away[side]
        else ""
        if value in _EMPTY
        else value_words.words(reading, field, value, of=ids[side])
        for side, value in enumerate(values)
    ]
    shown = (field.name, _(field.shown.label), (words[0], words[1]))
    if any(away):
        reason_against = _(
            "The value is not on this computer, so it is not changed. Only the country office can choose."
        )
        return ComparedField(*shown, True, (), None, reason_against)
    if values[0] == values[1]:
        return ComparedField(*shown, False, (), None)
    may_take = tuple(side for side in (0, 1) if writable[1 - side])
    reason_against = _("One record belongs to another office. Its value cannot be changed here.")
    filled = [side for side in (0, 1) if values[side] not in _EMPTY]
    first = filled[0] if len(filled) == 1 else earlier
    return ComparedField(
        *shown,
        True,
        may_take,
        first if first in may_take else None,
        "" if len(may_take) == 2 else reason_against,
    )


def _is_open(reading: Reading, stored: Stored) -> bool:
    """Whether values may be written into a record here."""
    if stored.kind == Person.KIND and erased_people(reading.execute, [stored.id]):
        return False
    return may_change(reading.execute, reading.identity, stored.id)


def _warnings(reading: Reading, both: tuple[Stored, Stored]) -> list[str]:
    a, b = both
    said = _of_people(reading, a, b) if a.kind == Person.KIND else _of_organisations(reading, a, b)
    verdicts = {one.verdict for one in duplicate_people.records_of(reading, a.id, b.id, LINKS[a.kind].KIND)}
    if Verdict.different in verdicts and Verdict.same not in verdicts:
        said.append(_("An earlier decision says that they are not the same. Joining changes that decision."))
    return said


def _of_people(reading: Reading, a: Stored, b: Stored) -> list[str]:
    traits = duplicate_people.traits(reading, (a.id, b.id))
    one, other = traits[a.id], traits[b.id]
    said = []
    if compare_people(one, other).same is MatchVerdict.different:
        said.append(_("Their national IDs are different. These are probably two people."))
    if field_agreement.sexes(one.sex, other.sex) is field_agreement.OTHER_SEX:
        said.append(_("Their sex is different. Check that this is one person."))
    if (
        one.birth
        and other.birth
        and field_agreement.births(one.birth, other.birth, None, None) is field_agreement.OTHER_BIRTH
    ):
        said.append(_("Their dates of birth are different. Check that this is one person."))
    took_part = [{each.activity: each for each in list_queries.took_part(reading, id)} for id in (a.id, b.id)]
    is_one = b.id in duplicate_decisions.records_of_one(reading, a.kind, a.id)
    shared = [] if is_one else sorted(took_part[0].keys() & took_part[1].keys())
    if shared:
        marks = [
            [(of[at].stage, of[at].attended, of[at].pre, of[at].post) for at in shared] for of in took_part
        ]
        title = took_part[0][shared[0]].title
        if marks[0] != marks[1]:
            words = _(
                "Both are on the list of “{activity}”, with different attendance. Both rows stay, but count "
                "as one person."
            )
        else:
            words = _("Both are on the list of “{activity}”. Both rows stay, but count as one person.")
        said.append(words.format(activity=title))
        if len(shared) > 1:
            more = len(shared) - 1
            both_at = ngettext_(
                "The same is true for {n} more activity.", "The same is true for {n} more activities.", more
            )
            said.append(both_at.format(n=formatting.number(more)))
    return said


def _of_organisations(reading: Reading, a: Stored, b: Stored) -> list[str]:
    said = []
    countries = {str(one) for side in (a, b) if (one := getattr(side.value, "country", None)) is not None}
    if len(countries) > 1:
        said.append(_("They are in different countries. Check that this is one organisation."))
    provinces = {str(one) for side in (a, b) if (one := getattr(side.value, "province", None))}
    if len(provinces) > 1:
        said.append(_("They are in different provinces. Do not join two branches of one company."))
    if b.id not in duplicate_decisions.records_of_one(reading, a.kind, a.id):
        at = [
            {each.activity: each.title for each in list_queries.organisation_fairs(reading, id)}
            for id in (a.id, b.id)
        ]
        for activity in sorted(at[0].keys() & at[1].keys())[:1]:
            words = _(
                "Both are employers at “{activity}”. After joining, they count as one employer, and their "
                "posts and hires are added."
            )
            said.append(words.format(activity=at[0][activity]))
    return said

"""A person says that two records are one (linked, a chosen value written to both), or that they are not."""

from __future__ import annotations

from collections.abc import Mapping

from prossce_desktop.domain.matching.union_find import components
from prossce_desktop.domain.model.codes import Verdict
from prossce_desktop.domain.model.people import Person
from prossce_desktop.domain.model.record_kinds import LINKS
from prossce_desktop.domain.operations.action_kind import ActionKind
from prossce_desktop.errors import NotAlike, UnknownRecord
from prossce_desktop.services.records import record_saving
from prossce_desktop.services.records.refusals import refusal
from prossce_desktop.store.queries import canonical_organisations, duplicate_people
from prossce_desktop.store.queries.participations_of_person import linked_records
from prossce_desktop.store.queries.reading import Stored
from prossce_desktop.store.queries.record_scopes import Scopes
from prossce_desktop.store.workspace.store import Change, Reading, Store, Work

_ACTIONS = {
    Verdict.same: ActionKind.pair_same,
    Verdict.different: ActionKind.pair_different,
    Verdict.open: ActionKind.pair_open,
}


def decide(
    store: Store, a: int, b: int, verdict: Verdict, chosen: Mapping[str, object] | None = None
) -> Change | None:
    """Record a decision about two records, as one step; None where it stands so already.
    `chosen`: fields and values, as typed or in JSON's types, that both get. Raises UnknownRecord where one
    is no live record or both are one, NotAlike where they cannot be joined, ValuesRefused.
    """
    with store.read() as reading:
        both = _both(reading, a, b)
        known = _on_record(reading, both, verdict)
        changes = {one.id: changed for one in both if (changed := _changes(reading, one, chosen or {}))}
    is_known = bool(known) and all(one.verdict == verdict for one in known)
    if is_known and not changes:
        return None
    with store.work(_ACTIONS[verdict], 1) as work:
        if not is_known:
            _put_on_record(work, both, [one.link for one in known], verdict)
        work.set(both[0].kind, changes)
    return work.change


def split(store: Store, record: int, other: int) -> Change | None:
    """`other` is not `record` after all; the rest of the group stays. One step. Raises as `decide`."""
    with store.read() as reading:
        both = _both(reading, record, other)
        kind, made = both[0].kind, LINKS[both[0].kind]
        members = records_of_one(reading, kind, record)
        pairs = duplicate_people.joined_pairs(reading, members, made.KIND)
        rest = set(members) - {other}
        still = components((one.a, one.b) for one in pairs if other not in (one.a, one.b))
        cut = [one.link for one in pairs if other in (one.a, one.b)]
        direct = duplicate_people.records_of(reading, record, other, made.KIND)
    if other not in members:
        return decide(store, record, other, Verdict.different)
    lost = {still.get(one, one) for one in rest} - {still.get(record, record)}
    with store.work(ActionKind.pair_different, 1) as work:
        work.set(
            made.KIND,
            {link: {"verdict": Verdict.different} for link in {*cut, *(one.link for one in direct)}},
        )
        if not direct:
            work.new(made.KIND, [made(a=both[0].id, b=both[1].id, verdict=Verdict.different)])
        for one in sorted(lost):
            low, high = sorted((record, one))
            work.new(made.KIND, [made(a=low, b=high, verdict=Verdict.same)])
    return work.change


def records_of_one(reading: Reading, kind: str, record: int) -> list[int]:
    """All live records that are one with this one by decided links, this one too."""
    if kind == Person.KIND:
        return linked_records(reading, record)
    return canonical_organisations.group(reading, record)


def _on_record(
    reading: Reading, both: tuple[Stored, Stored], verdict: Verdict
) -> list[duplicate_people.DuplicatePair]:
    """The live links of the two. What a country joined holds there, so the regional office joins anew."""
    made = LINKS[both[0].kind]
    known = duplicate_people.records_of(reading, both[0].id, both[1].id, made.KIND)
    if verdict is not Verdict.same or not reading.identity.regional:
        return known
    scopes = Scopes(reading.execute, reading.identity.scope)
    own = scopes.of_new(made.KIND, [made(a=both[0].id, b=both[1].id, verdict=verdict)], [])
    return [one for one in known if scopes.of(one.link) == own]


def _both(reading: Reading, a: int, b: int) -> tuple[Stored, Stored]:
    """The older record first."""
    low, high = (reading.find(id) for id in sorted((a, b)))
    for id, one in zip(sorted((a, b)), (low, high), strict=True):
        if one is None or one.removed or a == b:
            raise UnknownRecord(record=id)
    assert low is not None and high is not None
    if low.kind != high.kind or low.kind not in LINKS:
        raise NotAlike
    return low, high


def _changes(reading: Reading, stored: Stored, chosen: Mapping[str, object]) -> dict[str, object]:
    if not chosen:
        return {}
    whole = {**record_saving.given(stored.value), **chosen}
    understood = record_saving.check(reading, stored.kind, whole, stored.id)
    if understood.value is None:
        raise refusal(stored.kind, understood.problems)
    return {
        name: value
        for name, value in record_saving.differences(stored.value, understood.value).items()
        if name in chosen
    }


def _put_on_record(work: Work, both: tuple[Stored, Stored], known: list[int], verdict: Verdict) -> None:
    made = LINKS[both[0].kind]
    if known:
        work.set(made.KIND, {one: {"verdict": verdict} for one in known})
    else:
        work.new(made.KIND, [made(a=both[0].id, b=both[1].id, verdict=verdict)])

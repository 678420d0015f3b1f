"""What a step changed in people, as sentences: one for the same change of several people."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from prossce_desktop.domain.model.organisations_and_results import OrganisationLink
from prossce_desktop.domain.model.people import Link
from prossce_desktop.domain.model.record_kinds import LINKS, PAIRS
from prossce_desktop.domain.translatable import N_
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.services.records import value_words
from prossce_desktop.services.records.record_names import named
from prossce_desktop.store.actions.step_history import FieldChange, changes_in
from prossce_desktop.store.erasure.erased_people import erased_people
from prossce_desktop.store.queries.participations_of_person import ends_of
from prossce_desktop.store.queries.reading import Reading

_VERDICTS = {
    "same": N_("The same as {name}"),
    "different": N_("Not the same as {name}"),
    "open": N_("Perhaps the same as {name}"),
}
KINDS = ("person", "participation")
WORKED_OUT = frozenset({"attended"})
"""Follows from the sessions that are ticked, and is not said beside them."""


@dataclass(frozen=True, slots=True)
class Linked:
    """A record that a sentence is about, by the page that shows it."""

    kind: str
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Group:
    """One change, such as “S1: absent to present, 16 people”. Of one person, `words` begin with the name."""

    words: str
    linked: tuple[Linked, ...]


def groups(reading: Reading, action: int, wanted: Collection[int], *, of_person: bool = False) -> list[Group]:
    """What the action changed in these people. `of_person`: for the page of that person, by activity."""
    by_change: dict[tuple[str, str, str], dict[int, Linked]] = {}
    found = list(changes_in(reading, action, KINDS, wanted))
    participations = {one.record for one in found if one.kind == "participation"}
    ends = ends_of(reading, participations)
    whose = {id: one.activity if of_person else one.person for id, one in ends.items()}
    gone = erased_people(reading.execute, [one.record for one in found if one.kind == "person"])
    for one in found:
        if (of_person and one.kind == "person") or one.record in gone:
            continue
        target = whose.get(one.record) if one.kind == "participation" else one.record
        if target is not None:
            for said in _said(reading, one, [other.field for other in found if other.record == one.record]):
                by_change.setdefault(said, {})[target] = Linked(
                    "activity" if of_person else "person", target, named(reading, target)
                )
    return [_group(said, tuple(linked.values())) for said, linked in by_change.items()]


def of_pairs(reading: Reading, action: int, changes: Sequence[FieldChange], record: int) -> list[Group]:
    """What a step said of this record and others: the same or not; each opens the other's page."""
    found = []
    for change in changes:
        if change.kind in PAIRS and change.field == "verdict" and change.new in _VERDICTS:
            pair = reading.record(change.record).value
            assert isinstance(pair, Link | OrganisationLink)
            other = pair.b if pair.a == record else pair.a
            kind = next(kind for kind, made in LINKS.items() if change.kind == made.KIND)
            name = names_before(reading, action, kind, [other])[other]
            found.append(Group(_(_VERDICTS[str(change.new)]).format(name=name), (Linked(kind, other, name),)))
    return found


def names_before(reading: Reading, action: int, kind: str, ids: Sequence[int]) -> dict[int, str]:
    """The names of these records before an action that may have renamed them, such as a join."""
    were = {
        one.record: str(one.old)
        for one in changes_in(reading, action, (kind,), ids)
        if one.field == "name" and one.old
    }
    return {id: were.get(id) or named(reading, id) or _("Name not on this computer") for id in ids}


def _said(reading: Reading, change: FieldChange, beside: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Field, old and new value in words; of the sessions each that is another now."""
    if change.field == "ticks":
        here, then = _numbers(change.old), _numbers(change.new)
        for number in sorted(here ^ then):
            was, now = (_("present") if number in ticked else _("absent") for ticked in (here, then))
            yield f"S{number}", was, now
        return
    field = value_words.field_named(change.kind, change.field)
    if field is None or change.field == "kept" or (change.field in WORKED_OUT and "ticks" in beside):
        return
    if change.field in ("person", "activity"):
        return
    empty = _("not recorded")
    old, new = (
        value_words.words(reading, field, value, of=change.record) or empty
        for value in (change.old, change.new)
    )
    yield _(field.shown.label), old, new


def _numbers(value: object) -> set[int]:
    return (
        {int(one) for one in value if isinstance(one, int)}
        if isinstance(value, Iterable) and not isinstance(value, str)
        else set()
    )


def _group(change_words: tuple[str, str, str], linked: tuple[Linked, ...]) -> Group:
    field, old, new = change_words
    n = len(linked)
    if n == 1:
        return Group(
            _("{name}: {field}: {old} to {new}").format(name=linked[0].name, field=field, old=old, new=new),
            linked,
        )
    words = ngettext_("{field}: {old} to {new}, {n} person", "{field}: {old} to {new}, {n} people", n)
    return Group(words.format(field=field, old=old, new=new, n=formatting.number(n)), linked)

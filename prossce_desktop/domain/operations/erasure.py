"""What erasing a person leaves: which values go from an operation, and what is kept so that figures stay.

The list is of what is kept, so that fields of later versions go too. Operations travel rewritten, in two
parts; a part that changed loses its salt, by whose hash somebody could guess what stood there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from prossce_desktop.domain.model.codes import Disability
from prossce_desktop.domain.model.disability import disability_by
from prossce_desktop.domain.model.fields import ANY_RECORD, FieldKind, Record, fields_of
from prossce_desktop.domain.model.people import Person
from prossce_desktop.domain.model.record_kinds import KINDS
from prossce_desktop.domain.operations.hash_chain import BODY_REWRITTEN, PERSONAL_REWRITTEN
from prossce_desktop.domain.operations.operation import canonical, declared_personal_fields

PERSON = Person.KIND
KEPT = frozenset({"sex", "removed"})
"""Fields of a person that stay. The disability stands in the erasure, ages in the participations."""

MANY, DAYS = 20, 30
"""More erasures of one laptop than these, arriving in so many days, wait for a person to look."""

MOST_REASON = 300
"""Characters of a reason."""


def _belonging() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for kind, record in KINDS.items():
        names = tuple(
            one.name
            for one in fields_of(record)
            if one.kind is FieldKind.reference and not one.many and {PERSON, ANY_RECORD} & {*one.shown.refers}
        )
        if names and declared_personal_fields(kind):
            found[kind] = names
    return found


BELONGING: Mapping[str, tuple[str, ...]] = _belonging()
"""Kinds of record about one person with personal values, and the fields that say whose they are."""


def is_of_a_person(record: type[Record]) -> bool:
    """Whether a record of this kind is a person's: a person, or one that points to a person."""
    return record.KIND == PERSON or any(PERSON in one.shown.refers for one in fields_of(record))


@dataclass(frozen=True, slots=True)
class Rewritten:
    """The two parts after erasing; `changed`: bits of `op.erased`, 0 where nothing had to go."""

    body: bytes
    personal: bytes | None
    changed: int


def rewrite(
    body: bytes, personal: bytes | None, people: Iterable[int], belonging: Iterable[int] = ()
) -> Rewritten:
    """Take these people's values, and these records' personal ones, out of an operation's two parts.
    What no program of ours wrote stays as it is: it is never applied.
    """
    try:
        written: list[Any] = json.loads(body)
        personal_part: list[Any] = json.loads(personal) if personal else []
        done = _cleared(written, personal_part, frozenset(people), frozenset(belonging))
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        return Rewritten(body, personal, 0)
    if done & BODY_REWRITTEN:
        body = canonical(["", *written[1:]])
    if done & PERSONAL_REWRITTEN:
        personal = canonical(["", *personal_part[1:]])
    return Rewritten(body, personal, done)


def _cleared(
    written: list[Any], personal_part: list[Any], people: frozenset[int], belonging: frozenset[int]
) -> int:
    changed = 0
    for place, block in enumerate(written[1:], 1):
        more = personal_part[place] if personal_part else {}
        kind = block.get("new", block.get("set"))
        if kind == PERSON:
            places = list(_places(block, people))
            changed |= BODY_REWRITTEN * _clear(block["cols"], places, KEPT) | PERSONAL_REWRITTEN * _clear(
                more, places, frozenset()
            )
        elif kind in BELONGING:
            places = sorted({*_places(block, belonging), *_places_about(block, people | belonging)})
            # of an older program
            opened = {
                name: block["cols"][name] for name in declared_personal_fields(kind) & block["cols"].keys()
            }
            changed |= BODY_REWRITTEN * _clear(opened, places, frozenset()) | PERSONAL_REWRITTEN * _clear(
                more, places, frozenset()
            )
    return changed


def _places(block: Mapping[str, Any], ids: frozenset[int]) -> Iterator[int]:
    """Where in a block these records stand."""
    if "new" in block:
        first, count = block["first"], block["count"]
        yield from sorted(id - first for id in ids if first <= id < first + count)
    elif len(ids) > 0:
        yield from (place for place, id in enumerate(block["ids"]) if id in ids)


def _places_about(block: Mapping[str, Any], records: frozenset[int]) -> Iterator[int]:
    """Where in a block stands what is about one of these: participations, questions."""
    for name in BELONGING[block.get("new", block.get("set"))]:
        yield from (place for place, one in enumerate(block["cols"].get(name, ())) if one in records)


def _clear(cols: dict[str, list[Any]], places: Sequence[int], but: frozenset[str]) -> bool:
    changed = False
    for name, column in cols.items():
        if name not in but:
            for place in places:
                changed |= column[place] is not None
                column[place] = None
    return changed


def concerns(body: bytes, people: Iterable[int], belonging: Iterable[int]) -> bool:
    """Whether an operation makes or sets one of these people, or one of these records of theirs."""
    persons, records = frozenset(people), frozenset(belonging)
    try:
        for block in json.loads(body)[1:]:
            kind = block.get("new", block.get("set"))
            if kind == PERSON and any(True for _ in _places(block, persons)):
                return True
            if kind in BELONGING and any(
                True for _ in (*_places(block, records), *_places_about(block, persons | records))
            ):
                return True
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return False
    return False


def disability_for(person: Person, open_answers: str | None = None) -> str | None:
    """What figures count: what the six answers gave decides, else what the person said. `open_answers`: what
    those of an older program give."""
    by_set = person.wg or (Disability(open_answers) if open_answers else None)
    found, _basis = disability_by(Disability(person.disability) if person.disability else None, by_set)
    return None if found is None else str(found.value)

"""A record's country, where it says one, is that of its scope, whatever operation it stands in.

Figures group by it, so only who may write a scope can change what they say of it; an activity's place is
`held_in`. Until 0.4.0 one field was both: what it says beside the scope's country is where it was held.
Sample data, which shows several countries and never leaves, keeps its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from prossce_desktop.domain.model.fields import Record
from prossce_desktop.domain.model.organisations_and_results import ImpactStory, InstitutionalResult
from prossce_desktop.domain.model.people import Person
from prossce_desktop.domain.model.record_kinds import ACTIVITY_KINDS
from prossce_desktop.domain.model.scopes import OFFICE, SAMPLE, SHARED
from prossce_desktop.domain.operations.operation import Block, New, Plain, Set

COUNTRY, HELD_IN = "country", "held_in"
SINCE = 6
"""The schema of operations from which on a country that is not the scope's is no other place, but refused."""
OWNED = frozenset({*ACTIVITY_KINDS, InstitutionalResult.KIND, ImpactStory.KIND})
"""Kinds whose `country` is the owner's. Of people, organisations and programmes it is the origin."""


def country_of(scope: str) -> str | None:
    """The country of what is of this scope; None for what the regional office recorded for no country."""
    return None if scope in (SHARED, OFFICE, SAMPLE) else scope


def owner_of(value: Record) -> str | None:
    """The country that a value says it is of; None where its kind says nothing of it, or nothing was said."""
    country = getattr(value, COUNTRY, None) if value.KIND in OWNED else None
    return None if country is None else str(getattr(country, "value", country))


def is_theirs(block: Block, scope: str, schema: int) -> bool:
    """Whether a block may stand in this scope: no records called another country's or moved to one, and none
    made for all countries that figures count."""
    if scope == SHARED and isinstance(block, New) and block.kind in (*OWNED, Person.KIND):
        return False
    if schema < SINCE or block.kind not in OWNED or COUNTRY not in block.cols:
        return True
    return isinstance(block, New) and all(one in (None, country_of(scope)) for one in block.cols[COUNTRY])


def may_point_to(block: Block, scope: str, schema: int) -> frozenset[str] | None:
    """The scopes a block may refer to, so that a country's figures are of its own records; None: any.
    Until 0.4.0 the regional office could make its own a part of a country's; figures pass over that.
    """
    return (
        frozenset((scope, SHARED)) if scope != OFFICE or isinstance(block, New) or schema >= SINCE else None
    )


def as_read(blocks: Sequence[Block], scope: str) -> list[Block]:
    """The blocks of an operation of this scope, with the countries that its records have by it."""
    read = (_as_read(one, scope) for one in blocks)
    return [one for one in read if not isinstance(one, Set) or one.fields]


def _as_read(block: Block, scope: str) -> Block:
    if block.kind not in OWNED or not isinstance(block, New | Set):
        return block
    if isinstance(block, Set):
        return _set(block, scope) if block.cols.keys() & {COUNTRY, HELD_IN} else block
    cols = {name: column for name, column in block.cols.items() if name not in (COUNTRY, HELD_IN)}
    nothing: list[Plain] = [None] * block.count
    countries, own = block.cols.get(COUNTRY, nothing), country_of(scope)
    if block.kind in ACTIVITY_KINDS:
        held_in = zip(block.cols.get(HELD_IN, nothing), countries, strict=True)
        cols |= _filled(HELD_IN, [where or stored or own for where, stored in held_in])
    cols |= _filled(COUNTRY, countries if scope == SAMPLE else [own] * block.count)
    return New(block.kind, block.first, block.count, cols, block.personal_fields)


def _filled(name: str, column: Sequence[Plain]) -> dict[str, Sequence[Plain]]:
    return {name: column} if any(one is not None for one in column) else {}


def _set(block: Set, scope: str) -> Set:
    """A country that was set is where it was held; where nothing is said, it was held in the scope's own."""
    moved = block.kind in ACTIVITY_KINDS and HELD_IN not in block.cols
    cols, prevs = (_moved(one, moved=moved, stays=scope == SAMPLE) for one in (block.cols, block.prevs))
    if HELD_IN in cols:
        cols[HELD_IN] = [where or country_of(scope) for where in cols[HELD_IN]]
    return Set(block.kind, block.ids, cols, prevs, block.personal_fields, block.seen)


def _moved(by_name: Mapping[str, Any], *, moved: bool, stays: bool) -> dict[str, Any]:
    found = {name: one for name, one in by_name.items() if name != COUNTRY or stays}
    return found | {HELD_IN: by_name[COUNTRY]} if moved and COUNTRY in by_name else found

"""How many people the figures may count otherwise, at most, with another value: what is asked first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from prossce_desktop.domain.counting.funnel import GIVEN_STEPS
from prossce_desktop.domain.model.people import WG_FIELDS
from prossce_desktop.domain.model.record_kinds import ACTIVITY_KINDS, KINDS, PAIRS
from prossce_desktop.domain.operations.operation import REMOVED, Plain

WHOLE = frozenset(
    {
        REMOVED, "status", "our_part", "country", "participants_country", "start", "end", "counted_on",
        "part_of", "included_in_parent",
        "same_event_as", "channel", "mode", "activity", "basis", "person",
    }
)  # fmt: skip
"""Fields that decide whether, when, where or how something counts at all."""

OF_A_PERSON = frozenset({REMOVED, "sex", "birth", "disability", "country", "province", *WG_FIELDS})
OF_A_PARTICIPATION = frozenset({*WHOLE, "stage", "age", "ticks", "attended", "pre", "post"})
NUMBERS = frozenset(
    {*GIVEN_STEPS, "vacancies", "employers", "events", "hired", "posts_local", "posts_overseas"}
)
"""Numbers that stand in figures beside the head counts; `NAME_online` too."""


def effect(kind: str, fields: Sequence[str], sides: Sequence[Mapping[str, Plain]], size: int) -> int:
    """At most so many people change in some figure. `size`: people of the record, 1 for a person."""
    if kind == "person":
        return size * bool(OF_A_PERSON.intersection(fields))
    if kind == "participation":
        return int(bool(OF_A_PARTICIPATION.intersection(fields)))
    if kind in PAIRS:
        return 1
    if set(fields) & set(KINDS[kind].TOGETHER):
        return max((_spread([side.get(name) for side in sides]) for name in fields), default=0) or 1
    if WHOLE.intersection(fields) and (kind in ACTIVITY_KINDS or kind == "head_count"):
        return max(size, 1)
    if any(name.removesuffix("_online") in NUMBERS for name in fields):
        return max(_spread([side.get(name) for side in sides]) for name in fields)
    return 0


def _spread(values: Sequence[Plain]) -> int:
    """How far numbers are apart; nothing counts as 0."""
    numbers = [one if isinstance(one, int | float) and not isinstance(one, bool) else 0 for one in values]
    return int(max(numbers) - min(numbers)) if any(numbers) else 0

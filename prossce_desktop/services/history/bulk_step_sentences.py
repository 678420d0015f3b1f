"""A step that touched several activities or organisations at once, in words: 5 activities: Status changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from prossce_desktop.domain.model.organisations_and_results import Organisation
from prossce_desktop.domain.model.query import Query
from prossce_desktop.domain.model.record_kinds import ACTIVITY_KINDS
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import ngettext_
from prossce_desktop.store.actions.touched_records import Touch


def of_several(touch: Touch, fields: str) -> str:
    """The words; "" where it is no such step. `fields`: what was changed."""
    if touch.made.keys() - {Query.KIND}:
        return ""
    for ids, what in ((touch.removed, "removed"), (touch.restored, "restored"), (touch.set, "set")):
        for kinds, words in ((ACTIVITY_KINDS, _activities), ((Organisation.KIND,), _organisations)):
            if n := _several(touch, ids, kinds):
                return words(n)[what].format(n=formatting.number(n), fields=fields)
    return ""


def _several(
    touch: Touch, ids: Mapping[str, Sequence[int]], kinds: Sequence[str] | Mapping[str, object]
) -> int:
    n = sum(touch.how_many[kind] for kind in ids if kind in kinds)
    return n if n > 1 else 0


def _activities(n: int) -> dict[str, str]:
    return {
        "removed": ngettext_("{n} activity removed", "{n} activities removed", n),
        "restored": ngettext_("{n} activity restored", "{n} activities restored", n),
        "set": ngettext_("{n} activity: {fields} changed", "{n} activities: {fields} changed", n),
    }


def _organisations(n: int) -> dict[str, str]:
    return {
        "removed": ngettext_("{n} organisation removed", "{n} organisations removed", n),
        "restored": ngettext_("{n} organisation restored", "{n} organisations restored", n),
        "set": ngettext_("{n} organisation: {fields} changed", "{n} organisations: {fields} changed", n),
    }

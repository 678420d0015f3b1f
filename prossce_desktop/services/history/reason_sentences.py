"""Reasons in the history: which value was kept, and why, as sentences."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from prossce_desktop.domain.model.fields import AcceptedDoubt
from prossce_desktop.domain.operations.action_kind import ActionKind
from prossce_desktop.language.messages import _
from prossce_desktop.services.people.sheet_reasons import TWICE
from prossce_desktop.services.records import value_words
from prossce_desktop.store.actions.step_history import FieldChange, Step
from prossce_desktop.store.queries.reading import Reading


def about_activity(
    steps: Iterable[Step], actions: Mapping[str, tuple[int, int | None]], activity: int
) -> set[int]:
    """Actions that gave or undid reasons in an activity's sheet: rows and activity. Newest first."""
    found: set[int] = set()
    for step in reversed(list(steps)):
        action, undoes = actions[step.id]
        if undoes in found or (step.title == ActionKind.reasons and activity in step.numbers[1:]):
            found.add(action)
    return found


def lines(reading: Reading, change: FieldChange, names: dict[int, str] | None = None) -> list[str]:
    """Phone 123 kept: “so on the sheet”. One sentence for each reason that is new."""
    before = _reasons(change.old)
    return [_sentence(reading, change, one, names) for one in _reasons(change.new) if one not in before]


def _reasons(value: object) -> list[AcceptedDoubt]:
    return [AcceptedDoubt.model_validate(one) for one in value] if isinstance(value, list) else []


def _sentence(
    reading: Reading, change: FieldChange, doubt: AcceptedDoubt, names: dict[int, str] | None
) -> str:
    if doubt.code == TWICE:
        return _("On the list twice, and kept. Reason: “{reason}”").format(reason=doubt.reason)
    field = value_words.field_named(change.kind, doubt.field)
    if field is None:
        return _("Kept. Reason: “{reason}”").format(reason=doubt.reason)
    value = value_words.words(reading, field, _value(doubt), names, of=change.record)
    if not value:
        return _("{field} kept. Reason: “{reason}”").format(field=_(field.shown.label), reason=doubt.reason)
    return _("{field} {value} kept. Reason: “{reason}”").format(
        field=_(field.shown.label), value=value, reason=doubt.reason
    )


def _value(doubt: AcceptedDoubt) -> object:
    """The value it was kept for; None where only its hash is noted."""
    try:
        noted = json.loads(doubt.of or "")
    except ValueError:
        return None
    return noted[0] if isinstance(noted, list) and noted else None

"""Decisions between values, one by one or many by a rule: one ordinary action that can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from prossce_desktop.domain.model.record_kinds import PARTS
from prossce_desktop.domain.operations.action_kind import ActionKind
from prossce_desktop.domain.operations.operation import REMOVED, New
from prossce_desktop.errors import QuestionChanged
from prossce_desktop.services.decisions.open_conflicts import OpenConflict, What
from prossce_desktop.store.log.operation_log import entries
from prossce_desktop.store.sync.conflict_parts import live_parts
from prossce_desktop.store.sync.conflicts import Conflict, Side, conflicts_of, owner_of
from prossce_desktop.store.workspace.store import Change, Store, Work

NEWER = b""
"""As a rule: of each field the newer value."""

Chosen = tuple[OpenConflict, int]
"""A question, and the place of the side that is to stand."""


@dataclass(frozen=True, slots=True)
class Rule:
    """`device`: the key of the laptop whose values stand, or `NEWER`. `field`: None for every field."""

    device: bytes = NEWER
    field: tuple[str, str] | None = None


def decide(store: Store, chosen: Sequence[Chosen]) -> Change:
    """Keep these sides, as one step. Raises QuestionChanged (values changed since), NotYours, CodeTaken."""
    with store.work(ActionKind.decided, len(chosen)) as work:
        found = conflicts_of(work.db.execute, [question.conflict.record for question, _place in chosen])
        open_now = {(one.record, one.what, one.fields): one for one in found}
        for question, place in chosen:
            asked = question.conflict
            now = open_now.get((asked.record, asked.what, asked.fields))
            side = question.conflict.sides[place]
            if now is None or now.heads != question.conflict.heads or not side.is_here:
                raise QuestionChanged
            _take(work, question.conflict, side)
    return work.change


def by_rule(questions: Sequence[OpenConflict], rule: Rule) -> list[Chosen]:
    """What a rule would decide; removed records and codes used twice stay open."""
    return _codes_once(_as_the_rule_says(questions, rule))


def _as_the_rule_says(questions: Sequence[OpenConflict], rule: Rule) -> Iterator[Chosen]:
    for one in questions:
        if not one.can_decide or one.conflict.what not in (What.field, What.together):
            continue
        if rule.field is not None and rule.field != key_of(one):
            continue
        places = [at for at, side in enumerate(one.sides) if rule.device in (NEWER, side.device)]
        if rule.device == NEWER:
            yield one, max(places, key=lambda at: one.sides[at].time)
        elif len(places) == 1:
            yield one, places[0]


def _codes_once(chosen: Iterable[Chosen]) -> list[Chosen]:
    given: set[object] = set()
    found: list[Chosen] = []
    for one, at in chosen:
        code = one.conflict.sides[at].values.get("code") if one.is_about_code else None
        if code and (one.sides[at].is_taken or code in given):
            continue
        given.add(code)
        found.append((one, at))
    return found


def key_of(question: OpenConflict) -> tuple[str, str]:
    """The kind and field of a question, by which a rule chooses it."""
    return question.conflict.kind, question.conflict.fields[0]


def _take(work: Work, conflict: Conflict, side: Side) -> None:
    if conflict.what in (What.field, What.together):
        work.put(
            conflict.kind, conflict.record, {name: side.values[name] for name in conflict.fields}, chosen=True
        )
    elif not side.values[REMOVED]:
        for kind, id in _taken_out_together(work, conflict):
            work.put(kind, id, {REMOVED: 0})
    elif conflict.what is What.parts:
        work.remove(live_parts(work.db.execute, owner_of(conflict.kind), conflict.record))
    else:
        work.put(conflict.kind, conflict.record, {REMOVED: 1})


def _taken_out_together(work: Work, conflict: Conflict) -> list[tuple[str, int]]:
    """The record, and what belongs to it and was taken out by the same operations."""
    found = {(conflict.kind, conflict.record)}
    owner = owner_of(conflict.kind)
    for op in {op for side in conflict.sides if side.values[REMOVED] for op in side.ops}:
        for entry in entries(work.db, "id = ?", (op,)):
            for block in entry.blocks:
                if not isinstance(block, New) and block.kind in PARTS[owner] and REMOVED in block.cols:
                    gone = [id for id, value in zip(block.ids, block.cols[REMOVED], strict=True) if value]
                    found |= {
                        (block.kind, id)
                        for id in gone
                        if getattr(work.record(id).value, owner, None) == conflict.record
                    }
    return sorted(found)

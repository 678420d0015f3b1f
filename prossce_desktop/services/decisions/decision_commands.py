"""Decisions and questions as the command line tells them to other programs, and does them."""

from __future__ import annotations

from prossce_desktop.domain.model.codes import QueryOutcome
from prossce_desktop.errors import UnknownDevice, UnknownRecord, WrongUse
from prossce_desktop.services.decisions import conflict_decisions, open_conflicts, questions
from prossce_desktop.services.decisions.conflict_decisions import NEWER, Rule
from prossce_desktop.services.decisions.open_conflicts import OpenConflict
from prossce_desktop.store.devices.known_devices import all_devices, named
from prossce_desktop.store.workspace.store import Store


def conflicts_json(store: Store) -> list[dict[str, object]]:
    """Every conflict with its sides, the most important first. Sides count from 1; the last one is shown."""
    with store.read() as reading:
        return [_conflict_json(one) for one in open_conflicts.open_conflicts(reading)]


def _conflict_json(conflict: OpenConflict) -> dict[str, object]:
    sides = [
        {
            "side": at, "values": dict(own.values) if own.is_here else None, "words": side.words,
            "who": side.who, "where": side.where,
            "at": f"{side.time:%Y-%m-%dT%H:%M:%SZ}", "shown": side.is_shown,
        }
        for at, (own, side) in enumerate(zip(conflict.conflict.sides, conflict.sides, strict=True), 1)
    ]  # fmt: skip
    return {
        "record": str(conflict.conflict.record), "kind": conflict.conflict.kind,
        "field": conflict.conflict.fields[0],
        "what": conflict.conflict.what.value,
        "title": conflict.title, "label": conflict.label, "effect": conflict.effect,
        "decidable": conflict.can_decide,
        "sides": sides,
    }  # fmt: skip


def decide_one(store: Store, record: str, field: str, side: str) -> str | None:
    """One conflict; gives the step. Raises UnknownRecord, WrongUse, QuestionChanged, NotYours."""
    with store.read() as reading:
        found = open_conflicts.open_conflicts(reading)
    one = next(
        (each for each in found if str(each.conflict.record) == record and field in each.conflict.fields),
        None,
    )
    if one is None:
        raise UnknownRecord(record=record)
    if not side.isdecimal() or not 0 < int(side) <= len(one.sides):
        raise WrongUse(message=f"There are {len(one.sides)} sides; {side[:20]} is none of them.")
    return conflict_decisions.decide(store, [(one, int(side) - 1)]).step


def decide_many(store: Store, side: str, field: str | None, *, is_trial: bool) -> tuple[int, int, str | None]:
    """By a rule: how many are decided, how many stay open, and the step. Raises UnknownDevice, WrongUse."""
    with store.read() as reading:
        found = open_conflicts.open_conflicts(reading)
        known = all_devices(reading.execute)
    of_device = NEWER
    if side != "newer":
        device = named(known, side)
        own = store.identity.device.casefold() == side.strip().casefold()
        if device is None and not own:
            raise UnknownDevice(device=side)
        of_device = store.identity.device_key if own or device is None else device.key
    kind, dot, name = (field or "").partition(".")
    if field is not None and not (kind and dot and name):
        raise WrongUse(message="A field is named as KIND.FIELD, such as training.title.")
    chosen = conflict_decisions.by_rule(found, Rule(of_device, (kind, name) if field else None))
    step = conflict_decisions.decide(store, chosen).step if chosen and not is_trial else None
    return len(chosen), len(found) - len(chosen), step


def queries_json(store: Store) -> list[dict[str, object]]:
    """Every question that is not closed."""
    with store.read() as reading:
        return [
            {
                "id": str(one.id), "record": str(one.record), "kind": one.kind, "field": one.field,
                "title": one.title, "label": one.label,
                "text": one.text or None, "asked_by": one.asked_by, "at": f"{one.time:%Y-%m-%dT%H:%M:%SZ}",
                "answer": one.answer or None,
                "answered_by": one.answered_by or None, "waits": one.waits,
            }
            for one in questions.all_open(reading)
        ]  # fmt: skip


def answer_query(store: Store, query: str, text: str, outcome: str | None) -> str | None:
    """Raises UnknownRecord, WrongUse, NotYours."""
    if not text.strip() and outcome is None:
        raise WrongUse(message="An answer needs --text, --outcome, or both.")
    return questions.answer(store, _id(query), text, QueryOutcome(outcome) if outcome else None).step


def close_query(store: Store, query: str) -> str | None:
    """Raises UnknownRecord, NotYours."""
    return questions.close(store, _id(query)).step


def _id(text: str) -> int:
    if not text.isdecimal() or len(text) > 19:
        raise UnknownRecord(record=text[:40])
    return int(text)

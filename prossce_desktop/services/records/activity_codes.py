"""Codes of activities: made so that two laptops do not make the same one, and told apart where they did."""

from __future__ import annotations

import itertools

from prossce_desktop.domain.model.activity import Activity
from prossce_desktop.domain.model.record_kinds import ACTIVITY_KINDS
from prossce_desktop.domain.problems import Problem, Severity
from prossce_desktop.domain.translatable import N_
from prossce_desktop.errors import CodeOfSeveral, UnknownActivity
from prossce_desktop.store.devices.known_devices import all_devices
from prossce_desktop.store.queries.reading import Reading

CODE_LETTERS = {
    "training": "TR",
    "career_fair": "CF",
    "policy_dialogue": "PD",
    "knowledge_product": "KP",
    "sstc_exchange": "EX",
}


def new_code(reading: Reading, value: Activity) -> str:
    """A free code: `KH-TR-2025-003`; `KH-TR-2025-7F-003` where another laptop makes codes too."""
    day = value.end or value.start
    parts = [str(value.country or "ASEAN"), CODE_LETTERS[value.KIND], *([str(day.year)] if day else [])]
    if _is_code_of_others(reading, value):
        parts.append(reading.identity.device_key.hex()[:2].upper())
    stem = "-".join(parts)
    used = reading.codes_beginning(f"{stem}-")
    return next(code for number in itertools.count(1) if (code := f"{stem}-{number:03}") not in used)


def _is_code_of_others(reading: Reading, value: Activity) -> bool:
    """Whether another laptop in use gives codes of this country, or of any for another's or none."""
    own = reading.identity
    if own.regional:
        return value.country is not None
    others = [one for one in all_devices(reading.execute) if one.is_active and one.key != own.device_key]
    if str(value.country) != own.country:
        return bool(others)
    return any(one.country == own.country and not one.regional for one in others)


def activity_named(reading: Reading, typed: str) -> int:
    """The live activity of a typed code or id. Raises UnknownActivity, CodeOfSeveral."""
    found = reading.activities_by_code(typed)
    if len(found) > 1:
        raise CodeOfSeveral(activity=typed, ids=_listed(found))
    if found:
        return found[0]
    stored = reading.find(int(typed)) if typed.isdecimal() and len(typed) < 20 else None
    if stored is not None and stored.kind in ACTIVITY_KINDS and not stored.removed:
        return stored.id
    raise UnknownActivity(activity=typed)


def several_problem(field: str, typed: str, ids: list[int]) -> Problem:
    """What is said of a field in which a code was typed that several activities have."""
    sentence = N_("Several activities have the code {value}. Give the ID of one of them: {ids}.")
    return Problem(field, "code-of-several", sentence, values=(("value", typed[:60]), ("ids", _listed(ids))))


def code_problems(
    reading: Reading, code: str | None, record: int | None, before: str | None
) -> list[Problem]:
    """Another activity's code is refused; where both have it already, it is only said."""
    others = [id for id in reading.activities_by_code(code) if id != record] if code else []
    if not others or code is None:
        return []
    if record is None or code != before:
        return [
            Problem(
                "code",
                "code-taken",
                N_("The code {code} is already used by another activity."),
                values=(("code", code),),
            )
        ]
    title = str(getattr(reading.record(others[0]).value, "title", "") or "")
    sentence = N_("“{title}” has the same code. Change one of the two codes.")
    return [Problem("code", "same-code", sentence, Severity.note, (("title", title),))]


def _listed(ids: list[int]) -> str:
    return ", ".join(map(str, ids))

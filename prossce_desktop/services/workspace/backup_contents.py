"""What a copy of the records holds, and what was recorded since it was made."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from prossce_desktop.domain.model.record_kinds import ACTIVITY_KINDS
from prossce_desktop.domain.model.setting_keys import SettingKey, key_of
from prossce_desktop.domain.translatable import N_
from prossce_desktop.services.history.step_sentences import StepInWords, steps_in_words
from prossce_desktop.services.records.unsaved_drafts import unfinished_in
from prossce_desktop.store.actions.form_drafts import held
from prossce_desktop.store.actions.step_history import history
from prossce_desktop.store.db import settings
from prossce_desktop.store.devices.officers import officers
from prossce_desktop.store.log.operation_log import moment
from prossce_desktop.store.log.steps import actions_of_steps, last_step_at
from prossce_desktop.store.sync import package_journal
from prossce_desktop.store.workspace.store import Reading, Store

__all__ = ["Holds", "Missing", "OtherDifferences", "StepInWords", "beside", "holds", "missing"]

SHOWN = 5
"""Steps that are told in words."""


@dataclass(frozen=True, slots=True)
class Holds:
    """How much stands in a base; removed records are not counted."""

    office: str
    device: str
    activities: int
    people: int
    participations: int
    drafts: int
    """Typed and not saved."""
    last: dt.datetime | None
    """When the last step was recorded, in UTC."""
    officers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OtherDifferences:
    """Other differences to a copy; names of officers and drafts are data, settings marked words."""

    officers: tuple[str, ...] = ()
    """They work here now and are not in the copy."""
    back: tuple[str, ...] = ()
    """They are in the copy and work here no longer."""
    settings: tuple[str, ...] = ()
    """They would be as they were then."""
    drafts: tuple[str, ...] = ()
    """Typed and not saved, and not in the copy."""
    packages: int = 0
    """Sent or received since."""

    def __bool__(self) -> bool:
        return bool(self.officers or self.back or self.settings or self.drafts or self.packages)


@dataclass(frozen=True, slots=True)
class Missing:
    """Steps that a copy lacks, the newest in words, and other differences."""

    count: int
    newest: tuple[StepInWords, ...]
    beside: OtherDifferences = OtherDifferences()

    def __bool__(self) -> bool:
        return bool(self.count or self.beside)


def holds(reading: Reading) -> Holds:
    """Look into a base."""
    last = last_step_at(reading)
    return Holds(
        office=reading.identity.office,
        device=reading.identity.device,
        activities=sum(reading.how_many(kind) for kind in ACTIVITY_KINDS),
        people=reading.how_many("person"),
        participations=reading.how_many("participation"),
        drafts=len(held(reading)),
        last=None if last is None else moment(last),
        officers=tuple(one.name for one in officers(reading.execute)),
    )


def missing(store: Store, backup: Reading) -> Missing:
    """What was recorded in the open records and does not stand in the copy."""
    there = set(actions_of_steps(backup))
    with store.read() as reading:
        lacking = [at for at, action in enumerate(actions_of_steps(reading)) if action not in there]
        also = beside(reading, backup)
        if not lacking:
            return Missing(0, (), also)
        newest = lacking[:SHOWN]
        steps = history(reading, limit=newest[-1] + 1)
        return Missing(len(lacking), tuple(steps_in_words(reading, [steps[at] for at in newest])), also)


def beside(reading: Reading, backup: Reading) -> OtherDifferences:
    """What is no step and would be otherwise if the copy took the place of the open records."""
    now, then = officers(reading.execute), officers(backup.execute)
    numbers_now, numbers_then = {one.id for one in now}, {one.id for one in then}
    return OtherDifferences(
        officers=tuple(one.name for one in now if one.id not in numbers_then),
        back=tuple(one.name for one in then if one.id not in numbers_now),
        settings=_settings(reading, backup),
        drafts=_drafts(reading, backup),
        packages=len(package_journal.ids(reading.execute) - package_journal.ids(backup.execute)),
    )


def _settings(reading: Reading, backup: Reading) -> tuple[str, ...]:
    who, was = reading.identity, backup.identity
    found = [N_("Office")] if who.office != was.office else []
    found += [N_("Language")] if who.language != was.language else []
    now, then = (settings.read_all(one.execute) for one in (reading, backup))
    changed = {key_of(name) for name in now.keys() | then.keys() if now.get(name) != then.get(name)}
    return (*found, *(one.label for one in SettingKey if one.label and one in changed))


def _drafts(reading: Reading, backup: Reading) -> tuple[str, ...]:
    there = {(one.key, one.time) for one in held(backup)}
    return tuple(one.name for one in unfinished_in(reading) if (one.draft.key, one.draft.time) not in there)

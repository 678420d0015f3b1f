"""What a laptop did, as the regional office sees it, and undoing it once the laptop is blocked."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import replace

from prossce_desktop.domain.model.setting_keys import SettingKey
from prossce_desktop.domain.operations.action_kind import ActionKind
from prossce_desktop.domain.operations.op_id import op_source
from prossce_desktop.errors import UnknownDevice
from prossce_desktop.services.devices.device_name_rules import known_device
from prossce_desktop.services.history.step_sentences import StepInWords, steps_in_words
from prossce_desktop.services.sync.package_receiving import retry
from prossce_desktop.store.actions.device_undo import spans_of, take_back as take_back_spans
from prossce_desktop.store.actions.step_history import steps_of_device
from prossce_desktop.store.db import settings
from prossce_desktop.store.devices.known_devices import REVOKED
from prossce_desktop.store.devices.revocation import held_beyond, set_bound
from prossce_desktop.store.log.operation_log import milliseconds
from prossce_desktop.store.log.steps import step_named, undone_actions
from prossce_desktop.store.log.version_vector import own_numbers
from prossce_desktop.store.workspace.store import Change, Reading, Store


def device_steps(store: Store, name: str, limit: int) -> list[StepInWords]:
    """The newest steps of a laptop, at most `limit`, and whether each is undone. Raises UnknownDevice."""
    with store.read() as reading:
        device = known_device(reading.execute, name)
        gone = _taken_back(reading)
        told = steps_in_words(reading, steps_of_device(reading, device.key, limit))
        return [replace(one, undone=one.undone or one.id in gone) for one in told]


def undo_device_steps(store: Store, name: str, steps: Sequence[str]) -> Change:
    """Undo these steps of a blocked laptop as one. Raises NotAnOffice, UnknownStep, UnknownDevice."""
    store.identity.refuse_country()
    with store.work(ActionKind.shut_out) as work:
        device = known_device(work.db.execute, name)
        if device.state != REVOKED:
            raise UnknownDevice(device=name)
        own = own_numbers(work.db.execute, device.key)
        actions = [action for one in steps if op_source(action := step_named(work.db, one).action) in own]
        take_back_spans(work, spans_of(work.db, actions))
    if work.change.operation is not None:
        _note_taken_back(store, work.change.operation, steps)
    return work.change


def count_after_revocation(store: Store, name: str) -> int:
    """How many operations of a laptop that was shut out are here and lie beyond. Raises UnknownDevice."""
    with store.read() as reading:
        return len(
            held_beyond(reading.execute, store.identity.device_key, known_device(reading.execute, name).key)
        )


def admit_after_revocation(store: Store, name: str, now: dt.datetime) -> int:
    """Admit, for everybody, what a blocked laptop did later; gives how many operations. Raises NotAnOffice,
    and UnknownDevice also for a laptop that is not blocked."""
    store.identity.refuse_country()
    with store.sync.exchanging() as db:
        device = known_device(db.execute, name)
        if device.state != REVOKED or device.country is None:
            raise UnknownDevice(device=name)
        held = held_beyond(db.execute, store.identity.device_key, device.key)
        if held:
            set_bound(db, store.identity, device.key, device.country, milliseconds(now))
    if held:
        retry(store, now)
    return len(held)


def _note_taken_back(store: Store, action: int, steps: Sequence[str]) -> None:
    store.settings.note(SettingKey.taken_back.of(action), json.dumps(list(steps)))


def _taken_back(reading: Reading) -> set[str]:
    """Steps that were taken back, and not brought back since."""
    undone = undone_actions(reading)
    told = settings.read_each(reading.execute, SettingKey.taken_back)
    return {one for action, steps in told.items() if int(action) not in undone for one in json.loads(steps)}

"""What a laptop did, as the regional office sees it, and taking it back from a step on once the laptop is shut out."""

from __future__ import annotations

from prossce_desktop.errors import NotAnOffice, UnknownDevice
from prossce_desktop.services.history import Told, told_steps
from prossce_desktop.store.devices import REVOKED, Device, all_devices, named
from prossce_desktop.store.history import steps_of_device
from prossce_desktop.store.origins import Executes
from prossce_desktop.store.steps import step_named
from prossce_desktop.store.store import Store
from prossce_desktop.store.taking_back import spans_from, take_back
from prossce_desktop.store.work import Change


def done_by(store: Store, laptop: str, limit: int) -> list[Told]:
    """The steps of a laptop, newest first, at most so many. Raises UnknownDevice."""
    with store.read() as reading:
        device = _known(reading.execute, laptop)
        return told_steps(reading, steps_of_device(reading, device.key, limit))


def take_back_from(store: Store, laptop: str, step: str) -> Change:
    """Take back this step of a laptop that was shut out and all that it did after it, as one step that can be undone.

    Raises NotAnOffice, UnknownStep, and UnknownDevice, also for a laptop that is not shut out.
    """
    if not store.identity.regional:
        raise NotAnOffice
    with store.work("shut-out") as work:
        device = _known(work.db.execute, laptop)
        if device.state != REVOKED:
            raise UnknownDevice(device=laptop)
        take_back(work, spans_from(work.db, device.key, step_named(work.db, step).action))
    return work.change


def _known(execute: Executes, laptop: str) -> Device:
    found = named(all_devices(execute), laptop)
    if found is None:
        raise UnknownDevice(device=laptop)
    return found

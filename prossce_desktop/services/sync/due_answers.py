"""Whom to answer after packages were read; nobody answers a mere receipt."""

from __future__ import annotations

from collections.abc import Iterable

from prossce_desktop.domain.operations.package_status import PackageStatus
from prossce_desktop.services.packages.package_outcome import NOT_ACCEPTED, PackageOutcome
from prossce_desktop.services.packages.unconfirmed_operations import lag_of
from prossce_desktop.store.devices.known_devices import all_devices, clear_name, device_of
from prossce_desktop.store.workspace.store import Store


def to_answer(store: Store, outcomes: Iterable[PackageOutcome]) -> list[str]:
    """The names of senders to whom an answer is due, each once, in the order of reading."""
    found: dict[str, None] = {}
    with store.read() as reading:
        for one in outcomes:
            if one.header is None or one.status == PackageStatus.refused or one.code == NOT_ACCEPTED:
                continue
            sender = device_of(reading.execute, one.header.device)
            if sender is None or (name := clear_name(all_devices(reading.execute), sender)) in found:
                continue
            lacks = sender.is_heard and bool(lag_of(reading.execute, store.identity, sender).missing)
            if wants_answer(one) or lacks:
                found[name] = None
    return list(found)


def wants_answer(outcome: PackageOutcome) -> bool:
    """Whether this package brought or asked for something."""
    header = outcome.header
    if header is None:
        return False
    asked = header.pictures is not None and bool(header.pictures.asked)
    return bool(header.sources or header.wanted or outcome.pictures or asked)

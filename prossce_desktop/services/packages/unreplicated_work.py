"""Own changes that no other laptop or office confirmed. Light: the first page asks it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from prossce_desktop.domain.operations.op_id import op_span
from prossce_desktop.store.devices.identity import Identity
from prossce_desktop.store.devices.known_devices import ACCEPTED, all_devices
from prossce_desktop.store.log.operation_log import moment
from prossce_desktop.store.log.record_lots import records_made
from prossce_desktop.store.log.sample_lots import Executes
from prossce_desktop.store.log.save_times import HOUR, hours_of
from prossce_desktop.store.log.version_vector import held_sources, receipt_of

MOST_PEOPLE = 500
MOST_DAYS = 1


@dataclass(frozen=True, slots=True)
class Lone:
    """`people`: recorded on no other laptop; `days`: on how many days, by the officer's clock, it was."""

    people: int = 0
    days: int = 0

    @property
    def is_much(self) -> bool:
        """More than a day's work, or 500 people: too much for one laptop, which may be lost."""
        return self.people >= MOST_PEOPLE or self.days > MOST_DAYS


def lone(execute: Executes, identity: Identity) -> Lone:
    """What is here alone; nothing at the office or before an invitation. Retired laptops do not count."""
    others = [one for one in all_devices(execute) if one.state == ACCEPTED and one.key != identity.device_key]
    if identity.regional or not others:
        return Lone()
    receipts = [receipt_of(execute, one.key) for one in others]
    people, days = 0, set[dt.date]()
    for held in held_sources(execute):
        if held.source.device != identity.device_key:
            continue
        number = held.source.number
        safe = max((one.get(number, 0) for one in receipts), default=0)
        if safe < held.last:
            span = op_span(number, safe + 1, held.last)
            people += records_made(execute, *span).get("person", 0)
            days |= {moment(hour * HOUR).astimezone().date() for hour in hours_of(execute, *span)}
    return Lone(people, len(days))

"""Packages that would make much wait for a person, and what strangers leave here is little."""

from __future__ import annotations

from collections.abc import Mapping

from prossce_desktop.domain.operations.op_id import op_number, op_source
from prossce_desktop.store.devices.known_devices import ASKING, Device, all_devices
from prossce_desktop.store.log.sample_lots import Executes
from prossce_desktop.store.log.version_vector import last_held
from prossce_desktop.store.sync.package_journal import bytes_of_strangers

MOST_NOT_COMPARED, MOST_RECORDS = 50_000, 1_000_000
"""Records a package may make without a question: from a laptop not compared, and from any."""
MOST_ASKING, MOST_KEPT = 20, 20_000_000
"""Laptops that ask to be let in at one time, and bytes of their packages that wait, all of them together."""


def makes_many(execute: Executes, sender: Device, makes: Mapping[int, int]) -> bool:
    """Whether a person is asked first. `makes`: records by operation; known ones make none."""
    most = MOST_RECORDS if sender.compared else MOST_NOT_COMPARED
    held = {source: last_held(execute, source) for source in {op_source(op) for op in makes}}
    return sum(n for op, n in makes.items() if op_number(op) > held[op_source(op)]) > most


def is_one_too_many(execute: Executes, asks: Device) -> bool:
    """Whether as many laptops ask already as may; one that asks already may ask again."""
    those = {one.key for one in all_devices(execute) if one.state == ASKING}
    return asks.key not in those and len(those) >= MOST_ASKING


def has_room_for(execute: Executes, id: str, size: int) -> bool:
    """Whether to keep a package of a laptop not let in; without a receipt it comes again."""
    return bytes_of_strangers(execute, id) + size <= MOST_KEPT

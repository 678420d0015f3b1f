"""What the regional office says, with its packages, of the laptops of a country."""

from __future__ import annotations

from dataclasses import replace

from prossce_desktop.exchange.header import Header, KnownDevice
from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.devices.identity import Identity
from prossce_desktop.store.devices.known_devices import (
    ACCEPTED,
    RETIRED,
    REVOKED,
    Device,
    device_of,
    keep_device,
)
from prossce_desktop.store.sync.stale_guard import DEVICES, is_older, keep_latest


def keep_colleagues(db: Connection, identity: Identity, header: Header, office: Device) -> None:
    """Keep the laptops the office lists, unapproved. Blocked stays blocked, and older lists block too."""
    if not header.devices:
        return
    is_old = is_older(db.execute, DEVICES, office.key, made=header.made, number=header.number)
    keep_latest(db, DEVICES, office.key, made=header.made, number=header.number)
    for one in header.devices:
        is_colleague = one.key != identity.device_key and not one.regional and one.country == identity.country
        if is_colleague and (one.state == REVOKED or not is_old):
            _keep(db, one, office)


def _keep(db: Connection, listed: KnownDevice, office: Device) -> None:
    found = device_of(db.execute, listed.key)
    state = listed.state if listed.state in (ACCEPTED, REVOKED, RETIRED) else ACCEPTED
    if found is not None and found.said_here and state != REVOKED:
        state = found.said_here
    if found is None:
        who = (
            listed.key,
            listed.box,
            listed.name,
            listed.country,
            listed.office,
            listed.officer,
            listed.recovery,
        )
        keep_device(
            db, Device(*who, regional=False, state=state, compared=False, approved=False, share=office.share)
        )
    elif state == REVOKED or found.state == REVOKED:
        keep_device(db, replace(found, state=REVOKED, approved=False))  # whatever else is said of it
    elif found.box == listed.box:
        keep_device(
            db, replace(found, name=listed.name, office=listed.office, officer=listed.officer, state=state)
        )

"""How laptops, their offices and officers may be called here, so that nobody is taken for somebody else."""

from __future__ import annotations

from dataclasses import replace

from prossce_desktop.domain.text.untrusted_names import MOST_LETTERS, has_clean_name
from prossce_desktop.errors import RequestRefused, UnknownDevice, ValuesRefused
from prossce_desktop.exchange.confusable_names import is_look_alike, looks_like
from prossce_desktop.language.messages import _
from prossce_desktop.store.devices.identity import Identity
from prossce_desktop.store.devices.known_devices import (
    FORGOTTEN,
    REVOKED,
    Device,
    all_devices,
    keep_device,
    named,
    own_name_of,
)
from prossce_desktop.store.log.sample_lots import Executes
from prossce_desktop.store.workspace.store import Store


class DeviceNameRefused(ValuesRefused):
    """A laptop cannot be called so."""

    code = "name-refused"
    sentence = "A laptop cannot be called “{name}”: {why}."


def refuse_names(execute: Executes, identity: Identity, asks: Device) -> None:
    """Refuse a laptop that calls itself as another one, or almost so. Raises RequestRefused."""
    if not asks.name or not asks.office or not asks.officer:
        raise RequestRefused(why=_("it has no letters or digits"))
    same = [one for one in _others(execute, asks) if looks_like(one.name, asks.name)]
    if looks_like(asks.name, identity.device) or any(
        one.has_own_name or not asks.has_own_name for one in same
    ):
        raise RequestRefused(why=_("another laptop already has this name"))
    if (known := _taken_for(execute, identity, asks)) is not None:
        raise RequestRefused(why=_("it looks almost like {name}, which is another laptop").format(name=known))


def may_be_called_so(execute: Executes, identity: Identity, device: Device) -> bool:
    """Whether a laptop that says it has another office or officer now is taken for nobody else."""
    return _taken_for(execute, identity, device) is None


def _taken_for(execute: Executes, identity: Identity, device: Device) -> str | None:
    """The office or officer known here that one takes this laptop's for, spelled otherwise."""
    known: list[Identity | Device] = [identity, *_others(execute, device)]
    pairs = [(device.office, one.office) for one in known] + [(device.officer, one.officer) for one in known]
    return next((theirs for own, theirs in pairs if theirs and is_look_alike(own, theirs)), None)


def _others(execute: Executes, device: Device) -> list[Device]:
    return [one for one in all_devices(execute) if one.key != device.key and one.said_here != FORGOTTEN]


def rename(store: Store, device: str, name: str) -> Device:
    """Rename it here and, by packages, in its country. Raises NotAnOffice, UnknownDevice, NameRefused."""
    store.identity.refuse_country()
    with store.sync.exchanging() as db:
        found = device_called(db.execute, device)
        if not has_clean_name(name):
            raise DeviceNameRefused(
                name=name[: 2 * MOST_LETTERS],
                why=_("a name has one line and at most {n} letters").format(n=MOST_LETTERS),
            )
        if looks_like(name, store.identity.device) or any(
            looks_like(name, one.name) for one in _others(db.execute, found)
        ):
            raise DeviceNameRefused(name=name, why=_("another laptop has this name, or almost this name"))
        called = replace(found, name=name)
        keep_device(db, called)
    return called


def forget(store: Store, device: str) -> Device:
    """Stop listing a blocked laptop; it stays blocked. Raises NotAnOffice, UnknownDevice (not blocked)."""
    store.identity.refuse_country()
    with store.sync.exchanging() as db:
        found = device_called(db.execute, device)
        if found.state != REVOKED:
            raise UnknownDevice(device=device)
        gone = replace(found, name=own_name_of(found), office="", officer="", said_here=FORGOTTEN)
        keep_device(db, gone)
    return gone


def device_called(execute: Executes, device: str) -> Device:
    """A laptop known here, by its name or key. Raises UnknownDevice."""
    found = known_device(execute, device)
    if found.regional:
        raise UnknownDevice(device=device)
    return found


def known_device(execute: Executes, name: str) -> Device:
    """A laptop or office known here, by its name or key. Raises UnknownDevice."""
    found = named(all_devices(execute), name)
    if found is None:
        raise UnknownDevice(device=name)
    return found

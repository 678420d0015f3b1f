"""Which pictures are sent, which are told as held, and what is done with received ones."""

from __future__ import annotations

import hashlib
from collections.abc import Collection

from prossce_desktop.exchange.header import ToldPictures
from prossce_desktop.exchange.package import Package
from prossce_desktop.exchange.zip_members import PICTURES
from prossce_desktop.store.db.attachments import Pictures
from prossce_desktop.store.devices.known_devices import Device
from prossce_desktop.store.log.sample_lots import Executes
from prossce_desktop.store.log.version_vector import scopes_by_number
from prossce_desktop.store.sync.attachment_requests import asked_here, pictures_in, told_by
from prossce_desktop.store.workspace.store import Store

_JPEG = b"\xff\xd8\xff"


def due_pictures(
    execute: Executes, to: Device, scopes: Collection[str], held: Pictures, *, unmarked: bool
) -> list[str]:
    """Pictures marked for the report (`unmarked`: also those asked for) that it lacks; damaged ones too."""
    told = told_by(execute, to.key)
    if told is None:  # never heard of yet: figures first
        return []
    names = [name for name, _scope in pictures_in(execute, scopes, for_report=True)]
    if unmarked:
        names += [name for name, _scope in pictures_in(execute, scopes) if name in told.asked]
    return [one for one in dict.fromkeys(names) if one not in told.held and held.is_here(one)]


def told_pictures(execute: Executes, scopes: Collection[str], held: Pictures) -> ToldPictures:
    """What is here and whole of the receiver's scopes, and what is asked for."""
    known = {name for name, _scope in pictures_in(execute, scopes)}
    here = {name for name in held.names() if name in known and held.opens(name)}
    return ToldPictures(tuple(sorted(here)), tuple(one for one in asked_here(execute, here) if one in known))


def take_pictures(store: Store, package: Package) -> int:
    """Keep pictures that are on record and undamaged, also in place of damaged files; gives how many."""
    come = {
        name.removeprefix(PICTURES): content
        for name, content in package.members.items()
        if name.startswith(PICTURES)
    }
    if not come:
        return 0
    with store.read() as reading:
        scopes = set(scopes_by_number(reading.execute).values())
        known = {name for name, _scope in pictures_in(reading.execute, scopes)}
    held = Pictures(store.folder, store.key)
    new = 0
    for name, content in come.items():
        if (
            name in known
            and not held.opens(name)
            and content.startswith(_JPEG)
            and hashlib.sha256(content).hexdigest() == name
        ):
            held.keep(content)
            new += 1
    return new

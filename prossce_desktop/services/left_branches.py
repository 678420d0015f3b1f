"""Work of a laptop that is gone, of which the regional office holds another branch: a colleague's laptop takes it over.

A laptop that is there gives way itself (`own_branches`). Where it is retired or shut out nobody would, and what lies on the other branch
would never reach the office: whoever holds it issues it again as its own. Where two do, or the laptop comes back, the same is there
several times and counts once (`store/admitting.py`).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from prossce_desktop.errors import UnknownDevice
from prossce_desktop.exchange.header import Header
from prossce_desktop.store import forks
from prossce_desktop.store.database import Connection
from prossce_desktop.store.devices import RETIRED, REVOKED, Device, device_of
from prossce_desktop.store.forks import Branch, differs_from, first_difference, is_given_up, note_difference, note_fork, noted_numbers
from prossce_desktop.store.held import not_permitted, set_aside
from prossce_desktop.store.identity import Identity
from prossce_desktop.store.log import LAST_24, Source, milliseconds
from prossce_desktop.store.migrations import SCHEMA
from prossce_desktop.store.origins import Executes
from prossce_desktop.store.reworking import rework
from prossce_desktop.store.store import Store


@dataclass(frozen=True, slots=True)
class Left:
    """What a laptop that is gone did from operation `n` on, as it is here and not at the office.

    `operations`: how many changes; 0 where a colleague's laptop issued all of them by now, and the branch only has to be given up.
    """

    source: Source
    n: int
    laptop: str
    office: str
    operations: int


def hear_of_others(db: Connection, identity: Identity, header: Header, sender: Device) -> None:
    """The sender holds other branches of other laptops' sources than lie here; inside the caller's transaction.

    Between a country's laptops the regional office decides which branch is to be issued again: what it does not hold.
    """
    for told in header.forks:
        source = Source(told.device, told.incarnation, told.scope)
        if source.device == identity.device_key or not sender.may_write(source.scope):
            continue
        n = first_difference(db.execute, Branch(source, told.hashes))
        if n is None or is_given_up(db.execute, source.number)(n, told.hashes[n]):
            continue
        if sender.regional:
            note_difference(db, source, n)
        else:
            note_fork(db, source)


def left_branches(execute: Executes, identity: Identity) -> list[Left]:
    """What this laptop may take over: of laptops that are gone, from where the office holds something else. At a country only."""
    if identity.regional:
        return []
    found = [_left(execute, identity, number) for number in sorted(noted_numbers(execute))]
    return [one for one in found if one is not None]


def _left(execute: Executes, identity: Identity, number: int) -> Left | None:
    n = differs_from(execute, number)
    rows = execute("SELECT device, incarnation, scope FROM source WHERE id = ?", (number,)).fetchall()
    if n is None or not rows:
        return None
    source = Source(bytes(rows[0][0]), bytes(rows[0][1]), str(rows[0][2]))
    owner = device_of(execute, source.device)
    if owner is None or owner.state not in (RETIRED, REVOKED) or source.scope != identity.scope or source.device == identity.device_key:
        return None
    span = (number << 24 | n, number << 24 | LAST_24)
    query = 'SELECT id, personal IS NULL, "schema" > ? FROM op WHERE id BETWEEN ? AND ?'
    rows, but = execute(query, (SCHEMA, *span)).fetchall(), not_permitted(execute) | set_aside(execute)
    open_ones = [(withheld, newer) for id, withheld, newer in rows if id not in but]
    if not rows or any(withheld or newer for withheld, newer in open_ones):  # a part of it would be lost
        return None
    return Left(source, n, owner.name, owner.office, len(open_ones))


def take_over(store: Store, laptop: str, now: dt.datetime) -> int:
    """From now on what this laptop did and the office does not have is this laptop's work; gives how many operations that are.

    Raises UnknownDevice where there is nothing of it to take over.
    """
    with store.exchanging() as db:
        those = [one for one in left_branches(db.execute, store.identity) if one.laptop == laptop]
        if not those:
            raise UnknownDevice(device=laptop)
        for one in those:
            into = store.identity.source_of(one.source.scope)
            forks.take_over(db, one.source, one.n, into, at=milliseconds(now), who=store.identity.officer)
        rework(db, store.identity.device_key)
    return sum(one.operations for one in those)

"""Laptops and offices that are known here: their keys, whose they are, and whether they were accepted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields, replace
from typing import Any

from prossce_desktop.domain.scopes import NAMES, may_write
from prossce_desktop.store.database import Connection
from prossce_desktop.store.origins import Executes

ASKING, ACCEPTED, REVOKED, RETIRED = "asking", "accepted", "revoked", "retired"


@dataclass(frozen=True, slots=True)
class Device:
    """One laptop. `key`: its Ed25519 public key; `box`: its age recipient; `recovery`: its country's; `regional`: the regional office's.

    `approved`: an officer here agreed that names are sealed to it. `share`: what the office gets of this country.
    `said_here`: the state an officer of this laptop gave it, in use or retired; it counts more than what the office's list says.
    """

    key: bytes
    box: str
    name: str
    country: str | None
    office: str
    officer: str
    recovery: str
    regional: bool
    state: str
    compared: bool
    approved: bool
    share: str
    invitation: bytes | None = None
    revoked_after: int | None = None
    seen: int | None = None
    said_here: str | None = None

    @property
    def is_heard(self) -> bool:
        """Whether its packages are read."""
        return self.state in (ACCEPTED, RETIRED)

    @property
    def gets_names(self) -> bool:
        """Whether names pass between it and the regional office: the invitation says so, and the six words were compared."""
        return self.share == NAMES and self.compared

    def may_write(self, scope: str) -> bool:
        """Whether records of this scope are its to change."""
        return may_write(scope, country=self.country, regional=self.regional)


_NAMES = tuple(one.name for one in fields(Device))
_SELECT = f"SELECT {', '.join(_NAMES)} FROM device"


def _device(row: tuple[Any, ...]) -> Device:
    known = dict(zip(_NAMES, row, strict=True))
    return Device(**known | {name: bool(known[name]) for name in ("regional", "compared", "approved")})


def all_devices(execute: Executes) -> list[Device]:
    """Every laptop and office known, in the order of their names."""
    return [_device(row) for row in execute(f"{_SELECT} ORDER BY name, key").fetchall()]


def device_of(execute: Executes, key: bytes) -> Device | None:
    """The device with this signing key."""
    found = [_device(row) for row in execute(f"{_SELECT} WHERE key = ?", (key,)).fetchall()]
    return found[0] if found else None


def regional_office(execute: Executes) -> Device | None:
    """The regional office that this country works with; None before it was introduced."""
    found = [_device(row) for row in execute(f"{_SELECT} WHERE regional = 1 AND state = ? ORDER BY key", (ACCEPTED,)).fetchall()]
    return found[0] if found else None


def named(devices: Iterable[Device], name: str) -> Device | None:
    """The one device of that name; None where there is none, or where the name is not clear."""
    found = [one for one in devices if one.name.casefold() == name.strip().casefold()]
    return found[0] if len(found) == 1 else None


def keep_device(db: Connection, device: Device) -> None:
    """Write it in place of what was known of it."""
    marks = ", ".join("?" * len(_NAMES))
    db.execute(f"INSERT OR REPLACE INTO device({', '.join(_NAMES)}) VALUES({marks})", astuple(device))


def seen_at(db: Connection, device: Device, at: int) -> None:
    """It was heard of at this time, UTC milliseconds."""
    keep_device(db, replace(device, seen=max(at, device.seen or 0)))

"""Laptops and offices that are known here: their keys, whose they are, and whether they were accepted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields, replace
from typing import Any

from prossce_desktop.domain.model.scopes import ShareLevel, may_write
from prossce_desktop.domain.model.setting_keys import SettingKey
from prossce_desktop.domain.text.untrusted_names import clean_name
from prossce_desktop.store.db import settings
from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.db.sql_parts import insert_into
from prossce_desktop.store.log.sample_lots import Executes

ASKING, ACCEPTED, REVOKED, RETIRED = "asking", "accepted", "revoked", "retired"
FORGOTTEN = "forgotten"
"""Said here of one that is shut out: it is listed no more."""


@dataclass(frozen=True, slots=True)
class Device:
    """One laptop. `key`: public Ed25519; `box`: its age recipient; `recovery`, `regional`: its country's, the
    office's.
    `approved`: an officer here agreed that names are sealed to it. `share`: what the office gets of its
    country. `said_here`: in use or retired, as an officer of this laptop said; it counts more than the
    office's list.
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
    share: ShareLevel
    invitation: bytes | None = None
    revoked_after: int | None = None
    seen: int | None = None
    said_here: str | None = None

    @property
    def is_heard(self) -> bool:
        """Whether its packages are read."""
        return self.state in (ACCEPTED, RETIRED)

    @property
    def has_own_name(self) -> bool:
        """Whether it is called as a program calls its laptop, after its key, not after another one."""
        return self.name.casefold().endswith(f"-{self.key.hex()[:6]}")

    @property
    def is_active(self) -> bool:
        """Whether it is in use and may get personal values; a retired device is heard, but given nothing."""
        return self.state == ACCEPTED

    @property
    def gets_names(self) -> bool:
        """Whether names pass to the office: the invitation says so, and the six words were compared."""
        return self.share == ShareLevel.names and self.compared

    def may_write(self, scope: str) -> bool:
        """Whether records of this scope are its to change."""
        return may_write(scope, country=self.country, regional=self.regional)


_NAMES = tuple(one.name for one in fields(Device))
_SELECT = f"SELECT {', '.join(_NAMES)} FROM device"
_KEEP = insert_into("device", _NAMES, over=True)


def own_name_of(device: Device) -> str:
    """How a program calls its laptop by itself: KH-7f3a91."""
    return f"{device.country or ''}-{device.key.hex()[:6]}"


def _device(row: tuple[Any, ...]) -> Device:
    """Names that were kept by older programs are cleaned here."""
    known = dict(zip(_NAMES, row, strict=True))
    known["share"] = ShareLevel(known["share"])
    known |= {name: clean_name(known[name]) for name in ("name", "office", "officer")}
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
    found = [
        _device(row)
        for row in execute(f"{_SELECT} WHERE regional = 1 AND state = ? ORDER BY key", (ACCEPTED,)).fetchall()
    ]
    return found[0] if found else None


def named(devices: Iterable[Device], name: str) -> Device | None:
    """The one device of that name, or with that key in hexadecimal; None where there is none or several.
    Of several that call themselves so, it is the one that is: a name ends with the beginning of its key.
    """
    wanted = name.strip().casefold()
    found = [one for one in devices if wanted in (one.name.casefold(), one.key.hex())]
    if len(found) > 1:
        found = [one for one in found if one.has_own_name or one.key.hex() == wanted]
    return found[0] if len(found) == 1 else None


def clear_name(devices: Iterable[Device], device: Device) -> str:
    """By what `named` finds this device: its name, its key where another one is called so."""
    found = named(devices, device.name)
    return device.name if found is not None and found.key == device.key else device.key.hex()


def keep_recovery_key(db: Connection, key: bytes, recipient: str, made: int, now: int) -> None:
    """Keep which recovery key a laptop has, as it said so itself at `made` (UTC ms); what it said before is
    old.
    What a wrong clock dated ahead counts as said `now`, so that it hides nothing later; a key that was
    replaced never comes back, however often an old card is read.
    """
    stored = settings.read(db.execute, SettingKey.device_recovery.of(key))
    stored_at, *keys = (stored or "0").split(" ")
    time_ms = min(made, now)
    if recipient in keys[1:] or (stored and time_ms <= int(stored_at) <= now):
        return
    former = [one for one in keys if one != recipient]
    settings.write(db, SettingKey.device_recovery.of(key), " ".join([str(time_ms), recipient, *former]))


def recovery_keys_of(execute: Executes) -> dict[bytes, str]:
    """By laptop the recovery key, of those that said so themselves."""
    stored = settings.read_each(execute, SettingKey.device_recovery)
    return {bytes.fromhex(device): value.split(" ")[1] for device, value in stored.items()}


def keep_device(db: Connection, device: Device) -> None:
    """Write it in place of what was known of it."""
    db.execute(_KEEP, astuple(device))


def seen_at(db: Connection, device: Device, time_ms: int) -> None:
    """It was heard of at this time, UTC milliseconds."""
    keep_device(db, replace(device, seen=max(time_ms, device.seen or 0)))

"""Invitations that this regional office gave out, and how many laptops came in by each."""

from __future__ import annotations

from dataclasses import astuple, dataclass

from prossce_desktop.domain.model.scopes import ShareLevel
from prossce_desktop.domain.model.setting_keys import SettingKey
from prossce_desktop.store.db import settings
from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.log.sample_lots import Executes

_COLUMNS = "id, secret, country, share, devices, made, expires"


@dataclass(frozen=True, slots=True)
class Issued:
    """One invitation: for which country (None: any), for how many laptops, until when (UTC milliseconds).
    `made` orders them: later than that of each before, even where the clock was set back between.
    """

    id: bytes
    secret: bytes
    country: str | None
    share: ShareLevel
    devices: int
    made: int
    expires: int


def keep_invitation(db: Connection, issued: Issued) -> None:
    """Keep what was given out."""
    db.execute(f"INSERT INTO invitation({_COLUMNS}) VALUES(?, ?, ?, ?, ?, ?, ?)", astuple(issued))


def invitation_of(execute: Executes, id: bytes) -> Issued | None:
    """The invitation of this name; None for one that this office never gave out."""
    rows = execute(f"SELECT {_COLUMNS} FROM invitation WHERE id = ?", (id,)).fetchall()
    return _issued(*rows[0]) if rows else None


def _issued(id: bytes, secret: bytes, country: str | None, share: str, *rest: int) -> Issued:
    return Issued(id, secret, country, ShareLevel(share), *rest)


def last_made(execute: Executes) -> int:
    """When the last invitation of all was made, as it says itself; 0 before the first."""
    ((last,),) = execute("SELECT COALESCE(max(made), 0) FROM invitation").fetchall()
    return int(last)


def newest_for(execute: Executes, country: str) -> Issued | None:
    """The last invitation that was given out for exactly this country."""
    rows = execute(
        f"SELECT {_COLUMNS} FROM invitation WHERE country = ? ORDER BY made DESC LIMIT 1", (country,)
    ).fetchall()
    return _issued(*rows[0]) if rows else None


def keep_asked(db: Connection, invitation: bytes | None) -> None:
    """A received invitation that asks for names, until an officer answers; None: nothing is asked."""
    settings.write(db, SettingKey.asked_for_names, None if invitation is None else invitation.hex())


def asked_for_names(execute: Executes) -> bytes | None:
    """The invitation that waits for an answer."""
    asked = settings.read(execute, SettingKey.asked_for_names)
    return None if asked is None else bytes.fromhex(asked)


def came_by(execute: Executes, id: bytes) -> int:
    """How many laptops were let in by this invitation."""
    ((count,),) = execute(
        "SELECT count(*) FROM device WHERE invitation = ? AND state <> 'asking'", (id,)
    ).fetchall()
    return int(count)

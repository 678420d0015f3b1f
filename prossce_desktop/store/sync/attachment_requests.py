"""Which pictures somebody holds and asks for, as told in the last package; and which are asked for here."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from prossce_desktop.domain.model.setting_keys import SettingKey, SuffixedKey
from prossce_desktop.domain.operations.op_id import sql_source
from prossce_desktop.store.db import settings
from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.log.sample_lots import Executes

MOST = 20_000
"""Pictures that are told of at once."""


@dataclass(frozen=True, slots=True)
class DeviceAttachments:
    """By their names, which are hashes."""

    held: frozenset[str] = frozenset()
    asked: frozenset[str] = frozenset()


def told_by(execute: Executes, device: bytes) -> DeviceAttachments | None:
    """What a device said when it was heard last; None where it never was."""
    said = _read(execute, SettingKey.attachments_told.of(device))
    return (
        None
        if not said
        else DeviceAttachments(frozenset(said.get("held", ())), frozenset(said.get("asked", ())))
    )


def keep_told(db: Connection, device: bytes, held: Iterable[str], asked: Iterable[str]) -> None:
    """In place of what it said before."""
    said = {"held": sorted(held)[:MOST], "asked": sorted(asked)[:MOST]}
    settings.write(db, SettingKey.attachments_told.of(device), json.dumps(said))


def ask(db: Connection, sha256: str) -> None:
    """Ask for one that is not here."""
    asked = {*_read(db.execute, SettingKey.attachments_asked).get("asked", ()), sha256}
    settings.write(db, SettingKey.attachments_asked, json.dumps({"asked": sorted(asked)}))


def asked_here(execute: Executes, here: Collection[str]) -> list[str]:
    """Those that are asked for and did not come yet."""
    return [
        str(one) for one in _read(execute, SettingKey.attachments_asked).get("asked", ()) if one not in here
    ]


def asked_by_others(execute: Executes) -> set[str]:
    """Those that somebody asked for, for whoever may send them."""
    told = settings.read_each(execute, SettingKey.attachments_told)
    return {one for value in told.values() for one in json.loads(value).get("asked", ())}


def pictures_in(
    execute: Executes, scopes: Collection[str], *, for_report: bool = False
) -> list[tuple[str, str]]:
    """Name and scope of the pictures on record in these scopes, each once, those added first in front."""
    query = (
        "SELECT DISTINCT attachment.sha256, source.scope FROM attachment"
        " JOIN lot ON lot.first = (SELECT max(first) FROM lot WHERE first <= attachment.id)"
        f" JOIN source ON source.id = {sql_source('lot.op')}"
        f" WHERE attachment.removed = 0 {'AND for_report = 1' if for_report else ''} ORDER BY attachment.id"
    )
    return [(str(name), str(scope)) for name, scope in execute(query).fetchall() if scope in scopes]


def _read(execute: Executes, key: SettingKey | SuffixedKey) -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads(settings.read(execute, key) or "{}")
    return found

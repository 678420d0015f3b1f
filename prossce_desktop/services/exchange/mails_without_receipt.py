"""The newest e-mails without a receipt: where they lie, so that they can be sent once more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from prossce_desktop.exchange.mail_drafts import read_draft
from prossce_desktop.services.exchange.exchange_page import folder_of
from prossce_desktop.services.packages.unconfirmed_operations import lag_of
from prossce_desktop.services.sync import journal_entries, package_sending
from prossce_desktop.services.sync.journal_entries import JournalEntry, State
from prossce_desktop.store.devices.known_devices import ACCEPTED, all_devices
from prossce_desktop.store.sync import package_journal
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.system import clock, held_files


@dataclass(frozen=True, slots=True)
class MailWithoutReceipt:
    """A package and its draft, which still lie where they were written, with the texts of the e-mail."""

    path: Path
    email: Path
    subject: str
    text: str
    receiver: str
    """The name of the laptop or office that it is for."""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Packages of the newest sending without a receipt. `gone`: names of those not in the folder."""

    folder: Path
    time: dt.datetime
    lying: tuple[MailWithoutReceipt, ...]
    gone: tuple[str, ...]


def unanswered(store: Store) -> Unanswered | None:
    """None where nothing was mailed, or all of it is confirmed. Beside the window: it reads files."""
    entries = list(_newest(store))
    if not entries:
        return None
    receivers = _receivers(store)
    folder = folder_of(store)
    lying: list[MailWithoutReceipt] = []
    gone: list[str] = []
    for one in entries:
        name = package_sending.file_name(store.identity.device, one.number)
        found = _lying(folder / name, receivers[one.id])
        if found is None:
            gone.append(name)
        else:
            lying.append(found)
    return Unanswered(folder, max(one.time for one in entries), tuple(lying), tuple(gone))


def _newest(store: Store) -> Iterator[JournalEntry]:
    """The newest unconfirmed packages with records of each receiver; one sending has one moment."""
    identity = store.identity
    with store.read() as reading:
        known = all_devices(reading.execute)
        mailed = [one for one in known if one.state == ACCEPTED and (identity.regional or one.regional)]
        lags = [lag_of(reading.execute, identity, one, clock.now()) for one in mailed]
        keys = {one.key for one in mailed}
        lines = [
            one
            for one in package_journal.lines(reading.execute)
            if one.outgoing and one.operations and one.device in keys
        ]
    newest: dict[str, dt.datetime] = {}
    for one in journal_entries.entries(
        lines, {one.key: one for one in mailed}, lags, identity.device, clock.now()
    ):
        if newest.setdefault(one.receiver, one.time) == one.time and one.state in (State.sent, State.late):
            yield one


def _receivers(store: Store) -> dict[str, str]:
    """By package the name of the device that it is for."""
    with store.read() as reading:
        names = {one.key: one.name for one in all_devices(reading.execute)}
        return {
            one.id: names.get(one.device, "")
            for one in package_journal.lines(reading.execute)
            if one.outgoing
        }


def _lying(path: Path, receiver: str) -> MailWithoutReceipt | None:
    with suppress(OSError, ValueError, LookupError):
        emails = [path.with_suffix(".eml"), *path.parent.glob(f"{path.stem}-for-*.eml")]
        email = next((one for one in emails if one.is_file()), None)
        if path.is_file() and email is not None:
            return MailWithoutReceipt(path, email, *read_draft(held_files.read(email)), receiver)
    return None

"""The journal as a person reads it: who sent what and when, what is confirmed, what waits and for what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from prossce_desktop.domain.operations.package_status import PackageStatus
from prossce_desktop.domain.translatable import N_
from prossce_desktop.services.packages.held_back import NOTHING, StillHeld, still_held
from prossce_desktop.services.packages.package_outcome import (
    AFTER_SHUT_OUT,
    MANY_ERASED,
    MANY_RECORDS,
    NEWER,
    NOT_ACCEPTED,
)
from prossce_desktop.services.packages.unconfirmed_operations import Lag, lag_of
from prossce_desktop.store.devices.identity import Identity
from prossce_desktop.store.devices.known_devices import ACCEPTED, REVOKED, Device
from prossce_desktop.store.log.operation_log import milliseconds, moment
from prossce_desktop.store.log.sample_lots import Executes
from prossce_desktop.store.sync import package_journal
from prossce_desktop.store.sync.package_journal import UNKNOWN_DEVICE, JournalLine

LATE_DAYS, LATE_PACKAGES, LEAST_DAYS = 14, 3, 1
"""A receipt is late after so many days, or later rounds of sending, but never on the first day."""


class State(StrEnum):
    """Where a package stands. `words`: for a person, not translated; "" where they name a number or a cause.
    `waits`: somebody should look at it, or it waits for something."""

    words: str
    waits: bool

    def __new__(cls, code: str, words: str, waits: bool = False) -> State:
        made = str.__new__(cls, code)
        made._value_, made.words, made.waits = code, words, waits
        return made

    confirmed = "confirmed", N_("Confirmed")
    sent = "sent", N_("No receipt yet")
    late = "late", "", True
    receipt_only = "receipt_only", N_("Nothing to confirm")
    """It held no records, so nothing has to be confirmed."""
    taken = "taken", N_("Imported, receipt not made yet")
    answered = "answered", N_("Imported, receipt made")
    part_missing = "part_missing", N_("Waiting: an earlier package is missing"), True
    not_let_in = "not_let_in", N_("Waiting: let the laptop in first"), True
    other_not_let_in = "other_not_let_in", N_("Waiting for a laptop that is not let in"), True
    """It builds on the work of that laptop."""
    many_erased = "many_erased", N_("Waiting for your agreement: the package erases many people"), True
    many_records = "many_records", N_("Waiting for your agreement: the package adds many records"), True
    for_later = "for_later", N_("Waiting for a newer version of the program"), True
    in_part = "in_part", N_("Partly imported"), True
    """Of it operations are held back, or a branch of what is here contradicts it, until today."""
    after_shut_out = (
        "after_shut_out", N_("Written after the laptop was blocked: waiting for a decision"), True,
    )  # fmt: skip
    settled = "settled", N_("The rest came with a later package")
    """It was taken in part, or could not be kept; a later one brought the rest."""
    shut_out = "shut_out", N_("The laptop was blocked")
    """Nothing becomes of it any more."""
    refused = "refused", ""
    """Nothing was taken from it; `JournalEntry.code` says why."""


_WAITS_FOR = {
    NOT_ACCEPTED: State.not_let_in,
    MANY_ERASED: State.many_erased,
    MANY_RECORDS: State.many_records,
    NEWER: State.for_later,
    UNKNOWN_DEVICE: State.other_not_let_in,
}
NEVER_OPENED = frozenset({State.refused, State.shut_out, State.settled})
"""What is in it, and was not taken in, nobody will know here."""


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One package. `name`: of the laptop that made it; `receiver`: an office or a laptop; `days`: its age."""

    id: str
    outgoing: bool
    name: str
    number: int
    time: dt.datetime
    operations: int
    size: int
    receiver: str
    state: State
    days: int
    code: str | None = None
    office: str = ""
    """Of whom it went to, or came from."""
    asks: bool = False
    """Without records and before any answer: it only asks the office to let the laptop in."""

    @property
    def is_read(self) -> bool:
        """Whether it is known here how much is in it."""
        unread = (
            State.part_missing,
            State.not_let_in,
            State.many_erased,
            State.many_records,
            State.for_later,
            *NEVER_OPENED,
        )
        return self.outgoing or self.state not in unread or self.operations > 0


def entries(
    lines: Sequence[JournalLine], known: Mapping[bytes, Device], unsent: Sequence[Lag], own: str,
    now: dt.datetime,
    held: StillHeld = NOTHING,
) -> list[JournalEntry]:  # fmt: skip
    """The journal, newest first. `unsent`: what receivers lack; `held`: what of packages is open today."""
    by_name = {one.name: one for one in unsent}
    at_country = any(one.regional for one in known.values())
    newest_sent, newest_taken = _newest(lines)
    made = _made(lines, milliseconds(now))
    asked = _asked(lines, at_country=at_country, known=known)
    rounds: dict[bytes, set[int]] = {}
    found: list[JournalEntry] = []
    for line in lines:
        device = known.get(line.device)
        # empty where nobody knows who sent it
        other = device.name if device is not None else line.device.hex()[:6]
        receiver = device.office if device is not None and device.regional else other
        days = (now - moment(made.get(line.id, line.at))).days
        if line.outgoing:
            is_watched = device is not None and device.state == ACCEPTED
            later = rounds.setdefault(line.device, set())  # when; parts of one round are made at one moment
            state = _sent(
                line, made[line.id], by_name.get(other), days, len(later - {line.at}), is_watched=is_watched
            )
            # there the newest takes the place of the one before
            on_stick = at_country and device is not None and not device.regional
            if line.operations and not on_stick:  # pictures alone and receipts are no round
                later.add(line.at)
        else:
            state = _came(
                line, device, held, newest_sent.get(line.device, 0), newest_taken.get(line.device, 0)
            )
        found.append(
            JournalEntry(
                id=line.id, outgoing=line.outgoing, name=own if line.outgoing else other, number=line.number,
                time=moment(line.at), operations=line.operations, size=line.size, receiver=receiver,
                state=state, days=days, code=line.code,
                office=device.office if device is not None else "", asks=line.id in asked,
            )
        )  # fmt: skip
    return found


def journal(
    execute: Executes, own: Identity, known: Sequence[Device], unsent: Sequence[Lag], now: dt.datetime
) -> list[JournalEntry]:
    """The whole journal. `unsent`: what the receivers of today lack; that of earlier ones is looked up."""
    lines = package_journal.lines(execute)
    sent_records = {line.device for line in lines if line.outgoing and line.operations}
    watched = {one.name for one in unsent}
    earlier = [one for one in known if one.key in sent_records and one.name not in watched]
    lags = [*unsent, *(lag_of(execute, own, one, now) for one in earlier)]
    by_key = {one.key: one for one in known}
    return entries(lines, by_key, lags, own.device, now, still_held(execute))


def _newest(lines: Sequence[JournalLine]) -> tuple[dict[bytes, int], dict[bytes, int]]:
    """By device the time of the last sending, and the number of the newest package with records imported."""
    sent: dict[bytes, int] = {}
    taken: dict[bytes, int] = {}
    for line in lines:
        if line.outgoing:
            sent[line.device] = max(sent.get(line.device, 0), line.at)
        elif line.operations and line.status not in (
            PackageStatus.waiting,
            PackageStatus.for_later,
            PackageStatus.refused,
        ):
            taken[line.device] = max(taken.get(line.device, 0), line.number)
    return sent, taken


def _asked(lines: Sequence[JournalLine], known: Mapping[bytes, Device], *, at_country: bool) -> set[str]:
    """Packages to an office that hold nothing, before any records went or any package came."""
    found: set[str] = set()
    over: set[bytes] = set()
    for line in reversed(lines):
        device = known.get(line.device)
        is_to_office = device is not None and device.regional == at_country and line.outgoing == at_country
        if line.status == PackageStatus.refused or line.device in over:
            continue
        if is_to_office and not line.operations:
            found.add(line.id)
        else:
            over.add(line.device)
    return found


def _made(lines: Sequence[JournalLine], now: int) -> dict[str, int]:
    """When own packages were made at the latest: before now and before later numbers, whatever the clock."""
    found: dict[str, int] = {}
    latest = now
    for line in sorted((one for one in lines if one.outgoing), key=lambda one: one.number, reverse=True):
        latest = min(latest, line.made)
        found[line.id] = latest
    return found


def _sent(line: JournalLine, made: int, to: Lag | None, days: int, after: int, *, is_watched: bool) -> State:
    """Confirmed where all saved before it arrived. `after`: later rounds; `is_watched`: a receipt is due."""
    if not line.operations:
        return State.receipt_only
    if to is not None and to.answered and (to.first_missing is None or to.first_missing > made):
        return State.confirmed
    is_late = days >= LATE_DAYS or (days >= LEAST_DAYS and after >= LATE_PACKAGES)
    return State.late if is_watched and is_late else State.sent


def _came(
    line: JournalLine, sender: Device | None, held: StillHeld, answered: int, newest_taken: int
) -> State:
    """`answered`: the time of the last sending there; `newest_taken`: the newest number imported."""
    if line.status == PackageStatus.refused:
        return State.refused
    is_out = sender is not None and sender.state == REVOKED
    if line.status == PackageStatus.waiting or (
        line.status == PackageStatus.for_later and line.content is not None
    ):
        if is_out:
            return State.shut_out
        went_in = line.operations and not held.is_in_part(sender)  # they waited in the log
        if line.content is None and (newest_taken > line.number or went_in):
            return State.settled
        return _WAITS_FOR.get(line.code or "", State.part_missing)
    if line.status == PackageStatus.for_later and held.is_for_later(sender):
        return State.for_later
    if line.status == PackageStatus.quarantined:
        if is_out:
            return State.shut_out
        if not held.is_in_part(sender):
            return State.settled
        return State.after_shut_out if line.code == AFTER_SHUT_OUT else State.in_part
    return State.answered if answered >= line.at else State.taken

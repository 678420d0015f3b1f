"""The journal as a person reads it: who sent what and when, what is confirmed, what waits and for what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from prossce_desktop.domain.operations.package_status import PackageStatus
from prossce_desktop.services.packages.held_back import NOTHING, StillHeld
from prossce_desktop.services.packages.package_outcome import AFTER_SHUT_OUT
from prossce_desktop.services.packages.unconfirmed_operations import Lag
from prossce_desktop.store.devices.known_devices import ACCEPTED, REVOKED, Device
from prossce_desktop.store.log.operation_log import milliseconds, moment
from prossce_desktop.store.sync.package_journal import UNKNOWN_DEVICE, JournalLine

LATE_DAYS, LATE_PACKAGES, LEAST_DAYS = 14, 3, 1
"""A receipt is late after so many days, or later rounds of sending, but never on the first day."""


class State(StrEnum):
    """Where a package stands."""

    confirmed = "confirmed"
    sent = "sent"
    late = "late"
    receipt_only = "receipt_only"
    """It held no records, so nothing has to be confirmed."""
    taken = "taken"
    answered = "answered"
    """Taken in, and a package went back since."""
    part_missing = "part_missing"
    not_let_in = "not_let_in"
    other_not_let_in = "other_not_let_in"
    """It builds on the work of another laptop, which nobody let in."""
    many_erased = "many_erased"
    """It would erase so many people that somebody has to agree."""
    many_records = "many_records"
    """It would make so many records that somebody has to agree."""
    for_later = "for_later"
    in_part = "in_part"
    """Of it operations are held back, or a branch of what is here contradicts it, until today."""
    after_shut_out = "after_shut_out"
    """It holds changes from after a laptop was blocked; the regional office may admit them."""
    settled = "settled"
    """It was taken in part, or could not be kept; a later one brought the rest."""
    shut_out = "shut_out"
    """Nothing becomes of it any more: its laptop was shut out."""
    refused = "refused"
    """Nothing was taken from it; `JournalEntry.code` says why."""


WAITS = frozenset(
    {
        State.late,
        State.part_missing,
        State.not_let_in,
        State.other_not_let_in,
        State.many_erased,
        State.many_records,
        State.for_later,
        State.in_part,
        State.after_shut_out,
    }
)
"""Somebody should look at it, or it waits for something."""
_WAITS_FOR = {
    "sender-not-accepted": State.not_let_in, "many-erased": State.many_erased,
    "newer-version": State.for_later,
    "many-records": State.many_records, UNKNOWN_DEVICE: State.other_not_let_in,
}  # fmt: skip
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
        name = own if line.outgoing else other
        what = (line.id, line.outgoing, name, line.number, moment(line.at), line.operations, line.size)
        found.append(
            JournalEntry(
                *what,
                receiver,
                state,
                days,
                line.code,
                device.office if device is not None else "",
                line.id in asked,
            )
        )
    return found


def sent_to(known: Sequence[Device], lines: Sequence[JournalLine]) -> list[Device]:
    """Those who were ever sent records: of the others nothing waits for a receipt."""
    keys = {line.device for line in lines if line.outgoing and line.operations}
    return [one for one in known if one.key in keys]


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

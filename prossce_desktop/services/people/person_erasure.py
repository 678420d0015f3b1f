"""Erasing a person everywhere the program reaches, and what is left to do by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from prossce_desktop.domain.model.people import Person
from prossce_desktop.domain.operations.action_kind import ActionKind
from prossce_desktop.domain.operations.erasure import MOST_REASON
from prossce_desktop.domain.operations.hash_chain import LATEST
from prossce_desktop.errors import ReasonNames, ReasonNeeded, UnknownRecord
from prossce_desktop.language import messages
from prossce_desktop.services.activities import attachments as pictures
from prossce_desktop.services.lists.list_queries import linked_records
from prossce_desktop.services.people.erased_in_packages import forget_packages
from prossce_desktop.store.devices import device_keys
from prossce_desktop.store.devices.known_devices import all_devices
from prossce_desktop.store.erasure.erased_mentions import words_about
from prossce_desktop.store.erasure.erased_people import erased_at, erased_people
from prossce_desktop.store.erasure.exported_files import exports_with
from prossce_desktop.store.log.operation_log import milliseconds, moment
from prossce_desktop.store.maintenance.base_backup import backups_in, made_at
from prossce_desktop.store.queries.participations_of_person import activities_of
from prossce_desktop.store.queries.reading import Reading
from prossce_desktop.store.sync.package_journal import JournalLine, lines
from prossce_desktop.store.workspace.repeated_erasures import erasure_of
from prossce_desktop.store.workspace.store import Change, Store

if TYPE_CHECKING:
    from prossce_desktop.reports.pages.finished_document import Document


@dataclass(frozen=True, slots=True)
class OutOfReach:
    """What may still name the person, made before; times are UTC. `activities`: title and code, for signed
    sheets to look through by hand. `packages`, `on_sticks`: how many went by e-mail and by stick."""

    time: dt.datetime
    """When the person was erased."""
    exports: tuple[tuple[dt.datetime, str, str], ...]
    """When, the file's name, what it holds (`names`, `all`, `sheet`)."""
    backups: tuple[dt.datetime, ...]
    """Older copies beside the records; they are erased when restored, and thinned out in time."""
    activities: tuple[str, ...]
    attachments: tuple[str, ...]
    packages: int
    last_package: dt.datetime | None
    on_sticks: int = 0
    last_on_stick: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Erased:
    """What was done. `people`: the records that were this person; `step` None: erased before."""

    people: tuple[int, ...]
    step: str | None
    change: Change | None
    wiped: bool
    """False: free pages of the file still have to be written over, which happens in a quiet minute."""
    left: OutOfReach


def erase(store: Store, person: int, reason: str, now: dt.datetime) -> Erased:
    """Erase a person with all joined records. Raises UnknownRecord, ReasonNeeded, ReasonNames, NotYours."""
    words = " ".join(reason.split())[:MOST_REASON]
    with store.read() as reading:
        people = _records_of(reading, person)
        gone = erased_people(reading.execute, people)
        those = [one for one in people if one not in gone]
        if those and not words:
            raise ReasonNeeded
        if any(
            word in words.casefold()
            for one in those
            for word in words_about(reading.execute, one)
            if len(word) > 2
        ):
            raise ReasonNames
        erasures = [erasure_of(reading.execute, one, words) for one in those]
    change = None
    if erasures:
        with store.work(ActionKind.erased, len(erasures)) as work:
            for one in erasures:
                work.erase(one)
        change = work.change
        with store.sync.exchanging() as db:
            forget_packages(db, device_keys.box_identity(db.execute) or "")
    wiped = store.wipe_if_due()
    left = out_of_reach(store, people, just_now=now if erasures else None)
    return Erased(tuple(people), change.step if change else None, change, wiped, left)


def is_erased(reading: Reading, person: int) -> bool:
    """Whether this record was erased."""
    return bool(erased_people(reading.execute, [person]))


def out_of_reach(store: Store, people: Sequence[int], just_now: dt.datetime | None = None) -> OutOfReach:
    """What was made until the erasure, to look through by hand. `just_now`: all that is here was, whatever
    the clock said. Raises UnknownRecord where nobody was erased."""
    with store.read() as reading:
        at = _erased_at(reading, people) if just_now is None else just_now
        until = milliseconds(at) if just_now is None else LATEST
        exports = [
            (moment(one.time_ms), one.name, one.holds)
            for one in exports_with(reading.execute, people)
            if one.time_ms <= until
        ]
        mailed, on_sticks = _sent(reading, until)
        activities = [
            f"{code} · {title}" if code else str(title) for code, title in activities_of(reading, people)
        ]
        scans = pictures.added_until(reading, people, until)
    before = tuple(
        made for made in map(made_at, backups_in(store.folder / "backups")) if milliseconds(made) <= until
    )
    return OutOfReach(
        at, tuple(exports), before, tuple(activities), tuple(scans), len(mailed), _newest(mailed),
        len(on_sticks), _newest(on_sticks)
    )  # fmt: skip


def _erased_at(reading: Reading, people: Sequence[int]) -> dt.datetime:
    at = erased_at(reading.execute, people)
    if at is None:
        raise UnknownRecord(record=people[0])
    return moment(at)


def _sent(reading: Reading, until: int) -> tuple[list[JournalLine], list[JournalLine]]:
    """Packages with records that went by e-mail, and by stick: to a country's laptop, not the office's."""
    sent = [line for line in lines(reading.execute) if line.outgoing and line.operations and line.at <= until]
    colleagues = {
        one.key for one in all_devices(reading.execute) if not one.regional and not reading.identity.regional
    }
    return [one for one in sent if one.device not in colleagues], [
        one for one in sent if one.device in colleagues
    ]


def _newest(sent: Sequence[JournalLine]) -> dt.datetime | None:
    return moment(sent[0].at) if sent else None


def _records_of(reading: Reading, person: int) -> list[int]:
    stored = reading.find(person)
    if stored is None or not isinstance(stored.value, Person):
        raise UnknownRecord(record=person)
    return sorted({person, *linked_records(reading, person)})


def letter(
    reading: Reading, left: OutOfReach, time: dt.datetime, language: str = messages.ENGLISH
) -> Document:
    """The letter to the person, without a name: what was erased, stays, or could not be reached."""
    from prossce_desktop.reports.pages.erasure_letter import erasing_letter
    from prossce_desktop.reports.report_data import Origin

    with messages.speaking(language):
        origin = Origin(reading.identity.office, time.date(), time)
        return erasing_letter(origin, reading.identity.officer, left)


def write_letter(
    store: Store, left: OutOfReach, time: dt.datetime, path: Path, language: str = messages.ENGLISH
) -> int:
    """Write the letter to `path`, which keeps what it had if anything fails; gives how many pages it has."""
    with store.read() as reading:
        document = letter(reading, left, time, language)
    document.write(path, private=True)
    return document.pages

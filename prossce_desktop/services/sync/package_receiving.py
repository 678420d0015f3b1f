"""Reading a package: five steps, each a function of values, inside one transaction, whole or not at all.

1. `open_content`: what the file says by itself. Refuses: not-a-package, too-large, damaged, not-for-us,
   hostile, bad-signature.
2. `authenticate`: who sent it. Refuses: not-for-us, revoked, unknown-sender. Waits: sender-not-accepted.
3. `admit`: operations and parts that may come in. Refuses: too-large, damaged, hostile, bad-signature.
   Waits: newer-version, many-records, many-erased, part-missing.
4. `merge`: what came of it in the log and the rows. Refuses: hostile.
5. `report`: the outcome, and its line in the journal. Waits: part-missing, newer-version. Quarantined:
   fork, not-permitted, after-shut-out.

A reason is decided in one step alone; where a code stands twice, it has two reasons. FORMAT.md says the
rules.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from prossce_desktop.domain.model.scopes import SHARE_LEVELS, SHARED, ShareLevel, readable
from prossce_desktop.domain.operations.hash_chain import Stretch
from prossce_desktop.domain.operations.op_id import op_source
from prossce_desktop.domain.operations.package_status import PackageStatus
from prossce_desktop.errors import RequestRefused
from prossce_desktop.exchange.header import Header
from prossce_desktop.exchange.package import Package, PackageRefused, is_newer, open_package
from prossce_desktop.exchange.zip_members import INVITATION, REQUEST
from prossce_desktop.services.devices.country_devices import keep_colleagues
from prossce_desktop.services.devices.device_name_rules import may_be_called_so
from prossce_desktop.services.devices.introductions import take_asking, take_enclosed
from prossce_desktop.services.packages.attachment_transfer import take_pictures
from prossce_desktop.services.packages.missing_parts import keep_wanted
from prossce_desktop.services.packages.package_outcome import (
    AFTER_SHUT_OUT,
    FORK,
    MANY_ERASED,
    MANY_RECORDS,
    NEWER,
    NOT_ACCEPTED,
    NOT_PERMITTED,
    PART_MISSING,
    PackageOutcome,
    builds_on,
    lacks,
)
from prossce_desktop.services.packages.payload_kind import carried
from prossce_desktop.services.packages.received_parts import (
    OpenedPart,
    filled_in,
    is_believed,
    keep_sealed_part,
    open_received_parts,
)
from prossce_desktop.services.packages.receiving_limits import has_room_for, is_one_too_many, makes_many
from prossce_desktop.services.people.erased_in_packages import forget_packages, names_erased, waiting_beside
from prossce_desktop.services.sync.after_receiving import settle_arrived
from prossce_desktop.services.sync.own_forks import (
    begin_where_stopped,
    give_way_to,
    receive_own,
    was_put_back,
)
from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.devices import device_keys
from prossce_desktop.store.devices.identity import Identity
from prossce_desktop.store.devices.known_devices import (
    ASKING,
    REVOKED,
    Device,
    device_of,
    keep_device,
    seen_at,
)
from prossce_desktop.store.erasure.erased_people import erased_people
from prossce_desktop.store.erasure.erasure_rate import waits_for_somebody
from prossce_desktop.store.erasure.log_redaction import are_explained, erases
from prossce_desktop.store.log.forks import note_fork
from prossce_desktop.store.log.operation_log import milliseconds
from prossce_desktop.store.log.version_vector import (
    keep_held_back,
    keep_receipt,
    last_held,
    own_numbers,
    receipt_of,
)
from prossce_desktop.store.migrations import SCHEMA
from prossce_desktop.store.sync import package_journal
from prossce_desktop.store.sync.admission import AFTER_REFUSED, BEYOND
from prossce_desktop.store.sync.attachment_requests import keep_told
from prossce_desktop.store.sync.conflicts import how_many
from prossce_desktop.store.sync.duplicate_check_queue import lacking_of, note_arrived
from prossce_desktop.store.sync.late_personal_parts import fill_in
from prossce_desktop.store.sync.package_journal import JournalLine
from prossce_desktop.store.sync.readmission import rework, settle
from prossce_desktop.store.sync.receiving import Received
from prossce_desktop.store.sync.stale_guard import SENDER, is_older, keep_latest
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.system.crash_reports import write_report

_UNREAD = (PackageStatus.waiting, PackageStatus.for_later)
_TAKEN = (PackageStatus.accepted, PackageStatus.known)
_STRANGE = (TypeError, KeyError, IndexError, AttributeError, ValueError, OverflowError, RecursionError)
"""What a package that only a mistake of ours lets through may raise."""


@dataclass(frozen=True, slots=True)
class Receiver:
    """This device reading one package. `db`: in a transaction; `box`: opens packages; `time_ms`: now."""

    db: Connection
    identity: Identity
    box: str
    time_ms: int


@dataclass(frozen=True, slots=True)
class Opened:
    """Step 1 gives this: a file, and the package in it."""

    content: bytes
    package: Package

    @property
    def header(self) -> Header:
        """What the package says of itself."""
        return self.package.header


@dataclass(frozen=True, slots=True)
class PackageWaits:
    """Steps 2 and 3 may give this: it waits for a person, another package or a newer program."""

    code: str
    status: PackageStatus = PackageStatus.waiting
    erases: bool = False


@dataclass(frozen=True, slots=True)
class Admissible:
    """Step 3 gives this: signed operations and parts sealed to us. `erases`: they erase somebody."""

    stretches: Sequence[Stretch]
    parts: Sequence[OpenedPart]
    erases: bool


@dataclass(frozen=True, slots=True)
class Merged:
    """Step 4 gives this. `erased`: people who were not erased here before."""

    received: Received
    erased: int
    erases: bool


def read(store: Store, content: bytes, now: dt.datetime, *, agreed: Collection[str] = ()) -> PackageOutcome:
    """One package in one transaction; a refused one changes nothing. `agreed`: those of `ASKED` agreed to."""
    with store.read() as reading:
        box = device_keys.box_identity(reading.execute)
    if box is None:
        return PackageOutcome(PackageStatus.refused, refusal_reason(content))
    opened: Opened | None = None
    try:
        opened = open_content(content, box)
        if was_put_back(store, opened.header):
            store.sync.begin_anew()
        with store.sync.exchanging() as db:
            outcome = take_in(Receiver(db, store.identity, box, milliseconds(now)), opened, agreed=agreed)
        begin_where_stopped(store)
        if outcome.status in _TAKEN:
            outcome = replace(outcome, pictures=take_pictures(store, opened.package))
        if outcome.status in _TAKEN or outcome.new or outcome.made or outcome.changed:
            settle_arrived(store)
            _try_waiting(store, now)
        elif (
            outcome.status == PackageStatus.waiting and outcome.erases
        ):  # what lies here may have waited for just that
            outcome = _try_waiting(store, now).get(opened.header.id, outcome)
        settle_arrived(store)
        store.wipe_if_due()
    except PackageRefused as refused:
        line = refused_line(
            content, opened.header if opened is not None else None, refused.code, milliseconds(now)
        )
        note_refused(store, [line] if line is not None else [])
        return PackageOutcome(PackageStatus.refused, refused.code)
    return outcome


def take_in(
    here: Receiver, opened: Opened, *, again: bool = False, agreed: Collection[str] = ()
) -> PackageOutcome:
    """Steps 2 to 5; `again`: it waited here. Raises PackageRefused: then roll back the transaction."""
    before = package_journal.line_of(here.db.execute, opened.header.id)
    sender = authenticate(here, opened.package)
    if isinstance(sender, PackageWaits):
        return report(here, opened, before, sender)
    admissible = admit(here, opened.package, sender, agreed)
    if isinstance(admissible, PackageWaits):
        return report(here, opened, before, admissible)
    is_news = _is_word_of_now(here, sender, before, again=again)
    return report(here, opened, before, merge(here, opened.package, sender, admissible, is_news=is_news))


def open_content(content: bytes, box: str) -> Opened:
    """1. Size, seal, members, signature, header, sums, in this order. Raises PackageRefused."""
    return Opened(content, open_package(content, [box]))


def authenticate(here: Receiver, package: Package) -> Device | PackageWaits:
    """2. A laptop let in here that wrote to us; one that asks is kept as asking. Raises PackageRefused."""
    header, execute = package.header, here.db.execute
    if header.to != here.identity.device_key:
        raise PackageRefused("not-for-us")
    found = device_of(execute, header.device)
    if found is not None and found.state == REVOKED:
        raise PackageRefused("revoked")
    if found is not None and found.is_heard:
        return found
    request = package.members.get(REQUEST)
    if not here.identity.regional or request is None:
        raise PackageRefused("unknown-sender")
    try:
        asks = take_asking(here.db, here.identity, request)
    except RequestRefused:
        raise PackageRefused("unknown-sender") from None
    if asks.key != header.device or (found is None and is_one_too_many(execute, asks)):
        raise PackageRefused("unknown-sender")
    if found is None:
        keep_device(here.db, replace(asks, state=ASKING))
    return PackageWaits(NOT_ACCEPTED)


def admit(
    here: Receiver, package: Package, sender: Device, agreed: Collection[str]
) -> Admissible | PackageWaits:
    """3. What may come in: readable, whole, of scopes read here, within what somebody agreed to; what the
    office says of laptops and invitations counts even if the rest waits. Raises PackageRefused."""
    if is_newer(package.header):
        return PackageWaits(NEWER, PackageStatus.for_later)
    if sender.regional:
        keep_colleagues(here.db, here.identity, package.header, sender)
        if INVITATION in package.members:
            take_enclosed(here.db, here.identity, sender, package.members[INVITATION], here.time_ms)
    stretches, makes = package.contents()
    _refuse_unreadable(here.identity, stretches, sender)
    if MANY_RECORDS not in agreed and makes_many(here.db.execute, sender, makes):
        return PackageWaits(MANY_RECORDS)
    does_erase = any(erases(each.title) for one in stretches for each in one.operations)
    if not _are_explained(here, package.header, stretches):
        # whoever was erased out of it is erased in another part
        return PackageWaits(PART_MISSING, erases=does_erase)
    if waits_for_somebody(
        here.db, here.identity.device_key, stretches, here.time_ms, agreed=MANY_ERASED in agreed
    ):
        return PackageWaits(MANY_ERASED, erases=does_erase)
    return Admissible(
        stretches, open_received_parts(here.db.execute, here.identity, package, here.box), does_erase
    )


def merge(
    here: Receiver, package: Package, sender: Device, admissible: Admissible, *, is_news: bool
) -> Merged:
    """4. Operations into log and rows, parts to what lacked them, the sender as described. `is_news`: what
    its sender holds now. Raises PackageRefused for a source under another's number."""
    db = here.db
    give_way_to(db, here.identity, package.header, admissible.stretches, here.time_ms)
    erased = erased_people(db.execute)
    received = _receive(here, admissible)
    keep_sealed_part(db, here.identity, package, sender)
    forget_packages(db, here.box)
    if is_news:
        _keep_told(here, package.header, sender)
    seen_at(
        db,
        _as_it_says(here, package.header, device_of(db.execute, sender.key) or sender),
        package.header.made,
    )
    return Merged(received, len(erased_people(db.execute) - erased), admissible.erases)


def report(
    here: Receiver, opened: Opened, before: JournalLine | None, became: Merged | PackageWaits
) -> PackageOutcome:
    """5. The outcome, said and put into the journal. `before`: its line until now."""
    if isinstance(became, PackageWaits):
        outcome = PackageOutcome(became.status, became.code, opened.header, erases=became.erases)
        needs_file = True
    else:
        outcome = _outcome(here, opened.header, before, became)
        # else its operations wait in the log
        needs_file = outcome.status == PackageStatus.waiting and bool(became.received.holes)
    _write(here, opened, before, outcome, needs_file=needs_file)
    return outcome


def _is_word_of_now(here: Receiver, sender: Device, before: JournalLine | None, *, again: bool) -> bool:
    """What waited, or was taken in before and lies on the stick still, says what was held then."""
    if before is not None and before.status not in _UNREAD:
        return False
    return not again or not receipt_of(here.db.execute, sender.key)


def _refuse_unreadable(identity: Identity, stretches: Sequence[Stretch], sender: Device) -> None:
    """Nobody sends what the receiver may not read: a country another country's records."""
    allowed = readable(
        country=str(sender.country) if identity.regional else identity.country, regional=identity.regional
    )
    # an office that was put back gets its own lists back
    own = identity.device_key if identity.regional else b""
    if any(one.scope not in allowed and (one.scope != SHARED or one.device != own) for one in stretches):
        raise PackageRefused("hostile")


def _are_explained(here: Receiver, header: Header, stretches: Sequence[Stretch]) -> bool:
    own, execute = here.identity.device_key, here.db.execute
    return are_explained(execute, stretches, own) or are_explained(
        execute, stretches, own, waiting_beside(execute, here.box, header)
    )


def _receive(here: Receiver, admissible: Admissible) -> Received:
    """The operations with what is sealed to this laptop, and personal values of others that came at last."""
    db, identity = here.db, here.identity
    parts = [one.part for one in admissible.parts if not one.part.rewritten]
    received = receive_own(db, identity, filled_in(admissible.stretches, parts))
    if received.strange:
        raise PackageRefused("hostile")
    for fork in received.forks:
        note_fork(db, fork.source)
    parts += [
        one.part for one in admissible.parts if one.part.rewritten and is_believed(db.execute, identity, one)
    ]
    filled = lacking_of(db.execute, (one.personal_hash for one in parts))
    if fill_in(db, [(one.personal_hash, one.content, one.rewritten) for one in parts]):
        received.admitted.held_back = rework(db, identity.device_key).held_back
    if not identity.regional:
        note_arrived(db, [*received.admitted.applied, *filled])
    return received


def _keep_told(here: Receiver, header: Header, sender: Device) -> None:
    """What the sender holds, what of it is not applied there, and what it wants."""
    keep_receipt(here.db, sender.key, header.receipt)
    own = own_numbers(here.db.execute, here.identity.device_key)
    keep_held_back(
        here.db, sender.key, sum(len(those) for source, those in header.held_back.items() if source in own)
    )
    # the first package of a round says what is wanted; the others say nothing of it
    if header.pictures is not None:
        keep_wanted(here.db, sender.key, header.wanted)
        keep_told(here.db, sender.key, header.pictures.held, header.pictures.asked)


def _as_it_says(here: Receiver, header: Header, sender: Device) -> Device:
    """The office, officer and share level that a laptop says; its newest word counts."""
    if is_older(here.db.execute, SENDER, sender.key, made=header.made, number=header.number):
        return sender
    keep_latest(here.db, SENDER, sender.key, made=header.made, number=header.number)
    share = (
        ShareLevel(header.share) if here.identity.regional and header.share in SHARE_LEVELS else sender.share
    )
    says = replace(sender, office=header.office, officer=header.officer, share=share)
    return says if may_be_called_so(here.db.execute, here.identity, says) else replace(sender, share=share)


def _outcome(here: Receiver, header: Header, before: JournalLine | None, merged: Merged) -> PackageOutcome:
    received, execute = merged.received, here.db.execute
    held_back = received.admitted.held_back
    status, code = _status(header, before, received)
    is_held = code == PART_MISSING and not received.holes
    return PackageOutcome(
        status, code, header, received.new, received.known, received.admitted.made, received.admitted.changed,
        erased=merged.erased,
        conflicts=how_many(execute),
        first_read=before.at if before is not None and before.status not in _UNREAD else None,
        have={one.source: last_held(execute, one.source) for one in header.sources},
        sentence=builds_on(execute, header, held_back) if is_held else "",
        erases=merged.erases,
    )  # fmt: skip


def _status(
    header: Header, before: JournalLine | None, received: Received
) -> tuple[PackageStatus, str | None]:
    admitted, sources = received.admitted, {one.source for one in header.sources}
    # of others, it is no matter of this package
    refused = {code for op, code in admitted.refused.items() if op_source(op) in sources}
    if received.forks:
        return PackageStatus.quarantined, FORK
    if refused:
        return PackageStatus.quarantined, AFTER_SHUT_OUT if BEYOND in refused <= {
            BEYOND,
            AFTER_REFUSED,
        } else NOT_PERMITTED
    if received.holes or lacks(header, admitted.held_back):
        return PackageStatus.waiting, PART_MISSING
    if header.schema > SCHEMA and received.new:
        return PackageStatus.for_later, NEWER
    is_news = received.new or (before is None and not received.known)  # a receipt alone is news
    return (PackageStatus.accepted if is_news else PackageStatus.known), None


def _write(
    here: Receiver, opened: Opened, before: JournalLine | None, outcome: PackageOutcome, *, needs_file: bool
) -> None:
    header, size = opened.header, len(opened.content)
    status = PackageStatus.accepted if outcome.status == PackageStatus.known else outcome.status
    keeps = needs_file and (outcome.code != NOT_ACCEPTED or has_room_for(here.db.execute, header.id, size))
    content = opened.content if keeps and not names_erased(here.db.execute, opened.package) else None
    # read again, it brings nothing, but did
    brought = max(outcome.new, before.operations if before is not None else 0)
    code = outcome.code if not outcome.sentence else package_journal.UNKNOWN_DEVICE
    code = code or (carried(header) if status == PackageStatus.accepted else None)
    came = (header.id, header.device, False, header.number, header.made, outcome.first_read or here.time_ms)
    package_journal.keep_line(here.db, JournalLine(*came, status, code, brought, size, content))


def retry(store: Store, now: dt.datetime) -> int:
    """Try waiting operations and packages again; gives how many packages were imported."""
    with store.sync.exchanging() as db:
        applied = settle(db, store.identity.device_key).applied
        if not store.identity.regional:
            note_arrived(db, applied)
    taken = _try_waiting(store, now)
    settle_arrived(store)
    store.wipe_if_due()
    return len(taken)


def _try_waiting(store: Store, now: dt.datetime) -> Mapping[str, PackageOutcome]:
    """What became of packages that are taken in now, by their ids."""
    taken: dict[str, PackageOutcome] = {}
    while True:
        with store.read() as reading:
            waiting = package_journal.lines(reading.execute, waiting=True)
            box = device_keys.box_identity(reading.execute) or ""
        before = len(taken)
        for line in waiting:
            try:
                opened = open_content(line.content or b"", box)
                with store.sync.exchanging() as db:
                    outcome = take_in(
                        Receiver(db, store.identity, box, milliseconds(now)), opened, again=True
                    )
                begin_where_stopped(store)
            except PackageRefused:
                continue
            except _STRANGE as error:  # it stays as it is; nobody else's package waits for it
                write_report(error, now)
                continue
            if outcome.status in _TAKEN:
                taken[line.id] = outcome
            settle_arrived(store)
        if len(taken) == before:
            return taken


def refused_line(content: bytes, header: Header | None, code: str, time_ms: int) -> JournalLine | None:
    """For the journal; a file that holds no package at all is nobody's message."""
    if code == "not-a-package":
        return None
    # never that of a package that was taken in
    id = f"{PackageStatus.refused}:{hashlib.sha256(content).hexdigest()[:32]}"
    who, number, made = (
        (header.device, header.number, header.made) if header is not None else (b"", 0, time_ms)
    )
    return JournalLine(id, who, False, number, made, time_ms, PackageStatus.refused, code, 0, len(content))


def note_refused(store: Store, lines: Sequence[JournalLine]) -> None:
    """Write down what was looked at and refused, and forget the oldest of it."""
    if lines:
        with store.sync.exchanging() as db:
            for line in lines:
                package_journal.keep_line(db, line)
            package_journal.keep_refused(db)


def refusal_reason(content: bytes) -> str:
    """What is wrong with a package, seen by somebody who has no key."""
    try:
        open_package(content, [])
    except PackageRefused as refused:
        return refused.code
    return "not-for-us"

"""A package is read: verified, taken in whole or not at all, and what waits is tried again."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from prossce_desktop.domain.model.scopes import SHARE_LEVELS, SHARED, ShareLevel, readable
from prossce_desktop.domain.operations.hash_chain import Logged, Stretch
from prossce_desktop.domain.operations.op_id import op_source
from prossce_desktop.domain.operations.package_status import PackageStatus
from prossce_desktop.errors import RequestRefused
from prossce_desktop.exchange.header import Header
from prossce_desktop.exchange.operation_codec import PersonalPart
from prossce_desktop.exchange.package import Package, PackageRefused, is_newer, open_package, open_parts, sealed_id
from prossce_desktop.exchange.zip_members import INVITATION, PERSONAL, REQUEST
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
from prossce_desktop.services.packages.receiving_limits import has_room_for, is_one_too_many, makes_many
from prossce_desktop.services.people.erased_in_packages import forget_packages, names_erased, waiting_beside
from prossce_desktop.services.sync.after_receiving import settle_arrived
from prossce_desktop.services.sync.own_forks import begin_where_stopped, give_way_to, receive_own, was_put_back
from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.devices import device_keys
from prossce_desktop.store.devices.identity import Identity
from prossce_desktop.store.devices.known_devices import ASKING, REVOKED, Device, all_devices, device_of, keep_device, seen_at
from prossce_desktop.store.erasure.erased_people import erased_people
from prossce_desktop.store.erasure.erasure_rate import waits_for_somebody
from prossce_desktop.store.erasure.log_redaction import are_explained, erases
from prossce_desktop.store.log.forks import note_fork
from prossce_desktop.store.log.operation_log import milliseconds
from prossce_desktop.store.log.sealed_parts import Sealed, keep_sealed
from prossce_desktop.store.log.version_vector import keep_held_back, keep_receipt, last_held, own_numbers, receipt_of, source_lacking
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

__all__ = [
    "FORK", "MANY_ERASED", "MANY_RECORDS", "NEWER", "NOT_ACCEPTED", "NOT_PERMITTED", "PART_MISSING", "Arrival",
    "PackageOutcome", "read", "retry",
]  # fmt: skip

_STRANGE = (TypeError, KeyError, IndexError, AttributeError, ValueError, OverflowError, RecursionError)
"""What a package that only a mistake of ours lets through may raise."""


def read(store: Store, content: bytes, now: dt.datetime, *, agreed: Collection[str] = ()) -> PackageOutcome:
    """One package, in one transaction; nothing is changed by a refused one.

    `agreed`: to what of `package_outcome.ASKED` a person agreed.
    """
    with store.read() as reading:
        box = device_keys.box_identity(reading.execute)
    if box is None:
        return PackageOutcome(PackageStatus.refused, why_refused(content))
    package: Package | None = None
    try:
        package = open_package(content, [box])
        if was_put_back(store, package.header):
            store.begin_anew()
        with store.exchanging() as db:
            arrival = Arrival(db, store.identity, package, content, milliseconds(now), agreed=agreed)
            outcome = arrival.take()
        begin_where_stopped(store)
        if outcome.status in (PackageStatus.accepted, PackageStatus.known):
            outcome.pictures = take_pictures(store, package)
        if outcome.status in (PackageStatus.accepted, PackageStatus.known) or outcome.new or outcome.made or outcome.changed:
            settle_arrived(store)
            _try_waiting(store, now)
        elif outcome.status == PackageStatus.waiting and arrival.erases:  # what lies here may have waited for just that
            outcome = _try_waiting(store, now).get(package.header.id, outcome)
        settle_arrived(store)
        store.wipe_if_due()
    except PackageRefused as refused:
        line = refused_line(content, package.header if package is not None else None, refused.code, milliseconds(now))
        note_refused(store, [line] if line is not None else [])
        return PackageOutcome(PackageStatus.refused, refused.code)
    return outcome


def retry(store: Store, now: dt.datetime) -> int:
    """Try again what waits, operations and packages, as after somebody was let in; gives how many packages were taken."""
    with store.exchanging() as db:
        applied = settle(db, store.identity.device_key).applied
        if not store.identity.regional:
            note_arrived(db, applied)
    taken = _try_waiting(store, now)
    settle_arrived(store)
    store.wipe_if_due()
    return len(taken)


def refused_line(content: bytes, header: Header | None, code: str, at: int) -> JournalLine | None:
    """For the journal; a file that holds no package at all is nobody's message."""
    if code == "not-a-package":
        return None
    id = f"{PackageStatus.refused}:{hashlib.sha256(content).hexdigest()[:32]}"  # never that of a package that was taken in
    who, number, made = (header.device, header.number, header.made) if header is not None else (b"", 0, at)
    return JournalLine(id, who, False, number, made, at, PackageStatus.refused, code, 0, len(content))


def note_refused(store: Store, lines: Sequence[JournalLine]) -> None:
    """Write down what was refused, and forget the oldest of it."""
    if lines:
        with store.exchanging() as db:
            for line in lines:
                package_journal.keep_line(db, line)
            package_journal.keep_refused(db)


def why_refused(content: bytes) -> str:
    """What is wrong with a package, seen by somebody who has no key."""
    try:
        open_package(content, [])
    except PackageRefused as refused:
        return refused.code
    return "not-for-us"


def _try_waiting(store: Store, now: dt.datetime) -> dict[str, PackageOutcome]:
    """What became of packages that are taken in now, by their ids."""
    taken: dict[str, PackageOutcome] = {}
    while True:
        with store.read() as reading:
            waiting = package_journal.lines(reading.execute, waiting=True)
            box = device_keys.box_identity(reading.execute) or ""
        before = len(taken)
        for line in waiting:
            content = line.content or b""
            try:
                package = open_package(content, [box])
                with store.exchanging() as db:
                    outcome = Arrival(db, store.identity, package, content, milliseconds(now), again=True).take()
                begin_where_stopped(store)
            except PackageRefused:
                continue
            except _STRANGE as error:  # it stays as it is; nobody else's package waits for it
                write_report(error, now)
                continue
            if outcome.status in (PackageStatus.accepted, PackageStatus.known):
                taken[line.id] = outcome
            settle_arrived(store)
        if len(taken) == before:
            return taken


class Arrival:
    """One package inside one transaction."""

    def __init__(
        self, db: Connection, identity: Identity, package: Package, content: bytes, at: int, *,
        again: bool = False, agreed: Collection[str] = (),
    ) -> None:  # fmt: skip
        self._db = db
        self._identity = identity
        self._package = package
        self._content = content
        self._at = at
        self._again = again
        self._agreed = agreed
        self.erases = False
        """Whether somebody is erased by it."""
        self._is_held = False
        self._box = device_keys.box_identity(db.execute) or ""

    def take(self) -> PackageOutcome:
        """Raises PackageRefused; then the transaction is given up."""
        header = self._package.header
        known = package_journal.line_of(self._db.execute, header.id)
        sender = self._sender(header)
        if sender is None:
            return self._wait(header, NOT_ACCEPTED)
        if is_newer(header):
            return self._wait(header, NEWER, PackageStatus.for_later)
        if sender.regional:
            keep_colleagues(self._db, self._identity, header, sender)
            if INVITATION in self._package.members:
                take_enclosed(self._db, self._identity, sender, self._package.members[INVITATION], self._at)
        stretches, makes = self._package.contents()
        self._refuse_unreadable(stretches, sender)
        if MANY_RECORDS not in self._agreed and makes_many(self._db.execute, sender, makes):
            return self._wait(header, MANY_RECORDS)
        self.erases = any(erases(each.title) for one in stretches for each in one.operations)
        if not self._are_explained(stretches):
            return self._wait(header, PART_MISSING)  # whoever was erased out of it is erased in another part
        agreed = MANY_ERASED in self._agreed
        if waits_for_somebody(self._db, self._identity.device_key, stretches, self._at, agreed=agreed):
            return self._wait(header, MANY_ERASED)
        give_way_to(self._db, self._identity, header, stretches, self._at)
        erased = erased_people(self._db.execute)
        received = self._receive(stretches)
        self._keep_sealed(sender)
        forget_packages(self._db, self._box)
        if self._is_word_of_now(sender, known):
            self._keep_told(header, sender)
        seen_at(self._db, self._as_it_says(header, device_of(self._db.execute, sender.key) or sender), header.made)
        outcome = self._outcome(header, received)
        outcome.erased = len(erased_people(self._db.execute) - erased)
        if known is not None and known.status not in (PackageStatus.waiting, PackageStatus.for_later):
            outcome.first_read = known.at
        if outcome.status == PackageStatus.known and known is None and not received.known and received.new == 0:
            outcome.status = PackageStatus.accepted  # a receipt alone is news
        self._write(header, outcome)
        return outcome

    def _receive(self, stretches: Sequence[Stretch]) -> Received:
        """The operations with what is sealed to this laptop, and personal values of others that came at last."""
        sealed = self._parts()
        parts = [one for one, _signer in sealed if not one.rewritten]
        received = receive_own(self._db, self._identity, _with_parts(stretches, parts))
        if received.strange:
            raise PackageRefused("hostile")
        for one in received.forks:
            note_fork(self._db, one.source)
        parts += [one for one, signer in sealed if one.rewritten and self._is_believed(one, signer)]
        filled = lacking_of(self._db.execute, (one.personal_hash for one in parts))
        if fill_in(self._db, [(one.personal_hash, one.content, one.rewritten) for one in parts]):
            received.admitted.held_back = rework(self._db, self._identity.device_key).held_back
        if not self._identity.regional:
            note_arrived(self._db, [*received.admitted.applied, *filled])
        return received

    def _are_explained(self, stretches: Sequence[Stretch]) -> bool:
        own, header = self._identity.device_key, self._package.header
        if are_explained(self._db.execute, stretches, own):
            return True
        return are_explained(self._db.execute, stretches, own, waiting_beside(self._db.execute, self._box, header))

    def _is_word_of_now(self, sender: Device, known: JournalLine | None) -> bool:
        """What waited, or was taken in before and lies on the stick still, says what was held then."""
        if known is not None and known.status not in (PackageStatus.waiting, PackageStatus.for_later):
            return False
        return not self._again or not receipt_of(self._db.execute, sender.key)

    def _keep_told(self, header: Header, sender: Device) -> None:
        """What the sender holds, what of it is not applied there, and what it wants."""
        keep_receipt(self._db, sender.key, header.receipt)
        own = own_numbers(self._db.execute, self._identity.device_key)
        keep_held_back(self._db, sender.key, sum(len(those) for source, those in header.held_back.items() if source in own))
        if header.pictures is not None:  # the first package of a round says what is wanted; the others say nothing of it
            keep_wanted(self._db, sender.key, header.wanted)
            keep_told(self._db, sender.key, header.pictures.held, header.pictures.asked)

    def _sender(self, header: Header) -> Device | None:
        """Who sent it; None where a laptop asks to be let in. Raises PackageRefused."""
        if header.to != self._identity.device_key:
            raise PackageRefused("not-for-us")
        found = device_of(self._db.execute, header.device)
        if found is not None and found.state == REVOKED:
            raise PackageRefused("revoked")
        if found is not None and found.is_heard:
            return found
        request = self._package.members.get(REQUEST)
        if not self._identity.regional or request is None:
            raise PackageRefused("unknown-sender")
        try:
            asks = take_asking(self._db, self._identity, request)
        except RequestRefused:
            raise PackageRefused("unknown-sender") from None
        if asks.key != header.device:
            raise PackageRefused("unknown-sender")
        if found is None:
            if is_one_too_many(self._db.execute, asks):
                raise PackageRefused("unknown-sender")
            keep_device(self._db, replace(asks, state=ASKING))
        return None

    def _as_it_says(self, header: Header, sender: Device) -> Device:
        """A laptop that moved to another office, has another officer, or shares more or less, says so itself; its newest word counts."""
        if is_older(self._db.execute, SENDER, sender.key, made=header.made, number=header.number):
            return sender
        keep_latest(self._db, SENDER, sender.key, made=header.made, number=header.number)
        share = ShareLevel(header.share) if self._identity.regional and header.share in SHARE_LEVELS else sender.share
        says = replace(sender, office=header.office, officer=header.officer, share=share)
        return says if may_be_called_so(self._db.execute, self._identity, says) else replace(sender, share=share)

    def _refuse_unreadable(self, stretches: Sequence[Stretch], sender: Device) -> None:
        """Nobody sends what the receiver may not read: a country another country's records."""
        regional = self._identity.regional
        allowed = readable(country=str(sender.country) if regional else self._identity.country, regional=regional)
        own = self._identity.device_key if regional else b""  # an office that was put back gets its own lists back
        if any(one.scope not in allowed and (one.scope != SHARED or one.device != own) for one in stretches):
            raise PackageRefused("hostile")

    def _parts(self) -> list[tuple[PersonalPart, bytes]]:
        """Personal parts that are sealed to this laptop, and who sealed each; it was hashed, or rewritten by erasing."""
        found: list[tuple[PersonalPart, bytes]] = []
        known = all_devices(self._db.execute)
        signers = [one.key for one in known if one.regional or one.country == self._identity.country or self._identity.regional]
        for name, content in self._package.members.items():
            if name == PERSONAL or name.startswith("passed-on/"):
                opened = self._opened(name, content, [*signers, self._identity.device_key])
                if opened is not None:
                    found += [(one, opened[1]) for one in opened[0]]
        return found

    def _opened(self, name: str, content: bytes, signers: Sequence[bytes]) -> tuple[list[PersonalPart], bytes] | None:
        """What is passed on of a laptop that is not known here is not opened, and asked for again; the package is taken all the same."""
        try:
            return open_parts(content, [self._box], signers)
        except PackageRefused as refused:
            if name == PERSONAL or refused.code != "bad-signature":
                raise
            return None

    def _is_believed(self, part: PersonalPart, signer: bytes) -> bool:
        """Whether a part that erasing rewrote is taken: its hash cannot speak for it any more.

        From a laptop that was approved here, at the regional office from one of that country, and from whoever wrote the operation.
        """
        lacking = source_lacking(self._db.execute, part.personal_hash)
        known = device_of(self._db.execute, signer)
        if lacking is not None and signer == self._identity.device_key:
            return True  # this laptop before it was put back, or its clone
        if lacking is None or known is None:
            return False
        trusted = known.is_heard and not known.regional if self._identity.regional else known.approved
        return lacking.device == signer or (trusted and known.may_write(lacking.scope))

    def _keep_sealed(self, sender: Device) -> None:
        """The regional office keeps what is sealed to a country, for laptops of it that lack it."""
        if not self._identity.regional or sender.country is None:
            return
        content = self._package.members.get(PERSONAL)
        said = self._package.header.sealed.get(PERSONAL)
        if content is not None and said is not None:
            keep_sealed(self._db, sender.country, Sealed(sealed_id(content), said.recipients, said.hashes, content, said.erased))

    def _outcome(self, header: Header, received: Received) -> PackageOutcome:
        of = received.admitted
        sources = {one.source for one in header.sources}
        refused = {why for op, why in of.refused.items() if op_source(op) in sources}  # of others, it is no matter of this package
        found = PackageOutcome(
            PackageStatus.accepted if received.new else PackageStatus.known,
            None, header, received.new, received.known, of.made, of.changed,
        )
        found.conflicts = how_many(self._db.execute)
        if received.forks:
            found.status, found.code = PackageStatus.quarantined, FORK
        elif refused:
            found.status = PackageStatus.quarantined
            found.code = AFTER_SHUT_OUT if BEYOND in refused <= {BEYOND, AFTER_REFUSED} else NOT_PERMITTED
        elif received.holes or lacks(header, of.held_back):
            found.status, found.code = PackageStatus.waiting, PART_MISSING
            self._is_held = not received.holes  # its operations wait in the log; the file is not needed again
            found.said = builds_on(self._db.execute, header, of.held_back) if self._is_held else ""
        elif header.schema > SCHEMA and received.new:
            found.status, found.code = PackageStatus.for_later, NEWER
        found.have = {one.source: last_held(self._db.execute, one.source) for one in header.sources}
        return found

    def _wait(self, header: Header, code: str, status: PackageStatus = PackageStatus.waiting) -> PackageOutcome:
        outcome = PackageOutcome(status, code, header)
        self._write(header, outcome)
        return outcome

    def _write(self, header: Header, outcome: PackageOutcome) -> None:
        is_for_later = outcome.status == PackageStatus.for_later and is_newer(header)
        waits = is_for_later or (outcome.status == PackageStatus.waiting and not self._is_held)
        at = outcome.first_read or self._at
        status = PackageStatus.accepted if outcome.status == PackageStatus.known else outcome.status
        waits = waits and (outcome.code != NOT_ACCEPTED or has_room_for(self._db.execute, header.id, len(self._content)))
        content = self._content if waits and not names_erased(self._db.execute, self._package) else None
        before = package_journal.line_of(self._db.execute, header.id)
        brought = max(outcome.new, before.operations if before is not None else 0)  # read again, it brings nothing, but did
        code = outcome.code if not outcome.said else package_journal.UNKNOWN_LAPTOP
        code = code or (carried(header) if status == PackageStatus.accepted else None)
        size, came = len(self._content), (header.id, header.device, False, header.number, header.made)
        line = JournalLine(*came, at, status, code, brought, size, content)
        package_journal.keep_line(self._db, line)


def _with_parts(stretches: Sequence[Stretch], parts: Sequence[PersonalPart]) -> list[Stretch]:
    by_hash = {one.personal_hash: one.content for one in parts if not one.rewritten}
    return [replace(one, operations=[_filled(each, by_hash) for each in one.operations]) for one in stretches]


def _filled(one: Logged, by_hash: Mapping[bytes, bytes]) -> Logged:
    return replace(one, personal=by_hash[one.personal_hash]) if one.personal is None and one.personal_hash in by_hash else one

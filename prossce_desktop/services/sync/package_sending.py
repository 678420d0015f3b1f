"""Packages for somebody: everything after their last receipt, so that a lost mail only delays."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from prossce_desktop.domain.model.scopes import ShareLevel, readable
from prossce_desktop.domain.operations.hash_chain import Logged
from prossce_desktop.domain.operations.package_status import PackageStatus
from prossce_desktop.errors import NoOffice, UnknownDevice
from prossce_desktop.exchange.header import YOURS_BYTES, Header, KnownDevice, SealedParts, ToldFork, described
from prossce_desktop.exchange.limits import MAILED_BYTES, MOST_GREASE
from prossce_desktop.exchange.package import body_of, seal_parts, write_package
from prossce_desktop.exchange.zip_members import INVITATION, PERSONAL, REQUEST, passed_on, picture
from prossce_desktop.services.devices.introductions import newer_invitation, own_device, request_to, take_part
from prossce_desktop.services.packages.attachment_transfer import due_pictures, told_pictures
from prossce_desktop.services.packages.missing_parts import wanted_by, wanted_operations, wants_to_tell
from prossce_desktop.services.packages.operation_ranges import Portion, halves, portion_after
from prossce_desktop.services.packages.outgoing_check import check_package
from prossce_desktop.services.packages.package_splitting import PackageContents, PackageSize, Parting, mailed
from prossce_desktop.services.packages.payload_kind import carried
from prossce_desktop.services.packages.unconfirmed_operations import due_sources, scopes_for
from prossce_desktop.store.db.attachments import Pictures
from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.devices import device_keys
from prossce_desktop.store.devices.identity import Identity
from prossce_desktop.store.devices.known_devices import (
    ACCEPTED,
    ASKING,
    Device,
    all_devices,
    named,
    recovery_keys_of,
    regional_office,
)
from prossce_desktop.store.erasure.log_redaction import erased_in
from prossce_desktop.store.log.forks import noted_forks, noted_numbers
from prossce_desktop.store.log.operation_log import milliseconds
from prossce_desktop.store.log.sample_lots import Executes
from prossce_desktop.store.log.sealed_parts import Sealed, sealed_with
from prossce_desktop.store.log.version_vector import (
    Held,
    held_back_of,
    held_sources,
    keep_packed,
    newest_head,
    operations_of,
    own_numbers,
    receipt_of,
)
from prossce_desktop.store.migrations import SCHEMA
from prossce_desktop.store.sync.package_journal import JournalLine, is_unanswered, keep_line, next_number
from prossce_desktop.store.workspace.store import Store


@dataclass(frozen=True, slots=True)
class MadePackage:
    """One package as a file. `portions`: what of each source."""

    name: str
    content: bytes
    header: Header
    portions: tuple[Portion, ...]
    to: Device

    @property
    def mailed_bytes(self) -> int:
        """As it grows in an e-mail: base64 in lines of 76."""
        return mailed(len(self.content))

    @property
    def asks(self) -> bool:
        """Whether it only asks the office to let us in: nothing was heard of it, nothing is recorded here."""
        is_first = self.header.pictures is not None  # of a round; pictures follow in packages of their own
        return self.to.regional and self.to.seen is None and is_first and not self.portions


def file_name(device: str, number: int) -> str:
    """What the file of a package is called; nobody relies on it but whoever puts it on the stick again."""
    return f"{device}-{number:06}.prossce"


def recipients_of(store: Store, to: str | None) -> list[Device]:
    """The named one, else the office, there every laptop let in. Raises NoOffice, UnknownDevice."""
    with store.read() as reading:
        known = all_devices(reading.execute)
        office = regional_office(reading.execute)
    identity = store.identity
    if to is not None and to != "office":
        found = named(known, to)
        if (
            found is None
            or not found.is_heard
            or (not identity.regional and not found.regional and found.country != identity.country)
        ):
            raise UnknownDevice(device=to)
        return [found]
    if identity.regional:
        those = [one for one in known if one.state == ACCEPTED]
        if not those or to == "office":
            raise NoOffice
        return those
    if office is None:
        raise NoOffice
    return [office]


def make(
    store: Store, to: Device, now: dt.datetime, *, most: int = MAILED_BYTES, attachments: bool = False
) -> list[MadePackage]:
    """Packages that bring `to` up to date, each readable alone, mailed at most `most` bytes if possible.
    `attachments`: and after them its pictures, in packages of their own."""

    def packages(making: _Making) -> list[MadePackage]:
        made = making.all(most)
        return made + (making.pictures(most, made[-1].header.number + 1) if attachments else [])

    return _made(store, to, now, packages)


def make_pictures(
    store: Store, to: Device, now: dt.datetime, *, most: int = MAILED_BYTES
) -> list[MadePackage]:
    """The pictures that are for `to`, in packages of their own, after those that bring it up to date."""
    return _made(store, to, now, lambda making: making.pictures(most))


def pictures_for(execute: Executes, store: Store, to: Device) -> tuple[list[str], list[str]]:
    """The pictures that would go to somebody now, and those that cannot because they are damaged."""
    held = Pictures(store.folder, store.key)
    due = due_pictures(
        execute, to, scopes_for(store.identity, to), held, unmarked=sends_unmarked(store.identity, to)
    )
    return [one for one in due if held.opens(one)], [one for one in due if not held.opens(one)]


def sends_unmarked(identity: Identity, to: Device) -> bool:
    """Whether what somebody asks for goes there without being marked: what is on a scan may be names."""
    return to.is_active and (
        to.gets_names if to.regional else (identity.regional and to.compared) or to.approved
    )


def make_receipt(store: Store, to: Device, now: dt.datetime) -> MadePackage:
    """A package without operations: it says what is held here, and what is wanted."""
    [made] = _made(store, to, now, lambda making: [making.receipt()])
    return made


def _made(
    store: Store, to: Device, now: dt.datetime, packages: Callable[[_Making], list[MadePackage]]
) -> list[MadePackage]:
    """One round of packages, each written down."""
    with store.sync.exchanging() as db:
        take_part(db)
        made = packages(_Making(db.execute, store.identity, to, now, Pictures(store.folder, store.key)))
        for one in made:
            _note(db, one)
    return made


def _note(db: Connection, made: MadePackage) -> None:
    """It is about to leave: read it as its receiver will, and write it down. Raises NotReadable."""
    check_package(made.content, device_keys.box_identity(db.execute) or "", made.header.device)
    count = sum(one.last - one.since for one in made.portions)
    header = made.header
    sent = (header.id, made.to.key, True, header.number, header.made)
    line = JournalLine(*sent, header.made, PackageStatus.sent, carried(header), count, len(made.content))
    keep_line(db, line)
    if made.portions:
        keep_packed(db, made.to.key, {one.source.number: one.last for one in made.portions})


class _Making:
    """One round of packages for one receiver."""

    def __init__(
        self, execute: Executes, identity: Identity, to: Device, now: dt.datetime, pictures: Pictures
    ) -> None:
        self._execute = execute
        self._pictures = pictures
        self._identity = identity
        self._to = to
        self._at = milliseconds(now)
        self._now = now
        self._sign = device_keys.signer(execute)
        self._known = all_devices(execute)
        self._own = own_device(execute, identity)
        self._whole: tuple[PackageContents, MadePackage] | None = None
        """What was measured last, where it can go as it is."""

    def all(self, most: int) -> list[MadePackage]:
        """Parted where one would be larger than `most` as mailed, or more than its reader takes."""
        pieces = Parting(self, most).pieces()
        number = next_number(self._execute)
        if len(pieces) == 1 and self._whole is not None and self._whole[0] is pieces[0]:
            return [self._whole[1]]
        return [
            self._package(one, i + 1, len(pieces), number + i, first=i == 0) for i, one in enumerate(pieces)
        ]

    def measured(self, piece: PackageContents, *, first: bool) -> PackageSize:
        """The largest that the package with this can become; sealing varies."""
        made = self._package(piece, 1, 1, next_number(self._execute), first=first)
        self._whole = (piece, made) if first else None
        personal = made.header.members.get(PERSONAL, (0, ""))[0]
        return PackageSize(
            len(made.content) + 2 * MOST_GREASE,
            len(made.header.written()),
            personal,
            len(made.header.members) + 2,
        )

    def pictures(self, most: int, number: int | None = None) -> list[MadePackage]:
        """The receiver's pictures, each once, none damaged, in as many packages as the mail box needs."""
        first = next_number(self._execute) if number is None else number
        groups: list[dict[str, bytes]] = []
        room = 0
        unmarked = sends_unmarked(self._identity, self._to)
        for name in due_pictures(self._execute, self._to, self._scopes(), self._pictures, unmarked=unmarked):
            content = self._pictures.whole(name)
            if content is None:
                continue
            if not groups or mailed(len(content)) > room:
                groups.append({})
                room = most
            groups[-1][picture(name)] = content
            room -= mailed(len(content))
        return [
            self._package(PackageContents(), 1, 1, first + i, first=False, more=group)
            for i, group in enumerate(groups)
        ]

    def receipt(self) -> MadePackage:
        """No operations at all."""
        return self._package(PackageContents(), 1, 1, next_number(self._execute), first=True)

    def halves(self, portions: Sequence[Portion]) -> tuple[list[Portion], list[Portion]] | None:
        """The same in two; None where they cannot be parted."""
        return halves(self._execute, self._own.key, self._sign, portions)

    def portions(self) -> list[Portion]:
        """Everything after its last receipt."""
        held = receipt_of(self._execute, self._to.key)
        return [
            portion
            for one in due_sources(self._execute, self._identity, self._to)
            if (
                portion := portion_after(
                    self._execute, self._own.key, self._sign, one, held.get(one.source.number, 0)
                )
            )
            is not None
        ]

    def _scopes(self) -> Collection[str]:
        return scopes_for(self._identity, self._to)

    def personal_of(self, portions: Sequence[Portion]) -> list[Logged]:
        """Of these operations those whose personal parts are sealed here for it."""
        return self._sealed_here(
            one for portion in portions for one in self._operations(portion) if one.personal
        )

    def asked(self, but: Sequence[Portion]) -> list[Logged]:
        """Operations of which it asked for the personal parts, without those of these portions."""
        ids = {one.id for one in self.personal_of(but)}
        return self._sealed_here(
            one for one in wanted_operations(self._execute, self._identity, self._to) if one.id not in ids
        )

    def _sealed_here(self, operations: Iterable[Logged]) -> list[Logged]:
        """The office seals only what was typed there, for laptops in use whose words were compared."""
        if not self._to.is_active or (self._identity.regional and not self._to.compared):
            return []
        own = own_numbers(self._execute, self._own.key) if self._identity.regional else None
        return [one for one in operations if own is None or one.source in own]

    def lacking(self, portions: Sequence[Portion], *, first: bool) -> set[bytes]:
        """Hashes of personal parts of these operations, and with the first package of those asked for."""
        found = {
            one.personal_hash
            for portion in portions
            for one in self._operations(portion)
            if one.personal != b""
        }
        return found | set(wanted_by(self._execute, self._to.key)) if first else found

    def passed(self, lacking: set[bytes]) -> list[Sealed]:
        """Sealed parts of others that the regional office passes on, so that it has these."""
        if not self._identity.regional or not self._to.country or not self._to.is_active:
            return []
        return sealed_with(self._execute, self._to.country, lacking, self._to.box)

    def _operations(self, portion: Portion) -> Iterator[Logged]:
        return operations_of(self._execute, portion.source, portion.since, portion.last)

    def _package(
        self,
        piece: PackageContents,
        part: int,
        parts: int,
        number: int,
        *,
        first: bool,
        more: Mapping[str, bytes] | None = None,
    ) -> MadePackage:
        members = {**body_of([list(self._operations(one)) for one in piece.portions]), **(more or {})}
        sealed = self._sealed(members, piece)
        if first and self._to.regional and self._may_be_unknown():
            members[REQUEST] = request_to(self._execute, self._identity, self._to, self._now)
        if first and self._identity.regional:
            letter = newer_invitation(self._execute, self._identity, self._to, self._at)
            members |= {INVITATION: letter} if letter is not None else {}
        header = Header(
            id=uuid.uuid4().hex, number=number, device=self._own.key, name=self._own.name,
            country=self._own.country,
            office=self._own.office, officer=self._own.officer, to=self._to.key, part=part, parts=parts,
            made=self._at, schema=SCHEMA,
            sources=tuple(one.range() for one in piece.portions), members=described(members),
            receipt=(receipt := self._receipt()), held_back=held_back_of(self._execute, receipt.keys()),
            yours=self._yours(),
            wanted=tuple(wants_to_tell(self._execute, self._identity, self._to)) if first else (),
            sealed=sealed, devices=self._devices() if first else (),
            forks=self._forks() if first else (), share=self._share(),
            pictures=told_pictures(self._execute, self._scopes(), self._pictures) if first else None,
        )  # fmt: skip
        name = file_name(self._own.name, number)
        content = write_package(header, members, self._sign, self._recipients())
        return MadePackage(name, content, header, tuple(piece.portions), self._to)

    def _may_be_unknown(self) -> bool:
        """Whether the office may not know this laptop: it never answered, or not since the last package."""
        return not receipt_of(self._execute, self._to.key) or is_unanswered(self._execute, self._to.key)

    def _sealed(self, members: dict[str, bytes], piece: PackageContents) -> dict[str, SealedParts]:
        """Puts the personal parts of a piece among the members; gives what each of them holds."""
        found: dict[str, SealedParts] = {}
        recipients = self._personal_recipients()
        if content := seal_parts(piece.personal, self._sign, recipients):
            members[PERSONAL] = content
            erased = erased_in(self._execute, (one.id for one in piece.personal))
            found[PERSONAL] = SealedParts(
                tuple(recipients), tuple(one.personal_hash for one in piece.personal), tuple(erased)
            )
        for each in piece.passed:
            name = passed_on(each.content)
            members[name] = each.content
            found[name] = SealedParts(each.recipients, each.hashes, each.erased)
        return found

    def _share(self) -> ShareLevel:
        office = self._to if self._to.regional else regional_office(self._execute)
        return office.share if office is not None else ShareLevel.codes

    def _personal_recipients(self) -> list[str]:
        """The country's approved laptops and recovery keys; the regional office only if it gets names. A
        recovery key counts where its laptop said so: the office must not put in its own."""
        if self._identity.regional:
            return [self._to.recovery, self._to.box]
        approved = [
            one.box
            for one in self._known
            if one.approved and one.country == self._identity.country and one.is_active
        ]
        office = [self._to.box, self._to.recovery] if self._to.regional and self._to.gets_names else []
        recovery_keys = recovery_keys_of(self._execute)
        said = [
            recovery_keys[one.key] for one in self._known if one.box in approved and one.key in recovery_keys
        ]
        return list(dict.fromkeys([self._own.recovery, self._own.box, *approved, *said, *office]))

    def _recipients(self) -> list[str]:
        """Who can open the package: the receiver, recovery keys, laptops of the sender's unit. A colleague's
        recovery key counts only from its card: pictures of people lie in this layer alone."""
        mates = [
            one
            for one in self._known
            if not one.regional and one.country == self._own.country and one.approved and one.is_active
        ]
        recovery_keys = recovery_keys_of(self._execute)
        said = [recovery_keys[one.key] for one in mates if one.key in recovery_keys]
        office = [self._to.recovery] if self._to.regional or self._identity.regional else []
        return list(
            dict.fromkeys(
                [self._to.box, self._own.recovery, self._own.box, *(one.box for one in mates), *said, *office]
            )
        )

    def _receipt(self) -> Mapping[int, int]:
        """What is held here of the sources that the receiver may read."""
        return {one.source.number: one.last for one in self._held()}

    def _yours(self) -> Mapping[int, bytes]:
        """What is held of the receiver's own sources, so that it sees whether it was put back."""
        return {
            one.source.number: one.hash[:YOURS_BYTES]
            for one in self._held()
            if one.source.device == self._to.key
        }

    def _read_here(self) -> Collection[str]:
        """The scopes told as held here: at a country also everybody's lists, though never sent."""
        return (
            self._scopes()
            if self._identity.regional
            else readable(country=self._identity.country, regional=False)
        )

    def _held(self) -> list[Held]:
        """Own sources of which somebody holds another branch are left out, so that they come whole."""
        forked = noted_numbers(self._execute)
        held = held_sources(self._execute, self._read_here())
        return [one for one in held if one.source.device != self._own.key or one.source.number not in forked]

    def _forks(self) -> tuple[ToldFork, ...]:
        """Branches held here of sources that have another one, told until their owner gave way."""
        found = noted_forks(self._execute, sorted(self._read_here()))
        heads = [newest_head(self._execute, one.source) or (0, b"", b"") for one in found]
        return tuple(
            ToldFork(one.source.device, one.source.incarnation, one.source.scope, one.hashes, n, signature)
            for one, (n, _hash, signature) in zip(found, heads, strict=True)
        )

    def _devices(self) -> tuple[KnownDevice, ...]:
        """What the regional office tells a country of its laptops, and of itself."""
        if not self._identity.regional:
            return ()
        those = [
            self._own,
            *(one for one in self._known if one.country == self._to.country and one.state != ASKING),
        ]
        return tuple(
            KnownDevice(
                one.key,
                one.box,
                one.name,
                one.country,
                one.office,
                one.officer,
                one.recovery,
                one.regional,
                one.state,
                one.compared,
            )
            for one in those
        )

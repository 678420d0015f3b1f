"""The exchange for its page in the window: how it stands, what would be sent, what files would do."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from prossce_desktop.domain.counting.figures import ReachRange
from prossce_desktop.domain.model.record_kinds import KINDS
from prossce_desktop.domain.model.scopes import ShareLevel
from prossce_desktop.domain.model.setting_keys import SettingKey
from prossce_desktop.domain.operations.erasure import MANY
from prossce_desktop.domain.operations.package_status import PackageStatus
from prossce_desktop.reports.workbook import own_workbook
from prossce_desktop.services.devices import introductions
from prossce_desktop.services.devices.introductions import answer_about_names
from prossce_desktop.services.exchange import package_files
from prossce_desktop.services.exchange.file_signatures import is_container, is_document
from prossce_desktop.services.exchange.package_files import (
    MAILED_BYTES,
    Read,
    WrittenPackage,
    to_answer,
    write_request,
)
from prossce_desktop.services.packages.package_outcome import ASKED, PackageOutcome
from prossce_desktop.services.packages.unreplicated_work import Lone, lone
from prossce_desktop.services.reporting import workbook_comparison
from prossce_desktop.services.reporting.workbook_comparison import Compared
from prossce_desktop.services.sync import (
    dry_run,
    journal_entries,
    package_receiving,
    package_sending,
)
from prossce_desktop.services.sync.dry_run import DryRunResult
from prossce_desktop.services.sync.journal_entries import JournalEntry, State
from prossce_desktop.services.sync.package_words import brings_receipt_alone, sentence_of
from prossce_desktop.services.sync.unsent_summary import Unsent, unsent_for
from prossce_desktop.store.actions.unit_of_work import Change
from prossce_desktop.store.devices.invitations import asked_for_names
from prossce_desktop.store.devices.known_devices import (
    ACCEPTED,
    ASKING,
    RETIRED,
    REVOKED,
    Device,
    all_devices,
    named,
    regional_office,
)
from prossce_desktop.store.log.operation_log import milliseconds
from prossce_desktop.store.sync.conflicts import how_many
from prossce_desktop.store.sync.package_journal import JournalLine
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.system import clock, paths
from prossce_desktop.system.atomic_files import refuse_output_folder
from prossce_desktop.system.progress import ProgressCallback
from prossce_desktop.system.sandbox import Sandbox

__all__ = [
    "MAILED_BYTES", "MANY", "Change", "Compared", "DryRunOverview", "ExchangeStatus", "JournalEntry", "Read",
    "State", "Unsent", "WrittenPackage", "answer_about_names", "brings_receipt_alone", "sentence_of",
    "to_answer",
    "write_request",
]  # fmt: skip

ASKS, IS_IN, IS_OUT, IS_RETIRED = ASKING, ACCEPTED, REVOKED, RETIRED


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """A known laptop or office. `ours`: of this country; `words`: the six; `names`: it is to get names."""

    name: str
    country: str | None
    office: str
    officer: str
    state: str
    regional: bool
    compared: bool
    approved: bool
    ours: bool
    words: str
    names: bool


@dataclass(frozen=True, slots=True)
class ExchangeStatus:
    """How the exchange stands. `office`: the regional one of a country; None before an invitation."""

    device: str
    regional: bool
    office: DeviceRow | None
    devices: tuple[DeviceRow, ...]
    unsent: tuple[Unsent, ...]
    journal: tuple[JournalEntry, ...]
    folder: Path
    lone: Lone
    """What lies on this laptop alone."""
    pictures: int = 0
    """At a country: photos and scans that would follow the figures."""
    damaged: int = 0
    """And those that would, were their files whole."""
    asks_for_names: bool = False
    """At a country: the newest invitation of the office asks for names, and nobody answered yet."""
    is_first: bool = False
    """At a country: nothing of the office was imported yet, so the next package asks it to let us in."""
    most: int = MAILED_BYTES
    """How many bytes an e-mail may have."""


@dataclass(frozen=True, slots=True)
class ReceiveResult:
    """What became of files. `news`: for the pages; `answers`: somebody is to be answered."""

    results: tuple[Read, ...]
    news: object
    answers: bool
    conflicts: int


@dataclass(frozen=True, slots=True)
class DryRunOverview:
    """What files would do; `people`, `activities`: before and after; `freed`: waiting packages let in."""

    paths: tuple[Path, ...]
    results: tuple[Read, ...]
    people: tuple[ReachRange, ReachRange]
    activities: tuple[int, int]
    freed: int
    conflicts: int = 0
    """How many more values would be open afterwards."""
    workbooks: Mapping[Path, Compared] = field(default_factory=dict)
    """Workbooks that this program made, beside the records."""
    refused: tuple[JournalLine, ...] = ()
    """What the journal says of those that nothing can be taken from."""
    invitation: Path | None = None
    """There is no package in the one file, but an invitation; nothing else was looked at."""

    @property
    def has_news(self) -> bool:
        """Whether anything would be different; a package that was never read has at least its receipt."""
        nothing = (PackageStatus.refused, PackageStatus.known)
        return any(
            one.outcome.status not in nothing or brings_receipt_alone(one.outcome) for one in self.results
        )

    @property
    def asks(self) -> frozenset[str]:
        """What of `package_outcome.ASKED` somebody has to agree to, so that nothing waits for it."""
        return ASKED & {one.outcome.code or "" for one in self.results}


def standing(store: Store) -> ExchangeStatus:
    """Read all of it; beside the window."""
    identity, now = store.identity, clock.now()
    words = {one.key: said or "" for one, said in package_files.known_devices(store)}
    with store.read() as reading:
        known = all_devices(reading.execute)
        heard = [one for one in known if one.is_heard and (identity.regional or one.regional)]
        unsent = [unsent_for(reading.execute, identity, one, now) for one in heard if one.state == ACCEPTED]
        journal = journal_entries.journal(reading.execute, identity, known, unsent, now)
        alone = lone(reading.execute, identity)
        asks = asked_for_names(reading.execute) is not None
        follow, damaged = (
            ([], [])
            if identity.regional or not heard
            else package_sending.pictures_for(reading.execute, store, heard[0])
        )
    devices = [
        _device_row(one, words[one.key], identity.country, identity.regional)
        for one in known
        if one.key in words
    ]
    return ExchangeStatus(
        device=identity.device,
        regional=identity.regional,
        office=None
        if identity.regional
        else next((one for one in devices if one.regional and one.state == ACCEPTED), None),
        devices=tuple(devices),
        unsent=tuple(unsent),
        journal=tuple(journal),
        folder=folder_of(store),
        lone=alone,
        pictures=len(follow),
        damaged=len(damaged),
        asks_for_names=asks,
        most=most_of(store),
        is_first=not identity.regional and any(one.seen is None for one in heard if one.state == ACCEPTED),
    )


def _device_row(device: Device, words: str, country: str, regional: bool) -> DeviceRow:
    ours = not regional and not device.regional and device.country == country
    return DeviceRow(
        name=device.name, country=device.country, office=device.office, officer=device.officer,
        state=device.state, regional=device.regional,
        compared=device.compared, approved=device.approved, ours=ours, words=words,
        names=device.share == ShareLevel.names,
    )  # fmt: skip


def folder_of(store: Store) -> Path:
    """Where packages are written: the folder chosen last, else that of exports."""
    said = store.settings.read(SettingKey.exchange_folder)
    chosen = Path(said) if said else None
    return chosen if chosen is not None and chosen.is_dir() else paths.exports_folder()


def choose_folder(store: Store, folder: Path) -> None:
    """From now on packages are written there."""
    refuse_output_folder(folder)
    store.settings.note(SettingKey.exchange_folder, str(folder))


def most_of(store: Store) -> int:
    """How many bytes an e-mail may have: what the mail box took last, else what most of them take."""
    said = store.settings.read(SettingKey.mail_box_takes) or ""
    return int(said) if said.isdecimal() and int(said) > 0 else MAILED_BYTES


def remember_most(store: Store, most: int | None) -> None:
    """From now on an e-mail has at most so many bytes; None: as many as most mail boxes take."""
    store.settings.note(SettingKey.mail_box_takes, None if most is None else str(most))


def send(store: Store, receivers: Sequence[str] = ()) -> list[WrittenPackage]:
    """Packages for these, else for all who get any. Raises NoOffice, UnknownDevice and disk errors."""
    return _written_for(store, receivers or (None,), attachments=True)


def reply(store: Store, results: Sequence[Read]) -> list[WrittenPackage]:
    """Packages for those whose packages were read and who are to be answered."""
    with store.read() as reading:
        known = all_devices(reading.execute)
    heard = [
        name for name in to_answer(store, results) if (one := named(known, name)) is not None and one.is_heard
    ]
    return _written_for(store, heard, attachments=False)  # who is not let in yet is answered once he is


def _written_for(store: Store, receivers: Sequence[str | None], *, attachments: bool) -> list[WrittenPackage]:
    folder, most = folder_of(store), most_of(store)
    written: list[WrittenPackage] = []
    for to in receivers:
        written += package_files.make_packages(store, folder, to=to, most=most, attachments=attachments)
    return written


def dry_run_files(store: Store, files: Sequence[Path], step: ProgressCallback) -> DryRunOverview:
    """What these files or folders would do; nothing is changed. On the writing thread."""
    found: list[tuple[Path, bytes | None, str]] = []
    workbooks: dict[Path, Compared] = {}
    with store.read() as reading:
        is_invited = store.identity.regional or regional_office(reading.execute) is not None
    with Sandbox(own_workbook.WORK) as fence:
        for one in package_files.open_files(files):
            if one.invitations and list(files) == [one.file] and not (one.packages and is_invited):
                return DryRunOverview(
                    (one.file,), (), (ReachRange(), ReachRange()), (0, 0), 0, invitation=one.file
                )
            found += [(one.file, content, "") for content in one.packages]
            if one.code is None:
                continue
            content = package_files.read_file(one.file) if one.code == "not-a-package" else b""
            is_holder = bool(one.invitations) or (is_container(content) and not is_document(content))
            found.append((one.file, None, "none-inside" if is_holder else one.code))
            ours = workbook_comparison.own(content, fence) if content else None
            if ours is not None:
                workbooks[one.file] = workbook_comparison.compare(store, ours, clock.now(), clock.today())
    done = dry_run.dry_run(
        store, [content for _path, content, _code in found if content is not None], clock.now(), step
    )
    outcomes = iter(done.outcomes)
    results = [
        Read(path, PackageOutcome(PackageStatus.refused, code) if content is None else next(outcomes))
        for path, content, code in found
    ]
    opened = max((one.outcome.conflicts for one in results), default=0)
    at = milliseconds(clock.now())
    lines = [
        package_receiving.refused_line(content, one.outcome.header, one.outcome.code or "", at)
        for one, (_path, content, _code) in zip(results, found, strict=True)
        if content is not None and one.outcome.status == PackageStatus.refused
    ]
    return replace(
        overview_of(files, results, done),
        conflicts=max(0, opened - open_conflicts(store)),
        workbooks=workbooks,
        refused=tuple(one for one in lines if one is not None),
    )


def overview_of(paths: Iterable[Path], results: Iterable[Read], done: DryRunResult) -> DryRunOverview:
    """The dry run of packages that lay in these files."""
    records = [sum(one.records for one in figures.activities) for figures in (done.before, done.after)]
    people = (done.before.reach.whole, done.after.reach.whole)
    return DryRunOverview(tuple(paths), tuple(results), people, (records[0], records[1]), done.freed)


def take_in(
    store: Store, files: Sequence[Path], *, agreed: Collection[str] = ()
) -> tuple[list[Read], object]:
    """Import files; also gives the news for the pages. `agreed`: those of `ASKED` a person agreed to."""
    results = package_files.read_packages(store, files, agreed=agreed)
    return results, everything()


def open_conflicts(store: Store) -> int:
    """How many values are open now, of whatever came."""
    with store.read() as reading:
        return how_many(reading.execute)


def everything() -> object:
    """The news that records of every kind may be others now."""
    return Change(kinds=frozenset(KINDS))


@dataclass(frozen=True, slots=True)
class Invited:
    """An opened invitation. `asks_for_names`: of an office that has codes only, until somebody agrees."""

    file: Path
    asks_for_names: bool


def take_invitation(store: Store, invitation: Path, *, names: bool = False, instead: bool = False) -> Invited:
    """Keep its office; `names`, `instead`: agreed that it gets names, that it replaces another. Raises
    InvitationRefused, InvitationInside, OtherOffice, FileMissing."""
    content = package_files.invitation_in(invitation)
    office = introductions.take_invitation(store, content, clock.now(), names=names, instead=instead)
    return Invited(invitation, introductions.asks_for_names(content, office))


def confirm_fingerprint(store: Store, device: DeviceRow) -> None:
    """The six words were read out by telephone and were the same."""
    if device.regional:
        introductions.compared_with_office(store, device.words)
    elif device.ours:
        introductions.approve(store, device.name, device.words)
    else:
        admit_device(store, device, is_compared=True)


def admit_device(store: Store, device: DeviceRow, *, is_compared: bool) -> None:
    """Let a laptop in that asked; what it had sent before is taken in then. Raises RequestRefused."""
    introductions.accept_known(store, device.name, device.words if is_compared else None, clock.now())
    package_receiving.retry(store, clock.now())


def invite(store: Store, out: Path, *, country: str | None, share: ShareLevel) -> None:
    """Write an invitation; this is a regional office from now on."""
    package_files.invite(
        store, out, country=country, share=share, most=introductions.MOST_DEVICES, days=introductions.DAYS
    )

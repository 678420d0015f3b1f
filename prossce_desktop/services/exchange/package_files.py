"""The exchange for command line and window: files in folders, with the clock of this computer."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from prossce_desktop.domain.model.scopes import ShareLevel
from prossce_desktop.domain.operations.package_status import PackageStatus
from prossce_desktop.errors import (
    FileMissing,
    InvitationInside,
    ProssceError,
    UnknownDevice,
    WrongUse,
)
from prossce_desktop.exchange import mail_containers
from prossce_desktop.exchange.join_letters import Invitation, looks_like_invitation
from prossce_desktop.exchange.limits import MAILED_BYTES, MOST_FILE
from prossce_desktop.exchange.sandboxed_parsing import read_invitation
from prossce_desktop.language.messages import _
from prossce_desktop.services.devices import introductions
from prossce_desktop.services.devices.introductions import Acceptance
from prossce_desktop.services.exchange import device_admission, package_mails
from prossce_desktop.services.exchange.file_signatures import is_container
from prossce_desktop.services.packages.package_outcome import PackageOutcome
from prossce_desktop.services.sync import (
    due_answers,
    exchange_json,
    package_receiving,
    package_sending,
    request_receiving,
)
from prossce_desktop.services.sync.package_words import kinds_in
from prossce_desktop.store.devices.known_devices import FORGOTTEN, Device, all_devices, regional_office
from prossce_desktop.store.log.operation_log import moment
from prossce_desktop.store.maintenance.state_digest import short_code
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.system import clock, held_files
from prossce_desktop.system.atomic_files import in_words, refuse_output_folder, refuse_target, replacing
from prossce_desktop.system.sandbox import Sandbox

__all__ = ["MAILED_BYTES", "OpenedPackageFile", "Read", "WrittenAgain", "WrittenPackage"]


@dataclass(frozen=True, slots=True)
class WrittenPackage:
    """A package and its draft as files; `subject`, `text`, `mailed` (bytes) are those of the e-mail."""

    made: package_sending.MadePackage
    path: Path
    email: Path | None
    subject: str = ""
    text: str = ""
    mailed: int = 0


@dataclass(frozen=True, slots=True)
class Read:
    """What became of one file."""

    file: Path
    outcome: PackageOutcome
    is_beside: bool = False
    """It lay in a folder that was read, and is no package: told, and no failure."""


def day_of(time_ms: int) -> str:
    """A moment (UTC milliseconds) as its day."""
    return f"{moment(time_ms):%Y-%m-%d}"


def read_file(path: Path) -> bytes:
    """A file from outside; raises FileMissing, NoPermission."""
    if not path.is_file():
        raise FileMissing(path=path)
    try:
        return held_files.read(path)
    except OSError as error:
        raise in_words(error, path) from error


def write_file(path: Path, content: bytes, *, private: bool = True) -> None:
    """Write whole or not at all; `private`: for its owner alone. Raises FolderMissing and disk errors."""
    with replacing(path, private=private) as aside:
        aside.write_bytes(content)


def invite(
    store: Store, out: Path, *, country: str | None, share: ShareLevel, most: int, days: int
) -> Invitation:
    """Write an invitation; the workspace is a regional office from then on."""
    refuse_target(out)
    content, made = introductions.invite(
        store, clock.now(), country=country, share=share, most=most, days=days
    )
    write_file(out, content)
    return made


def ask_in(
    store: Store, invitation: Path, out: Path, *, names: bool = False, instead: bool = False
) -> tuple[bool, str]:
    """Keep the office and write our request; gives whether it asks for names in vain, and the six words.
    `names`, `instead`: agreed that the office gets names, and that it replaces another one."""
    refuse_target(out)
    letter = invitation_in(invitation)
    office = introductions.take_invitation(store, letter, clock.now(), names=names, instead=instead)
    with store.read() as reading:
        content = introductions.request_to(reading.execute, store.identity, office, clock.now())
        words = introductions.words_of(office, introductions.own_device(reading.execute, store.identity))
    write_file(out, content)
    return introductions.asks_for_names(letter, office), words


def write_request(store: Store, out: Path) -> None:
    """The request of a laptop that keeps an invitation already. Raises NoOffice, and as `write_file`."""
    refuse_target(out)
    with store.read() as reading:
        office = introductions.joined_office(reading.execute)
        content = introductions.request_to(reading.execute, store.identity, office, clock.now())
    write_file(out, content)


def invitation_in(path: Path) -> bytes:
    """The newest invitation in or enclosed in a file. Raises FileMissing, NoPermission, InvitationInside."""
    content = read_file(path)
    if looks_like_invitation(content) or not is_container(content):
        return content
    with Sandbox(mail_containers.WORK) as fence:
        found = mail_containers.opened(content, fence).invitations
    if not found:
        raise InvitationInside
    made = dict.fromkeys(found, -1)  # one that was altered is refused by whoever reads it
    for one in found:
        with suppress(ValueError, RecursionError):
            made[one] = read_invitation(one).made
    return max(made, key=lambda one: made[one])


def accept(store: Store, request: Path | str, words: str | None) -> Acceptance:
    """Let in a laptop by a file or its name, then import what waits. Raises as `device_admission` says."""
    # a name may be longer than any file's: then there is none, which Path would not say
    if os.path.isfile(request):
        done = device_admission.by_file(store, read_file(Path(request)), words, clock.now())
    else:
        done = device_admission.by_name(store, str(request), words, clock.now())
    package_receiving.retry(store, clock.now())
    return done


def known_devices(store: Store) -> list[tuple[Device, str | None]]:
    """Every laptop and office known here, with its six words where they can be said."""
    with store.read() as reading:
        those = [one for one in all_devices(reading.execute) if one.said_here != FORGOTTEN]
        if store.identity.regional:
            own = introductions.own_device(reading.execute, store.identity)
            return [(one, introductions.words_of(own, one)) for one in those]
        office = regional_office(reading.execute)
        if office is None:
            return [(one, None) for one in those]
        mine = introductions.own_device(reading.execute, store.identity)
        return [(one, introductions.words_of(office, mine if one.regional else one)) for one in those]


def make_packages(
    store: Store,
    folder: Path,
    *,
    to: str | None = None,
    most: int = MAILED_BYTES,
    email: bool = True,
    attachments: bool = False,
) -> list[WrittenPackage]:
    """Write packages, with drafts of e-mails, into a folder. `attachments`: also packages of pictures."""
    refuse_output_folder(folder)
    written: list[WrittenPackage] = []
    for device in package_sending.recipients_of(store, to):
        made = package_sending.make(store, device, clock.now(), most=most, attachments=attachments)
        enclosed = package_mails.Enclosed(store, device) if email else None
        written += [_write(one, folder, enclosed, most) for one in made]
    return written


def make_receipt(store: Store, out: Path, *, to: str | None = None) -> package_sending.MadePackage:
    """A package without records, written to exactly that path. Raises WrongUse for several receivers."""
    refuse_target(out)
    receivers = package_sending.recipients_of(store, to)
    if len(receivers) > 1:
        raise WrongUse(
            message=_(
                "A receipt is for one laptop, but {n} laptops are let in here. Name one with --to."
            ).format(n=len(receivers))
        )
    made = package_sending.make_receipt(store, receivers[0], clock.now())
    write_file(out, made.content)
    return made


def to_answer(store: Store, results: Iterable[Read]) -> list[str]:
    """Names of those whose packages were read and to whom an answer is due: nobody answers a mere receipt."""
    return due_answers.to_answer(store, [one.outcome for one in results])


def make_reply(store: Store, folder: Path, senders: Iterable[str]) -> list[WrittenPackage]:
    """Packages for those who sent something, with the receipt and what they lack."""
    refuse_output_folder(folder)
    written: list[WrittenPackage] = []
    for name in senders:
        try:
            written += make_packages(store, folder, to=name)
        except UnknownDevice:
            continue  # not let in yet: the answer waits until it is
    return written


def _write(
    made: package_sending.MadePackage, folder: Path, enclosed: package_mails.Enclosed | None, most: int
) -> WrittenPackage:
    path = folder / made.name
    write_file(path, made.content)
    if enclosed is None:
        return WrittenPackage(made, path, None)
    mail = package_mails.mail_of(made, enclosed, most)
    email = path.with_name(f"{path.stem}{_for(made.to.name) if enclosed.device else ''}.eml")
    write_file(email, mail.content)
    return WrittenPackage(made, path, email, mail.subject, mail.text, len(mail.content))


def _for(device: str) -> str:
    """Tells drafts for laptops of one country apart; only a safe name becomes a part of a file name."""
    return f"-for-{device}" if device.isascii() and device.replace("-", "").isalnum() else ""


@dataclass(frozen=True, slots=True)
class WrittenAgain:
    """A package that a mail box refused, in another form beside it, and a draft that carries it."""

    path: Path
    email: Path
    subject: str
    text: str


def as_text(package: Path) -> WrittenAgain:
    """A refused mail: write the package as text. Raises FileMissing, NoPermission and disk errors."""
    return _write_again(package, package_mails.as_text(package.name, read_file(package)))


def as_zip(package: Path) -> WrittenAgain:
    """A refused mail: write the package in a zip. (Smaller pieces: `make_packages` with a smaller `most`.)"""
    return _write_again(package, package_mails.as_zip(package.name, read_file(package)))


def _write_again(package: Path, made: package_mails.Disguised) -> WrittenAgain:
    path = package.with_name(made.name)
    email = package.with_name(f"{made.name}.eml")
    write_file(path, made.content)
    write_file(email, made.mail.content)
    return WrittenAgain(path, email, made.mail.subject, made.mail.text)


def read_packages(store: Store, paths: Sequence[Path], *, agreed: Collection[str] = ()) -> list[Read]:
    """Read files, and those of folders, each package in its own transaction. `agreed`: as in `read`."""
    results: list[Read] = []
    for one in open_files(paths):
        results += [Read(one.file, _read_one(store, content, agreed)) for content in one.packages]
        if one.code is not None:
            beside = one.file not in paths and one.code == "not-a-package"
            results.append(
                Read(
                    one.file, PackageOutcome(PackageStatus.refused, one.code, sentence=_said_of(one)), beside
                )
            )
    return results


def _read_one(store: Store, content: bytes, agreed: Collection[str]) -> PackageOutcome:
    """A package, or a request that came without one."""
    asked = request_receiving.read(store, content, clock.now())
    return asked or package_receiving.read(store, content, clock.now(), agreed=agreed)


def _said_of(opened: OpenedPackageFile) -> str:
    """What is said of a file without packages that is known all the same; "" of all others."""
    if opened.code != "not-a-package" or not opened.invitations:
        return ""
    return _(
        "This file is an invitation, not a package. Open it alone on the Exchange page, or with "
        "device-request."
    )


@dataclass(frozen=True, slots=True)
class OpenedPackageFile:
    """The packages in one file; `code`: why there is none, or why some may be missing."""

    file: Path
    packages: tuple[bytes, ...]
    code: str | None
    invitations: tuple[bytes, ...] = ()


def open_files(paths: Iterable[Path]) -> Iterator[OpenedPackageFile]:
    """The packages in files and folders, opened in a sandbox; what cannot be read hinders no other."""
    with Sandbox(mail_containers.WORK) as fence:
        for path in _files(paths):
            content = _content_of(path)
            if isinstance(content, str):
                yield OpenedPackageFile(path, (), content)
                continue
            found = mail_containers.opened(content, fence)
            yield OpenedPackageFile(
                path,
                found.packages,
                found.code or (None if found.packages else "not-a-package"),
                found.invitations,
            )


def _content_of(path: Path) -> bytes | str:
    """A file from outside, or in a word why it is not read."""
    try:
        return (
            mail_containers.TOO_LARGE
            if path.is_file() and path.stat().st_size > MOST_FILE
            else read_file(path)
        )
    except FileMissing:
        return "unreadable" if path.exists() else FileMissing.code
    except (ProssceError, OSError):
        return "unreadable"


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    """Files, and those of folders with the folders in them; what the system hides in a folder is left out."""
    for path in paths:
        if path.is_dir():
            try:
                inside = sorted(one for one in path.iterdir() if not one.name.startswith("."))
            except OSError:
                yield path  # which cannot be read
                continue
            yield from _files(
                one for one in inside if one.is_file() or (one.is_dir() and not one.is_symlink())
            )
        else:
            yield path


def files_json(store: Store, written: Sequence[WrittenPackage]) -> dict[str, object]:
    """What was written, as the command line says it."""
    made = [one.made for one in written]
    heard = [one.to.seen for one in made]
    portions = [(one.source.number, one.since, one.last) for each in made for one in each.portions]
    with store.read() as reading:
        code = short_code(reading, tuple(sorted({one.to.country for one in made if one.to.country})))
        records = kinds_in(reading.execute, portions)
    return {
        "files": [exchange_json.package_json(store, one.made, one.path, one.email) for one in written],
        "since_receipt": exchange_json.time_of(min(one or 0 for one in heard)) if heard else None,
        "records": records,
        "checksum": code,
    }


def devices_json(store: Store) -> dict[str, object]:
    """Every laptop known."""
    listed = [exchange_json.device_json(one, words) for one, words in known_devices(store)]
    return {"count": len(listed), "devices": listed}

"""Exchange by stick between laptops of one country.

In our folder each laptop has its card, and one package for each colleague with everything after that
colleague's last receipt: after two turns each, all of them have everything.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from prossce_desktop.errors import RequestRefused
from prossce_desktop.exchange.armour import is_package
from prossce_desktop.exchange.limits import MOST_FILE
from prossce_desktop.exchange.package import PackageRefused, open_package
from prossce_desktop.services.devices import device_cards
from prossce_desktop.services.devices.introductions import words_of
from prossce_desktop.services.exchange import package_files
from prossce_desktop.services.exchange.exchange_page import DryRunOverview, overview_of
from prossce_desktop.services.exchange.file_signatures import may_hold_packages
from prossce_desktop.services.exchange.package_files import Read
from prossce_desktop.services.packages.unconfirmed_operations import lag_of
from prossce_desktop.services.sync import dry_run, package_receiving, package_sending
from prossce_desktop.store.devices import device_keys
from prossce_desktop.store.devices.known_devices import ACCEPTED, Device, all_devices, regional_office
from prossce_desktop.store.sync.package_journal import sent_numbers
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.system import clock, held_files
from prossce_desktop.system.atomic_files import in_words, refuse_output_folder
from prossce_desktop.system.progress import ProgressCallback, silent
from prossce_desktop.system.removable_drives import Drive

__all__ = [
    "Colleague",
    "Done",
    "Drive",
    "OnStick",
    "Stranger",
    "dry_run_stick",
    "exchange",
    "meet",
]

FOLDER = "ProSSCE"
"""What our folder on a stick is called."""
_CARD = ".prossce-laptop"
_MOST_DEEP = 3
_MOST_FILES = 5_000
_HEAD = 4_000
"""So much of a file says whether it may be an e-mail, another container or a text."""


@dataclass(frozen=True, slots=True)
class Stranger:
    """A card that nobody compared yet. `words`: six; `known`: the office listed this laptop already."""

    name: str
    office: str
    officer: str
    words: str
    card: bytes
    known: bool = False


@dataclass(frozen=True, slots=True)
class Colleague:
    """Another laptop of the country. `lacks`: unconfirmed changes; `names`: whether it gets names."""

    name: str
    office: str
    officer: str
    lacks: int
    names: bool


@dataclass(frozen=True, slots=True)
class OnStick:
    """What lies on a stick. `dry_run`: what its packages would do; `words`: this laptop's own six."""

    folder: Path
    words: str
    strangers: tuple[Stranger, ...]
    dry_run: DryRunOverview
    colleagues: tuple[Colleague, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """What became of the packages, and for how many colleagues one was written."""

    folder: Path
    results: tuple[Read, ...]
    colleagues: tuple[Colleague, ...]


def dry_run_stick(store: Store, folder: Path, step: ProgressCallback) -> OnStick:
    """What lies there and would be done; nothing changes. Raises NoOffice, FolderMissing."""
    files = _Files(store, folder)
    with store.read() as reading:
        words = device_cards.own_words(reading.execute, store.identity)
    done = dry_run.dry_run(store, [content for _path, content in files.packages], clock.now(), step)
    results = [
        Read(path, outcome) for (path, _content), outcome in zip(files.packages, done.outcomes, strict=True)
    ]
    overview = overview_of((path for path, _content in files.packages), results, done)
    return OnStick(folder, words, files.strangers, overview, _colleagues(store))


def meet(store: Store, stranger: Stranger) -> None:
    """The officers compared the six words. Raises FingerprintDiffers, RequestRefused."""
    device_cards.meet(store, stranger.card, stranger.words, clock.now())


def exchange(
    store: Store, folder: Path, step: ProgressCallback = silent, *, agreed: Collection[str] = ()
) -> Done:
    """Import what is for us, then write our card and each colleague's package. `agreed`: as in `read`.
    Raises NoOffice, FolderMissing and disk errors; what was imported by then stays.
    """
    files, devices = _Files(store, folder), _devices(store)
    total = len(files.packages) + len(devices)
    results: list[Read] = []
    for path, content in files.packages:
        step(len(results), total)
        results.append(Read(path, package_receiving.read(store, content, clock.now(), agreed=agreed)))
    if files.cards:
        device_cards.note_recovery_keys(store, files.cards, clock.now())
    ours = _our_folder(folder)
    with store.read() as reading:
        content = device_cards.card(reading.execute, store.identity, clock.now())
    _put(ours / f"{store.identity.device}{_CARD}", content)
    for done, device in enumerate(devices, len(results)):
        step(done, total)
        _write(store, device, ours)
    for device in devices:  # once everybody has the figures: a stick that is full keeps back pictures only
        for one in package_sending.make_pictures(store, device, clock.now(), most=MOST_FILE):
            _put(ours / one.name, one.content)
    return Done(folder, tuple(results), _colleagues(store))


def _our_folder(folder: Path) -> Path:
    """Ours on the stick, made where it is not; whoever's computer made it, everybody may use it."""
    ours = folder if folder.name == FOLDER else folder / FOLDER
    try:
        ours.mkdir(exist_ok=True)
    except OSError as error:
        raise in_words(error, ours) from error
    refuse_output_folder(ours)
    return ours


def _put(path: Path, content: bytes) -> None:
    """Not private: other users of colleagues' computers must read it, and it is sealed to them."""
    package_files.write_file(path, content, private=False)


def _write(store: Store, device: Device, ours: Path) -> None:
    """Write the newest package and remove the older ones, whose content it holds; pictures come again."""
    with store.read() as reading:
        before = sent_numbers(reading.execute, device.key)
    made = package_sending.make(store, device, clock.now(), most=MOST_FILE)
    for one in made:
        _put(ours / one.name, one.content)
    for number in before:
        with suppress(OSError):
            held_files.remove(ours / package_sending.file_name(store.identity.device, number))


def _devices(store: Store) -> list[Device]:
    """The other laptops of the country that are in use."""
    identity = store.identity
    with store.read() as reading:
        known = all_devices(reading.execute)
    return [
        one for one in known if not one.regional and one.state == ACCEPTED and one.country == identity.country
    ]


def _colleagues(store: Store) -> tuple[Colleague, ...]:
    with store.read() as reading:
        return tuple(
            Colleague(
                one.name,
                one.office,
                one.officer,
                lag_of(reading.execute, store.identity, one).operations,
                one.approved,
            )
            for one in _devices(store)
        )


class _Files:
    """What concerns this laptop: packages for it, and cards of laptops that nobody compared yet."""

    def __init__(self, store: Store, folder: Path) -> None:
        refuse_output_folder(folder)
        self._store = store
        self.packages: list[tuple[Path, bytes]] = []
        self.cards: list[bytes] = []
        strangers: dict[bytes, Stranger] = {}
        with store.read() as reading:
            self._box = device_keys.box_identity(reading.execute)
            office = regional_office(reading.execute)
            known = {one.key for one in all_devices(reading.execute)}
        found: list[tuple[bytes, Path, bytes]] = []
        for path, content in _contents(folder):
            if device_cards.is_card(content):
                self.cards.append(content)
                one = self._stranger(content)
                if one is not None and office is not None:
                    strangers[one.key] = Stranger(
                        one.name, one.office, one.officer, words_of(office, one), content,
                        known=one.key in known
                    )  # fmt: skip
            elif (sender := self._sender(content)) is not None:
                found.append((sender, path, content))
        self.packages = [(path, content) for sender, path, content in found if sender not in strangers]
        self.strangers = tuple(sorted(strangers.values(), key=lambda one: one.name))

    def _stranger(self, content: bytes) -> Device | None:
        with self._store.read() as reading, suppress(RequestRefused):
            return device_cards.stranger(reading.execute, self._store.identity, content)
        return None

    def _sender(self, content: bytes) -> bytes | None:
        """Who sent us this package; None if it is for another. What cannot be opened is looked at too."""
        try:
            header = open_package(content, [self._box] if self._box else []).header
        except PackageRefused as refused:
            return None if refused.code == "not-for-us" else b""
        return header.device if header.to == self._store.identity.device_key else None


def _contents(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Packages and cards in the folder, and packages in e-mails, zips and texts of it or of ours."""
    ours = folder / FOLDER  # first, however many photos the stick holds
    others = (one for one in _below(folder, _MOST_DEEP) if ours not in one.parents)
    for path in chain(islice(_below(ours, _MOST_DEEP - 1), _MOST_FILES), islice(others, _MOST_FILES)):
        with suppress(OSError):
            if not 0 < path.stat().st_size <= MOST_FILE:
                continue
            with path.open("rb") as file:
                head = file.read(64)
            if is_package(head) or head.startswith(b'{"box":"age1'):
                yield path, held_files.read(path)
    at_hand = [one for place in (ours, folder) if place.is_dir() for one in sorted(place.iterdir())]
    wanted = (one for one in at_hand[:_MOST_FILES] if not one.name.startswith(".") and _may_hold_one(one))
    for found in package_files.open_files(wanted):
        for content in found.packages:
            yield found.file, content


def _may_hold_one(path: Path) -> bool:
    """Whether a file may hold a package by its content; pictures and documents are none of our business."""
    try:
        if not path.is_file() or not 0 < path.stat().st_size <= MOST_FILE:
            return False
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return False
    return not is_package(head) and may_hold_packages(head)


def _below(folder: Path, deep: int) -> Iterable[Path]:
    """Files in a folder and its folders; hidden and unreadable ones are left out."""
    entries: Sequence[Path] = ()
    with suppress(OSError):
        entries = sorted(one for one in folder.iterdir() if not one.name.startswith("."))
    for one in entries:
        if one.is_file():
            yield one
        elif deep > 1 and one.is_dir() and not one.is_symlink():
            yield from _below(one, deep - 1)

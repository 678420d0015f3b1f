"""A backup as one file for a stick or a new computer: an uncompressed zip of three members and the pictures.

`base.db` is the encrypted copy, `key.json` the workspace's key file (wrapped for passphrases and the recovery
key), `about.json` says what the file is, `attachments/SHA256` are pictures, encrypted. Nothing in it names a
person, an office or a title; the file's name says the device alone.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import secrets
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from prossce_desktop.errors import BackupDamaged, BackupMissing, BackupNewer, ProssceError
from prossce_desktop.store.db.attachments import FOLDER
from prossce_desktop.store.db.connection import in_words
from prossce_desktop.store.maintenance.backup_retention import thin
from prossce_desktop.system import held_files
from prossce_desktop.system.atomic_files import replacing, replacing_own
from prossce_desktop.system.progress import ProgressCallback, silent
from prossce_desktop.system.protected_places import BASE, KEY

FORMAT = 1
ENDING = ".prossce-backup"
ABOUT = "about.json"
MOST = {ABOUT: 10_000, KEY: 1_000_000}
"""Bytes that the two small members may have."""
_NAME = re.compile(r"([A-Z]{2}-[0-9a-f]{6})-(\d{8}-\d{4})" + re.escape(ENDING))
_STAMP = "%Y%m%d-%H%M"
_CHUNK = 1 << 20
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_END = 22
"""Bytes of the record at the end of a zip without a comment."""
_LONGEST_LIST = 300
"""Bytes that one entry of the list may have."""
_MOST_ENTRIES = 60_000
_PICTURE = re.compile(FOLDER + r"/[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class BackupManifest:
    """What the file says of itself. `move`: it was made to move to another computer."""

    made: dt.datetime
    schema: int
    move: bool
    base_bytes: int
    base_sha256: str


def name_of(device: str, time: dt.datetime) -> str:
    """`KH-7f3a91-20261125-1640.prossce-backup`, in UTC."""
    return f"{device}-{time.astimezone(dt.UTC):{_STAMP}}{ENDING}"


def made_at(file: Path) -> tuple[str, dt.datetime]:
    """The device and the minute in the file's name. Raises ValueError for other names."""
    match = _NAME.fullmatch(file.name)
    if match is None:
        raise ValueError(file.name)
    return match[1], dt.datetime.fromisoformat(match[2]).replace(tzinfo=dt.UTC)


def files_of(folder: Path, device: str) -> dict[dt.datetime, Path]:
    """Backup files of a device in a folder, by when they were made. Raises OSError."""
    found: dict[dt.datetime, Path] = {}
    for path in folder.iterdir():
        with suppress(ValueError):
            whose, made = made_at(path)
            if whose == device:
                found[made] = path
    return found


def apply_retention(folder: Path, device: str, now: dt.datetime, made: Path) -> None:
    """Let go of the device's files that are not to stay."""
    thin(files_of(folder, device), now, made_at(made)[1])


def write(
    target: Path, copy: Path, key_file: Path, *,
    made: dt.datetime, schema: int, move: bool = False, pictures: bool = True,
    step: ProgressCallback = silent,
) -> None:  # fmt: skip
    """Make the file from a verified copy, read it back, and only then put it in the place of `target`.
    `pictures`: those beside the key file go into it; else they lie in the folder of `target`, once for all.
    `step` counts bytes. Raises what `atomic_files.replacing` raises; an error leaves nothing behind.
    """
    with in_words(target), replacing(target, private=True) as aside:
        size = copy.stat().st_size
        far = _Far(step, 2 * size)
        with zipfile.ZipFile(aside, "w", zipfile.ZIP_STORED) as packed:
            whole = _put(packed, copy, size, far)
            packed.writestr(_member(KEY), held_files.read(key_file))
            about = {
                "format": FORMAT,
                "kind": "move" if move else "backup",
                "made": made.astimezone(dt.UTC).isoformat(timespec="seconds"),
                "schema": schema,
                "base": {"bytes": size, "sha256": whole},
            }
            packed.writestr(_member(ABOUT), json.dumps(about, indent=1))
            if pictures:
                _put_pictures(packed, key_file.parent / FOLDER)
        _verify(aside, far)


def _put_pictures(packed: zipfile.ZipFile, folder: Path) -> None:
    """The pictures beside the base, each encrypted as it lies."""
    for one in sorted(folder.iterdir()) if folder.is_dir() else ():
        if _PICTURE.fullmatch(f"{FOLDER}/{one.name}"):
            packed.writestr(_member(f"{FOLDER}/{one.name}"), held_files.read(one))


def _put(packed: zipfile.ZipFile, copy: Path, size: int, far: _Far) -> str:
    """The base as a member; its SHA-256."""
    whole = hashlib.sha256()
    with (
        packed.open(_member(BASE, size), "w", force_zip64=size >= 1 << 31) as member,
        held_files.patiently(lambda: open(copy, "rb")) as source,
    ):
        for chunk in _chunks(source, far):
            whole.update(chunk)
            member.write(chunk)
    return whole.hexdigest()


def copy_beside(aside_of: Path) -> Path:
    """A name beside a file for its source copy; swept like other aside files after a kill."""
    return aside_of.with_name(f".{aside_of.stem[:40]}-{secrets.token_hex(4)}.part{aside_of.suffix}")


def unpack(file: Path, folder: Path, step: ProgressCallback = silent) -> BackupManifest:
    """Put `base.db` and `key.json` into `folder`, every byte compared.
    Raises BackupMissing, BackupDamaged, BackupNewer.
    """
    with _reading(file) as packed:
        found = _manifest(packed)
        with replacing_own(folder / KEY) as aside:
            aside.write_bytes(packed.read(KEY))
        with replacing_own(folder / BASE) as aside, open(aside, "wb") as target:
            _compare(packed, found, _Far(step, found.base_bytes), target)
        for name in _pictures_in(packed):
            (folder / FOLDER).mkdir(mode=0o700, exist_ok=True)
            with replacing_own(folder / name) as aside:
                aside.write_bytes(packed.read(name))
        return found


def _pictures_in(packed: zipfile.ZipFile) -> list[str]:
    return [one for one in packed.namelist() if _PICTURE.fullmatch(one)]


def _verify(file: Path, far: _Far) -> None:
    with _reading(file) as packed:
        _compare(packed, _manifest(packed), far, None)
        for name in _pictures_in(packed):
            packed.read(name)  # the zip's own sum says whether it is whole


def _compare(packed: zipfile.ZipFile, manifest: BackupManifest, far: _Far, target: IO[bytes] | None) -> None:
    """Read the base to its end, to `target` if given; BackupDamaged if it is not what was packed."""
    whole = hashlib.sha256()
    with packed.open(BASE) as member:
        for chunk in _chunks(member, far):
            whole.update(chunk)
            if target is not None:
                target.write(chunk)
    if whole.hexdigest() != manifest.base_sha256:
        raise BackupDamaged(path=packed.filename)


@contextmanager
def _reading(file: Path) -> Iterator[zipfile.ZipFile]:
    """The file as a zip of exactly our three members; anything else hostile is one sentence."""
    if not file.is_file():
        raise BackupMissing(path=file)
    try:
        _refuse_other_layouts(file)
        with held_files.patiently(lambda: zipfile.ZipFile(file)) as packed:
            sizes = {one.filename: one for one in packed.infolist()}
            ours = sorted(name for name in sizes if not _PICTURE.fullmatch(name))
            if ours != [ABOUT, BASE, KEY] or len(packed.infolist()) != len(sizes):
                raise BackupDamaged(path=file)
            for one in sizes.values():
                stored = (
                    one.compress_type == zipfile.ZIP_STORED
                    and one.file_size == one.compress_size
                    and not one.flag_bits & 1
                )
                if not stored or one.file_size > MOST.get(one.filename, file.stat().st_size):
                    raise BackupDamaged(path=file)
            yield packed
    except ProssceError:
        raise
    except Exception as error:
        raise BackupDamaged(path=file) from error


def _refuse_other_layouts(file: Path) -> None:
    """Three entries, the pictures, and nothing behind them, before a list of a million is read."""
    with held_files.patiently(lambda: open(file, "rb")) as source:
        source.seek(-_END, 2)
        end = source.read(_END)
    entries, length = int.from_bytes(end[10:12], "little"), int.from_bytes(end[12:16], "little")
    if end[:4] != b"PK\x05\x06" or not 3 <= entries <= _MOST_ENTRIES or length > _LONGEST_LIST * entries:
        raise BackupDamaged(path=file)


def _manifest(packed: zipfile.ZipFile) -> BackupManifest:
    known = json.loads(packed.read(ABOUT).decode("utf-8"))
    if int(known["format"]) > FORMAT:
        raise BackupNewer(found=int(known["format"]), known=FORMAT)
    base = known["base"]
    found = BackupManifest(
        dt.datetime.fromisoformat(str(known["made"])).astimezone(dt.UTC),
        int(known["schema"]),
        known["kind"] == "move",
        int(base["bytes"]),
        str(base["sha256"]),
    )
    if found.base_bytes != packed.getinfo(BASE).file_size:
        raise BackupDamaged(path=packed.filename)
    return found


def _member(name: str, size: int = 0) -> zipfile.ZipInfo:
    """A member that says nothing of the computer it was made on."""
    made = zipfile.ZipInfo(name, _NO_TIME)
    made.create_system, made.external_attr, made.file_size = 3, 0o600 << 16, size
    return made


class _Far:
    """How far reading and writing have come."""

    def __init__(self, step: ProgressCallback, total: int) -> None:
        self._step, self._total, self._done = step, total, 0

    def add(self, count: int) -> None:
        """So many bytes more."""
        self._done += count
        self._step(self._done, self._total)


def _chunks(source: IO[bytes], far: _Far) -> Iterator[bytes]:
    while chunk := source.read(_CHUNK):
        far.add(len(chunk))
        yield chunk

"""Attachments beside the base: each content once, encrypted, named by the SHA-256 of what one sees."""

from __future__ import annotations

import filecmp
import hashlib
import os
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, suppress
from functools import partial
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from prossce_desktop.errors import AttachmentMissing, PictureDamaged, ProssceError
from prossce_desktop.system import held_files
from prossce_desktop.system.atomic_files import in_words, replacing, replacing_own

FOLDER = "attachments"
_NAME = re.compile(r"[0-9a-f]{64}")
_NONCE = 12
_opened_here: dict[Path, tuple[int, int]] = {}
"""Files that opened in this run, with size and time then, so that they are not read again."""


class Pictures:
    """Those of one workspace; `key` is the base's, None where nothing is encrypted."""

    def __init__(self, folder: Path, key: bytes | None) -> None:
        self._folder = folder / FOLDER
        self._key = None if key is None else HKDF(SHA256(), 32, None, b"prossce attachments").derive(key)

    def keep(self, content: bytes) -> str:
        """Keep a file and give its name; again only if damaged. Raises what the disk answers."""
        name = hashlib.sha256(content).hexdigest()
        path = self._folder / name
        if not self.opens(name):
            try:
                self._folder.mkdir(mode=0o700, exist_ok=True)
            except OSError as error:
                raise in_words(error, self._folder) from error
            with replacing_own(path) as aside:
                aside.write_bytes(self._sealed(name, content))
        return name

    def read(self, name: str) -> bytes:
        """The picture. Raises AttachmentMissing, PictureDamaged."""
        try:
            sealed = held_files.read(self._folder / name) if _NAME.fullmatch(name) else None
        except FileNotFoundError:
            sealed = None
        except OSError as error:
            raise in_words(error, self._folder / name) from error
        if sealed is None:
            raise AttachmentMissing
        content = self._opened(name, sealed)
        if content is None or hashlib.sha256(content).hexdigest() != name:
            raise PictureDamaged
        return content

    def whole(self, name: str) -> bytes | None:
        """The picture; None where it is not here, damaged, or on a bad part of the disk."""
        path = self._folder / name
        try:
            looked = path.stat()
            content = self.read(name)
        except (OSError, ProssceError):
            _opened_here.pop(path, None)
            return None
        _opened_here[path] = (looked.st_size, looked.st_mtime_ns)
        return content

    def opens(self, name: str) -> bool:
        """Whether the file is here and is what its name says; looked into again once it changes."""
        if not self.is_here(name):
            return False
        path = self._folder / name
        with suppress(OSError):
            looked = path.stat()
            if _opened_here.get(path) == (looked.st_size, looked.st_mtime_ns):
                return True
        return self.whole(name) is not None

    def is_here(self, name: str) -> bool:
        """Whether the file is here; it is not looked into."""
        return bool(_NAME.fullmatch(name)) and (self._folder / name).is_file()

    def names(self) -> Iterator[str]:
        """Every picture that is here, in order."""
        with suppress(OSError):
            yield from sorted(one.name for one in self._folder.iterdir() if _NAME.fullmatch(one.name))

    def damaged(self) -> list[str]:
        """Those that are not what their names say."""
        found: list[str] = []
        for name in self.names():
            try:
                self.read(name)
            except PictureDamaged:
                found.append(name)
        return found

    def _sealed(self, name: str, content: bytes) -> bytes:
        if self._key is None:
            return content
        nonce = os.urandom(_NONCE)
        return nonce + AESGCM(self._key).encrypt(nonce, content, name.encode())

    def _opened(self, name: str, sealed: bytes) -> bytes | None:
        if self._key is None:
            return sealed
        try:
            return AESGCM(self._key).decrypt(sealed[:_NONCE], sealed[_NONCE:], name.encode())
        except (InvalidTag, ValueError):
            return None


def copy_beside(base: Path, folder: Path) -> int:
    """Copy a workspace's attachments that a backup folder lacks, each once; how many were copied."""
    return _copied(base.parent / FOLDER, folder / FOLDER)


def copy_to_place(base: Path, place: Path, workspace: str) -> int:
    """The same into a place that workspaces share, a folder each, as each seals with its own key; how many.
    What it put there before they were parted is moved, not copied again.
    """
    return _copied(
        base.parent / FOLDER, _own_folder(place, workspace), place / FOLDER, partial(replacing, private=True)
    )


def copy_from_place(place: Path, folder: Path, workspace: str) -> int:
    """Back from there, also from where they lay before they were parted; gives how many were copied."""
    return _copied(_own_folder(place, workspace), folder / FOLDER) + _copied(place / FOLDER, folder / FOLDER)


def _own_folder(place: Path, workspace: str) -> Path:
    """By the hash of its number, for what a key file says may be no name of a folder."""
    return place / FOLDER / hashlib.sha256(workspace.encode()).hexdigest()[:16]


def _copied(
    source: Path,
    target: Path,
    before: Path | None = None,
    writes: Callable[[Path], AbstractContextManager[Path]] = replacing_own,
) -> int:
    done = 0
    for one in sorted(source.iterdir()) if source.is_dir() else ():
        if not _NAME.fullmatch(one.name) or (target / one.name).exists():
            continue
        target.mkdir(mode=0o700, parents=True, exist_ok=True)
        old = before / one.name if before is not None else None
        if old is not None and old.is_file() and filecmp.cmp(one, old, shallow=False):
            held_files.rename(old, target / one.name)
            continue
        with writes(target / one.name) as aside:
            held_files.copy(one, aside)
        done += 1
    return done

"""A base's key as this computer keeps it: in the keyring, else in a file only the user can read."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

from prossce_desktop.system import held_files, paths
from prossce_desktop.system.atomic_files import in_words, make_folder, replacing_own

_SERVICE = paths.APP


def remember(workspace: str, key: bytes) -> None:
    """Keep it under the workspace's random name, outside the workspace."""
    text = _written(workspace, key)
    if not _into_keyring(workspace, text):
        _into_file(workspace, text)


def recall(workspace: str) -> bytes | None:
    """The key; None if this computer has none, or not as kept: passphrase or recovery key is asked."""
    return _read(workspace, _from_file(workspace)) or _read(workspace, _from_keyring(workspace))


def _written(workspace: str, key: bytes) -> str:
    return f"{key.hex()} {_check_of(workspace, key)}"


def _read(workspace: str, text: str | None) -> bytes | None:
    """A spoiled key is none: it would make a whole base look damaged. Keys kept by 0.1.0 have no check."""
    hexadecimal, _, check = (text or "").partition(" ")
    try:
        key = bytes.fromhex(hexadecimal)
    except ValueError:
        return None
    return key if len(key) == 32 and check in ("", _check_of(workspace, key)) else None


def _check_of(workspace: str, key: bytes) -> str:
    return hashlib.sha256(workspace.encode() + key).hexdigest()[:8]


def forget(workspace: str) -> None:
    """Keep it no longer."""
    with suppress(OSError):
        held_files.remove(_file(workspace))
    with suppress(Exception):  # every backend has errors of its own
        import keyring

        keyring.delete_password(_SERVICE, workspace)


def _into_keyring(workspace: str, text: str) -> bool:
    """Whether a keyring took it and gives it back. Some say yes and keep nothing, so it is read again."""
    try:
        import keyring

        backend = keyring.get_keyring()
        if backend.priority < 1:
            return False
        backend.set_password(_SERVICE, workspace, text)
        return backend.get_password(_SERVICE, workspace) == text
    except Exception:  # no backend, a locked one, no desktop: the file does
        return False


def _from_keyring(workspace: str) -> str | None:
    try:
        import keyring

        return keyring.get_password(_SERVICE, workspace)
    except Exception:  # as above
        return None


def _file(workspace: str) -> Path:
    return paths.config_folder() / "keys" / f"{workspace}.key"


def _into_file(workspace: str, text: str) -> None:
    path = _file(workspace)
    try:
        make_folder(path.parent)
        with replacing_own(path) as aside:  # it may be the only key there is: never half of it
            aside.write_text(text, encoding="ascii")
    except OSError as error:
        raise in_words(error, path) from error


def _from_file(workspace: str) -> str | None:
    try:
        return held_files.read(_file(workspace)).decode("ascii").strip()
    except (OSError, ValueError):
        return None

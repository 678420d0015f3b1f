"""The base's key: wrapped for passphrases, or kept on this computer; always wrapped for the recovery key.

The file holds no name, office or record. A wrong passphrase shows here, before the base is opened.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from prossce_desktop.errors import (
    NotEncrypted,
    ProssceError,
    RecoveryKeyMistyped,
    WorkspaceDamaged,
    WorkspaceMissing,
    WorkspaceNewer,
    WrongPassphrase,
    WrongRecoveryKey,
)
from prossce_desktop.system import held_files
from prossce_desktop.system.atomic_files import in_words, replacing_own
from prossce_desktop.system.protected_places import KEY, SPARE

FORMAT = 1
PLAIN, PASSPHRASE, KEYRING = "plain", "passphrase", "keyring"

_MEMORY_KIB, _ROUNDS, _LANES = 64 * 1024, 3, 4
"""RFC 9106, second recommended choice."""
_MOST_MEMORY_KIB = 1024 * 1024
_CHECK = "check"
_IDENTITY = "AGE-SECRET-KEY-1"


@dataclass(frozen=True)
class KeyFile:
    """What the key file says. `workspace` names the key in the system's keyring."""

    protection: str
    workspace: str
    slots: tuple[Mapping[str, object], ...] = ()
    recovery: Mapping[str, str] | None = None
    known: Mapping[str, object] = field(default_factory=dict)


def new_key() -> bytes:
    """256 random bits."""
    return secrets.token_bytes(32)


def write(folder: Path, file: KeyFile) -> None:
    """Keep the key file and its spare, each whole or not at all: nobody gets in without it."""
    known: dict[str, object] = {"format": FORMAT, "protection": file.protection, "workspace": file.workspace}
    known |= {"slots": list(file.slots), "recovery": file.recovery}
    known[_CHECK] = _check_of(known)
    for name in (KEY, SPARE):
        with replacing_own(folder / name) as aside:
            aside.write_text(json.dumps(known, indent=1), encoding="utf-8")


def read(folder: Path) -> KeyFile:
    """The spare if the key file is damaged. Raises WorkspaceMissing, or WorkspaceDamaged if both are."""
    try:
        return _read(folder, KEY)
    except (WorkspaceDamaged, WorkspaceMissing):
        with suppress(ProssceError):
            return _read(folder, SPARE)
        raise


def mend(folder: Path) -> None:
    """Make both files say the same again, where one of them was damaged or is not there."""
    found = read(folder)
    for name in (KEY, SPARE):
        try:
            same = _read(folder, name).known == found.known
        except ProssceError:
            same = False
        if not same:
            write(folder, found)
            return


def _read(folder: Path, name: str) -> KeyFile:
    path = folder / name
    try:
        if not path.is_file():
            raise WorkspaceMissing(path=folder)
        known = json.loads(held_files.read(path))
        if known.get(_CHECK, _check_of(known)) != _check_of(known):
            raise WorkspaceDamaged(path=folder)
        found = KeyFile(
            str(known["protection"]), str(known["workspace"]), tuple(known["slots"]), known["recovery"], known
        )
        version = int(known["format"])
    except OSError as error:
        raise in_words(error, path) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise WorkspaceDamaged(path=folder) from error
    if version > FORMAT:
        raise WorkspaceNewer(found=version, known=FORMAT)
    if found.protection not in (PLAIN, PASSPHRASE, KEYRING):
        raise WorkspaceDamaged(path=folder)
    return found


def _check_of(known: Mapping[str, object]) -> str:
    """So that an altered byte is called damage, and not a wrong passphrase. It proves nothing to anybody."""
    text = json.dumps({name: value for name, value in known.items() if name != _CHECK}, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def passphrase_slot(key: bytes, passphrase: str, *, workspace: str, officer: str) -> dict[str, object]:
    """The key wrapped for a passphrase, bound to workspace and officer: copied elsewhere it opens nothing.
    `officer` is a random number; names stand inside the base.
    """
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    slot: dict[str, object] = {
        "kind": PASSPHRASE,
        "officer": officer,
        "memory": _MEMORY_KIB,
        "rounds": _ROUNDS,
        "lanes": _LANES,
    }
    wrapped = ChaCha20Poly1305(_stretched(passphrase, salt, slot)).encrypt(
        nonce, key, _bound_to(workspace, officer)
    )
    return slot | {"salt": _text(salt), "nonce": _text(nonce), "wrapped": _text(wrapped)}


def opened_by_passphrase(file: KeyFile, passphrase: str) -> tuple[bytes, str]:
    """The key and the officer of the first slot that this passphrase opens; raises WrongPassphrase."""
    for slot in file.slots:
        if slot.get("kind") != PASSPHRASE:
            continue
        try:
            officer = str(slot["officer"])
            opener = ChaCha20Poly1305(_stretched(passphrase, _bytes(slot["salt"]), slot))
            return opener.decrypt(
                _bytes(slot["nonce"]), _bytes(slot["wrapped"]), _bound_to(file.workspace, officer)
            ), officer
        except InvalidTag:
            continue
        except (ValueError, KeyError, TypeError) as error:
            raise WorkspaceDamaged(path=KEY) from error
    raise WrongPassphrase


def _bound_to(workspace: str, officer: str) -> bytes:
    return f"{workspace}/{officer}".encode()


def _stretched(passphrase: str, salt: bytes, slot: Mapping[str, object]) -> bytes:
    memory, rounds, lanes = (int(str(slot[name])) for name in ("memory", "rounds", "lanes"))
    if not (8 * lanes <= memory <= _MOST_MEMORY_KIB and 1 <= rounds <= 100 and 1 <= lanes <= 64):
        raise ValueError("a slot nobody made")
    secret = passphrase.encode("utf-8", "surrogatepass")
    return Argon2id(salt=salt, length=32, iterations=rounds, lanes=lanes, memory_cost=memory).derive(secret)


def make_recovery() -> tuple[str, str]:
    """A new recovery key: its identity, to print and not to keep, and its recipient."""
    from pyrage import x25519

    identity = x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def recovery_part(key: bytes | None, recipient: str) -> dict[str, str]:
    """The recipient and, where the base is encrypted, its key sealed to it."""
    if key is None:
        return {"recipient": recipient}
    import pyrage
    from pyrage import x25519

    sealed = pyrage.encrypt(key, [x25519.Recipient.from_str(recipient)])
    return {"recipient": recipient, "sealed": _text(sealed)}


def opened_by_recovery(file: KeyFile, identity: str) -> bytes:
    """The key, by the recovery key as it was printed or copied by hand. Raises NotEncrypted without a key,
    RecoveryKeyMistyped where its check shows a wrong letter, WrongRecoveryKey for another workspace's."""
    if file.protection == PLAIN:
        raise NotEncrypted
    import pyrage
    from pyrage import x25519

    try:
        opener = x25519.Identity.from_str(written_identity(identity))
    except (pyrage.IdentityError, ValueError) as error:
        raise RecoveryKeyMistyped from error
    try:
        return bytes(pyrage.decrypt(_bytes((file.recovery or {})["sealed"]), [opener]))
    except (pyrage.DecryptError, KeyError, ValueError) as error:
        raise WrongRecoveryKey from error


def is_identity(text: str) -> bool:
    """Whether a text is a whole recovery key, however it is written; its own check letters make sure."""
    import pyrage
    from pyrage import x25519

    try:
        x25519.Identity.from_str(written_identity(text))
    except (pyrage.IdentityError, ValueError):
        return False
    return True


def written_identity(text: str) -> str:
    """The recovery key in pasted text: a whole sheet, groups or lines, small letters, without its start."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    letters = "".join("".join(lines).split()).upper().replace("\u2011", "-").replace("\u2013", "-")
    return letters if letters.startswith(_IDENTITY) else _IDENTITY + letters


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: object) -> bytes:
    return base64.b64decode(str(text), validate=True)

"""Who may open a workspace: officers' passphrases, this computer's memory; and what proves that one may.

Changing it needs a passphrase of anybody who works here or the recovery key, unless nobody has a passphrase
yet. A name comes into the base before its slot into the key file, and goes after it: a crash between leaves a
name without a passphrase, never a passphrase without a name.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from prossce_desktop.domain.passphrases import refuse_short
from prossce_desktop.errors import (
    LastWayIn,
    NotEncrypted,
    OfficerKnown,
    OfficerWorking,
    PassphraseNeeded,
    PassphraseTaken,
    UnknownOfficer,
    WrongPassphrase,
)
from prossce_desktop.store.devices.officers import Officer, new_officer
from prossce_desktop.store.workspace import key_file, stored_key
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.store.workspace.unlock import Passphrase, RecoveryKey

Proof = Passphrase | RecoveryKey


@dataclass(frozen=True, slots=True)
class Access:
    """One officer, whether a passphrase of theirs opens the records, and whether they work now."""

    officer: Officer
    has_passphrase: bool
    works: bool


@dataclass(frozen=True, slots=True)
class WaysIn:
    """Who works here; whether this computer opens unasked. `encrypted` False: anybody opens them."""

    officers: tuple[Access, ...]
    remembered: bool
    encrypted: bool

    @property
    def asks_proof(self) -> bool:
        """Whether a change needs a passphrase or the recovery key."""
        return any(one.has_passphrase for one in self.officers)


def ways_in(store: Store) -> WaysIn:
    """Everybody who works here, in the order in which they came."""
    file = key_file.read(store.folder)
    slots = {slot.get("officer") for slot in file.slots}
    officers = tuple(
        Access(one, one.id in slots, one.id == store.identity.officer_id) for one in store.officers.listed()
    )
    return WaysIn(
        officers,
        store.key is not None and stored_key.recall(file.workspace) == store.key,
        store.key is not None,
    )


def add_officer(store: Store, name: str, passphrase: str | None, proof: Proof | None) -> Officer:
    """One officer more; raises as `unlocked` where the proof fails, OfficerKnown, PassphraseTaken."""
    file = proven(store, proof)
    officers = store.officers.listed()
    if any(one.name.casefold() == name.casefold() for one in officers):
        raise OfficerKnown(officer=name)
    if passphrase:
        refuse_short(passphrase)
        _refuse_taken(file, passphrase, but=None)
    officer = new_officer(name)
    store.officers.keep([*officers, officer])
    if passphrase:
        _write_slot(store, file, officer.id, passphrase)
    return officer


def set_passphrase(store: Store, officer: str, passphrase: str, proof: Proof | None) -> None:
    """Set an officer's passphrase; the old one opens nothing, except backups made before."""
    file = proven(store, proof)
    if all(one.id != officer for one in store.officers.listed()):
        raise UnknownOfficer
    refuse_short(passphrase)
    _refuse_taken(file, passphrase, but=officer)
    _write_slot(store, file, officer, passphrase)


def remove_officer(store: Store, officer: str, proof: Proof | None) -> None:
    """Remove an officer; their records keep the name. Raises OfficerWorking, LastWayIn, UnknownOfficer."""
    file = proven(store, proof)
    officers = store.officers.listed()
    leaving = next((one for one in officers if one.id == officer), None)
    if leaving is None:
        raise UnknownOfficer
    if officer == store.identity.officer_id:
        raise OfficerWorking(officer=leaving.name)
    slots = tuple(slot for slot in file.slots if slot.get("officer") != officer)
    if file.protection == key_file.PASSPHRASE and not slots:
        raise LastWayIn
    key_file.write(store.folder, replace(file, slots=slots))
    store.officers.keep([one for one in officers if one.id != officer])


def remember(store: Store) -> None:
    """Let this computer open the records without a passphrase from now on; passphrases stay valid."""
    if store.key is not None:
        stored_key.remember(key_file.read(store.folder).workspace, store.key)


def forget(store: Store) -> None:
    """This computer asks for a passphrase from now on; raises LastWayIn where nobody has one."""
    file = key_file.read(store.folder)
    if not file.slots:
        raise LastWayIn
    if file.protection == key_file.KEYRING:
        key_file.write(store.folder, replace(file, protection=key_file.PASSPHRASE))
    stored_key.forget(file.workspace)


def who_opens(store: Store, passphrase: str) -> Officer:
    """Whose passphrase this is, to unlock a window that is open already; raises WrongPassphrase."""
    _key, id = key_file.opened_by_passphrase(key_file.read(store.folder), passphrase)
    return next(
        (one for one in store.officers.listed() if one.id == id),
        Officer(store.identity.officer_id, store.identity.officer),
    )


def sign_in(store: Store, officer: str, passphrase: str) -> None:
    """From now on `officer`, by number, works here. Raises WrongPassphrase where theirs is another.
    That the records are open proves nothing: this computer may have opened them by itself.
    """
    one = next((one for one in store.officers.listed() if one.id == officer), None)
    if one is None:
        raise UnknownOfficer
    file = key_file.read(store.folder)
    theirs = tuple(slot for slot in file.slots if slot.get("officer") == officer)
    if theirs and key_file.opened_by_passphrase(replace(file, slots=theirs), passphrase)[0] != store.key:
        raise WrongPassphrase
    if officer != store.identity.officer_id:
        store.officers.work_as(one)


def rename(store: Store, office: str, officer: str) -> None:
    """Rename office and officer. Raises OfficerKnown for the name of another officer."""
    if any(
        one.id != store.identity.officer_id and one.name.casefold() == officer.casefold()
        for one in store.officers.listed()
    ):
        raise OfficerKnown(officer=officer)
    store.officers.rename(office=office, officer=officer)


def proven(store: Store, proof: Proof | None) -> key_file.KeyFile:
    """The key file, once the proof opens the very key of this base. Raises PassphraseNeeded, WrongPassphrase,
    WrongRecoveryKey."""
    file = key_file.read(store.folder)
    if store.key is None or not file.slots:
        return file
    match proof:
        case Passphrase(text):
            key, _officer = key_file.opened_by_passphrase(file, text)
        case RecoveryKey(text):
            key = key_file.opened_by_recovery(file, text)
        case None:
            raise PassphraseNeeded
    if key != store.key:
        raise WrongPassphrase
    return file


def _refuse_taken(file: key_file.KeyFile, passphrase: str, *, but: str | None) -> None:
    """Two officers with one passphrase could not be told apart."""
    others = replace(file, slots=tuple(slot for slot in file.slots if slot.get("officer") != but))
    try:
        key_file.opened_by_passphrase(others, passphrase)
    except WrongPassphrase:
        return
    raise PassphraseTaken


def _write_slot(store: Store, file: key_file.KeyFile, officer: str, passphrase: str) -> None:
    if store.key is None:
        raise NotEncrypted
    slot = key_file.passphrase_slot(store.key, passphrase, workspace=file.workspace, officer=officer)
    others = tuple(one for one in file.slots if one.get("officer") != officer)
    key_file.write(store.folder, replace(file, slots=(*others, slot)))

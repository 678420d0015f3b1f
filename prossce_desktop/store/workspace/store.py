"""The base of one workspace: one writing connection, and reading ones beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from prossce_desktop.domain.operations.action_kind import ActionKind
from prossce_desktop.store.actions.form_drafts import DraftRow
from prossce_desktop.store.actions.step_history import FieldChange, Step
from prossce_desktop.store.actions.unit_of_work import Change, Work
from prossce_desktop.store.db.connection import in_words
from prossce_desktop.store.db.fts_merge import A_LITTLE, join_parts
from prossce_desktop.store.db.workspace_layout import Files
from prossce_desktop.store.devices.identity import Identity
from prossce_desktop.store.erasure import erased_ids_file, secure_wipe
from prossce_desktop.store.erasure.erased_people import erased_people
from prossce_desktop.store.log.operation_log import Title
from prossce_desktop.store.maintenance.integrity_check import Check, check, rebuild_into
from prossce_desktop.store.maintenance.state_digest import Digest, digest
from prossce_desktop.store.migrations import BASE_VERSION
from prossce_desktop.store.queries.reading import Reading, Stored
from prossce_desktop.store.workspace.open_base import Now, OpenBase
from prossce_desktop.store.workspace.store_parts import (
    StoredBackups,
    StoredDrafts,
    StoredOfficers,
    StoredSettings,
    StoredSync,
    StoredUndo,
)
from prossce_desktop.store.workspace.writer_lock import WriterLock
from prossce_desktop.system.progress import ProgressCallback as Progress, silent

__all__ = [
    "Change",
    "Check",
    "Digest",
    "DraftRow",
    "FieldChange",
    "Files",
    "Identity",
    "Reading",
    "Step",
    "Store",
    "Stored",
    "Work",
]


class Store:
    """Saving from one thread, reading from any. Close it at the end."""

    def __init__(self, files: Files, identity: Identity, now: Now, lock: WriterLock | None) -> None:
        """`lock` is held while this store is open, released by `close`; without one it only reads."""
        self.files = files
        self._base = OpenBase(files, identity, now, lock)
        self.settings = StoredSettings(self._base)
        self.drafts = StoredDrafts(self._base)
        self.undo = StoredUndo(self._base)
        self.backups = StoredBackups(self._base)
        self.officers = StoredOfficers(self._base)
        self.sync = StoredSync(self._base)

    @property
    def identity(self) -> Identity:
        """Whose records these are, and who works with them."""
        return self._base.identity

    @property
    def folder(self) -> Path:
        """The workspace's folder."""
        return self.files.folder

    @property
    def key(self) -> bytes | None:
        """The base's key; None where it is not encrypted."""
        return self.files.key

    @property
    def schema(self) -> int:
        """The version of the tables that this program reads and writes."""
        return BASE_VERSION

    @contextmanager
    def read(self) -> Iterator[Reading]:
        """One consistent snapshot, on a connection of its own; any thread, any number at once."""
        with self._base.read() as reading:
            yield reading

    @contextmanager
    def work(self, kind: ActionKind, *numbers: int, sample: bool = False) -> Iterator[Work]:
        """One action: everything in the block becomes one operation, or, after any error, nothing at all."""
        with self._base.action(Title(kind, numbers), sample=sample) as work:
            yield work

    def digest(self, countries: Sequence[str] = ()) -> Digest:
        """What is shown and what is held, in short; equal where these are equal."""
        with self.read() as reading:
            return digest(reading, tuple(countries))

    def check(self, step: Progress = silent) -> list[Check]:
        """Check all: the file, its seals, references, the hash chain, and whether projections follow."""
        with in_words(self.files.base):
            return check(self.files.base, self.files.key, step)

    def rebuild_copy(self, target: Path) -> None:
        """Make all tables again from the operations, in a new base at `target` with the same key."""
        with in_words(target):
            rebuild_into(self.files.base, self.files.key, target, self.files.key)

    def tidy(self) -> None:
        """When idle: moves the log into the base and merges the search for quick saves; frees memory."""
        self.wipe_if_due()
        db = self._base.writer()
        with self._base.in_words():
            join_parts(db, A_LITTLE)
            db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
            db.execute("PRAGMA shrink_memory").fetchall()
        self._base.snapshots.rest()
        self._base.keep_left()

    def wipe_if_due(self) -> bool:
        """After erasures nothing of them stays in the file. False: must wait, tried again when idle."""
        db = self._base.writer()
        with self._base.in_words():
            if not secure_wipe.is_due(db.execute):
                return True
            self._base.snapshots.rest()
            erased_ids_file.keep(self.files, erased_people(db.execute))
            done = secure_wipe.wipe(db)
        self._base.keep_left()
        return done

    def close(self) -> None:
        """Close every connection and let the next one write; a second call does nothing."""
        self._base.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

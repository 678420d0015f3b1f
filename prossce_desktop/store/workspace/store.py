"""The base of one workspace: one writing connection, and reading ones beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path

import sqlcipher3.dbapi2 as engine_api

from prossce_desktop.domain.model.setting_keys import SettingKey, SuffixedKey
from prossce_desktop.domain.operations.action_kind import ActionKind
from prossce_desktop.errors import AlreadyUndone, BrokenReference, DiskFailed, NothingUndone, WorkspaceDamaged, WorkspaceMoved
from prossce_desktop.store.actions import form_drafts, undo
from prossce_desktop.store.actions.form_drafts import DraftRow
from prossce_desktop.store.actions.step_history import FieldChange, Step, history
from prossce_desktop.store.actions.unit_of_work import Change, Work
from prossce_desktop.store.db import settings
from prossce_desktop.store.db.connection import Connection, bulk, connect, engine_in_words, in_words, transaction
from prossce_desktop.store.db.fts_merge import A_LITTLE, join_parts
from prossce_desktop.store.db.snapshots import Snapshots
from prossce_desktop.store.db.workspace_layout import Files
from prossce_desktop.store.devices.identity import Identity, reborn, renamed, working, write_identity
from prossce_desktop.store.devices.officers import Officer, officers, write_officers
from prossce_desktop.store.erasure import erased_ids_file, secure_wipe
from prossce_desktop.store.erasure.erased_people import erased_people
from prossce_desktop.store.log import steps
from prossce_desktop.store.log.operation_log import Title, written_in
from prossce_desktop.store.log.record_ids import Ids
from prossce_desktop.store.maintenance.base_backup import copies, copy_to, copy_to_folder, made_at, written_since
from prossce_desktop.store.maintenance.integrity_check import Check, check, rebuild_into
from prossce_desktop.store.maintenance.state_digest import Digest, digest
from prossce_desktop.store.migrations import BASE_VERSION
from prossce_desktop.store.queries.reading import Reading, Stored
from prossce_desktop.store.workspace import clean_shutdown_mark
from prossce_desktop.store.workspace.incarnation_mark import OutsideMark, is_in_doubt
from prossce_desktop.store.workspace.missing_actions import gone, keep_known
from prossce_desktop.store.workspace.replaced_base_guard import OpenedFile
from prossce_desktop.store.workspace.writer_lock import WriterLock
from prossce_desktop.system.progress import ProgressCallback as Progress, silent

__all__ = ["Change", "Check", "Digest", "DraftRow", "FieldChange", "Files", "Identity", "Reading", "Step", "Store", "Stored", "Work"]

BULK = 5_000
"""Records in one action from which the page cache is raised."""

DAILY = dt.timedelta(days=1)
"""Age of the newest copy from which another is due."""

Now = Callable[[], dt.datetime]


class Store:
    """Saving from one thread, reading from any. Close it at the end."""

    def __init__(self, files: Files, identity: Identity, now: Now, lock: WriterLock | None) -> None:
        """`lock` is held while this store is open and released by `close`; without one the store only reads."""
        self.identity = identity
        self.files = files
        self._now = now
        self._lock = lock
        self._snapshots = Snapshots(files.base, files.key)
        self._writing: Connection | None = None
        self._ids: Ids | None = None
        self._mark: OutsideMark | None = None
        self._wrote = False
        self._file = OpenedFile(files.base)

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
        with engine_in_words(self.files.base), self._snapshots.begin() as snapshot:
            yield Reading(snapshot, self.identity)

    @contextmanager
    def work(self, kind: ActionKind, *numbers: int, sample: bool = False) -> Iterator[Work]:
        """One action: everything in the block becomes one operation, or, after any error, nothing at all."""
        with self._action(Title(kind, numbers), sample=sample) as work:
            yield work

    @contextmanager
    def _action(self, title: Title, *, sample: bool = False, undoes: int | None = None) -> Iterator[Work]:
        db = self._writer()
        mark = self._marked(db)
        try:
            with self._in_words(engine_in_words), transaction(db):
                if self._ids is None:
                    self._ids = Ids(db, (self.identity.own, self.identity.sample))
                work = Work(db, self.identity, self._ids, self._now(), title, sample=sample, undoes=undoes)
                yield work
                with bulk(db, work.size > BULK):
                    work.finish()
                last = written_in(db, self.identity.own)
        except engine_api.IntegrityError as error:
            if "FOREIGN KEY" in str(error):
                raise BrokenReference from error
            raise
        self._wrote = True
        mark.keep(last)
        self._keep_left()

    def _marked(self, db: Connection) -> OutsideMark:
        """Where the own source's last number is kept outside; a base that was copied back or cloned begins a new incarnation first."""
        own = self.identity.own
        if self._mark is not None and self._mark.source == own:
            return self._mark
        with self._in_words():
            last = written_in(db, own)
            if is_in_doubt(own, last):
                self.become(reborn(self.identity))
                self._ids, last = None, 0
        self._mark = OutsideMark(self.identity.own, last)
        return self._mark

    def lost(self) -> int:
        """How many actions were saved on this computer and are not here: an older base lies there, or its log is gone."""
        with self.read() as reading:
            return gone(reading, self.identity.own)

    def go_on_without(self) -> None:
        """The officer knows of what is missing: begin a new incarnation, and say it no longer."""
        self._marked(self._writer())
        with self._plain_write() as db:
            keep_known(db)

    def undo(self, step: str) -> Change:
        """Take a step back. Raises UnknownStep, AlreadyUndone, ChangedSince."""
        db = self._writer()
        with self._in_words():
            row = steps.step_named(db, step)
            if row.action in steps.undone_actions(db):
                raise AlreadyUndone(step=row.name)
        return self._take_back(row, ActionKind.undone)

    def redo(self, step: str) -> Change:
        """Bring a step back that was taken back. Raises UnknownStep, NothingUndone, ChangedSince."""
        db = self._writer()
        with self._in_words():
            row = steps.step_named(db, step)
            undoing = steps.undo_of(db, row.action)
        if undoing is None:
            raise NothingUndone(step=row.name)
        return self._take_back(undoing, ActionKind.redone)

    def _take_back(self, row: steps.StepRow, kind: ActionKind) -> Change:
        with self._action(Title(kind, (row.action,)), undoes=row.action) as work:
            undo.take_back(work, row.action)
        return work.change

    def last_undoable(self) -> str | None:
        """The step Ctrl+Z takes back."""
        with self.read() as reading:
            return steps.last_undoable(reading, self.identity.device_key)

    def last_redoable(self) -> str | None:
        """The step Ctrl+Y brings back."""
        with self.read() as reading:
            return steps.last_redoable(reading, self.identity.device_key)

    def history(self, record: int | None = None, limit: int | None = None) -> list[Step]:
        """Steps, newest first; of one record with the changes of its fields."""
        with self.read() as reading:
            return history(reading, record, limit)

    def digest(self, countries: Sequence[str] = ()) -> Digest:
        """What is shown and what is held, in short; equal where these are equal."""
        with self.read() as reading:
            return digest(reading, tuple(countries))

    def check(self, step: Progress = silent) -> list[Check]:
        """Look at everything: the file, its seals, references, the chain of operations, and whether the tables follow from them."""
        with in_words(self.files.base):
            return check(self.files.base, self.files.key, step)

    def rebuild_copy(self, target: Path) -> None:
        """Make all tables again from the operations, in a new base at `target` with the same key."""
        with in_words(target):
            rebuild_into(self.files.base, self.files.key, target, self.files.key)

    def setting(self, key: SettingKey | SuffixedKey) -> str | None:
        """A setting kept inside the base; never sent, in no digest."""
        with self.read() as reading:
            return settings.read(reading.execute, key)

    def set_setting(self, key: SettingKey | SuffixedKey, value: str | None) -> None:
        """Keep a setting; None forgets it."""
        with self._plain_write() as db:
            settings.write(db, key, value)

    def save_draft(self, key: str, kind: str, record: int | None, typed: Mapping[str, object], at: dt.datetime) -> None:
        """Keep what was typed so far; a later draft of the same key takes its place."""
        with self._plain_write() as db:
            form_drafts.save(db, DraftRow(key, kind, record, dict(typed), at))

    def drafts(self) -> list[DraftRow]:
        """Everything that was typed and not saved, newest first."""
        with self.read() as reading:
            return form_drafts.held(reading)

    def drop_draft(self, key: str) -> None:
        """Forget a draft: it was saved, or given up."""
        with self._plain_write() as db:
            form_drafts.drop(db, key)

    def rename(self, *, office: str | None = None, officer: str | None = None, language: str | None = None) -> None:
        """Another office name, officer or language; what was done before keeps the name it was done under."""
        identity = renamed(self.identity, office=office, officer=officer, language=language)
        with self._plain_write() as db:
            write_identity(db, identity)
            if officer is not None:
                those = officers(db.execute)
                write_officers(db, [Officer(one.id, officer) if one.id == identity.officer_id else one for one in those])
        self.identity = identity

    def officers(self) -> list[Officer]:
        """Everybody who works with this workspace; their passphrases are the key file's (`store.access`)."""
        with self.read() as reading:
            return officers(reading.execute)

    def set_officers(self, those: Sequence[Officer]) -> None:
        """Keep the list of who works here."""
        with self._plain_write() as db:
            write_officers(db, those)

    def work_as(self, officer: Officer) -> None:
        """From now on every operation carries this officer's name; the next start proposes the same one."""
        identity = working(self.identity, officer)
        if identity.moved is None:
            with self._plain_write() as db:
                write_identity(db, identity)
        self.identity = identity

    def note(self, key: SettingKey | SuffixedKey, value: str | None) -> None:
        """Keep a setting that is the program's own book-keeping: nothing that would be worth another copy of the base."""
        wrote = self._wrote
        self.set_setting(key, value)
        self._wrote = wrote

    def mark_moved(self, at: dt.datetime | None) -> None:
        """From now on nothing is written here: the records moved to another computer. None takes it back."""
        identity = replace(self.identity, moved=at.astimezone(dt.UTC).isoformat(timespec="seconds") if at else None)
        self.become(identity)

    def moved_at(self) -> dt.datetime | None:
        """When these records moved to another computer; None: they are here."""
        return dt.datetime.fromisoformat(self.identity.moved) if self.identity.moved else None

    def begin_anew(self) -> None:
        """A new incarnation from now on: after records moved and came back, or where this device was put back without noticing it."""
        self.become(reborn(self.identity))
        self._ids = None

    def become_regional(self) -> None:
        """This workspace is the regional office from now on, with the records of all countries."""
        self.become(replace(self.identity, regional=True))

    def become(self, identity: Identity) -> None:
        """From now on this is whose records these are."""
        with self._in_words(), transaction(db := self._writer(moved_too=True)):
            write_identity(db, identity)
        self.identity = identity

    def _keep_left(self) -> None:
        """After every write, since any may have moved the log into the base or begun another one."""
        if not self._file.is_replaced:
            clean_shutdown_mark.keep(self.identity.own, self.files.base)

    def backup(self, target: Path, step: Progress = silent) -> None:
        """A verified copy of the base by the engine's own means, with the same key; takes the place of `target` in one step."""
        with in_words(self.files.base):
            copy_to(self.files.base, self.files.key, target, step)

    def backup_at_exit(self, step: Progress = silent) -> Path | None:
        """A copy beside the base, thinned by `thinning`; None where nothing was written since the newest one."""
        newest = next(iter(copies(self.files.backups, self._now())), None)
        if not self._wrote and not self._behind(newest):
            return None
        return self.backup_beside(step)

    def backup_if_due(self, step: Progress = silent) -> Path | None:
        """The same in a quiet minute: only where the newest copy is older than a day."""
        now = self._now()
        newest = next(iter(copies(self.files.backups, now)), None)
        if newest is not None and dt.timedelta() <= now - made_at(newest) <= DAILY:
            return None
        return self.backup_beside(step) if self._behind(newest) else None

    def backup_beside(self, step: Progress = silent) -> Path:
        """A copy beside the base, now."""
        wrote, self._wrote = self._wrote, False  # what is saved while the copy is made counts for the next one
        try:
            with in_words(self.files.base):
                return copy_to_folder(self.files.base, self.files.key, self.files.backups, self._now(), step)
        except BaseException:
            self._wrote = wrote
            raise

    def _behind(self, newest: Path | None) -> bool:
        with in_words(self.files.base):
            return written_since(self.files.base, self.files.key, newest)

    def tidy(self) -> None:
        """For idle moments: moves the log into the base and merges the search, so that saving stays quick; gives memory back."""
        self.wipe_if_due()
        db = self._writer()
        with self._in_words():
            join_parts(db, A_LITTLE)
            db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
            db.execute("PRAGMA shrink_memory").fetchall()
        self._snapshots.rest()
        self._keep_left()

    def wipe_if_due(self) -> bool:
        """After people were erased: nothing of them stays in the file. False where that has to wait; a quiet minute tries again."""
        db = self._writer()
        with self._in_words():
            if not secure_wipe.is_due(db.execute):
                return True
            self._snapshots.rest()
            erased_ids_file.keep(self.files, erased_people(db.execute))
            done = secure_wipe.wipe(db)
        self._keep_left()
        return done

    def close(self) -> None:
        """Close every connection and let the next one write; a second call does nothing."""
        self._snapshots.close()
        self._file.keep_if_replaced(self._writing, self.key, self._now)
        if self._writing is not None:
            self._writing.close()
            self._writing = None
        if self._mark is not None:
            self._mark.close()
            self._mark = None
        if self._lock is not None:
            self._keep_left()
            self._lock.release()
            self._lock = None

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def exchanging(self) -> Iterator[Connection]:
        """The writing connection in one transaction, for what the exchange keeps and takes in."""
        self._marked(self._writer())
        with self._plain_write() as db, bulk(db):
            yield db

    @contextmanager
    def _plain_write(self) -> Iterator[Connection]:
        db = self._writer()
        with self._in_words(), transaction(db):
            yield db
        self._wrote = True
        self._keep_left()

    @contextmanager
    def _in_words(self, words: Callable[[Path], AbstractContextManager[None]] = in_words) -> Iterator[None]:
        """Around what the writing connection does. After trouble with the disk the next action opens a new one: the cipher
        remembers one failed look at a page for as long as its connection lives."""
        try:
            with words(self.files.base):
                yield
        except (DiskFailed, WorkspaceDamaged):
            if self._writing is not None:
                self._writing.close()
                self._writing = None
            raise

    def _writer(self, *, moved_too: bool = False) -> Connection:
        if self._lock is None:
            raise RuntimeError("this store was opened for reading")
        if self.identity.moved and not moved_too:
            raise WorkspaceMoved(day=self.identity.moved[:10])
        self._file.refuse_another(self._writing, self.key, self._now)
        if self._writing is None:
            self._file.begin()
            with in_words(self.files.base):
                self._writing = connect(self.files.base, self.files.key, writing=True)
        return self._writing

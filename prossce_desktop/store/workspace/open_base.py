"""The open base: the connection that writes, reading ones beside it, and whose records these are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import sqlcipher3.dbapi2 as engine_api

from prossce_desktop.errors import BrokenReference, DiskFailed, WorkspaceDamaged, WorkspaceMoved
from prossce_desktop.store.actions.unit_of_work import Work
from prossce_desktop.store.db.connection import (
    Connection,
    bulk,
    connect,
    engine_in_words,
    in_words as words_of,
    transaction,
)
from prossce_desktop.store.db.snapshots import Snapshots
from prossce_desktop.store.db.workspace_layout import Files
from prossce_desktop.store.devices.identity import Identity, reborn, write_identity
from prossce_desktop.store.log.operation_log import Title, written_in
from prossce_desktop.store.log.record_ids import Ids
from prossce_desktop.store.queries.reading import Reading
from prossce_desktop.store.workspace import clean_shutdown_mark
from prossce_desktop.store.workspace.incarnation_mark import OutsideMark, is_in_doubt
from prossce_desktop.store.workspace.replaced_base_guard import OpenedFile
from prossce_desktop.store.workspace.writer_lock import WriterLock

BULK = 5_000
"""Records in one action from which the page cache is raised."""

Now = Callable[[], dt.datetime]


class OpenBase:
    """What the parts of a store share. Writing from one thread, reading from any."""

    def __init__(self, files: Files, identity: Identity, now: Now, lock: WriterLock | None) -> None:
        self.files = files
        self.identity = identity
        self.now = now
        self.wrote = False
        """Whether anything was written that no backup holds."""
        self.snapshots = Snapshots(files.base, files.key)
        self._lock = lock
        self._writing: Connection | None = None
        self._ids: Ids | None = None
        self._mark: OutsideMark | None = None
        self._file = OpenedFile(files.base)

    @contextmanager
    def read(self) -> Iterator[Reading]:
        """One consistent snapshot, on a connection of its own; any thread, any number at once."""
        with engine_in_words(self.files.base), self.snapshots.begin() as snapshot:
            yield Reading(snapshot, self.identity)

    @contextmanager
    def action(self, title: Title, *, sample: bool = False, undoes: int | None = None) -> Iterator[Work]:
        """One action: everything in the block becomes one operation, or, after any error, nothing at all."""
        db = self.writer()
        mark = self.marked(db)
        try:
            with self.in_words(engine_in_words), transaction(db):
                if self._ids is None:
                    self._ids = Ids(db, (self.identity.own, self.identity.sample))
                work = Work(db, self.identity, self._ids, self.now(), title, sample=sample, undoes=undoes)
                yield work
                with bulk(db, work.size > BULK):
                    work.finish()
                last = written_in(db, self.identity.own)
        except engine_api.IntegrityError as error:
            if "FOREIGN KEY" in str(error):
                raise BrokenReference from error
            raise
        self.wrote = True
        mark.keep(last)
        self.keep_left()

    def marked(self, db: Connection) -> OutsideMark:
        """With the own source's last number outside; a copied base begins a new incarnation first."""
        own = self.identity.own
        if self._mark is not None and self._mark.source == own:
            return self._mark
        with self.in_words():
            last = written_in(db, own)
            if is_in_doubt(own, last):
                self.begin_anew()
                last = 0
        self._mark = OutsideMark(self.identity.own, last)
        return self._mark

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """The writing connection in one transaction, for what is no action of a person."""
        db = self.writer()
        with self.in_words(), transaction(db):
            yield db
        self.wrote = True
        self.keep_left()

    @contextmanager
    def in_words(self, words: Callable[[Path], AbstractContextManager[None]] = words_of) -> Iterator[None]:
        """Around what the writing connection does. After trouble with the disk the next action opens a new
        one: the cipher remembers one failed look at a page for as long as its connection lives."""
        try:
            with words(self.files.base):
                yield
        except (DiskFailed, WorkspaceDamaged):
            if self._writing is not None:
                self._writing.close()
                self._writing = None
            raise

    def writer(self, *, moved_too: bool = False) -> Connection:
        """The writing connection. Raises WorkspaceMoved."""
        if self._lock is None:
            raise RuntimeError("this store was opened for reading")
        if self.identity.moved and not moved_too:
            raise WorkspaceMoved(day=self.identity.moved[:10])
        self._file.refuse_another(self._writing, self.files.key, self.now)
        if self._writing is None:
            self._file.begin()
            with words_of(self.files.base):
                self._writing = connect(self.files.base, self.files.key, writing=True)
        return self._writing

    def keep_left(self) -> None:
        """After every write, since any may have moved the log into the base or begun another one."""
        if not self._file.is_replaced:
            clean_shutdown_mark.keep(self.identity.own, self.files.base)

    def become(self, identity: Identity) -> None:
        """From now on this is whose records these are."""
        with self.in_words(), transaction(db := self.writer(moved_too=True)):
            write_identity(db, identity)
        self.identity = identity

    def begin_anew(self) -> None:
        """A new incarnation from now on."""
        self.become(reborn(self.identity))
        self._ids = None

    def close(self) -> None:
        """Close every connection and let the next one write; a second call does nothing."""
        self.snapshots.close()
        self._file.keep_if_replaced(self._writing, self.files.key, self.now)
        if self._writing is not None:
            self._writing.close()
            self._writing = None
        if self._mark is not None:
            self._mark.close()
            self._mark = None
        if self._lock is not None:
            self.keep_left()
            self._lock.release()
            self._lock = None

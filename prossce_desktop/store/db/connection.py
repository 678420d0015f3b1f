"""Connections to the base: keyed, with the engine's switches set and read back; its errors in words."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote_from_bytes

import sqlcipher3.dbapi2 as engine_api

from prossce_desktop.errors import (
    Cancelled,
    DiskFailed,
    DiskFull,
    NoPermission,
    ProssceError,
    WorkspaceDamaged,
    WorkspaceInUse,
)
from prossce_desktop.store.db.engine_versions import refuse_old_engine
from prossce_desktop.system import held_files
from prossce_desktop.system.atomic_files import in_words as file_in_words
from prossce_desktop.system.progress import ProgressCallback, silent

APPLICATION_ID = 0x50534345
CACHE = -16_000
"""Page cache in KiB, negative as the engine wants it."""
BULK_CACHE = -256_000
"""For jobs over many records: the cache decides bulk work."""

Connection = Any
"""A connection of the database driver (it has no types of its own)."""

_SWITCHES = (
    ("foreign_keys", 1),
    ("synchronous", 2),
    ("wal_autocheckpoint", 20_000),
    ("temp_store", 2),
    ("cache_size", CACHE),
    ("trusted_schema", 0),
    ("busy_timeout", 10_000),
)


DatabaseError = engine_api.DatabaseError


class _Connection(engine_api.Connection):  # type: ignore[misc]
    """The driver's, which knows whether it was given a key."""

    has_key = False


def is_ours(path: Path, key: bytes | None) -> bool:
    """Whether the first page is of a base of this program and key, however damaged the others are."""
    raw = engine_api.connect(
        uri(path.absolute(), "mode=ro"), uri=True, isolation_level=None, factory=_Connection
    )
    try:
        _give_key(raw, key)
        return bool(raw.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID)
    except engine_api.DatabaseError:
        return False
    finally:
        raw.close()


def uri(path: PurePath, how: str) -> str:
    """An absolute path as SQLite takes it. A Windows share has no host here: SQLite refuses one, so that the
    share stands in the path."""
    plain = path.as_posix()
    return f"file://{'' if plain.startswith('/') else '/'}{quote_from_bytes(os.fsencode(plain), '/:')}?{how}"


def connect_still(path: Path, key: bytes | None) -> Connection:
    """The file as it lies, for a quick look: no lock, no log; nothing is made, mended or brought up to date.
    What a log beside it holds is not seen. Raises the engine's error if it is no base of that key.
    """
    place = uri(path.absolute(), "mode=ro&immutable=1")
    raw = engine_api.connect(
        place, uri=True, isolation_level=None, check_same_thread=False, factory=_Connection
    )
    try:
        _give_key(raw, key)
        raw.execute("PRAGMA query_only = 1").fetchall()
        raw.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except BaseException:
        raw.close()
        raise
    return raw


def connect(path: Path, key: bytes | None, *, writing: bool, make: bool = False) -> Connection:
    """Open the file at `path`; makes it only if `make`. Every switch is read back. Raises WorkspaceDamaged if
    it is no base of that key."""
    refuse_old_engine()
    held_files.wait_until_free(path)  # SQLite would open a held file for reading alone
    place = uri(path.absolute(), "mode=rwc" if make else "mode=rw")
    raw = engine_api.connect(
        place,
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=256,
        factory=_Connection,
    )
    try:
        _prepare(raw, key, writing=writing)
    except BaseException:
        raw.close()
        raise
    return raw


def _prepare(raw: Connection, key: bytes | None, *, writing: bool) -> None:
    _give_key(raw, key)
    # the first look at the file: a wrong key or a foreign file shows here
    raw.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if writing:
        mode = raw.execute("PRAGMA journal_mode = WAL").fetchone()[0]
        if mode != "wal":
            raise WorkspaceDamaged(path="?")
    for name, value in (*_SWITCHES, ("query_only", 0 if writing else 1)):
        raw.execute(f"PRAGMA {name} = {value}").fetchall()
        found = raw.execute(f"PRAGMA {name}").fetchone()[0]
        if found != value:
            raise RuntimeError(f"the engine did not take {name}: {found} instead of {value}")


def _give_key(raw: Connection, key: bytes | None) -> None:
    # before the key, else a wrong one prints the engine's own lines
    raw.execute("PRAGMA cipher_log_level = NONE").fetchall()
    if key is not None:
        raw.execute(f"PRAGMA key = \"x'{key.hex()}'\"").fetchall()
        raw.has_key = True


def refuse_lost_pages(raw: Connection) -> None:
    """Raises the engine's error for damage where this connection met a page that is not the one written.
    The cipher gives zeros for such a page, and only the cipher remembers: the engine sees them where a table
    begins, but not where a long value continues or in the last page that a copy takes.
    """
    if raw.has_key and raw.execute("PRAGMA cipher_status").fetchone()[0] != "1":
        raise engine_api.DatabaseError("database disk image is malformed")


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Engine and disk errors of the file at `path` as a sentence one can act on; others pass."""
    try:
        with engine_in_words(path):
            yield
    except OSError as error:
        raise file_in_words(error, path) from error


@contextmanager
def engine_in_words(path: Path) -> Iterator[None]:
    """The same of the engine alone, around blocks that may have files of their own."""
    try:
        yield
    except engine_api.DatabaseError as error:
        meant = _meaning(error, path)
        if meant is None:
            raise
        raise meant from error


def is_damage(error: BaseException) -> bool:
    """Whether the engine says so of the file; the last: a page of the search is not one."""
    return any(words in str(error) for words in ("not a database", "malformed", "vtable constructor failed"))


def _meaning(error: BaseException, path: Path) -> ProssceError | None:
    text = str(error)
    if "disk is full" in text:
        return DiskFull()
    if "readonly" in text or "unable to open" in text or "access permission" in text:
        return NoPermission(path=path.parent)
    if is_damage(error):
        return WorkspaceDamaged(path=path.parent)
    if "is locked" in text:
        return WorkspaceInUse()
    if "disk I/O error" in text:
        return DiskFailed(path=path.parent, reason=os.strerror(errno.EIO))
    return None


@contextmanager
def transaction(raw: Connection) -> Iterator[None]:
    """BEGIN IMMEDIATE ... COMMIT; any error, also one of the commit, takes everything back."""
    raw.execute("BEGIN IMMEDIATE")
    try:
        yield
        refuse_lost_pages(raw)
        raw.execute("COMMIT")
    except BaseException:
        if raw.in_transaction:
            raw.execute("ROLLBACK")
        raise


def into_one_file(raw: Connection) -> None:
    """Bring everything into the base itself, so that it can be given another name; closing does so too, but
    does not say if it failed."""
    busy, _log, _done = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise WorkspaceInUse


@contextmanager
def bulk(raw: Connection, many: bool = True) -> Iterator[None]:
    """A large page cache for a job over many records; given back afterwards."""
    if not many:
        yield
        return
    raw.execute(f"PRAGMA cache_size = {BULK_CACHE}").fetchall()
    try:
        yield
    finally:
        raw.execute(f"PRAGMA cache_size = {CACHE}").fetchall()
        raw.execute("PRAGMA shrink_memory").fetchall()


_BETWEEN_LOOKS = 100_000
"""Instructions of the engine between two looks at Cancel."""


@contextmanager
def stoppable(raw: Connection, step: ProgressCallback) -> Iterator[None]:
    """Long statements of this connection stop soon after the person asked to; raises Cancelled then."""
    if step is silent:
        yield
        return
    asked: list[Cancelled] = []

    def look() -> int:
        try:
            step(0, 0)
        except Cancelled as stop:
            asked.append(stop)
        return len(asked)

    raw.set_progress_handler(look, _BETWEEN_LOOKS)
    try:
        yield
    except engine_api.OperationalError as error:
        if asked:
            raise asked[0] from error
        raise
    finally:
        raw.set_progress_handler(None, 0)

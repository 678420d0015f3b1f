"""Reading connections beside the writing one: each gives one consistent snapshot, then is reused."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from weakref import WeakSet

from prossce_desktop.store.db.connection import Connection, connect, refuse_lost_pages

KEPT = 4
"""Connections that stay open for the next reader; more are opened while more read at once."""


class Rows:
    """The rows of one query, each a tuple, fetched as they are asked for."""

    __slots__ = ("__weakref__", "_cursor")

    def __init__(self, cursor: Any) -> None:
        self._cursor = cursor

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        yield from self._cursor
        refuse_lost_pages(self._cursor.connection)

    def fetchone(self) -> tuple[Any, ...] | None:
        """The next row, or None after the last."""
        row: tuple[Any, ...] | None = self._cursor.fetchone()
        return row

    def fetchall(self) -> list[tuple[Any, ...]]:
        """All rows that are left."""
        rows: list[tuple[Any, ...]] = self._cursor.fetchall()
        refuse_lost_pages(self._cursor.connection)
        return rows

    def first(self) -> tuple[Any, ...] | None:
        """The first row, or None; the others are let go."""
        row = self.fetchone()
        self.close()
        return row

    def one(self) -> tuple[Any, ...]:
        """The one row there is; raises LookupError where there is none or another one."""
        rows = self._cursor.fetchmany(2)
        self.close()
        if len(rows) != 1:
            raise LookupError("not one row")
        row: tuple[Any, ...] = rows[0]
        return row

    def scalar(self) -> Any:
        """The first value of the first row; None where there is no row."""
        row = self.first()
        return None if row is None else row[0]

    def close(self) -> None:
        """Let go of what was not fetched."""
        self._cursor.close()


class Snapshot:
    """What was saved when it began, and nothing of what is saved meanwhile."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._open: WeakSet[Rows] = WeakSet()

    def execute(self, sql: str, values: Sequence[object] = ()) -> Rows:
        """Run a query written in SQL, its values in order."""
        rows = Rows(self._connection.execute(sql, tuple(values)))
        self._open.add(rows)
        return rows

    def let_go(self) -> None:
        """Close what nobody fetched to its end: an open query would hold the snapshot."""
        for rows in list(self._open):
            rows.close()


class Snapshots:
    """Hands out snapshots, to any thread and to any number of them at once."""

    def __init__(self, path: Path, key: bytes | None) -> None:
        self._path = path
        self._key = key
        self._idle: list[Connection] = []
        self._lock = threading.Lock()
        self._closed = False

    @contextmanager
    def begin(self) -> Iterator[Snapshot]:
        """One snapshot; its connection goes back when the block ends."""
        connection = self._take()
        try:
            connection.execute("BEGIN")
            # fixes the snapshot now, not at the first query
            connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone()
            snapshot = Snapshot(connection)
            try:
                yield snapshot
            finally:
                snapshot.let_go()
            refuse_lost_pages(connection)
            connection.execute("COMMIT")
        except BaseException:
            connection.close()  # whatever went wrong, the next one begins anew
            raise
        self._give_back(connection)

    def rest(self) -> None:
        """Nobody reads for a while: one connection stays ready, the memory of the others is given back."""
        with self._lock:
            spare, self._idle = self._idle[:-1], self._idle[-1:]
        for connection in spare:
            connection.close()

    def close(self) -> None:
        """Close every connection; those in use close when their block ends."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    def _take(self) -> Connection:
        with self._lock:
            if self._idle:
                return self._idle.pop()
        return connect(self._path, self._key, writing=False)

    def _give_back(self, connection: Connection) -> None:
        with self._lock:
            if not self._closed and len(self._idle) < KEPT:
                self._idle.append(connection)
                return
        connection.close()

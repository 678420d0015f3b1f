"""A raw connection to a base in a test, closed afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from prossce_desktop.store.db.connection import Connection, connect
from prossce_desktop.store.workspace.store import Store


@contextmanager
def open_raw(where: Store | Path, *, writing: bool = False, key: bytes | None = None) -> Iterator[Connection]:
    path, key = (where, key) if isinstance(where, Path) else (where.files.base, where.files.key)
    db = connect(path, key, writing=writing)
    try:
        yield db
    finally:
        db.close()

"""What every test would pay for anew: a new base is copied from one that was brought up to date once, and a passphrase is stretched little."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from threading import Lock
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from prossce_desktop.store.db.connection import Connection, connect, into_one_file
from prossce_desktop.store.maintenance import integrity_check
from prossce_desktop.store.maintenance.schema_upgrade import bring_up_to_date, version_of
from prossce_desktop.store.migrations import STEPS, Migration
from prossce_desktop.store.workspace import key_file, workspace_lifecycle


@contextmanager
def schema_made_once(folder: Path) -> Iterator[None]:
    """Whatever makes a base in this process takes its empty tables from `folder`; names, keys and times are of its own as ever.

    An encrypted base, an older one and one that later steps are tried on go the long way, and so does every child process.
    """
    ready = connect(folder / "schema.db", None, writing=True, make=True)
    bring_up_to_date(ready)
    into_one_file(ready)
    alone = Lock()

    def copied(db: Connection, *before_step: Callable[[Migration], None]) -> None:
        if before_step or db.has_key or version_of(db) or bring_up_to_date.__defaults__ != (None, STEPS):
            bring_up_to_date(db, *before_step)
            return
        with alone:
            ready.backup(db)

    with patch.object(workspace_lifecycle, "bring_up_to_date", copied), patch.object(integrity_check, "bring_up_to_date", copied):
        yield
    ready.close()


@contextmanager
def passphrases_stretched_little() -> Iterator[None]:
    """Slots that this process makes are opened in no time, and those that others made after the first time.

    What a slot costs is written in it; a child makes and opens those of the program.
    """

    @cache
    def derived(secret: bytes, **costs: Any) -> bytes:
        return Argon2id(**costs).derive(secret)

    def kept(**costs: Any) -> SimpleNamespace:
        return SimpleNamespace(derive=partial(derived, **costs))

    with patch.multiple(key_file, _MEMORY_KIB=64, _ROUNDS=1, _LANES=1, Argon2id=kept):
        yield

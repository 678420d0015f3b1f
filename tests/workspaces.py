"""What every test would pay for anew: tables are copied from those made once, passphrases stretched little, containers opened by one child."""

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

from prossce_desktop.exchange import mail_containers
from prossce_desktop.services.exchange import device_admission, package_files
from prossce_desktop.store.db.connection import Connection, connect, into_one_file
from prossce_desktop.store.maintenance import integrity_check
from prossce_desktop.store.maintenance.schema_upgrade import bring_up_to_date, version_of
from prossce_desktop.store.migrations import STEPS, Migration
from prossce_desktop.store.workspace import key_file, workspace_lifecycle
from prossce_desktop.system.sandbox import MOST_SECONDS, SharedSandbox


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


@contextmanager
def containers_opened_by_one_child() -> Iterator[None]:
    """Whatever reads packages in this process asks the same child; the program starts one for each reading."""
    child = SharedSandbox(mail_containers.WORK, seconds=MOST_SECONDS)

    @contextmanager
    def kept(work: str) -> Iterator[SharedSandbox]:
        assert work == mail_containers.WORK
        yield child

    with patch.object(package_files, "Sandbox", kept), patch.object(device_admission, "Sandbox", kept):
        yield
    child.close()

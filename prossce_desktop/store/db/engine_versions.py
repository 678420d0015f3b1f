"""Which SQLite and SQLCipher the program started with."""

from __future__ import annotations

from contextlib import closing
from functools import lru_cache

import sqlcipher3.dbapi2 as engine_api

from prossce_desktop.system.minimum_versions import refuse_old


@lru_cache(maxsize=1)
def versions() -> dict[str, str]:
    """Version by name; "" for SQLCipher where the engine cannot encrypt."""
    with closing(engine_api.connect(":memory:")) as raw:
        sqlite = str(raw.execute("SELECT sqlite_version()").fetchone()[0])
        cipher = raw.execute("PRAGMA cipher_version").fetchone()
    return {"SQLite": sqlite, "SQLCipher": str(cipher[0]) if cipher else ""}


def refuse_old_engine() -> None:
    """Raises PartTooOld or PartMissing before an engine that is not trusted reads or writes anything."""
    for part, found in versions().items():
        refuse_old(part, found)

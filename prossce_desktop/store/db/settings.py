"""The table `setting`: read and written here alone."""

from __future__ import annotations

from prossce_desktop.domain.model.setting_keys import SettingKey, SuffixedKey, key_of
from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.log.sample_lots import Executes


def read(execute: Executes, key: SettingKey | SuffixedKey) -> str | None:
    """What is kept under a key; None where nothing is."""
    rows = execute("SELECT value FROM setting WHERE name = ?", (str(key),)).fetchall()
    return str(rows[0][0]) if rows else None


def read_each(execute: Executes, key: SettingKey) -> dict[str, str]:
    """Values of the keys that begin so, by what follows, in key order; not what is a key by itself."""
    query = "SELECT name, value FROM setting WHERE substr(name, 1, ?) = ? ORDER BY name"
    return {
        name[len(key) :]: value
        for name, value in execute(query, (len(key), str(key))).fetchall()
        if key_of(name) is key
    }


def read_all(execute: Executes) -> dict[str, str]:
    """Everything that is kept, by its stored name, also what another program keeps."""
    return dict(execute("SELECT name, value FROM setting").fetchall())


def write(db: Connection, key: SettingKey | SuffixedKey, value: str | None) -> None:
    """Keep it in place of what was there; None removes it."""
    if value is None:
        remove(db, key)
    else:
        db.execute("INSERT OR REPLACE INTO setting(name, value) VALUES(?, ?)", (str(key), value))


def rewrite(db: Connection, name: str, value: str) -> None:
    """Another value under a stored name that `read_all` gave."""
    db.execute("UPDATE setting SET value = ? WHERE name = ?", (value, name))


def remove(db: Connection, key: SettingKey | SuffixedKey) -> None:
    """Forget it."""
    db.execute("DELETE FROM setting WHERE name = ?", (str(key),))

"""What lies beside the records and may name a person who is erased: drafts, settings, sealed parts of others."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from prossce_desktop.store.database import Connection
from prossce_desktop.store.origins import Executes

_NAMING = ("name", "latin_name", "phone", "national_id", "email", "address")
_LONG = 8
"""Letters from which a value is looked for inside longer texts too; a short name is a part of many others."""


def words_about(execute: Executes, person: int) -> list[str]:
    """What this person was ever called or reached by, as far as it is here, in small letters."""
    rows = execute(f"SELECT {', '.join(_NAMING)} FROM person WHERE id = ?", (person,)).fetchall()
    found = {value for row in rows for value in row if isinstance(value, str)}
    marks = ", ".join("?" * len(_NAMING))
    query = f"SELECT value FROM edit WHERE record = ? AND field IN ({marks}) AND value IS NOT NULL"
    for (text,) in execute(query, (person, *_NAMING)).fetchall():
        value = json.loads(text)
        if isinstance(value, str):
            found.add(value)
    return sorted({one.strip().casefold() for one in found} - {""})


def forget_beside(db: Connection, records: Sequence[int], words: Sequence[str]) -> None:
    """Drafts of these records go; in other drafts and in settings the texts that hold one of these words go."""
    db.execute("DELETE FROM draft WHERE record IN (SELECT value FROM json_each(?))", (json.dumps(list(records)),))
    if not words:
        return
    for key, typed in db.execute('SELECT "key", typed FROM draft').fetchall():
        if (clean := _without(typed, words)) != typed:
            db.execute('UPDATE draft SET typed = ? WHERE "key" = ?', (clean, key))
    for name, value in db.execute("SELECT name, value FROM setting").fetchall():
        if (clean := _without(value, words)) != value:
            db.execute("UPDATE setting SET value = ? WHERE name = ?", (clean, name))


def _without(text: str, words: Sequence[str]) -> str:
    """The same without every text in it that holds one of the words."""
    try:
        value = json.loads(text)
    except ValueError:
        return "" if _holds(text, words) else text
    clean = _cleaned(value, words)
    return text if clean == value else json.dumps(clean, ensure_ascii=True)


def _cleaned(value: Any, words: Sequence[str]) -> Any:
    if isinstance(value, str):
        return "" if _holds(value, words) else value
    if isinstance(value, list):
        return [_cleaned(one, words) for one in value]
    if isinstance(value, dict):
        return {("" if _holds(name, words) else name): _cleaned(one, words) for name, one in value.items()}
    return value


def _holds(text: str, words: Sequence[str]) -> bool:
    low = text.strip().casefold()
    return any(word == low or (len(word) >= _LONG and word in low) for word in words)


def forget_sealed(db: Connection, covered: Iterable[tuple[int, Collection[bytes]]]) -> int:
    """Sealed copies go that cover a person erased since they were sealed; `covered`: each person and the hashes of the parts about him."""
    gone = 0
    for person, hashes in covered:
        listed = json.dumps([one.hex() for one in hashes])
        query = (
            "SELECT DISTINCT sealed.id, descriptor FROM sealed JOIN sealed_part ON sealed_part.sealed = sealed.id"
            " WHERE lower(hex(sealed_part.personal_hash)) IN (SELECT value FROM json_each(?))"
        )
        for id, descriptor in db.execute(query, (listed,)).fetchall():
            if person not in json.loads(descriptor).get("erased", ()):
                db.execute("DELETE FROM sealed_part WHERE sealed = ?", (id,))
                db.execute("DELETE FROM sealed WHERE id = ?", (id,))
                gone += 1
    return gone

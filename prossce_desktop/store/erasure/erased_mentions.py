"""What beside the records may name an erased person: drafts, settings, sealed parts of others."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from prossce_desktop.domain.model.fields import FieldKind, fields_of
from prossce_desktop.domain.model.record_kinds import KINDS
from prossce_desktop.domain.model.setting_keys import key_of
from prossce_desktop.store.db import settings
from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.log.sample_lots import Executes

_NAMING = ("name", "latin_name", "phone", "national_id", "email", "address")
_LONG = 8
"""Letters from which a value is looked for inside longer texts too; a short name is a part of many others."""
_LETTER = r"[0-9A-Za-z\u00c0-\u024f\u1e00-\u1eff]"
"""What stands between spaces; Khmer, Lao, Thai and Burmese words stand without."""


def _without_words() -> frozenset[str]:
    free = {FieldKind.text, FieldKind.long_text, FieldKind.rows}
    kinds = [(one.name, one.kind in free) for record in KINDS.values() for one in fields_of(record)]
    return frozenset(
        {name for name, _ in kinds} - {name for name, is_free in kinds if is_free} | {"field", "code"}
    )


NO_WORDS = _without_words()
"""Fields with codes, numbers, dates or records in every kind; of a reason, its problem."""


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
    """Drafts of these records go; so do texts with one of these words in other drafts and in settings."""
    db.execute(
        "DELETE FROM draft WHERE record IN (SELECT value FROM json_each(?))", (json.dumps(list(records)),)
    )
    if not words:
        return
    for key, typed in db.execute('SELECT "key", typed FROM draft').fetchall():
        if (clean := _without(typed, words)) != typed:
            db.execute('UPDATE draft SET typed = ? WHERE "key" = ?', (clean, key))
    for name, value in settings.read_all(db.execute).items():
        key = key_of(name)
        if (key is None or key.may_name_people) and (clean := _without(value, words)) != value:
            settings.rewrite(db, name, clean)


def _without(text: str, words: Sequence[str]) -> str:
    """The same without every text in it that holds one of the words."""
    try:
        value = json.loads(text)
    except ValueError:
        return "" if _holds(text, words) else text
    clean = _cleaned(value, words)
    return text if clean == value else json.dumps(clean, ensure_ascii=True)


def _cleaned(value: Any, words: Sequence[str]) -> Any:
    """Names of fields stay, and what stands in a field that takes no words."""
    if isinstance(value, str):
        return "" if _holds(value, words) else value
    if isinstance(value, list):
        return [_cleaned(one, words) for one in value]
    if isinstance(value, dict):
        return {name: one if name in NO_WORDS else _cleaned(one, words) for name, one in value.items()}
    return value


def _holds(text: str, words: Sequence[str]) -> bool:
    low = text.strip().casefold()
    return any(
        word == low or (len(word) >= _LONG and word in low and _stands_in(word, low)) for word in words
    )


def _stands_in(word: str, text: str) -> bool:
    """Whether it stands there as a whole: "Kanarit" does not stand in "Kanaritsom"."""
    before = f"(?<!{_LETTER})" if re.match(_LETTER, word[0]) else ""
    after = f"(?!{_LETTER})" if re.match(_LETTER, word[-1]) else ""
    return re.search(before + re.escape(word) + after, text) is not None


def forget_sealed(db: Connection, covered: Iterable[tuple[int, Collection[bytes]]]) -> int:
    """Sealed copies from before an erasure go; `covered`: each person and the hashes of parts about him."""
    gone = 0
    for person, hashes in covered:
        listed = json.dumps([one.hex() for one in hashes])
        query = (
            "SELECT DISTINCT sealed.id, descriptor FROM sealed JOIN sealed_part ON sealed_part.sealed = "
            "sealed.id WHERE lower(hex(sealed_part.personal_hash)) IN (SELECT value FROM json_each(?))"
        )
        for id, descriptor in db.execute(query, (listed,)).fetchall():
            if person not in json.loads(descriptor).get("erased", ()):
                db.execute("DELETE FROM sealed_part WHERE sealed = ?", (id,))
                db.execute("DELETE FROM sealed WHERE id = ?", (id,))
                gone += 1
    return gone

"""A look at everything, changing nothing: file, seals, references, operations' chain, tables, head counts."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from prossce_desktop.domain.model.head_count import HeadCount
from prossce_desktop.domain.operations.action_kind import ActionKind
from prossce_desktop.domain.operations.op_id import op_number, sql_source
from prossce_desktop.domain.operations.op_state import IS_APPLIED, OpState
from prossce_desktop.domain.operations.operation import chain_hash, decode, part_hash
from prossce_desktop.store.db.attachments import Pictures
from prossce_desktop.store.db.connection import (
    Connection,
    DatabaseError,
    bulk,
    connect,
    is_damage,
    refuse_lost_pages,
    stoppable,
    transaction,
)
from prossce_desktop.store.db.table_names import EXCHANGED, SEARCHES, WORKED_OUT
from prossce_desktop.store.log.operation_log import Source, parts
from prossce_desktop.store.maintenance.schema_upgrade import bring_up_to_date
from prossce_desktop.store.projection.replay import replay
from prossce_desktop.store.queries.reading import records
from prossce_desktop.system.progress import ProgressCallback, silent
from prossce_desktop.system.temporary_folders import temporary_folder

SOURCES = "SELECT id, device, incarnation, scope FROM source ORDER BY id"
OF_SOURCE = "WHERE id BETWEEN ? AND ? ORDER BY id"
FORGIVEN = frozenset({"margins", "attachments"})
"""Checks about typed values and attachments: findings do not keep the records away."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at; `detail` says what is wrong."""

    name: str
    ok: bool
    detail: str | None = None


UNREADABLE = Check("integrity", False, "damaged, so that it cannot be read")


def check(base: Path, key: bytes | None, step: ProgressCallback = silent) -> list[Check]:
    """Every check, in order; each is made even if one before it failed, or what it looks at cannot be read.
    `step` is how to stop it. Raises what the engine or the computer answers where the base does not open.
    """
    with closing(connect(base, key, writing=False)) as db, stoppable(db, step):
        db.execute("BEGIN")  # one moment for all of it: somebody may be saving meanwhile
        db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        looks = {
            "integrity": _integrity,
            "seals": _seals,
            "references": _references,
            "operations": _operations,
            "chains": _chains,
        }
        if key is None:
            del looks["seals"]
        found = [_looked(name, partial(look, db)) for name, look in looks.items()]
        if all(one.ok for one in found):
            found += [
                _looked("state", lambda: _state(db, step)),
                _looked("margins", lambda: _margins(db)),
            ]
        found.append(_attachments(db, base, key))
    return found


def _looked(name: str, look: Callable[[], Check]) -> Check:
    """What cannot be read for damage was found wrong; a full disk, say, was not."""
    try:
        return look()
    except DatabaseError as error:
        if not is_damage(error):
            raise
    except (LookupError, ValueError, TypeError, AttributeError):  # whatever an altered byte makes of it
        pass
    return replace(UNREADABLE, name=name)


def _integrity(db: Connection) -> Check:
    problems = [row[0] for row in db.execute("PRAGMA integrity_check(3)") if row[0] != "ok"]
    return Check("integrity", not problems, "; ".join(problems) or None)


def _seals(db: Connection) -> Check:
    problems = [str(row[0]) for row in db.execute("PRAGMA cipher_integrity_check").fetchall()]
    return Check("seals", not problems, "; ".join(problems[:3]) or None)


def _references(db: Connection) -> Check:
    wrong = db.execute("PRAGMA foreign_key_check").fetchmany(1)
    return Check(
        "references", not wrong, f"a {wrong[0][0]} points to a missing {wrong[0][2]}" if wrong else None
    )


def _operations(db: Connection) -> Check:
    """Sources are their devices' own, and none of their operations is missing or unreadable."""
    for id, device, incarnation, scope in db.execute(SOURCES).fetchall():
        source = Source(device, incarnation, scope)
        if source.number != id:
            return Check("operations", False, "a source is not of its device")
        rows = db.execute(f"SELECT id, state, body, personal FROM op {OF_SOURCE}", source.span)
        for n, (op, state, body, personal) in enumerate(rows, 1):
            if op_number(op) != n:
                return Check("operations", False, f"operation {n} is missing")
            try:
                whole = parts(body, personal)
                if state == OpState.applied:  # what is held back may be anything at all
                    decode(*whole)
            except Exception:  # whatever an altered byte makes of it
                return Check("operations", False, f"operation {n} cannot be read")
    return _steps(db)


def _steps(db: Connection) -> Check:
    """Every applied action of this device is a step one can undo, and every step is an action here."""
    device = own_device(db)
    own = f"SELECT 1 FROM source WHERE device = ? AND {sql_source('op.id')} = source.id"
    lost = (
        f"SELECT count(*) FROM op WHERE {IS_APPLIED} AND action = id AND id NOT IN (SELECT action FROM "
        f"step) AND EXISTS ({own})"
    )
    lost += f" AND title NOT LIKE '{ActionKind.ages.titles}'"
    if db.execute(lost, (device,)).fetchone()[0]:
        return Check("operations", False, "an action is missing in the history")
    if db.execute("SELECT count(*) FROM step WHERE action NOT IN (SELECT action FROM op)").fetchone()[0]:
        return Check("operations", False, "the history names an action that is missing")
    return Check("operations", True)


def own_device(db: Connection) -> bytes:
    """The key of the device whose base this is."""
    return bytes.fromhex(
        json.loads(db.execute("SELECT value FROM meta WHERE name = 'identity'").fetchone()[0])["device_key"]
    )


def _chains(db: Connection) -> Check:
    """Every operation is chained to the one before it, and its parts are those that were hashed."""
    for _, device, incarnation, scope in db.execute(SOURCES).fetchall():
        wrong = _broken(db, Source(device, incarnation, scope))
        if wrong:
            return Check("chains", False, wrong)
    return Check("chains", True)


def _broken(db: Connection, source: Source) -> str | None:
    query = (
        'SELECT id, action, at, who, "schema", title, body_hash, personal_hash, "hash", body, '
        f"personal, erased FROM op {OF_SOURCE}"
    )
    before = source.seed
    for row in db.execute(query, source.span):
        id, action, time_ms, who, schema, title, body_hash, personal_hash, this, body, personal, erased = row
        expected = chain_hash(
            before,
            id=id,
            action=action,
            time_ms=time_ms,
            who=who,
            schema=schema,
            title=title,
            body_hash=body_hash,
            personal_hash=personal_hash,
        )
        n = op_number(id)
        if expected != this:
            return f"operation {n} is not the one that was chained"
        try:
            body_part, personal_part = parts(body, personal)
        except Exception:  # the same, said under "operations"
            return f"operation {n} cannot be read"
        if not erased & 1 and part_hash(body_part) != body_hash:
            return f"operation {n} was altered"
        if not erased & 2 and personal_part is not None and part_hash(personal_part) != personal_hash:
            return f"the personal part of operation {n} was altered"
        before = this
    return None


def _margins(db: Connection) -> Check:
    """No part of a head count is above its total, whatever wrote it."""
    wrong = [str(one.id) for one in records(db.execute, HeadCount.KIND) if one.value.problems()]
    return Check("margins", not wrong, f"head counts {', '.join(wrong[:3])}" if wrong else None)


def _attachments(db: Connection, base: Path, key: bytes | None) -> Check:
    """Every picture beside the base is what its name says, and those that were added here are here."""
    pictures = Pictures(base.parent, key)
    wrong = [f"{name[:8]} is damaged" for name in pictures.damaged()]
    query = (
        "SELECT attachment.sha256 FROM attachment JOIN lot ON lot.first = (SELECT max(first) FROM lot WHERE "
        f"first <= attachment.id) JOIN source ON source.id = {sql_source('lot.op')} WHERE attachment.removed "
        "= 0 AND source.device = ?"
    )
    try:
        wrong += [
            f"{name[:8]} is missing"
            for (name,) in db.execute(query, (own_device(db),))
            if not pictures.is_here(str(name))
        ]
    except Exception:  # an older base, or one whose tables are damaged, which is said elsewhere
        return Check("attachments", not wrong, ", ".join(wrong[:3]) or None)
    return Check("attachments", not wrong, ", ".join(wrong[:3]) or None)


def _state(db: Connection, step: ProgressCallback) -> Check:
    with temporary_folder() as folder:
        # what lies in a temporary folder is never readable
        copy, own = folder / "rebuilt.db", secrets.token_bytes(32)
        _rebuild(db, copy, own, step)
        with closing(connect(copy, own, writing=False)) as other:
            wrong = differing(db, other)
    return Check("state", not wrong, f"not as the operations say: {', '.join(wrong)}" if wrong else None)


def rebuild_into(
    base: Path, key: bytes | None, target: Path, target_key: bytes | None, step: ProgressCallback = silent
) -> None:
    """A new base at `target`, under its own key, with all projections made again from `base`'s log."""
    with closing(connect(base, key, writing=False)) as source:
        source.execute("BEGIN")
        _rebuild(source, target, target_key, step)


def _rebuild(source: Connection, target: Path, target_key: bytes | None, step: ProgressCallback) -> None:
    """The same from what a connection sees."""
    with closing(connect(target, target_key, writing=True, make=True)) as db:
        db.execute("PRAGMA synchronous = OFF").fetchall()  # a copy that a crash spoils is simply made again
        bring_up_to_date(db)
        _copy_truth(source, db)
        refuse_lost_pages(source)
        with stoppable(db, step), bulk(db), transaction(db):
            replay(db)
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _copy_truth(source: Connection, db: Connection) -> None:
    """Everything that is not worked out."""
    with transaction(db):
        for table in ("meta", "setting", "draft", "source", "op", "step", *EXCHANGED):
            rows = source.execute(f"SELECT * FROM {table}")
            marks = ", ".join("?" * len(rows.description))
            while some := rows.fetchmany(1_000):
                db.executemany(f"INSERT INTO {table} VALUES({marks})", some)


def differing(db: Connection, other: Connection) -> list[str]:
    """Names of worked-out tables and searches whose rows are not the same in both."""
    wrong = [name for name in WORKED_OUT if _rows(db, _whole(name)) != _rows(other, _whole(name))]
    return wrong + [name for name in SEARCHES if _search(db, name) != _search(other, name)]


def _whole(name: str) -> str:
    from prossce_desktop.store.db.tables import METADATA

    key = ", ".join(column.name for column in METADATA.tables[name].primary_key)
    return f"SELECT * FROM {name} ORDER BY {key}"


def _rows(db: Connection, query: str) -> tuple[int, str]:
    whole = hashlib.sha256()
    count = 0
    for row in db.execute(query):
        whole.update(repr(tuple(row)).encode("utf-8", "surrogatepass"))
        count += 1
    return count, whole.hexdigest()


_PREFIXES = 4
"""Beginnings of words of up to so many letters have an index of their own in the search."""


def _search(db: Connection, name: str) -> tuple[tuple[int, str], str]:
    """Words and the records they find, and what their beginnings find, by the search's own vocabulary."""
    db.execute("PRAGMA query_only = 0").fetchall()
    try:
        db.execute(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{name}_words USING fts5vocab(main, {name}, instance)"
        )
        words = _rows(db, f"SELECT term, doc FROM temp.{name}_words ORDER BY term, doc")
        terms = [term for (term,) in db.execute(f"SELECT DISTINCT term FROM temp.{name}_words")]
        whole = hashlib.sha256()
        for begins in sorted({term[:size] for term in terms for size in range(1, _PREFIXES + 1)}):
            found = db.execute(
                f"SELECT rowid FROM {name} WHERE {name} MATCH ? ORDER BY rowid", (f'"{begins}"*',)
            ).fetchall()
            whole.update(repr((begins, found)).encode("utf-8", "surrogatepass"))
        return words, whole.hexdigest()
    finally:
        db.execute("PRAGMA query_only = 1").fetchall()

"""Steps: this workspace's actions as one counts them, `op-0001`, `imp-0002`; no number is reused."""

from __future__ import annotations

import re
from dataclasses import dataclass

from prossce_desktop.domain.operations.action_kind import CHANGES_NO_RECORD, ActionKind
from prossce_desktop.domain.operations.op_id import sql_source
from prossce_desktop.errors import UnknownStep
from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.log.operation_log import Title

_SELECT = "SELECT number, prefix, action, undoes FROM step"
_NAME = re.compile(r"([a-z]+)-0*(\d{1,15})")


@dataclass(frozen=True, slots=True)
class StepRow:
    """One action. `undoes` is the action it takes back, for undo and redo."""

    number: int
    prefix: str
    action: int
    undoes: int | None

    @property
    def name(self) -> str:
        return f"{self.prefix}-{self.number:04}"


def add_step(
    db: Connection,
    action: int,
    title: Title,
    records: int,
    undoes: int | None,
    where: tuple[str | None, int | None] = (None, None),
) -> int | None:
    """Count one more action; `where`: page and record where it is made. None: nobody's step."""
    if title.kind is ActionKind.ages:
        return None
    query = (
        "INSERT INTO step(prefix, action, undoes, records, page, on_record) VALUES(?, ?, ?, ?, ?, ?) "
        "RETURNING number"
    )
    row = db.execute(query, (prefix_of(title), action, undoes, records, *where)).fetchone()
    return int(row[0])


def prefix_of(title: Title) -> str:
    return title.kind.prefix if title.kind is not None else ActionKind.edit.prefix


def shown_step(title: Title, number: int) -> str:
    return f"{prefix_of(title)}-{number:04}"


def step_named(db: Connection, name: str) -> StepRow:
    """The step of that name; raises UnknownStep."""
    match = _NAME.fullmatch(name.strip().lower())
    if match:
        row = db.execute(f"{_SELECT} WHERE number = ? AND prefix = ?", (int(match[2]), match[1])).fetchone()
        if row is not None:
            return StepRow(*row)
    raise UnknownStep(step=name)


def title_of(db: Connection, action: int) -> tuple[Title, int | None] | None:
    """The title of an action, and which other one it takes back; None where it is no step here."""
    row = db.execute(
        "SELECT op.title, step.undoes FROM op JOIN step ON step.action = op.id WHERE op.id = ?", (action,)
    ).fetchone()
    return None if row is None else (Title.read(str(row[0])), row[1])


def actions_of_steps(db: Connection) -> list[int]:
    """The action of every step, the newest first."""
    return [
        int(action) for (action,) in db.execute("SELECT action FROM step ORDER BY number DESC").fetchall()
    ]


def last_step_at(db: Connection) -> int | None:
    """When the newest step was done, UTC milliseconds; None where there is none."""
    row = db.execute(
        "SELECT op.at FROM step JOIN op ON op.id = step.action ORDER BY step.number DESC LIMIT 1"
    ).fetchone()
    return None if row is None else int(row[0])


def undone_actions(db: Connection) -> set[int]:
    """Actions that are taken back now: by an undo that is not taken back itself."""
    pairs = db.execute(
        "SELECT action, undoes FROM step WHERE undoes IS NOT NULL ORDER BY number DESC"
    ).fetchall()
    undone: set[int] = set()
    for action, target in pairs:
        if action not in undone:
            undone.add(target)
    return undone


def undo_of(db: Connection, action: int) -> StepRow | None:
    """The live undo of an action."""
    undone = undone_actions(db)
    rows = db.execute(f"{_SELECT} WHERE undoes = ? ORDER BY number DESC", (action,)).fetchall()
    return next((StepRow(*row) for row in rows if row[2] not in undone), None)


_EMPTY = " OR ".join(f"op.title LIKE '{one.titles}'" for one in CHANGES_NO_RECORD)
_OWN = (
    f"EXISTS (SELECT 1 FROM source WHERE source.id = {sql_source('step.action')} AND source.device = ?) AND "
    f"step.prefix <> '{ActionKind.ages_mended.prefix}' AND NOT EXISTS (SELECT 1 FROM op WHERE op.id = "
    f"step.action AND ({_EMPTY}))"
)
"""What was done on this device; giving way to another branch changed no record, so is no step."""


def last_undoable(db: Connection, own: bytes) -> str | None:
    """The newest step that Ctrl+Z takes back: of our key (`own`), none of a package."""
    undone = undone_actions(db)
    query = f"{_SELECT} WHERE undoes IS NULL AND prefix <> ? AND {_OWN} ORDER BY number DESC"
    for row in db.execute(query, (ActionKind.erased.prefix, own)):
        step = StepRow(*row)
        if step.action not in undone:
            return step.name
    return None


def last_redoable(db: Connection, own: bytes) -> str | None:
    """The step Ctrl+Y brings back: the last one undone here, unless something else was done since."""
    undone = undone_actions(db)
    depth = {row[0]: row[1] for row in db.execute("SELECT action, undoes FROM step WHERE undoes IS NOT NULL")}
    for row in db.execute(f"{_SELECT} WHERE {_OWN} ORDER BY number DESC", (own,)):
        step = StepRow(*row)
        if step.action in undone or (step.undoes is not None and step.undoes in depth):
            continue
        if step.undoes is None:
            return None
        target = db.execute(f"{_SELECT} WHERE action = ?", (step.undoes,)).fetchone()
        return StepRow(*target).name
    return None

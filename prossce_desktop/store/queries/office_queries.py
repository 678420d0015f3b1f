"""Questions between offices (kind `query`): those about a record, open ones, and who answered."""

from __future__ import annotations

from prossce_desktop.domain.operations.op_state import IS_HEAD
from prossce_desktop.store.log.sample_lots import Executes
from prossce_desktop.store.queries.reading import read_ids


def about(execute: Executes, record: int) -> list[int]:
    """The live questions about a record."""
    return read_ids(execute, "SELECT id FROM query WHERE record = ? AND removed = 0", (record,))


def not_closed(execute: Executes) -> list[int]:
    """The live questions that nobody closed."""
    return read_ids(execute, "SELECT id FROM query WHERE removed = 0 AND NOT COALESCE(closed, 0)")


def answered_by(execute: Executes, query: int) -> str:
    """The officer who answered last, also where the answer is withheld; "" where nobody did."""
    row = execute(
        "SELECT op.who FROM edit JOIN op ON op.id = edit.op WHERE record = ? AND field = 'answered_by' AND "
        f"edit.{IS_HEAD} ORDER BY op.at DESC, op.id DESC LIMIT 1",
        (query,),
    ).fetchone()
    return "" if row is None else str(row[0])


def reasons_of_changes(execute: Executes) -> list[tuple[int, str | None, str | None]]:
    """Record, officer and text of each that asks nothing, but says why a value was changed."""
    return [
        (int(id), by, text)
        for id, by, text in execute("SELECT id, asked_by, text FROM query WHERE change").fetchall()
    ]

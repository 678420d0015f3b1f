"""The words that go to a country with what the regional office changes of its records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from prossce_desktop.domain.model.query import Query
from prossce_desktop.domain.model.record_kinds import PAIRS, PARTS
from prossce_desktop.domain.model.scopes import OFFICE, SAMPLE, SHARED
from prossce_desktop.domain.operations.action_kind import ActionKind
from prossce_desktop.domain.operations.op_id import op_source
from prossce_desktop.errors import ReasonNeeded
from prossce_desktop.store.devices.identity import Identity
from prossce_desktop.store.log.sample_lots import Executes
from prossce_desktop.store.queries.reading import Stored

_REASON: ContextVar[str | None] = ContextVar("why", default=None)


def current_reason() -> str | None:
    """What is said to the country; "" where it is still to be said, None where nobody is asked."""
    return _REASON.get()


def set_reason(text: str | None) -> None:
    """From now on this is said."""
    _REASON.set(text)


@contextmanager
def with_reason(text: str | None) -> Iterator[None]:
    """The same for as long as the block lasts."""
    before = _REASON.set(text)
    try:
        yield
    finally:
        _REASON.reset(before)


_SAID = (
    "SELECT text FROM query WHERE record = ? AND field = ? AND change AND removed = 0 AND NOT "
    "COALESCE(closed, 0)"
)

Changed = tuple[str, int, str]
"""Kind and id of a record, and a field of it that gets another value."""


def owes_none(execute: Executes, identity: Identity, kind: ActionKind | None, undoes: int | None) -> bool:
    """Whether nobody is told why: at a country, for the program's own acts, and for taking back one's own."""
    if current_reason() is None or not identity.regional or (kind is not None and not kind.owes_reason):
        return True
    if undoes is None:
        return False
    rows = execute("SELECT device FROM source WHERE id = ?", (op_source(undoes),)).fetchall()
    return all(bytes(row[0]) == identity.device_key for row in rows)


def reasons_for_countries(
    execute: Executes,
    identity: Identity,
    changed: Iterable[Changed],
    scope_of: Callable[[int], str],
    record_of: Callable[[int], Stored],
) -> Iterator[Query]:
    """One word to each country of which a value is made or changed; who is one with whom is none.
    It stands at the record, or its activity, once as long as nobody has read it. Raises ReasonNeeded.
    """
    reason, informed = current_reason(), {OFFICE, SAMPLE, SHARED}
    for kind, id, field in changed:
        scope = scope_of(id)
        if kind == Query.KIND or kind in PAIRS or scope in informed:
            continue
        if not reason:
            raise ReasonNeeded
        informed.add(scope)
        activity = getattr(record_of(id).value, "activity", None) if kind in PARTS["activity"] else None
        record, name = (id, field) if activity is None else (int(activity), kind)
        if reason not in [row[0] for row in execute(_SAID, (record, name)).fetchall()]:
            by = f"{identity.officer}, {identity.office}"
            yield Query(record=record, field=name, asked_by=by, text=reason, change=True)

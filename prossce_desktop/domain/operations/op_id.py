"""The id of an operation: its source (39 bits) above its own number in it (24 bits), 63 bits together."""

from __future__ import annotations

from typing import NewType

OpId = NewType("OpId", int)

_BITS = 24
LAST_NUMBER = (1 << _BITS) - 1
"""The largest number of an operation in its source; the first is 1."""


def op_id(source: int, n: int) -> OpId:
    """The id of the n-th operation (from 1) of a source."""
    if not 0 < n <= LAST_NUMBER:
        raise OverflowError("a source holds at most 16,777,215 operations")
    return OpId(source << _BITS | n)


def op_source(op: int) -> int:
    """The number of the source that an operation is of."""
    return op >> _BITS


def op_number(op: int) -> int:
    """The number of an operation in its source."""
    return op & LAST_NUMBER


def op_span(source: int, first: int = 0, last: int = LAST_NUMBER) -> tuple[OpId, OpId]:
    """Ids of operations `first` to `last` of a source, inclusive; empty if `first` is above `last`."""
    low = source << _BITS
    return OpId(low + first), OpId(low + last)


def sql_source(column: str) -> str:
    """SQL for the number of the source, of a column that holds ids of operations."""
    return f"{column} >> {_BITS}"


def sql_number(column: str) -> str:
    """SQL for the number in its source, of a column that holds ids of operations."""
    return f"{column} & {LAST_NUMBER}"

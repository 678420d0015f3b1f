"""Blocks of another device, looked at as if by an enemy: kinds, fields, types, sizes as declared.

What passes can go into the tables. No rule about what is likely or complete is asked: offices differ.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

from pydantic import ValidationError

from prossce_desktop.domain.model.ages import OLDEST
from prossce_desktop.domain.model.codes import Disability
from prossce_desktop.domain.model.fields import PARTIAL_DATE, Field, FieldKind, stored_fields
from prossce_desktop.domain.model.record_kinds import KINDS
from prossce_desktop.domain.operations.operation import (
    AGES,
    MOST_RECORDS,
    REASON,
    REMOVED,
    Block,
    Erase,
    New,
    Plain,
    Set,
    declared_personal_fields,
    open_in,
)

_MOST = 1 << 63
_LONGEST = 100_000
_MOST_COUNTED = 10**12
"""Far above what any version lets in, and so far below 63 bits that a million of them can be added."""
_DISABILITIES = (None, *(str(one.value) for one in Disability))
_PARTIAL = re.compile(PARTIAL_DATE)


class ForeignRefused(ValueError):
    """A block that this program would never have written."""


def checked_blocks(written: Any, personal: Any, schema: int) -> list[Block]:
    """Blocks of two parts as JSON without salts; `personal` None: withheld. Raises ForeignRefused."""
    if not isinstance(written, list):
        raise ForeignRefused("no blocks")
    parts = [{}] * len(written) if personal is None else personal
    if not isinstance(parts, list) or len(parts) != len(written):
        raise ForeignRefused("personal values of other blocks")
    try:
        blocks = [
            _block(one, more, schema, withheld=personal is None)
            for one, more in zip(written, parts, strict=True)
        ]
    # a type that nothing below looks for
    except (TypeError, KeyError, AttributeError, OverflowError, RecursionError) as error:
        raise ForeignRefused("not as a block is written") from error
    if sum(one.count for one in blocks) > MOST_RECORDS:
        raise ForeignRefused("too many records")
    return blocks


def _block(data: Any, more: Any, schema: int, *, withheld: bool) -> Block:
    if not isinstance(data, dict) or not isinstance(more, dict):
        raise ForeignRefused("no block")
    if "erase" in data:
        return _erase(data, more, schema, withheld=withheld)
    is_new = "new" in data
    allowed = (
        {"cols", "hidden", "new", "first", "count"}
        if is_new
        else {"cols", "hidden", "set", "ids", "prevs", "seen"}
    )
    kind = data.get("new" if is_new else "set")
    if set(data) - allowed or not isinstance(kind, str) or kind not in KINDS:
        raise ForeignRefused("an unknown kind of record or block")
    personal_fields = data.get("hidden", [])
    secret = declared_personal_fields(kind)
    if (
        not _are_names(personal_fields)
        or len(set(personal_fields)) != len(personal_fields)
        or not set(personal_fields) <= secret
    ):
        raise ForeignRefused("hidden fields that are not personal")
    cols = data.get("cols")
    if (
        not isinstance(cols, dict)
        or set(cols) & (secret - open_in(kind, schema))
        or set(cols) & set(personal_fields)
    ):
        raise ForeignRefused("a personal value in the open part")
    if (set(more) != set(personal_fields)) if not withheld else bool(more):
        raise ForeignRefused("personal values that are not named")
    everything = {**cols, **more}
    return (
        _new(kind, data, everything, tuple(personal_fields))
        if is_new
        else _set(kind, data, everything, tuple(personal_fields))
    )


def _are_names(names: Any) -> bool:
    return isinstance(names, list) and all(isinstance(one, str) for one in names)


def _erase(data: dict[str, Any], more: dict[str, Any], schema: int, *, withheld: bool) -> Erase:
    person, birth, disability, personal_fields = (
        data.get(name) for name in ("erase", "birth", "disability", "hidden")
    )
    if (
        set(data) - {"erase", "birth", "disability", "hidden"}
        or type(person) is not int
        or not 0 < person < _MOST
    ):
        raise ForeignRefused("nobody that can be erased")
    if (
        birth is not None and not (isinstance(birth, str) and _is_date(birth))
    ) or disability not in _DISABILITIES:
        raise ForeignRefused("keeps what is none")
    if birth is not None and schema >= AGES:
        raise ForeignRefused("keeps a birth")
    if personal_fields not in (None, [REASON]) or (
        (set(more) != set(personal_fields or ())) if not withheld else bool(more)
    ):
        raise ForeignRefused("personal values that are not named")
    reasons = more.get(REASON, [None])
    if (
        not isinstance(reasons, list)
        or len(reasons) != 1
        or not isinstance(reasons[0], str | None)
        or len(reasons[0] or "") > _LONGEST
    ):
        raise ForeignRefused("a reason that is none")
    return Erase(person, birth, disability, reasons[0], tuple(personal_fields or ()))


def _new(kind: str, data: dict[str, Any], cols: dict[str, Any], personal_fields: tuple[str, ...]) -> New:
    first, count = data.get("first"), data.get("count")
    if (
        type(first) is not int
        or type(count) is not int
        or not 0 < count <= MOST_RECORDS
        or not 0 < first < _MOST - count
    ):
        raise ForeignRefused("ids that cannot be")
    _check_columns(kind, cols, count)
    present = set(cols) | set(personal_fields)
    if any(field.required and field.name not in present for field in _declared(kind).values()):
        raise ForeignRefused("a record without what it must have")
    if any(
        value in (None, "")
        for name in cols
        if name in _declared(kind) and _is_needed(kind, name)
        for value in cols[name]
    ):
        raise ForeignRefused("a record without what it must have")
    return New(kind, first, count, cols, personal_fields)


def _set(kind: str, data: dict[str, Any], cols: dict[str, Any], personal_fields: tuple[str, ...]) -> Set:
    ids = data.get("ids")
    if (
        not isinstance(ids, list)
        or not 0 < len(ids) <= MOST_RECORDS
        or any(type(id) is not int or not 0 < id < _MOST for id in ids)
    ):
        raise ForeignRefused("ids that cannot be")
    if any(a >= b for a, b in pairwise(ids)):
        raise ForeignRefused("ids out of order, or one twice")
    if not cols and not personal_fields:
        raise ForeignRefused("nothing is set")
    _check_columns(kind, cols, len(ids))
    for name, column in cols.items():
        if (
            name in _declared(kind)
            and _is_needed(kind, name)
            and any(value in (None, "") for value in column)
        ):
            raise ForeignRefused("a record without what it must have")
    if "seen" in data and REMOVED not in cols:
        raise ForeignRefused("sees what it does not take out")
    prevs = _prevs(data.get("prevs", {}), {*cols, *personal_fields}, len(ids))
    return Set(kind, ids, cols, prevs, personal_fields, _by_place(data.get("seen", {}), len(ids)))


def _is_needed(kind: str, name: str) -> bool:
    """Whether a record cannot be without it; a personal value may have been erased."""
    field = _declared(kind)[name]
    return field.required and not field.shown.personal


def _prevs(data: Any, names: set[str], count: int) -> dict[str, dict[int, Sequence[int]]]:
    found: dict[str, dict[int, Sequence[int]]] = {}
    if not isinstance(data, dict) or not set(data) <= names:
        raise ForeignRefused("replaces what it does not set")
    for name, by in data.items():
        found[name] = _by_place(by, count)
    return found


def _by_place(data: Any, count: int) -> dict[int, Sequence[int]]:
    """Operations by the place of a record in its block."""
    found: dict[int, Sequence[int]] = {}
    if not isinstance(data, dict):
        raise ForeignRefused("names what is no operation")
    for place, ops in data.items():
        if (
            not place.isdecimal()
            or len(place) > 6
            or int(place) >= count
            or not isinstance(ops, list)
            or not 0 < len(ops) <= 1_000
        ):
            raise ForeignRefused("names what is no operation")
        if any(type(op) is not int or not 0 < op < _MOST for op in ops):
            raise ForeignRefused("names what is no operation")
        found[int(place)] = ops
    return found


def _check_columns(kind: str, cols: dict[str, Any], count: int) -> None:
    declared = _declared(kind)
    for name, column in cols.items():
        if not isinstance(column, list) or len(column) != count:
            raise ForeignRefused("a column of another length")
        if name == REMOVED:
            if any(type(value) is not int or value not in (0, 1) for value in column):
                raise ForeignRefused("removed or not, nothing else")
            continue
        field = declared.get(name)
        if field is None:
            raise ForeignRefused("a field that is not declared")
        for value in column:
            if value is not None and not _fits(field, value):
                raise ForeignRefused(f"a value that is none of {kind}.{name}")


@lru_cache
def _declared(kind: str) -> dict[str, Field]:
    return {one.name: one for one in stored_fields(KINDS[kind])}


def _fits(field: Field, value: Plain) -> bool:
    if field.many:
        return (
            isinstance(value, list)
            and 0 < len(value) <= 1_000
            and all(_fits_one(field, one) for one in value)
        )
    return _fits_one(field, value)


def _fits_one(field: Field, value: Plain) -> bool:
    kind = field.kind
    if kind is FieldKind.rows:
        return _is_row(field.type, value)
    if kind is FieldKind.whole:
        high = OLDEST if field.shown.worked else _MOST_COUNTED  # nobody could correct a worked-out age
        return type(value) is int and _least(field) <= value <= high
    if kind is FieldKind.number:
        return type(value) in (int, float) and _least(field) <= float(str(value)) < 1e15
    if kind is FieldKind.yes_no:
        return isinstance(value, bool)
    if kind is FieldKind.reference:
        return type(value) is int and 0 < value < _MOST
    if not isinstance(value, str) or len(value) > _LONGEST or "\0" in value:
        return False
    if kind is FieldKind.date:
        return _is_date(value)
    if kind is FieldKind.partial_date:
        return bool(_PARTIAL.fullmatch(value))
    return kind is not FieldKind.choice or value in {str(one.value) for one in field.choices}


def _least(field: Field) -> int:
    """No version took a number below nothing where this one takes none."""
    return 0 if field.minimum is not None and field.minimum >= 0 else -_MOST_COUNTED


def _is_date(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_row(made: type, value: Plain) -> bool:
    if not isinstance(value, dict):
        return False
    try:
        made.model_validate(value)  # type: ignore[attr-defined]
    except ValidationError:
        return False
    return True

"""What became of a package: its status, why, and how much it brought."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from prossce_desktop.domain.operations.op_id import op_number, op_source
from prossce_desktop.domain.operations.package_status import PackageStatus
from prossce_desktop.exchange.header import Header
from prossce_desktop.language.messages import _
from prossce_desktop.store.log.sample_lots import Executes
from prossce_desktop.store.log.version_vector import source_numbered
from prossce_desktop.store.sync.admission import LACKS_DEVICE, LACKS_OPERATION, LACKS_RECORD

PART_MISSING, NOT_ACCEPTED, NEWER, FORK, NOT_PERMITTED = (
    "part-missing",
    "sender-not-accepted",
    "newer-version",
    "fork",
    "not-permitted",
)
AFTER_SHUT_OUT = "after-shut-out"
"""What is held back of it was written after its laptop was shut out."""
MANY_ERASED, MANY_RECORDS = "many-erased", "many-records"
"""More people would be erased, or records made, than a package may by itself: a person looks first."""
ASKED = frozenset({MANY_ERASED, MANY_RECORDS})
"""Why a package waits for a person to agree."""


@dataclass(frozen=True, slots=True)
class PackageOutcome:
    """`made`, `changed`: records; `erased`: people, newly; `have`: held by source; `sentence`: for a person,
    of what is no package; `erases`: it erases somebody."""

    status: PackageStatus
    code: str | None = None
    header: Header | None = None
    new: int = 0
    known: int = 0
    made: int = 0
    changed: int = 0
    erased: int = 0
    conflicts: int = 0
    pictures: int = 0
    first_read: int | None = None
    have: Mapping[int, int] = field(default_factory=dict)
    sentence: str = ""
    erases: bool = False


def lacks(header: Header, held_back: Mapping[int, str]) -> bool:
    """Whether an operation of this package waits for a record or an operation that another one brings."""
    inside = {one.source: (one.since, one.last) for one in header.sources}
    those = [
        op
        for op, lack in held_back.items()
        if lack in (LACKS_RECORD, LACKS_OPERATION) and op_source(op) in inside
    ]
    return any(inside[op_source(op)][0] < op_number(op) <= inside[op_source(op)][1] for op in those)


def builds_on(execute: Executes, header: Header, held_back: Mapping[int, str]) -> str:
    """Says of a waiting package that it builds on laptops that nobody let in here; "": it does not."""
    scopes = {one.scope for one in header.sources}
    sources = {op_source(op) for op, lack in held_back.items() if lack == LACKS_DEVICE}
    known = (source_numbered(execute, one) for one in sorted(sources))
    names = sorted(
        {f"{one.scope}-{one.device.hex()[:6]}" for one in known if one is not None and one.scope in scopes}
    )
    if not names:
        return ""
    return _("Waiting: the package needs changes from a laptop that is not let in here: {laptops}.").format(
        laptops=", ".join(names)
    )

"""The journal of the exchange: which packages went and came, and those that wait with their content."""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields
from typing import Any

from prossce_desktop.domain.operations.op_state import IS_HELD_BACK
from prossce_desktop.domain.operations.package_status import PackageStatus
from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.db.sql_parts import insert_into
from prossce_desktop.store.devices.known_devices import ASKING
from prossce_desktop.store.log.sample_lots import Executes

PARTS, PICTURES = "parts", "pictures"
"""Values about people that were asked for; photos and scans."""
UNKNOWN_DEVICE = "laptop-unknown"
"""What it waits for is the work of another laptop, which nobody let in here."""


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One package. `device`: its other side; `made`, `at` (here): UTC milliseconds; `size` in bytes; `code`:
    why it waits or was refused, else PARTS or PICTURES; `content` only while it waits."""

    id: str
    device: bytes
    outgoing: bool
    number: int
    made: int
    at: int
    status: PackageStatus
    code: str | None
    operations: int
    size: int
    content: bytes | None = None


_NAMES = tuple(one.name for one in fields(JournalLine))
_SELECT = f"SELECT {', '.join(_NAMES)} FROM package"
_KEEP = insert_into("package", _NAMES, over=True)


def keep_line(db: Connection, line: JournalLine) -> None:
    """Write it down, in place of what was known of this package."""
    db.execute(_KEEP, astuple(line))


MOST_REFUSED = 200
"""Lines of refused packages that are kept: whoever sends thousands of broken ones fills nothing."""


def keep_refused(db: Connection) -> None:
    """Forget the oldest refused packages beyond that number."""
    newest = "SELECT id FROM package WHERE status = ? ORDER BY at DESC, id LIMIT ?"
    refused = PackageStatus.refused
    db.execute(
        f"DELETE FROM package WHERE status = ? AND id NOT IN ({newest})", (refused, refused, MOST_REFUSED)
    )


def line_of(execute: Executes, id: str) -> JournalLine | None:
    """What is known of a package."""
    rows = execute(f"{_SELECT} WHERE id = ?", (id,)).fetchall()
    return _line(rows[0]) if rows else None


def lines(execute: Executes, *, waiting: bool = False) -> list[JournalLine]:
    """The journal, newest first; or only what waits, in the order of its making."""
    if waiting:
        query = f"{_SELECT} WHERE status IN (?, ?) AND content IS NOT NULL ORDER BY made, id"
        rows = execute(query, (PackageStatus.waiting, PackageStatus.for_later)).fetchall()
    else:
        rows = execute(f"{_SELECT} ORDER BY at DESC, number DESC, id").fetchall()
    return [_line(row) for row in rows]


def ids(execute: Executes) -> set[str]:
    """The packages that are known."""
    return {str(id) for (id,) in execute("SELECT id FROM package").fetchall()}


def forget_line(db: Connection, id: str) -> None:
    """As if a package never came."""
    db.execute("DELETE FROM package WHERE id = ?", (id,))


def bytes_of_strangers(execute: Executes, but: str) -> int:
    """How many bytes of packages wait of laptops that ask to be let in; but of the package of that id."""
    query = (
        "SELECT COALESCE(sum(length(content)), 0) FROM package WHERE id <> ? AND outgoing = 0"
        " AND device IN (SELECT key FROM device WHERE state = ?)"
    )
    ((size,),) = execute(query, (but, ASKING)).fetchall()
    return int(size)


def anything_waits(execute: Executes) -> bool:
    """Whether an operation is held back here, or a package was kept with its content."""
    query = (
        f"SELECT EXISTS (SELECT 1 FROM op WHERE {IS_HELD_BACK}) OR EXISTS (SELECT 1 FROM package WHERE "
        "content IS NOT NULL)"
    )
    ((found,),) = execute(query).fetchall()
    return bool(found)


def next_number(execute: Executes) -> int:
    """The number of the next package that is made here."""
    ((last,),) = execute("SELECT COALESCE(max(number), 0) FROM package WHERE outgoing = 1").fetchall()
    return int(last) + 1


def is_unanswered(execute: Executes, device: bytes) -> bool:
    """Whether a package went to a device since one of it was taken in."""
    came = "SELECT COALESCE(max(at), 0) FROM package WHERE outgoing = 0 AND device = ? AND status <> ?"
    query = f"SELECT EXISTS (SELECT 1 FROM package WHERE outgoing = 1 AND device = ? AND at >= ({came}))"
    ((found,),) = execute(query, (device, device, PackageStatus.refused)).fetchall()
    return bool(found)


def sent_numbers(execute: Executes, device: bytes) -> list[int]:
    """The numbers of the packages that were made for a device."""
    rows = execute("SELECT number FROM package WHERE outgoing = 1 AND device = ?", (device,)).fetchall()
    return [int(number) for (number,) in rows]


def _line(row: tuple[Any, ...]) -> JournalLine:
    known = dict(zip(_NAMES, row, strict=True))
    return JournalLine(
        **known | {"outgoing": bool(known["outgoing"]), "status": PackageStatus(known["status"])}
    )

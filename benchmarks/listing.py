"""Row 11: the list of all people, against the same table of constants, beside OFFSET and Qt's model."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.children import answer_of
from benchmarks.measure import Line, median, p99
from benchmarks.people import Base

FLOOR = "the same table over constant words"


def lines(base: Base) -> Iterator[Line]:
    """First paint with rows, random jump, one notch of the wheel; then how others jump."""
    found: dict[str, list[float]] = answer_of("benchmarks.listed", str(base.folder))
    of = f"{base.people:,} people"
    yield Line(
        "11",
        f"list of {of}: page made, read and painted",
        FLOOR,
        median(found["paint"]),
        median(found["paint0"]),
        2.0,
    )
    jump0 = median(found["jump0"])
    yield Line(
        "11", f"list of {of}: random jump", FLOOR, median(found["jump"]), jump0, None, p99(found["jump"]), 3.0
    )
    wheel0 = median(found["wheel0"])
    yield Line(
        "11",
        f"list of {of}: a notch of the wheel",
        FLOOR,
        median(found["wheel"]),
        wheel0,
        None,
        p99(found["wheel"]),
    )
    yield Line("11", f"peer: OFFSET, random jump, {of}", FLOOR, median(found["offset"]), jump0)
    sql: list[float] = answer_of("benchmarks.listed_by_qtsql", str(base.folder))
    yield Line("11", f"peer: QSqlTableModel on a plain copy, random jump, {of}", FLOOR, median(sql), jump0)

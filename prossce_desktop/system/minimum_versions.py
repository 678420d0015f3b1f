"""The oldest versions of what lies below that the program works with; the one place that says so."""

from __future__ import annotations

import re

from prossce_desktop.errors import PartMissing, PartTooOld

LEAST = {
    # older ones can lose a committed change where two connections restart the log at once
    "SQLite": "3.51.3",
    "SQLCipher": "4.19",  # what every test ran with
    "Qt": "6.11",
}


def refuse_old(part: str, version: str) -> None:
    """Raises PartTooOld below the least version of `part`, PartMissing for none. Takes "4.19.0 community"."""
    numbers = _numbers(version)
    if not numbers:
        raise PartMissing(part=part, least=LEAST[part])
    if numbers < _numbers(LEAST[part]):
        raise PartTooOld(part=part, least=LEAST[part], found=version)


def _numbers(version: str) -> tuple[int, ...]:
    """For instance "6.11" is (6, 11, 0, 0), so that versions of any length compare."""
    begin = re.match(r"\d+(\.\d+)*", version)
    numbers = [int(one) for one in begin.group().split(".")] if begin else []
    return tuple((numbers + [0] * 4)[:4]) if numbers else ()

"""Start after program and base have left the system's cache, as on the first start of a morning."""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Line, in_turn, median
from benchmarks.people import Base
from benchmarks.starting import empty_window, started

TIMES = 5
HERE = Path(__file__).resolve().parent.parent


def lines(base: Base) -> Iterator[Line]:
    """First paint and list of activities, each without cache; nothing where the system cannot forget."""
    if not hasattr(os, "posix_fadvise"):
        return

    for what, until in (("first paint", "paint"), ("list of activities usable", "list")):
        ours: list[float] = []
        empty: list[float] = []
        for _turn in range(TIMES):
            for found, job in (
                (ours, lambda until=until: started(base.folder, until)),
                (empty, empty_window),
            ):
                forget(base)
                found += in_turn((job,), 1)[0]
        yield Line(
            "10",
            f"cold start: {what}, {base.people:,} people",
            "an empty PySide6 window, cold too",
            median(ours),
            median(empty),
        )


def forget(base: Base) -> None:
    """Ask the system to drop what it keeps of these files; what other programs use at the moment stays."""
    roots = {
        Path(sysconfig.get_paths()["purelib"]),
        Path(sys.base_prefix) / "lib",
        HERE / "prossce_desktop",
        HERE / "resources",
    }
    for root in (*roots, base.folder):
        for path in root.rglob("*"):
            if path.is_file() and not path.is_symlink():
                _forget(path)


def _forget(path: Path) -> None:
    try:
        number = os.open(path, os.O_RDONLY)
    except OSError:
        return
    try:
        os.posix_fadvise(number, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(number)

"""What a process takes of memory, now and at most; Linux tells most exactly."""

from __future__ import annotations

import sys
from pathlib import Path

_STATUS = Path("/proc/self/status")
_REFS = Path("/proc/self/clear_refs")


def resident_mb() -> float:
    """Now; where the system does not tell, the most so far."""
    return _from_status("VmRSS") or _most_so_far()


def begin_peak() -> None:
    """From now on `peak_mb` counts anew, where the system can."""
    if _REFS.exists():
        _REFS.write_text("5")


def peak_mb() -> float:
    """The most since `begin_peak`."""
    return _from_status("VmHWM") or _most_so_far()


def _from_status(name: str) -> float:
    if not _STATUS.exists():
        return 0.0
    line = next(one for one in _STATUS.read_text().splitlines() if one.startswith(name))
    return int(line.split()[1]) / 1024


def _most_so_far() -> float:
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 * 1024 if sys.platform == "darwin" else 1024)

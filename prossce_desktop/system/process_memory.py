"""What is in memory stays there; what is not needed goes back."""

from __future__ import annotations

import sys
from contextlib import suppress

_NO_HEAP = 1
"""Windows: WER_FAULT_REPORTING_FLAG_NOHEAP."""


def leave_no_dump() -> None:
    """If the program is killed, its memory (with names) is not written to disk; nor that of its children."""
    if sys.platform == "win32":
        import ctypes

        with suppress(AttributeError, OSError):
            ctypes.windll.kernel32.WerSetFlags(_NO_HEAP)
        return
    import resource

    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Linux: also where another program takes the dump, which asks no limit
    with suppress(OSError), open("/proc/self/coredump_filter", "w", encoding="ascii") as filter:
        filter.write("0")


def give_back() -> None:
    """Freed memory goes back to the system where the C library would keep it for later."""
    if not sys.platform.startswith("linux"):
        return
    import ctypes

    with suppress(AttributeError, OSError):  # only the GNU library has it
        ctypes.CDLL(None).malloc_trim(0)

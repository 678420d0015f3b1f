"""Windows' own fence around a child: limits that the system keeps, also where our watch is late or dead."""

from __future__ import annotations

import ctypes
import logging
import sys
from ctypes import c_int64, c_size_t, c_uint32, c_uint64, c_void_p
from typing import Any

_EXTENDED_LIMITS = 9
_ACTIVE_PROCESS, _PROCESS_MEMORY, _NO_DIALOG, _KILL_ON_CLOSE = 0x8, 0x100, 0x400, 0x2000
_LIMITS = _ACTIVE_PROCESS | _PROCESS_MEMORY | _NO_DIALOG | _KILL_ON_CLOSE
_SET_QUOTA_AND_TERMINATE = 0x0100 | 0x0001

_log = logging.getLogger(__name__)


class _BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

    _fields_ = (
        ("PerProcessUserTimeLimit", c_int64), ("PerJobUserTimeLimit", c_int64), ("LimitFlags", c_uint32),
        ("MinimumWorkingSetSize", c_size_t), ("MaximumWorkingSetSize", c_size_t),
        ("ActiveProcessLimit", c_uint32), ("Affinity", c_size_t), ("PriorityClass", c_uint32),
        ("SchedulingClass", c_uint32),
    )  # fmt: skip


class _ExtendedLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_ = (
        ("BasicLimitInformation", _BasicLimits), ("IoInfo", c_uint64 * 6), ("ProcessMemoryLimit", c_size_t),
        ("JobMemoryLimit", c_size_t), ("PeakProcessMemoryUsed", c_size_t), ("PeakJobMemoryUsed", c_size_t),
    )  # fmt: skip


class JobObject:
    """Around one process: so much memory, no child of its own, and it ends when this object is closed.

    Where Windows refuses (a program of the office may have put us into a job that admits no other), the log
    says so, and our watch alone holds memory and time. Elsewhere it does nothing.
    """

    def __init__(self, process: int, memory: int) -> None:
        self._job = 0
        self._memory = 0
        self._kernel: Any = None
        if sys.platform == "win32":
            self._kernel = _kernel()
            self._job = self._kernel.CreateJobObjectW(None, None) or 0
            self.allow(memory)
            self._put_in(process)

    def allow(self, memory: int) -> None:
        """So many bytes from now on."""
        if not self._job or memory == self._memory:
            return
        limits = _ExtendedLimits(ProcessMemoryLimit=memory)
        limits.BasicLimitInformation.LimitFlags = _LIMITS
        limits.BasicLimitInformation.ActiveProcessLimit = 1
        if self._kernel.SetInformationJobObject(
            self._job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits)
        ):
            self._memory = memory
        else:
            _log.warning("the job object took no limits; the watch alone limits the child")

    def close(self) -> None:
        """The child ends."""
        job, self._job = self._job, 0
        if job:
            self._kernel.CloseHandle(job)

    def _put_in(self, process: int) -> None:
        handle = self._kernel.OpenProcess(_SET_QUOTA_AND_TERMINATE, False, process)
        if not (handle and self._kernel.AssignProcessToJobObject(self._job, handle)):
            _log.warning("the child is in no job object; the watch alone limits it")
        if handle:
            self._kernel.CloseHandle(handle)


def _kernel() -> Any:
    """kernel32 with the types of what is called; only Windows' Python has it."""
    kernel = vars(ctypes)["WinDLL"]("kernel32")
    kernel.CreateJobObjectW.restype = c_void_p
    kernel.OpenProcess.restype = c_void_p
    kernel.OpenProcess.argtypes = (c_uint32, ctypes.c_int, c_uint32)
    kernel.SetInformationJobObject.argtypes = (c_void_p, ctypes.c_int, c_void_p, c_uint32)
    kernel.AssignProcessToJobObject.argtypes = (c_void_p, c_void_p)
    kernel.CloseHandle.argtypes = (c_void_p,)
    return kernel

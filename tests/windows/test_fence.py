"""The child that reads what strangers made, inside Windows' own limits."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import time

import psutil
import pytest

from prossce_desktop.system.job_object import JobObject

MEGABYTE = 1024 * 1024


def child(code: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", f"input()\n{code}"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def ended(started: subprocess.Popen[bytes]) -> None:
    """Raises TimeoutExpired where it goes on."""
    started.wait(10)
    for stream in (started.stdin, started.stdout):
        if stream is not None:
            stream.close()


def told(started: subprocess.Popen[bytes]) -> str:
    out, _ = started.communicate(b"\n", timeout=60)
    return out.decode().strip()


def limits_are_kept() -> bool:
    """Wine 10 takes limits and keeps only that the processes end with their job."""
    return not hasattr(ctypes.WinDLL("ntdll"), "wine_get_version")


def test_the_child_ends_when_the_job_is_closed() -> None:
    started = child("input()")
    job = JobObject(started.pid, 512 * MEGABYTE)
    assert started.poll() is None
    job.close()
    ended(started)


def test_the_child_ends_when_its_parent_is_ended() -> None:
    code = (
        "import subprocess, sys, time\n"
        "from prossce_desktop.system.job_object import JobObject\n"
        "one = subprocess.Popen([sys.executable, '-c', 'input()'], stdin=subprocess.PIPE)\n"
        "job = JobObject(one.pid, 1 << 29)\n"
        "print(one.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert parent.stdout is not None
    with parent.stdout:
        grandchild = int(parent.stdout.readline())
    parent.kill()
    parent.wait(10)
    until = time.monotonic() + 10
    while psutil.pid_exists(grandchild) and time.monotonic() < until:
        time.sleep(0.05)
    assert not psutil.pid_exists(grandchild)


def test_the_child_gets_no_more_memory() -> None:
    if not limits_are_kept():
        pytest.skip("Wine keeps no memory limit of a job")
    started = child("try:\n b = bytearray(900 << 20); print('had it')\nexcept MemoryError:\n print('refused')")
    job = JobObject(started.pid, 256 * MEGABYTE)
    assert told(started) == "refused"
    job.close()


def test_the_child_starts_no_process() -> None:
    if not limits_are_kept():
        pytest.skip("Wine keeps no number of processes of a job")
    started = child("import subprocess, sys\ntry:\n subprocess.run([sys.executable, '-c', '1'], check=True); print('ran')\nexcept OSError:\n print('refused')")
    job = JobObject(started.pid, 512 * MEGABYTE)
    assert told(started) == "refused"
    job.close()


def test_a_process_that_has_ended_is_no_mistake() -> None:
    started = child("")
    told(started)
    JobObject(started.pid, 512 * MEGABYTE).close()
    assert os.getpid() > 0

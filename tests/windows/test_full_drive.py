"""A drive without room: every job says so, what stood there stands, and what was acknowledged is there once there is room."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest

from prossce_desktop.errors import ProssceError
from prossce_desktop.store.workspace.workspace_lifecycle import open_workspace
from tests.faults.look import look
from tests.faults.officer import JOBS, Officer, Place, prepare

DRIVE = os.environ.get("PROSSCE_SMALL_DRIVE", "")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not DRIVE, reason="no small drive here: .ci/test_windows.py mounts one")]
JOBS_TRIED = ("saving", "pasting", "exporting", "backing up", "carrying")


def test_a_full_drive_is_said_and_loses_nothing() -> None:
    """One job after the other: they share the drive."""
    for job in JOBS_TRIED:
        full(job, Place(Path(DRIVE) / job.replace(" ", "-")))


def full(job: str, place: Place) -> None:
    shutil.rmtree(place.root, ignore_errors=True)
    place.root.mkdir()
    prepare(Officer(place, 0, lambda _: None))
    filler = place.root.parent / "filler"
    filler.write_bytes(b"x" * max(0, shutil.disk_usage(place.root).free - 40_000))
    acks: list[dict[str, object]] = []
    try:
        with pytest.raises((ProssceError, OSError)) as refused:
            for turn in range(60):
                JOBS[job](Officer(place, turn, acks.append))
        told = refused.value
        # Wine's C library calls a full disk an invalid argument where Windows' says ENOSPC
        assert told.code == "disk-full" if isinstance(told, ProssceError) else told.errno == errno.EINVAL, (job, told)
    finally:
        filler.unlink()
    assert look(place, job, acks) == {"broken": [], "opened": True}, job
    with open_workspace(place.workspace, None, writing=True, wait=0) as store:
        assert all(one.ok for one in store.check())
    shutil.rmtree(place.root)

"""What a killed run left in temporary folders is swept by the next; what a living one uses, and what is somebody else's, stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from prossce_desktop.system import file_lock, temporary_folders
from tests.program import ROOT, Cli, inside

HOLDING = """
import time
from prossce_desktop.system.temporary_folders import temporary_folder
with temporary_folder() as folder:
    (folder / "copy.db").write_text("names")
    print(folder, flush=True)
    time.sleep(60)
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def holding(place: Path) -> tuple[subprocess.Popen[str], Path]:
    surrounded = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(place)}
    child = subprocess.Popen([sys.executable, "-c", HOLDING], text=True, stdout=subprocess.PIPE, env=surrounded)
    assert child.stdout is not None
    return child, Path(child.stdout.readline().strip())


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_the_folder_of_a_killed_run_is_swept_and_that_of_a_living_one_stays(place: Path) -> None:
    (living, stays), (dead, goes) = holding(place), holding(place)
    try:
        dead.send_signal(signal.SIGKILL)
        dead.wait()
        assert (goes / "copy.db").is_file() and goes.stat().st_mode & 0o077 == 0
        call: Cli = inside()
        call("people", place / "nowhere", status=3)  # any command at all
        assert not goes.exists() and (stays / "copy.db").is_file()
    finally:
        living.kill()
        for child in (living, dead):
            child.communicate()
    assert temporary_folders.sweep() == 1 and list(place.iterdir()) == []


def test_what_is_not_ours_stays(place: Path, tmp_path: Path) -> None:
    (place / "prossce-notes").write_text("a file", encoding="utf-8")
    (place / "other-app").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / ".alive").touch()
    if os.name == "posix":
        (place / "prossce-link").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    (place / "prossce-new").mkdir()  # one that is being made has no sign of life yet
    assert temporary_folders.sweep() == 0
    assert (tmp_path / "elsewhere" / ".alive").exists() and (place / "prossce-new").is_dir()
    long_ago = 1_600_000_000
    os.utime(place / "prossce-new", (long_ago, long_ago))
    assert temporary_folders.sweep() == 1


@pytest.mark.parametrize("times", [1, 3])
def test_a_run_that_sweeps_while_a_folder_is_made_takes_it_from_nobody(place: Path, monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """Between the sign of life and its lock another run took the folder for a dead one's."""
    taken, sweeps = file_lock.taken, iter(range(times))

    def late(file: int) -> bool:
        if next(sweeps, None) is not None:
            monkeypatch.setattr(file_lock, "taken", taken)
            temporary_folders.sweep()
            monkeypatch.setattr(file_lock, "taken", late)
        return taken(file)

    monkeypatch.setattr(file_lock, "taken", late)
    with temporary_folders.temporary_folder() as folder:
        (folder / "copy.db").write_text("names", encoding="utf-8")
        assert temporary_folders.sweep() == 0 and (folder / "copy.db").is_file()
    assert list(place.iterdir()) == []


def test_the_folder_is_gone_when_the_block_ends(place: Path) -> None:
    with pytest.raises(RuntimeError), temporary_folders.temporary_folder() as folder:
        assert temporary_folders.sweep() == 0 and folder.is_dir()
        raise RuntimeError
    assert list(place.iterdir()) == []

"""Writers wait in turn for as long as the queue moves."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from prossce_desktop.errors import WorkspaceInUse
from prossce_desktop.store.workspace.writer_lock import WriterLock
from tests.program import ROOT, surroundings

MANY = 20
HOLDER = """
import sys, time
from pathlib import Path
from prossce_desktop.store.workspace.writer_lock import WriterLock
lock = WriterLock(Path(sys.argv[1]), float(sys.argv[2]))
time.sleep(float(sys.argv[3]))
lock.release()
"""


@pytest.mark.slow
def test_all_who_wait_get_their_turn_however_long_the_queue_is(tmp_path: Path) -> None:
    """Eight hold it for 0.6 s each; nobody would wait the 4.2 s of those before the last, but the queue moves every 0.6 s."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    words = [sys.executable, "-c", HOLDER, str(tmp_path / "writer.lock"), "3", "0.6"]
    children = [subprocess.Popen(words, env=environment, stderr=subprocess.PIPE, text=True) for _ in range(8)]
    errors = [one.communicate(timeout=120)[1] for one in children]
    assert [one.returncode for one in children] == [0] * 8, errors


def test_a_queue_that_stands_is_given_up(tmp_path: Path) -> None:
    held = WriterLock(tmp_path / "writer.lock", 0)
    begun = time.monotonic()
    with pytest.raises(WorkspaceInUse):
        WriterLock(tmp_path / "writer.lock", 0.3)
    assert time.monotonic() - begun >= 0.3
    held.release()
    WriterLock(tmp_path / "writer.lock", 0).release()


def test_whoever_waits_begins_to_count_anew_with_each_move(tmp_path: Path) -> None:
    """The lock goes from hand to hand without a moment between two: only its moves tell that the queue is alive."""
    path = tmp_path / "writer.lock"
    held = WriterLock(path, 0)
    answers: list[str] = []

    def wait() -> None:
        try:
            WriterLock(path, 1.0).release()
            answers.append("got it")
        except WorkspaceInUse:
            answers.append("gave up")

    waiting = threading.Thread(target=wait)
    waiting.start()
    for _ in range(8):
        time.sleep(0.25)
        held._move()
    assert answers == []
    held.release()
    waiting.join(timeout=20)
    assert answers == ["got it"]


@pytest.mark.heavy
def test_many_commands_at_once_all_save(tmp_path: Path) -> None:
    home, folder = tmp_path / "home", tmp_path / "ws"
    home.mkdir()
    program = [sys.executable, "-m", "prossce_desktop"]
    surrounded = surroundings(home, PYTHONPATH=str(ROOT))
    made = ("--country", "KH", "--office", "O", "--officer", "A", "--no-encryption")
    subprocess.run([*program, "init", folder, *made], env=surrounded, check=True, capture_output=True)
    words = [[*program, "add", folder, "person", f"name=Person {n}"] for n in range(MANY)]
    children = [subprocess.Popen(one, env=surrounded, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) for one in words]
    errors = [one.communicate(timeout=500)[1] for one in children]
    assert [one.returncode for one in children] == [0] * MANY, errors
    said = subprocess.run([*program, "people", folder], env=surrounded, check=True, capture_output=True, text=True)
    assert len(said.stdout.splitlines()) == MANY

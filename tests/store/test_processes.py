"""Several processes on one workspace, and processes that are killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from prossce_desktop.domain.model.people import Person
from prossce_desktop.store.workspace.workspace_lifecycle import Passphrase, Plain, create, open_workspace
from tests.on_disk import tmp_path, tmp_path_factory

__all__ = ["tmp_path", "tmp_path_factory"]

ROOT = Path(__file__).resolve().parents[2]
WRITER = """
import sys
from pathlib import Path
from prossce_desktop.domain.model.people import Person
from prossce_desktop.store.workspace.workspace_lifecycle import Passphrase, open_workspace
with open_workspace(Path(sys.argv[1]), Passphrase(sys.argv[2]), writing=True, wait=60) as store:
    with store.work("new", 1) as work:
        work.new("person", [Person(name=sys.argv[3])])
    print(work.change.step)
"""
ENDLESS = """
import sys
from pathlib import Path
from prossce_desktop.domain.model.people import Person
from prossce_desktop.store.workspace.workspace_lifecycle import Passphrase, open_workspace
store = open_workspace(Path(sys.argv[1]), Passphrase(sys.argv[2]), writing=True)
for i in range(1000000):
    with store.work("new", 1) as work:
        ids = work.new("person", [Person(name=f"P{i} {k}") for k in range(3)])
    print(i, flush=True)
    with store.work("edit", 1) as work:
        work.set("person", {ids[0]: {"phone": f"01{i:07}"}})
"""


def child(code: str, *arguments: object) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen([sys.executable, "-c", code, *map(str, arguments)], text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)


@pytest.mark.slow
def test_writers_started_together_all_succeed_one_after_the_other(tmp_path: Path) -> None:
    create(tmp_path / "w", country="KH", office="O", officer="A", unlock=Passphrase("s"))[0].close()
    children = [child(WRITER, tmp_path / "w", "s", f"P{i}") for i in range(4)]
    answers = [one.communicate(timeout=120) for one in children]
    assert [one.returncode for one in children] == [0] * 4, answers
    assert sorted(out.strip() for out, _ in answers) == ["op-0001", "op-0002", "op-0003", "op-0004"]
    with open_workspace(tmp_path / "w", Passphrase("s"), writing=False) as store:
        assert store.digest().kinds == {"person": 4}
        assert all(one.ok for one in store.check())


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_a_process_killed_while_saving_loses_nothing_that_was_saved(tmp_path: Path) -> None:
    create(tmp_path / "w", country="KH", office="O", officer="A", unlock=Passphrase("s"))[0].close()
    saved = 0
    for pause in (0.05, 0.13, 0.31):
        killed = child(ENDLESS, tmp_path / "w", "s")
        assert killed.stdout is not None and killed.stderr is not None
        assert killed.stdout.readline() == "0\n"
        time.sleep(pause)
        killed.send_signal(signal.SIGKILL)
        saved += len(killed.stdout.read().splitlines()) + 1
        killed.wait()
        assert killed.stderr.read() == ""
        killed.stdout.close()
        killed.stderr.close()
        with open_workspace(tmp_path / "w", Passphrase("s"), writing=True, wait=0) as store:
            people = store.digest().kinds["person"]
            assert people % 3 == 0 and people // 3 >= saved
            assert all(one.ok for one in store.check())


@pytest.mark.slow
def test_a_reader_in_another_process_sees_what_is_saved_while_it_runs(tmp_path: Path) -> None:
    store, _ = create(tmp_path / "w", country="KH", office="O", officer="A", unlock=Plain())
    code = (
        "import sys; from pathlib import Path; from prossce_desktop.store.workspace.workspace_lifecycle import open_workspace\n"
        "store = open_workspace(Path(sys.argv[1]), None, writing=False)\n"
        "for line in sys.stdin: print(store.digest().kinds.get('person', 0), flush=True)\n"
    )
    reader = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "w")], text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert reader.stdin is not None and reader.stdout is not None
    for count in range(1, 4):
        with store.work("new", 1) as work:
            work.new("person", [Person(name="A")])
        reader.stdin.write("?\n")
        reader.stdin.flush()
        assert reader.stdout.readline() == f"{count}\n"
    reader.communicate()
    store.close()

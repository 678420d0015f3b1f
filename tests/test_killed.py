"""kill -9 in the middle of saving: what was said to be saved is there, what was typed is offered, the base is whole."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from prossce_desktop import app
from prossce_desktop.services.workspace.recovery_key import confirm_kept
from prossce_desktop.store.workspace.workspace_lifecycle import Passphrase, Plain, create, open_workspace
from tests.on_disk import tmp_path, tmp_path_factory
from tests.program import ROOT, surroundings

__all__ = ["tmp_path", "tmp_path_factory"]

SECRET = "correct horse"
ADDING = """
import sys
from prossce_desktop.cli import main
for number in range(100000):
    if main(["add", sys.argv[1], "training", f"title={sys.argv[2]} {number}", f"code={sys.argv[2]}-{number}", "count=9", "women=5"]) != 0:
        sys.exit(1)
    print(f"{sys.argv[2]}-{number}", flush=True)
"""
TYPING = """
import sys
from pathlib import Path
from PySide6.QtTest import QTest
from tests.driven import Driven
from tests.test_killed import SECRET
from prossce_desktop.ui.base.place import PageName, Place

driven = Driven(Path(sys.argv[1]), SECRET)
store = driven.shell.session.store
driven.go(Place(PageName.activity, kind="training"))
for number in range(100000):
    driven.type(f"{sys.argv[2]}{number} ")
    QTest.qWait(20)
    for draft in store.drafts.held():
        if draft.typed.get("title", "").startswith(sys.argv[2]):
            print(draft.typed["title"], flush=True)
"""

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kill -9")


def started(code: str, home: Path, *words: object) -> subprocess.Popen[str]:
    home.mkdir(exist_ok=True)
    surrounded = surroundings(home, PYTHONPATH=str(ROOT))
    spelled = [sys.executable, "-c", code, *map(str, words)]
    return subprocess.Popen(spelled, env=surrounded, text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def killed_after(child: subprocess.Popen[str], first: str, seconds: float) -> tuple[list[str], str]:
    """The lines it had said; killed some time after the first that begins so."""
    assert child.stdout is not None and child.stderr is not None
    lines = []
    for line in child.stdout:
        lines.append(line.rstrip("\n"))
        if line.startswith(first):
            break
    time.sleep(seconds)
    child.send_signal(signal.SIGKILL)
    rest, errors = child.communicate(timeout=60)
    assert lines, errors
    return [*lines, *rest.splitlines()], errors


@pytest.mark.heavy
def test_ten_times_killed_while_adding_nothing_that_was_said_is_lost(tmp_path: Path) -> None:
    create(tmp_path / "ws", country="KH", office="Office KH", officer="Dara", unlock=Plain())[0].close()
    chance = random.Random(7)
    said: set[str] = set()
    for turn in range(10):
        lines, errors = killed_after(started(ADDING, tmp_path / "home", tmp_path / "ws", f"T{turn}"), f"T{turn}-0", chance.uniform(0, 0.3))
        assert errors == ""
        said |= {one for one in lines if one.startswith(f"T{turn}-")}
        with open_workspace(tmp_path / "ws", None, writing=True, wait=0) as store, store.read() as reading:
            codes = {one.value.code for one in reading.records("training")}  # type: ignore[attr-defined]
            assert said <= codes
            assert len(codes) <= len(said) + turn + 1, "one a turn may have been saved and not yet said"
            kinds = store.digest().kinds
            assert kinds["head_count"] == kinds["training"], "an activity and its count are one step"
            assert [one for one in store.check() if not one.ok] == []


@pytest.mark.heavy
def test_killed_while_typing_the_draft_is_offered(tmp_path: Path) -> None:
    made, _key = app.first(tmp_path / "ws", country="KH", office="O", officer="A", opening=app.UnlockChoice(SECRET, remember=False))
    confirm_kept(made)
    made.close()
    chance = random.Random(11)
    for turn in range(3):
        lines, errors = killed_after(started(TYPING, tmp_path / "home", tmp_path / "ws", f"T{turn}-"), f"T{turn}-0", chance.uniform(0, 1.5))
        assert "Traceback" not in errors and "Error" not in errors, errors
        with open_workspace(tmp_path / "ws", Passphrase(SECRET), writing=True, wait=0) as store:
            drafts = store.drafts.held()
            titles = [str(one.typed.get("title", "")) for one in drafts]
            assert len(drafts) == turn + 1
            assert any(one.startswith(lines[-1].strip()) for one in titles), (lines[-1], titles)
            assert [one for one in store.check() if not one.ok] == []
            assert store.digest().kinds == {}

"""Two starts at once, and twelve: one writer at a time, a sentence for the others, nothing acknowledged is lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from prossce_desktop import app
from prossce_desktop.services.workspace.recovery_key import confirm_kept
from prossce_desktop.store.workspace.workspace_lifecycle import Passphrase, open_workspace
from tests.faults.nursery import Nursery, copied
from tests.faults.table import Done, chance, times
from tests.program import ROOT, program, surroundings

pytestmark = [pytest.mark.heavy, pytest.mark.skipif(os.name != "posix", reason="forks")]


@pytest.fixture(scope="module")
def starting(tmp_path_factory: pytest.TempPathFactory, library: Path) -> Iterator[Nursery]:
    made = Nursery(tmp_path_factory.mktemp("starting"), library, ["tests.faults.at_once"])
    yield made
    made.close()


def raced(starting: Nursery, place: Path, starts: list[str]) -> list[dict[str, Any]]:
    run = starting.do("race", place, starts=starts)
    assert run.status == 0, run
    return [one["told"] for one in run.lines if "told" in one]


def test_of_many_starts_at_once_one_writes_at_a_time(tmp_path: Path, starting: Nursery, template: Path, done: Done) -> None:
    wanted = times(4, 200)
    outcomes: Counter[str] = Counter()
    for n in range(wanted):
        luck = chance("at once", n)
        first = ("long window", "window")[n % 2]
        starts = [first, first, *luck.choices(("window", "command", "reader"), k=luck.randint(0, 10))]
        place = copied(template, tmp_path / "place")
        told = raced(starting, place, starts)
        assert [one for one in told if "broken" in one] == [], (n, starts)
        acks = [{"op": one["op"]} for one in told if "op" in one]
        assert len({one["op"] for one in acks}) == len(acks), "no number twice"
        refused = [one for one in told if "refused" in one]
        assert {one["refused"] for one in refused} <= {"workspace-in-use"} and all(one["sentence"] for one in refused)
        assert {one["how"] for one in refused} <= {"window", "long window"}, "a command waits its turn"
        assert refused or first == "window", "two that stay: one of them is told"
        assert {one["answer"] for one in told if "answer" in one} <= {"passed"}
        assert acks
        after = starting.do("look", place, job="saving", acks=acks)
        assert after.first("report") == {"broken": [], "opened": True}, (n, starts, after)
        outcomes.update("wrote" if "op" in one else "refused" if "refused" in one else "read" for one in told)
    done("starts at once", "a workspace", wanted, ", ".join(f"{name} {count}" for name, count in sorted(outcomes.items())))


def test_of_many_first_starts_at_once_one_makes_the_workspace(tmp_path: Path, starting: Nursery, template: Path, done: Done) -> None:
    wanted = times(4, 200)
    outcomes: Counter[str] = Counter()
    for n in range(wanted):
        place = copied(template, tmp_path / "place")
        shutil.rmtree(place / "ws")
        told = raced(starting, place, ["first start"] * chance("first at once", n).randint(2, 8))
        assert [one for one in told if "broken" in one] == [], n
        made = {one["who"] for one in told if "op" in one}
        assert len(made) == 1, told
        assert {one["refused"] for one in told if "refused" in one} <= {"workspace-in-use", "workspace-not-empty"}, told
        after = starting.do("look", place, job="beginning", acks=[{"op": one["op"]} for one in told if "op" in one])
        assert after.first("report") == {"broken": [], "opened": True}, (n, after)
        outcomes.update(one["refused"] for one in told if "refused" in one)
    done("starts at once", "no workspace yet", wanted, ", ".join(f"{name} {count}" for name, count in sorted(outcomes.items())))


WINDOW = """
import sys
from pathlib import Path
from tests.driven import Driven
driven = Driven(Path(sys.argv[1]), "correct horse")
print("open", flush=True)
sys.stdin.readline()
driven.program.end()
"""


def test_beside_an_open_window_a_command_reads_and_a_writing_one_gets_a_sentence(tmp_path: Path, done: Done) -> None:
    """The real window and the real command line, each in a process of its own."""
    made, _ = app.first(tmp_path / "ws", country="KH", office="O", officer="A", opening=app.UnlockChoice("correct horse", remember=False))
    confirm_kept(made)
    made.close()
    (tmp_path / "secret").write_text("correct horse")
    home = tmp_path / "home"
    home.mkdir()
    surrounded = surroundings(home, PYTHONPATH=str(ROOT))
    shown = subprocess.Popen([sys.executable, "-c", WINDOW, tmp_path / "ws"], env=surrounded, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert shown.stdout is not None and shown.stdout.readline() == "open\n"
    call = program(home)
    more = ("--passphrase-file", tmp_path / "secret", "--json")
    assert call("people", tmp_path / "ws", *more).json["count"] == 0
    assert call("add", tmp_path / "ws", "training", "title=A", *more, status=3).json["error"]["code"] == "workspace-in-use"
    shown.communicate("\n", timeout=60)
    assert shown.returncode == 0
    call("add", tmp_path / "ws", "training", "title=A", *more)
    with open_workspace(tmp_path / "ws", Passphrase("correct horse"), writing=False) as store:
        assert store.digest().kinds == {"training": 1}
    done("starts at once", "window and command", 3)

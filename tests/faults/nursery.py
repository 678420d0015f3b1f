"""The parent's side of `child`: asks for tasks, kills some of them, reads what they said."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.program import ROOT, surroundings


@dataclass
class Run:
    """What one task said until its end. `status`: 0, or negative where a signal ended it."""

    lines: list[dict[str, Any]] = field(default_factory=list)
    status: int = 0

    @property
    def acks(self) -> list[dict[str, Any]]:
        return [one["ack"] for one in self.lines if "ack" in one]

    def first(self, name: str) -> Any:
        return next((one[name] for one in self.lines if name in one), None)


class Nursery:
    """One loaded process that forks. `library`: the layer below it; `more`: modules with further tasks."""

    def __init__(self, folder: Path, library: Path | None, more: Sequence[str] = (), **environment: str) -> None:
        self.folder = folder
        home = folder / "no-home"
        home.mkdir(exist_ok=True)
        surrounded = surroundings(home, PYTHONPATH=str(ROOT), PYTHONDONTWRITEBYTECODE="1", **environment)
        if library is not None:
            surrounded["LD_PRELOAD"] = str(library)
        self._errors = (folder / "errors.txt").open("wb")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.child", *more], env=surrounded, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors, cwd=folder
        )

    def do(self, task: str, root: Path, *, kill_after: float | None = None, **asked: object) -> Run:
        """Run one task to its end, or kill it so many seconds after it began."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(json.dumps({"task": task, "root": str(root), **asked}).encode() + b"\n")
        self._process.stdin.flush()
        run, pid, timer = Run(), 0, None
        for line in self._process.stdout:
            said = json.loads(line)
            if "pid" in said:
                pid = said["pid"]
            elif "ended" in said:
                if timer is not None:
                    timer.cancel()
                run.status = said["ended"]
                return run
            else:
                run.lines.append(said)
            if pid and kill_after is not None and timer is None and run.first("began"):
                timer = threading.Timer(kill_after, _kill, (pid,))
                timer.start()
        raise AssertionError(f"the nursery ended: {self.errors()}")

    def errors(self) -> str:
        """What went to standard error."""
        return (self.folder / "errors.txt").read_text(encoding="utf-8", errors="replace")

    def prepared(self, root: Path, seed: int) -> Path:
        """A place to copy from."""
        root.mkdir()
        run = self.do("prepare", root, seed=seed)
        assert run.status == 0, run
        return root

    def close(self) -> None:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(60)
        self._process.stdout.close()
        self._errors.close()


def _kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def copied(template: Path, to: Path) -> Path:
    """A fresh copy of a place."""
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(template, to)
    return to

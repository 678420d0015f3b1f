"""The program as another program calls it: a child process, no display, an empty home, nothing on standard input."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from prossce_desktop.cli import main

ROOT = Path(__file__).resolve().parents[1]
LEFT_OUT = ("DISPLAY", "WAYLAND_DISPLAY", "PROSSCE_PASSPHRASE_FILE")


@dataclass(frozen=True)
class Said:
    """What a command said."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The one JSON object on standard output."""
        found = json.loads(self.out)
        assert isinstance(found, dict)
        return found


Cli = Callable[..., Said]


def surroundings(home: Path, **more: str) -> dict[str, str]:
    """The environment of a child: this one without a display and without folders of the person."""
    kept = {name: value for name, value in os.environ.items() if name not in LEFT_OUT and not name.startswith("XDG_")}
    return kept | {"HOME": str(home)} | more


def program(home: Path, *, before: Sequence[str] = (), environment: Mapping[str, str] | None = None) -> Cli:
    """Calls one command; every refusal must be one sentence and never a traceback.

    `before`: words of a program that starts ours, such as one that gives up root's rights.
    """
    surrounded = surroundings(home, **(environment or {}))

    def call(*words: object, status: int = 0) -> Said:
        spelled = [word if isinstance(word, bytes) else str(word) for word in (*before, sys.executable, "-m", "prossce_desktop", *words)]
        done = subprocess.run(spelled, stdin=subprocess.DEVNULL, capture_output=True, env=surrounded, timeout=120, check=False)
        said = Said(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))
        assert said.status == status, (words, said)
        assert "Traceback" not in said.err
        if status:
            assert len(said.err.strip().splitlines()) == 1, said.err
        return said

    return call


def inside(capsys: pytest.CaptureFixture[str]) -> Cli:
    """The same in this process, which is quicker; for what does not hang on the process."""

    def call(*words: object, status: int = 0) -> Said:
        capsys.readouterr()
        done = main([str(word) for word in words])
        out, err = capsys.readouterr()
        said = Said(done, out, err)
        assert said.status == status, (words, said)
        assert "Traceback" not in said.err
        if status:
            assert len(said.err.strip().splitlines()) == 1, said.err
        return said

    return call

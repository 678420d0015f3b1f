"""The program as another program calls it: a child process, no display, an empty home, nothing on standard input."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest


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


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def cli(home: Path) -> Cli:
    """Call one command; every refusal must be one sentence and never a traceback."""

    def call(*words: object, status: int = 0) -> Said:
        left_out = ("DISPLAY", "WAYLAND_DISPLAY", "PROSSCE_PASSPHRASE_FILE")
        kept = {name: value for name, value in os.environ.items() if name not in left_out and not name.startswith("XDG_")}
        environment = kept | {"HOME": str(home)}
        done = subprocess.run(
            [sys.executable, "-m", "prossce_desktop", *map(str, words)],
            stdin=subprocess.DEVNULL, capture_output=True, env=environment, timeout=120, check=False,
        )
        said = Said(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))
        assert said.status == status, (words, said)
        assert "Traceback" not in said.err
        if status:
            assert len(said.err.strip().splitlines()) == 1, said.err
        return said

    return call


@pytest.fixture
def workspace(cli: Cli, tmp_path: Path) -> Path:
    """A fresh workspace of Cambodia, not encrypted."""
    folder = tmp_path / "ws"
    cli("init", folder, "--country", "KH", "--office", "Office KH", "--officer", "Sok Chantha", "--no-encryption")
    return folder


@pytest.fixture(scope="session")
def sample_workspace(cli: Cli, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the thirteen published activities, only read by tests."""
    folder = tmp_path_factory.mktemp("sample") / "ws"
    cli("init", folder, "--country", "KH", "--office", "Office KH", "--officer", "Sok Chantha", "--no-encryption")
    cli("sample", folder)
    return folder

"""The program as another program calls it: an empty home, what it says as bytes; as a child process where the process is the matter."""

from __future__ import annotations

from pathlib import Path

import pytest

from prossce_desktop import app
from tests.program import Cli, Said, inside, program

__all__ = ["Cli", "Said"]


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def cli(home: Path) -> Cli:
    """Call one command; every refusal must be one sentence and never a traceback."""
    return inside(home)


@pytest.fixture(scope="session")
def child(home: Path) -> Cli:
    """The same as a process of its own: no display, nothing on standard input."""
    return program(home)


def fresh(folder: Path) -> Path:
    """A workspace of Cambodia, not encrypted, as `init` makes it."""
    app.create(str(folder), country="KH", office="Office KH", officer="Sok Chantha", unlock=app.Plain()).close()
    return folder


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace without a record."""
    return fresh(tmp_path / "ws")


@pytest.fixture(scope="session")
def sample_workspace(cli: Cli, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the thirteen published activities, only read by tests."""
    folder = fresh(tmp_path_factory.mktemp("sample") / "ws")
    cli("sample", folder)
    return folder


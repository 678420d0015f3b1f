"""Folders on the disk itself, for tests that are about it, about killed processes and the whole program.

`make` lets all other tests work in memory. Take both names into a module or a conftest.py: they stand before those of pytest.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Disk:
    """Makes folders as pytest does."""

    root: Path

    def mktemp(self, name: str) -> Path:
        """A folder of its own, whose name begins so."""
        return Path(tempfile.mkdtemp(prefix=re.sub(r"\W", "_", name)[:30] + "-", dir=self.root))


@pytest.fixture(scope="session")
def tmp_path_factory(request: pytest.FixtureRequest) -> Iterator[Disk]:
    """What it made stays where a test has failed."""
    made = Disk(Path(tempfile.mkdtemp(prefix="prossce-tests-")).resolve())
    yield made
    if not request.session.testsfailed:
        shutil.rmtree(made.root, ignore_errors=True)


@pytest.fixture
def tmp_path(request: pytest.FixtureRequest, tmp_path_factory: Disk) -> Path:
    """An empty folder for one test."""
    return tmp_path_factory.mktemp(request.node.name)

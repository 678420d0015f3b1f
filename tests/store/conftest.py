"""Workspaces for tests of the store: real bases, a clock that is given."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from prossce_desktop.store.workspace.store import Store
from prossce_desktop.store.workspace.workspace_lifecycle import Plain, create


class Clock:
    """One second later each time it is asked."""

    def __init__(self) -> None:
        self.at = dt.datetime(2026, 3, 1, 8, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        self.at += dt.timedelta(seconds=1)
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    made, _ = create(tmp_path / "w", country="KH", office="Office KH", officer="Dara", unlock=Plain(), now=clock)
    yield made
    made.close()

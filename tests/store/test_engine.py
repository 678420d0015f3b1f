"""The engine that runs is asked for its versions, and an old one touches no record."""

from __future__ import annotations

from pathlib import Path

import pytest

from prossce_desktop import app
from prossce_desktop.cli import main
from prossce_desktop.errors import PartTooOld
from prossce_desktop.store.db import engine_versions


@pytest.fixture
def old(monkeypatch: pytest.MonkeyPatch) -> None:
    """This process was started with an old SQLite."""
    monkeypatch.setattr(engine_versions, "versions", lambda: {"SQLite": "3.40.1", "SQLCipher": "4.19.0 community"})


def test_the_engine_says_which_it_is_and_is_new_enough() -> None:
    found = engine_versions.versions()
    assert list(found) == ["SQLite", "SQLCipher"]
    assert all(one[0].isdigit() for one in found.values()), found
    engine_versions.refuse_old_engine()


def test_no_workspace_is_made_by_an_old_engine(old: None, tmp_path: Path) -> None:
    with pytest.raises(PartTooOld):
        app.first(tmp_path / "ws", country="KH", office="Office", officer="Dara", opening=app.UnlockChoice(None, remember=True))
    assert not (tmp_path / "ws" / "base.db").exists()


def test_no_workspace_is_opened_by_an_old_engine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = tmp_path / "ws"
    assert main(["init", str(workspace), "--country", "KH", "--office", "Office", "--officer", "Dara", "--no-encryption"]) == 0
    before = {one.name: one.read_bytes() for one in workspace.iterdir() if one.is_file()}
    monkeypatch.setattr(engine_versions, "versions", lambda: {"SQLite": "3.40.1", "SQLCipher": "4.19.0 community"})
    capsys.readouterr()
    assert main(["check", str(workspace)]) == 8
    assert capsys.readouterr().err == (
        "This program needs SQLite 3.51.3 or newer, but was started with 3.40.1. Install the program again. Your data is not changed.\n"
    )
    assert {one.name: one.read_bytes() for one in workspace.iterdir() if one.is_file()} == before

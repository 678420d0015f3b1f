"""Rules that hold for every command (CLI1)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from prossce_desktop.cli.commands import NAMES
from tests.cli.conftest import Cli

ASKED = {
    "init": [], "sample": [], "add": ["training", "title=A"], "change": ["1", "title=A"], "remove": ["1"], "join": ["1", "2"], "split": ["1", "2"],
    "people": [], "figures": [], "export": ["--pdf", "o.pdf"], "check": [], "digest": [], "office": ["devices"],
    "device-request": ["--invitation", "inv", "--out", "req"], "device": ["list"], "package": ["make", "--out", "."], "conflicts": ["list"],
    "query": ["list"], "undo": ["op-0001"], "history": [], "erase": ["1", "--reason", "asked"], "attach": ["A1", "a.jpg"],
    "backup": ["--out", "b"], "restore": ["b"],
}  # fmt: skip
"""Each command with what it needs beside a workspace; `init` lacks the country."""
ANSWERS = {"init": (2, "wrong-use"), "restore": (4, "backup-missing")}
"""Of those that make a workspace; the others miss one."""


@pytest.mark.slow
@pytest.mark.parametrize("command", NAMES)
@pytest.mark.rule("CLI1")
def test_a_missing_workspace_is_said_and_nothing_is_made(child: Cli, tmp_path: Path, command: str) -> None:
    """As another program sees it: exit status, one object on standard output, one sentence on standard error."""
    status, code = ANSWERS.get(command, (3, "workspace-missing"))
    said = child(command, tmp_path / "nowhere", *ASKED[command], "--json", status=status)
    assert said.json["error"]["code"] == code
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_command_is_wrong_use(cli: Cli, tmp_path: Path) -> None:
    cli("frobnicate", tmp_path, status=2)


@pytest.mark.parametrize("words", [["--nonsense"], ["--from"], ["extra"]])
def test_unknown_options_and_words_are_wrong_use(cli: Cli, sample_workspace: Path, words: list[str]) -> None:
    cli("figures", sample_workspace, *words, status=2)


def test_version_and_help_are_said(cli: Cli) -> None:
    assert "ProSSCE Desktop" in cli("--version").out
    assert "figures" in cli("--help").out
    assert "--by" in cli("figures", "--help").out


@pytest.mark.rule("CLI1")
def test_options_may_stand_anywhere_after_the_command(cli: Cli, workspace: Path) -> None:
    said = cli("add", "--json", workspace, "training", "title=A", "start=2025-05-01")
    assert said.json["status"] == "held"
    assert cli("add", workspace, "training", "title=B", "--json", "start=2025-05-01").json["kind"] == "training"


@pytest.mark.slow
@pytest.mark.rule("CLI1")
def test_the_command_line_needs_no_qt(workspace: Path) -> None:
    import subprocess
    import sys

    program = f"import sys; from prossce_desktop.cli import main; main(['figures', {str(workspace)!r}]); sys.exit('PySide6' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], stdin=subprocess.DEVNULL, capture_output=True, check=False).returncode == 0


def test_a_file_in_place_of_the_workspace_is_said(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "ws").write_text("not a folder")
    cli("figures", tmp_path / "ws", status=3)
    (tmp_path / "folder").mkdir()
    cli("figures", tmp_path / "folder", status=3)
    assert list((tmp_path / "folder").iterdir()) == []


def test_a_damaged_base_is_said_and_kept(cli: Cli, workspace: Path) -> None:
    base = next(path for path in workspace.iterdir() if path.suffix == ".db")
    base.write_bytes(b"this is no database " * 500)
    for beside in workspace.glob("*.db-*"):
        beside.unlink()
    before = base.read_bytes()
    cli("figures", workspace, status=3)
    cli("add", workspace, "training", "title=A", status=3)
    assert base.read_bytes() == before


@pytest.mark.rule("CLI1")
def test_json_on_standard_output_is_one_object(cli: Cli, sample_workspace: Path) -> None:
    for command in ("people", "figures", "check", "digest", "history"):
        assert isinstance(json.loads(cli(command, sample_workspace, "--json").out), dict)

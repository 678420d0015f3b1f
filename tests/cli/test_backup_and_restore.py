"""backup and restore, as another program calls them."""

from __future__ import annotations

import json
import os
import random
import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import Cli, Said
from tests.program import inside, program


def secret(folder: Path, text: str = "correct horse") -> Path:
    file = folder / "passphrase.txt"
    file.write_text(text + "\n", encoding="utf-8")
    return file


def encrypted(cli: Cli, folder: Path, *, keyring: bool = False) -> tuple[Path, Path, Path]:
    """A workspace with one training, its passphrase file and the sheet with its recovery key."""
    workspace, words, sheet = folder / "ws", secret(folder), folder / "recovery.txt"
    how = ["--keyring"] if keyring else ["--passphrase-file", words]
    cli("init", workspace, "--country", "KH", "--office", "Canary Office", "--officer", "Canary Sok", "--recovery-out", sheet, *how)
    cli("add", workspace, "training", "title=Canary Title", "count=9", *([] if keyring else how))
    return workspace, words, sheet


@pytest.mark.slow
def test_what_is_restored_has_the_digest_and_another_incarnation(cli: Cli, tmp_path: Path) -> None:
    workspace, words, sheet = encrypted(cli, tmp_path)
    file, key = tmp_path / "b.prossce-backup", ("--passphrase-file", words)
    made = cli("backup", workspace, "--out", file, *key, "--json").json
    assert (made["path"], made["bytes"], made["encrypted"]) == (str(file), file.stat().st_size, True)
    assert b"Canary" not in file.read_bytes()
    before = cli("digest", workspace, *key, "--json").json["digest"]
    seen = set()
    for number, opener in enumerate((words, sheet)):
        new = tmp_path / f"new-{number}"
        back = cli("restore", new, file, "--passphrase-file", opener, "--json").json
        assert (back["workspace"], back["country"], back["office"], back["move"]) == (str(new), "KH", "Canary Office", False)
        assert back["device"] == made["device"]
        held = back["holds"]
        assert (held["activities"], held["people"], held["drafts"], held["officers"]) == (1, 0, 0, ["Canary Sok"]) and held["last"]
        seen.add(back["incarnation"])
        assert cli("digest", new, *key, "--json").json["digest"] == before
        assert cli("check", new, *key, "--json").json["ok"] is True
        cli("add", new, "training", "title=After", "count=3", *key)
    assert len(seen) == 2
    assert cli("digest", workspace, *key, "--json").json["digest"] == before


def test_restored_sample_data_is_still_called_sample_data(cli: Cli, tmp_path: Path) -> None:
    """The restored base is another incarnation; the sample was loaded under the one before."""
    cli("init", tmp_path / "ws", "--country", "KH", "--office", "O", "--officer", "A", "--no-encryption")
    cli("sample", tmp_path / "ws")
    cli("backup", tmp_path / "ws", "--out", tmp_path / "b")
    cli("restore", tmp_path / "back", tmp_path / "b")
    before = cli("figures", tmp_path / "ws", "--json").json
    assert before["sample"] is True
    assert cli("figures", tmp_path / "back", "--json").json == before


@pytest.mark.slow
def test_a_passphrase_of_the_environment_opens(cli: Cli, home: Path, tmp_path: Path) -> None:
    workspace, words, _sheet = encrypted(cli, tmp_path)
    other = program(home, environment={"PROSSCE_PASSPHRASE_FILE": str(words)})
    other("backup", workspace, "--out", tmp_path / "b")
    assert other("restore", tmp_path / "new", tmp_path / "b").out.startswith(f"Restored: {tmp_path / 'new'}\nThe backup contains 1 activity.\n")


@pytest.mark.slow
def test_a_keyring_workspace_comes_back_here_by_itself_and_elsewhere_by_its_paper_key(cli: Cli, tmp_path: Path) -> None:
    workspace, words, sheet = encrypted(cli, tmp_path, keyring=True)
    cli("backup", workspace, "--out", tmp_path / "b")
    cli("restore", tmp_path / "here", tmp_path / "b")
    (tmp_path / "home").mkdir()
    elsewhere = inside(tmp_path / "home")
    said = elsewhere("restore", tmp_path / "there", tmp_path / "b", "--json", status=3)
    assert said.json["error"]["code"] == "key-not-here"
    elsewhere("restore", tmp_path / "there", tmp_path / "b", "--passphrase-file", words, "--json", status=3)
    assert not (tmp_path / "there").exists()
    elsewhere("restore", tmp_path / "there", tmp_path / "b", "--passphrase-file", sheet)
    assert elsewhere("digest", tmp_path / "there", "--json").json == cli("digest", workspace, "--json").json


def code(said: Said) -> str:
    return str(said.json["error"]["code"])


@pytest.mark.slow
def test_a_folder_that_is_taken_and_a_wrong_passphrase_are_exit_3(cli: Cli, tmp_path: Path) -> None:
    workspace, words, _sheet = encrypted(cli, tmp_path)
    file = tmp_path / "b"
    cli("backup", workspace, "--out", file, "--passphrase-file", words)
    assert code(cli("restore", workspace, file, "--passphrase-file", words, "--json", status=3)) == "workspace-not-empty"
    assert code(cli("restore", tmp_path / "new", file, "--json", status=3)) == "passphrase-needed"
    words.write_text("battery")
    assert code(cli("restore", tmp_path / "new", file, "--passphrase-file", words, "--json", status=3)) == "wrong-passphrase"
    assert code(cli("restore", tmp_path / "no" / "new", file, "--json", status=8)) == "folder-missing"
    assert not (tmp_path / "new").exists()
    assert not list(tmp_path.glob(".*"))


@pytest.mark.slow
@pytest.mark.parametrize("how", ["flipped", "cut", "empty", "random", "zip", "missing", "newer"])
def test_what_does_not_verify_is_exit_4_and_leaves_no_folder(cli: Cli, workspace: Path, tmp_path: Path, how: str) -> None:
    cli("add", workspace, "training", "title=A", "count=4")
    file = tmp_path / "b"
    cli("backup", workspace, "--out", file)
    data = bytearray(file.read_bytes())
    with zipfile.ZipFile(file) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    if how == "flipped":
        data[random.Random(1).randrange(5000, len(data) - 5000)] ^= 1
    elif how == "cut":
        del data[len(data) // 2 :]
    file.write_bytes({"empty": b"", "random": os.urandom(9000)}.get(how, bytes(data)))
    if how in ("zip", "newer"):
        about = json.loads(members["about.json"]) | {"format": 99}
        with zipfile.ZipFile(file, "w") as packed:
            for name, value in {"zip": {"letter.txt": b"x"}, "newer": members | {"about.json": json.dumps(about).encode()}}[how].items():
                packed.writestr(name, value)
    if how == "missing":
        file.unlink()
    expected = {"missing": "backup-missing", "newer": "backup-newer"}.get(how, "backup-damaged")
    assert code(cli("restore", tmp_path / "new", file, "--json", status=4)) == expected
    assert not (tmp_path / "new").exists() and not list(tmp_path.glob(".*"))


def test_where_it_cannot_be_written_is_exit_8_and_an_old_file_stays(cli: Cli, workspace: Path, tmp_path: Path) -> None:
    assert code(cli("backup", workspace, "--out", tmp_path / "no" / "b", "--json", status=8)) == "folder-missing"
    (tmp_path / "folder").mkdir()
    assert code(cli("backup", workspace, "--out", tmp_path / "folder", "--json", status=8)) == "target-is-folder"
    cli("backup", workspace, status=2)
    cli("restore", tmp_path / "new", status=2)
    (tmp_path / "b").write_bytes(b"old")
    cli("backup", workspace, "--out", tmp_path / "b")
    assert (tmp_path / "b").read_bytes()[:2] == b"PK"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["b", "folder", "ws"]


def test_help_says_that_the_sheet_opens_too(cli: Cli) -> None:
    assert "recovery key" in " ".join(cli("restore", "--help").out.split())
    assert "--out" in cli("backup", "--help").out

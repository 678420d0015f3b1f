"""init and sample (CLI4, CLI5)."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Cli

WHO = ("--country", "LA", "--office", "Vientiane Desk", "--officer", "Somphone")


def test_init_says_what_it_made(cli: Cli, tmp_path: Path) -> None:
    made = cli("init", tmp_path / "w", *WHO, "--no-encryption", "--json").json
    assert (made["country"], made["office"], made["officer"], made["encrypted"]) == ("LA", "Vientiane Desk", "Somphone", False)
    assert made["device"].startswith("LA-")
    assert made["recovery_recipient"].startswith("age1")


@pytest.mark.parametrize("ways", [[], ["--keyring", "--no-encryption"]])
def test_exactly_one_way_of_protection(cli: Cli, tmp_path: Path, ways: list[str]) -> None:
    cli("init", tmp_path / "w", *WHO, *ways, status=2)
    assert not (tmp_path / "w").exists()


def test_a_folder_that_is_not_empty_is_refused(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "w").mkdir()
    (tmp_path / "w" / "letter.txt").write_text("mine")
    cli("init", tmp_path / "w", *WHO, "--no-encryption", status=3)
    assert [path.name for path in (tmp_path / "w").iterdir()] == ["letter.txt"]


@pytest.mark.slow
def test_an_encrypted_workspace_shows_nothing(cli: Cli, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("correct horse\n")
    made = cli("init", tmp_path / "w", *WHO, "--passphrase-file", secret, "--recovery-out", tmp_path / "key.txt", "--json").json
    assert made["encrypted"] is True
    assert made["recovery_recipient"].startswith("age1")
    cli("add", tmp_path / "w", "person", "name=Canary Zanzibar", "--passphrase-file", secret)
    content = b"".join(path.read_bytes() for path in (tmp_path / "w").rglob("*") if path.is_file())
    assert not any(word in content for word in (b"Vientiane", b"Somphone", b"Canary", b"SQLite format 3"))


@pytest.mark.slow
def test_a_passphrase_is_stretched_as_rfc_9106_recommends(child: Cli, cli: Cli, tmp_path: Path) -> None:
    """64 MiB, three passes, four lanes: its second choice. In a process of its own, since those of the tests stretch little."""
    secret = tmp_path / "secret"
    secret.write_text("correct horse\n")
    child("init", tmp_path / "w", *WHO, "--passphrase-file", secret)
    [slot] = json.loads((tmp_path / "w" / "key.json").read_text(encoding="utf-8"))["slots"]
    assert (slot["memory"], slot["rounds"], slot["lanes"]) == (65_536, 3, 4)
    cli("check", tmp_path / "w", "--passphrase-file", secret)


@pytest.mark.slow
def test_a_wrong_or_missing_passphrase_is_one_sentence(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "right").write_text("correct horse")
    (tmp_path / "wrong").write_text("wrong")
    cli("init", tmp_path / "w", *WHO, "--passphrase-file", tmp_path / "right")
    cli("figures", tmp_path / "w", "--passphrase-file", tmp_path / "wrong", status=3)
    cli("figures", tmp_path / "w", status=3)
    cli("figures", tmp_path / "w", "--passphrase-file", tmp_path / "absent", status=3)
    (tmp_path / "utf16").write_text("correct horse", encoding="utf-16")
    for unreadable in (tmp_path, tmp_path / "utf16"):
        refused = cli("figures", tmp_path / "w", "--passphrase-file", unreadable, "--json", status=3)
        assert refused.json["error"]["code"] == "passphrase-file-unreadable"
    cli("figures", tmp_path / "w", "--passphrase-file", tmp_path / "right")


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_without_a_keyring_the_key_lies_outside_where_only_the_user_reads(cli: Cli, tmp_path: Path, home: Path) -> None:
    cli("init", tmp_path / "w", *WHO, "--keyring")
    cli("figures", tmp_path / "w")
    kept = [path for path in home.rglob("*") if path.is_file() and stat.S_IMODE(path.stat().st_mode) == 0o600]
    assert kept


@pytest.mark.skipif(shutil.which("age") is None, reason="no age program here")
def test_the_recovery_key_is_an_age_identity(cli: Cli, tmp_path: Path) -> None:
    made = cli("init", tmp_path / "w", *WHO, "--no-encryption", "--recovery-out", tmp_path / "key.txt", "--json").json
    locked = subprocess.run(["age", "-r", made["recovery_recipient"]], input=b"hello", capture_output=True, check=True).stdout
    opened = subprocess.run(["age", "-d", "-i", str(tmp_path / "key.txt")], input=locked, capture_output=True, check=True).stdout
    assert opened == b"hello"


def test_sample_loads_thirteen_once(cli: Cli, workspace: Path) -> None:
    first = cli("sample", workspace, "--json").json
    assert (first["activities"], first["people"], first["already_there"]) == (13, 0, False)
    before = cli("figures", workspace, "--json").out
    assert cli("sample", workspace, "--json").json["already_there"] is True
    assert cli("figures", workspace, "--json").out == before


def test_sample_is_refused_where_own_activities_are(cli: Cli, workspace: Path) -> None:
    cli("add", workspace, "training", "title=Ours")
    cli("sample", workspace, status=5)


def test_sample_people_leave_the_published_totals_alone(cli: Cli, workspace: Path) -> None:
    assert cli("sample", workspace, "--people", "--json").json["people"] > 0
    reach = cli("figures", workspace, "--from", "2024-01-01", "--to", "2024-12-31", "--json").json["reach"]
    assert (reach["lower"], reach["upper"], reach["named"]) == (41422, 45720, 0)


def test_sample_can_be_taken_out(cli: Cli, workspace: Path) -> None:
    empty = cli("digest", workspace, "--json").json["digest"]
    people = cli("sample", workspace, "--people", "--json").json["people"]
    assert cli("digest", workspace, "--json").json["digest"] == empty
    taken = cli("sample", workspace, "--remove", "--json").json
    assert (taken["activities"], taken["people"], taken["already_there"]) == (13, people, False)
    figures = cli("figures", workspace, "--json").json
    assert (figures["activities"], figures["sample"]) == ([], False)

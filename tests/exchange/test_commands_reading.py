"""Several files at once on the command line: what cannot be read hides nothing of what was taken, and nothing is applied before it can be answered."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.program import Cli, inside


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    """An office `th` with two laptops let in, of which `kh` wrote a package into `out`."""
    cli = inside()
    for name in ("th", "kh", "la"):
        cli("init", tmp_path / name, "--country", name.upper(), "--office", f"Office {name}", "--officer", "A", "--no-encryption")
    cli("office", tmp_path / "th", "invite", "--out", tmp_path / "inv")
    for name in ("kh", "la"):
        cli("device-request", tmp_path / name, "--invitation", tmp_path / "inv", "--out", tmp_path / "req")
        cli("office", tmp_path / "th", "accept", tmp_path / "req")
    cli("add", tmp_path / "kh", "person", "name=Dara")
    (tmp_path / "out").mkdir()
    cli("package", tmp_path / "kh", "make", "--out", tmp_path / "out", "--no-email")
    return cli


def package(folder: Path) -> Path:
    [one] = (folder / "out").iterdir()
    return one


@pytest.mark.slow
def test_a_file_that_is_missing_hinders_no_other_and_is_named(cli: Cli, tmp_path: Path) -> None:
    said = cli("package", tmp_path / "th", "read", tmp_path / "nowhere", package(tmp_path), "--json", status=4)
    results = said.json["results"]
    assert [(one["status"], one["code"]) for one in results] == [("refused", "file-missing"), ("accepted", None)]
    assert results[0]["file"] == str(tmp_path / "nowhere") and results[0]["message"] == "This file does not exist."
    assert cli("digest", tmp_path / "th", "--json").json["kinds"] == {"person": {"count": 1}}


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["file", "folder"])
def test_what_cannot_be_read_hinders_no_other_and_is_named(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    closed = tmp_path / "closed"
    closed.mkdir() if kind == "folder" else closed.write_bytes(b"age-encryption.org/v1\n")
    refuse(monkeypatch, closed)
    said = cli("package", tmp_path / "th", "read", closed, package(tmp_path), "--json", status=4)
    assert [(one["status"], one["code"]) for one in said.json["results"]] == [("refused", "unreadable"), ("accepted", None)]
    assert said.json["results"][0]["file"] == str(closed)


def refuse(monkeypatch: pytest.MonkeyPatch, closed: Path) -> None:
    """As the system answers who may not read."""
    for name in ("read_bytes", "iterdir"):
        as_it_was = getattr(Path, name)

        def answered(path: Path, as_it_was: object = as_it_was) -> object:
            if path == closed:
                raise PermissionError(13, "Permission denied", str(path))
            return as_it_was(path)  # type: ignore[operator]

        monkeypatch.setattr(Path, name, answered)


@pytest.mark.slow
def test_where_the_answers_have_no_folder_nothing_is_applied(cli: Cli, tmp_path: Path) -> None:
    before = cli("digest", tmp_path / "th", "--json").json
    said = cli("package", tmp_path / "th", "read", package(tmp_path), "--reply-out", tmp_path / "nowhere", "--json", status=8)
    assert said.json["error"]["code"] == "folder-missing"
    assert cli("digest", tmp_path / "th", "--json").json == before


@pytest.mark.slow
def test_an_office_of_several_laptops_is_asked_for_whom_a_receipt_is(cli: Cli, tmp_path: Path) -> None:
    said = cli("package", tmp_path / "th", "receipt", "--out", tmp_path / "receipt", "--json", status=2)
    assert said.json["error"]["message"] == "A receipt is for one laptop, but 2 laptops are let in here. Name one with --to."
    assert not (tmp_path / "receipt").exists()
    [name] = [one["device"] for one in cli("office", tmp_path / "th", "devices", "--json").json["devices"] if one["country"] == "KH"]
    assert cli("package", tmp_path / "th", "receipt", "--out", tmp_path / "receipt", "--to", name, "--json").json["to"] == name


def test_the_help_says_that_who_is_shut_out_stays_out(cli: Cli) -> None:
    said = cli("office", "--help").out
    assert "block a laptop permanently" in " ".join(said.split())
    assert "also undo the changes of the laptop after this number" in " ".join(said.split())

"""erase on the command line: the person goes, the figures stay, and the answer names what could not be reached."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Cli


@pytest.mark.slow
def test_a_person_is_erased_and_the_figures_stay(cli: Cli, tmp_path: Path) -> None:
    workspace = tmp_path / "ws"
    cli("init", workspace, "--country", "KH", "--office", "Office KH", "--officer", "Sok Chantha", "--no-encryption")
    cli("sample", workspace, "--people")
    people = cli("people", workspace, "--json").json["people"]
    person = people[0]["id"]
    before = cli("figures", workspace, "--json").json
    done = cli("erase", workspace, person, "--reason", "asked for it", "--letter", tmp_path / "letter.pdf", "--json").json
    assert done["erased"] == [person] and done["step"].startswith("era-") and done["wiped"] is True
    assert (tmp_path / "letter.pdf").read_bytes().startswith(b"%PDF")
    assert cli("figures", workspace, "--json").json == before
    [again] = [one for one in cli("people", workspace, "--json").json["people"] if one["id"] == person]
    assert (again["name"], again["birth"], again["phone"]) == (None, None, None) and again["code"]
    assert cli("erase", workspace, person, "--reason", "again", "--json").json["already"] is True
    cli("undo", workspace, done["step"], status=5)


def test_nobody_is_erased_by_a_wrong_number_or_without_a_reason(cli: Cli, workspace: Path) -> None:
    cli("erase", workspace, "12", "--reason", "why not", status=5)
    cli("erase", workspace, "nobody", "--reason", "why not", status=5)
    cli("erase", workspace, "12", status=2)

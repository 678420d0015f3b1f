"""What a released version wrote opens for ever and shows what it showed."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from prossce_desktop.store.workspace.unlock import RecoveryKey
from prossce_desktop.store.workspace.workspace_lifecycle import Passphrase, open_workspace
from tests.faults import later_program
from tests.old.freeze import HERE, OFFICE_SHOWN, SECRET, SHOWN
from tests.program import Cli, inside

pytestmark = pytest.mark.slow

ANEW = HERE / "read_anew"
"""What is read otherwise on purpose: until 0.4.0 figures grouped by the country that a record named, since then by whose it is."""
VERSIONS = sorted(one for one in HERE.iterdir() if (one / "workspace").is_dir())


MAILED = [one for one in VERSIONS if (one / "packages").is_dir()]
assert MAILED
"""Versions that knew the exchange."""
STEP = re.compile(r"history\.steps\[\d+\]\.title")
"""What was done, in words for people: they follow the words on screen."""
ALONE_IS_A_PART = "0.5.0"
"""Since then a group given alone is a part of the whole count (C4.7): other denominators stand beneath the same people."""


def holds(found: object, frozen: object, where: str) -> None:
    """All that was shown is shown; keys may have been added since."""
    if isinstance(frozen, Mapping):
        assert isinstance(found, Mapping), where
        for name, value in frozen.items():
            assert name in found, f"{where}.{name} is not shown any more"
            if name == "message" or STEP.fullmatch(f"{where}.{name}"):  # words for people may become plainer
                assert isinstance(found[name], str) and found[name], where
                continue
            holds(found[name], value, f"{where}.{name}")
    elif isinstance(frozen, Sequence) and not isinstance(frozen, str):
        assert isinstance(found, Sequence) and len(found) == len(frozen), where
        for at, (one, other) in enumerate(zip(found, frozen, strict=True)):
            holds(one, other, f"{where}[{at}]")
    else:
        assert found == frozen, where


@pytest.fixture
def cli() -> Cli:
    return inside()


def copied(version: Path, folder: Path) -> Path:
    shutil.copytree(version / "workspace", folder / "ws")
    return folder / "ws"


def shows(cli: Cli, workspace: Path, version: Path, shown: Mapping[str, tuple[str, ...]] = SHOWN) -> None:
    for name, words in shown.items():
        anew = ANEW / version.name / f"{name}.json"
        frozen = json.loads((anew if anew.is_file() else version / "shown" / f"{name}.json").read_text(encoding="utf-8"))
        found = cli(words[0], workspace, *words[1:], "--passphrase-file", version / "passphrase.txt", "--json").json
        if name.endswith("digest"):  # of the shown values of all fields there are: a later version has more of them
            frozen.pop("digest")
        if version.name < ALONE_IS_A_PART:
            for share in frozen.get("shares", ()):
                for number in ("denominator", "coverage", "value"):
                    share.pop(number)
        holds(found, frozen, name)


def test_a_version_is_frozen() -> None:
    assert VERSIONS


@pytest.mark.parametrize("version", VERSIONS, ids=lambda one: one.name)
def test_a_frozen_workspace_shows_what_it_showed(cli: Cli, tmp_path: Path, version: Path) -> None:
    workspace = copied(version, tmp_path)
    shows(cli, workspace, version)
    said = cli("check", workspace, "--passphrase-file", version / "passphrase.txt", "--json").json
    assert said["ok"], said


def of_the_whole(figures: Mapping[str, Any]) -> tuple[Any, ...]:
    """Reach and what lies outside, and counts added over the countries."""
    counts: Counter[tuple[str, str, bool]] = Counter()
    for one in figures["counts"]:
        counts[one["kind"], one["basis"], one["context"]] += one["value"]
    records: Counter[str] = Counter()
    for one in figures["activities"]:
        records[one["kind"]] += one["records"]
    names = ("lower", "upper", "named", "named_min", "open_pairs", "outside", "activities_without_count")
    return counts, records, [figures["reach"][name] for name in names]


@pytest.mark.parametrize("version", [one for one in VERSIONS if (ANEW / one.name).is_dir()], ids=lambda one: one.name)
def test_whose_a_figure_is_was_read_anew_and_the_whole_is_what_it_was(version: Path) -> None:
    frozen, anew = (json.loads((one / "figures.json").read_text(encoding="utf-8")) for one in (version / "shown", ANEW / version.name))
    assert of_the_whole(anew) == of_the_whole(frozen)
    assert anew["counts"] != frozen["counts"] or anew["activities"] != frozen["activities"]


@pytest.mark.parametrize("version", VERSIONS, ids=lambda one: one.name)
def test_the_paper_of_a_frozen_workspace_opens_it(tmp_path: Path, version: Path) -> None:
    sheet = (version / "recovery.txt").read_text(encoding="utf-8")
    with open_workspace(copied(version, tmp_path), RecoveryKey(sheet), writing=True, wait=0) as store:
        assert [one for one in store.check() if not one.ok] == []


@pytest.mark.parametrize("version", VERSIONS, ids=lambda one: one.name)
def test_a_frozen_workspace_goes_on_and_keeps_what_it_showed(cli: Cli, tmp_path: Path, version: Path) -> None:
    workspace, key = copied(version, tmp_path), ("--passphrase-file", version / "passphrase.txt")
    before = cli("digest", workspace, *key, "--json").json["digest"]
    step = cli("add", workspace, "training", "title=New", "count=3", *key, "--json").json["undo"]
    assert cli("digest", workspace, *key, "--json").json["digest"] != before
    cli("undo", workspace, step, *key)
    assert cli("digest", workspace, *key, "--json").json["digest"] == before
    with open_workspace(workspace, Passphrase(SECRET), writing=True, wait=0) as store:
        assert [one.typed for one in store.drafts.held()] == [{"title": "Half a title"}]
    assert cli("check", workspace, *key, "--json").json["ok"]


@pytest.mark.parametrize("version", VERSIONS, ids=lambda one: one.name)
def test_the_program_after_the_next_change_of_the_schema_opens_it_too(cli: Cli, tmp_path: Path, version: Path) -> None:
    """Refused in a sentence by this program once that one has worked on it; opened by that one again."""
    workspace, key = copied(version, tmp_path), ("--passphrase-file", version / "passphrase.txt")
    with later_program.installed():
        with open_workspace(workspace, Passphrase(SECRET), writing=True, wait=0) as store:
            assert [one for one in store.check() if not one.ok] == []
        shows(cli, workspace, version)
    refused = cli("people", workspace, *key, status=3)
    assert "newer version" in refused.err
    with later_program.installed():
        shows(cli, workspace, version)


@pytest.mark.parametrize("version", VERSIONS, ids=lambda one: one.name)
@pytest.mark.parametrize("opener", ["passphrase.txt", "recovery.txt"])
def test_a_frozen_backup_is_restored_and_shows_the_same(cli: Cli, tmp_path: Path, version: Path, opener: str) -> None:
    cli("restore", tmp_path / "ws", version / "copy.prossce-backup", "--passphrase-file", version / opener)
    shows(cli, tmp_path / "ws", version)


@pytest.mark.parametrize("version", MAILED, ids=lambda one: one.name)
def test_frozen_packages_are_read_and_show_what_they_showed(cli: Cli, tmp_path: Path, version: Path) -> None:
    shutil.copytree(version / "office", tmp_path / "office")
    key = ("--passphrase-file", version / "passphrase.txt")
    said = cli("package", tmp_path / "office", "read", version / "packages", *key, "--json").json
    assert {one["status"] for one in said["results"]} <= {"accepted", "already_known"}, said
    shows(cli, tmp_path / "office", version, OFFICE_SHOWN)
    assert cli("check", tmp_path / "office", *key, "--json").json["ok"]


@pytest.mark.parametrize("version", MAILED, ids=lambda one: one.name)
def test_a_frozen_laptop_goes_on_writing_to_its_office(cli: Cli, tmp_path: Path, version: Path) -> None:
    workspace, key = copied(version, tmp_path), ("--passphrase-file", version / "passphrase.txt")
    shutil.copytree(version / "office", tmp_path / "office")
    (tmp_path / "sent").mkdir()
    cli("add", workspace, "training", "title=Since", *key)
    cli("package", workspace, "make", "--out", tmp_path / "sent", *key)
    cli("package", tmp_path / "office", "read", tmp_path / "sent", *key)
    one, other = (cli("digest", place, "--country", "KH", *key, "--json").json["shared"] for place in (workspace, tmp_path / "office"))
    assert one == other

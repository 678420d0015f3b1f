"""Files that other programs hold: a sentence and another name, or a little patience; never a traceback, nothing lost."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from prossce_desktop.errors import ProssceError, TargetOpen
from prossce_desktop.services.reporting import report_export
from prossce_desktop.store.workspace.workspace_lifecycle import open_workspace, utc_now
from prossce_desktop.system import held_files
from prossce_desktop.system.atomic_files import replacing
from tests.faults.look import look
from tests.faults.officer import JOBS, TODAY, Officer, Place, prepare
from tests.program import program
from tests.windows.other_programs import SHARE_READ, Scanner, held


@pytest.fixture
def place(tmp_path: Path) -> Place:
    made = Place(tmp_path / "officer")
    made.root.mkdir()
    prepare(Officer(made, 0, lambda _: None))
    return made


def test_a_workbook_open_in_excel_is_named_and_another_name_works(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held_files, "PATIENCE", 0.3)
    target = place.exports / "month.xlsx"
    before = target.read_bytes()
    with open_workspace(place.workspace, None, writing=True, wait=0) as store:
        with held(target, SHARE_READ), pytest.raises(TargetOpen, match="Close it there, or choose another name"):
            report_export.export(store, report_export.Wanted(excel=target, pdf=None), utc_now(), TODAY)
        assert target.read_bytes() == before
        other = place.exports / "month-2.xlsx"
        with held(target):
            report_export.export(store, report_export.Wanted(excel=other, pdf=None), utc_now(), TODAY)
        assert other.stat().st_size > 5_000
    assert [one.name for one in place.exports.iterdir() if ".part" in one.name] == []


def test_the_command_line_says_it_in_one_sentence(place: Place, tmp_path: Path) -> None:
    call = program(tmp_path / "home", environment={name: value for name, value in os.environ.items() if name.startswith("WIN_PD")})
    target = place.exports / "month.xlsx"
    with held(target):
        said = call("export", place.workspace, "--excel", target, status=8)
    assert "is open in another program" in said.err


def test_a_base_held_by_a_scanner_gives_a_sentence_and_opens_afterwards(place: Place) -> None:
    with held(place.workspace / "base.db"), pytest.raises(ProssceError):
        open_workspace(place.workspace, None, writing=True, wait=0).close()
    with open_workspace(place.workspace, None, writing=True, wait=0) as store:
        assert all(one.ok for one in store.check())


def test_a_file_is_renamed_over_one_that_is_free_again_in_a_moment(tmp_path: Path) -> None:
    target = tmp_path / "report.xlsx"
    target.write_text("old")
    with Scanner(tmp_path) as scanner, replacing(target) as aside:
        aside.write_text("new")
    assert target.read_text() == "new" and scanner.scanned


def test_a_file_open_without_sharing_keeps_its_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held_files, "PATIENCE", 0.2)
    target = tmp_path / "report.xlsx"
    target.write_text("old")
    with held(target), pytest.raises(TargetOpen), replacing(target) as aside:
        aside.write_text("new")
    assert target.read_text() == "old" and [one.name for one in tmp_path.iterdir()] == ["report.xlsx"]


@pytest.mark.slow
@pytest.mark.parametrize("job", list(JOBS))
def test_a_scanner_that_opens_each_new_file_delays_and_loses_nothing(tmp_path: Path, job: str) -> None:
    place = Place(tmp_path / "officer")
    place.root.mkdir()
    if job != "beginning":
        prepare(Officer(place, 0, lambda _: None))
    else:
        place.exports.mkdir()
    acks: list[dict[str, object]] = []
    with Scanner(place.root) as scanner:
        JOBS[job](Officer(place, 1, acks.append, rounds=2))
    assert look(place, job, acks) == {"broken": [], "opened": True}
    assert scanner.scanned or job not in ("beginning", "exporting", "restoring", "carrying")

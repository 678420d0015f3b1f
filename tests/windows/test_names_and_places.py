"""Paths as Windows has them: long ones, drives, shares, reserved names, names that differ in case alone, foreign user names."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from prossce_desktop.errors import FileNameRefused
from prossce_desktop.system.atomic_files import replacing
from tests.program import Cli, program


@pytest.fixture
def call(tmp_path: Path) -> Cli:
    return program(tmp_path / "home")


def made(call: Cli, folder: Path) -> Path:
    call("init", folder, "--country", "KH", "--office", "Phnom Penh", "--officer", "Dara", "--no-encryption")
    call("sample", folder)
    return folder


def works(call: Cli, folder: Path) -> None:
    """A workspace there is made, exported beside itself, backed up and checked."""
    ws = made(call, folder / "ws")
    excel, pdf = folder / "a.xlsx", folder / "a.pdf"
    call("export", ws, "--excel", excel, "--pdf", pdf)
    assert excel.stat().st_size > 5_000 and pdf.read_bytes().startswith(b"%PDF")
    call("backup", ws, "--out", folder / "copy.prossce-backup")
    assert call("check", ws, "--json").json["ok"]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["សុខ ស្រី", "สมชาย ใจดี", "ຄຳ", "မောင်", "Ngọc Ánh", "a & b (c) %TEMP% ^!"])
def test_a_user_name_in_any_script_is_a_place_like_any_other(tmp_path: Path, call: Cli, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    works(call, folder)


@pytest.mark.slow
def test_a_path_of_more_than_260_characters_works_or_is_refused_in_a_sentence(tmp_path: Path, call: Cli) -> None:
    folder = tmp_path
    while len(str(folder)) < 300:
        folder = folder / ("a long name of a folder " + "x" * 30)
    try:
        os.makedirs(folder)
    except OSError:
        folder = tmp_path / ("x" * 300)
    said = call("init", folder / "ws", "--country", "KH", "--office", "P", "--officer", "D", "--no-encryption", status=None)
    if said.status == 0:
        works(call, folder / "more")
    else:
        assert said.status == 8 and "Choose a shorter name" in said.err
    ws = made(call, tmp_path / "ws")
    said = call("export", ws, "--excel", folder / "a.xlsx", status=None)
    assert said.status in (0, 8) and (said.status == 0) == (folder / "a.xlsx").is_file()


@pytest.mark.slow
def test_another_drive_and_a_share_are_places_like_any_other(tmp_path: Path, call: Cli) -> None:
    subprocess.run(["subst", "Q:", str(tmp_path)], check=False, capture_output=True)
    places = [Path("Q:/")] if Path("Q:/").is_dir() else []
    drive, rest = os.path.splitdrive(tmp_path)
    shared = Path(rf"\\localhost\{drive[0]}$" + rest)
    places += [shared] if shared.is_dir() else []
    if not places:
        pytest.skip("Wine has no subst and no share of its own drives")
    for number, place in enumerate(places):
        folder = place / f"place {number}"
        folder.mkdir()
        works(call, folder)


RESERVED = ("CON", "aux.xlsx", "nul.pdf", "COM1.xlsx", "LPT9", "report. ", "report.xlsx.", "a?b.xlsx", 'a"b.xlsx', "a|b.pdf")


@pytest.mark.parametrize("name", RESERVED)
def test_a_name_that_windows_keeps_or_changes_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileNameRefused), replacing(tmp_path / name) as aside:
        aside.write_text("x")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_reserved_names_are_one_sentence_on_the_command_line(tmp_path: Path, call: Cli) -> None:
    ws = made(call, tmp_path / "ws")
    before = sorted(one.name for one in tmp_path.iterdir())
    for name in RESERVED:
        if name.endswith(("xlsx", "xlsx.")):
            call("export", ws, "--excel", tmp_path / name, status=8)
        elif name.endswith("pdf"):
            call("export", ws, "--pdf", tmp_path / name, status=8)
    call("init", tmp_path / "aux", "--country", "KH", "--office", "P", "--officer", "D", "--no-encryption", status=8)
    assert sorted(one.name for one in tmp_path.iterdir()) == before


def test_a_difference_of_case_only_is_the_same_file(tmp_path: Path) -> None:
    with replacing(tmp_path / "Report.xlsx") as aside:
        aside.write_text("first")
    with replacing(tmp_path / "REPORT.XLSX") as aside:
        aside.write_text("second")
    [only] = tmp_path.iterdir()
    assert only.read_text() == "second"


@pytest.mark.slow
def test_data_lie_where_windows_says_that_local_data_lie(tmp_path: Path) -> None:
    elsewhere = tmp_path / "ទិន្នន័យ"
    elsewhere.mkdir()
    call = program(tmp_path / "home", environment={"WIN_PD_OVERRIDE_LOCAL_APPDATA": str(elsewhere), "LOCALAPPDATA": str(elsewhere)})
    call("figures", tmp_path / "nothing", status=3)
    made(call, tmp_path / "ws")
    assert call("check", tmp_path / "ws", "--json").json["ok"]


@pytest.mark.slow
def test_a_read_only_workbook_is_named_and_stays(tmp_path: Path, call: Cli) -> None:
    ws = made(call, tmp_path / "ws")
    target = tmp_path / "month.xlsx"
    target.write_text("of somebody")
    os.chmod(target, 0o444)
    call("export", ws, "--excel", target, status=8)
    assert target.read_text() == "of somebody"
    os.chmod(target, 0o666)
    call("export", ws, "--excel", target)

"""A file is replaced in one step or not at all, and what the computer answers is a sentence."""

from __future__ import annotations

import errno
import os
import stat
import time
from pathlib import Path

import pytest

from prossce_desktop.errors import (
    Cancelled,
    DiskFailed,
    DiskFull,
    FileNameRefused,
    FolderMissing,
    NoPermission,
    ProssceError,
    TargetIsFolder,
    TargetOpen,
)
from prossce_desktop.system import atomic_files
from prossce_desktop.system.atomic_files import in_words, replacing
from tests.on_disk import tmp_path, tmp_path_factory

__all__ = ["tmp_path", "tmp_path_factory"]


def only(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def test_the_new_file_takes_the_place_of_the_old(tmp_path: Path) -> None:
    target = tmp_path / "report.xlsx"
    target.write_text("old")
    with replacing(target) as aside:
        assert aside.parent == tmp_path and aside.suffix == ".xlsx"
        aside.write_text("new")
        assert target.read_text() == "old"
    assert target.read_text() == "new"
    assert only(tmp_path) == ["report.xlsx"]


@pytest.mark.parametrize("error", [RuntimeError("bug"), Cancelled(), KeyboardInterrupt()])
def test_after_any_error_the_old_file_is_whole_and_nothing_lies_about(tmp_path: Path, error: BaseException) -> None:
    target = tmp_path / "report.pdf"
    target.write_text("old")
    with pytest.raises(type(error)), replacing(target) as aside:
        aside.write_text("half")
        raise error
    assert target.read_text() == "old"
    assert only(tmp_path) == ["report.pdf"]


@pytest.mark.parametrize("name", ["x" * 250 + ".pdf", "រ" * 83 + ".pdf"])
def test_a_name_as_long_as_may_be_is_written(tmp_path: Path, name: str) -> None:
    with replacing(tmp_path / name) as aside:
        aside.write_text("new")
    assert only(tmp_path) == [name]


def test_a_failed_first_export_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), replacing(tmp_path / "new.pdf"):
        raise RuntimeError
    assert only(tmp_path) == []


def test_a_full_disk_is_said_in_words_and_loses_nothing(tmp_path: Path) -> None:
    target = tmp_path / "report.pdf"
    target.write_text("old")
    with pytest.raises(DiskFull), replacing(target):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert target.read_text() == "old"
    assert only(tmp_path) == ["report.pdf"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_a_really_full_device_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(DiskFull), replacing(tmp_path / "report.pdf"), open("/dev/full", "w", buffering=1) as full:
        full.write("x\n")


def test_a_full_disk_at_the_last_flush_is_said_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFull), replacing(tmp_path / "report.pdf") as aside:
        aside.touch()
    assert only(tmp_path) == []


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(FolderMissing, match="away"), replacing(tmp_path / "away" / "report.pdf"):
        pass
    (tmp_path / "note").write_text("a file")
    with pytest.raises(FolderMissing), replacing(tmp_path / "note" / "report.pdf"):
        pass


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not bind here")
def test_a_folder_without_permission_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o555)
    with pytest.raises(NoPermission, match="closed"), replacing(folder / "report.pdf"):
        pass


def test_a_folder_is_never_replaced(tmp_path: Path) -> None:
    with pytest.raises(TargetIsFolder), replacing(tmp_path):
        pass


@pytest.mark.parametrize("name", ["x" * 300, "with\0nul"])
def test_an_impossible_name_is_refused_in_words(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileNameRefused), replacing(tmp_path / name) as aside:
        aside.touch()


@pytest.mark.skipif(os.name == "nt", reason="Windows locks the file itself")
@pytest.mark.parametrize("note", [".~lock.report.xlsx#", "~$report.xlsx"])
def test_a_workbook_open_in_an_office_program_is_left_alone(tmp_path: Path, note: str) -> None:
    target = tmp_path / "report.xlsx"
    target.write_text("old")
    (tmp_path / note).write_text("somebody")
    with pytest.raises(TargetOpen, match="another program"), replacing(target):
        pass
    assert target.read_text() == "old"


def windows_error(code: int) -> OSError:
    error = PermissionError(errno.EACCES, "Access is denied")
    error.winerror = code  # type: ignore[attr-defined, unused-ignore]
    return error


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (windows_error(32), TargetOpen),
        (windows_error(5), TargetOpen),
        (OSError(errno.EROFS, ""), NoPermission),
        (OSError(errno.EDQUOT, ""), DiskFull),
        (OSError(errno.EIO, "Input/output error"), DiskFailed),
    ],
)
def test_what_the_system_answers_when_replacing_has_a_sentence(tmp_path: Path, error: OSError, kind: type[ProssceError]) -> None:
    target = tmp_path / "report.xlsx"
    target.touch()
    assert type(in_words(error, target, replacing_it=True)) is kind


def test_an_error_that_has_nothing_to_do_with_the_file_passes_through(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), replacing(tmp_path / "report.pdf"):
        (tmp_path / "missing-font.ttf").read_bytes()
    assert only(tmp_path) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_the_new_file_keeps_the_permissions_of_the_old(tmp_path: Path) -> None:
    target = tmp_path / "report.pdf"
    target.touch(mode=0o600)
    with replacing(target) as aside:
        aside.write_text("new")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_a_link_stays_a_link_and_the_file_behind_it_is_replaced(tmp_path: Path) -> None:
    real = tmp_path / "real.pdf"
    real.write_text("old")
    link = tmp_path / "link.pdf"
    link.symlink_to(real)
    with replacing(link) as aside:
        aside.write_text("new")
    assert link.is_symlink() and real.read_text() == "new"


def test_what_a_killed_program_left_long_ago_is_swept(tmp_path: Path) -> None:
    old, fresh, other = (tmp_path / name for name in (".report-1.part.pdf", ".report-2.part.pdf", ".other-1.part.pdf"))
    for one in (old, fresh, other):
        one.touch()
    long_ago = time.time() - atomic_files._FORGOTTEN_AFTER - 1
    os.utime(old, (long_ago, long_ago))
    os.utime(other, (long_ago, long_ago))
    with replacing(tmp_path / "report.pdf") as aside:
        aside.touch()
    assert only(tmp_path) == [".other-1.part.pdf", ".report-2.part.pdf", "report.pdf"]

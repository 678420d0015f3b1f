"""A report of our own mistake says where it happened, and holds nothing of what was typed; memory is never dumped."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from prossce_desktop.system import crash_reports, paths
from tests.on_disk import tmp_path, tmp_path_factory
from tests.program import ROOT

__all__ = ["tmp_path", "tmp_path_factory"]

AT = datetime(2026, 11, 27, 8, 40, 5, 123, tzinfo=UTC)
NASTY = 'Sok Dara\n  File "Sok Dara", line 9, in Dara\nDaraError: 012 345 678'
"""What somebody may have typed: it looks like the lines of a report."""


def mistake(text: str = NASTY) -> Exception:
    try:
        try:
            int(text)
        except ValueError as first:
            raise KeyError(text) from first
    except KeyError as second:
        return second


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(paths, "log_folder", lambda: tmp_path / "log")
    return tmp_path / "log"


def test_a_report_names_kinds_and_places_and_no_value() -> None:
    text = crash_reports.without_values(mistake())
    first, kind, place, second, where = text.splitlines()
    assert first.startswith("ProSSCE Desktop ")
    assert (kind, second) == ("ValueError", "KeyError")
    assert place.startswith('  File "test_crash.py", line ') and where.endswith(", in mistake")
    assert "Dara" not in text and "012" not in text


def place_of(file: str) -> str:
    """What a report says of a mistake in this file."""
    with pytest.raises(KeyError) as found:
        exec(compile("{}['Dara']", file, "exec"))
    return re.findall(r'File "(.*)", line 1', crash_reports.without_values(found.value))[-1]


def test_folders_above_the_program_are_left_out_since_they_may_name_a_person() -> None:
    assert place_of("/home/sok.dara/ProSSCE/prossce_desktop/ui/base/jobs.py") == "prossce_desktop/ui/base/jobs.py"
    assert place_of(r"C:\Users\Sok Dara\App\prossce_desktop\ui\base\jobs.py") == "prossce_desktop/ui/base/jobs.py"
    assert place_of("/home/sok.dara/lib/site-packages/openpyxl/cell.py") == "site-packages/openpyxl/cell.py"
    assert place_of("/home/sok.dara/other.py") == "other.py"


def test_reports_are_kept_newest_first_and_only_twenty_of_them(folder: Path) -> None:
    for minute in range(23):
        assert crash_reports.write_report(mistake(), AT + timedelta(minutes=minute)).path is not None
    kept = crash_reports.reports()
    assert [one.time for one in kept] == [AT + timedelta(minutes=minute) for minute in range(22, 2, -1)]
    assert len(list(folder.iterdir())) == crash_reports.KEPT == len(kept)
    assert kept[0].text == crash_reports.without_values(mistake())


def test_a_file_somebody_else_put_there_is_passed_over(folder: Path) -> None:
    folder.mkdir()
    (folder / "report-mine.txt").write_text("x", encoding="utf-8")
    (folder / "report-20261127-084005-000123.txt").write_bytes(b"\xff")
    assert crash_reports.reports() == []


def test_where_nothing_can_be_written_the_text_is_there_all_the_same(folder: Path) -> None:
    folder.write_text("a file in place of the folder", encoding="utf-8")
    report = crash_reports.write_report(mistake(), AT)
    assert report.path is None and report.text.startswith("ProSSCE Desktop")


def test_an_error_that_leads_to_itself_ends() -> None:
    one, two = ValueError(), KeyError()
    one.__context__, two.__context__ = two, one
    assert crash_reports.without_values(one).splitlines()[1:] == ["KeyError", "ValueError"]


ABORTS = """
import os, sys
from prossce_desktop import __main__ as program
import prossce_desktop.cli
name = "Kanariname" * 3
def dies(*words): os.abort()
prossce_desktop.cli.main = dies
sys.argv = ["prossce-desktop", "check"]
program.main()
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="asks the kernel")
def test_a_program_that_is_killed_leaves_no_memory_on_the_disk_nor_do_its_children(tmp_path: Path) -> None:
    import resource

    def all_may_be_dumped() -> None:
        resource.setrlimit(resource.RLIMIT_CORE, (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2)

    surrounded = {**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", ABORTS], cwd=tmp_path, env=surrounded, preexec_fn=all_may_be_dumped, check=False)
    assert done.returncode < 0 and list(tmp_path.iterdir()) == []
    child = 'import subprocess, sys; from prossce_desktop.system.process_memory import leave_no_dump; leave_no_dump(); subprocess.run(["cat", "/proc/self/limits", "/proc/self/coredump_filter"])'
    said = subprocess.run([sys.executable, "-c", child], env=surrounded, capture_output=True, text=True, check=True).stdout
    [limit] = [line.split() for line in said.splitlines() if line.startswith("Max core file size")]
    assert limit[4:6] == ["0", "0"] and said.splitlines()[-1].strip("0") == ""

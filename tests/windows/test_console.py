"""The command line in a console: code pages, line ends, a clock in UTC+7."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

from tests.program import program, surroundings

TITLE = "Career fair សុខ สมชาย မောင် Ánh"


@pytest.mark.slow
@pytest.mark.parametrize("page", [1252, 874, 65001])
def test_what_is_said_is_utf_8_in_every_code_page(tmp_path: Path, page: int) -> None:
    call = program(tmp_path / "home")
    ws = tmp_path / "ws"
    call("init", ws, "--country", "KH", "--office", "Phnom Penh", "--officer", "Dara", "--no-encryption")
    call("add", ws, "training", f"title={TITLE}", "code=T1", "start=2025-03-02", "count=9", "women=5")
    out = tmp_path / "said.txt"
    script = tmp_path / "say.cmd"
    script.write_bytes(f'@chcp {page} >nul\r\n@"{sys.executable}" -m prossce_desktop history "{ws}" > "{out}"\r\n'.encode())
    done = subprocess.run(["cmd", "/c", str(script)], env=surroundings(tmp_path / "home"), capture_output=True, check=False, timeout=120)
    assert done.returncode == 0, done
    assert TITLE in out.read_bytes().decode("utf-8")


@pytest.mark.slow
def test_a_reader_that_ends_early_is_no_mistake(tmp_path: Path) -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "prossce_desktop", "--help"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=surroundings(tmp_path)
    )
    assert child.stdout is not None and child.stderr is not None
    child.stdout.close()
    with child.stderr:
        assert "mistake" not in child.stderr.read().decode()
    assert child.wait(60) == 0


@pytest.mark.slow
def test_a_clock_in_utc_plus_7_without_summer_time_keeps_moments_in_utc(tmp_path: Path) -> None:
    there = {"TZ": "ICT-7"}
    told = subprocess.run([sys.executable, "-c", "import time; print(time.timezone, time.daylight)"], env=surroundings(tmp_path, **there), capture_output=True, check=True)
    assert told.stdout.split() == [b"-25200", b"0"]
    call = program(tmp_path / "home", environment=there)
    ws = tmp_path / "ws"
    call("init", ws, "--country", "KH", "--office", "Phnom Penh", "--officer", "Dara", "--no-encryption")
    call("add", ws, "training", "title=A", "code=T1", "start=2025-03-02", "end=2025-03-31")
    [step] = call("history", ws, "--json").json["steps"]
    assert abs(dt.datetime.now(dt.UTC) - dt.datetime.fromisoformat(step["at"])) < dt.timedelta(minutes=5)
    assert call("figures", ws, "--from", "2025-03-31", "--to", "2025-03-31", "--json", status=None).status == 0

"""The clock jumps by years, the time zone changes, the system speaks Thai or Khmer: no date moves, no order changes, no Buddhist year is stored."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.faults.table import Done, times
from tests.program import ROOT, surroundings

pytestmark = pytest.mark.heavy

YEAR = 365 * 86_400
PLACES = {
    "Bangkok, Thai with its calendar": ("Asia/Bangkok", "th_TH.UTF-8", 0),
    "Los Angeles, twenty years behind, Khmer": ("America/Los_Angeles", "km_KH.UTF-8", -20 * YEAR),
    "Kiritimati, twenty years ahead": ("Pacific/Kiritimati", "C.UTF-8", 20 * YEAR),
    "Phnom Penh, Khmer": ("Asia/Phnom_Penh", "km_KH.UTF-8", 0),
    "Yangon, sixty years ahead": ("Asia/Yangon", "th_TH.UTF-8", 60 * YEAR),
    "nowhere, in 1972, the battery dead": ("Nowhere/Atall", "xx_XX", -54 * YEAR),
}
SOME = times(2, len(PLACES))
"""How many of them every run tries."""


@pytest.fixture(scope="module")
def languages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The C library's Thai and Khmer, where the system can make them; without them their names alone."""
    folder = tmp_path_factory.mktemp("languages")
    if shutil.which("localedef"):
        for name in ("th_TH", "km_KH"):
            subprocess.run(["localedef", "-c", "-i", name, "-f", "UTF-8", folder / f"{name}.UTF-8"], check=False, capture_output=True)
    return folder


class Elsewhere:
    """Starts an officer's computer somewhere."""

    def __init__(self, folder: Path, library: Path, languages: Path) -> None:
        self.folder, self._library, self._languages = folder, library, languages

    def __call__(self, what: str, zone: str, language: str, shift: int) -> dict[str, Any]:
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        where = {"TZ": zone, "LANG": language, "LC_ALL": language, "LANGUAGE": language.split(".")[0], "LOCPATH": str(self._languages)}
        more = {"PYTHONPATH": str(ROOT), "LD_PRELOAD": str(self._library), "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
        words = [sys.executable, "-W", "error", "-m", "tests.faults.elsewhere", str(self.folder / "ws"), what, str(shift)]
        done = subprocess.run(words, env=surroundings(home, **where, **more), capture_output=True, cwd=self.folder, timeout=120, check=False)
        assert done.returncode == 0, done.stderr.decode()[-2000:]
        answer = json.loads(done.stdout)
        assert isinstance(answer, dict)
        return answer


@pytest.fixture
def elsewhere(tmp_path: Path, library: Path, languages: Path) -> Elsewhere:
    return Elsewhere(tmp_path, library, languages)


DAYS = ["2025-02-10", "2025-02-11", "2025-02-12", "2025-02-13", "2025-02-14", "2025-02-15"]
BIRTHS = ["1990-04-03", "1990-04-04", "1990-04-05"]


def test_what_is_stored_is_the_same_everywhere(tmp_path: Path, library: Path, languages: Path, done: Done) -> None:
    spoken: dict[str, str] = {}
    for n, (name, where) in enumerate([("here", ("UTC", "C.UTF-8", 0)), *list(PLACES.items())[:SOME]]):
        (tmp_path / str(n)).mkdir()
        said = Elsewhere(tmp_path / str(n), library, languages)("begin", *where)
        spoken[name] = said["language"]
        assert [one["start"] for one in said["values"]["training"]] == DAYS, name
        assert [one["end"] for one in said["values"]["training"]] == DAYS, name
        assert [one["birth"] for one in said["values"]["person"]] == BIRTHS, name
        assert said["buddhist"] == [], name
        assert said["good"], name
        clock = dt.datetime.fromtimestamp(said["times"][0] / 1000, dt.UTC) - dt.timedelta(seconds=where[2])
        assert abs(clock - dt.datetime.now(dt.UTC)) < dt.timedelta(minutes=10), "times are kept in UTC, of the computer's own clock"
    assert spoken["Los Angeles, twenty years behind, Khmer"] == "km_KH" and spoken["Bangkok, Thai with its calendar"] == "th_TH", "the system did speak so"
    done("clock and language", "what is stored", SOME + 1)


def test_the_same_records_look_the_same_everywhere(elsewhere: Elsewhere, done: Done) -> None:
    here = elsewhere("begin", "UTC", "C.UTF-8", 0)
    assert here["days"].count("2025-02-10 00:00:00") >= 1
    for name, where in list(PLACES.items())[:SOME]:
        there = elsewhere("look", *where)
        for what in ("seen", "days", "steps", "values", "times"):
            assert there[what] == here[what], (name, what)
        assert there["good"], name
    done("clock and language", "what is seen", SOME)


def test_whatever_the_clock_says_the_last_action_is_the_last(elsewhere: Elsewhere, done: Done) -> None:
    elsewhere("begin", "UTC", "C.UTF-8", 0)
    shifts = [20 * YEAR, -54 * YEAR, 60 * YEAR, 3 * 86_400]
    begun: list[str] = []
    for shift in shifts:
        said = elsewhere("go on", "Asia/Bangkok", "th_TH.UTF-8", shift)
        assert said["title"] == f"Title under a clock {shift}"
        assert said["undoable"][0] == said["undoable"][1]
        steps = [one for one, _title in said["steps"]]
        assert steps[1:] == begun or not begun
        begun = steps
        assert said["good"] and said["buddhist"] == []
        assert len(said["copies"]) == len(set(said["copies"]))
        if shift == shifts[-1]:
            assert said["newest"] == said["copies"][0]
            assert said["copies"][0].startswith(f"base-{dt.datetime.now(dt.UTC) + dt.timedelta(seconds=shift):%Y%m%d}"), "not one that is dated ahead"
    done("clock and language", "jumps", len(shifts))

"""A working day as the guide tells it, with real key presses only: a training, a fair, people typed and pasted, undo, and what came of it.

`PROSSCE_PICTURES=FOLDER` keeps a picture of each stop; the long profile plays the day in the dark look and with text of 200 % too.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from tests.xvfb.screen import Screen
from tests.xvfb.test_copies import choose_file, go_to_copies
from tests.xvfb.test_main_job import first_start

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.skipif(shutil.which("Xvfb") is None or shutil.which("xdotool") is None, reason="needs Xvfb and xdotool"),
]
LOOKS = {"light": ("light", 100), "dark": ("dark", 100), "twice": ("light", 200)}
"""The look and the size of text of a day."""
PLAYED = list(LOOKS) if os.environ.get("HYPOTHESIS_PROFILE") == "long" else ["light"]


class Day:
    """A laptop on which the day is played; `shown` numbers its pictures."""

    def __init__(self, folder: Path, look: str) -> None:
        self.home = folder / "home"
        self.home.mkdir()
        worn, text = LOOKS[look]
        settings = self.home / ".config" / "ProSSCE Desktop" / "window.ini"
        settings.parent.mkdir(parents=True)
        settings.write_text(f"[General]\nlook={worn}\ntext={text}\n", encoding="utf-8")
        kept = os.environ.get("PROSSCE_PICTURES")
        self.pictures = Path(kept) / look if kept else folder
        self.pictures.mkdir(parents=True, exist_ok=True)
        self.screen = Screen(self.home)
        self.shown = 0

    def look(self, name: str) -> None:
        self.shown += 1
        self.screen.picture(self.pictures / f"{self.shown:02}-{name}.png")


@pytest.fixture(params=PLAYED)
def day(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Day]:
    made = Day(tmp_path, str(request.param))
    yield made
    made.look("at-the-end")
    made.screen.close()


NAMES = ("Chan Sopheap", "Kim Dara", "Sok Sovannarith", "Heng Maly")
TYPED = [(name, "f" if at % 2 else "m", f"{10 + at}/3/1990", f"012 300 0{at:02}") for at, name in enumerate(NAMES, 1)]
GIVEN = ("Bopha", "Chenda", "Rithy", "Vichea", "Sreyneang", "Makara", "Pisey", "Samnang", "Thida", "Veasna")
PASTED = [
    (f"{family} {given}", "F" if at % 2 else "M", str(1970 + at), f"0772000{at:02}")
    for at, (family, given) in enumerate((family, given) for family in ("Nuon", "Prak") for given in GIVEN)
]


def test_a_working_day_by_keys(day: Day) -> None:
    screen = day.screen
    screen.start()
    workspace = first_start(screen)
    day.look("overview")
    a_training(day, workspace)
    its_people(day, workspace)
    a_paste_and_its_undo(day, workspace)
    a_fair(day, workspace)
    a_list(day)
    two_are_joined(day, workspace)
    a_copy_comes_back(day, workspace)


def a_training(day: Day, workspace: str) -> None:
    """A title and the days; two sessions under them; the second record's title is not yet there when it is typed."""
    screen = day.screen
    screen.press("ctrl+n", "t")
    screen.settle()
    screen.type("CV writing for young jobseekers")
    screen.press("Tab", "Tab", "Tab", "Tab", "Tab")
    screen.type("2/11/2026")
    screen.press("Tab")
    screen.type("3 nov")
    day.look("training-typed")
    screen.press("ctrl+s")
    screen.until(lambda: any("CV writing" in step["title"] for step in screen.cli("history", workspace)["steps"]))
    day.look("training-saved")


def count_of(day: Day, workspace: str) -> int:
    found = day.screen.cli("people", workspace, "--activity", "KH-TR-2026-001")["count"]
    assert isinstance(found, int)
    return found


def its_people(day: Day, workspace: str) -> None:
    """Down the sheet, with a phone that is asked about and kept for a reason."""
    screen = day.screen
    screen.press("alt+2")
    screen.settle()
    for name, sex, born, phone in TYPED:
        for cell in (name, "", sex, born, ""):
            screen.type(cell)
            screen.press("Tab")
        screen.type(phone)
        screen.press("Return")
    screen.until(lambda: count_of(day, workspace) == len(TYPED))
    day.look("people-typed")


def a_paste_and_its_undo(day: Day, workspace: str) -> None:
    """A block from a spreadsheet, taken back whole, brought back whole."""
    screen = day.screen
    screen.clipboard("\n".join("\t".join(row) for row in [("Name", "Sex", "Born", "Phone"), *PASTED]) + "\n")
    screen.press("ctrl+v")
    screen.settle()
    day.look("paste-panel")
    screen.press("Return")
    whole = len(TYPED) + len(PASTED)
    screen.until(lambda: count_of(day, workspace) == whole)
    screen.settle()
    day.look("pasted")
    screen.press("ctrl+z")
    screen.settle()
    day.look("asked-because-of-many")
    screen.press("shift+Tab", "Return")
    screen.until(lambda: count_of(day, workspace) == len(TYPED))
    screen.focus()
    screen.settle()
    day.look("paste-undone")
    screen.press("ctrl+shift+z")
    screen.until(lambda: count_of(day, workspace) == whole)
    screen.focus()
    screen.settle()
    day.look("paste-brought-back")


def a_fair(day: Day, workspace: str) -> None:
    """Two employers with their posts, and a head count of a total, women and men."""
    screen = day.screen
    screen.press("ctrl+n", "f")
    screen.settle()
    screen.type("Battambang career fair")
    screen.press("Tab", "Tab", "Tab", "Tab")
    screen.type("18 nov 2026")
    screen.press("ctrl+s")
    screen.until(lambda: any("Battambang" in step["title"] for step in screen.cli("history", workspace)["steps"]))
    screen.press("alt+4")
    screen.settle()
    for name, posts, hired in (("Angkor Garments", "40", "18"), ("Mekong Logistics", "25", "9")):
        screen.type(name)
        screen.press("Tab")
        screen.type(posts)
        screen.press("Tab", "Tab", "Tab")
        screen.type(hired)
        screen.press("Return")
        screen.settle()
    day.look("fair-employers")
    screen.press("alt+3")
    screen.settle()
    for number in ("1200", "700", "450"):
        screen.type(number)
        screen.press("Tab")
    screen.press("ctrl+s")
    screen.until(lambda: bool(screen.cli("figures", workspace, "--kind", "career_fair")["counts"]))
    screen.settle()
    day.look("fair-head-count")
    screen.press("alt+5")
    screen.settle()
    day.look("fair-funnel")
    screen.press("ctrl+1")
    screen.settle()
    day.look("overview-later")


def a_list(day: Day) -> None:
    """People: several rows chosen, the menu beside them, and exactly these as a workbook."""
    screen = day.screen
    screen.press("ctrl+3")
    screen.settle()
    day.look("people")
    screen.press("Down", "Down", "shift+Down", "shift+Down")
    screen.settle()
    day.look("three-chosen")
    screen.press("shift+F10")
    screen.settle()
    day.look("menu-of-rows")
    screen.press("Escape")
    saved = day.home / "three.xlsx"
    screen.press("ctrl+e")
    screen.settle()
    screen.press("Tab", "space")  # with personal data
    day.look("export-of-three")
    screen.press("ctrl+s")
    choose_file(screen, saved)
    screen.until(saved.exists)
    screen.settle()
    screen.focus("Export to Excel")
    screen.settle()
    day.look("three-exported")
    screen.press("Escape")
    screen.focus()
    rows = [[cell for cell in row if cell is not None] for row in openpyxl.load_workbook(saved).worksheets[0].values]
    assert [row[0] for row in rows if row and row[0] in dict.fromkeys(one[0] for one in TYPED + PASTED)] == ["Heng Maly", "Kim Dara", "Nuon Bopha"]
    assert any("personal" in str(cell).lower() for row in rows for cell in row), "it says what it is"
    screen.press("F2")
    screen.settle()
    day.look("edit-one-field")
    screen.press("Escape")
    screen.focus()


def two_are_joined(day: Day, workspace: str) -> None:
    """From the list, side by side; taken back whole by one key, and brought back."""
    screen = day.screen
    screen.press("Escape", "Home", "shift+Down", "ctrl+j")
    screen.settle()
    day.look("side-by-side")
    screen.press("ctrl+Return")
    screen.until(lambda: reached(day, workspace) == len(TYPED) + len(PASTED) - 1)
    screen.settle()
    day.look("joined")
    screen.press("ctrl+z")
    screen.until(lambda: reached(day, workspace) == len(TYPED) + len(PASTED))
    screen.settle()
    day.look("join-undone")
    screen.press("ctrl+shift+z")
    screen.until(lambda: reached(day, workspace) == len(TYPED) + len(PASTED) - 1)
    screen.press("ctrl+4")
    screen.settle()
    day.look("organisations")


def reached(day: Day, workspace: str) -> int:
    """People by name, each once."""
    found = day.screen.cli("figures", workspace, "--kind", "training")["reach"]["named"]
    assert isinstance(found, int)
    return found


def a_copy_comes_back(day: Day, workspace: str) -> None:
    """The copy made when the program closed, restored into a folder of its own after more was recorded."""
    screen = day.screen
    screen.press("ctrl+q")
    assert screen.ended() == 0
    screen.cli("add", workspace, "training", "title=Recorded later", "start=2026-11-20", "count=9")
    screen.start()
    screen.settle()
    go_to_copies(screen)
    day.look("copies")
    screen.press("Down")
    screen.settle()
    day.look("what-a-copy-holds")
    screen.press("Return", "Return")
    screen.settle()
    day.look("restore-asked")
    screen.press("Tab", "space")  # Enter is Cancel
    restored = Path(workspace).with_name("workspace-2")
    screen.until((restored / "key.json").is_file)
    screen.settle()
    screen.focus()
    day.look("restored")
    screen.press("ctrl+q")
    assert screen.ended() == 0
    assert screen.cli("figures", str(restored))["reach"]["named"] == len(TYPED) + len(PASTED) - 1
    assert (held(day, str(restored)), held(day, workspace)) == (2, 3), "nothing of what was here is lost"
    for one in (workspace, str(restored)):
        assert screen.cli("check", one)["ok"] is True


def held(day: Day, workspace: str) -> int:
    """Activities of all kinds."""
    return sum(int(one["records"]) for one in day.screen.cli("figures", workspace)["activities"])

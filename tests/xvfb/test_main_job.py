"""The main job with real key presses only: first start, 25 people typed, 100 pasted, a fair with employers and a head count, exports."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from tests.xvfb.screen import Screen

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.skipif(shutil.which("Xvfb") is None or shutil.which("xdotool") is None, reason="needs Xvfb and xdotool"),
]

NAMES = ("Sok", "Chan", "Heng", "Nuon", "Meas")
GIVEN = ("Sophea", "Dara", "Sovann", "Maly", "Kanha")
TYPED = [(f"{family} {given}", "f" if given in ("Sophea", "Maly", "Kanha") else "m", f"{day}/3/1990", f"012 30{number} 0{day:02}")
         for number, family in enumerate(NAMES) for day, given in enumerate(GIVEN, 11)]  # fmt: skip
MORE = ("Vichea", "Bopha", "Rithy", "Chenda")
PASTED = [
    (f"{family} {given} {more}", "F" if number % 2 else "M", str(1970 + number % 30), f"077{200000 + number}")
    for number, (family, given, more) in enumerate((family, given, more) for family in NAMES for given in GIVEN for more in MORE)
]
EMPLOYERS = (("Angkor Garments", "40", "18"), ("Mekong Logistics", "25", "9"))


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    shown = Screen(tmp_path)
    yield shown
    shown.picture(tmp_path / "at-the-end.png")
    shown.close()


def test_the_main_job_by_keys_alone(screen: Screen, tmp_path: Path) -> None:
    screen.start()
    workspace = first_start(screen)
    training = type_training(screen, workspace)
    type_people(screen, workspace, training)
    paste_people(screen, workspace, training)
    fair = type_fair(screen, workspace)
    people = screen.cli("people", workspace, "--activity", training)["people"]
    assert [one["name"] for one in people[:25]] == [row[0] for row in TYPED]
    assert [one["name"] for one in people[25:]] == [row[0] for row in PASTED]
    assert (people[0]["sex"], people[0]["birth"], people[0]["phone"]) == ("female", "1990-03-11", "012300011")
    cells = screen.cli("figures", workspace, "--kind", "career_fair", "--by", "sex")["cells"]
    assert {one["sex"]: one["value"] for one in cells} == {"female": 60, "male": 30, "not_recorded": 10}
    assert screen.cli("people", workspace, "--activity", fair)["count"] == 0, "it is known by its code"
    assert screen.cli("digest", workspace)["kinds"]["fair_employer"]["count"] == len(EMPLOYERS)
    pdf, book = export(screen, tmp_path)
    screen.press("ctrl+q")
    assert screen.ended() == 0
    assert screen.cli("check", workspace)["ok"] is True
    text = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    assert "125 people were reached" in text
    assert openpyxl.load_workbook(book).sheetnames[0] == "Summary"


def first_start(screen: Screen) -> str:
    """Country, office, name; the recovery key is said to be written down."""
    screen.settle()
    screen.type("Cam")
    screen.press("Tab")
    screen.type("NEA Phnom Penh")
    screen.press("Tab")
    screen.type("Sok Chantha")
    screen.press("Tab", "Tab", "Tab", "Tab", "Return")
    screen.until(lambda: any(screen.data.rglob("key.json")))
    screen.settle()
    screen.press("space", "Tab", "Return")
    screen.settle()
    return screen.named(next(screen.data.rglob("key.json")).parent)


def type_training(screen: Screen, workspace: str) -> str:
    """Ctrl+N, one letter, a title, Ctrl+S."""
    screen.press("ctrl+n", "t")
    screen.settle()
    screen.type("Counselling skills")
    screen.press("Tab", "Tab", "Tab", "Tab", "Tab")
    screen.type("3/2/2026")
    screen.press("ctrl+s")
    return code_of(screen, workspace, "Counselling skills")


def code_of(screen: Screen, workspace: str, title: str) -> str:
    """Wait until it is saved; its code by the history."""

    def saved() -> bool:
        return any(title in step["title"] for step in screen.cli("history", workspace)["steps"])

    screen.until(saved)
    kinds = {"Counselling skills": "TR", "Siem Reap career fair": "CF"}
    return f"KH-{kinds[title]}-2026-001"


def type_people(screen: Screen, workspace: str, code: str) -> None:
    """Twenty-five people down the sheet: at most one key a field, none for the next person."""
    screen.press("alt+2")
    screen.settle()
    screen.keys = 0
    for name, sex, born, phone in TYPED:
        screen.type(name)
        screen.press("Tab")
        screen.press("Tab")  # the name in Latin letters, left empty, is a field too
        screen.type(sex)
        screen.press("Tab")
        screen.type(born)
        screen.press("Tab")
        screen.press("Tab")  # and so is the age, which is worked out here
        screen.type(phone)
        screen.press("Return")
    fields = 6 * len(TYPED)
    assert screen.keys <= fields
    screen.until(lambda: screen.cli("people", workspace, "--activity", code)["count"] == len(TYPED))


def paste_people(screen: Screen, workspace: str, code: str) -> None:
    """A block from a spreadsheet; Enter accepts what was guessed."""
    screen.clipboard("\n".join("\t".join(row) for row in [("Name", "Sex", "Born", "Phone"), *PASTED]) + "\n")
    screen.press("ctrl+v")
    screen.settle()
    screen.press("Return")
    screen.until(lambda: screen.cli("people", workspace, "--activity", code)["count"] == len(TYPED) + len(PASTED))


def type_fair(screen: Screen, workspace: str) -> str:
    """A fair, two employers, and a head count of a total, women and men."""
    screen.press("ctrl+n", "f")
    screen.settle()
    screen.type("Siem Reap career fair")
    screen.press("Tab", "Tab", "Tab", "Tab")
    screen.type("5/3/2026")
    screen.press("ctrl+s")
    code = code_of(screen, workspace, "Siem Reap career fair")
    screen.press("alt+4")
    screen.settle()
    for name, posts, hired in EMPLOYERS:
        screen.type(name)
        screen.press("Tab")
        screen.type(posts)
        screen.press("Tab", "Tab", "Tab")
        screen.type(hired)
        screen.press("Return")
        screen.settle()
    screen.press("alt+3")
    screen.settle()
    type_head_count(screen)
    screen.press("ctrl+s")
    screen.until(lambda: bool(screen.cli("figures", workspace, "--kind", "career_fair")["counts"]))
    return code


def type_head_count(screen: Screen) -> None:
    """The fields over the cells: total, women, men."""
    screen.type("100")
    screen.press("Tab")
    screen.type("60")
    screen.press("Tab")
    screen.type("30")
    screen.press("Tab")


def export(screen: Screen, folder: Path) -> tuple[Path, Path]:
    """Both exports from the page of reports, into the folder that is typed in the dialog."""
    pdf, book = folder / "o.pdf", folder / "o.xlsx"
    screen.press("ctrl+5")
    screen.settle()
    for path, key in ((pdf, "ctrl+s"), (book, "ctrl+shift+s")):
        screen.press(key)
        screen.settle()
        screen.press("ctrl+a")
        screen.type(screen.named(path))
        screen.press("Return")
        screen.until(path.exists)
        screen.settle()
        screen.focus()
        screen.settle()
    return pdf, book

"""With real key presses only: a country sends, the office receives and decides, the reply goes back and is read; a picture of each step."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.xvfb.screen import Screen
from tests.xvfb.test_copies import choose_file, place_of

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.skipif(shutil.which("Xvfb") is None or shutil.which("xdotool") is None, reason="needs Xvfb and xdotool"),
]

FOLDER = """
import sys
from pathlib import Path
from prossce_desktop.services.exchange import exchange_page
from prossce_desktop.store.workspace.workspace_lifecycle import open_workspace
with open_workspace(Path(sys.argv[1]), None, writing=True) as store:
    exchange_page.choose_folder(store, Path(sys.argv[2]))
"""
SET_TITLE = """
import sys
from pathlib import Path
from prossce_desktop.store.workspace.workspace_lifecycle import open_workspace
with open_workspace(Path(sys.argv[1]), None, writing=True) as store:
    with store.read() as reading:
        [training] = [one.id for one in reading.records("training")]
    with store.work("edit", 1) as work:
        work.set("training", {training: {"title": sys.argv[2]}})
"""
TITLE = """
import sys
from pathlib import Path
from prossce_desktop.store.workspace.workspace_lifecycle import open_workspace
with open_workspace(Path(sys.argv[1]), None, writing=False) as store, store.read() as reading:
    print(*[one.value.title for one in reading.records("training")])
"""
SIEM_REAP, PHNOM_PENH = "Advising, as Siem Reap says", "Advising, as Phnom Penh says"
WHY = "The host sent the list"
TO_CHOOSE = {"country": 3, "office": 2}
"""Keys from the button that sends to the one that chooses a file; an office has no stick to exchange by."""


class Desk:
    """A computer with its screen, its records and its folder of mail."""

    def __init__(self, folder: Path, name: str) -> None:
        (folder / name).mkdir()
        self.screen = Screen(folder / name)
        self.mail = folder / f"{name}-mail"
        self.mail.mkdir()
        self.workspace = place_of(self.screen)
        self.pictures = folder
        tools = folder / f"{name}-tools"
        tools.mkdir()
        opener = tools / "xdg-open"  # the system's mail program: it opens the draft, and nothing comes in front of the window
        opener.write_text(f'#!/bin/sh\necho "$1" >> "{folder / name}.opened"\n')
        opener.chmod(0o755)
        self.screen.environment["PATH"] = f"{tools}:{self.screen.environment['PATH']}"

    def python(self, program: str, *words: object) -> None:
        subprocess.run(
            [sys.executable, "-c", program, str(self.workspace), *map(str, words)], env=self.screen.environment, check=True, stdin=subprocess.DEVNULL
        )

    def packages(self) -> list[Path]:
        return sorted(self.mail.glob("*.prossce"))

    def go(self, page: str) -> None:
        self.screen.press("ctrl+k")
        self.screen.settle()
        self.screen.type(page)
        self.screen.settle()
        self.screen.press("Return")
        self.screen.settle()

    def picture(self, name: str) -> None:
        self.screen.picture(self.pictures / f"{name}.png")

    def title(self) -> str:
        """Of the only training."""
        words = [sys.executable, "-c", TITLE, str(self.workspace)]
        return subprocess.run(words, env=self.screen.environment, check=True, stdin=subprocess.DEVNULL, capture_output=True, text=True).stdout.strip()

    def cli(self, *words: object) -> dict[str, object]:
        return self.screen.cli(*map(str, words))

    def open_conflicts(self) -> int:
        found = self.cli("conflicts", self.workspace, "list")["conflicts"]
        assert isinstance(found, list)
        return len(found)

    def take(self, file: Path) -> None:
        """On the page of the exchange: choose a file, look, take it in."""
        self.screen.press(*["Tab"] * TO_CHOOSE[self.screen.home.name])
        self.screen.press("Return")
        choose_file(self.screen, file)
        self.screen.settle()
        self.screen.focus()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Callable[[str], Desk]]:
    made: list[Desk] = []

    def one(name: str) -> Desk:
        made.append(Desk(tmp_path, name))
        return made[-1]

    yield one
    for each in made:
        each.picture(f"{each.screen.home.name}-at-the-end")
        each.screen.close()


def test_a_country_sends_and_a_conflict_is_decided_by_the_office(desk: Callable[[str], Desk], tmp_path: Path) -> None:
    country, mate, office = desk("country"), desk("mate"), desk("office")
    for one, code, name in ((country, "KH", "NEA"), (mate, "KH", "NEA Siem Reap"), (office, "TH", "ILO Bangkok")):
        one.cli("init", one.workspace, "--country", code, "--office", name, "--officer", "Sok Chantha", "--keyring")
        one.python(FOLDER, one.mail)
    office.cli("office", office.workspace, "invite", "--out", tmp_path / "invitation")
    for one in (country, mate):
        words = one.cli("device-request", one.workspace, "--invitation", tmp_path / "invitation", "--out", one.mail / "request")["fingerprint"]
        office.cli("office", office.workspace, "accept", one.mail / "request", "--fingerprint", words)
        one.cli("device", one.workspace, "approve", "office", "--fingerprint", words)  # before that no word of the office is sealed
    country.cli("add", country.workspace, "training", "title=Advising", "count=41", "women=22")
    pass_on(country, office)
    pass_on(office, mate)
    mate.python(SET_TITLE, SIEM_REAP)
    pass_on(mate, office)
    country.python(SET_TITLE, PHNOM_PENH)
    for one in (country, office):
        for file in one.packages():
            file.unlink()

    country.screen.start()
    country.screen.settle()
    country.go("Exchange")
    country.picture("1-the-country-before")
    country.screen.press("Return")
    country.screen.until(lambda: len(country.packages()) == 1)
    country.screen.settle()
    country.picture("2-the-country-has-sent")
    [draft] = country.mail.glob("*.eml")
    country.screen.until(lambda: str(draft) in (tmp_path / "country.opened").read_text())

    office.screen.start()
    office.screen.settle()
    office.go("Exchange")
    office.take(draft)
    office.picture("3-the-office-looks")
    office.screen.press("Return")
    office.screen.settle()
    office.picture("4-the-office-took-it-in")
    assert office.open_conflicts() == 1 and office.title() == PHNOM_PENH
    office.go("To decide")
    office.picture("5-two-values")
    office.screen.press("Left", "Return")  # the other one than the figures show
    office.screen.settle()
    office.picture("6-why-is-asked")
    office.screen.type(WHY)
    office.screen.press("Return")
    office.screen.until(lambda: office.title() == SIEM_REAP)
    office.screen.settle()
    office.picture("7-decided")
    assert office.open_conflicts() == 0
    office.go("Exchange")
    office.screen.press("Return")
    office.screen.until(lambda: len(office.packages()) == 2)
    office.screen.settle()
    office.picture("8-the-office-answers")
    office.screen.press("ctrl+q")
    assert office.screen.ended() == 0

    [mine] = [file for file in office.mail.glob("*.eml") if is_for(country, file)]
    country.go("Overview")
    country.go("Exchange")
    country.take(mine)
    country.picture("9-the-country-looks")
    country.screen.press("Return")
    country.screen.settle()
    country.picture("10-the-country-took-it-in")
    country.go("To decide")
    country.picture("11-the-country-reads-why")
    country.screen.press("ctrl+q")
    assert country.screen.ended() == 0
    assert country.title() == SIEM_REAP and country.open_conflicts() == 0
    assert WHY in str(country.cli("query", country.workspace, "list"))
    assert all(one.cli("check", one.workspace)["ok"] for one in (country, office))


def pass_on(one: Desk, other: Desk) -> None:
    """By the command line: what one has reaches the other, and is answered."""
    folder = one.mail / "passing"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    one.cli("package", one.workspace, "make", "--out", folder, "--no-email")
    for file in sorted(folder.glob("*.prossce")):
        subprocess.run(
            [sys.executable, "-m", "prossce_desktop", "package", str(other.workspace), "read", str(file), "--json"],
            env=other.screen.environment, capture_output=True, stdin=subprocess.DEVNULL, check=False,
        )  # fmt: skip
    shutil.rmtree(folder)


def is_for(one: Desk, draft: Path) -> bool:
    """Whether this laptop may read it, tried on a copy of its home."""
    probe = one.pictures / "probe"
    shutil.rmtree(probe, ignore_errors=True)
    shutil.copytree(one.screen.home, probe)
    workspace = probe / one.workspace.relative_to(one.screen.home)
    words = [sys.executable, "-m", "prossce_desktop", "package", str(workspace), "read", str(draft), "--json"]
    done = subprocess.run(words, env=one.screen.environment | {"HOME": str(probe)}, capture_output=True, stdin=subprocess.DEVNULL, check=False)
    return done.returncode == 0

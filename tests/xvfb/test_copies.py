"""With real key presses only: records of last week come back, and a laptop's workspace moves to another."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.xvfb.screen import Screen

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.skipif(shutil.which("Xvfb") is None or shutil.which("xdotool") is None, reason="needs Xvfb and xdotool"),
]

LAST_WEEK = """
import datetime as dt, sys
from pathlib import Path
from prossce_desktop.store.workspace.workspace_lifecycle import open_workspace
with open_workspace(Path(sys.argv[1]), None, writing=True) as store:
    copy = store.backups.beside()
at = dt.datetime.now(dt.UTC) - dt.timedelta(days=7)
copy.rename(copy.with_name(f"base-{at:%Y%m%d-%H%M%S}.db"))
"""

Laptop = Callable[[str], Screen]


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Laptop]:
    """A screen with a home of its own, by its name."""
    screens: list[Screen] = []

    def made(name: str) -> Screen:
        (tmp_path / name).mkdir()
        screens.append(Screen(tmp_path / name))
        return screens[-1]

    yield made
    for screen in screens:
        screen.picture(screen.home.parent / f"{screen.home.name}-at-the-end.png")
        screen.close()


def place_of(screen: Screen) -> Path:
    """Where the window looks for records."""
    folder = screen.home / ".local" / "share" / "ProSSCE Desktop"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / "workspace"


def go_to_copies(screen: Screen) -> None:
    """Ctrl+K and the page's name."""
    screen.press("ctrl+k")
    screen.settle()
    screen.type("Backups")
    screen.settle()
    screen.press("Return")
    screen.settle()


def choose_file(screen: Screen, path: Path) -> None:
    """The system's dialog: the whole path, Enter."""
    screen.settle()
    screen.press("ctrl+a")
    screen.type(str(path))
    screen.press("Return")


def test_a_copy_of_last_week_is_restored(laptop: Laptop, tmp_path: Path) -> None:
    screen = laptop("laptop")
    workspace = place_of(screen)
    screen.cli("init", str(workspace), "--country", "KH", "--office", "NEA", "--officer", "Sok Chantha", "--keyring")
    screen.cli("add", str(workspace), "training", "title=Held last month", "count=9")
    then = screen.cli("digest", str(workspace))["digest"]
    subprocess.run([sys.executable, "-c", LAST_WEEK, workspace], env=screen.environment, check=True, stdin=subprocess.DEVNULL)
    for number in range(3):
        screen.cli("add", str(workspace), "training", f"title=Spoiled {number}", "count=9")
    now = screen.cli("digest", str(workspace))["digest"]
    screen.start()
    screen.settle()
    go_to_copies(screen)
    screen.press("Down")
    screen.settle()
    screen.picture(tmp_path / "what-would-be-missing.png")
    screen.press("Return", "Return")
    screen.settle()
    screen.picture(tmp_path / "asked.png")
    screen.press("Tab", "space")  # Enter is Cancel
    restored = workspace.with_name("workspace-2")
    screen.until((restored / "key.json").is_file)
    screen.settle()
    screen.picture(tmp_path / "restored.png")
    screen.press("ctrl+q")
    assert screen.ended() == 0
    assert screen.cli("digest", str(restored))["digest"] == then
    assert screen.cli("digest", str(workspace))["digest"] == now
    assert screen.cli("check", str(restored))["ok"] is True
    assert not list(workspace.parent.glob(".*"))


def test_a_workspace_moves_to_another_laptop(laptop: Laptop, tmp_path: Path) -> None:
    words = tmp_path / "words.txt"
    words.write_text("correct horse")
    key = ("--passphrase-file", str(words))
    old, file = laptop("old"), tmp_path / "stick.prossce-backup"
    workspace = place_of(old)
    old.cli("init", str(workspace), "--country", "KH", "--office", "NEA", "--officer", "Sok Chantha", *key)
    old.cli("add", str(workspace), "training", "title=Travels along", "count=9", *key)
    digest = old.cli("digest", str(workspace), *key)["digest"]
    old.start()
    old.settle()
    old.type("correct horse")
    old.press("Return")
    old.settle()
    go_to_copies(old)
    old.press("Tab")  # there is no copy yet, so the second place has the keys
    old.picture(tmp_path / "before-moving.png")
    old.press("Return")
    choose_file(old, file)
    old.until(file.exists)
    old.settle()
    old.focus()
    old.settle()
    old.picture(tmp_path / "moved.png")
    old.press("Return")  # look only
    old.settle()
    old.picture(tmp_path / "looking.png")
    old.press("ctrl+q")
    assert old.ended() == 0
    refused = subprocess.run(
        [sys.executable, "-m", "prossce_desktop", "add", workspace, "training", "title=Too late", "--json", *key],
        env=old.environment, capture_output=True, stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    assert refused.returncode == 3 and json.loads(refused.stdout)["error"]["code"] == "workspace-moved"
    assert old.cli("digest", str(workspace), *key)["digest"] == digest
    new = laptop("new")
    new.start()
    new.settle()
    new.press(*["Tab"] * 8, "Return")
    new.settle()
    new.picture(tmp_path / "bring.png")
    new.press("Return")
    choose_file(new, file)
    new.settle()
    new.focus()
    new.settle()
    new.type("correct horse")
    new.press("Return")
    new.settle()
    new.picture(tmp_path / "what-comes.png")
    new.press("Return")
    arrived = place_of(new)
    new.until((arrived / "key.json").is_file)
    new.settle()
    new.picture(tmp_path / "arrived.png")
    new.press("ctrl+q")
    assert new.ended() == 0
    assert new.cli("digest", str(arrived), *key)["digest"] == digest
    assert new.cli("check", str(arrived), *key)["ok"] is True
    new.cli("add", str(arrived), "training", "title=Goes on", "count=3", *key)

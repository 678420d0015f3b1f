"""A lost passphrase, by keys alone: the paper key opens, a new passphrase is chosen, the window locks and opens with it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.xvfb.screen import Screen

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.skipif(shutil.which("Xvfb") is None or shutil.which("xdotool") is None, reason="needs Xvfb and xdotool"),
]

NEW = "three new words"


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    shown = Screen(tmp_path)
    yield shown
    shown.picture(tmp_path / "at-the-end.png")
    shown.close()


def test_a_lost_passphrase_is_replaced_with_the_paper_key(screen: Screen, tmp_path: Path) -> None:
    lost, new = tmp_path / "lost.txt", tmp_path / "new.txt"
    lost.write_text("nobody knows it any more")
    new.write_text(NEW)
    folder = tmp_path / ".local" / "share" / "ProSSCE Desktop" / "workspace"
    folder.parent.mkdir(parents=True)
    asked = ("--country", "KH", "--office", "NEA", "--officer", "Sok Chantha", "--recovery-out", str(tmp_path / "paper.txt"))
    screen.cli("init", str(folder), *asked, "--passphrase-file", str(lost))
    screen.cli("add", str(folder), "training", "title=Kept on paper", "--passphrase-file", str(lost))
    [paper] = [line for line in (tmp_path / "paper.txt").read_text().splitlines() if not line.startswith("#")]

    screen.start()
    screen.settle()
    screen.type("was it this")
    screen.press("Return")
    screen.settle()
    screen.picture(tmp_path / "1-wrong.png")
    screen.press("Tab", "Tab", "Tab", "Return")
    screen.settle()
    screen.type(" ".join(paper[at : at + 6].lower() for at in range(0, len(paper), 6)))
    screen.picture(tmp_path / "2-paper.png")
    screen.press("Return")
    screen.settle()
    screen.type(NEW)
    screen.press("Return")
    screen.type(NEW)
    screen.picture(tmp_path / "3-new.png")
    screen.press("Return")
    screen.settle()
    screen.picture(tmp_path / "4-open.png")
    screen.press("ctrl+l")
    screen.settle()
    screen.picture(tmp_path / "5-locked.png")
    screen.type("was it this")
    screen.press("Return")
    screen.settle()
    screen.press("ctrl+q")
    screen.settle()
    assert screen.is_running(), "it is locked"
    screen.press("ctrl+a", "BackSpace")
    screen.type(NEW)
    screen.press("Return")
    screen.settle()
    screen.picture(tmp_path / "6-unlocked.png")
    screen.press("ctrl+q")

    assert screen.ended() == 0
    told = screen.cli("history", str(folder), "--passphrase-file", str(new))
    assert "Kept on paper" in told["steps"][0]["title"]
    assert screen.cli("check", str(folder), "--passphrase-file", str(new))["ok"] is True

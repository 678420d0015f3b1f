"""The main job by real keys in the window that officers have: the Windows program, in Wine, on a virtual screen."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from tests.pdf_text import pdf_text
from tests.release.tools import tool
from tests.xvfb import test_main_job as job
from tests.xvfb.screen import Screen

windows, wine = tool("windows"), tool("wine")
PREFIX = os.environ.get("PROSSCE_WINE", "")
"""Set where this is played; a folder: the Windows to play in, where programs without a screen run in the bench's own."""

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.skipif(not PREFIX, reason="make test-windows plays it"),
    pytest.mark.skipif(shutil.which("Xvfb") is None or shutil.which("xdotool") is None, reason="needs Xvfb and xdotool"),
]


class WineScreen(Screen):
    """The same screen and hands, with the Windows program on it."""

    def __init__(self, home: Path) -> None:
        super().__init__(home)
        self.data = home / "data"
        self.data.mkdir()
        self.words = ["wine", str(windows.PYTHON), "-m", "prossce_desktop"]
        kept = {name: value for name, value in windows.environment().items() if name != "QT_QPA_PLATFORM"}
        elsewhere = {f"WIN_PD_OVERRIDE_{name}": self.named(self.data) for name in ("LOCAL_APPDATA", "APPDATA")}
        prefix = {"WINEPREFIX": PREFIX} if Path(PREFIX).is_dir() else {}
        self.program_environment = kept | prefix | elsewhere | {"DISPLAY": self.display, "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}

    def named(self, path: Path) -> str:
        """As Windows programs name it: this system's root is drive Z."""
        return str(wine.path(path))


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[WineScreen]:
    shown = WineScreen(tmp_path)
    yield shown
    shown.picture(tmp_path / "at-the-end.png")
    shown.close()


def test_the_main_job_by_keys_alone_in_wine(screen: WineScreen, tmp_path: Path) -> None:
    screen.start()
    workspace = job.first_start(screen)
    training = job.type_training(screen, workspace)
    job.type_people(screen, workspace, training)
    job.paste_people(screen, workspace, training)
    job.type_fair(screen, workspace)
    people = screen.cli("people", workspace, "--activity", training)["people"]
    assert [one["name"] for one in people[:25]] == [row[0] for row in job.TYPED]
    assert [one["name"] for one in people[25:]] == [row[0] for row in job.PASTED]
    pdf, book = job.export(screen, tmp_path)
    screen.press("ctrl+q")
    assert screen.ended() == 0
    assert screen.cli("check", workspace)["ok"] is True
    assert "125 people were reached" in pdf_text(pdf)
    assert openpyxl.load_workbook(book).sheetnames[0] == "Summary"


def test_a_second_start_hands_its_file_to_the_window_that_is_open(screen: WineScreen, tmp_path: Path) -> None:
    screen.start()
    job.first_start(screen)
    for name in ("KH-000001.prossce", "mail from the office.eml"):
        (tmp_path / name).write_bytes(b"Subject: nothing of ours\r\n\r\nHello\r\n")
        screen.open_file(tmp_path / name)
        screen.settle()
        screen.picture(Path(os.environ.get("PROSSCE_PICTURES", tmp_path)) / f"{name}.png")
    windows_there = screen._tool("search", "--onlyvisible", "--name", "ProSSCE").split()
    assert screen.is_running() and len(windows_there) == 1
    screen.press("ctrl+q")
    assert screen.ended() == 0

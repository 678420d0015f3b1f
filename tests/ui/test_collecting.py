"""A window that nobody holds any more is cleared away on the thread that made it."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from prossce_desktop.system.progress import ProgressCallback
from prossce_desktop.ui.base.garbage_collection import collecting
from prossce_desktop.ui.base.jobs import Jobs


class Rubbish:
    """Two that hold each other, and tell where they were cleared away."""

    def __init__(self, told: list[int]) -> None:
        self.told = told
        self.itself: Rubbish | None = self

    def __del__(self) -> None:
        self.told.append(threading.get_ident())


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


def test_work_that_makes_much_clears_nothing_away(jobs: Jobs, qtbot: QtBot) -> None:
    told: list[int] = []
    Rubbish(told)
    jobs.read(lambda step: len([[n] for n in range(200_000)]))
    qtbot.waitUntil(lambda: not jobs.is_busy())
    collecting().everything()
    assert told == [threading.get_ident()]


def test_what_came_lately_goes_by_itself_while_somebody_works(jobs: Jobs, qtbot: QtBot) -> None:
    told: list[int] = []
    Rubbish(told)
    kept = [[n] for n in range(2_000)]
    qtbot.waitUntil(lambda: told == [threading.get_ident()], timeout=5_000)
    assert len(kept) == 2_000


@pytest.mark.parametrize("fails", [False, True])
def test_what_only_work_still_holds_goes_where_windows_are_made(jobs: Jobs, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, fails: bool) -> None:
    monkeypatch.setattr(sys, "excepthook", lambda *error: None)
    told: list[int] = []

    def ask() -> None:
        page = Rubbish(told)
        page.itself = None

        def work(step: ProgressCallback) -> int:
            if fails:
                raise ValueError(page.told)
            return len(page.told)

        jobs.read(work)

    for _ in range(300):
        ask()
        QCoreApplication.processEvents()
    qtbot.waitUntil(lambda: not jobs.is_busy())
    collecting().everything()
    assert told == [threading.get_ident()] * 300


PAGES_NOBODY_HOLDS = """
import gc, os, random
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtWidgets import QApplication, QWidget
from prossce_desktop.ui.base.jobs import Jobs

gc.set_threshold(50, 2, 2)

def work(step):
    return [[[n]] for n in range(3_000)]

app = QApplication([])
for _ in range(1_000):
    page = QWidget()
    page.itself = page
    page.jobs = jobs = Jobs()
    for _ in range(random.randrange(1, 8)):
        random.choice((jobs.read, jobs.start))(work, len)
    for _ in range(random.randrange(4)):
        app.processEvents()
    if random.random() < 0.5:
        jobs.close()
    del page, jobs
os.write(1, b"still here")
"""


@pytest.mark.slow
def test_pages_nobody_holds_bring_nothing_down_while_threads_work() -> None:
    ran = subprocess.run([sys.executable, "-X", "faulthandler", "-c", PAGES_NOBODY_HOLDS], capture_output=True, check=False, timeout=120)
    assert ran.returncode == 0, ran.stderr.decode()
    assert ran.stdout.endswith(b"still here")

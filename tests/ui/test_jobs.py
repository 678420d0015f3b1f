"""Work runs on other threads, answers come on the main one."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from prossce_desktop.errors import DiskFull, ProssceError
from prossce_desktop.system.progress import ProgressCallback
from prossce_desktop.ui.base import main_thread_slices
from prossce_desktop.ui.base.jobs import Jobs


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


def test_work_runs_beside_and_its_answer_comes_on_the_main_thread(jobs: Jobs, qtbot: QtBot) -> None:
    seen: list[tuple[int, int]] = []
    jobs.start(lambda step: threading.get_ident(), lambda where: seen.append((where, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(seen))
    where, here = seen[0]
    assert here == threading.get_ident()
    assert where != here


def test_writing_keeps_the_order_of_the_calls(jobs: Jobs, qtbot: QtBot) -> None:
    order: list[int] = []
    for number in range(20):
        jobs.start(lambda step, number=number: order.append(number))  # type: ignore[misc]
    qtbot.waitUntil(lambda: len(order) == 20 and not jobs.is_busy())
    assert order == list(range(20))


def test_an_error_a_person_can_act_on_goes_to_failed(jobs: Jobs, qtbot: QtBot) -> None:
    failed: list[ProssceError] = []

    def work(step: ProgressCallback) -> None:
        raise DiskFull()

    jobs.start(work, None, failed.append)
    qtbot.waitUntil(lambda: bool(failed))
    assert isinstance(failed[0], DiskFull)


def test_an_answer_to_a_widget_that_is_gone_is_dropped(jobs: Jobs, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    reported: list[object] = []
    monkeypatch.setattr(sys, "excepthook", lambda *error: reported.append(error))
    label = QLabel()
    jobs.read(lambda step: "late", label.setText)
    jobs.read(lambda step: "late", Closed(label).show_answer)
    shiboken6.delete(label)
    qtbot.waitUntil(lambda: not jobs.is_busy())
    assert not reported


class Closed(QObject):
    """A child that is deleted with its parent."""

    def show_answer(self, answer: str) -> None:
        self.setObjectName(answer)


def test_an_error_of_ours_goes_to_the_hook_that_reports_it_and_whoever_waits_goes_on(jobs: Jobs, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    reported: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: reported.append(kind))
    failed: list[ProssceError] = []

    def work(step: ProgressCallback) -> None:
        raise ZeroDivisionError

    jobs.start(work, None, failed.append)
    qtbot.waitUntil(lambda: bool(reported))
    assert reported == [ZeroDivisionError]
    assert [one.code for one in failed] == ["program-mistake"]


def test_cancelled_work_answers_nothing_and_ends(jobs: Jobs, qtbot: QtBot) -> None:
    answers: list[object] = []
    going = threading.Event()

    def work(step: ProgressCallback) -> None:
        for done in range(1_000_000):
            step(done, 1_000_000)
            going.set()

    job = jobs.start(work, answers.append, answers.append)
    assert going.wait(5)
    with qtbot.waitSignal(job.ended):
        job.cancel()
    assert answers == []
    assert not jobs.is_busy()


def test_progress_comes_on_the_main_thread_and_not_more_often_than_can_be_seen(jobs: Jobs, qtbot: QtBot) -> None:
    shown: list[tuple[int, int, int]] = []
    done: list[object] = []

    def work(step: ProgressCallback) -> str:
        for at in range(5_001):
            step(at, 5_000)
        return "all"

    job = jobs.read(work, done.append)
    job.progress.connect(lambda at, total: shown.append((at, total, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(done))
    assert done == ["all"]
    assert shown[-1][:2] == (5_000, 5_000)
    assert len(shown) < 500
    assert {where for _at, _total, where in shown} == {threading.get_ident()}


def test_work_is_started_from_the_main_thread_only(jobs: Jobs) -> None:
    caught: list[RuntimeError] = []

    def elsewhere() -> None:
        try:
            jobs.start(lambda step: None)
        except RuntimeError as error:
            caught.append(error)

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert len(caught) == 1


class Part(QWidget):
    """Shows an answer on a page that nobody holds any more; half way through, rubbish is collected."""

    def __init__(self, jobs: Jobs, page: QWidget, shown: list[bool]) -> None:
        super().__init__(page)
        self._shown = shown
        jobs.start(lambda step: None, self._show)

    def _show(self, nothing: None) -> None:
        gc.collect()
        self._shown.append(shiboken6.isValid(self))


def test_a_page_is_not_cleared_away_while_an_answer_is_shown_on_it(jobs: Jobs, qtbot: QtBot) -> None:
    shown: list[bool] = []
    page = QWidget()
    page.part = Part(jobs, page, shown)  # type: ignore[attr-defined]
    page.itself = page  # type: ignore[attr-defined]
    del page
    qtbot.waitUntil(lambda: bool(shown))
    assert shown == [True]


PAGES_DELETED_UNDER_WORK = """
import os, random
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtWidgets import QApplication, QWidget
import shiboken6
from prossce_desktop.ui.base.jobs import Jobs

def work(step):
    for at in range(3):
        step(3, 3)
    return list(range(50))

app = QApplication([])
for _ in range(1_500):
    page = QWidget()
    jobs = Jobs(page)
    for _ in range(random.randrange(1, 8)):
        random.choice((jobs.read, jobs.start))(work, len)
    if random.random() < 0.5:
        app.processEvents()
    shiboken6.delete(page)
os.write(1, b"still here")
"""

PAGES_MADE_IN_SLICES = """
import os
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtWidgets import QApplication, QWidget
from prossce_desktop.ui.base.jobs import Jobs

app = QApplication([])
for held in (True, False) * 200:
    page = QWidget()
    page.jobs = jobs = Jobs()
    page.jobs.in_slices(iter(range(3)), page.update if held else lambda: None, page)
    if not held:
        del page
    while jobs.is_busy():
        app.processEvents()
    page = jobs = None
    app.processEvents()
os.write(1, b"still here")
"""


@pytest.mark.slow
@pytest.mark.parametrize("program", [PAGES_DELETED_UNDER_WORK, PAGES_MADE_IN_SLICES], ids=["threads", "slices"])
def test_a_page_deleted_under_work_brings_nothing_down(program: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-X", "faulthandler", "-c", program], capture_output=True, check=False, timeout=120,
    )
    assert ran.returncode == 0, ran.stderr.decode()
    assert ran.stdout.endswith(b"still here")


def test_steps_on_the_main_thread_count_as_busy_until_the_last_is_done(jobs: Jobs, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(main_thread_slices, "SLICE_MS", 0)
    taken: list[object] = []
    owner = QObject()
    jobs.in_slices((taken.append(number) for number in range(3)), lambda: taken.append("done"), owner)
    assert taken == []
    assert jobs.is_busy()
    qtbot.waitUntil(lambda: not jobs.is_busy())
    assert taken == [0, 1, 2, "done"]


def test_steps_for_a_widget_that_is_gone_are_not_taken(jobs: Jobs, qtbot: QtBot) -> None:
    taken: list[object] = []
    owner = QObject()
    jobs.in_slices((taken.append(number) for number in range(3)), lambda: taken.append("done"), owner)
    shiboken6.delete(owner)
    qtbot.waitUntil(lambda: not jobs.is_busy())
    assert taken == []

"""A window that nobody holds any more is cleared away on the thread that made it."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from prossce_desktop.ui.collecting import Collecting


class Rubbish:
    """Two that hold each other, and tell where they were cleared away."""

    def __init__(self, told: list[int]) -> None:
        self.told = told
        self.itself = self

    def __del__(self) -> None:
        self.told.append(threading.get_ident())


@pytest.fixture
def collecting(qtbot: QtBot) -> Iterator[Collecting]:
    made = Collecting()
    made.begin()
    yield made
    made.end()
    assert gc.isenabled()


def test_another_thread_that_makes_much_clears_nothing_away(collecting: Collecting) -> None:
    told: list[int] = []
    Rubbish(told)
    busy = threading.Thread(target=lambda: [[n] for n in range(200_000)])
    busy.start()
    busy.join()
    assert told == []
    collecting.everything()
    assert told == [threading.get_ident()]


def test_what_came_lately_goes_by_itself_while_somebody_works(collecting: Collecting, qtbot: QtBot) -> None:
    told: list[int] = []
    Rubbish(told)
    kept = [[n] for n in range(2_000)]
    qtbot.waitUntil(lambda: told == [threading.get_ident()], timeout=5_000)
    assert len(kept) == 2_000

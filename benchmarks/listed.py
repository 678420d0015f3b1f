"""The page of people in a window of its own process: times, floor and peers as JSON."""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QEventLoop,
    QModelIndex,
    QObject,
    QPoint,
    QPointF,
    Qt,
    QTimer,
)
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QTableView, QVBoxLayout, QWidget

from benchmarks.people import Base
from prossce_desktop.services.lists import list_queries
from prossce_desktop.ui.base.jobs import Jobs
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.grids.list_view import ListView
from prossce_desktop.ui.lists.paged_model import BLOCK
from prossce_desktop.ui.look.theme import wear
from prossce_desktop.ui.parts.page_header import PageHeader
from prossce_desktop.ui.people.people_page import PeoplePage
from prossce_desktop.ui.session.session import Session
from tests.tools.recording_speaker import RecordingSpeaker

PAINTS, JUMPS, PEER_JUMPS = 7, 100, 5
BEAT_MS = 20
"""Wakes the loop where nothing else does."""
WIDTHS = (0, 84, 116, 130, 140, 90, 260)
NOWHERE = QModelIndex()


class Constant(QAbstractTableModel):
    """The same words in every cell."""

    def __init__(self, rows: int) -> None:
        super().__init__()
        self._rows = rows

    def rowCount(self, parent: Any = NOWHERE) -> int:  # noqa: N802 - Qt's name
        return self._rows

    def columnCount(self, parent: Any = NOWHERE) -> int:  # noqa: N802 - Qt's name
        return len(WIDTHS)

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return "Words" if role == Qt.ItemDataRole.DisplayRole else None


class Watched(QObject):
    """Counts how often a table was painted."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self.painted = 0
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        self.painted += event.type() == QEvent.Type.Paint
        return False


class Bench:
    """One application; pages are made, shown, timed and closed in it."""

    def __init__(self, base: Base) -> None:
        self.app = QApplication([])
        wear(self.app, "light", 100)
        self.store = base.open(writing=False)
        self.jobs = Jobs()
        self.session = Session(self.store, self.jobs, RecordingSpeaker())
        self.chance = random.Random(5)
        self.beat = QTimer()
        self.beat.start(BEAT_MS)

    def until(self, true: Callable[[], bool]) -> None:
        """Let the window live until something holds; it sleeps in between, as it does in the program."""
        while not true():
            self.app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def shown(self, made: Callable[[], QWidget], is_full: Callable[[Any], bool]) -> tuple[float, Any]:
        """Milliseconds from nothing to a painted page with all its rows, and the page."""
        start = time.perf_counter()
        page = made()
        page.resize(1366, 728)
        page.show()
        view = page.findChild(QTableView)
        assert view is not None
        watched = Watched(view)
        self.until(lambda: is_full(page))
        before = watched.painted
        view.viewport().update()
        self.until(lambda: watched.painted > before)
        return (time.perf_counter() - start) * 1000, page

    def moved(self, page: Any, way: Callable[[QTableView], None], is_full: Callable[[Any], bool]) -> float:
        """Milliseconds from a movement to the painted rows it leads to."""
        view = page.findChild(QTableView)
        watched = Watched(view)
        start = time.perf_counter()
        way(view)
        self.until(lambda: is_full(page) and watched.painted > 0)
        before = watched.painted
        view.viewport().update()
        self.until(lambda: watched.painted > before)
        took = (time.perf_counter() - start) * 1000
        watched.deleteLater()
        return took

    def jump(self, view: QTableView) -> None:
        """Anywhere."""
        bar = view.verticalScrollBar()
        bar.setValue(self.chance.randrange(bar.maximum()))

    def people(self) -> QWidget:
        """The program's own page."""
        page = PeoplePage(self.session)
        page.enter(Place(PageName.people))
        return page

    def constant(self, rows: int) -> QWidget:
        """The same table over constant words."""
        page, view = QWidget(), ListView(single_click=True, name="People")
        view.setModel(Constant(rows))
        view.set_widths(WIDTHS)
        down = QVBoxLayout(page)
        down.addWidget(PageHeader("People"))
        down.addWidget(view)
        return page


def wheel(view: QTableView) -> None:
    """Three lines further, as one notch of a wheel does."""
    at = QPointF(200, 200)
    keys, phase = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    turned = QWheelEvent(
        at,
        view.viewport().mapToGlobal(at),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        keys,
        phase,
        False,
    )
    QApplication.sendEvent(view.viewport(), turned)


def is_full(page: Any) -> bool:
    """Whether every row in sight has been read."""
    model, view = page.model, page.frame.view
    if not model.rowCount():
        return False
    first, last = view.rowAt(0), view.rowAt(view.viewport().height() - 1)
    last = last if last >= 0 else model.rowCount() - 1
    return all(
        model.row(row) is not None for row in {first, *range(first // BLOCK * BLOCK, last, BLOCK), last}
    )


def main() -> None:
    """`WORKSPACE`: first paints, jumps and wheel against constant words; jumps of a list with OFFSET."""
    bench = Bench(Base(Path(sys.argv[1]), 0))
    with bench.store.read() as reading:
        count = list_queries.count_people(reading, list_queries.PeopleFilter())
    found: dict[str, list[float]] = {
        name: [] for name in ("paint", "paint0", "jump", "jump0", "wheel", "wheel0", "offset")
    }
    pages: list[Any] = []
    for _turn in range(PAINTS):
        for name, made, full in (
            ("paint", bench.people, is_full),
            ("paint0", lambda: bench.constant(count), lambda _page: True),
        ):
            took, page = bench.shown(made, full)
            found[name].append(took)
            bench.until(lambda: not bench.jobs.is_busy())
            page.hide()
            pages.append(page)
    ours, still = pages[-2:]
    for page in (ours, still):
        page.show()
    bench.until(lambda: not bench.jobs.is_busy())
    for name, way in (("jump", bench.jump), ("wheel", wheel)):
        for _turn in range(JUMPS):
            found[name].append(bench.moved(ours, way, is_full))
            found[f"{name}0"].append(bench.moved(still, way, lambda _page: True))
    found["offset"] = by_offset(bench, ours, count)
    print(json.dumps(found))
    bench.jobs.finish()


def by_offset(bench: Bench, page: Any, count: int) -> list[float]:
    """The same page where each block is found by skipping all rows before it."""

    def read(skip: int, rows: int) -> Any:
        with bench.store.read() as reading:
            return list_queries.people(reading, list_queries.PeopleFilter(), skip=skip, limit=rows)

    page.model.show(count, read)
    bench.until(lambda: is_full(page))
    return [bench.moved(page, bench.jump, is_full) for _turn in range(PEER_JUMPS)]


if __name__ == "__main__":
    main()

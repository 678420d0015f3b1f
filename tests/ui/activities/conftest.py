"""A real workspace behind real pages, without a display."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from prossce_desktop import app
from prossce_desktop.app import Store
from prossce_desktop.services.people import people_sheet  # noqa: F401
from prossce_desktop.ui.base.jobs import Jobs
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.session.session import Session
from tests.tools.recording_speaker import RecordingSpeaker
from tests.ui.waiting import at_rest

TODAY = dt.date(2025, 3, 10)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A workspace of Cambodia."""
    made = app.create(str(tmp_path / "ws"), country="KH", office="Office KH", officer="Sok Chantha", unlock=app.Plain())
    yield made
    made.close()


@pytest.fixture
def session(qapp: QApplication, store: Store) -> Iterator[Session]:
    """The open workspace, on a day that does not move."""
    jobs = Jobs()
    yield Session(store, jobs, RecordingSpeaker(), lambda: TODAY)
    jobs.close()


Settle = Callable[[], None]


@pytest.fixture
def settle(session: Session) -> Settle:
    """Wait until nothing runs any more, timers of the editor included."""
    return lambda: at_rest(session.jobs)


def shown(qtbot: QtBot, widget: QWidget, width: int = 1158, height: int = 740) -> None:
    """A page in a window of its own, as large as in the usual one."""
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    widget.activateWindow()
    qtbot.waitExposed(widget)


def new(kind: str) -> Place:
    """A new record."""
    return Place(PageName.activity, kind=kind)

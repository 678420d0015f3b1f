"""No database, file or report work on the main thread: watched on every page, while records are read, saved and taken back."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from prossce_desktop.services.reporting import counted_figures
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.ui.base.place import PageName, Place
from tests.ui.main_thread import UI, Watch
from tests.ui.waiting import DRAFT_MS
from tests.ui.window import Window, window


@pytest.fixture
def shown(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    with window(tmp_path, qtbot) as made:
        yield made


def said(watched: Watch) -> str:
    return "\n".join(watched.found)


@pytest.mark.slow
def test_no_page_reads_or_writes_on_the_main_thread(shown: Window, watched: Watch) -> None:
    for place in shown.places():
        shown.go(place)
        assert not watched.found, (place, said(watched))


@pytest.mark.slow
def test_neither_typing_nor_saving_nor_taking_back_nor_searching_does(shown: Window, watched: Watch) -> None:
    shown.go(Place(PageName.activity, kind="training"))
    title = shown.window.focusWidget()
    assert title is not None
    QTest.keyClicks(title, "Typed in the window")
    shown.shell.page(PageName.activity).editing.form.put("status", "planned")  # type: ignore[attr-defined]
    shown.settle(DRAFT_MS)  # the draft saves itself
    QTest.keyClick(title, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    shown.settle()
    with shown.store.read() as reading:
        assert "Typed in the window" in [one.value.title for one in reading.records("training")]  # type: ignore[attr-defined]
    for key in ("undo", "redo"):
        getattr(shown.shell, key)()
        shown.settle()
    shown.shell.open_go_to()
    QTest.keyClicks(shown.window.focusWidget() or shown.window, "sok")
    shown.settle()
    assert not watched.found, said(watched)


def test_the_watch_hears_a_window_that_reads_on_the_main_thread(shown: Window, watched: Watch, tmp_path: Path) -> None:
    """Else the others would prove nothing."""
    places = [Path(UI) / "careless.py", tmp_path / "a_test.py"]
    code = "def careless(store, path, figures):\n    with store.read():\n        pass\n    open(path, 'w').close()\n"
    for place in places:
        scope: dict[str, object] = {}
        exec(compile(code, os.fspath(place), "exec"), scope)
        scope["careless"](shown.store, os.fspath(tmp_path / "x"), counted_figures)  # type: ignore[operator]
    assert [one.split(" on ")[0].split(" ")[0] for one in watched.found] == ["Store.read", "open"]
    watched.found.clear()
    assert isinstance(shown.store, Store)

"""The first page is loaded beside the window; who goes elsewhere meanwhile stays there."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from prossce_desktop.system.progress import ProgressCallback
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.window import workspace_view
from tests.ui.window import window


def test_the_first_page_is_shown_once_it_is_loaded(tmp_path: Path, qtbot: QtBot) -> None:
    with window(tmp_path, qtbot, records=lambda store: {}) as shown:
        shown.shell.start_at(Place(PageName.overview))
        shown.settle()
        assert shown.shell.page(PageName.overview).isVisible()


def test_who_goes_elsewhere_while_the_first_page_is_loaded_stays_there(tmp_path: Path, qtbot: QtBot) -> None:
    with window(tmp_path, qtbot, records=lambda store: {}) as shown:
        shown.shell.start_at(Place(PageName.overview))
        shown.go(Place(PageName.activities))
        assert shown.shell.place.page is PageName.activities
        assert shown.shell.page(PageName.activities).isVisible()


def test_the_first_page_is_loaded_no_further_when_another_one_is_gone_to(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, goes_on, loaded = threading.Event(), threading.Event(), list[PageName]()

    def load_in_two_parts(page: PageName, step: ProgressCallback) -> None:
        begun.set()
        goes_on.wait(20)
        step(1, 2)
        loaded.append(page)

    monkeypatch.setattr(workspace_view, "load", load_in_two_parts)
    with window(tmp_path, qtbot, records=lambda store: {}) as shown:
        shown.shell.start_at(Place(PageName.overview))
        qtbot.waitUntil(begun.is_set)
        shown.shell.go(Place(PageName.activities))
        goes_on.set()
        shown.settle()
        assert not loaded and shown.shell.place.page is PageName.activities

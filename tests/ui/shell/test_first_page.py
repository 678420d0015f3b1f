"""The first page is loaded beside the window; who goes elsewhere meanwhile stays there."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from prossce_desktop.ui.base.place import PageName, Place
from tests.ui.window import window


def test_the_first_page_is_shown_once_it_is_loaded(tmp_path: Path, qtbot: QtBot) -> None:
    with window(tmp_path, qtbot, records=lambda store: {}) as shown:
        shown.shell.start_at(Place(PageName.overview))
        assert shown.session.jobs.is_busy()
        shown.settle()
        assert shown.shell.page(PageName.overview).isVisible()


def test_who_goes_elsewhere_while_the_first_page_is_loaded_stays_there(tmp_path: Path, qtbot: QtBot) -> None:
    with window(tmp_path, qtbot, records=lambda store: {}) as shown:
        shown.shell.start_at(Place(PageName.overview))
        shown.go(Place(PageName.activities))
        assert shown.shell.place.page is PageName.activities
        assert shown.shell.page(PageName.activities).isVisible()

"""Sample data say so on every page, until they are taken out."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from prossce_desktop.services.sample import sample_loading
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.ui.base.place import PageName, Place
from tests.ui.window import TODAY, window

pytestmark = pytest.mark.slow


def loaded(store: Store) -> dict[str, int]:
    sample_loading.load(store, people=False, today=TODAY)
    return {}


def test_every_page_says_sample_data_while_there_are_any(qtbot: QtBot, tmp_path: Path) -> None:
    with window(tmp_path, qtbot, records=loaded) as shown:
        pill = shown.shell.navigation.note
        for name in (PageName.overview, PageName.activities, PageName.people, PageName.reports, PageName.settings):
            shown.go(Place(name))
            assert pill.isVisible() and pill.text() == "Sample data", name
        shown.shell.navigation.set_rail(True)
        shown.settle()
        mark = shown.shell.navigation.note_mark
        assert mark.isVisible() and mark.toolTip() == mark.accessibleName() == "Sample data"
        sample_loading.remove(shown.store)
        shown.session.news.changed.emit(None)
        shown.go(Place(PageName.people))
        assert not pill.isVisible() and not mark.isVisible()


def test_own_records_say_nothing_of_sample_data(qtbot: QtBot, tmp_path: Path) -> None:
    with window(tmp_path, qtbot, records=lambda store: {}) as shown:
        shown.go(Place(PageName.activities))
        assert not shown.shell.navigation.note.isVisible()

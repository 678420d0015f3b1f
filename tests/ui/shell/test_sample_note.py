"""Sample data say so on every page, until they are taken out."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from prossce_desktop.services import sample
from prossce_desktop.store.store import Store
from prossce_desktop.ui.place import PageName, Place
from tests.ui.window import TODAY, window

pytestmark = pytest.mark.slow


def loaded(store: Store) -> dict[str, int]:
    sample.load(store, people=False, today=TODAY)
    return {}


def test_every_page_says_sample_data_while_there_are_any(qtbot: QtBot, tmp_path: Path) -> None:
    with window(tmp_path, qtbot, records=loaded) as shown:
        for name in (PageName.activities, PageName.people, PageName.reports, PageName.settings):
            shown.go(Place(name))
            assert shown.shell.sample.pill.isVisible(), name
            assert shown.shell.sample.pill.text() == "Sample data"
        shown.go(Place(PageName.overview))
        page = shown.shell.page(PageName.overview)
        assert page.banner.isVisible() and not shown.shell.sample.isVisible()  # type: ignore[attr-defined]
        sample.remove(shown.store)
        shown.session.news.changed.emit(None)
        shown.go(Place(PageName.people))
        assert not shown.shell.sample.isVisible()


def test_own_records_say_nothing_of_sample_data(qtbot: QtBot, tmp_path: Path) -> None:
    with window(tmp_path, qtbot, records=lambda store: {}) as shown:
        shown.go(Place(PageName.activities))
        assert not shown.shell.sample.isVisible()

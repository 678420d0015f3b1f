"""What stands over a record while it is typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from prossce_desktop.ui.activities.activity_page import ActivityPage
from prossce_desktop.ui.base.place import PageName, Place
from tests.ui.window import window


@pytest.mark.slow
def test_days_typed_the_wrong_way_round_are_shown_as_typed(tmp_path: Path, qtbot: QtBot) -> None:
    with window(tmp_path, qtbot, records=lambda store: {}) as shown:
        shown.go(Place(PageName.activity, kind="training"))
        page = shown.shell.page(PageName.activity)
        assert isinstance(page, ActivityPage)
        form = page.editing.form
        assert form is not None
        for name, day in (("start", "3/2/2026"), ("end", "1/2/2026")):
            form.by_name[name].setFocus()
            field = form.by_name[name].focusProxy()
            QTest.keyClicks(field.focusProxy() or field, day)
        form.by_name["title"].setFocus()
        qtbot.waitUntil(lambda: "/  Training · 3 February 2026 – 1 February 2026" in [one.text() for one in page.header.findChildren(QLabel)], timeout=3000)

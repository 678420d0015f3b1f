"""A chip that is on has room for its words and its cross."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.people.people_page import PeoplePage
from tests.ui.window import window

pytestmark = pytest.mark.slow


def test_the_cross_of_to_check_is_not_drawn_over_its_words(qtbot: QtBot, tmp_path: Path) -> None:
    with window(tmp_path, qtbot) as shown:
        shown.go(Place(PageName.people))
        page = shown.shell.page(PageName.people)
        assert isinstance(page, PeoplePage)
        off = page.check.width()
        page.check.click()
        shown.settle()
        assert page.check.is_on() and page.check.width() == page.check.sizeHint().width() == off + 18
        page.check.click()
        shown.settle()
        assert page.check.width() == off

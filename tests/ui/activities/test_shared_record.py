"""What the regional office keeps for all countries is shown at a country, with who may change it, and nothing can be typed into it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from prossce_desktop.domain.model.organisations_and_results import Organisation
from prossce_desktop.domain.model.training import Programme
from prossce_desktop.services.exchange import exchange_page
from prossce_desktop.ui.base.place import PageName, Place
from tests.ui.exchange.offices import introduced, office, send
from tests.ui.exchange.test_said_truly import nothing
from tests.ui.window import window

pytestmark = pytest.mark.slow


def test_a_programme_of_the_office_is_read_and_not_changed(qtbot: QtBot, tmp_path: Path) -> None:
    with window(tmp_path, qtbot, records=nothing) as shown, office(tmp_path) as regional:
        introduced(regional, shown.store, tmp_path / "mail")
        with regional.work("new", 1) as work:
            [id] = work.new("programme", [Programme(title="Four-tiered PES training")])
            [employer] = work.new("organisation", [Organisation(name="JobNet")])
        exchange_page.take_in(shown.store, send(regional, tmp_path / "back"))
        before = shown.store.digest()
        shown.go(Place(PageName.activity, record=id))
        shown.settle()
        page = shown.shell.page(PageName.activity)
        form = page.editing.form  # type: ignore[attr-defined]
        assert form.value("title") == "Four-tiered PES training" and not form.by_name["title"].isEnabled()
        assert page.bar.sentence() == "The regional office recorded this, and only the regional office can change it. Ask them to change it."  # type: ignore[attr-defined]
        QTest.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        shown.settle()
        assert shown.store.digest() == before and "only the regional office can change it" in page.bar.sentence()  # type: ignore[attr-defined]
        shown.go(Place(PageName.organisation, record=employer))
        shown.settle()
        other = shown.shell.page(PageName.organisation)
        other.edit_button.click()  # type: ignore[attr-defined]
        shown.settle()
        assert "only the regional office can change it" in other.edit_frame.bar.sentence()  # type: ignore[attr-defined]
        with shown.store.work("new", 1) as work:
            [own] = work.new("programme", [Programme(title="Our own")])
        shown.go(Place(PageName.activity, record=own))
        shown.settle()
        assert form.by_name["title"].isEnabled() and page.bar.sentence() == "Everything is saved."  # type: ignore[attr-defined]

"""What stands in the window before the records are open."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from prossce_desktop.ui.shell.main_window import Opening


def test_the_first_page_says_why_it_takes_long_once_it_does(qtbot: QtBot) -> None:
    page = Opening()
    qtbot.addWidget(page)
    assert page.why.text() == ""
    page.say_why()  # as its timer does
    assert "stopped suddenly" in page.why.text() and "\n" in page.why.text()
    page.resize(1366, 728)
    assert page.why.sizeHint().width() < 600

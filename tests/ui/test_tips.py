"""Tooltips show what is written, also where it looks like HTML."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent, QStandardItem, QStandardItemModel, QTextDocument
from PySide6.QtWidgets import QLabel, QStyleOptionViewItem, QToolTip
from pytestqt.qtbot import QtBot

from prossce_desktop.ui.grids.list_view import ListView
from prossce_desktop.ui.parts.tooltips import item_tip, plain, set_tip

EVIL = '<img src="file:///etc/passwd"><b>Sok</b> & Dara\nsecond line'


def read(text: str) -> str:
    """What a person reads of a tooltip that Qt takes for HTML."""
    document = QTextDocument()
    document.setHtml(text)
    return document.toPlainText()


@pytest.mark.parametrize("text", [EVIL, "a < b", "<script>", "Sok <dara@example.org>"])
def test_what_looks_like_html_is_read_as_written(qtbot: QtBot, text: str) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    set_tip(label, text)
    assert read(label.toolTip()) == text and "<img" not in label.toolTip()


def test_an_ordinary_text_is_as_it_is() -> None:
    assert plain("Sok & Dara\nPhnom Penh") == "Sok & Dara\nPhnom Penh" and plain("") == ""


@pytest.mark.parametrize("has_own", [True, False])
def test_a_cell_of_a_list_shows_its_tooltip_and_its_whole_words_as_written(qtbot: QtBot, has_own: bool) -> None:
    view, model = ListView(row_height=30, name="People"), QStandardItemModel(0, 1)
    qtbot.addWidget(view)
    item = QStandardItem("Dara" if has_own else EVIL)
    if has_own:
        item_tip(item, EVIL)
    model.appendRow(item)
    view.setModel(model)
    view.show()
    index = model.index(0, 0)
    event = QHelpEvent(QEvent.Type.ToolTip, QPoint(5, 5), view.mapToGlobal(QPoint(5, 5)))
    assert view.itemDelegate().helpEvent(event, view, QStyleOptionViewItem(), index)
    qtbot.waitUntil(lambda: QToolTip.text() != "", timeout=5_000)
    assert read(QToolTip.text()) == EVIL and "<img" not in QToolTip.text()
    QToolTip.hideText()

"""The head of a column keeps its words, whichever column is sorted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QHeaderView, QTableView
from pytestqt.qtbot import QtBot

from prossce_desktop.ui.grids import column_header
from prossce_desktop.ui.grids.column_header import GridHeader


def shown(qtbot: QtBot, *words: str) -> tuple[QTableView, GridHeader]:
    view = QTableView()
    qtbot.addWidget(view)
    header = GridHeader(view)
    view.setHorizontalHeader(header)
    model = QStandardItemModel(3, len(words), view)
    model.setHorizontalHeaderLabels(list(words))
    view.setModel(model)
    header.setSortIndicatorShown(True)
    view.resize(500, 200)
    view.show()
    return view, header


def test_a_column_that_is_sorted_gets_room_for_its_arrow(qtbot: QtBot) -> None:
    view, header = shown(qtbot, "Title", "Organisations")
    view.setColumnWidth(1, header.width_for(1))
    before = view.columnWidth(1)
    header.setSortIndicator(1, Qt.SortOrder.DescendingOrder)
    assert view.columnWidth(1) >= before + 18


def test_where_there_is_no_room_the_words_stand_and_the_arrow_does_not(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    view, header = shown(qtbot, "Organisations of the country", "B")
    arrows: list[str] = []
    monkeypatch.setattr(column_header, "draw_icon_in", lambda painter, name, *rest: arrows.append(name))
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    header.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
    header.grab()
    assert "arrow-up" in arrows
    arrows.clear()
    view.resize(150, 200)
    header.grab()
    assert arrows == []

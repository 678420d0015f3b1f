"""Sessions typed in their small grid, by keys alone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from prossce_desktop.domain.model.fields import field_of
from prossce_desktop.domain.model.training import Programme, Training
from prossce_desktop.ui.records.row_grid_field import RowsField
from tests.ui.activities.conftest import shown


def _type(qtbot: QtBot, field: RowsField, text: str, key: Qt.Key) -> None:
    qtbot.keyClicks(field.view, text[0])
    qtbot.keyClicks(field.view.editor(), text[1:])
    qtbot.keyClick(field.view.editor(), key)


def test_sessions_are_typed_row_after_row(qtbot: QtBot) -> None:
    field = RowsField(field_of(Training, "sessions"))
    shown(qtbot, field)
    field.view.setCurrentIndex(field.model.index(0, 0))
    field.view.setFocus()
    for day, hours in (("18/11/2024", "6"), ("19/11/2024", "5.5")):
        _type(qtbot, field, day, Qt.Key.Key_Tab)
        _type(qtbot, field, hours, Qt.Key.Key_Return)
    assert field.value() == [{"date": "2024-11-18", "hours": "6"}, {"date": "2024-11-19", "hours": "5.5"}]
    assert field.model.index(0, 0).data() == "18 Nov 2024"
    assert (field.view.currentIndex().row(), field.view.currentIndex().column()) == (2, 0)


def test_a_tier_takes_its_mode_by_the_first_letters(qtbot: QtBot) -> None:
    field = RowsField(field_of(Programme, "tiers"))
    shown(qtbot, field)
    field.view.setCurrentIndex(field.model.index(0, 0))
    _type(qtbot, field, "Trainers", Qt.Key.Key_Tab)
    _type(qtbot, field, "in", Qt.Key.Key_Return)
    assert field.value() == [{"name": "Trainers", "mode": "in_person"}]


def test_an_emptied_last_row_goes(qtbot: QtBot) -> None:
    field = RowsField(field_of(Training, "sessions"))
    shown(qtbot, field)
    field.set_value([{"date": "2024-11-18"}, {"date": "2024-11-19"}])
    assert field.model.rowCount() == 3
    field.model.set_cells([(1, 0, "")])
    assert field.model.rowCount() == 2


def test_tab_stops_at_every_column_of_every_row_and_leaves_after_the_last(qtbot: QtBot) -> None:
    field = RowsField(field_of(Training, "sessions"))
    shown(qtbot, field)
    field.view.setCurrentIndex(field.model.index(0, 0))
    field.view.setFocus()
    qtbot.keyClick(field.view, Qt.Key.Key_Tab)
    last = field.model.columnCount() - 1
    _type(qtbot, field, "6", Qt.Key.Key_Tab)
    for _column in range(2, last + 1):
        qtbot.keyClick(field.view, Qt.Key.Key_Tab)
    _type(qtbot, field, "19/11/2024", Qt.Key.Key_Return)
    assert field.value() == [{"hours": "6"}, {"date": "2024-11-19"}]
    left: list[bool] = []
    field.view.leave = left.append  # type: ignore[method-assign]
    field.view.setCurrentIndex(field.model.index(2, 0))
    for _column in range(last + 1):
        qtbot.keyClick(field.view, Qt.Key.Key_Tab)
    assert left == [True]

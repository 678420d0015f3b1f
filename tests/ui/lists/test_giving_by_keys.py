"""Copy, export and print by their keys in the real lists: what is taken out is what stands there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from prossce_desktop.ui.base.place import PageName
from prossce_desktop.ui.lists.export_dialog import ExportDialog
from prossce_desktop.ui.lists.list_page import ListPage
from prossce_desktop.ui.lists.print_dialog import PrintDialog
from prossce_desktop.ui.session.session import Session
from tests.tools.recording_speaker import RecordingSpeaker
from tests.ui.lists.conftest import PAGES, PEOPLE, Open

Key, Shift, Ctrl = Qt.Key, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
Settle = Callable[[], None]
D = TypeVar("D", bound=QDialog)


def dialog_of(page: ListPage, kind: type[D], key: Qt.Key, settle: Settle) -> D:
    QTest.keyClick(page.view, key, Ctrl)
    settle()
    [found] = page.window().findChildren(kind)
    return found


def heads(page: ListPage) -> list[str]:
    """The headings on the screen, from left to right."""
    return [one.head for one in page.frame.everything().columns]


def copied() -> list[list[str]]:
    return [line.split("\t") for line in QGuiApplication.clipboard().text().rstrip("\n").split("\n")]


@pytest.mark.slow
@pytest.mark.parametrize("name", list(PAGES))
def test_the_rows_chosen_are_copied_in_the_order_and_columns_shown(opened: Open, settle: Settle, session: Session, name: PageName) -> None:
    page = opened(name)
    speaker = session.speaker
    assert isinstance(speaker, RecordingSpeaker)
    speaker.will_answer(*(["Copy with personal data"] if name is PageName.people else []))
    QTest.keyClick(page.view, Key.Key_Home)
    for _ in range(2):
        QTest.keyClick(page.view, Key.Key_Down, Shift)
    QTest.keyClick(page.view, Key.Key_C, Ctrl)
    settle()
    first, *rows = copied()
    shown = [page.view.model().index(at, 1 if name is PageName.activities else 0).data() for at in range(3)]
    column = first.index(heads(page)[0])
    assert [row[column] for row in rows] == shown
    assert [one for one in first if one in heads(page)] == heads(page)
    assert speaker.mentioned[-1].startswith("3 rows copied")


@pytest.mark.slow
def test_the_whole_list_is_exported_as_it_is_filtered_and_sorted(opened: Open, settle: Settle, session: Session, tmp_path: Path) -> None:
    page = opened(PageName.people)
    chip = page.frame.filters["sex"]
    chip.choose("male", on=True)  # type: ignore[union-attr]
    settle()
    shown = page.view.model().rowCount()
    assert 0 < shown < PEOPLE
    dialog = dialog_of(page, ExportDialog, Key.Key_E, settle)
    assert dialog.which.rows.itemText(1) == f"All {shown} rows of this list" and dialog.which.rows.value() == "all"
    speaker = session.speaker
    assert isinstance(speaker, RecordingSpeaker)
    speaker.will_choose(tmp_path / "men.xlsx")
    dialog.which.personal.setChecked(True)
    QTest.keyClick(dialog, Key.Key_S, Ctrl)
    settle()
    [sheet] = openpyxl.load_workbook(tmp_path / "men.xlsx").worksheets
    rows = list(sheet.iter_rows(min_row=7, values_only=True))
    assert len(rows) == shown and {row[3] for row in rows} == {"Man"}
    assert sheet["B5"].value == "Sex: Man" and sheet["B4"].value == f"{shown} people. This sheet contains personal data: keep it safe."
    names = [row[1] for row in rows]
    assert names == sorted(names)


@pytest.mark.slow
def test_the_pages_of_the_chosen_rows_are_shown_by_ctrl_p(opened: Open, settle: Settle) -> None:
    page = opened(PageName.organisations)
    QTest.keyClick(page.view, Key.Key_A, Ctrl)
    settle()
    dialog = dialog_of(page, PrintDialog, Key.Key_P, settle)
    settle()
    assert dialog.shown is not None and dialog.shown.given.rows.count == 7 and dialog.which.personal.isHidden()

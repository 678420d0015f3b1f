"""What the short message offers to take back, and where the keys are when it was pressed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from prossce_desktop.services.commands import adding
from prossce_desktop.services.people import people_sheet
from prossce_desktop.services.people.people_sheet import RowDraft
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.session.dialogs import WindowSpeaker
from prossce_desktop.ui.session.toast import _OF_NOW_MS, Toast
from tests.ui.window import TODAY, Window, window

pytestmark = pytest.mark.slow

Key = Qt.Key
Ctrl = Qt.KeyboardModifier.ControlModifier


def _records(store: Store) -> dict[str, int]:
    training = adding.add(store, "training", [("title", "Green skills"), ("code", "T1"), ("start", "2024-11-18")], today=TODAY).id
    people_sheet.save_rows(store, training, [RowDraft(None, None, {"name": name}) for name in ("Sok Sophea", "Chan Dara")], TODAY)
    fair = adding.add(store, "career_fair", [("title", "Fair no 3"), ("code", "F3"), ("start", "2024-11-26")], today=TODAY).id
    return {"training": training, "fair": fair}


def _speaking(made: Window) -> Toast:
    """The window says it in its short message, as the program does."""
    made.session.speaker = WindowSpeaker(made.window, made.shell.message)
    return made.shell.message


def _remove_the_fair(made: Window) -> None:
    made.go(Place(PageName.activity, record=made.ids["fair"], kind="career_fair"))
    made.shell.page(PageName.activity).acts.remove()  # type: ignore[attr-defined]
    made.settle()


def _is_removed(made: Window, record: int) -> bool:
    with made.store.read() as reading:
        return reading.record(record).removed


def test_the_message_takes_back_its_own_step_and_leaves_the_keys_where_they_are(qtbot: QtBot, tmp_path: Path) -> None:
    with window(tmp_path, qtbot, records=_records) as made:
        message = _speaking(made)
        _remove_the_fair(made)
        assert message.text() == "Removed: Fair no 3" and message.isVisible()
        adding.add(made.store, "training", [("title", "Saved meanwhile")], today=TODAY)  # on its way: the window was not told yet
        before = QApplication.focusWidget()
        QTest.mouseClick(message.undo_button, Qt.MouseButton.LeftButton)
        assert QApplication.focusWidget() is before
        made.settle()
        assert not _is_removed(made, made.ids["fair"])
        with made.store.read() as reading:
            assert "Saved meanwhile" in [one.value.title for one in reading.records("training")]


def test_undo_reached_by_tab_gives_the_keys_back_when_it_is_pressed(qtbot: QtBot, tmp_path: Path) -> None:
    with window(tmp_path, qtbot, records=_records) as made:
        message = _speaking(made)
        _remove_the_fair(made)
        before = QApplication.focusWidget()
        message.undo_button.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(message.undo_button, Key.Key_Space)
        assert QApplication.focusWidget() is before
        made.settle()
        assert not _is_removed(made, made.ids["fair"])


def test_the_message_goes_when_another_step_was_saved(qtbot: QtBot, tmp_path: Path) -> None:
    with window(tmp_path, qtbot, records=_records) as made:
        message = _speaking(made)
        _remove_the_fair(made)
        assert message.isVisible()
        made.session.tell(adding.add(made.store, "training", [("title", "Saved meanwhile")], today=TODAY))
        assert message.isHidden()


def test_what_was_wrong_is_said_no_longer_once_something_was_saved(qtbot: QtBot, tmp_path: Path) -> None:
    with window(tmp_path, qtbot, records=_records) as made:
        message = _speaking(made)
        made.session.speaker.mention("The disk is full.")
        made.session.tell(adding.add(made.store, "training", [("title", "At the same time")], today=TODAY))
        assert message.isVisible(), "news of what it speaks of"
        qtbot.wait(_OF_NOW_MS + 50)
        made.session.tell(adding.add(made.store, "training", [("title", "Saved all the same")], today=TODAY))
        assert message.isHidden()


def test_the_message_stays_in_the_place_where_it_was_said(qtbot: QtBot, tmp_path: Path) -> None:
    with window(tmp_path, qtbot, records=_records) as made:
        message = _speaking(made)
        _remove_the_fair(made)
        assert message.isVisible(), "said with the way to the list"
        qtbot.wait(_OF_NOW_MS + 50)
        made.go(Place(PageName.overview))
        assert message.isHidden()


SHORT, LONG = "Removed: Fair no 3", "The data cannot be saved just now, since another program holds the file; it is tried again in a moment."


@pytest.mark.parametrize(("width", "height", "percent"), [(1366, 728, 100), (1024, 700, 100), (911, 512, 100), (1366, 728, 200)])
def test_the_message_covers_no_button_no_total_and_not_the_foot_on_any_page(
    qtbot: QtBot, tmp_path: Path, width: int, height: int, percent: int
) -> None:
    theme().set_text_size(percent)
    with window(tmp_path, qtbot, width=width, height=height) as made:
        message = _speaking(made)
        for place in made.places():
            made.go(place)
            for words in (SHORT, LONG):
                message.say(words, step="op-0001")
                box = message.geometry()
                assert made.shell.rect().contains(box), (place, words)
                assert message.label.height() >= message.label.heightForWidth(message.label.width()) - 1
                covered = [
                    f"{type(one).__name__} {one.accessibleName()}"
                    for one in made.shell.findChildren(QWidget)
                    if one.isVisible() and not message.isAncestorOf(one) and (isinstance(one, QAbstractButton) or one.property("look") == "bar")
                    if _seen(one, made.shell).intersects(box)
                ]
                assert not covered, (place, words)
            message.hide()


def _seen(one: QWidget, host: QWidget) -> QRect:
    seen = one.visibleRegion().boundingRect()
    return QRect(one.mapTo(host, seen.topLeft()), seen.size())


def test_the_message_about_people_taken_off_goes_when_they_are_brought_back(qtbot: QtBot, tmp_path: Path) -> None:
    with window(tmp_path, qtbot, records=_records) as made:
        message = _speaking(made)
        made.go(Place(PageName.activity, record=made.ids["training"], kind="training", tab="people"))
        view = made.shell.page(PageName.activity).tabs.people.view  # type: ignore[attr-defined]
        view.go_to(0, 0)
        QTest.keyClick(view, Key.Key_Minus, Ctrl)
        made.settle()
        assert message.text() == "1 person removed from the list" and message.isVisible()
        QTest.keyClick(view, Key.Key_Z, Ctrl)
        made.settle()
        assert message.text().startswith("Undone: ") and not any(one.isVisible() for one in message.findChildren(QAbstractButton))

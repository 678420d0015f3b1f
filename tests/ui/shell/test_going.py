"""Where the keys are when one goes to a page: where the page wants them, not on the first thing that can have them."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QPaintEvent, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from prossce_desktop.domain.model.training import Training
from prossce_desktop.services.activities import fair_employers
from prossce_desktop.services.commands import adding
from prossce_desktop.services.records import record_search
from prossce_desktop.store.queries.reading import Reading
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.window.go_to_dialog import GoTo
from tests.ui.window import TODAY, window

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", [PageName.activities, PageName.people, PageName.organisations, PageName.reports])
def test_the_keys_are_where_the_page_says(qtbot: QtBot, tmp_path: Path, name: PageName) -> None:
    with window(tmp_path, qtbot, records=lambda store: {}) as made:
        made.go(Place(PageName.settings))
        made.go(Place(name))
        page = made.shell.page(name)
        wanted = page.focusProxy()
        while wanted is not None and wanted.focusProxy() is not None:
            wanted = wanted.focusProxy()
        focus = QApplication.focusWidget()
        assert focus is not None and page.isAncestorOf(focus)
        assert wanted is None or focus is wanted or not wanted.isVisible()  # an empty list gives its button the keys


def test_the_way_back_to_a_new_record_that_was_saved_leads_to_the_record(qtbot: QtBot, tmp_path: Path) -> None:
    with window(tmp_path, qtbot, records=lambda store: {}) as made:
        made.go(Place(PageName.activity, kind="training"))
        QTest.keyClicks(QApplication.focusWidget(), "Green skills")
        made.shell.page(PageName.activity).editing.form.put("status", "planned")  # type: ignore[attr-defined]
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        made.settle()
        with made.store.read() as reading:
            [saved] = [one.id for one in reading.records("training")]
        made.go(Place(PageName.people))
        made.shell.back()
        made.settle()
        assert made.shell.place.record == saved
        page = made.shell.page(PageName.activity)
        assert page.editing.record == saved  # type: ignore[attr-defined]
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        made.settle()
        assert made.shell.place.record is None
        made.shell.back()
        made.settle()
        assert made.shell.place.record == saved, "also after one that was saved and left for the next one"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "page"), [("Exchange", PageName.exchange), ("people", PageName.people), ("to decide", PageName.decisions)]
)
def test_a_pages_name_leads_to_the_page_and_not_to_what_only_contains_the_word(
    qtbot: QtBot, tmp_path: Path, typed: str, page: PageName
) -> None:
    """'Exchange' stands in 'New SSTC exchange' and in titles of records too."""
    with window(tmp_path, qtbot, records=lambda store: {}) as made:
        with made.store.work("new", 1) as work:
            work.new("training", [Training(title="Exchange of people who are to decide on a setting")])
        made.go(Place(PageName.settings))
        made.shell.open_go_to()
        made.settle()
        QTest.keyClicks(QApplication.focusWidget(), typed)
        made.settle()
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        made.settle()
        assert made.shell.place.page is page


@pytest.mark.parametrize("to_employers", [False, True])
def test_keys_pressed_before_what_is_gone_to_was_found_are_for_its_page(qtbot: QtBot, tmp_path: Path, to_employers: bool) -> None:
    """Name, Enter, a tab and the first letters at one go, as by hands that know the way."""
    with window(tmp_path, qtbot, records=lambda store: {}) as made:
        fair = adding.add(made.store, "career_fair", [("title", "Battambang fair"), ("start", "2024-10-26")], today=TODAY).id
        made.go(Place(PageName.settings))
        made.shell.open_go_to()
        field = QApplication.focusWidget()
        QTest.keyClicks(field, "battambang")
        QTest.keyClick(field, Qt.Key.Key_Return)
        if to_employers:
            QTest.keyClick(field, Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
        QTest.keyClicks(field, "Firm")
        QTest.keyClick(field, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: made.shell.place.page is PageName.activity)
        made.settle()
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        made.settle()
        with made.store.read() as reading:
            title = reading.record(fair).value.title
        rows = [one.name for one in fair_employers.rows(made.store, fair)]
        assert (title, rows) == (("Battambang fair", ["Firm"]) if to_employers else ("FirmBattambang fair", []))


def test_whoever_comes_back_to_a_record_types_on_in_the_same_field(qtbot: QtBot, tmp_path: Path) -> None:
    """A package is read in on the page Exchange meanwhile; back by Ctrl+K."""
    with window(tmp_path, qtbot, records=lambda store: {}) as made:
        fair = adding.add(made.store, "career_fair", [("title", "Battambang fair"), ("start", "2024-10-26")], today=TODAY).id
        made.go(Place(PageName.activity, record=fair, kind="career_fair"))
        place = made.shell.page(PageName.activity).editing.form.by_name["place"].editor  # type: ignore[attr-defined]
        place.setFocus()
        QTest.keyClicks(place, "Bat")
        made.go(Place(PageName.exchange))
        made.shell.open_go_to()
        field = QApplication.focusWidget()
        QTest.keyClicks(field, "battambang")
        QTest.keyClick(field, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: made.shell.place.page is PageName.activity)
        made.settle()
        QTest.keyClicks(QApplication.focusWidget(), "tambang")
        assert place.text() == "Battambang" and place.hasFocus()


@pytest.mark.parametrize("was_edited", [False, True])
def test_edit_pressed_before_an_organisation_was_found_opens_its_form(qtbot: QtBot, tmp_path: Path, was_edited: bool) -> None:
    with window(tmp_path, qtbot, records=lambda store: {}) as made:
        record = adding.add(made.store, "organisation", [("name", "Battambang office")], today=TODAY).id
        if was_edited:
            made.go(Place(PageName.organisation, record=record))
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
            made.settle()
            QTest.keyClicks(QApplication.focusWidget(), "The ")
        made.go(Place(PageName.exchange))
        made.shell.open_go_to()
        field = QApplication.focusWidget()
        QTest.keyClicks(field, "battambang")
        QTest.keyClick(field, Qt.Key.Key_Return)
        QTest.keyClick(field, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(field, "New ")
        qtbot.waitUntil(lambda: made.shell.place.page is PageName.organisation)
        made.settle()
        form = made.shell.page(PageName.organisation).edit_frame.form  # type: ignore[attr-defined]
        assert form.isVisible() and "New " in str(form.value("name")) and "Battambang office" in str(form.value("name"))


def test_what_is_shown_on_a_page_that_was_left_takes_no_keys(qtbot: QtBot, tmp_path: Path) -> None:
    """A package was read in while somebody went on to an organisation, to press Ctrl+E there."""
    with window(tmp_path, qtbot, records=lambda store: {}) as made:
        record = adding.add(made.store, "organisation", [("name", "Battambang office")], today=TODAY).id
        made.go(Place(PageName.exchange))
        made.go(Place(PageName.organisation, record=record))
        before = QApplication.focusWidget()
        made.shell.page(PageName.exchange).receive.dry_run.show_taken((), answers=True, conflicts=0)  # type: ignore[attr-defined]
        assert QApplication.focusWidget() is before


def test_a_page_that_was_left_does_not_take_away_where_the_key_leads_in_sight(qtbot: QtBot, tmp_path: Path) -> None:
    """A fair is saved and left; its answer, which comes later, is of the page that was left, and waits there."""
    with window(tmp_path, qtbot, records=lambda store: {}) as made:
        fair = adding.add(made.store, "career_fair", [("title", "Battambang fair"), ("start", "2024-10-26")], today=TODAY).id
        record = adding.add(made.store, "organisation", [("name", "Battambang office")], today=TODAY).id
        made.go(Place(PageName.activity, record=fair, kind="career_fair"))
        left = made.shell.page(PageName.activity).editing  # type: ignore[attr-defined]
        made.go(Place(PageName.organisation, record=record))
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
        made.settle()
        form = made.shell.page(PageName.organisation).edit_frame.form  # type: ignore[attr-defined]
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Delete)
        form.by_name["latin_name"].setFocus()
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(QApplication.focusWidget(), "Street")
        made.settle()
        left.refused.emit("start")
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
        assert form.by_name["name"].isAncestorOf(QApplication.focusWidget())


def test_keys_pressed_after_enter_stay_in_the_field_where_nothing_is_found(qtbot: QtBot, tmp_path: Path) -> None:
    with window(tmp_path, qtbot, records=lambda store: {}) as made:
        made.shell.open_go_to()
        [chooser] = made.shell.findChildren(GoTo)
        QTest.keyClicks(chooser.field, "nowhere")
        QTest.keyClick(chooser.field, Qt.Key.Key_Return)
        QTest.keyClicks(chooser.field, " at all")
        qtbot.waitUntil(lambda: chooser.field.text() == "nowhere at all")
        assert chooser.isVisible()


@pytest.mark.parametrize("is_found", [True, False], ids=["on the page", "in the field"])
def test_keys_with_ctrl_pressed_after_enter_edit_where_one_types(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_found: bool
) -> None:
    """Ctrl+A and what is typed over it, Ctrl+V; on a record that is open already, so that it takes the keys at once."""
    with window(tmp_path, qtbot, records=lambda store: {}) as made:
        fair = adding.add(made.store, "career_fair", [("title", "Battambang fair"), ("start", "2024-10-26")], today=TODAY).id
        made.go(Place(PageName.activity, record=fair, kind="career_fair"))
        title = made.shell.page(PageName.activity).editing.form.by_name["title"].editor  # type: ignore[attr-defined]
        title.setFocus()
        made.go(Place(PageName.exchange))
        made.shell.open_go_to()
        chooser = made.shell.findChildren(GoTo)[-1]
        held = _Held(monkeypatch)
        QTest.keyClicks(chooser.field, "battambang" if is_found else "nowhere")
        qtbot.waitUntil(held.begun.is_set)
        QTest.keyClick(chooser.field, Qt.Key.Key_Return)
        QTest.keyClick(chooser.field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(chooser.field, "Kep ")
        QApplication.clipboard().setText("fair")
        QTest.keyClick(chooser.field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        held.let_go()
        made.settle()
        assert (made.shell.place.page is PageName.activity) is is_found
        assert title.text() == ("Kep fair" if is_found else "Battambang fair")
        assert is_found or chooser.field.text() == "Kep fair"


class _Held:
    """The search, held until it is let go: `begun` tells that it is under way."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun, self._free = threading.Event(), threading.Event()
        self._search = record_search.go_to
        monkeypatch.setattr(record_search, "go_to", self)

    def __call__(self, reading: Reading, text: str) -> Sequence[record_search.Hit]:
        self.begun.set()
        assert self._free.wait(10)
        return self._search(reading, text)

    def let_go(self) -> None:
        self._free.set()


@pytest.mark.parametrize("at_once", [False, True], ids=["Enter after the answer", "Enter at once"])
def test_enter_takes_a_line_when_the_words_were_deleted_while_they_were_searched(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: bool
) -> None:
    with window(tmp_path, qtbot, records=lambda store: {}) as made:
        made.go(Place(PageName.settings))
        made.shell.open_go_to()
        [chooser] = made.shell.findChildren(GoTo)
        held = _Held(monkeypatch)
        QTest.keyClicks(chooser.field, "a")
        qtbot.waitUntil(held.begun.is_set)
        QTest.keyClick(chooser.field, Qt.Key.Key_Backspace)
        if at_once:
            QTest.keyClick(chooser.field, Qt.Key.Key_Return)
            QTest.keyClicks(chooser.field, "Green ")
            qtbot.waitUntil(lambda: made.shell.place.page is PageName.activity)
            held.let_go()
        else:
            qtbot.waitUntil(lambda: not any(one.isActive() for one in chooser.findChildren(QTimer)))
            held.let_go()
            made.settle()
            QTest.keyClick(chooser.field, Qt.Key.Key_Return)
        made.settle()
        assert made.shell.place == Place(PageName.activity, kind="training"), "New training is the first line of all"
        QTest.keyClicks(QApplication.focusWidget(), "skills")
        title = made.shell.page(PageName.activity).editing.title()  # type: ignore[attr-defined]
        assert title == ("Green skills" if at_once else "skills")


def test_keys_come_back_to_the_field_when_the_search_breaks_down(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("a mistake of ours")

    with window(tmp_path, qtbot, records=lambda store: {}) as made:
        made.go(Place(PageName.settings))
        made.shell.open_go_to()
        [chooser] = made.shell.findChildren(GoTo)
        monkeypatch.setattr(record_search, "go_to", fails)
        with qtbot.captureExceptions() as caught:
            QTest.keyClicks(chooser.field, "peo")
            QTest.keyClick(chooser.field, Qt.Key.Key_Return)
            QTest.keyClicks(chooser.field, "ple")
            made.settle()
            assert (chooser.isVisible(), chooser.field.text()) == (True, "people")
            QTest.keyClick(chooser.field, Qt.Key.Key_Return)
            made.settle()
        assert len(caught) == 2 and made.shell.place.page is PageName.people, "pages are found by their names nevertheless"


def test_enter_waits_for_the_words_in_the_field_and_not_for_those_before(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with window(tmp_path, qtbot, records=lambda store: {}) as made:
        fairs = [
            adding.add(made.store, "career_fair", [("title", f"Kep fair {word}"), ("start", "2024-10-26")], today=TODAY).id
            for word in ("one", "two")
        ]
        wanted = {}
        for word, fair in zip(("one", "two"), fairs, strict=True):
            made.go(Place(PageName.settings))
            made.shell.open_go_to()
            chooser = made.shell.findChildren(GoTo)[-1]
            with monkeypatch.context() as patched:
                held = _Held(patched)
                QTest.keyClicks(chooser.field, "kep")
                qtbot.waitUntil(held.begun.is_set)
                QTest.keyClicks(chooser.field, f" fair {word}")
                QTest.keyClick(chooser.field, Qt.Key.Key_Return)
                held.let_go()
                qtbot.waitUntil(lambda: made.shell.place.page is PageName.activity)
            made.settle()
            wanted[fair] = made.shell.place.record
        assert list(wanted) == list(wanted.values())


class _Painted(QObject):
    """What of a widget is painted again."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__()
        self.region = QRegion()
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.region = self.region.united(event.region())
        return False


def test_going_to_anything_leaves_no_shadow(qtbot: QtBot, tmp_path: Path) -> None:
    with window(tmp_path, qtbot, records=lambda store: {}) as made:
        made.shell.open_go_to()
        made.settle()
        [chooser] = made.shell.findChildren(GoTo)
        before = chooser.box.geometry()
        painted = _Painted(chooser)
        QTest.keyClicks(chooser.field, "settings")
        made.settle()
        qtbot.waitUntil(lambda: chooser.box.height() < before.height())
        made.settle()
        assert painted.region.contains(QPoint(before.center().x(), before.bottom() + 5)), "the shadow of the larger box"
        made.shell.open_go_to()
        made.settle()
        assert [one for one in made.shell.findChildren(GoTo) if one.isVisible()] == [chooser], "one at a time, whatever is pressed"
        made.go(Place(PageName.people))
        made.settle()
        assert not [one for one in made.shell.findChildren(GoTo) if one.isVisible()], "nothing lies over a page that was gone to"

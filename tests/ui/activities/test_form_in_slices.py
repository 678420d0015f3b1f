"""A form is made a slice at a time: the window lives meanwhile, nothing half is shown or saved, and what is typed early is kept."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from pytestqt.qtbot import QtBot

from prossce_desktop.app import Store
from prossce_desktop.services.commands import adding
from prossce_desktop.ui.activities.activity_page import ActivityPage
from prossce_desktop.ui.base import main_thread_slices
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.records.record_form import RecordForm
from prossce_desktop.ui.session.session import Session
from tests.ui.activities.conftest import TODAY, Settle, new, shown

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def thin(monkeypatch: pytest.MonkeyPatch) -> None:
    """One row a slice, however quick the machine is."""
    monkeypatch.setattr(main_thread_slices, "SLICE_MS", 0)


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> ActivityPage:
    made = ActivityPage(session)
    shown(qtbot, made)
    return made


def _form(page: ActivityPage) -> RecordForm:
    assert page.editing.form is not None
    return page.editing.form


def test_the_window_lives_between_the_slices(page: ActivityPage, qtbot: QtBot, settle: Settle) -> None:
    beats: list[int] = []
    heart = QTimer(page)
    heart.timeout.connect(lambda: beats.append(len(_form(page).by_name)))
    heart.start(0)
    page.enter(new("training"))
    assert page.session.jobs.is_busy()
    settle()
    growing = sorted({fields for fields in beats if fields < len(_form(page).by_name)})
    assert len(growing) > 5, "between two slices other things happen"


def test_a_form_is_not_shown_before_it_is_whole(page: ActivityPage, qtbot: QtBot, settle: Settle) -> None:
    page.enter(new("training"))
    form = _form(page)
    seen: list[bool] = []
    form.once_whole(lambda: seen.append(form.isVisible()))
    settle()
    assert seen == [False]
    assert form.isVisible()
    assert form.by_name["title"].editor is page.focusWidget()


def test_a_form_made_in_slices_has_the_fields_of_one_made_at_once(page: ActivityPage, settle: Settle) -> None:
    page.enter(new("training"))
    settle()
    whole = RecordForm(page.session, "training")
    assert list(_form(page).by_name) == list(whole.by_name)
    whole.deleteLater()


def test_letters_typed_before_the_form_is_there_stand_in_its_first_field(page: ActivityPage, qtbot: QtBot, settle: Settle) -> None:
    page.enter(new("training"))
    assert page.editing.is_loading()
    qtbot.keyClicks(page, "Job coaches")
    settle()
    qtbot.keyClicks(page.focusWidget(), ", tier 2")
    assert page.editing.title() == "Job coaches, tier 2"


def test_letters_typed_early_do_not_come_up_in_another_record(page: ActivityPage, qtbot: QtBot, store: Store, settle: Settle) -> None:
    added = adding.add(store, "training", [("title", "A")], today=TODAY)
    page.enter(new("training"))
    qtbot.keyClicks(page, "for the new one")
    page.enter(Place(PageName.activity, record=added.id, kind="training"))
    settle()
    assert page.editing.title() == "A"
    assert not page.editing.typed_anything()


def test_save_before_the_form_is_whole_saves_nothing_and_spoils_nothing(
    page: ActivityPage, qtbot: QtBot, store: Store, settle: Settle
) -> None:
    page.enter(new("training"))
    page.save()
    page.editing.keep_draft()
    settle()
    assert (page.editing.record, store.drafts.held()) == (None, [])
    qtbot.keyClicks(page.focusWidget(), "Now")
    _form(page).put("status", "held")
    page.save()
    settle()
    assert page.editing.record is not None


def test_a_record_read_before_its_form_is_whole_is_shown_when_it_is(page: ActivityPage, store: Store, settle: Settle) -> None:
    added = adding.add(store, "training", [("title", "A"), ("place", "Hall 2"), ("notes", "Rain")], today=TODAY)
    page.enter(Place(PageName.activity, record=added.id, kind="training"))
    settle()
    form = _form(page)
    assert (form.value("title"), form.value("place"), form.value("notes")) == ("A", "Hall 2", "Rain")
    assert not form.typed()


def test_a_page_that_is_closed_while_its_form_is_made_takes_the_form_with_it(session: Session, qtbot: QtBot) -> None:
    page = ActivityPage(session)
    page.show()
    page.enter(new("training"))
    assert session.jobs.is_busy()
    page.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qtbot.waitUntil(lambda: not session.jobs.is_busy())

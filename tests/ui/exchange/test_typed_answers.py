"""An answer to a question that is being typed stands until it was saved: over rows, pages, what others change, and what fails."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from prossce_desktop.errors import WorkspaceInUse
from prossce_desktop.services.decisions import questions
from prossce_desktop.services.records.unsaved_drafts import unfinished
from prossce_desktop.store.workspace.store import Change, Store
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.decisions.decisions_page import DecisionsPage
from prossce_desktop.ui.decisions.questions_view import QuestionsView
from prossce_desktop.ui.records.drafts_banner import place_of
from prossce_desktop.ui.window.workspace_view import WorkspaceView
from tests.ui.exchange.offices import laptop, office
from tests.ui.exchange.test_decisions import Mail, decisions, records
from tests.ui.read_screen import rows_in
from tests.ui.window import window

pytestmark = pytest.mark.slow

SAID = "Yes, in the new hall."
Key = Qt.Key


@pytest.fixture
def mail(qtbot: QtBot, tmp_path: Path) -> Iterator[Mail]:
    """Two questions wait at the window's laptop."""
    with window(tmp_path, qtbot, records=records) as shown, office(tmp_path) as regional, laptop(tmp_path, "mate") as mate:
        made = Mail(shown, regional, mate, tmp_path / "mail")
        questions.ask(regional, made.id, "title", "Was this in Kep?")
        questions.ask(regional, made.id, "place", "Which hall?")
        made.pass_on()
        yield made


def answering(mail: Mail) -> DecisionsPage:
    """The page with an answer being typed, by the keys."""
    page = decisions(mail, "questions")
    page.questions.outcome.setFocus()
    QTest.keyClick(page.questions.outcome, Key.Key_Down)
    page.questions.answer.setFocus()
    QTest.keyClicks(page.questions.answer, SAID)
    assert typed(page.questions)[0] and typed(page.questions)[1] == SAID
    return page


def typed(view: QuestionsView) -> tuple[str, str]:
    return str(view.outcome.value()), str(view.answer.value())


def lying(store: Store) -> list[str]:
    return [one.key.partition(":")[0] for one in store.drafts.held()]


def test_what_was_typed_is_there_after_the_record_was_looked_at(mail: Mail) -> None:
    page = answering(mail)
    before = typed(page.questions)
    page.questions.open.click()
    mail.shown.settle()
    assert mail.shown.shell.place.page is PageName.activity
    QTest.keyClick(mail.shown.window, Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    mail.shown.settle()
    assert mail.shown.shell.place.page is PageName.decisions and typed(page.questions) == before


def test_each_question_has_its_own_answer(mail: Mail) -> None:
    page = answering(mail)
    view, before, here = page.questions, typed(page.questions), page.questions.view.currentIndex().row()
    view.view.selectRow(1 - here)
    assert typed(view) == ("", "")
    view.answer.set_value("In the old one.")
    view.view.selectRow(here)
    assert typed(view) == before
    view.view.selectRow(1 - here)
    assert typed(view) == ("", "In the old one.")


def test_an_answer_that_could_not_be_saved_stands_there_to_be_sent_again(mail: Mail, monkeypatch: pytest.MonkeyPatch) -> None:
    page = answering(mail)
    before = typed(page.questions)

    def refuse(*_: object) -> Change:
        raise WorkspaceInUse

    with monkeypatch.context() as patched:
        patched.setattr(questions, "answer", refuse)
        page.questions.send.click()
        mail.shown.settle()
    assert page.banner.isVisible() and typed(page.questions) == before
    page.questions.send.click()
    mail.shown.settle()
    assert "Answered" in [row[2] for row in rows_in(page.questions.view)] and typed(page.questions) == ("", "")
    assert lying(mail.shown.store) == []
    page.questions.view.selectRow(0)
    assert typed(page.questions) == ("", ""), "the next one begins empty"


def test_typing_goes_on_where_it_was_when_others_change_something(mail: Mail) -> None:
    page = answering(mail)
    one = page.questions.current()
    questions.ask(mail.regional, mail.id, "start", "Which day?")
    mail.pass_on()
    mail.shown.session.news.changed.emit(None)
    mail.shown.settle()
    assert len(rows_in(page.questions.view)) == 3 and page.questions.current() == one
    assert page.questions.answer.hasFocus()
    QTest.keyClicks(QApplication.focusWidget(), " Really.")
    mail.shown.shell.undo()
    mail.shown.settle()
    assert typed(page.questions)[1] == f"{SAID} Really."


def test_an_answer_that_was_begun_is_a_draft_until_it_is_saved(mail: Mail, qtbot: QtBot) -> None:
    page = answering(mail)
    before = typed(page.questions)
    qtbot.waitUntil(lambda: lying(mail.shown.store) == ["answer"], timeout=5_000)
    [draft] = unfinished(mail.shown.store)
    assert draft.words == "Answer about Training KH-TR-1"
    place = place_of(draft.draft)
    assert place is not None and (place.page, place.tab) == (PageName.decisions, "questions")
    mail.shown.go(Place(PageName.settings))
    again = WorkspaceView(mail.shown.session)  # as the next start makes it
    mail.shown.window.show_shell(again)
    again.go(place)
    mail.shown.settle()
    later = again.page(PageName.decisions)
    assert isinstance(later, DecisionsPage) and later is not page and typed(later.questions) == before
    later.questions.send.click()
    mail.shown.settle()
    assert lying(mail.shown.store) == []


def test_a_question_that_was_closed_leaves_no_draft_and_its_answer_is_back_with_it(mail: Mail, qtbot: QtBot) -> None:
    page = answering(mail)
    one, before = page.questions.current(), typed(page.questions)
    qtbot.waitUntil(lambda: lying(mail.shown.store) == ["answer"], timeout=5_000)
    page.questions.close_it.click()
    mail.shown.settle()
    mail.shown.go(Place(PageName.settings))
    assert lying(mail.shown.store) == [] and one is not None
    mail.shown.go(Place(PageName.decisions, tab="questions"))
    mail.shown.shell.undo()
    mail.shown.settle()
    mail.shown.go(Place(PageName.decisions, record=one.id, tab="questions"))
    assert typed(page.questions) == before

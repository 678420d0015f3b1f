"""Erasing a person on the page: asked with its consequence, told what is left to do, and the letter."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from prossce_desktop import app
from prossce_desktop.language import formatting
from prossce_desktop.services.people import people_sheet, person_erasure
from prossce_desktop.services.people.people_sheet import RowDraft
from prossce_desktop.services.reporting import export_log
from prossce_desktop.system import clock
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.grids.item_roles import Roles
from prossce_desktop.ui.people.person_page import PersonPage
from prossce_desktop.ui.session.session import Session
from tests.pdf_text import pdf_text
from tests.tools.recording_speaker import RecordingSpeaker
from tests.ui.people.test_pages import settle, shown, words_in
from tests.ui.people.typist import TODAY, Key, typist_at

pytestmark = pytest.mark.slow

NAME = "Kanaritsom Dara"


def page_of(session: Session, qtbot: QtBot, fair: int) -> PersonPage:
    session.speaker = RecordingSpeaker()
    saved = people_sheet.save_rows(session.store, fair, [RowDraft(None, None, {"name": NAME, "sex": "f", "birth": "21/11/1995"})], TODAY)
    person = saved.rows[0].person or 0
    page = shown(PersonPage(session), session, qtbot, Place(PageName.person, record=person))
    assert isinstance(page, PersonPage)
    return page


def speaker(session: Session) -> RecordingSpeaker:
    assert isinstance(session.speaker, RecordingSpeaker)
    return session.speaker


def test_a_person_is_erased_after_the_reason_and_one_clear_question(session: Session, qtbot: QtBot, fair: int, tmp_path: Path) -> None:
    page = page_of(session, qtbot, fair)
    export_log.note_sheet(session.store, fair, "sheet.pdf", app.now())
    assert NAME in page.header.title.text()
    page.erase_button.click()
    card = page.erasing.card
    assert card.isVisibleTo(page) and not card.erase.isEnabled()
    card.reason.setText("asked for it in a letter")
    card.reason.edited.emit()
    card.erase.click()
    settle(session, qtbot)
    assert speaker(session).asked == ["Erase this person permanently?"]
    with session.store.read() as reading:
        assert not reading.execute("SELECT 1 FROM erased").fetchall()  # Esc: nothing is done
    speaker(session).will_answer("Erase permanently")
    card.erase.click()
    settle(session, qtbot)
    settle(session, qtbot)
    qtbot.waitUntil(lambda: "sheet.pdf" in words_in(page))  # what comes into a layout is shown with the next events
    said = words_in(page)
    assert NAME not in said and page.header.title.text() == "Erased person"
    assert "sheet.pdf" in said and "Signed sheets on paper" in said
    assert not page.erase_button.isVisibleTo(page) and not page.edit_button.isVisibleTo(page)
    speaker(session).will_choose(tmp_path / "letter.pdf")
    card.letter.click()
    settle(session, qtbot)
    text = pdf_text(tmp_path / "letter.pdf")
    assert "Your personal data was erased" in text and "sheet.pdf" in text and NAME not in text


def test_the_page_and_the_letter_speak_of_the_day_of_erasing_however_late_they_are_asked(
    session: Session, qtbot: QtBot, fair: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(session, qtbot, fair)
    export_log.note_sheet(session.store, fair, "before.pdf", app.now())
    person = page.erasing._person
    assert person is not None
    person_erasure.erase(session.store, person, "asked for it", app.now())
    day = dt.datetime.now().astimezone().date()
    later = app.now() + dt.timedelta(days=40)
    monkeypatch.setattr(clock, "now", lambda: later)
    export_log.note_sheet(session.store, fair, "after.pdf", later)
    page = shown(PersonPage(session), session, qtbot, Place(PageName.person, record=person))  # type: ignore[assignment]
    qtbot.waitUntil(lambda: "before.pdf" in words_in(page))
    assert "after.pdf" not in words_in(page)
    speaker(session).will_choose(tmp_path / "letter.pdf")
    page.erasing.card.letter.click()
    settle(session, qtbot)
    text = pdf_text(tmp_path / "letter.pdf")
    assert f"On {formatting.day(day)} we erased" in " ".join(text.split())
    assert "before.pdf" in text and "after.pdf" not in text


def test_a_reason_with_the_name_is_refused_in_words(session: Session, qtbot: QtBot, fair: int) -> None:
    page = page_of(session, qtbot, fair)
    page.erase_button.click()
    card = page.erasing.card
    card.reason.setText(f"{NAME} asked")
    card.reason.edited.emit()
    speaker(session).will_answer("Erase permanently")
    card.erase.click()
    settle(session, qtbot)
    assert speaker(session).told == ["The reason is kept when everything else is erased. Do not write the person’s name, phone or ID number in it."]
    assert card.erase.isEnabled() and NAME in page.header.title.text()


def test_in_the_list_of_an_activity_an_erased_person_is_said_to_be_one(session: Session, qtbot: QtBot, fair: int) -> None:
    """The name was empty there, as if somebody had forgotten to type it."""
    saved = people_sheet.save_rows(session.store, fair, [RowDraft(None, None, {"name": NAME, "sex": "f"})], TODAY)
    person_erasure.erase(session.store, saved.rows[0].person or 0, "asked for it", app.now())
    typist = typist_at(session, qtbot, fair, "career_fair")
    name = typist.tab.model.index(0, 0)
    assert name.data() == "Erased person" and name.data(Roles.tone) == "muted"
    typist.go(0, "name")
    typist.type("Somebody new")
    typist.press(Key.Key_Tab)
    assert typist.tab.model.index(0, 0).data() == "Somebody new", "it is refused, and stays in sight"

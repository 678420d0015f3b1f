"""Decisions and questions as officers see them: in a real window, by the keys, with packages between real bases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from prossce_desktop.domain.model.codes import QueryOutcome
from prossce_desktop.domain.model.scopes import ShareLevel
from prossce_desktop.domain.model.training import Training
from prossce_desktop.language import messages
from prossce_desktop.services.decisions import open_decisions as decided, questions
from prossce_desktop.services.exchange import exchange_page
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.ui.activities.activity_page import ActivityPage
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.decisions.decisions_page import DecisionsPage
from prossce_desktop.ui.decisions.text_difference import DifferentText
from prossce_desktop.ui.exchange.exchange_page import ExchangePage
from prossce_desktop.ui.look.theme import wear
from prossce_desktop.ui.overview.overview_page import OverviewPage
from prossce_desktop.ui.people.person_page import PersonPage
from tests.ui.exchange.offices import introduced, laptop, office, send, store_id, training
from tests.ui.read_screen import Pen, cut_off, rows_in, words_of
from tests.ui.test_pseudo_language import SIZES, data_of, english
from tests.ui.window import Window, window

pytestmark = pytest.mark.slow

Key = Qt.Key


class Mail:
    """The window's laptop, a second one of the same country, and the office, all let in."""

    def __init__(self, shown: Window, regional: Store, mate: Store, folder: Path) -> None:
        self.shown, self.regional, self.mate, self.folder = shown, regional, mate, folder
        folder.mkdir()
        for store in (shown.store, mate):
            introduced(regional, store, folder / "words")
        self.id = store_id(shown.store, "KH-TR-1")
        self.pass_on()
        for store, other in ((shown.store, mate), (mate, shown.store)):
            for one in exchange_page.standing(store).devices:
                if one.name == other.identity.device:
                    exchange_page.confirm_fingerprint(store, one)
        self.pass_on()

    def pass_on(self, *, to_window: bool = True) -> None:
        """Everybody hears of everything, twice round."""
        for n in range(2):
            for store in (self.shown.store, self.mate):
                exchange_page.take_in(self.regional, send(store, self.folder / f"{store.identity.device}-{n}"))
                back = send(self.regional, self.folder / f"back-{n}")
                if to_window or store is self.mate:
                    exchange_page.take_in(store, [one for one in back if one.exists()])
            for folder in self.folder.iterdir():
                for one in folder.glob("*.prossce"):
                    one.unlink()

    def disagree(self, **fields: tuple[object, object]) -> None:
        """Both laptops set fields of the training, each to its own value."""
        for store, at in ((self.shown.store, 0), (self.mate, 1)):
            with store.work("edit", 1) as work:
                work.set("training", {self.id: {name: both[at] for name, both in fields.items()}})
        self.pass_on()


def records(store: Store) -> dict[str, int]:
    return {"training": training(store, "KH-TR-1", "Sok Sophea", "Keo Bopha")}


@pytest.fixture
def mail(qtbot: QtBot, tmp_path: Path) -> Iterator[Mail]:
    with window(tmp_path, qtbot, records=records) as shown, office(tmp_path) as regional, laptop(tmp_path, "mate") as mate:
        yield Mail(shown, regional, mate, tmp_path / "mail")


def decisions(mail: Mail, tab: str = "values", record: int | None = None) -> DecisionsPage:
    mail.shown.go(Place(PageName.overview))
    mail.shown.go(Place(PageName.decisions, record=record, tab=tab))
    page = mail.shown.shell.page(PageName.decisions)
    assert isinstance(page, DecisionsPage)
    return page


def press(key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget(), key)


def title(store: Store, id: int) -> str:
    with store.read() as reading:
        value = reading.record(id).value
    assert isinstance(value, Training)
    return value.title


def test_two_sides_stand_beside_each_other_and_keys_decide(mail: Mail) -> None:
    mail.disagree(title=("Advising jobseekers", "Advising young jobseekers"), place=("Kep", "Pailin"))
    page = decisions(mail)
    assert [row[1] for row in rows_in(page.conflicts.view)] == ["Place", "Title"] or [row[1] for row in rows_in(page.conflicts.view)] == ["Title", "Place"]
    assert page.conflicts.view.hasFocus()
    page.conflicts.want(mail.id, "title")
    page._read()
    mail.shown.settle()
    cards = page.conflicts.sides.cards
    assert [card.accessibleName().split(", ")[0] for card in cards] == ["Advising jobseekers", "Advising young jobseekers"]
    assert page.conflicts.sides.place() is None, "neither is chosen beforehand"
    press(Key.Key_Left)
    assert page.conflicts.sides.place() == 0 and "Advising jobseekers"[:10] in page.conflicts.keep.words()
    press(Key.Key_Return)
    mail.shown.settle()
    assert title(mail.shown.store, mail.id) == "Advising jobseekers"
    assert [row[1] for row in rows_in(page.conflicts.view)] == ["Place"]
    assert mail.shown.speaker.mentioned[-1] == "Decided: Title, Advising jobseekers"
    press(Key.Key_Right)
    press(Key.Key_Return)
    mail.shown.settle()
    assert page.conflicts.empty.isVisible()
    mail.pass_on()
    assert title(mail.mate, mail.id) == "Advising jobseekers" == title(mail.regional, mail.id)
    mail.shown.shell.undo()
    mail.shown.settle()
    assert [row[1] for row in rows_in(page.conflicts.view)] == ["Place"], "a decision that is taken back is open again"


def test_many_are_decided_by_a_rule_with_a_preview(mail: Mail) -> None:
    mail.disagree(title=("B", "C"), place=("Kep", "Pailin"))
    page = decisions(mail)
    page.conflicts.many.click()
    assert page.rule.isVisible()
    page.rule.field.set_value("every")
    page.rule.field.edited.emit()
    assert "2 fields would be decided; 0 remain open" in page.rule.preview.text()
    page.rule.stands.set_value(mail.shown.store.identity.device_key.hex())
    page.rule.stands.edited.emit()
    page.rule.decide.click()
    mail.shown.settle()
    assert page.conflicts.empty.isVisible() and title(mail.shown.store, mail.id) == "B"
    mail.shown.shell.undo()
    mail.shown.settle()
    assert len(rows_in(page.conflicts.view)) == 2, "one step"


def test_the_overview_the_exchange_and_the_record_lead_there(mail: Mail) -> None:
    overview = mail.shown.shell.page(PageName.overview)
    assert isinstance(overview, OverviewPage)
    mail.disagree(title=("B", "C"))
    mail.shown.go(Place(PageName.settings))
    mail.shown.go(Place(PageName.overview))
    [item] = [one for one in overview.waiting.items() if one.place.page is PageName.decisions]
    assert (item.words, item.second) == ("To decide", "1 decision is needed")
    mail.shown.go(Place(PageName.exchange))
    exchange = mail.shown.shell.page(PageName.exchange)
    assert isinstance(exchange, ExchangePage)
    assert exchange.decisions.isVisible() and "1 decision is needed" in exchange.decisions.accessibleName()
    exchange.decisions.pressed.emit()
    mail.shown.settle()
    assert mail.shown.shell.place.page is PageName.decisions
    mail.shown.go(Place(PageName.activity, record=mail.id, kind="training"))
    editor = mail.shown.shell.page(PageName.activity)
    assert isinstance(editor, ActivityPage)
    assert editor.beside.banner.isVisible() and "There is another value: B" in editor.beside.banner.accessibleName()
    frame = editor.forms["training"].by_name["title"]
    assert frame.has_problem() and "There is another value: B" in frame.note.sentence()
    frame.note.cured.emit()
    mail.shown.settle()
    assert mail.shown.shell.place == Place(PageName.decisions, record=mail.id, tab="values", search="title")
    page = mail.shown.shell.page(PageName.decisions)
    assert isinstance(page, DecisionsPage) and page.conflicts.current() is not None


def test_a_person_with_two_phones_says_so_beside_the_phone(mail: Mail) -> None:
    with mail.shown.store.read() as reading:
        person = reading.execute("SELECT id FROM person ORDER BY id").fetchall()[0][0]
    for store, phone in ((mail.shown.store, "012345678"), (mail.mate, "099111222")):
        with store.work("edit", 1) as work:
            work.set("person", {person: {"phone": phone}})
    mail.pass_on()
    mail.shown.go(Place(PageName.person, record=person))
    page = mail.shown.shell.page(PageName.person)
    assert isinstance(page, PersonPage)
    assert page.beside.banner.isVisible() and "There is another value" in page.beside.banner.accessibleName()
    assert any("There is another value" in one.text() for one in page.facts.findChildren(QLabel))


def test_a_question_waits_on_the_overview_is_answered_and_closed(mail: Mail) -> None:
    questions.ask(mail.regional, mail.id, "title", "Was this in Kep?")
    mail.pass_on()
    overview = mail.shown.shell.page(PageName.overview)
    assert isinstance(overview, OverviewPage)
    mail.shown.go(Place(PageName.settings))
    mail.shown.go(Place(PageName.overview))
    [item] = [one for one in overview.waiting.items() if one.place.page is PageName.decisions]
    assert (item.words, item.second) == ("Questions", "1 question is waiting for this office")
    mail.shown.go(Place(PageName.activity, record=mail.id, kind="training"))
    editor = mail.shown.shell.page(PageName.activity)
    assert isinstance(editor, ActivityPage)
    assert "Was this in Kep?" in editor.forms["training"].by_name["title"].note.sentence()
    page = decisions(mail, "questions")
    assert rows_in(page.questions.view)[0][1:] == ("Was this in Kep?", "Waiting for your answer")
    page.questions.send.click()
    assert page.questions.missing.isVisible()
    page.questions.outcome.set_value(QueryOutcome.confirmed.value)
    page.questions.answer.set_value("Yes, in the new hall.")
    page.questions.send.click()
    mail.shown.settle()
    assert rows_in(page.questions.view)[0][2] == "Answered"
    mail.pass_on()
    with mail.regional.read() as reading:
        [found] = questions.about(reading, mail.id)
    assert found.outcome == "The value is right" and found.waits
    page.questions.close_it.click()
    mail.shown.settle()
    assert page.questions.empty.isVisible()


def test_a_country_that_answers_in_words_alone_is_told_that_they_stay_there(mail: Mail) -> None:
    questions.ask(mail.regional, mail.id, "title", "Was this in Kep?")
    questions.ask(mail.regional, mail.id, "place", "Which hall?")
    mail.pass_on()
    page = decisions(mail, "questions")
    assert page.questions.stay.isVisible()
    assert page.questions.stay.text() == "The text stays in the country. Only the result is sent to the regional office."
    page.questions.answer.set_value("Yes, in the new hall.")
    page.questions.send.click()
    mail.shown.settle()
    assert "The regional office will only see that the question was answered" in mail.shown.speaker.mentioned[-1]
    page.questions.view.selectRow(0)
    page.questions.outcome.set_value(QueryOutcome.confirmed.value)
    page.questions.send.click()
    mail.shown.settle()
    assert mail.shown.speaker.mentioned[-1] == "The answer will be sent with the next package"
    mail.pass_on()
    with mail.regional.read() as reading:
        found = questions.about(reading, mail.id)
    assert {(one.answer, one.outcome) for one in found} == {("", ""), ("", "The value is right")}


def test_where_names_go_to_the_office_the_words_of_an_answer_go_too(qtbot: QtBot, tmp_path: Path) -> None:
    with window(tmp_path, qtbot, records=records) as shown, office(tmp_path) as regional:
        (tmp_path / "mail").mkdir()
        exchange_page.invite(regional, tmp_path / "mail" / "invitation", country=None, share=ShareLevel.names)
        exchange_page.take_invitation(shown.store, tmp_path / "mail" / "invitation")
        assert decided.to_decide(shown.store).words_stay, "until the words were compared"
        found = exchange_page.standing(shown.store).office
        assert found is not None
        exchange_page.confirm_fingerprint(shown.store, found)
        assert not decided.to_decide(shown.store).words_stay and not decided.to_decide(regional).words_stay


def test_a_question_is_asked_from_the_page_of_a_record(mail: Mail) -> None:
    mail.shown.go(Place(PageName.activity, record=mail.id, kind="training"))
    editor = mail.shown.shell.page(PageName.activity)
    assert isinstance(editor, ActivityPage)
    editor.forms["training"].by_name["place"].setFocus()
    editor.forms["training"].by_name["title"].setFocus()
    editor.more.ask.trigger()
    card = editor.beside.ask_card
    assert card.isVisible() and card.field.value() == "place"
    QTest.keyClick(card.text, Key.Key_Escape)
    assert not card.isVisible() and not editor.beside.isVisible(), "nothing is left of it"
    editor.more.ask.trigger()
    card.field.set_value("place")
    card.text.setText("Which hall?")
    card.send.click()
    mail.shown.settle()
    assert not card.isVisible()
    with mail.shown.store.read() as reading:
        [found] = questions.about(reading, mail.id)
    assert (found.field, found.text, found.is_ours) == ("place", "Which hall?", True)
    assert "Which hall?" in editor.forms["training"].by_name["place"].note.sentence()


def test_what_was_taken_in_leads_to_the_decision(mail: Mail, tmp_path: Path) -> None:
    with mail.mate.work("edit", 1) as work:
        work.set("training", {mail.id: {"title": "C"}})
    with mail.shown.store.work("edit", 1) as work:
        work.set("training", {mail.id: {"title": "B"}})
    mail.pass_on(to_window=False)
    mail.shown.go(Place(PageName.exchange))
    page = mail.shown.shell.page(PageName.exchange)
    assert isinstance(page, ExchangePage)
    page.offer(send(mail.regional, tmp_path / "last"))
    mail.shown.settle()
    assert "1 field has two values" in page.dry_run.more.text() and not page.dry_run.decide.isVisible()
    page.dry_run.take.click()
    mail.shown.settle()
    assert page.dry_run.decide.isVisible()
    page.dry_run.decide.click()
    mail.shown.settle()
    assert mail.shown.shell.place.page is PageName.decisions


@pytest.fixture
def pen(monkeypatch: pytest.MonkeyPatch) -> Pen:
    return Pen(monkeypatch)


@pytest.fixture
def pseudo(qapp: QApplication) -> Iterator[None]:
    messages.use(messages.PSEUDO)
    wear(qapp, "light", 100)
    yield
    messages.use(messages.ENGLISH)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_nothing_is_cut_and_nothing_is_english(qtbot: QtBot, tmp_path: Path, pseudo: None, pen: Pen, width: int, height: int) -> None:
    found: list[str] = []
    with (
        window(tmp_path, qtbot, width=width, height=height, records=records) as shown, office(tmp_path) as regional,
        laptop(tmp_path, "mate") as mate,
    ):  # fmt: skip
        mail = Mail(shown, regional, mate, tmp_path / "mail")
        with shown.store.read() as reading:
            [count] = [row[0] for row in reading.execute("SELECT id FROM head_count").fetchall()]
        for store, number, women in ((shown.store, 40, 12), (mate, 50, 30)):
            with store.work("edit", 1) as work:
                work.set("head_count", {count: {"count": number, "women": women}})
        mail.disagree(title=("Advising jobseekers", "Advising young jobseekers"), place=("Kep", "Pailin"), status=("held", "cancelled"))
        questions.ask(regional, mail.id, "title", "Was this in Kep?")
        mail.pass_on()
        data = [*data_of(shown), "Advising jobseekers", "Advising young jobseekers", "Pailin", "Kep", "Was this in"]
        data += [part for store in (regional, mate) for part in (store.identity.office, store.identity.officer, store.identity.device)]
        data += [word for one in exchange_page.standing(shown.store).devices for word in re.findall(r"[a-z]{3,}", one.words)]  # six, on two lines
        page = decisions(mail)

        def look(name: str) -> None:
            shown.settle()
            shown.window.grab()
            shown.settle()  # the first picture lays out what waited for it, and what stands around that follows
            pen.hold()
            pen.lines.clear()
            shown.window.grab()
            found.extend(f"{name}: {one}" for one in cut_off(shown.window))
            texts = [*words_of(shown.window), *((one.where, one.text) for one in pen.lines)]
            found.extend(f"{name}: {where} says in English “{text[:90]}” ({left})" for where, text in texts if (left := english(text, data)))

        for row in range(len(rows_in(page.conflicts.view))):
            page.conflicts.view.selectRow(row)
            page.conflicts.sides.step(-1)
            look(f"values {row}")
        page.conflicts.many.click()
        look("rule")
        page.header.tabs.setCurrentIndex(1)
        page.questions.send.click()
        look("questions")
        shown.go(Place(PageName.activity, record=mail.id, kind="training"))
        editor = shown.shell.page(PageName.activity)
        assert isinstance(editor, ActivityPage)
        editor.more.ask.trigger()
        look("record")
        for place in (Place(PageName.exchange), Place(PageName.overview)):
            shown.go(place)
            look(place.page.value)
    assert not found, f"{len(set(found))}:\n" + "\n".join(sorted(set(found)))


def test_the_values_beside_each_other_are_set_in_one_size(qtbot: QtBot) -> None:
    """The short one stood there like a heading, and the long one like a remark to it."""
    short, long = "CV writing (regional)", "CV writing for young jobseekers, Phnom Penh"
    left, right = DifferentText(), DifferentText()
    for value, words, other in ((left, short, long), (right, long, short)):
        qtbot.addWidget(value)
        value.say(words, [other])
    assert left.heightForWidth(2_000) == right.heightForWidth(2_000)
    alone = DifferentText()
    qtbot.addWidget(alone)
    alone.say(short, [short])
    assert alone.heightForWidth(2_000) > left.heightForWidth(2_000)

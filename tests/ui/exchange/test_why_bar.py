"""At the regional office, a country's record is changed with a reason, asked for on the page itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from prossce_desktop.compose import exchange_page
from prossce_desktop.services import queries, reasons
from prossce_desktop.store.store import Store
from prossce_desktop.store.why import saying, why
from prossce_desktop.ui.activities.editor import ActivityPage
from prossce_desktop.ui.decisions.page import QUESTIONS_TAB, DecisionsPage
from prossce_desktop.ui.people.person_page import PersonPage
from prossce_desktop.ui.place import PageName, Place
from tests.ui.exchange.offices import introduced, invited, laptop, send, store_id, training
from tests.ui.window import Window, window

pytestmark = pytest.mark.slow

WHY = "The programme's list says so"


@pytest.fixture
def country(tmp_path: Path) -> Iterator[Store]:
    with laptop(tmp_path, "country") as made:
        yield made


@pytest.fixture
def shown(qtbot: QtBot, tmp_path: Path, country: Store) -> Iterator[Window]:
    """The window of the regional office, with a training of Cambodia."""

    def fill(store: Store) -> dict[str, int]:
        invited(store, tmp_path / "mail")
        introduced(store, country, tmp_path / "mail")
        made = training(country, "KH-TR-1", "Sok Sophea")
        exchange_page.take_in(store, send(country, tmp_path / "sent"))
        return {"training": made}

    with window(tmp_path, qtbot, records=fill) as made:
        yield made


def opened(shown: Window) -> ActivityPage:
    shown.go(Place(PageName.activity, record=store_id(shown.store, "KH-TR-1"), kind="training"))
    page = shown.shell.page(PageName.activity)
    assert isinstance(page, ActivityPage)
    return page


def change(shown: Window, page: ActivityPage, title: str) -> None:
    assert page.editing.form is not None
    page.editing.form.go_to_field("title")
    field = shown.window.focusWidget()
    assert field is not None
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field, title)
    QTest.keyClick(field, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    shown.settle()


def test_saving_asks_for_the_reason_and_goes_on_with_it(shown: Window, country: Store, tmp_path: Path) -> None:
    page = opened(shown)
    why = page.beside.why
    assert why.isVisible() and "Cambodia reads this" in why.said.text()
    change(shown, page, "Counselling, first part")
    assert page.bar.sentence().startswith("Say why first") and why.text.hasFocus()
    page.editing.keep_draft()  # as its timer does
    shown.settle()
    assert page.bar.sentence().startswith("Say why first") and "The draft is kept" in page.bar.sentence()
    QTest.keyClicks(why.text, WHY)
    QTest.keyClick(why.text, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    shown.settle()
    assert page.bar.sentence().startswith("Saved") and reasons.last(shown.store) == [WHY]
    exchange_page.take_in(country, send(shown.store, tmp_path / "back"))
    with country.read() as reading:
        [one] = queries.about(reading, store_id(country, "KH-TR-1"))
    assert (one.text, one.value, one.waits) == (WHY, "Counselling, first part", True)


def test_the_reason_is_of_one_record_and_of_its_page(shown: Window) -> None:
    page = opened(shown)
    QTest.keyClicks(page.beside.why.text, WHY)
    assert why() == WHY
    shown.go(Place(PageName.overview))
    assert why() == ""
    opened(shown)
    assert why() == WHY, "the same record once more"
    with shown.store.read() as reading:
        person = next(iter(reading.records("person"))).id
    shown.go(Place(PageName.person, record=person))
    other = shown.shell.page(PageName.person)
    assert isinstance(other, PersonPage) and other.beside.why.isVisible() and why() == ""


def test_the_offices_own_records_ask_for_nothing(shown: Window) -> None:
    shown.go(Place(PageName.activity, kind="training"))
    page = shown.shell.page(PageName.activity)
    assert isinstance(page, ActivityPage) and not page.beside.why.isVisible()
    change(shown, page, "Of the office itself")
    assert page.bar.sentence().startswith("Saved") and not page.beside.why.isVisible()


def test_the_country_reads_it_among_the_questions_and_says_that_it_has(qtbot: QtBot, tmp_path: Path) -> None:
    with window(tmp_path, qtbot, records=lambda store: {"training": training(store, "KH-TR-1", "Sok Sophea")}) as shown:
        (tmp_path / "office").mkdir()
        with laptop(tmp_path, "regional") as regional:
            invited(regional, tmp_path / "mail")
            introduced(regional, shown.store, tmp_path / "mail")
            exchange_page.take_in(regional, send(shown.store, tmp_path / "sent"))
            with saying(WHY), regional.work("edit", 1) as work:
                work.set("training", {shown.ids["training"]: {"title": "Changed"}})
            exchange_page.take_in(shown.store, send(regional, tmp_path / "back"))
        shown.go(Place(PageName.decisions, tab=QUESTIONS_TAB))
        page = shown.shell.page(PageName.decisions)
        assert isinstance(page, DecisionsPage)
        assert [row[1:] for row in page.questions.rows()] == [(WHY, "Changed: read why")]
        assert not page.questions.send.isVisible() and page.questions.close_it.words() == "I have read it"
        assert not page.why.isVisible()
        page.questions.close_it.click()
        shown.settle()
        assert page.questions.rows() == []

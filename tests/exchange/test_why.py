"""What the regional office changes of a country's records comes with its reason, as the office's, and the country may take it back."""

from __future__ import annotations

import datetime as dt
import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from prossce_desktop.domain.model.training import Training
from prossce_desktop.errors import ReasonNeeded
from prossce_desktop.services.decisions import questions
from prossce_desktop.services.decisions.questions import QueryShown
from prossce_desktop.services.history import step_sentences
from prossce_desktop.services.records import record_editor
from prossce_desktop.store.actions.reasons_owed import current_reason, with_reason
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.ui.base.jobs import Jobs
from tests.exchange.test_erasing import Region

pytestmark = pytest.mark.slow

TODAY = dt.date(2026, 3, 2)
WHY = "The programme's list says 18 hours"


@pytest.fixture
def region(tmp_path: Path) -> Region:
    return Region(tmp_path)


@pytest.fixture
def training(region: Region) -> int:
    """A training of Cambodia that the office has."""
    with region.kh1.here():
        draft = {"title": "Counselling", "hours": "20", "start": "2026-02-02", "end": "2026-02-05"}
        saved = record_editor.save(region.kh1.store, "training", None, {**draft, "country": "KH"}, today=TODAY)
    assert isinstance(saved, record_editor.Saved)
    made = saved.id
    region.round(region.kh1)
    return made


def change(region: Region, training: int, hours: str = "18", why: str = WHY) -> None:
    region.minutes += 1
    with region.office.here(), with_reason(why):
        assert isinstance(record_editor.save(region.office.store, "training", training, {"hours": hours}, today=TODAY), record_editor.Saved)


def said(store: Store, record: int) -> list[QueryShown]:
    with store.read() as reading:
        return questions.about(reading, record)


def hours(store: Store, training: int) -> object:
    with store.read() as reading:
        return reading.record(training).value.hours  # type: ignore[attr-defined]


def test_the_office_changes_nothing_of_a_country_without_a_reason(region: Region, training: int) -> None:
    before = region.office.store.digest(("KH",))
    with pytest.raises(ReasonNeeded):
        change(region, training, why="")
    with region.office.here(), with_reason(""), pytest.raises(ReasonNeeded):
        record_editor.remove(region.office.store, training)
    assert region.office.store.digest(("KH",)) == before and said(region.office.store, training) == []
    region.close()


def test_the_country_reads_why_beside_the_field_and_in_the_history_and_may_take_it_back(region: Region, training: int) -> None:
    change(region, training)
    [ours] = said(region.office.store, training)
    assert (ours.waits, ours.is_ours, ours.change) == (False, True, True)
    region.round(region.kh1)
    assert hours(region.kh1.store, training) == 18
    [one] = said(region.kh1.store, training)
    who = f"{region.office.store.identity.officer}, {region.office.store.identity.office}"
    assert (one.text, one.label, one.asked_by, one.waits, one.is_ours) == (WHY, "Hours", who, True, False)
    assert questions.in_a_sentence(one) == f"{who} changed this: “{WHY}”"
    with region.kh1.store.read() as reading:
        assert questions.how_many_wait(reading) == 1
    with region.kh1.here():
        newest = step_sentences.about(region.kh1.store, training)[0]
        assert newest.lines == ("Hours: 20 → 18", f"{who}: “{WHY}”")
        questions.close(region.kh1.store, one.id)
        region.kh1.store.undo.undo(newest.id)
    with region.kh1.store.read() as reading:
        assert questions.how_many_wait(reading) == 0
    assert hours(region.kh1.store, training) == 20
    region.round(region.kh1)
    assert hours(region.office.store, training) == 20
    assert region.office.store.digest(("KH",)) == region.kh1.store.digest(("KH",))
    region.close()


def test_a_word_goes_to_each_country_of_an_action_and_only_to_those(region: Region, training: int) -> None:
    with region.la.here(), region.la.store.work("new", 1) as work:
        [other] = work.new("training", [Training(title="Fair work", country="LA", start="2026-02-03")])  # type: ignore[arg-type]
    region.round(region.la)
    region.minutes += 1
    with region.office.here(), with_reason(WHY), region.office.store.work("edit", 2) as work:
        [own] = work.new("training", [Training(title="The office's own")])  # type: ignore[arg-type]
        work.set("training", {training: {"hours": 18.0}, other: {"hours": 6.0}})
    with region.office.here(), with_reason(""), region.office.store.work("edit", 1) as work:
        work.set("training", {own: {"hours": 3.0}})
    assert [len(said(region.office.store, one)) for one in (training, other, own)] == [1, 1, 0]
    for desk, mine, theirs in ((region.kh1, training, other), (region.la, other, training)):
        region.round(desk)
        assert len(said(desk.store, mine)) == 1 and said(desk.store, theirs) == []
    region.close()


def test_taking_back_its_own_change_the_office_owes_no_reason(region: Region, training: int) -> None:
    change(region, training)
    with region.office.here(), with_reason(""):
        region.office.store.undo.undo(step_sentences.about(region.office.store, training)[0].id)
    assert hours(region.office.store, training) == 20 and said(region.office.store, training) == []
    region.close()


def test_a_country_is_asked_for_no_reason(region: Region, training: int) -> None:
    with region.kh1.here(), with_reason(""):
        record_editor.save(region.kh1.store, "training", training, {"hours": "12"}, today=TODAY)
    assert said(region.kh1.store, training) == []
    region.close()


def test_taking_back_what_a_country_did_is_a_change_of_its_records(region: Region, training: int) -> None:
    with region.kh1.here():
        record_editor.save(region.kh1.store, "training", training, {"hours": "12"}, today=TODAY)
    region.round(region.kh1)
    step = step_sentences.about(region.office.store, training)[0].id
    with region.office.here(), with_reason(""), pytest.raises(ReasonNeeded):
        region.office.store.undo.undo(step)
    assert hours(region.office.store, training) == 12
    with region.office.here(), with_reason(WHY):
        region.office.store.undo.undo(step)
    assert hours(region.office.store, training) == 20
    assert [one.text for one in said(region.office.store, training)] == [WHY]
    region.close()


def test_the_same_word_about_one_record_is_said_once_until_it_was_read(region: Region, training: int) -> None:
    for number in ("18", "16", "14"):
        change(region, training, number)
    assert len(said(region.office.store, training)) == 1
    change(region, training, "12", "Another reason")
    assert len(said(region.office.store, training)) == 2
    region.round(region.kh1)
    for one in said(region.kh1.store, training):
        with region.kh1.here():
            questions.close(region.kh1.store, one.id)
    region.round(region.kh1)
    change(region, training, "10")
    assert [one.closed for one in said(region.office.store, training)] == [False, True, True]
    region.close()


def test_a_word_about_a_part_stands_at_its_activity_and_one_about_a_removal_says_so(region: Region, training: int) -> None:
    with region.kh1.here():
        counted = record_editor.CountTyped(None, {"count": "8", "women": "5", "men": "3"})
        record_editor.save(region.kh1.store, "training", training, {}, [counted], today=TODAY)
    region.round(region.kh1)
    [count] = record_editor.open_record(region.office.store, "training", training, TODAY).counts
    with region.office.here(), with_reason(WHY):
        region.minutes += 1
        record_editor.save(region.office.store, "training", training, {}, [record_editor.CountTyped(count.record, {"count": "9"})], today=TODAY)
    [one] = said(region.office.store, training)
    assert (one.kind, one.label, one.value) == ("training", "Head count", "")
    with region.office.here(), with_reason("Held twice"):
        region.minutes += 1
        record_editor.remove(region.office.store, training)
    assert [one.label for one in said(region.office.store, training)] == ["Removed", "Head count"]
    region.close()


def test_a_reason_is_that_of_the_moment_in_which_something_was_asked_for(qtbot: QtBot) -> None:
    """The page with the reason may be gone when the writing thread comes to it."""
    jobs, found = Jobs(), []
    going = threading.Event()
    jobs.start(lambda _step: going.wait(5))
    for said_then in ("First reason", ""):
        with with_reason(said_then):
            jobs.start(lambda _step: found.append(current_reason()))
    going.set()
    qtbot.waitUntil(lambda: not jobs.is_busy())
    assert found == ["First reason", ""]
    jobs.close()

"""A question about a field: asked by the office, answered in the country, closed by either; through real packages."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from prossce_desktop.domain.model.codes import QueryOutcome
from prossce_desktop.domain.model.people import Person
from prossce_desktop.domain.model.scopes import ShareLevel
from prossce_desktop.services.commands import correcting
from prossce_desktop.services.decisions import questions
from prossce_desktop.services.decisions.questions import QueryShown
from prossce_desktop.services.devices import introductions
from prossce_desktop.store.devices import device_keys
from tests.exchange.opened import everything_in, everything_sent
from tests.exchange.scenes import Region
from tests.exchange.simulator import Desk
from tests.exchange.test_conflicts import Disputes
from tests.program import Cli, inside

pytestmark = pytest.mark.slow


@pytest.fixture
def region(tmp_path: Path):  # type: ignore[no-untyped-def]
    made = Disputes(tmp_path)
    yield made
    made.close()


def asked(region: Region, desk: Desk, id: int, field: str = "title", text: str = "Is this right?") -> str:
    region.minutes += 1
    with desk.here():
        return str(questions.ask(desk.store, id, field, text).step)


def about(desk: Desk, id: int) -> list[QueryShown]:
    with desk.store.read() as reading:
        return questions.about(reading, id)


def waiting(desk: Desk) -> int:
    with desk.store.read() as reading:
        return questions.how_many_wait(reading)


def answered(region: Region, desk: Desk, id: int, text: str, outcome: QueryOutcome | None) -> str:
    region.minutes += 1
    with desk.here():
        return str(questions.answer(desk.store, about(desk, id)[0].id, text, outcome).step)


def test_the_office_asks_the_country_answers_and_the_office_closes(region: Disputes) -> None:
    id = region.train(region.kh1, "A")
    region.everywhere()
    asked(region, region.office, id)
    assert waiting(region.office) == 0, "it is the country's turn"
    region.everywhere()
    for desk in (region.kh1, region.kh2):
        [found] = about(desk, id)
        assert (found.text, found.label, found.value, found.is_ours, found.waits) == ("Is this right?", "Title", "A", False, True)
        assert found.asked_by == "Officer office, Office office" and waiting(desk) == 1
    answered(region, region.kh2, id, "No: it was in Kep.", QueryOutcome.corrected)
    assert waiting(region.kh2) == 0
    region.everywhere()
    assert waiting(region.kh1) == 0, "the other laptop has seen the answer"
    [found] = about(region.office, id)
    assert (found.outcome, found.answer, found.answered_by) == ("The value was corrected", "", "Officer KH2")
    assert waiting(region.office) == 1, "to be read and closed"
    region.minutes += 1
    with region.office.here():
        step = questions.close(region.office.store, found.id).step
    assert waiting(region.office) == 0
    region.everywhere()
    assert [one.closed for one in about(region.kh1, id)] == [True]
    region.undo(region.office, str(step))
    region.everywhere()
    assert [one.closed for one in about(region.kh1, id)] == [False]
    region.whole()


def test_the_words_of_the_answer_stay_in_the_country_and_the_question_reaches_it(region: Disputes) -> None:
    id = region.new(region.kh1, Person(name="Dara", phone="012 1"))
    region.everywhere()
    asked(region, region.office, id, "phone", "zquestionz")
    region.everywhere()
    assert about(region.kh1, id)[0].text == "zquestionz" == about(region.kh2, id)[0].text
    answered(region, region.kh1, id, "zanswerz", QueryOutcome.confirmed)
    region.everywhere()
    assert about(region.kh2, id)[0].answer == "zanswerz"
    assert "zanswerz" not in everything_in(region.office.store)
    with region.office.store.read() as reading:
        box = device_keys.box_identity(reading.execute) or ""
    sent = [everything_sent(content, box) for content in region.to_office]
    assert len(sent) > 3 and all('"sources"' in one for one in sent) and not any("zanswerz" in one for one in sent)


def test_with_names_the_answer_comes_back_in_words(tmp_path: Path) -> None:
    region = Region(tmp_path)
    with region.office.here():
        invitation, _ = introductions.invite(region.office.store, region.now(region.office), share=ShareLevel.names, days=36_500)
    with region.kh1.here():
        introductions.take_invitation(region.kh1.store, invitation, region.now(region.kh1), names=True)
        with region.kh1.store.read() as reading:
            words = introductions.words_of(introductions_office(reading), introductions.own_device(reading.execute, region.kh1.store.identity))
        introductions.compared_with_office(region.kh1.store, words)
    id = region.train(region.kh1, "A")
    for _ in range(2):
        region.round(region.kh1)
    asked(region, region.office, id)
    region.round(region.kh1)
    region.send(region.office, region.kh1)
    answered(region, region.kh1, id, "It was in Kep.", None)
    for _ in range(2):
        region.round(region.kh1)
    assert about(region.office, id)[0].answer == "It was in Kep."
    region.close()


def introductions_office(reading):  # type: ignore[no-untyped-def]
    from prossce_desktop.store.devices.known_devices import regional_office

    return regional_office(reading.execute)


def test_a_question_is_taken_back_and_belongs_to_whom_the_record_belongs(region: Disputes) -> None:
    id = region.train(region.kh1, "A")
    region.everywhere()
    step = asked(region, region.office, id)
    with region.office.store.read() as reading:
        scope = reading.execute("SELECT source.scope FROM lot JOIN source ON source.id = lot.op >> 24 WHERE lot.kind = 16").scalar()
    assert scope == "KH"
    region.everywhere()
    region.undo(region.office, step)
    region.everywhere()
    assert [about(desk, id) for desk in (region.kh1, region.kh2, region.office)] == [[], [], []]
    region.whole()


def test_a_record_with_a_question_can_still_be_taken_back(region: Disputes) -> None:
    id = region.train(region.kh1, "A")
    region.everywhere()
    asked(region, region.office, id)
    region.everywhere()
    step = region.kh1.store.undo.history()[-1].id
    region.undo(region.kh1, step)
    region.everywhere()
    assert region.is_removed(region.office, id)
    assert about(region.office, id)[0].title == "A"


def test_the_country_may_ask_the_office_too(region: Disputes) -> None:
    id = region.train(region.kh1, "A")
    asked(region, region.kh1, id)
    region.everywhere()
    assert [waiting(desk) for desk in (region.office, region.kh1, region.kh2)] == [1, 0, 0]
    answered(region, region.office, id, "Yes.", QueryOutcome.confirmed)
    region.everywhere()
    assert [waiting(desk) for desk in (region.office, region.kh1, region.kh2)] == [0, 1, 1]
    assert about(region.kh2, id)[0].answer == "Yes."


@pytest.fixture
def cli() -> Cli:
    return inside()


def test_a_question_is_added_from_the_command_line(cli: Cli, tmp_path: Path) -> None:
    cli("init", tmp_path / "w", "--country", "KH", "--office", "O", "--officer", "Dara", "--no-encryption")
    id = cli("add", tmp_path / "w", "training", "title=A", "code=X1", "--json").json["id"]
    added = cli("add", tmp_path / "w", "query", f"record={id}", "field=title", "text=Is this right?", "--json").json
    assert added["kind"] == "query"
    steps = cli("history", tmp_path / "w", "--record", added["id"], "--json").json["steps"]
    assert {"record": added["id"], "field": "asked_by", "old": None, "new": "Dara, O"} in steps[0]["changes"]
    cli("add", tmp_path / "w", "query", "record=X1", "field=title", "text=And this?", "--json")
    wrong = cli("add", tmp_path / "w", "query", f"record={id}", "field=colour", "text=?", "--json", status=5)
    assert "colour" in wrong.json["error"]["message"]
    cli("add", tmp_path / "w", "query", "record=5", "field=title", "text=?", "--json", status=5)
    cli("add", tmp_path / "w", "query", f"record={id}", "field=title", "--json", status=5)


def test_the_office_closes_a_question_of_a_country_from_the_command_line_without_knowing_who_asked(region: Disputes) -> None:
    desk, office = region.kh1, region.office
    training = region.train(desk, "A training")
    asked(region, desk, training)
    region.send(desk, office)
    [one] = about(office, training)
    with office.here():
        correcting.change(office.store, str(one.id), [("closed", "yes")], today=dt.date(2026, 1, 5))
    region.send(office, desk)
    assert [(one.closed, one.asked_by) for one in about(desk, training)] == [(True, "Officer KH1, Office KH1")]

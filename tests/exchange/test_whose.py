"""A country's figures are made of its own records: whose one is follows from its scope, whatever an altered program writes into it."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from prossce_desktop.domain.counting.figures import Figures
from prossce_desktop.domain.model.career_fair import CareerFair
from prossce_desktop.domain.model.codes import Country
from prossce_desktop.domain.model.head_count import HeadCount
from prossce_desktop.domain.model.people import Participation, Person
from prossce_desktop.domain.model.training import Training
from prossce_desktop.domain.operations.operation import canonical
from prossce_desktop.domain.operations.record_ownership import SINCE
from prossce_desktop.errors import OtherCountry, ReasonNeeded, ScopesMixed
from prossce_desktop.services.decisions import questions
from prossce_desktop.services.history import step_sentences
from prossce_desktop.services.records import record_saving
from prossce_desktop.services.reporting import counted_figures
from prossce_desktop.store.actions.reasons_owed import with_reason
from prossce_desktop.store.workspace.store import Store
from tests.exchange.forging import forged
from tests.exchange.scenes import FIRST, Region

pytestmark = pytest.mark.slow

TODAY = dt.date(2026, 3, 2)
FAIR = {"title": ["Fair"], "status": ["held"], "end": ["2024-06-01"]}
MANY = {"count": [100_000]}


@pytest.fixture
def region(tmp_path: Path) -> Region:
    made = Region(tmp_path)
    with made.kh1.here(), made.kh1.store.work("new", 1) as work:
        [fair] = work.new("career_fair", [CareerFair(title="Our fair", status="held", end="2024-06-01")])  # type: ignore[arg-type]
        work.new("head_count", [HeadCount(activity=fair, count=60)])
    made.round(made.kh1)
    return made


def reached(store: Store, *countries: str) -> tuple[int, int]:
    whole = counted_figures.figures(store, countries=countries).reach.whole
    return whole.lower, whole.upper


def by_country(found: Figures) -> dict[str | None, int]:
    return {one.country: one.lower for one in found.reach.by_country}


def fair_of(country: str | None) -> list[bytes]:
    """What an altered laptop of Laos may sign: a fair that it calls this country's, and what was counted there, without saying how."""
    fair = {"new": "career_fair", "first": FIRST, "count": 1, "cols": {**FAIR, **({"country": [country]} if country else {})}}
    count = {"new": "head_count", "first": FIRST + 9, "count": 1, "cols": {**MANY, "activity": [FIRST]}}
    return [canonical(["00" * 16, fair, count])]


def test_a_fair_that_another_country_calls_ours_is_held_back(region: Region) -> None:
    """As it was seen: the office printed 100,060 for Cambodia, Cambodia 60, with one code on both."""
    sent = forged(region.la.store, region.to(region.la, region.office), fair_of("KH"), scope="LA")
    found = region.read(region.office, sent)
    assert (found.status, found.code, found.made) == ("quarantined", "not-permitted", 0)
    assert reached(region.office.store, "KH") == reached(region.kh1.store, "KH") == (60, 60)
    region.equal(region.kh1)
    region.close()


@pytest.mark.rule("C13.1")
def test_written_as_an_older_program_it_is_theirs_and_was_held_with_us(region: Region) -> None:
    sent = forged(region.la.store, region.to(region.la, region.office), fair_of("KH"), scope="LA", schema=SINCE - 1)
    assert region.read(region.office, sent).made == 2
    assert by_country(counted_figures.figures(region.office.store)) == {"KH": 60, "LA": 100_000}
    with region.office.store.read() as reading:
        assert str(reading.record(FIRST).value.held_in.value) == "KH"  # type: ignore[attr-defined]
    assert reached(region.office.store, "KH") == reached(region.kh1.store) == (60, 60)
    assert [one for one in region.office.store.check() if not one.ok] == []
    region.close()


@pytest.mark.parametrize("schema", [SINCE - 1, SINCE])
def test_an_altered_office_makes_no_activity_for_all_countries(region: Region, schema: int) -> None:
    """Else it would stand in the figures of every country, and in no code of one."""
    sent = forged(region.office.store, region.to(region.office, region.kh1), fair_of(None), scope="all", schema=schema)
    assert region.read(region.kh1, sent).made == 0
    assert reached(region.kh1.store) == (60, 60)
    region.close()


def test_an_edit_that_moves_a_record_to_another_country_is_held_back(region: Region) -> None:
    id = region.train(region.la, "A training")
    region.send(region.la, region.office)
    moved = canonical(["00" * 16, {"set": "training", "ids": [id], "cols": {"country": ["KH"]}}])
    found = region.read(region.office, forged(region.la.store, region.to(region.la, region.office), [moved], scope="LA"))
    assert (found.status, found.changed) == ("quarantined", 0)
    older = forged(region.la.store, region.to(region.la, region.office), [moved], scope="LA", schema=SINCE - 1)
    assert region.read(region.office, older).changed == 1
    with region.office.store.read() as reading:
        value = reading.record(id).value
    assert (value.country, value.held_in) == (Country.LA, Country.KH)  # type: ignore[attr-defined]
    assert step_sentences.about(region.office.store, id)[0].lines == ("Held in: Lao People’s Democratic Republic → Cambodia",)
    region.close()


@pytest.mark.rule("C13.2")
def test_the_office_keeps_what_it_recorded_itself_out_of_every_countrys_figures(region: Region) -> None:
    with region.office.here(), region.office.store.work("new", 1) as work:
        [training] = work.new("training", [Training(title="Regional", status="held", end="2024-06-01")])  # type: ignore[arg-type]
        people = work.new("person", [Person(name=f"P {n}") for n in range(36)])
        work.new("participation", [Participation(person=one, activity=training, stage="attended") for one in people])  # type: ignore[arg-type]
    found = counted_figures.figures(region.office.store)
    assert by_country(found) == {"KH": 60, None: 36}
    assert reached(region.office.store) == (60, 96) and reached(region.office.store, "KH") == (60, 60)
    assert "The regional office recorded 36 people." in counted_figures.reach_sentence(found)
    assert "by the office" not in counted_figures.reach_sentence(counted_figures.figures(region.office.store, countries=("KH",)))
    region.equal(region.kh1)
    region.close()


def test_what_the_office_recorded_is_no_part_of_a_countrys_fair(region: Region) -> None:
    with region.kh1.store.read() as reading:
        [fair] = [one.id for one in reading.records("career_fair")]
    with region.office.here():
        with pytest.raises(ScopesMixed), region.office.store.work("new", 1) as work:
            [own] = work.new("training", [Training(title="Regional")])
            work.put("training", own, {"part_of": fair})
        own = region.train(region.office, "Regional")
        with pytest.raises(ScopesMixed), region.office.store.work("edit", 1) as work:
            work.set("training", {own: {"part_of": fair}})
    region.close()


@pytest.mark.rule("C13.1", "C13.3")
def test_a_laptop_makes_records_of_its_own_country_alone(region: Region) -> None:
    store = region.kh1.store
    with region.kh1.here():
        with pytest.raises(OtherCountry), store.work("new", 1) as work:
            work.new("training", [Training(title="Theirs", country=Country.LA)])
        refused = record_saving.save(store, "training", {"title": "Theirs", "country": "LA"}, today=TODAY)
        assert isinstance(refused, record_saving.SaveRefused) and [one.code for one in refused.problems] == ["not-yours"]
        saved = record_saving.save(store, "training", {"title": "A study visit", "held_in": "LA", "province": "LA-VT"}, today=TODAY)
        assert isinstance(saved, record_saving.Saved) and not saved.problems
        with store.read() as reading:
            value = reading.record(saved.id).value
        assert (value.country, value.held_in, value.code) == (Country.KH, Country.LA, "KH-TR-001")  # type: ignore[attr-defined]
        changed = record_saving.save(store, "training", {"country": "LA"}, today=TODAY, record=saved.id)
        assert isinstance(changed, record_saving.SaveRefused) and [one.code for one in changed.problems] == ["not-yours"]
        cleared = record_saving.save(store, "training", {"held_in": None, "province": None}, today=TODAY, record=saved.id)
        assert isinstance(cleared, record_saving.Saved)
        with store.read() as reading:
            assert reading.record(saved.id).value.held_in is Country.KH  # type: ignore[attr-defined]
        store.undo.undo(cleared.change.step)  # type: ignore[union-attr, arg-type]
        with store.read() as reading:
            assert reading.record(saved.id).value.held_in is Country.LA  # type: ignore[attr-defined]
    region.close()


@pytest.mark.rule("C13.3")
def test_a_record_of_the_office_for_a_country_is_made_there_and_travels_with_its_reason(region: Region) -> None:
    office = region.office.store
    draft = {"title": "Found in an old report", "start": "2024-02-01", "country": "KH", "status": "held"}
    with region.office.here():
        with with_reason(""), pytest.raises(ReasonNeeded):
            record_saving.save(office, "training", draft, today=TODAY)
        with with_reason("It stood in the report of 2024 alone"):
            saved = record_saving.save(office, "training", draft, today=TODAY)
            assert isinstance(saved, record_saving.Saved)
            with office.work("people", 1) as work:
                [person] = work.new("person", [Person(name="Sok Dara")])
                work.new("participation", [Participation(person=person, activity=saved.id, stage="attended")])  # type: ignore[arg-type]
    region.send(region.office, region.kh1)
    with region.kh1.store.read() as reading:
        value = reading.record(saved.id).value
        said = questions.about(reading, saved.id)
    assert (value.title, value.country) == ("Found in an old report", Country.KH)  # type: ignore[attr-defined]
    assert {one.text for one in said} == {"It stood in the report of 2024 alone"} and all(one.change for one in said)
    assert reached(region.kh1.store) == reached(office, "KH") == (60, 61)
    region.round(region.kh1)
    region.equal(region.kh1)
    region.close()


def test_two_countries_in_one_action_are_two_records_with_a_word_to_each(region: Region) -> None:
    office = region.office.store
    with region.office.here(), with_reason("From the office's files"), office.work("new", 2) as work:
        made = [work.new("training", [Training(title="Old", country=one)])[0] for one in (Country.KH, Country.LA)]
    with office.read() as reading:
        assert [[one.text for one in questions.about(reading, id)] for id in made] == [["From the office's files"]] * 2
    with region.office.here(), pytest.raises(ScopesMixed), office.work("new", 2) as work:
        work.new("training", [Training(title="Old", country=one) for one in (Country.KH, Country.LA)])
    region.close()


def test_on_the_command_line_it_is_refused_with_the_same_words(tmp_path: Path) -> None:
    from tests.program import inside

    cli = inside()
    for name, country in (("kh", "KH"), ("office", "TH")):
        cli("init", tmp_path / name, "--country", country, "--office", name, "--officer", "A", "--no-encryption")
    said = cli("add", tmp_path / "kh", "training", "title=Theirs", "country=ID", "--json", status=5)
    assert json.loads(said.out)["error"]["code"] == "not-yours"
    made = cli("add", tmp_path / "kh", "training", "title=A study visit", "country=KH", "held_in=ID", "--json").json
    cli("office", tmp_path / "office", "invite", "--out", tmp_path / "i")
    refused = cli("add", tmp_path / "office", "training", "title=Old", "country=KH", "--json", status=5)
    assert json.loads(refused.out)["error"]["code"] == "reason-needed"
    assert cli("add", tmp_path / "office", "training", "title=Old", "country=KH", "--reason", "Seen in a report", "--json").json["code"]
    own = cli("add", tmp_path / "office", "training", "title=Regional", "--json").json
    assert own["code"].startswith("ASEAN-TR")
    assert made["code"].startswith("KH-TR")

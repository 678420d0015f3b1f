"""Where names stay in the country, the office still corrects what it has of a person, and nobody asks it for the name."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from prossce_desktop.domain.model.fields import AcceptedDoubt
from prossce_desktop.domain.model.organisations_and_results import ImpactStory
from prossce_desktop.domain.model.people import Participation, Person
from prossce_desktop.domain.model.training import Training
from prossce_desktop.domain.operations.operation import AGES
from prossce_desktop.errors import ValueWithheld
from prossce_desktop.services.devices import introductions
from prossce_desktop.services.history import step_sentences
from prossce_desktop.services.people.people_sheet import RowDraft, save_rows
from prossce_desktop.services.records import record_editor
from prossce_desktop.store.actions.reasons_owed import with_reason
from prossce_desktop.store.queries.withheld_values import withheld_fields
from prossce_desktop.store.workspace.store import Store
from tests.exchange.test_erasing import Region

pytestmark = pytest.mark.slow

TODAY = dt.date(2026, 3, 2)
NAME = "Sok Sophea"
WHY = "The host's list has the year"


@pytest.fixture
def region(tmp_path: Path) -> Region:
    return Region(tmp_path)


def listed(region: Region) -> tuple[int, int, int]:
    """A training of Cambodia with one person that the office has by now: its id, the person's, the participation's."""
    with region.kh1.here(), region.kh1.store.work("new", 1) as work:
        [training] = work.new("training", [Training(title="Advising", start="2026-02-02", country="KH", status="held")])  # type: ignore[arg-type]
        [person] = work.new("person", [Person(name=NAME, sex="female", country="KH", phone="012447910", remarks="diabetic")])  # type: ignore[arg-type]
        [place] = work.new("participation", [Participation(person=person, activity=training, stage="attended", role="host")])  # type: ignore[arg-type]
    region.round(region.kh1)
    region.minutes += 1
    return training, person, place


def person_of(store: Store, id: int) -> Person:
    with store.read() as reading:
        value = reading.record(id).value
    assert isinstance(value, Person)
    return value


def test_the_office_corrects_a_person_in_the_form_and_in_the_list(region: Region) -> None:
    training, person, place = listed(region)
    office = region.office.store
    assert person_of(office, person).name is None
    with region.office.here(), with_reason(WHY):
        checked = record_editor.check(office, "person", person, {"birth": "1995"})
        assert checked.problems == []
        assert isinstance(record_editor.save(office, "person", person, {"birth": "1995"}, today=TODAY), record_editor.Saved)
    region.minutes += 1
    with region.office.here(), with_reason(WHY):
        [row] = save_rows(office, training, [RowDraft(place, None, {"disability": "no"})], TODAY).rows
    assert row.saved and row.problems == ()
    region.round(region.kh1)
    there = person_of(region.kh1.store, person)
    assert (there.name, there.birth, there.disability) == (NAME, "1995", "no")
    assert region.kh1.store.digest(("KH",)).shared == office.digest(("KH",)).shared
    region.close()


def test_what_the_office_types_of_a_person_is_still_looked_at(region: Region) -> None:
    _training, person, _place = listed(region)
    with region.office.here(), with_reason(WHY):
        refused = record_editor.save(region.office.store, "person", person, {"birth": "1995-02-31"}, today=TODAY)
    assert isinstance(refused, record_editor.SaveRefused) and {one.field for one in refused.problems} == {"birth"}
    region.close()


def test_a_name_that_is_here_is_not_emptied(region: Region) -> None:
    _training, person, _place = listed(region)
    store = region.kh1.store
    with region.kh1.here():
        refused = record_editor.save(store, "person", person, {"name": ""}, today=TODAY)
    assert isinstance(refused, record_editor.SaveRefused) and [one.sentence for one in refused.problems] == ["A name is needed."]
    assert person_of(store, person).name == NAME
    region.close()


def test_what_stands_in_the_country_is_not_written_over(region: Region) -> None:
    training, person, place = listed(region)
    office = region.office.store
    before = office.digest(("KH",))
    with region.office.here(), with_reason(WHY):
        refused = record_editor.save(office, "person", person, {"remarks": "seen by us"}, today=TODAY)
        assert isinstance(refused, record_editor.SaveRefused) and [(one.field, one.code) for one in refused.problems] == [("remarks", "elsewhere")]
        [row] = save_rows(office, training, [RowDraft(place, None, {"name": "W"})], TODAY).rows
        assert not row.saved and [(one.field, one.code) for one in row.problems] == [("name", "elsewhere")]
        for kind, id, change in (("person", person, {"phone": "012345678"}), ("participation", place, {"role": "guest"})):
            with pytest.raises(ValueWithheld), office.work("edit", 1) as work:
                work.set(kind, {id: change})
        found = record_editor.open_record(office, "person", person, TODAY)
        assert found.withheld == {"name", "phone", "remarks"}, "who has no e-mail there may get one here"
    assert office.digest(("KH",)) == before
    with region.kh1.here():
        assert record_editor.open_record(region.kh1.store, "person", person, TODAY).withheld == frozenset()
    region.close()


def test_reasons_that_the_country_gave_stay_when_the_office_changes_the_person(region: Region) -> None:
    training, person, place = listed(region)
    kept = (AcceptedDoubt(field="birth", code="year", reason="as in her card", of='["1890"]'),)
    with region.kh1.here():
        done = record_editor.save(region.kh1.store, "person", person, {"birth": "1890"}, today=TODAY, accepted=kept)
        assert isinstance(done, record_editor.Saved)
    region.round(region.kh1)
    region.minutes += 1
    office = region.office.store
    with region.office.here(), with_reason(WHY):
        assert record_editor.check(office, "person", person, {}).problems == [], "it was settled in the country"
        assert isinstance(record_editor.save(office, "person", person, {"sex": "male"}, today=TODAY), record_editor.Saved)
        [row] = save_rows(office, training, [RowDraft(place, None, {"birth": "1891"})], TODAY).rows
        assert not row.saved and "elsewhere" in {one.code for one in row.problems}, "the birth is not there"
    region.round(region.kh1)
    there = person_of(region.kh1.store, person)
    assert (there.sex, there.birth, there.name, there.kept) == ("male", "1890", NAME, kept)
    region.close()


def test_a_reason_of_one_row_does_not_stop_the_others(region: Region) -> None:
    """Two people came in one list, and something about the taking part of one was settled in the country."""
    with region.kh1.here(), region.kh1.store.work("new", 1) as work:
        [training] = work.new("training", [Training(title="Advising", start="2026-02-02", country="KH", status="held")])  # type: ignore[arg-type]
        people = work.new("person", [Person(name="A", country="KH"), Person(name="B", country="KH")])  # type: ignore[arg-type]
        settled = (AcceptedDoubt(field="stage", code="no-attendance", reason="signed elsewhere", of='["attended"]'),)
        places = work.new("participation", [
            Participation(person=one, activity=training, stage="attended", kept=kept) for one, kept in zip(people, (settled, ()), strict=True)  # type: ignore[arg-type]
        ])  # fmt: skip
    region.round(region.kh1)
    region.minutes += 1
    own = (AcceptedDoubt(field="stage", code="no-attendance", reason="ours", of='["hired"]'),)
    with region.office.here(), with_reason(WHY):
        saved = save_rows(region.office.store, training, [RowDraft(places[1], None, {"stage": "hired"}, own), RowDraft(places[0], None, {"sex": "f"})], TODAY)
    assert [row.saved for row in saved.rows] == [True, True]
    region.round(region.kh1)
    with region.kh1.store.read() as reading:
        first, second = (reading.record(one).value for one in places)
    assert (first.kept, second.stage) == (settled, "hired")  # type: ignore[attr-defined]
    region.close()


def test_what_nobody_has_any_more_may_be_written_anew_in_the_country(region: Region) -> None:
    """The only laptop that had the names is gone; the new one has from the office what the office has."""
    _training, person, _place = listed(region)
    region.round(region.kh2)
    names = region.kh2.store
    with names.read() as reading:
        had = person_of(names, person).name
        assert had is None or had == NAME
        if had is None:
            assert withheld_fields(reading.execute, names.identity, "person", [person])
    with region.office.here():
        introductions.retire(region.office.store, region.kh1.store.identity.device)
    region.send(region.office, region.kh2)
    with names.read() as reading:
        assert withheld_fields(reading.execute, names.identity, "person", [person]) == {}
    region.close()


def test_the_office_opens_and_corrects_a_story_whose_title_stays_in_the_country(region: Region) -> None:
    with region.kh1.here(), region.kh1.store.work("new", 1) as work:
        [story] = work.new("impact_story", [ImpactStory(title="How Sophea found work", date="2026-02-03", country="KH")])  # type: ignore[arg-type]
    region.round(region.kh1)
    region.minutes += 1
    office = region.office.store
    with region.office.here(), with_reason(WHY):
        with office.read() as reading:
            value = reading.record(story).value
        assert isinstance(value, ImpactStory) and value.date == dt.date(2026, 2, 3) and value.kept == ()
        found = record_editor.open_record(office, "impact_story", story, TODAY)
        assert "title" in found.withheld and record_editor.check(office, "impact_story", story, {}).problems == []
        assert isinstance(record_editor.save(office, "impact_story", story, {"date": "2026-02-05"}, today=TODAY), record_editor.Saved)
    region.round(region.kh1)
    with region.kh1.store.read() as reading:
        there = reading.record(story).value
    assert isinstance(there, ImpactStory) and (there.title, there.date) == ("How Sophea found work", dt.date(2026, 2, 5))
    region.close()


def test_of_somebody_erased_nothing_more_is_recorded_in_the_form(region: Region) -> None:
    _training, person, _place = listed(region)
    region.erase(region.kh1, person)
    region.round(region.kh1)
    region.minutes += 1
    for desk in (region.kh1, region.office):
        with desk.here(), with_reason(WHY):
            refused = record_editor.save(desk.store, "person", person, {"birth": "1995"}, today=TODAY)
        assert isinstance(refused, record_editor.SaveRefused) and ("birth", "erased") in [(one.field, one.code) for one in refused.problems]
        found = record_editor.open_record(desk.store, "person", person, TODAY)
        assert (found.withheld, found.title) == (frozenset(), "Erased person")
    region.close()


def test_history_says_of_a_withheld_value_that_it_is_not_here_and_not_that_it_was_emptied(region: Region) -> None:
    desk, office = region.kh1, region.office
    with desk.older(AGES - 1), desk.here(), desk.store.work("new", 1) as work:
        [training] = work.new("training", [Training(title="A training", notes="Sent open", trainers="Somebody")])
    region.round(desk)
    for values in ({"notes": "Typed since", "trainers": "Another"}, {"notes": "Typed last"}):
        region.minutes += 1
        with desk.here(), desk.store.work("edit", 1) as work:
            work.set("training", {training: values})
    region.round(desk)
    said = []
    for one in (desk, office):
        with one.here(), one.store.read() as reading:
            steps = step_sentences.steps_in_words(reading, one.store.undo.history(training))[:2]
            said.append([line for step in steps for line in step_sentences.sentences(reading, step.changes, of=training)])
            withheld = [sorted(change.withheld) for step in steps for change in step.changes]
        assert withheld == ([[]] * 3 if one is desk else [["new", "old"], ["new"], ["new"]])
    assert said[0] == ["Notes: Typed since → Typed last", "Notes: Sent open → Typed since", "Trainers: Somebody → Another"]
    assert said[1] == ["Notes: not on this computer", "Notes: Sent open → not on this computer", "Trainers: Somebody → not on this computer"]

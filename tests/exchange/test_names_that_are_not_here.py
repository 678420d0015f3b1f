"""Where names stay in the country, the office still corrects what it has of a person, and nobody asks it for the name."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from prossce_desktop.domain.people import Participation, Person
from prossce_desktop.domain.training import Training
from prossce_desktop.services import editing
from prossce_desktop.services.people_sheet import RowDraft, save_rows
from prossce_desktop.store.store import Store
from prossce_desktop.store.why import saying
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
        [person] = work.new("person", [Person(name=NAME, sex="female", country="KH")])  # type: ignore[arg-type]
        [place] = work.new("participation", [Participation(person=person, activity=training, stage="attended")])  # type: ignore[arg-type]
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
    with region.office.here(), saying(WHY):
        checked = editing.check(office, "person", person, {"birth": "1995"})
        assert checked.problems == []
        assert isinstance(editing.save(office, "person", person, {"birth": "1995"}, today=TODAY), editing.Saved)
    region.minutes += 1
    with region.office.here(), saying(WHY):
        [row] = save_rows(office, training, [RowDraft(place, None, {"disability": "no"})], TODAY).rows
    assert row.saved and row.problems == ()
    region.round(region.kh1)
    there = person_of(region.kh1.store, person)
    assert (there.name, there.birth, there.disability) == (NAME, "1995", "no")
    assert region.kh1.store.digest(("KH",)).shared == office.digest(("KH",)).shared
    region.close()


def test_what_the_office_types_of_a_person_is_still_looked_at(region: Region) -> None:
    _training, person, _place = listed(region)
    with region.office.here(), saying(WHY):
        refused = editing.save(region.office.store, "person", person, {"birth": "1995-02-31"}, today=TODAY)
    assert isinstance(refused, editing.Refused) and {one.field for one in refused.problems} == {"birth"}
    region.close()


def test_a_name_that_is_here_is_not_emptied(region: Region) -> None:
    _training, person, _place = listed(region)
    store = region.kh1.store
    with region.kh1.here():
        refused = editing.save(store, "person", person, {"name": ""}, today=TODAY)
    assert isinstance(refused, editing.Refused) and [one.sentence for one in refused.problems] == ["A name is needed."]
    assert person_of(store, person).name == NAME
    region.close()


def test_of_somebody_erased_nothing_more_is_recorded_in_the_form(region: Region) -> None:
    _training, person, _place = listed(region)
    region.erase(region.kh1, person)
    region.round(region.kh1)
    region.minutes += 1
    for desk in (region.kh1, region.office):
        with desk.here(), saying(WHY):
            refused = editing.save(desk.store, "person", person, {"birth": "1995"}, today=TODAY)
        assert isinstance(refused, editing.Refused) and ("birth", "erased") in [(one.field, one.code) for one in refused.problems]
    region.close()

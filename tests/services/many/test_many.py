"""One field of many records: what is there, what would change, what stays and why; one step, which undo takes back whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from prossce_desktop.app import Store
from prossce_desktop.domain.model.codes import Pillar
from prossce_desktop.domain.model.people import Person
from prossce_desktop.domain.model.training import Training
from prossce_desktop.errors import Cancelled, ReasonNeeded
from prossce_desktop.services.commands.adding import add
from prossce_desktop.services.history import undo_in_words
from prossce_desktop.services.list_actions import bulk_dry_run as many, bulk_participations
from prossce_desktop.services.list_actions.bulk_edit import fields_for, fields_of_people
from prossce_desktop.store.actions.reasons_owed import set_reason
from tests.exchange.scenes import Region
from tests.services.giving.scene import FORMULA, KHMER, TODAY, made

Scene = tuple[Store, dict[str, int]]


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    found = made(tmp_path / "ws")
    yield found
    found[0].close()


def value(store: Store, id: int, name: str) -> object:
    with store.read() as reading:
        return getattr(reading.record(id).value, name)


def tried(store: Store, kind: str, ids: list[int], name: str, typed: object) -> many.Trial:
    with store.read() as reading:
        return many.trial(reading, kind, ids, name, typed, TODAY)


def test_what_is_there_is_counted_and_one_step_changes_all_and_goes_back_whole(scene: Scene) -> None:
    store, ids = scene
    both = [ids["T1"], ids["F1"]]
    found = tried(store, "activity", both, "pillar", "2")
    assert found.now == [("", 2)] and found.count == 2 and not (found.wrong or found.not_ours or found.same or found.without)
    done = many.change(store, found)
    assert done is not None and {str(value(store, one, "pillar")) for one in both} == {"2"}
    with store.read() as reading:
        assert many.now(reading, "activity", both, "pillar") == [(Pillar("2").label, 2)]
    assert done.step is not None and undo_in_words.words_of(store, done.step) == "2 activities: Pillar changed"
    undo_in_words.take_back(store, done.step)
    assert [value(store, one, "pillar") for one in both] == [None, None]


def test_what_has_the_value_already_and_what_has_no_such_field_is_told_apart(scene: Scene) -> None:
    store, ids = scene
    found = tried(store, "activity", [ids["T1"], ids["F1"]], "status", "held")
    # the fair of 5 May is planned, the training is held already
    assert sorted(found.now) == [("Held", 1), ("Planned", 1)] and found.same == 1 and found.count == 1
    assert list(found.changes) == ["career_fair"]
    modes = tried(store, "activity", [ids["T1"], ids["F1"]], "mode", "hybrid")
    assert modes.without == 1 and modes.count == 1


def test_a_record_that_would_become_wrong_or_be_asked_about_stays_and_is_named(scene: Scene) -> None:
    """A province of another country is asked about in the form; an unknown status is none."""
    store, ids = scene
    wrong = tried(store, "activity", [ids["T1"], ids["F1"]], "province", "VN-HN")
    assert [one.name for one in wrong.wrong] == ["Workshop", "-Fair"] and wrong.count == 0 and all(one.reason for one in wrong.wrong)
    assert many.change(store, wrong) is None
    none = tried(store, "activity", [ids["T1"]], "status", "perhaps")
    assert len(none.wrong) == 1 and none.count == 0


def test_a_value_that_was_kept_before_does_not_keep_another_field_from_changing(scene: Scene) -> None:
    store, ids = scene
    odd = add(store, "training", [("title", "Odd"), ("province", "VN-HN"), ("start", "2026-03-03"), ("status", "held")], today=TODAY).id
    assert tried(store, "activity", [odd, ids["T1"]], "pillar", "1").count == 2


def test_an_empty_value_clears_and_people_and_organisations_are_changed_alike(scene: Scene) -> None:
    store, ids = scene
    people = [ids[KHMER], ids[FORMULA], ids["Sok Dara"]]
    assert many.change(store, tried(store, "person", people, "province", "")) is not None
    assert {value(store, one, "province") for one in people} == {None}
    countries = many.change(store, tried(store, "organisation", [ids["Angkor Garments"], ids["007 Security"]], "country", "TH"))
    assert countries is not None and countries.step is not None
    assert undo_in_words.words_of(store, countries.step) == "2 organisations: Country changed"
    found = tried(store, "organisation", [ids["Angkor Garments"], ids["007 Security"]], "constituent", "private_enterprise")
    assert (found.same, found.count) == (1, 1) and many.change(store, found) is not None
    assert str(value(store, ids["007 Security"], "constituent")) == "private_enterprise"


def test_what_is_not_ours_is_named_and_left_out(tmp_path: Path) -> None:
    """A country's laptop does not change what the regional office keeps for all countries."""
    region = Region(tmp_path)
    with region.office.here():
        programme = add(region.office.store, "programme", [("title", "For all")], today=TODAY).id
    region.send(region.office, region.kh1)
    found = tried(region.kh1.store, "programme", [programme], "country", "KH")
    assert [one.name for one in found.not_ours] == ["For all"] and found.count == 0


def test_only_fields_that_suit_many_records_are_offered() -> None:
    activities = [one.name for one in fields_for({"training", "career_fair"})]
    assert activities[:3] == ["status", "pillar", "programme"] and {"mode", "channel", "province"} <= set(activities)
    assert not {"title", "code", "country", "notes", "start", "vacancies"} & set(activities)
    people = {one.name for one in fields_for({"person"})}
    assert {"province", "nationality"} <= people and not {"name", "phone", "national_id", "birth", "email"} & people
    assert {"type", "constituent"} & {one.name for one in fields_for({"organisation"})} and fields_for({"programme"}) == []
    assert {"stage", "channel"} <= {one.name for one in fields_of_people()}


def test_rows_of_a_sheet_get_a_stage_a_session_or_a_province_in_one_step(scene: Scene) -> None:
    store, ids = scene
    rows = [ids[f"at {KHMER}"], ids[f"at {FORMULA}"]]

    def of(key: str, text: str) -> many.Trial:
        with store.read() as reading:
            return bulk_participations.trial(reading, ids["T1"], rows, key, text, TODAY)

    found = of("session_1", "yes")
    assert found.now == [("Not present", 2)] and found.count == 2
    done = bulk_participations.change(store, ids["T1"], found, TODAY)
    assert done is not None and done.step is not None and [value(store, one, "ticks") for one in rows] == [(1,), (1,)]
    assert of("session_1", "yes").same == 2
    undo_in_words.take_back(store, done.step)
    assert [value(store, one, "ticks") for one in rows] == [(), ()]
    assert of("stage", "registered").count == 2 and of("stage", "flying").count == 0 and len(of("stage", "flying").wrong) == 2
    assert bulk_participations.change(store, ids["T1"], of("province", "KH-3"), TODAY) is not None
    assert value(store, ids[KHMER], "province") == "KH-3"


@pytest.mark.slow
def test_thousands_change_in_portions_and_cancelling_changes_nothing(tmp_path: Path) -> None:
    store, _ids = made(tmp_path / "ws")
    try:
        with store.work("new", 3_000) as work:
            many_people = work.new("person", [Person(name=f"Person {n:05}") for n in range(3_000)])
        found = tried(store, "person", many_people, "nationality", "KH")
        assert found.count == 3_000
        told: list[int] = []

        def cancel(done: int, total: int) -> None:
            told.append(done)
            if done >= 1_000:
                raise Cancelled

        with pytest.raises(Cancelled):
            many.change(store, found, step=cancel)
        assert told == [0, 500, 1_000] and {value(store, one, "nationality") for one in many_people[:600]} == {None}
        done = many.change(store, found)
        assert done is not None and done.step is not None and str(value(store, many_people[-1], "nationality")) == "KH"
        undo_in_words.take_back(store, done.step)
        assert value(store, many_people[0], "nationality") is None
    finally:
        store.close()


def test_the_regional_office_says_why_once_for_all(tmp_path: Path) -> None:
    region = Region(tmp_path)
    with region.office.here():
        store = region.office.store
        with store.work("new", 2) as work:
            ids = work.new("training", [Training(title=f"Course {n}", country="KH") for n in range(2)])  # type: ignore[arg-type]
        set_reason("")
        found = tried(store, "activity", ids, "pillar", "2")
        assert found.owes_reason and found.count == 2
        with pytest.raises(ReasonNeeded):
            many.change(store, found)
        assert many.change(store, found, "As the report says") is not None
        with store.read() as reading:
            said = [getattr(one.value, "text", None) for one in reading.records("query")]
        assert said == ["As the report says"]


def test_an_office_without_names_changes_people_and_nothing_that_is_withheld_from_it(tmp_path: Path) -> None:
    """At codes the office holds no name: a province may be changed all the same, an employer's name may not."""
    region = Region(tmp_path)
    with region.kh1.here():
        person = add(region.kh1.store, "person", [("name", "Sok Dara"), ("province", "KH-3"), ("employer", "Angkor")], today=TODAY).id
    region.send(region.kh1, region.office)
    with region.office.here():
        province = tried(region.office.store, "person", [person], "province", "KH-12")
        assert province.count == 1 and province.owes_reason
        employer = tried(region.office.store, "person", [person], "employer", "Another")
        assert employer.count == 0 and "not on this computer" in employer.wrong[0].reason

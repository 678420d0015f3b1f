"""Known people while typing: any order of words, both names, last digits, ids; near names under the exact ones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from prossce_desktop.domain.model.organisations_and_results import Organisation
from prossce_desktop.services.records import record_search
from prossce_desktop.store.projection import derived_tables
from prossce_desktop.store.workspace.store import Store
from tests.queried import fair, guests, link, person, workspace


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with workspace(tmp_path_factory.mktemp("search") / "w") as made:
        one = fair(made, "National Career Fair", place="Phnom Penh")
        fair(made, "Job fair of Siem Reap")
        guests(
            made, one,
            person("សុខ សុភា", latin_name="Sok Sophea", phone="012447906", national_id="059650502", birth="2000-03-12", province="KH-17"),
            person("សុខ សំណាង", latin_name="Sok Samnang", phone="077310582"),
            person("Nguyễn Thị Hà", phone="+84912345678"),
            person("Sok"), person("Sokha Chan"),
        )  # fmt: skip
        with made.work("organisation", 1) as work:
            work.new("organisation", [Organisation(name="National Employment Agency", constituent="government")])
        yield made


def names(store: Store, text: str, limit: int = 7) -> list[str | None]:
    with store.read() as reading:
        return [one.latin_name or one.name for one in record_search.offers(reading, text, limit)]


@pytest.mark.parametrize(
    "text",
    ["sok soph", "sophea so", "SOKH SOP"[:3] + " sop", "សុភា", "សុខ សុ", "7906", "47906", "447 906", "012447906", "12447906", "+855 12 447 906", "059650502", "sophea 7906"],
)
def test_a_known_person_is_offered_first(store: Store, text: str) -> None:
    assert names(store, text)[0] == "Sok Sophea"


def test_whole_words_stand_before_beginnings_and_near_names_last(store: Store) -> None:
    assert names(store, "sok")[:3] == ["Sok", "Sok Sophea", "Sok Samnang"]
    assert names(store, "sok")[3] == "Sokha Chan"


def test_a_spelling_that_nobody_stored_is_offered_as_near(store: Store) -> None:
    with store.read() as reading:
        [offer] = record_search.offers(reading, "Sok Sopheah")
    assert (offer.latin_name, offer.exact) == ("Sok Sophea", False)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("sof", "Sok Sophea"), ("sok soffea", "Sok Sophea"), ("sok samnnang", "Sok Samnang"), ("jan sokha", "Sokha Chan")],
)
def test_a_name_is_found_by_its_sound(store: Store, typed: str, stored: str | None) -> None:
    assert names(store, typed)[:1] == ([stored] if stored else [])


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("natoinal car", "National Career Fair"), ("carer fair", "National Career Fair"), ("jareer", "National Career Fair"),
        ("cchareer", None), ("fnom", None), ("job phair", "Job fair of Siem Reap"), ("sien reap", "Job fair of Siem Reap"),
        ("chob", "Job fair of Siem Reap"), ("agensy", "National Employment Agency"), ("emploiment", "National Employment Agency"),
        ("aggency", "National Employment Agency"), ("job fai of laos", None), ("sin", None), ("zzzz", None),
    ],
)  # fmt: skip
def test_a_title_is_found_by_its_sound_and_with_one_wrong_letter(store: Store, typed: str, stored: str | None) -> None:
    with store.read() as reading:
        found = [one.title for one in record_search.go_to(reading, typed) if one.kind != "person"]
    assert (stored in found) if stored else found == []


def test_what_is_written_so_stands_before_what_is_near(tmp_path: Path) -> None:
    with workspace(tmp_path / "w") as store:
        fair(store, "Faces of work")
        fair(store, "Phases of a career")
        with store.read() as reading:
            assert [one.title for one in record_search.go_to(reading, "phase")] == ["Phases of a career"]
            assert [one.title for one in record_search.go_to(reading, "fases")] == ["Phases of a career", "Faces of work"]


def test_vietnamese_is_found_without_its_marks(store: Store) -> None:
    assert names(store, "nguyen thi ha") == ["Nguyễn Thị Hà"]


def test_an_offer_says_who_it_is(store: Store) -> None:
    import datetime as dt

    with store.read() as reading:
        [offer] = record_search.offers(reading, "sophea", on=dt.date(2024, 10, 26))
        assert (offer.name, offer.age, offer.phone, offer.province, offer.activities) == ("សុខ សុភា", 24, "012447906", "KH-17", "1 fair")
        assert record_search.how_many(reading, "sok") == 4


def test_nothing_typed_or_nothing_but_signs_offers_nobody(store: Store) -> None:
    assert names(store, "") == names(store, "  ") == names(store, '"') == names(store, "* OR NEAR(") == []


def test_a_linked_person_is_offered_once(tmp_path: Path) -> None:
    with workspace(tmp_path / "w") as store:
        first, second = fair(store, "F1"), fair(store, "F2")
        [a], [b] = guests(store, first, person("Sok Sophea")), guests(store, second, person("Sok Sophea"))
        link(store, a, b)
        with store.read() as reading:
            assert [(one.person, one.activities, one.here) for one in record_search.offers(reading, "sophea", activity=second)] == [(a, "2 fairs", True)]


def test_go_to_anything_finds_activities_people_and_organisations(store: Store) -> None:
    with store.read() as reading:
        assert [(one.kind, one.title) for one in record_search.go_to(reading, "national")] == [
            ("career_fair", "National Career Fair"), ("organisation", "National Employment Agency"),
        ]  # fmt: skip
        assert [one.title for one in record_search.go_to(reading, "phnom fair")] == ["National Career Fair"]
        [hit] = record_search.go_to(reading, "sophea")
        assert (hit.kind, hit.second, hit.where) == ("person", "Sok Sophea", "Person, Siem Reap")
        assert record_search.go_to(reading, " ") == []


def test_what_is_called_exactly_so_is_gone_to_before_an_activity_that_is_only_near(tmp_path: Path) -> None:
    with workspace(tmp_path / "w") as store:
        fair(store, "Jobfair206")
        with store.work("organisation", 1) as work:
            work.new("organisation", [Organisation(name="Jobfair106", constituent="government")])
        with store.read() as reading:
            found = [one.kind for one in record_search.go_to(reading, "jobfair106")]
    assert found == ["organisation", "career_fair"]


def test_a_list_that_comes_at_once_leaves_the_search_in_one_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def parts() -> int:
        with made.read() as reading:
            return int(reading.execute("SELECT count(DISTINCT id >> 37) FROM person_find_data WHERE id > 10").scalar())

    with workspace(tmp_path / "w") as made:
        one = fair(made)
        for n in range(9):
            guests(made, one, *(person(f"Sok {n} {m}") for m in range(20)))
        assert parts() == 9
        monkeypatch.setattr(derived_tables, "MANY", 19)
        guests(made, one, *(person(f"Sok 9 {m}") for m in range(20)))
        assert parts() == 1
        with made.read() as reading:
            assert reading.execute("SELECT count(*) FROM person_find WHERE person_find MATCH 'sok'").scalar() == 200
        assert all(check.ok for check in made.check())

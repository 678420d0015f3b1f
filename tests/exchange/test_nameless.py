"""Whose name is not here is called alike wherever people are named: by a code, sex and age."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import prossce_desktop
from prossce_desktop.services.decisions import duplicate_pairs
from prossce_desktop.services.exchange import exchange_page
from prossce_desktop.services.history import step_sentences
from prossce_desktop.services.lists import list_queries
from prossce_desktop.services.people import people_sheet
from prossce_desktop.services.people.people_sheet import RowDraft
from prossce_desktop.services.records import record_search
from prossce_desktop.services.records.record_names import named
from prossce_desktop.services.records.unnamed_people import nameless, row_called
from prossce_desktop.store.queries.list_people import PeopleFilter
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.ui.people.person_loading import read_person
from tests.ui.exchange.offices import introduced, laptop, office, send, training
from tests.ui.window import TODAY

PROGRAM = Path(prossce_desktop.__file__).parent
MAY_ASK_FOR_THE_CODE = {
    "domain/model/people.py",
    "services/records/unnamed_people.py",
    "services/people/people_json.py",  # JSON has the code apart
    "services/lists/people_columns.py",  # the column of numbers
    "store/queries/activity_people.py",  # on paper, sex and year stand beside it
}


@pytest.mark.parametrize(
    ("country", "sex", "age", "said"),
    [
        ("KH", "female", 24, "KH-384039 · woman, 24"),
        ("KH", "male", None, "KH-384039 · man"),
        ("KH", "not_recorded", 24, "KH-384039 · 24"),
        ("KH", "not_recorded", None, "KH-384039"),
        (None, "female", 24, "Person 384039 · woman, 24"),
        (None, None, None, "Person 384039"),
    ],
)
def test_a_code_is_followed_by_what_is_known_and_without_a_country_it_is_plain(
    country: str | None, sex: str | None, age: int | None, said: str
) -> None:
    assert nameless(9_000_000_384_039, country, sex, age) == said


@pytest.mark.slow
def test_nobody_makes_up_another_way_to_call_them() -> None:
    asking = re.compile(r"(?<!def )(?<!\.)\bcode_of\(\w+(\.\w+)?, ")
    found = {str(path.relative_to(PROGRAM)) for path in PROGRAM.rglob("*.py") if asking.search(path.read_text(encoding="utf-8"))}
    assert found - MAY_ASK_FOR_THE_CODE == set()


def _two(tmp_path: Path) -> Store:
    """The regional office, which got people of a country at the level of codes."""
    regional, there = office(tmp_path), laptop(tmp_path)
    with there:
        introduced(regional, there, tmp_path / "mail")
        id = training(there, "KH-TR-1")
        rows = [RowDraft(None, None, {"name": name, "sex": "f", "age": "24"}) for name in ("Sok Sophea", "Sok Sophea")]
        people_sheet.save_rows(there, id, rows, TODAY)
        exchange_page.take_in(regional, send(there, tmp_path / "sent"))
    return regional


@pytest.mark.slow
def test_lists_offers_search_history_and_pages_of_the_office_call_them_alike(tmp_path: Path) -> None:
    with _two(tmp_path) as regional:
        with regional.read() as reading:
            rows = list_queries.people(reading, PeopleFilter())
            assert len(rows) == 2
            said = {one.id: f"KH-{one.id % 1_000_000:06} · woman, 24" for one in rows}
            assert {one.id: row_called(one) for one in rows} == said
            assert {one.id: named(reading, one.id) for one in rows} == said
            for one in rows:
                hit = record_search._person_hit(one)
                assert (hit.title, hit.second) == (said[one.id], "Name not on this computer")
                assert read_person(regional, one.id, TODAY).name == said[one.id]
            waiting = [one for one in duplicate_pairs.pairs_to_decide(reading) if one.kind == "person"]
            assert all(set(one.names) <= set(said.values()) for one in waiting)
        for id, words in said.items():
            told = step_sentences.about(regional, id)
            assert told and not any("Sok" in line for one in told for line in (one.title, *one.lines))
            assert words.startswith("KH-")

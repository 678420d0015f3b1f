"""A list on paper: headings on every page, filters in words, that it is personal data; wide lists over several tables."""

from __future__ import annotations

import io
from collections.abc import Iterator
from unittest.mock import patch

import pytest
from pypdf import PdfReader

from prossce_desktop.app import Store
from prossce_desktop.domain.model.people import Person
from prossce_desktop.errors import ListTooLong, PersonalNotAsked
from prossce_desktop.services.list_actions import list_to_paper
from prossce_desktop.services.list_actions.exported_list import GivenList
from prossce_desktop.services.lists.list_column import ListColumn
from tests.pdf_text import pdf_text
from tests.services.giving.scene import ACTIVITIES, KHMER, NOW, ORGANISATIONS, PEOPLE, TODAY, given, made

MANY = tuple(ListColumn(key, key.title(), str) for key in ("name", "latin_name", "sex", "birth", "age", "phone", "province", "session_1", "session_2", "pre", "post", "stage", "role", "email",
        "address", "education", "occupation", "remarks"))  # fmt: skip


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, dict[str, int]]]:
    found = made(tmp_path_factory.mktemp("paper") / "ws")
    with found[0].work("new", 60) as work:
        work.new("person", [Person(name=f"Person {n:02}") for n in range(60)])
    yield found
    found[0].close()


def pages(store: Store, asked: GivenList) -> tuple[list[str], PdfReader]:
    """The text of each page as poppler reads it, with single spaces."""
    with store.read() as reading:
        data = list_to_paper.document(reading, asked, NOW, TODAY).data
    text = pdf_text(data, "layout")
    return [" ".join(one.split()) for one in text.split("\f") if one.strip()], PdfReader(io.BytesIO(data))


@pytest.mark.slow
def test_every_page_has_headings_its_number_and_that_it_is_personal(scene: tuple[Store, dict[str, int]]) -> None:
    found, reader = pages(scene[0], given("person", PEOPLE, personal=True, said=("Sex: Woman",)))
    assert len(found) >= 3
    for number, page in enumerate(found, 1):
        assert "Name Sex Born, or age Phone Province" in page and "This list contains personal data: keep it safe." in page
        assert f"{number} of {len(found)}" in page and "Phnom Penh" in page
    assert "63 people." in found[0] and "Sex: Woman" in found[0]
    assert {(round(float(one.mediabox.width)), round(float(one.mediabox.height))) for one in reader.pages} == {(842, 595)}
    assert reader.metadata is not None and "personal data" in str(reader.metadata)
    names = [one for page in found for one in page.split("Person ")[1:]]
    assert [one[:2] for one in names] == [f"{n:02}" for n in range(60)]


def test_activities_stand_as_in_the_window_two_lines_a_cell(scene: tuple[Store, dict[str, int]]) -> None:
    [page], reader = pages(scene[0], given("activity", ACTIVITIES))
    assert "Workshop" in page and "Phnom Penh" in page and "3–4 Mar 2026" in page and "Past date" in page
    assert "exact" not in page and "personal data" not in page and "No personal data" in str(reader.metadata)


def test_columns_without_room_follow_in_a_table_that_begins_with_the_name(scene: tuple[Store, dict[str, int]]) -> None:
    store, ids = scene
    asked = given("participation", MANY, activity=ids["T1"], ids=(ids[f"at {KHMER}"],), personal=True, whole=2)
    found, _reader = pages(store, asked)
    assert len(found) >= 2 and all(KHMER.split()[0] in page for page in found)
    assert all(any(head.head.split("_")[0] in page for page in found) for head in MANY)
    assert "Chosen rows: 1 of 2." in found[0]


def test_what_is_too_long_for_paper_and_people_nobody_asked_for_are_refused(scene: tuple[Store, dict[str, int]]) -> None:
    with scene[0].read() as reading:
        with pytest.raises(PersonalNotAsked):
            list_to_paper.document(reading, given("person", PEOPLE), NOW, TODAY)
        with patch.object(list_to_paper, "MOST", 1), pytest.raises(ListTooLong):
            list_to_paper.document(reading, given("organisation", ORGANISATIONS), NOW, TODAY)

"""What leaves holds no value of a person, at both share levels, before and after an erasure; a leak put in on purpose is found.

The values come from the declarations: a new field of any kind is in the base, and sought, by itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated
from unittest.mock import patch

import openpyxl
import pytest

from prossce_desktop.domain.model.fields import FieldDisplay, fields_of
from prossce_desktop.domain.model.people import Person
from prossce_desktop.domain.model.record_kinds import KINDS
from prossce_desktop.domain.model.scopes import ShareLevel
from prossce_desktop.reports.pages import period_summary as summary_page
from prossce_desktop.reports.workbook import report_workbook
from prossce_desktop.services.people import person_erasure
from prossce_desktop.services.reporting.report_export import Wanted, export
from prossce_desktop.services.reporting.report_lists import ReportLists
from prossce_desktop.services.sync import mail_words
from tests.exchange.opened import everything_in
from tests.exchange.scenes import Region
from tests.leaving.canaries import Base, fill, record_of
from tests.leaving.leaves import TODAY, Leaf, all_that_leaves, at, compared, found, in_bodies

pytestmark = pytest.mark.slow

ERASED = 1
"""The place of the person who is erased."""
REASON = "Kanarigrund"


@dataclass
class Scene:
    """A laptop with a record of every kind, its regional office, and what left before and after somebody was erased."""

    region: Region
    base: Base
    folder: Path
    recorded: str
    """Everything in the base before anybody was erased."""
    before: list[Leaf] = field(default_factory=list)
    after: list[Leaf] = field(default_factory=list)

    @property
    def title(self) -> str:
        """Of the training: it may leave."""
        with self.region.kh1.store.read() as reading:
            return str(reading.record(self.base.ids["training"][0]).value.title)  # type: ignore[attr-defined]


def made(folder: Path, share: str) -> Scene:
    region = Region(folder, share)
    compared(region, region.kh1)
    with at(region, region.kh1):
        base = fill(region.kh1.store, folder)
    scene = Scene(region, base, folder, everything_in(region.kh1.store))
    scene.before = all_that_leaves(region, region.kh1, base, folder / "before")
    with at(region, region.kh1):
        person_erasure.erase(region.kh1.store, base.people[ERASED], REASON, region.now(region.kh1))
    scene.after = all_that_leaves(region, region.kh1, base, folder / "after")
    return scene


@pytest.fixture(scope="module")
def codes(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    return made(tmp_path_factory.mktemp("codes"), ShareLevel.codes)


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    return made(tmp_path_factory.mktemp("names"), ShareLevel.names)


@pytest.fixture(params=["codes", "names"])
def scene(request: pytest.FixtureRequest) -> Scene:
    found: Scene = request.getfixturevalue(request.param)
    return found


def readable(leaves: list[Leaf]) -> list[Leaf]:
    """What anybody may read on the way; a package that the office opens is its own matter."""
    return [one for one in leaves if not one.opened]


def test_every_personal_field_has_a_value_that_is_sought(codes: Scene) -> None:
    """By its value, or where that is told apart from no other (an answer of four) by its name in the body of a package."""
    personal = {(kind, one.name) for kind, record in KINDS.items() for one in fields_of(record) if one.shown.personal}
    by_value = {(one.kind, one.field) for one in codes.base.canaries if one.personal}
    alike = ("choice", "yes_no", "code", "whole", "reference")
    by_name = {(kind, one.name) for kind, record in KINDS.items() for one in fields_of(record) if one.kind in alike}
    assert personal <= by_value | by_name
    for canary in codes.base.canaries:
        assert any(one.casefold() in codes.recorded for one in (*canary.texts, *canary.numbers)), f"{canary} was not recorded"


def test_nothing_that_anybody_may_read_holds_a_value_of_a_person_a_note_or_a_persons_number(scene: Scene) -> None:
    for leaves in (scene.before, scene.after):
        assert found(readable(leaves), scene.base.canaries) == []
        assert not [one.place for one in leaves if REASON.encode() in one.data]


def test_the_search_looks_into_all_of_it(scene: Scene) -> None:
    """The title of the training may leave, and is found in each kind of file and part."""
    title = scene.title.encode()
    places = " ".join(one.place for one in scene.before if title in one.data or title.lower() in one.data)
    for one in ("files/o.xlsx: xl/worksheets/sheet2.xml", "files/o.pdf, its text", "files/training.pdf, its metadata", "files/blank.pdf, its text",
                "files/list-activity.xlsx: xl/worksheets/sheet1.xml", "files/list-activity.pdf, its text", "files/list-activity.html",
                ".eml: KH", ".xlsx: xl/worksheets/sheet2.xml", "opened by the office", "office/o.xlsx"):  # fmt: skip
        assert one in places, one
    kinds = {one.place.rsplit(".", 1)[-1][:4] for one in scene.before}
    assert {"pros", "eml", "txt", "zip", "json"} <= kinds, kinds


def test_at_codes_no_personal_value_is_in_a_package_that_the_office_opens(codes: Scene) -> None:
    personal = codes.base.of(lambda one: one.personal)
    for leaves, folder in ((codes.before, "before"), (codes.after, "after")):
        assert found([one for one in leaves if one.opened], personal) == []
        for path in (codes.folder / folder / "mail").glob("KH*.prossce"):
            assert in_bodies(codes.region, path) == set()


def test_at_names_the_office_gets_them_but_nothing_of_who_was_erased(names: Scene) -> None:
    personal = names.base.of(lambda one: one.personal and one.kind == "person")
    opened = [[one for one in leaves if one.opened] for leaves in (names.before, names.after)]
    others = [one for one in personal if one.owner != ERASED]
    erased = [one for one in personal if one.owner == ERASED]
    assert len(set(found(opened[0], others))) >= len(others), "names are there, so they would have been found"
    assert found(opened[0], erased)
    assert found(opened[1], erased) == []
    for path in (names.folder / "after" / "mail").glob("KH*.prossce"):
        assert in_bodies(names.region, path) == set(), "names stand apart, also where the office gets them"


def test_a_workbook_that_was_asked_for_holds_everything_and_nothing_of_who_was_erased(codes: Scene, tmp_path: Path) -> None:
    with at(codes.region, codes.region.kh1):
        export(codes.region.kh1.store, Wanted(personal="all", excel=tmp_path / "o.xlsx"), codes.region.now(codes.region.kh1), TODAY)
    words = {str(cell) for sheet in openpyxl.load_workbook(tmp_path / "o.xlsx") for row in sheet.iter_rows(values_only=True) for cell in row}
    listed = [one for one in codes.base.canaries if one.kind == "person" and one.field not in ("kept", "id", "birth")]
    assert {str(one) for one in listed if one.owner != ERASED and not words & set(one.texts)} == set()
    assert {str(one) for one in listed if one.owner == ERASED and words & set(one.texts)} == set()


# --- leaks put in on purpose


def seen(scene: Scene, folder: Path) -> list[str]:
    leaves = all_that_leaves(scene.region, scene.region.kh1, scene.base, folder)
    return found(readable(leaves), scene.base.canaries)


def test_a_sheet_with_a_row_a_person_in_the_mails_workbook_is_found(codes: Scene, tmp_path: Path) -> None:
    """As 0.4.0 wrote it: no name in it, but each person's number, birth and scores."""
    whole = ReportLists.beside_figures
    with patch.object(ReportLists, "beside_figures", lambda lists: (lists._people(), *whole(lists))):
        said = seen(codes, tmp_path / "leaving")
    assert [one for one in said if ".eml: " in one and one.startswith("person.id")]
    assert [one for one in said if ".eml: " in one and one.startswith("participation.pre")]


def test_a_name_in_the_properties_of_the_workbook_and_a_note_in_the_pdf_are_found(codes: Scene, tmp_path: Path) -> None:
    name = next(one.texts[0] for one in codes.base.canaries if one.field == "name" and one.owner == 0)
    note = next(one.texts[0] for one in codes.base.canaries if (one.kind, one.field) == ("training", "notes"))
    with patch.object(report_workbook.figure_sentences, "personal", lambda _personal: f"Made for {name}"), patch.object(summary_page, "PROJECT", note):
        said = seen(codes, tmp_path / "leaving")
    assert [one for one in said if one.startswith("person.name") and "docProps/core.xml" in one]
    assert [one for one in said if one.startswith("training.notes") and ".pdf, its text" in one and ".eml: " in one]


def test_a_phone_in_the_text_of_the_mail_and_in_the_name_of_a_file_is_found(codes: Scene, tmp_path: Path) -> None:
    phone = next(one.texts[0] for one in codes.base.canaries if one.field == "phone" and one.owner == 0)
    with patch.object(mail_words, "closing", lambda: f"Call {phone}"):
        said = seen(codes, tmp_path / "leaving")
    assert [one for one in said if one.startswith("person.phone") and one.endswith(".eml: text")]
    assert found([Leaf("the name of a file", f"mail/{phone}.eml".encode())], codes.base.canaries)


class Longer(Person):
    """A person with one field more."""

    nickname: Annotated[str | None, FieldDisplay("Nickname", personal=True)] = None


def test_a_new_personal_field_is_in_the_base_and_sought_by_itself() -> None:
    base = Base()
    value = record_of(Longer, base, 0)
    [canary] = base.of(lambda one: one.field == "nickname")
    assert value.model_dump()["nickname"] == canary.texts[0] and canary.personal
    assert found([Leaf("somewhere", b"<t>" + canary.texts[0].encode("utf-16-le") + b"</t>")], base.canaries) == ["person.nickname of 0 in somewhere"]

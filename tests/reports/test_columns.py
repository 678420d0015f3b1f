"""Columns of lists come from the declarations."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import pytest

from prossce_desktop.domain.model.career_fair import CareerFair
from prossce_desktop.domain.model.fields import FieldDisplay, field_of
from prossce_desktop.domain.model.head_count import HeadCount
from prossce_desktop.domain.model.organisations_and_results import Organisation
from prossce_desktop.domain.model.people import Participation, Person
from prossce_desktop.domain.model.record_kinds import ACTIVITY_KINDS, KINDS
from prossce_desktop.domain.model.training import Training, TrainingSession
from prossce_desktop.reports.workbook import report_list_columns
from prossce_desktop.reports.workbook.record_columns import (
    CellKind,
    ListSheet,
    cell_value,
    columns_of,
    row_of,
    words_of,
)


class LongerTraining(Training):
    """A training with one more field."""

    parking: Annotated[str | None, FieldDisplay("Parking places", 12)] = None


def test_a_new_field_appears_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ACTIVITY_KINDS, "training", LongerTraining)
    columns = report_list_columns.activity_columns()
    row = report_list_columns.activity_row(columns, LongerTraining(title="A course", parking="Twelve"))
    assert dict(zip((one.title for one in columns), row, strict=True))["Parking places"] == "Twelve"


def test_activities_have_the_fields_of_every_kind_once_and_their_kind_first() -> None:
    columns = report_list_columns.activity_columns()
    keys = [one.key for one in columns]
    titles = [one.title for one in columns]
    assert keys[:4] == ["kind", "title", "code", "start"]
    assert len(set(keys)) == len(keys) and len({one.casefold() for one in titles}) == len(titles)
    listed = {one.key for kind in ACTIVITY_KINDS.values() for one in columns_of(kind)}
    assert listed <= set(keys)
    assert keys.index("counted.persons_organiser") < keys.index("employers")


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_of_record_has_columns_with_headings_of_their_own(kind: str) -> None:
    titles = [one.title for one in columns_of(KINDS[kind], "all")]
    assert titles and len({one.casefold() for one in titles}) == len(titles)


def test_personal_columns_are_absent_unless_asked_for_and_marked() -> None:
    def titles(personal: str) -> list[str]:
        return [one.title for one in report_list_columns.people_columns(personal) if one.personal]

    assert titles("none") == []
    assert titles("names") == ["Name (personal)", "Name in Latin letters (personal)"]
    assert "Phone (personal)" in titles("all") and "National ID (personal)" in titles("all")
    kept = [one.key for one in report_list_columns.people_columns("none")]
    assert {"code", "sex", "disability", "age", "stage", "activity", "province"} <= set(kept)
    assert not {"birth", "phone", "national_id", "name", "remarks", "email", "address"} & set(kept)


def test_values_are_words_dates_and_numbers_of_excel() -> None:
    fair = CareerFair(
        title="A fair", start=dt.date(2024, 10, 26), status="held", country="KH", province="KH-12", themes=("green", "digital"), part_of=7, included_in_parent=False,
        our_part="context", vacancies=1700, vacancies_qualifier="more_than",
    )  # fmt: skip
    columns = report_list_columns.activity_columns()
    row = report_list_columns.activity_row(columns, fair, {"persons_organiser": 3693}, {7: "KH-0007"}.get)
    said = dict(zip((one.key for one in columns), row, strict=True))
    assert said["kind"] == "Career fair"
    assert said["start"] == dt.date(2024, 10, 26)
    assert (said["status"], said["country"], said["province"]) == ("Held", "Cambodia", "Phnom Penh")
    assert said["themes"] == "Green economy; Digital economy and technology"
    assert (said["part_of"], said["included_in_parent"], said["our_part"]) == ("KH-0007", "No", "Another organisation’s activity (for comparison)")
    assert (said["vacancies"], said["counted.persons_organiser"], said["counted.attendances"]) == (1700, 3693, None)


def test_what_a_kind_does_not_have_is_not_the_same_as_what_nobody_recorded() -> None:
    columns = report_list_columns.activity_columns()
    row = report_list_columns.activity_row(columns, Training(title="A course"))
    said = dict(zip((one.key for one in columns), row, strict=True))
    assert said["downloads"] == "n/a"
    assert said["registered"] == "n/a"
    assert said["hours"] is None


def test_phones_and_ids_keep_their_zeros() -> None:
    person = Person(name="Chan Dara", phone="012345678", national_id="0040")
    columns = columns_of(Person, "all")
    said = dict(zip((one.key for one in columns), row_of(columns, person), strict=True))
    assert (said["phone"], said["national_id"]) == ("012345678", "0040")
    assert all(one.kind in (CellKind.text, CellKind.long) for one in columns if one.key in ("phone", "national_id"))


@pytest.mark.parametrize(("birth", "cell"), [("1979-07-03", dt.date(1979, 7, 3)), ("1979-07", "1979-07"), ("1979", "1979"), ("1979-02-30", "1979-02-30")])
def test_a_birth_date_is_a_date_only_where_the_day_is_known(birth: str, cell: object) -> None:
    assert cell_value(field_of(Person, "birth"), birth) == cell


def test_rows_that_come_as_they_are_stored_are_those_made_one_by_one() -> None:
    columns = tuple(one for one in (*columns_of(Person, "all"), *columns_of(Participation, "all")))
    values = {"name": "Chan Dara", "sex": "female", "province": "KH-12", "birth": "1979-07-03", "certificate": True, "stage": "attended", "pre": 5.5, "activity": 4}
    sheet = ListSheet("People", columns, (), reads=tuple(words_of(one.field, {4: "KH-0004"}.get) for one in columns if one.field))
    stored = tuple(values.get(one.key) for one in columns)
    assert sheet.cells_of(stored) == sheet.cells_of(stored) == row_of(columns, values, {4: "KH-0004"}.get)


def test_sessions_are_read_as_lines() -> None:
    sessions = (TrainingSession(date=dt.date(2025, 5, 1), hours=6), TrainingSession(date=dt.date(2025, 5, 2), hours=5.5, subject="Interviewing"))
    assert cell_value(field_of(Training, "sessions"), sessions) == "1 May 2025, 6; 2 May 2025, 5.5, Interviewing"


def test_tokens_and_codes_of_a_newer_program_stand_as_they_are() -> None:
    assert cell_value(field_of(Person, "sex"), "fluid") == "fluid"
    assert cell_value(field_of(Person, "province"), "KH-99") == "KH-99"
    assert cell_value(field_of(Participation, "activity"), 5, {1: "x"}.get) == "5"


def test_the_cells_of_a_head_count_make_its_total() -> None:
    one = HeadCount(activity=3, channel="on_site", count=100, cells=("female/15_24/yes:12", "male/not_recorded/no:8"), women=58)
    rows = list(report_list_columns.cell_rows(one, {3: "KH-0003"}.get))
    assert sum(row[-1] for row in rows if isinstance(row[-1], int)) == 100
    assert rows[0][:2] == ("KH-0003", "On site")
    assert ("Woman", "15–24", "Yes", 12) in [row[5:] for row in rows]
    assert len(report_list_columns.cell_columns()) == len(rows[0])


def test_an_organisation_is_listed_with_the_label_of_its_group() -> None:
    columns = columns_of(Organisation)
    row = row_of(columns, Organisation(name="Union", constituent="workers"))
    assert row[:3] == ("Union", None, "Workers’ organisation")

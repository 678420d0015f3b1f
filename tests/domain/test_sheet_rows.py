from __future__ import annotations

import datetime as dt

from prossce_desktop.domain.input.attendance import Attendance
from prossce_desktop.domain.input.people_sheet_rows import SheetRules, read_rows
from prossce_desktop.domain.model.codes import ActivityKind, Disability, Sex, Stage, Status
from prossce_desktop.domain.problems import Severity

FAIR = SheetRules("KH", Attendance(ActivityKind.career_fair, Status.held), dt.date(2024, 11, 10))


def test_a_row_says_who_it_is_and_how_the_person_took_part() -> None:
    [read] = read_rows([{"name": "Chan  Dara", "sex": "ប", "birth": "2/11/1998", "phone": "70920425", "stage": "hired", "age": "26", "pre": "4,5"}], FAIR)
    assert read.person == {"name": "Chan Dara", "sex": Sex.male, "birth": "1998-11-02", "phone": "070920425"}
    assert read.took_part == {"age": 26, "pre": 4.5, "stage": Stage.hired}
    assert not read.problems


def test_one_call_has_one_order_of_dates() -> None:
    reads = read_rows([{"birth": "2/11/1998"}, {"birth": "3/25/1999"}], FAIR)
    assert [one.person["birth"] for one in reads] == ["1998-02-11", "1999-03-25"]


def test_a_day_that_does_not_exist_keeps_its_row_out() -> None:
    bad, good = read_rows([{"name": "A B", "birth": "31/02/1998"}, {"name": "C D"}], FAIR)
    assert (bad.stops, good.stops) == (True, False)
    assert [one.sentence for one in bad.problems] == ["February has no day 31."]


def test_nobody_is_born_after_the_activity() -> None:
    [read] = read_rows([{"name": "A B", "birth": "17/05/2101"}], FAIR)
    assert read.person["birth"] is None
    assert [(one.code, one.severity) for one in read.problems] == [("in-future", Severity.soft)]


def test_forms_of_address_give_the_sex_and_leave_a_column_where_most_have_one() -> None:
    reads = read_rows([{"name": "លោក ចាន់ ដារ៉ា"}, {"name": "អ្នកស្រី សុខ សុភា"}, {"name": "ហេង"}], FAIR)
    assert [one.person["name"] for one in reads] == ["ចាន់ ដារ៉ា", "សុខ សុភា", "ហេង"]
    assert [one.person.get("sex") for one in reads] == [Sex.male, Sex.female, None]


def test_ticks_stand_by_their_session_and_an_unknown_column_is_named() -> None:
    [read] = read_rows([{"name": "A", "session_1": "x", "session_2": "", "shoe": "42"}], FAIR)
    assert read.ticks == {1: True, 2: False}
    assert [(one.field, one.code) for one in read.problems] == [("shoe", "unknown-field")]


def test_an_empty_disability_is_not_recorded_and_never_no() -> None:
    reads = read_rows([{"disability": ""}, {"disability": "គ្មាន"}, {"disability": "yes"}, {"disability": "unknown"}], FAIR)
    assert [one.person["disability"] for one in reads] == [None, Disability.no, Disability.yes, Disability.unknown]


def test_given_and_family_name_in_two_columns_are_one_name_in_their_order() -> None:
    [read] = read_rows([{"family_name": "Sok", "given_name": "Sophea"}], FAIR)
    assert read.person["name"] == "Sok Sophea"

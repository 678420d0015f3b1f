from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, strategies as st

from prossce_desktop.domain.input.dates_without_year import around
from prossce_desktop.domain.input.draft_reading import understand
from prossce_desktop.domain.model.fields import fields_of
from prossce_desktop.domain.model.training import Training
from prossce_desktop.domain.parsing.dates import (
    Around,
    DateOrder,
    order_of,
    reading_in_form,
    understand_column,
    understand_date,
    understand_partial,
)
from prossce_desktop.domain.problems import Severity


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2024-11-18", "2024-11-18"), ("18/11/2024", "2024-11-18"), ("18.11.2024", "2024-11-18"), ("18-11-24", "2024-11-18"),
        ("18112024", "2024-11-18"), ("20241118", "2024-11-18"), ("18 Nov 2024", "2024-11-18"), ("Nov 18, 2024", "2024-11-18"),
        ("2024-11-18T10:00:00", "2024-11-18"), ("18/11/2024 08:30", "2024-11-18"), ("12/25/2020", "2020-12-25"),
        ("3/7/2522", "1979-07-03"), ("3 ก.ค. 2522", "1979-07-03"), ("3 กรกฎาคม พ.ศ. 2522", "1979-07-03"), ("๓/๗/๒๕๒๒", "1979-07-03"),
        ("២១/០៧/១៩៧៤", "1974-07-21"), ("ថ្ងៃទី២១ ខែកក្កដា ឆ្នាំ១៩៧៤", "1974-07-21"), ("ngày 21 tháng 7 năm 1974", "1974-07-21"),
        ("1974年7月21日", "1974-07-21"), ("၂၁ ရက် ဇူလိုင်လ ၁၉၇၄", "1974-07-21"), ("21ກ.ລ.1974", "1974-07-21"),
        ("Jakarta, 17 Agustus 1990", "1990-08-17"), ("Senin, 18 Desember 2023", "2023-12-18"),
        ("1979", "1979"), ("2522", "1979"), ("07/1979", "1979-07"), ("1979-07", "1979-07"), ("00/00/1979", "1979"), ("00/07/1979", "1979-07"),
        (dt.date(2522, 7, 3), "1979-07-03"), (dt.datetime(2000, 5, 23), "2000-05-23"), ("29/02/2567", "2024-02-29"),
    ],
)  # fmt: skip
def test_a_date_is_read_in_any_script_calendar_and_form(written: object, date: str) -> None:
    assert understand_partial(written).value == date


@pytest.mark.parametrize(
    ("written", "sentence", "cure"),
    [
        ("31/02/2020", "February has no day 31.", "2020-02-29"),
        ("29/02/2566", "February 2023 has no day 29.", "2023-02-28"),
        ("31/04/2020", "April has no day 31.", "2020-04-30"),
        ("2025-13-01", "There is no month 13. Write it like 18/11/1990.", "2025-01-13"),
        ("25/13/2020", "There is no month 13. Write it like 18/11/1990.", None),
        ("5/5/1066", "The year 1066 cannot be right. Write it like 18/11/1990.", None),
        ("soon", "“soon” is not a date. Write it like 18/11/1990.", None),
        ("18/11", "“18/11” is not a date. Write it like 18/11/1990.", None),
    ],
)
def test_what_cannot_be_is_said_in_words(written: str, sentence: str, cure: str | None) -> None:
    found = understand_partial(written)
    assert found.value is None
    assert [(one.sentence, one.severity, one.cure) for one in found.problems] == [(sentence, Severity.hard, cure)]


def test_a_year_of_two_digits_is_read_and_said() -> None:
    found = understand_partial("5/6/79")
    assert found.value == "1979-06-05"
    assert [one.sentence for one in found.problems] == ["The year has two digits. It was read as 1979."]


def test_a_column_is_month_first_only_if_no_first_number_is_over_twelve() -> None:
    assert order_of(["01/02/2020", "12/25/2020"]) is DateOrder.month_first
    assert order_of(["01/02/2020", "12/25/2020", "13/01/2020"]) is DateOrder.day_first
    assert order_of(["2020-12-25", dt.date(2020, 12, 25), 45000, None]) is DateOrder.day_first


def test_a_column_has_one_order_and_the_odd_one_out_is_named_with_its_cure() -> None:
    found = understand_column(["13/01/2020", "02/03/2020", "12/25/2020"])
    assert [one.value for one in found] == ["2020-01-13", "2020-03-02", None]
    assert [(one.severity, one.cure) for one in found[2].problems] == [(Severity.soft, "2020-12-25")]
    assert [one.value for one in understand_column(["02/03/2020", "12/25/2020"])] == ["2020-02-03", "2020-12-25"]


def test_day_numbers_of_excel_are_dates_and_small_numbers_years() -> None:
    # 27231 days after 30 December 1899 is 21 July 1974 (a Khmer list's first row); 45000 is 15 March 2023
    assert [one.value for one in understand_column([27231, 27231.0, "45000", 1974, 2517])] == ["1974-07-21", "1974-07-21", "2023-03-15", "1974", "1974"]
    assert not understand_partial("27231").fine


def test_two_digits_of_a_thai_list_are_buddhist() -> None:
    found = understand_column(["3/7/22", "24/6/12"], country="TH", latest=dt.date(2025, 1, 1))
    assert [one.value for one in found] == ["1979-07-03", "1969-06-24"]
    mixed = understand_column(["3/7/2522", "9/5/2518", "4/8/21"], latest=dt.date(2025, 1, 1))
    assert mixed[2].value == "1978-08-04"


def test_a_birth_after_the_activity_is_left_empty() -> None:
    found = understand_column(["17/05/2101", "2024", "2025"], latest=dt.date(2024, 3, 1))
    assert [one.value for one in found] == [None, "2024", None]
    assert [(one.code, one.sentence) for one in found[0].problems] == [("in-future", "The date of birth is after the activity. It will not be saved.")]


def test_a_very_old_person_is_asked_about_and_kept() -> None:
    found = understand_column(["19/06/1861"], latest=dt.date(2024, 3, 1))[0]
    assert found.value == "1861-06-19"
    assert [one.sentence for one in found.problems] == ["With this date, the person is 163 years old."]


def test_an_activity_needs_the_day() -> None:
    assert understand_date("18/11/2024", "start") == (dt.date(2024, 11, 18), [])
    assert [one.code for one in understand_date("11/2024", "start")[1]] == ["no-day"]
    assert understand_date("", "start") == (None, [])


@given(st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)))
def test_every_way_of_writing_a_day_reads_back(day: dt.date) -> None:
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d%m%Y", "%Y%m%d", "%d %b %Y", "%B %d, %Y"):
        assert understand_column([day.strftime(form), "13/01/2000"])[0].value == day.isoformat()
    thai = f"{day.day}/{day.month}/{day.year + 543}"
    assert understand_column([thai, "13/01/2543"])[0].value == day.isoformat()


@given(st.text())
def test_no_text_makes_a_date_raise(text: str) -> None:
    found = understand_partial(text)
    assert found.value is None or found.value[:4].isdigit()


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("18/11", "2026-11-18"), ("18.11.", "2026-11-18"), ("18-11", "2026-11-18"), ("11/18", "2026-11-18"), ("5/6", "2026-06-05"), ("2 nov", "2026-11-02"),
        ("nov 2", "2026-11-02"), ("2nd November", "2026-11-02"), ("Nov 26", "2026-11-26"), ("២ វិច្ឆិកា", "2026-11-02"), ("18/11/2024", "2024-11-18"),
    ],
)  # fmt: skip
def test_a_day_without_a_year_lies_in_the_year_of_the_form(written: str, day: str) -> None:
    assert understand_date(written, "start", reading_in_form(written, Around(2026))) == (dt.date.fromisoformat(day), [])


@pytest.mark.parametrize(
    ("written", "sentence", "cure"),
    [
        ("31/13", "“31/13” is not a date. Write it like 18/11/2026.", None),
        ("Hall 2", "“Hall 2” is not a date. Write it like 18/11/2026.", None),
        ("31/2", "February has no day 31.", "2026-02-28"),
        ("11/2025", "The day is missing. Write it like 18/11/2025.", None),
        ("2025", "The day is missing. Write it like 18/11/2025.", None),
    ],
)
def test_a_refused_date_shows_one_that_works(written: str, sentence: str, cure: str | None) -> None:
    day, found = understand_date(written, "start", reading_in_form(written, Around(2026)))
    assert (day, [(one.sentence, one.cure) for one in found]) == (None, [(sentence, cure)])


def test_the_year_is_the_starts_else_that_of_another_day_else_this_one() -> None:
    declared, today = fields_of(Training), dt.date(2026, 12, 1)
    session = [{"date": "2023-05-02"}]
    assert around("end", declared, {"start": "2024-11-18", "counted_on": "2022-01-01"}, today) == Around(2024, first=dt.date(2024, 11, 18))
    assert around("start", declared, {"end": "2025-01-04"}, today) == Around(2025, last=dt.date(2025, 1, 4))
    assert around("start", declared, {"counted_on": "2022-01-01"}, today) == Around(2022)
    assert around("start", declared, {"sessions": session, "title": "2019-01-01"}, today) == Around(2023)
    assert around("start", declared, {"end": "4 jan"}, today) == Around(2026)
    assert around("start", declared, {}, None) is None


def test_over_new_year_a_day_lies_beside_the_other_one() -> None:
    # from 28 December 2026: 2 January 2026 would be 360 days before it; 2 November only 56, which is a slip and stays one
    draft = {"title": "T", "start": "28/12/2026", "end": "2/1", "sessions": [{"date": "29 dec"}, {"date": "2 jan"}]}
    value = understand(Training, draft).value
    assert isinstance(value, Training) and value.end == dt.date(2027, 1, 2)
    assert [one.date for one in value.sessions] == [dt.date(2026, 12, 29), dt.date(2027, 1, 2)]
    assert understand(Training, {**draft, "end": "2/11"}).fields["end"] == dt.date(2026, 11, 2)
    assert understand(Training, {"title": "T", "start": "28/12", "end": "2/1/2027"}).fields["start"] == dt.date(2026, 12, 28)

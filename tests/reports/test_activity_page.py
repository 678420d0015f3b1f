"""One activity on paper, and the sheet that is signed at its door."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from hypothesis import given, settings, strategies as st

from prossce_desktop.domain.model.ages import UNKNOWN_AGE
from prossce_desktop.domain.model.codes import Sex
from prossce_desktop.domain.model.head_count_cube import Cell, head_cube
from prossce_desktop.language import messages
from prossce_desktop.reports.pages.activity_page import activity_page
from prossce_desktop.reports.pages.period_summary import summary
from prossce_desktop.reports.pages.sex_age_table import cube
from prossce_desktop.reports.pages.sign_in_sheet import sign_in_sheet
from prossce_desktop.reports.report_data import (  # fmt: skip
    ActivityPageData,
    CountWithBasis,
    EmployerLine,
    Fact,
    FunnelLine,
    Gain,
    SessionLine,
    SetLine,
    Signer,
    SignInSheet,
    StageLine,
    Summary,
)

from .papers import ORIGIN, REGION, D, faults, layout, line, words

TRAINING = ActivityPageData(
    "ID-PES-2024",
    "Training of employment counsellors",
    "training",
    ORIGIN,
    "605 persons attended.",
    facts=(Fact("Dates", "October 2023 – May 2024"), Fact("Place", "Jakarta"), Fact("Partners", "ក្រសួងការងារ")),
    people=head_cube(65, ["female/18_24/yes:1", "female/18_24/no:31", "male/25_29/no:20", "male/25_29/unknown:3"]).table("sex", "age", "disability"),
    sets=(SetLine("In person", 598, 605, 605), SetLine("Online", None, 120, 120, "about")),
    stages=(
        StageLine("Invited", 301, 303, 2, 34),
        StageLine("Attended at least one session", 283, 288, 2, 32, attended=True),
        StageLine("Completed", 261, 257, 2, 28),
    ),
    sessions=(SessionLine(D(2024, 5, 1), 6, "Counselling", 24), SessionLine(None)),
    gain=Gain(412, 605, 54.2, 75.4, 100, 8_735 / 18_869, 8_735, 18_869),
)
FAIR = ActivityPageData(
    "KH-FAIR-2024-10",
    "National fair: ទិវាអាជីព និងផលិតភាពជាតិ",
    "career_fair",
    ORIGIN,
    people=head_cube(41_422, women=22_000, men=18_000).table("sex", "age", "disability"),
    funnel=(
        FunnelLine("Vacancies", "posts", 30_000, qualifier="more_than"),
        FunnelLine("Registered", "persons", 38_960, True, "94.1 % of present"),
        FunnelLine("Near-hires", "persons", None, True),
    ),
    employers=(EmployerLine("Angkor Garments", 120, None, 30, 12, 4),),
    other_counts=(CountWithBasis(63_267, "online_visits", "more_than"),),
)


def test_an_activity_page_says_everything_that_is_on_record() -> None:
    text = words(activity_page(TRAINING).data)
    for said in (
        "Training of employment counsellors",
        "October 2023 – May 2024",
        "ក្រសួងការងារ",
        "Completed 261 257 2 28 548 90.6 %",
        "Invited 301 303 2 34 640 –",
        "In person 598 605 605",
        "Online not recorded about 120 about 120",
        "All who took both tests 54.2 75.4 46.3 % 412",
        "Of the people “not recorded”, 3 were asked, but the answer was not clear.",
    ):
        assert said in text


def test_the_people_table_closes_and_zeros_are_printed() -> None:
    text = words(activity_page(TRAINING).data)
    # women 32 (1 yes, 31 no), men 23 (20 no, 3 not conclusive), 10 not recorded: 65
    assert "All ages 1 31 0 32 0 20 3 23 0 0 0 0 0 0 10 10 1 51 13 65" in text


def test_of_a_sex_whose_ages_nobody_gave_no_age_is_said_to_have_none() -> None:
    """120 women counted on site, 2,788 youth of 4,422 online: how many of the women are young is not known, so it is no 0."""
    cells = head_cube(500, women=120).table("sex", "age", "disability")
    for cell, number in head_cube(4_422, ["not_recorded/15_24/not_recorded:2788"]).table("sex", "age", "disability").items():
        cells[cell] = cells.get(cell, 0) + number
    page = dataclasses.replace(FAIR, people=cells, unsaid=frozenset({Sex.male, Sex.another}))
    text = words(activity_page(page).data)
    assert "15–24 – – – 2,788 2,788" in text
    assert "All ages 120 – – 4,802 4,922" in text
    page = dataclasses.replace(FAIR, people=head_cube(60, ["female/18_24/no:31", "not_recorded/18_24/no:5"], women=40, men=10).table("sex", "age", "disability"))
    assert "A dash means: not counted." in words(activity_page(page).data), "nobody gave an age of the ten men"


def test_large_numbers_stand_in_a_table_with_room() -> None:
    text = words(activity_page(FAIR).data)
    assert "All ages 22,000 18,000 0 1,422 41,422" in text
    assert "Near-hires persons not recorded" in text
    assert "Vacancies posts more than 30,000" in text
    assert "Online visits more than 63,267" in text
    assert "Angkor Garments 120 not recorded 30 12 4" in text


def test_pages_of_activities_are_tagged_and_the_same_each_time() -> None:
    for data in (TRAINING, FAIR):
        made = activity_page(data)
        assert faults(made.data) == []
        assert activity_page(data).data == made.data


@pytest.mark.slow
def test_texts_of_a_longer_language_still_fit() -> None:
    messages.use(messages.PSEUDO)
    try:
        for data in (TRAINING, FAIR):
            assert faults(activity_page(data).data) == []
        assert sign_in_sheet(SHEET).pages == 1
        assert summary(Summary(REGION, ORIGIN, (line(),))).pages > 3
    finally:
        messages.use(messages.ENGLISH)


def test_a_test_that_went_down_is_drawn_too() -> None:
    worse = dataclasses.replace(TRAINING, gain=Gain(3, 5, 60, 12, 60, None))
    assert "12.0 60.0 – 3" in words(activity_page(worse).data)


def test_an_activity_with_only_a_title_is_a_page() -> None:
    assert activity_page(ActivityPageData("", "A title", "training", ORIGIN)).pages == 1


@settings(max_examples=50)
@given(st.dictionaries(st.tuples(st.sampled_from(list(Sex)), st.sampled_from(["yes", "no", "unknown", "not_recorded"])), st.integers(0, 999)))
def test_every_margin_of_the_cube_makes_the_total(numbers: dict[tuple[Sex, str], int]) -> None:
    people = cube({Cell(sex, UNKNOWN_AGE, answer): number for (sex, answer), number in numbers.items()})
    total = sum(numbers.values())
    assert people.sum() == total
    assert sum(people.sum(sex=sex) for sex in Sex) == total
    assert sum(people.sum(answer=answer) for answer in ("yes", "no", "not_recorded")) == total


SHEET = SignInSheet("KH-FAIR-2024-10", "National fair", dt.datetime(2025, 1, 24, 9, tzinfo=dt.UTC), D(2024, 10, 26), D(2024, 10, 27), "Koh Pich")


def test_a_blank_sheet_has_twenty_rows_the_code_and_the_dates() -> None:
    made = sign_in_sheet(SHEET)
    text = words(made.data)
    assert made.pages == 1
    assert " 20 " in text and " 21 " not in text
    assert "KH-FAIR-2024-10" in text and "26–27 October 2024 · Koh Pich" in text
    assert faults(made.data) == []


def test_a_filled_sheet_goes_on_as_long_as_there_are_people() -> None:
    names = ("សុខ ដារ៉ា", "Nguyễn Thị Hồng", "สมชาย ใจดี", "王小明", "ဒေါ်ခင်", "=SUM(A1)")
    people = tuple(Signer(names[n % 6], "F", "1994", "+855 12 345 678", "Agency") for n in range(45))
    made = sign_in_sheet(dataclasses.replace(SHEET, people=people))
    text = layout(made.data)
    assert made.pages == 3 and " 60 " in words(made.data)
    assert all(name in text for name in names)


def test_long_titles_and_names_are_shortened_not_overprinted() -> None:
    people = (Signer("ក្រសួងការងារ" * 40, phone="1" * 200, organisation="x" * 500),)
    made = sign_in_sheet(dataclasses.replace(SHEET, title="ទិវាអាជីព " * 60, code="K" * 60, people=people))
    assert faults(made.data) == [] and "…" in layout(made.data)

"""Numbers, ranges and dates as people read them."""

from __future__ import annotations

import datetime as dt

import pytest

from prossce_desktop.domain.parsing.dates import understand_partial
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import speaking

D = dt.date


def test_thousands_follow_the_language() -> None:
    written = {"en": "41,422", "km": "41,422", "th": "41,422", "lo": "41.422", "vi": "41.422", "id": "41.422"}
    for language, words in written.items():
        with speaking(language):
            assert formatting.number(41422) == words


def test_a_range_has_two_forms_and_equal_ends_are_one_number() -> None:
    assert formatting.between(41422, 45115) == "41,422–45,115"
    assert formatting.between_in_words(41422, 45115) == "41,422 to 45,115"
    assert formatting.between(605, 605) == formatting.between_in_words(605, 605) == "605"


def test_a_rate_has_one_place_and_a_space_that_does_not_break() -> None:
    assert formatting.rate(135_590 / 229_538) == "59.1\u00a0%"
    assert formatting.rate(0.5) == "50.0\u00a0%"
    with speaking("vi"):
        assert formatting.rate(0.5) == "50,0\u00a0%"


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (D(2024, 10, 26), D(2024, 10, 26), "26 October 2024"),
        (D(2024, 10, 26), None, "26 October 2024"),
        (D(2024, 10, 26), D(2024, 10, 27), "26–27 October 2024"),
        (D(2024, 10, 28), D(2024, 11, 2), "28 October – 2 November 2024"),
        (D(2024, 12, 30), D(2025, 1, 2), "30 December 2024 – 2 January 2025"),
        (D(2023, 10, 1), D(2024, 5, 31), "October 2023 – May 2024"),
        (D(2024, 10, 1), D(2024, 12, 31), "October – December 2024"),
        (D(2024, 2, 1), D(2024, 2, 29), "February 2024"),
        (D(2024, 1, 1), D(2024, 12, 31), "2024"),
        (D(2023, 1, 1), D(2024, 12, 31), "2023–2024"),
        (D(2026, 2, 3), D(2026, 2, 1), "3 February 2026 – 1 February 2026"),
        (D(2024, 12, 31), D(2024, 1, 1), "31 December 2024 – 1 January 2024"),
        (None, None, ""),
    ],
)
def test_days_read_as_people_write_them(start: dt.date | None, end: dt.date | None, words: str) -> None:
    assert formatting.days(start, end) == words


def test_an_unknown_language_reads_as_english() -> None:
    with speaking("qq"):
        assert formatting.number(41422) == "41,422"
        assert formatting.day(D(2024, 10, 26)) == "26 October 2024"


def test_names_in_a_sentence() -> None:
    assert formatting.listed(["Cambodia"]) == "Cambodia"
    assert formatting.listed(["Cambodia", "Indonesia", "Thailand"]) == "Cambodia, Indonesia and Thailand"


@pytest.mark.parametrize(
    ("stored", "words"),
    [("1979-03-14", "14 Mar 1979"), ("1979-03", "Mar 1979"), ("1979", "1979"), ("", ""), (None, ""), ("1979-13-01", "1979-13-01")],
)
def test_a_day_of_which_a_part_is_known_is_written_as_far_as_it_is(stored: str | None, words: str) -> None:
    assert formatting.partial_day(stored) == words


@pytest.mark.parametrize("language", ["en", "km", "vi", "th", "id", "ms", "lo", "my", "zh", "fil"])
def test_what_is_written_in_a_cell_means_the_same_when_it_is_typed_again(language: str) -> None:
    for number in range(1, 13):
        for stored in (f"1979-{number:02}-14", f"1979-{number:02}", "1979"):
            with speaking(language):
                words = formatting.partial_day(stored)
            assert understand_partial(words).value == stored


def test_a_telephone_number_is_written_in_the_groups_of_its_country() -> None:
    assert formatting.phone("012305040", "KH") == "012 305 040"
    assert formatting.phone("+66812345678", "KH") == "+66 81 234 5678"
    assert formatting.phone(None, "KH") == formatting.phone("", None) == ""


def test_a_moment_has_a_short_form_too() -> None:
    assert formatting.short_moment(dt.datetime(2025, 1, 24, 14, 5)) == "24 Jan 2025, 14:05"

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, strategies as st

from prossce_desktop.domain.text.cleaning import clean_note, clean_text, line
from prossce_desktop.domain.text.digits import (
    ascii_digits,
    plain_text,
    understand_decimal,
    understand_whole,
    whole_number,
)


@pytest.mark.parametrize("written", ["០១២៣៤៥៦៧៨៩", "໐໑໒໓໔໕໖໗໘໙", "๐๑๒๓๔๕๖๗๘๙", "၀၁၂၃၄၅၆၇၈၉", "０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩"])
def test_digits_of_every_script_become_ascii(written: str) -> None:
    assert ascii_digits(written) == "0123456789"


@pytest.mark.parametrize(
    ("written", "number"),
    [("1,234", 1234), ("1.234.567", 1234567), ("1 234", 1234), ("១,២៣៤", 1234), ("12.0", 12), (12.0, 12), ("0", 0), ("-3", -3),
     ("12.5", None), ("1,23", None), ("about 200", None), ("", None), (True, None), (float("nan"), None)],
)  # fmt: skip
def test_whole_numbers_are_read_with_thousands(written: object, number: int | None) -> None:
    assert whole_number(written) == number


def test_an_empty_number_is_not_recorded_and_never_zero() -> None:
    assert understand_whole("", "count").value is None
    assert understand_whole(None, "count").fine
    assert [one.code for one in understand_whole("-1", "count").problems] == ["too-small"]
    assert [one.code for one in understand_whole("many", "count").problems] == ["not-a-number"]
    assert [one.code for one in understand_whole("131", "age", most=130).problems] == ["too-large"]


def test_scores_may_have_a_fraction_with_comma_or_point() -> None:
    assert [understand_decimal(one, "pre").value for one in ("82,5", "82.5", "85%", "៨២", 56, None)] == [82.5, 82.5, 85.0, 82.0, 56.0, None]
    assert not understand_decimal("NaN", "pre").fine


def test_a_number_cell_becomes_text_without_its_fraction() -> None:
    assert plain_text(70920425.0) == "70920425"


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("  Chan \u00a0 Dara\u200b ", "Chan Dara"),
        ("a\u202eb\u0000c\ud800", "abc"),
        ("Le\u0301", "Lé"),
        ("ក\u200cខ", "ក\u200cខ"),
        ("\u200d a \u200c", "a"),
        ("ถนำ", "ถนำ"),
        ("ລຳດັບ", "ລຳດັບ"),
        ("a\nb", "a b"),
    ],
)
def test_text_is_kept_without_what_does_harm(dirty: str, clean: str) -> None:
    assert clean_text(dirty) == clean


def test_a_note_keeps_its_lines() -> None:
    assert clean_note("one \r\n\r\n\r\n\r\n two\n") == "one\n\ntwo"


def test_a_line_that_is_too_long_is_refused_and_not_cut() -> None:
    assert [one.code for one in line("x" * 501, "employer").problems] == ["too-long"]
    assert line("   ", "employer").value is None
    assert line(2024.0, "employer").value == "2024"


@given(st.text(alphabet=st.characters()))
def test_cleaning_twice_changes_nothing_and_gives_text_that_can_be_written(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once
    assert unicodedata.is_normalized("NFC", once)
    once.encode("utf-8")


@given(st.integers(min_value=0, max_value=10**12))
def test_a_number_with_thousands_reads_back(number: int) -> None:
    assert whole_number(f"{number:,}") == number
    assert whole_number(f"{number:,}".replace(",", ".")) == number

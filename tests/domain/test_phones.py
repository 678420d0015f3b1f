from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from prossce_desktop.domain.parsing.phone_plans import PLANS
from prossce_desktop.domain.parsing.phones import display, is_valid, key, understand


@pytest.mark.parametrize(
    ("written", "country", "normal", "shown"),
    [
        ("+855 70 920 425", "KH", "070920425", "070 920 425"), (70920425, "KH", "070920425", "070 920 425"),
        (70920425.0, "KH", "070920425", "070 920 425"), ("០៧០ ៩២០ ៤២៥", "KH", "070920425", "070 920 425"),
        ("85570920425", "KH", "070920425", "070 920 425"), ("+855 (0)70 920 425", "KH", "070920425", "070 920 425"),
        ("00855-70-920-425", "KH", "070920425", "070 920 425"), (856051394, "KH", "0856051394", "085 605 1394"),
        ("012305040", "KH", "012305040", "012 305 040"), ("+66 81 234 5678", "KH", "+66812345678", "+66 81 234 5678"),
        ("๐๘๙-๙๕๗-๒๕๒๘", "TH", "0899572528", "089 957 2528"), ("'084235520676", "ID", "084235520676", "0842 3552 0676"),
        ("6281234567890", "ID", "081234567890", "0812 3456 7890"), ("8.2317735390E+10", "ID", "082317735390", "0823 1773 5390"),
        ("໐໒໐ ໕໕໑໒ ໓໔໕໖", "LA", "02055123456", "020 55 123 456"), ("၀၉၇၉၇၁၂၃၄၅၆", "MM", "09797123456", "09 797 123 456"),
        ("+65 9123 4567", "SG", "91234567", "9123 4567"), ("+673 871 2345", "BN", "8712345", "871 2345"),
        ("+670 7723 1234", "TL", "77231234", "7723 1234"), ("+86 138 1234 5678", "CN", "13812345678", "138 1234 5678"),
        ("010 8812 3456", "CN", "01088123456", "010 8812 3456"), ("849123456", "VN", "0849123456", "0849 123 456"),
        ("84912345678", "VN", "0912345678", "0912 345 678"), (9171234567, "PH", "09171234567", "0917 123 4567"),
        ("012-345 6789", "MY", "0123456789", "012 345 6789"), ("+1 202 555 0143", "KH", "+12025550143", "+12025550143"),
    ],
)  # fmt: skip
def test_a_number_has_one_normal_form(written: object, country: str, normal: str, shown: str) -> None:
    found = understand(written, country)
    assert (found.value, found.problems) == (normal, ())
    assert display(normal, country) == shown


@pytest.mark.parametrize(
    ("written", "kept", "code"),
    [("12345", "12345", "invalid-phone"), ("+855 1", "+8551", "invalid-phone"), ("none", None, "not-a-phone"), ("8.23E+10", None, "digits-lost")],
)
def test_what_is_no_valid_number_keeps_its_digits_and_says_so(written: str, kept: str | None, code: str) -> None:
    found = understand(written, "KH")
    assert (found.value, [one.code for one in found.problems]) == (kept, [code])


@pytest.mark.parametrize("written", ["081-234-5678 / 02-123-4567", "0812345678, 021234567", "0812345678 หรือ 021234567", "0812345678\n021234567"])
def test_of_two_numbers_the_first_is_taken_and_the_other_named(written: str) -> None:
    found = understand(written, "TH")
    assert found.value == "0812345678"
    assert [one.code for one in found.problems] == ["two-numbers"]


def test_an_empty_cell_is_not_recorded() -> None:
    assert understand(None, "KH").fine
    assert understand("  ", "KH").value is None


def test_one_number_noted_in_two_countries_has_one_key() -> None:
    assert key("070920425", "KH") == key("+85570920425", "TH") == "+85570920425"
    assert key("000000000", "KH") == key("12", "KH") == ""


@given(st.sampled_from(sorted(PLANS)), st.integers(10_000_000, 999_999_999))
def test_a_normal_form_is_its_own_normal_form_and_survives_display(country: str, number: int) -> None:
    first = understand(number, country)
    assert first.value is not None
    again = understand(first.value, country)
    assert again.value == first.value
    if first.fine:
        assert is_valid(first.value, country)
        assert understand(display(first.value, country), country).value == first.value


@given(st.text())
def test_no_text_makes_a_phone_raise(text: str) -> None:
    value = understand(text, "KH").value
    assert value is None or value.removeprefix("+").isdecimal()

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from prossce_desktop.domain.parsing.national_ids import check_digit_right, is_valid, normal_form, understand


@pytest.mark.parametrize(
    ("written", "country", "normal", "codes"),
    [
        ("1-5460-90184-82-9", "TH", "1546090184829", ["check-digit"]),
        ("1-1017-00230-70-8", "TH", "1101700230708", []),  # 1*13+1*12+0+1*10+7*9+0+0+2*6+3*5+0+7*3+0*2 = 146; (11 - 146 % 11) % 10 = 8
        ("០៥៩៦៥០៥០២", "KH", "059650502", []),
        (59650502, "KH", "059650502", []),
        ("59650502", "KH", "59650502", ["invalid-id"]),
        ("3631572874144850", "ID", "3631572874144850", []),
        (3631572874144850, "ID", "3631572874144850", ["digits-lost"]),
        ("s1234567d", "SG", "S1234567D", []),
        ("S1234567A", "SG", "S1234567A", ["check-digit"]),
        ("11010519491231002x", "CN", "11010519491231002X", []),
        ("12/OUKAMA(N)123456", "MM", "12OUKAMAN123456", []),
        ("၁၂/ဥကမ(နိုင်)၁၂၃၄၅၆", "MM", "12ဥကမနိုင်123456", []),
        ("079 123 456 789", "VN", "079123456789", []),
        ("900101-14-5678", "MY", "900101145678", []),
        ("none", "KH", None, ["not-an-id"]),
        ("-", "KH", None, []),
    ],
)
def test_an_id_is_letters_and_digits_and_kept_with_its_doubts(written: object, country: str, normal: str | None, codes: list[str]) -> None:
    found = understand(written, country)
    assert (found.value, [one.code for one in found.problems]) == (normal, codes)


def test_valid_is_length_and_characters_not_the_check_digit() -> None:
    assert is_valid("1546090184829", "TH")
    assert not check_digit_right("1546090184829", "TH")
    assert not is_valid("0000000000000", "TH")
    assert not is_valid("154609018482", "TH")


@given(st.text())
def test_the_normal_form_is_its_own_normal_form(text: str) -> None:
    assert normal_form(normal_form(text)) == normal_form(text)

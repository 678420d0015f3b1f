"""Wrong passphrases: five are free, then each makes one wait longer, and never for hours."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from prossce_desktop.domain.passphrase_delay import LONGEST_WAIT, still_to_wait, wait_after


@pytest.mark.parametrize(("wrong", "seconds"), [(0, 0), (4, 0), (5, 30), (6, 60), (7, 120), (9, 480), (10, 900), (1000, 900)])
def test_the_fifth_wrong_try_makes_one_wait_and_each_more_twice_as_long(wrong: int, seconds: int) -> None:
    assert wait_after(wrong) == seconds


@given(st.integers(0, 10_000), st.floats(-1e12, 1e12))
def test_no_clock_makes_anybody_wait_longer_than_a_quarter_of_an_hour(wrong: int, since: float) -> None:
    assert 0 <= still_to_wait(wrong, since) <= min(wait_after(wrong), LONGEST_WAIT)
    assert still_to_wait(wrong, wait_after(wrong)) == 0

"""A country and the regional office, which gets no names, give the same figures to the last byte, and those of the second reckoning."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from random import Random

import pytest

from prossce_desktop.services.exchange import package_files
from tests.exchange.forging import Pair
from tests.naive.reckoning import Period, Reckoning
from tests.naive.test_figures import compare
from tests.naive.test_surfaces import enter
from tests.naive.worlds import office
from tests.program import inside

ASKED = (
    (),
    ("--from", "2024-01-01", "--to", "2024-12-31", "--by", "sex,age,disability"),
    ("--to", "2024-06-30", "--by", "year,sex", "--kind", "career_fair"),
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 106))
def test_the_country_and_the_office_answer_with_the_same_bytes(tmp_path: Path, seed: int) -> None:
    made = office(Random(seed), ("KH",))
    pair = Pair(tmp_path)
    enter(pair.laptop, made)
    [written] = package_files.make_packages(pair.laptop, tmp_path, email=False)
    package_files.read_packages(pair.office, [written.path])
    pair.close()
    call = inside()
    for words in ASKED:
        ours, theirs = (call("figures", tmp_path / place, "--country", "KH", *words, "--json").out for place in ("KH", "office"))
        assert ours == theirs, (seed, words)
    compare(call("figures", tmp_path / "office", "--json").json, Reckoning(made, Period()))
    year = Period(dt.date(2024, 1, 1), dt.date(2024, 12, 31))
    compare(call("figures", tmp_path / "office", "--from", year.first, "--to", year.last, "--json").json, Reckoning(made, year))

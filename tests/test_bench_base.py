"""The base that benchmarks run on is one that the program accepts, and the same every time."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from benchmarks.people import make
from benchmarks.persons import values
from prossce_desktop.store.queries.duplicate_people import open_pairs


@pytest.mark.slow
def test_the_base_of_the_benchmarks_is_accepted_and_has_doubles_gaps_and_four_scripts(tmp_path: Path) -> None:
    with make(tmp_path / "w", 1_500) as store:
        assert all(one.ok for one in store.check())
        with store.read() as reading:
            people = reading.execute("SELECT name, phone, birth FROM person").fetchall()
            assert len(people) == 1_500
            assert open_pairs(reading)
            assert reading.execute("SELECT count(*) FROM person WHERE canonical <> id").scalar() > 0
    names = " ".join(name for name, _phone, _birth in people)
    assert all(any(first <= letter <= last for letter in names) for first, last in ("ក៹", "กฮ", "ກຮ", "Az"))
    assert any(phone is None for _name, phone, _birth in people) and any(birth is None for _name, _phone, birth in people)


def test_one_seed_makes_the_same_people() -> None:
    assert values(random.Random(7)) == values(random.Random(7))

"""Whatever the mail does, in the end everybody who may know something knows it, once."""

from __future__ import annotations

from pathlib import Path

import pytest

from prossce_desktop.services import introductions
from tests.exchange.simulator import Simulator

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("share", [introductions.CODES, introductions.NAMES])
@pytest.mark.parametrize("seed", range(3))
def test_after_any_history_everybody_holds_the_same(tmp_path: Path, seed: int, share: str) -> None:
    life = Simulator(tmp_path, seed, share=share)
    life.live(60)
    life.settle()
    office = life.office.store
    for desk in life.desks.values():
        assert desk.store.digest((desk.country,)).shared == office.digest((desk.country,)).shared, desk.name
    one, other = life.desks["KH1"].store, life.desks["KH2"].store
    assert one.digest(("KH",)) == other.digest(("KH",)), "laptops of one country show the same, names too"
    for desk in life.everybody():
        wrong = [check for check in desk.store.check() if not check.ok and check.name != "margins"]  # random work asks no rule
        assert wrong == [], desk.name
    assert set(life.refused) <= {"damaged", "unknown-sender", "not-a-package"}, life.refused
    life.close()

"""On the page of a colleague: what a laptop that is gone did, and the office does not have, is taken over by an officer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from prossce_desktop.ui.exchange import written
from tests.exchange.scenes import Region
from tests.exchange.test_left_branches import is_gone, put_back, titles
from tests.ui.exchange.test_page_rules import Shown

pytestmark = pytest.mark.slow


@pytest.fixture
def region(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Region]:
    monkeypatch.setattr(written, "open_by_system", lambda path: True)
    made = Region(tmp_path)
    made.meet_mate()
    put_back(made)
    yield made
    made.close()


def test_the_page_says_what_is_left_and_takes_it_over(region: Region, qtbot: QtBot) -> None:
    name = is_gone(region)
    with region.kh1.here():
        here = Shown(qtbot, region.kh1.store)
        try:
            banner = here.page.left
            said = banner.accessibleName()
            assert banner.isVisible() and said.startswith(f"{name} of Office KH2 had gone back to an older state, and is not in use any more.")
            assert "2 changes that it made are here and not at the regional office." in said
            here.speaker.will_answer("Cancel")
            banner.pressed.emit()
            here.settle()
            assert banner.isVisible() and here.speaker.asked[-1] == f"Take over 2 changes of {name}?"
            here.speaker.will_answer("Take over")
            banner.pressed.emit()
            here.settle()
            assert not banner.isVisible()
        finally:
            here.jobs.close()
    for _ in range(2):
        region.round(region.kh1)
    assert titles(region.office) == titles(region.kh1) == ["At the colleague", "At the office", "Common"]


def test_where_nothing_is_left_the_page_says_nothing(region: Region, qtbot: QtBot) -> None:
    for _ in range(2):
        region.round(region.kh1)  # the laptop is in use: it gives way itself
    with region.kh1.here():
        here = Shown(qtbot, region.kh1.store)
        assert not here.page.left.isVisible()
        here.jobs.close()

"""What a stolen laptop did is taken back as one step; what others build on stays, as it was made."""

from __future__ import annotations

from pathlib import Path

import pytest

from prossce_desktop.domain.model.head_count import HeadCount
from prossce_desktop.services.devices import introductions
from prossce_desktop.store.workspace.store import Store
from tests.exchange.scenes import Region

pytestmark = pytest.mark.slow


def title(store: Store, id: int) -> str | None:
    with store.read() as reading:
        stored = reading.find(id)
    return None if stored is None or stored.removed else str(stored.value.title)  # type: ignore[attr-defined]


def test_what_others_point_to_stays_as_it_was_made_and_the_rest_goes(tmp_path: Path) -> None:
    region = Region(tmp_path)
    region.meet_mate()
    used, alone = region.train(region.kh1, "As made"), region.train(region.kh1, "Alone")
    for id in (used, alone):
        region.retitle(region.kh1, id, "Edited")
    for desk in (region.kh1, region.kh2):
        region.round(desk)
    with region.kh2.here(), region.kh2.store.work("new", 1) as work:
        work.new("head_count", [HeadCount(activity=used, count=20)])
    kept = region.train(region.kh2, "Of another laptop")
    region.round(region.kh2)
    region.minutes += 1
    with region.office.here():
        introductions.revoke(region.office.store, region.kh1.store.identity.device, after=0)
    store = region.office.store
    assert [title(store, id) for id in (used, alone, kept)] == ["As made", None, "Of another laptop"]
    region.minutes += 1
    with region.office.here():
        store.undo.undo(str(store.undo.last_undoable()))
    assert [title(store, id) for id in (used, alone, kept)] == ["Edited", "Edited", "Of another laptop"]
    region.close()

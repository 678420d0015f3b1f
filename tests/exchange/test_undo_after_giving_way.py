"""A laptop that was put back gives way to its other branch; what was done on it before and after can be taken back as ever."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exchange.scenes import Region


@pytest.mark.slow
def test_after_a_laptop_gave_way_undo_takes_back_what_was_done_last(tmp_path: Path) -> None:
    region = Region(tmp_path)
    image = region.image(region.kh1)
    region.train(region.kh1, "At the office")
    region.send(region.kh1, region.office)
    region.go_back(region.kh1, image)
    region.train(region.kh1, "After going back")
    for _ in range(3):
        region.round(region.kh1)
    store = region.kh1.store
    assert store.digest(("KH",)).kinds == {"training": 2}
    with store.read() as reading:
        assert reading.execute("SELECT count(*) FROM op WHERE title LIKE 'fork %'").fetchall() == [(1,)]
    with region.kh1.here():
        for left in (1, 0):
            last = store.undo.last_undoable()
            assert last is not None
            store.undo.undo(last)
            assert store.digest(("KH",)).kinds == ({"training": left} if left else {})
        for back in (1, 2):
            again = store.undo.last_redoable()
            assert again is not None
            store.undo.redo(again)
            assert store.digest(("KH",)).kinds == {"training": back}
    region.close()

"""Progress and Cancel are one call."""

from __future__ import annotations

import pytest

from prossce_desktop.errors import Cancelled
from prossce_desktop.system.progress import Progress, ProgressCallback, silent


def test_each_step_is_shown() -> None:
    seen: list[tuple[int, int]] = []
    step: ProgressCallback = Progress(lambda done, total: seen.append((done, total)))
    step(1, 3)
    step(2, 3)
    assert seen == [(1, 3), (2, 3)]


def test_work_stops_at_the_next_step_after_cancel() -> None:
    seen: list[int] = []
    progress = Progress(lambda done, total: seen.append(done))
    progress(1, 3)
    progress.cancel()
    with pytest.raises(Cancelled):
        progress(2, 3)
    assert seen == [1]


def test_silent_work_is_never_stopped() -> None:
    silent(1, 0)

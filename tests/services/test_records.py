"""Records get codes of their own."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from prossce_desktop.domain.model.training import Training
from prossce_desktop.services.records import activity_codes
from prossce_desktop.store.workspace.workspace_lifecycle import Plain, create


def test_a_new_code_is_the_first_free_one_also_in_a_gap(tmp_path: Path) -> None:
    store, _ = create(tmp_path / "w", country="KH", office="Office", officer="A", unlock=Plain())
    values = [Training(title="T", country="KH", start=dt.date(2025, 1, 1), code=f"KH-TR-2025-{number:03}") for number in (1, 2, 4)]
    with store:
        with store.work("new", 4) as work:
            work.new("training", [*values, Training(title="T", country="KH", code="KH-TR-2025.5")])
        with store.read() as reading:
            assert activity_codes.new_code(reading, values[0]) == "KH-TR-2025-003"
        with store.work("new", 1) as work:
            work.new("training", [Training(title="T", country="KH", code="KH-TR-2025-003")])
        with store.read() as reading:
            assert activity_codes.new_code(reading, values[0]) == "KH-TR-2025-005"

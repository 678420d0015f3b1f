"""An office and its laptops come to know each other; at no moment is anybody half of what it becomes."""

from __future__ import annotations

from pathlib import Path

import pytest

from prossce_desktop.compose import exchanging
from prossce_desktop.services import introductions
from prossce_desktop.store.store import Store
from prossce_desktop.store.workspace import Plain, create
from tests.exchange.forging import NOW


def test_whoever_sees_an_office_sees_its_key_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The window reads on another thread while the first invitation is made, and the computer may stop in between."""
    become = Store.become_regional
    seen: list[bool] = []

    def watched(store: Store) -> None:
        become(store)
        seen.append(exchanging.known_devices(store) == [])  # as the Exchange page asks

    monkeypatch.setattr(Store, "become_regional", watched)
    office, _ = create(tmp_path / "office", country="TH", office="Region", officer="Bo", unlock=Plain(), now=lambda: NOW)
    with office:
        introductions.invite(office, NOW)
    assert seen == [True]

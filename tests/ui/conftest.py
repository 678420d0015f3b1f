"""Tests of the window run without a display, dressed in light whatever the desktop is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from prossce_desktop.ui.look.theme import Theme, theme, wear
from tests.ui.keys_kept import kept
from tests.ui.main_thread import Watch, start, stop, watch


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Theme:
    """The theme, light and at 100 %."""
    wear(qapp, "light", 100)
    return theme()


@pytest.fixture(autouse=True)
def watched(monkeypatch: pytest.MonkeyPatch) -> Iterator[Watch]:
    """Every test of the window fails if the window reads or writes on the main thread."""
    watching = watch(monkeypatch)
    start(watching)
    yield watching
    stop(watching)
    assert not watching.found, "\n".join(watching.found)


@pytest.fixture(autouse=True)
def keys_kept(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Every test of the window fails where something takes the keys from whoever types, though nobody pressed one for it."""
    with kept(monkeypatch) as found:
        yield found
    assert not found, "\n".join(found)

"""Tests of the window run without a display, dressed in light whatever the desktop is."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from prossce_desktop.ui.look.theme import Theme, theme, wear


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Theme:
    """The theme, light and at 100 %."""
    wear(qapp, "light", 100)
    return theme()

"""The desktop's own light or dark is followed where the officer chose nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.skipif(shutil.which("xvfb-run") is None, reason="xvfb is not here")]

WORN = """
from PySide6.QtWidgets import QApplication
from prossce_desktop.ui.look.theme import wear
app = QApplication([])
print(wear(app, "system", opening=True).tokens.dark)
"""


@pytest.mark.parametrize(("desktop", "is_dark"), [("Adwaita:dark", True), ("Adwaita", False)])
def test_the_window_is_dark_where_the_desktop_is(desktop: str, is_dark: bool) -> None:
    surroundings = os.environ | {"QT_QPA_PLATFORM": "xcb", "XDG_CURRENT_DESKTOP": "GNOME", "GTK_THEME": desktop}
    surroundings.pop("DBUS_SESSION_BUS_ADDRESS", None)
    words = ["xvfb-run", "-a", sys.executable, "-c", WORN]
    said = subprocess.run(words, env=surroundings, capture_output=True, text=True, check=True, timeout=60)
    assert said.stdout.split() == [str(is_dark)]

"""What no file of the window may do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import prossce_desktop

UI = Path(prossce_desktop.__file__).parent / "ui"


@pytest.mark.parametrize(
    ("words", "allowed"),
    [
        (".exec(", {"speaker.py", "opening.py"}),  # a dialog that waits belongs to the one who speaks
        ("QGraphics" + "DropShadowEffect", set()),  # slow, and blurs text
        ("QGraphics" + "OpacityEffect", set()),
        ("setTextFormat(Qt.TextFormat.RichText", set()),  # what a person typed is never markup
    ],
)
def test_nobody_else_does_it(words: str, allowed: set[str]) -> None:
    found = {path.name for path in UI.rglob("*.py") if words in path.read_text(encoding="utf-8")}
    assert found <= allowed


def test_what_is_done_later_is_given_up_with_whoever_wanted_it() -> None:
    """A method that a timer calls once must name its object: a page may be gone by then."""
    without = re.compile(r"singleShot\([^,()]+(?: if [^,]+)?, self\._?\w+\)")
    assert {path.name for path in UI.rglob("*.py") if without.search(path.read_text(encoding="utf-8"))} == set()
    assert without.search("QTimer.singleShot(0, self._fit)") and not without.search("QTimer.singleShot(0, self, self._fit)")

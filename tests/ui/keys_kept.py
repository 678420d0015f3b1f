"""Watches who moves the keys: what comes by itself (an answer, a timer, a check, a package) must not take them from a field."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

import prossce_desktop
from prossce_desktop.ui.base.keyboard_focus import is_typing

UI = str(Path(prossce_desktop.__file__).parent / "ui")
LED = {
    ("tab_widgets.py", "focus_in"),  # a record or a tab that was wanted begins; keys pressed since are held for it
    ("workspace_view.py", "go"),  # another page, where the one before is gone
    ("record_actions.py", "_ask_dates"),  # so does a copy
    ("join_page.py", "_show"),  # whoever was chosen in the field stands beside the first, and the field is gone
    ("paste_panel.py", "take_keys"),  # Ctrl+V leads to the question about the block; it waits while a cell is typed in
    ("keyboard_focus.py", "shown"),  # nobody typed when it came
    ("record_page.py", "show_again"),  # the form was saved, and nothing was typed since
}
"""Functions that lead to what was asked for, whose place is not there any more afterwards."""
_depth = {"keys": 0, "loop": 0}


@contextmanager
def _within(what: str) -> Iterator[None]:
    _depth[what] += 1
    try:
        yield
    finally:
        _depth[what] -= 1


def _counted(function: Callable[..., Any], what: str) -> Callable[..., Any]:
    def call(*arguments: Any, **named: Any) -> Any:
        with _within(what):
            return function(*arguments, **named)

    return call


def _frames() -> Iterator[FrameType]:
    frame = sys._getframe(2)
    while frame is not None:
        yield frame
        frame = frame.f_back  # type: ignore[assignment]


def by_itself() -> bool:
    """Whether what runs now was called by no key and no test, but by an answer or by the event loop."""
    if _depth["keys"]:
        return False
    outermost = None
    for frame in _frames():
        name = frame.f_code.co_filename
        if name.startswith(UI):
            if (os.path.basename(name), frame.f_code.co_name) in LED:
                return False
            if name.endswith("jobs.py") and frame.f_code.co_name in ("answer", "complain"):
                return True
            outermost = frame
        elif outermost is not None:
            return "pytestqt" in name or bool(_depth["loop"])
    return False


@contextmanager
def kept(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What took the keys from whoever types, with the way to it."""
    found: list[str] = []
    move = QWidget.setFocus

    def watched(widget: QWidget, *reason: Any) -> None:
        now = QApplication.focusWidget()
        if now is not None and is_typing() and by_itself():
            target = widget
            while (proxy := target.focusProxy()) is not None:
                target = proxy
            stays = target is now or now.isAncestorOf(target)  # a cell of the grid that has them
            if not stays and target.isVisible() and target.isEnabled() and target.window() is now.window():
                way = "".join(traceback.format_stack(sys._getframe(1), 8))
                found.append(f"{type(widget).__name__} took the keys from {type(now).__name__} “{now.accessibleName()}”:\n{way}")
        move(widget, *reason)

    monkeypatch.setattr(QWidget, "setFocus", watched)
    for name in ("keyClick", "keyClicks", "keyPress", "mouseClick", "mouseDClick", "mousePress"):
        monkeypatch.setattr(QTest, name, staticmethod(_counted(getattr(QTest, name), "keys")))
    monkeypatch.setattr(QApplication, "sendEvent", staticmethod(_counted(QApplication.sendEvent, "keys")))
    monkeypatch.setattr(QCoreApplication, "processEvents", staticmethod(_counted(QCoreApplication.processEvents, "loop")))
    yield found

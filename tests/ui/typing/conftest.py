"""The fixtures of a record's page, for this folder too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from prossce_desktop.ui.session.session import Session
from tests.ui.activities.conftest import session, settle, store
from tests.ui.typing.post import Post
from tests.ui.typing.runs import Desk

__all__ = ["session", "settle", "store"]


@pytest.fixture(autouse=True)
def windows_of_a_screen(qapp: QApplication) -> Iterator[None]:
    """On a screen a window stays the active one while offers hang in it. Without one they become it, even when they are gone
    already, and then the window and the program no longer agree on the field that has the keys: the window becomes it again."""

    def give_back(now: QWindow | None) -> None:
        typed_in = QApplication.focusWidget()
        if now is not None and now.type() == Qt.WindowType.Popup and typed_in is not None and not typed_in.isActiveWindow():
            typed_in.activateWindow()

    qapp.focusWindowChanged.connect(give_back)
    yield
    qapp.focusWindowChanged.disconnect(give_back)


@pytest.fixture
def desk(session: Session, qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    """The open workspace, and a colleague who sends packages."""
    post = Post(session.store, tmp_path / "post")
    yield Desk(session, qtbot, post)
    post.close()

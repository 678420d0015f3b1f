"""The fixtures of a record's page, for this folder too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from prossce_desktop.ui.session import Session
from tests.ui.activities.conftest import session, settle, store
from tests.ui.typing.post import Post
from tests.ui.typing.runs import Desk

__all__ = ["session", "settle", "store"]


@pytest.fixture
def desk(session: Session, qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    """The open workspace, and a colleague who sends packages."""
    post = Post(session.store, tmp_path / "post")
    yield Desk(session, qtbot, post)
    post.close()

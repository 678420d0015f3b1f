"""One window for one workspace."""

from __future__ import annotations

import threading
from pathlib import Path

from pytestqt.qtbot import QtBot

from prossce_desktop.ui.window.single_instance import Instance


def test_a_second_start_raises_the_first_and_ends(qtbot: QtBot, tmp_path: Path) -> None:
    first = Instance(tmp_path / "ws", tmp_path)
    assert first.claim()
    first.listen()
    second = Instance(tmp_path / "ws", tmp_path)
    with qtbot.waitSignal(first.raised):
        assert not second.claim()
    first.release()
    assert second.claim()
    second.release()


def test_a_package_opened_in_the_file_manager_goes_to_the_window_that_is_open(qtbot: QtBot, tmp_path: Path) -> None:
    first, second = Instance(tmp_path / "ws", tmp_path), Instance(tmp_path / "ws", tmp_path)
    assert first.claim()
    first.listen()
    package = tmp_path / "KH-7f3a91-000123 កញ្ចប់.PROSSCE"
    answers: list[bool] = []
    starting = threading.Thread(target=lambda: answers.append(second.claim(package)))
    with qtbot.waitSignal(first.brought) as heard:
        starting.start()
    starting.join(10)
    assert heard.args == [str(package)] and answers == [False]
    first.release()


def test_another_workspace_has_a_window_of_its_own(qtbot: QtBot, tmp_path: Path) -> None:
    first, other = Instance(tmp_path / "ws", tmp_path), Instance(tmp_path / "other", tmp_path)
    assert first.claim()
    assert other.claim()
    first.release()
    other.release()


def test_a_second_start_waits_until_the_first_can_hear_it(qtbot: QtBot, tmp_path: Path) -> None:
    """The first one listens only when it has painted its window."""
    first, second = Instance(tmp_path / "ws", tmp_path), Instance(tmp_path / "ws", tmp_path)
    assert first.claim()
    answers: list[bool] = []
    starting = threading.Thread(target=lambda: answers.append(second.claim()))
    with qtbot.waitSignal(first.raised):
        starting.start()
        qtbot.wait(300)
        assert not answers
        first.listen()
    starting.join(10)
    assert answers == [False]
    first.release()

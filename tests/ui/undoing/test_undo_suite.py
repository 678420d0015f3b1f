"""Random acts and undos over several records and pages of the real window: what Ctrl+Z names is what it took back, nothing else moved.

`HYPOTHESIS_PROFILE=long` (make test-long) makes 5,000 runs instead of 200.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from prossce_desktop.services.history import step_sentences, undo_in_words
from prossce_desktop.services.history.current_page import ActionPage
from prossce_desktop.store.actions import page_undo
from prossce_desktop.store.queries.reading import Reading
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.ui.activities.people_grid.grid_undo import GridUndo
from prossce_desktop.ui.records.undo_stack import UndoStack
from tests.ui.typing.post import Post
from tests.ui.undoing.run import Run
from tests.ui.window import window

LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
RUNS = 5_000 if LONG else 200
OF_ONE_WINDOW = 25

pytestmark = pytest.mark.heavy if LONG else pytest.mark.slow


def go_through(made_in: Path, bot: QtBot, first: int, runs: int) -> None:
    """That many runs in one window, each with records of its own; the number of a run is its seed."""
    with window(made_in, bot, records=lambda store: {}) as made:
        post = Post(made.store, made_in / "post")
        for number in range(first, first + runs):
            run = Run(made, post, random.Random(number), number)
            for _ in range(4):
                run.act()
                if run.chance.random() < 0.5:
                    run.back_and_forth()
            run.back_and_forth()
        post.close()


@pytest.mark.parametrize("first", range(0, RUNS, OF_ONE_WINDOW))
def test_ctrl_z_takes_back_what_it_names_and_nothing_else_moves(qtbot: QtBot, tmp_path: Path, first: int) -> None:
    go_through(tmp_path, qtbot, first, OF_ONE_WINDOW)


# -- the suite finds what it is there to find -----------------------------------------------------------------------


def undo_whatever_was_saved_last(monkeypatch: pytest.MonkeyPatch) -> None:
    """As before 0.5.0: in the grid, Ctrl+Z took back the newest step of the workspace."""

    def undo(self: GridUndo) -> None:
        store, session = self._session.store, self._session

        def work(_step: object) -> tuple[str, object]:
            step = str(store.undo.last_undoable())
            return undo_in_words.words_of(store, step), store.undo.undo(step)

        def done(answer: tuple[str, object]) -> None:
            session.tell(answer[1])
            session.speaker.mention(f"Undone: {answer[0]}")

        session.jobs.start(work, done)

    monkeypatch.setattr(GridUndo, "undo", undo)


def undo_steps_of_any_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every step counts as made here."""
    monkeypatch.setattr(page_undo, "newest", _newest_anywhere)


def _newest_anywhere(reading: Reading, where: ActionPage) -> page_undo.NewestStep | None:
    undone = page_undo.undone_actions(reading)
    live = (one for one in page_undo._steps(reading) if one.step.undoes is None and one.step.action not in undone)
    found = next(live, None)
    return None if found is None else page_undo.NewestStep(found, is_here=True)


def take_typed_back_oldest_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was typed first is taken back first."""
    take_back = UndoStack.take_back

    def first(self: UndoStack) -> str | None:
        self._steps.reverse()
        name = take_back(self)
        self._steps.reverse()
        return name

    monkeypatch.setattr(UndoStack, "take_back", first)


def name_another_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """The words are those of the step before."""
    newest = undo_in_words.newest

    def another(store: Store, where: ActionPage) -> undo_in_words.UndoableStep | None:
        found, steps = newest(store, where), step_sentences.history_in_words(store, limit=2)
        return replace(found, words=steps[-1].title) if found is not None else None

    monkeypatch.setattr(undo_in_words, "newest", another)


def passing_over_what_came_since(monkeypatch: pytest.MonkeyPatch) -> None:
    """Changes made elsewhere do not stand in the way."""
    monkeypatch.setattr(page_undo._PageRecords, "_of_record", lambda self, action, place: None)


@pytest.mark.parametrize(
    "broken",
    [undo_whatever_was_saved_last, undo_steps_of_any_page, take_typed_back_oldest_first, name_another_step, passing_over_what_came_since],
)
def test_a_broken_undo_is_caught(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: Callable[[pytest.MonkeyPatch], None]) -> None:
    broken(monkeypatch)
    with pytest.raises(AssertionError):
        go_through(tmp_path, qtbot, 0, OF_ONE_WINDOW)

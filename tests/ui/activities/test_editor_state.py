"""The table of an editor's states: what comes of a key, of news and of an answer in each of them."""

from __future__ import annotations

import pytest

from prossce_desktop.ui.records.editor_state import (
    ROWS,
    TABLE,
    EditorAct,
    EditorEvent,
    EditorProgress,
    EditorState,
)

State, Event, Act = EditorState, EditorEvent, EditorAct


def _at(state: State) -> EditorProgress:
    progress = EditorProgress()
    progress.state = state
    return progress


def test_no_state_has_two_rows_for_one_event() -> None:
    assert len(TABLE) == sum(len(states) for states, *_rest in ROWS)


@pytest.mark.parametrize("state", [State.opening, State.reading, State.saving])
def test_save_pressed_while_an_answer_is_awaited_is_done_once_after_it(state: State) -> None:
    progress = _at(state)
    assert [progress.meet(Event.save), progress.meet(Event.save)] == [Act.later, Act.later]
    progress.meet(Event.was_saved if state is State.saving else Event.was_read)
    assert progress.state is State.shown
    assert (list(progress.due()), list(progress.due())) == ([Event.save], [])


@pytest.mark.parametrize("state", [State.opening, State.reading, State.saving])
def test_news_that_come_while_an_answer_is_awaited_are_read_behind_it_and_behind_save(state: State) -> None:
    progress = _at(state)
    assert (progress.meet(Event.news), progress.meet(Event.save), progress.state) == (Act.later, Act.later, state)
    progress.meet(Event.was_saved if state is State.saving else Event.was_read)
    assert list(progress.due()) == [Event.save, Event.news]


def test_no_record_is_read_again_while_it_is_saved() -> None:
    assert _at(State.saving).meet(Event.reread) is Act.nothing
    assert [then for (state, _event), (_act, then) in TABLE.items() if state is State.saving and then is State.reading] == []


def test_a_record_that_could_not_be_read_is_shown_once_it_can() -> None:
    progress = _at(State.opening)
    assert [progress.meet(one) for one in (Event.was_missing, Event.save, Event.reread)] == [Act.nothing, Act.nothing, Act.read]
    progress.meet(Event.was_read)
    assert progress.state is State.shown


@pytest.mark.parametrize("state", list(State))
def test_what_waits_for_one_record_is_not_done_to_the_next(state: State) -> None:
    progress = _at(state)
    progress.meet(Event.save)
    progress.meet(Event.news)
    assert (progress.meet(Event.open), progress.state, list(progress.due())) == (Act.read, State.opening, [])


def test_save_pressed_twice_is_not_tried_again_where_the_store_failed_but_is_where_something_was_to_be_cured() -> None:
    failed, refused = _at(State.saving), _at(State.saving)
    for progress in (failed, refused):
        progress.meet(Event.save)
    assert (failed.meet(Event.has_failed), list(failed.due())) == (Act.fail, [])
    assert (refused.meet(Event.was_refused), list(refused.due())) == (Act.refuse, [Event.save])


def test_the_answer_of_a_save_that_is_overtaken_by_the_same_record_opened_afresh_shows_it_and_reads_again() -> None:
    progress = _at(State.saving)
    progress.meet(Event.open)
    assert (progress.meet(Event.was_saved), progress.state) == (Act.show_and_read, State.shown)
    progress = _at(State.opening)
    assert (progress.meet(Event.was_read_early), progress.state) == (Act.show, State.saving)

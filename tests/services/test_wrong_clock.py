"""A clock that is behind what others recorded does not make a fair of today a planned one without a word."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from prossce_desktop.domain.model.activity_status import is_behind
from prossce_desktop.domain.model.fields import AcceptedDoubt
from prossce_desktop.services.records import record_editor, record_saving
from prossce_desktop.services.records.record_editor import Saved, SaveRefused
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.store.workspace.workspace_lifecycle import Plain, create
from prossce_desktop.ui.records.problem_words import in_words

RECORDED = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
WRONG, RIGHT = dt.date(2006, 1, 1), dt.date(2026, 3, 3)
FAIR = {"title": "Fair of today", "start": "2026-03-03", "country": "KH"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made, _ = create(tmp_path / "w", country="KH", office="O", officer="A", unlock=Plain(), now=lambda: RECORDED)
    with made:
        record_saving.save(made, "training", {"title": "Recorded by the right clock"}, today=dt.date(2026, 3, 2))
        yield made


def save(store: Store, today: dt.date, *kept: AcceptedDoubt, **more: str) -> Saved | SaveRefused:
    return record_editor.save(store, "career_fair", None, {**FAIR, **more}, today=today, accepted=kept)


def status(store: Store, saved: Saved | SaveRefused) -> str:
    assert isinstance(saved, Saved)
    with store.read() as reading:
        return str(reading.record(saved.id).value.status)  # type: ignore[attr-defined]


def test_a_clock_that_is_behind_is_asked_about_before_a_fair_hides_as_planned(store: Store) -> None:
    found = save(store, WRONG)
    assert isinstance(found, SaveRefused)
    [one] = found.problems
    assert (one.field, one.code) == ("status", "clock-behind")
    assert in_words(one) == (
        "This computer’s clock says 1 January 2006, but the newest entry is from 2 March 2026. Was the activity held, or is it planned?"
    )
    assert record_editor.check(store, "career_fair", None, FAIR, today=WRONG).problems == [one]


@pytest.mark.parametrize("said", ["held", "planned"])
def test_whoever_says_which_it_is_is_not_asked(store: Store, said: str) -> None:
    assert status(store, save(store, WRONG, status=said)) == said


def test_by_a_right_clock_nobody_is_asked(store: Store) -> None:
    assert status(store, save(store, RIGHT)) == "held"
    assert status(store, save(store, dt.date(2026, 2, 28))) == "planned", "two days are no wrong clock"


def test_what_lies_in_the_past_of_a_wrong_clock_too_was_held(store: Store) -> None:
    assert status(store, save(store, WRONG, start="2005-12-01")) == "held"


def test_a_workspace_without_records_says_nothing_of_the_clock(tmp_path: Path) -> None:
    made, _ = create(tmp_path / "new", country="KH", office="O", officer="A", unlock=Plain(), now=lambda: RECORDED)
    with made:
        assert status(made, save(made, WRONG)) == "planned"


def test_48_hours_after_the_day_the_clock_is_behind() -> None:
    """By hand: 1 March ends at midnight; two days later it is midnight of 3 March."""
    day = dt.date(2026, 3, 1)
    assert not is_behind(day, dt.datetime(2026, 3, 3, 23, 59, tzinfo=dt.UTC))
    assert is_behind(day, dt.datetime(2026, 3, 4, 0, 1, tzinfo=dt.UTC))

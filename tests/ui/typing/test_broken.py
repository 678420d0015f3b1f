"""The suite finds what it is there to find: faults of earlier versions are put back, and each is caught."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

import pytest

from prossce_desktop.domain.problems import Problem
from prossce_desktop.services.records import references
from prossce_desktop.store.queries.reading import Reading
from prossce_desktop.ui.grids.entry_delegate import CellEditor
from prossce_desktop.ui.records.typed_during_save import TypedSince
from tests.faults.table import chance
from tests.ui.typing import test_forms, test_grids
from tests.ui.typing.runs import Desk

pytestmark = pytest.mark.slow

MOST = 16
"""Runs in which a fault must come up."""
FUNNEL, HEAD_COUNT = "activities/fair/funnel_tab: StepsView", "activities/head_count/head_count_tab: CubeView"


def refill_the_open_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    """0.4.0: a model that tells that all its cells changed makes the view fill the open editor again."""
    begin = CellEditor.show_stored

    def fill(self: CellEditor, text: str) -> None:
        begin(self, text)
        self.setText(text)

    monkeypatch.setattr(CellEditor, "show_stored", fill)


def leave_out_what_names_no_record(monkeypatch: pytest.MonkeyPatch) -> None:
    """0.4.0: a programme that was typed and not chosen was saved as none, and its text was gone."""
    chosen = references.chosen

    def without_a_word(reading: Reading, kind: str, draft: Mapping[str, object]) -> tuple[dict[str, object], list[Problem]]:
        return chosen(reading, kind, draft)[0], []

    monkeypatch.setattr(references, "chosen", without_a_word)


def show_an_answer_over_what_was_typed_since(monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer about the record is shown as if nothing had been typed since it was asked for."""
    monkeypatch.setattr(TypedSince, "take", lambda self, asked: None)


def _in_forms(desk: Desk, dice: random.Random) -> None:
    test_forms._one(desk, dice, "training")


BROKEN: list[tuple[Callable[[pytest.MonkeyPatch], None], Callable[[Desk, random.Random], None]]] = [
    (refill_the_open_cell, test_grids.DRIVEN[FUNNEL]),
    (refill_the_open_cell, test_grids.DRIVEN[HEAD_COUNT]),
    (leave_out_what_names_no_record, _in_forms),
    (show_an_answer_over_what_was_typed_since, test_grids.DRIVEN[FUNNEL]),
]


@pytest.mark.parametrize(("broken", "drive"), BROKEN, ids=["refill-funnel", "refill-head-count", "programme", "answer"])
def test_an_old_fault_is_caught(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, broken: Callable[[pytest.MonkeyPatch], None], drive: Callable[[Desk, random.Random], None]
) -> None:
    broken(monkeypatch)
    with pytest.raises(AssertionError):
        for number in range(MOST):
            drive(desk, chance("broken", number))

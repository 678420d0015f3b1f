"""Two head counts of one channel and day: correct the first, or count both."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from prossce_desktop.domain.counting.repeated_head_counts import doors_for
from prossce_desktop.language.messages import _
from prossce_desktop.services.activities.head_count_totals import counted_again
from prossce_desktop.ui.activities.head_count.count_note import (
    both_counted_words,
    replace_words,
    second_words,
)

if TYPE_CHECKING:
    from prossce_desktop.ui.activities.head_count.head_count_tab import HeadCountTab

Pair = tuple[int, int]
"""The positions of two head counts, the earlier first."""


class RepeatedHeadCounts:
    """Knows which head counts of a tab nobody has told apart, and puts the answer into them."""

    def __init__(self, tab: HeadCountTab) -> None:
        self._tab = tab
        tab.note.correct.connect(lambda: self._answer_shown(correct=True))
        tab.note.both_counted.connect(lambda: self._answer_shown(correct=False))

    def _pairs(self, values: Mapping[str, object] | None = None) -> list[Pair]:
        return counted_again(
            self._tab.values if values is None else values, [one.typed() for one in self._tab.states]
        )

    def pair_of(self, place: int) -> Pair | None:
        """The first pair that the count at this position is one of."""
        return next((pair for pair in self._pairs() if place in pair), None)

    def totals(self, pair: Pair) -> tuple[int, int]:
        """How many each of the two counted."""
        first, second = (self._tab.total_of(self._tab.states[at]) or 0 for at in pair)
        return first, second

    def settled(self, values: Mapping[str, object]) -> bool:
        """Ask about each count typed now, at an activity with these values; whether all are answered."""
        states, speaker = self._tab.states, self._tab.session.speaker
        while pair := next(
            (each for each in self._pairs(values) if any(states[at].is_changed() for at in each)), None
        ):
            totals = self.totals(pair)
            said, asked = second_words(*totals)
            replaced, both = replace_words(*totals), both_counted_words()
            answer = speaker.ask(asked, [replaced, both, _("Cancel")], said)
            if answer not in (replaced, both):
                return False
            self._answer(pair, correct=answer == replaced)
            states = self._tab.states
        return True

    def _answer_shown(self, *, correct: bool) -> None:
        pair = self.pair_of(self._tab.place)
        if pair is not None:
            self._answer(pair, correct=correct)

    def _answer(self, pair: Pair, *, correct: bool) -> None:
        self._tab.keep_typed()
        first, second = (self._tab.states[at] for at in pair)
        if correct:
            first.take_numbers(second)
            second.removed = True
            self._tab.states = [one for one in self._tab.states if one.record is not None or not one.removed]
        else:
            taken = {
                number
                for one in self._tab.states
                if (number := one.number("door")) is not None and not one.removed
            }
            doors = doors_for(first.number("door"), second.number("door"), taken)
            first.texts["door"], second.texts["door"] = map(str, doors)
        self._tab.show_answer(pair[0] if correct else self._tab.place)

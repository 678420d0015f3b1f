"""Which list is given away: the rows that were chosen, or all that stand in it."""

from __future__ import annotations

from dataclasses import dataclass

from prossce_desktop.domain.model.organisations_and_results import ImpactStory
from prossce_desktop.services.lists.chosen_rows import ChosenRows
from prossce_desktop.store.queries.list_activities import ActivityFilter


@dataclass(frozen=True, slots=True)
class GivenList:
    """`whole`: how many rows the list has if only some are given, else 0; `personal`: they were asked for."""

    rows: ChosenRows
    personal: bool = False
    whole: int = 0

    @property
    def of_people(self) -> bool:
        """Each row is a person, or the story of one: the list is given as personal data or not at all."""
        order = self.rows.order
        if order is not None and isinstance(order.asked, ActivityFilter):
            return ImpactStory.KIND in order.asked.kinds
        return self.rows.kind in ("person", "participation")

    @property
    def filter_words(self) -> str:
        """The filters in words."""
        return "; ".join(self.rows.filter_words)

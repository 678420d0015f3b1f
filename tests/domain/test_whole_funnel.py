"""Fairs of several countries as one funnel."""

from __future__ import annotations

import pytest

from prossce_desktop.domain.counting.combined_funnel import whole_funnel
from prossce_desktop.domain.counting.facts_and_tallies import Period
from prossce_desktop.domain.counting.figures import CountRow, Figures, FunnelRow, Reach
from prossce_desktop.domain.model.codes import Basis, Qualifier


def found(*funnel: FunnelRow, counts: tuple[CountRow, ...] = ()) -> Figures:
    return Figures(period=Period(), countries=(), sample=False, activities=(), counts=counts, reach=Reach(), funnel=funnel, rates=(), shares=(), cells=())


@pytest.mark.rule("C7.8")
def test_numbers_of_two_bases_stand_in_two_rows() -> None:
    # Cambodia's organiser counted 187 qualified; Indonesia knows 40 by name: 187 and 40, never 227
    rows = (FunnelRow("KH", "qualified", "persons_organiser", 187), FunnelRow("ID", "qualified", "persons_named", 40))
    assert [(one.number.basis, one.number.value) for one in whole_funnel(found(*rows))] == [
        (Basis.persons_organiser, 187), (Basis.persons_named, 40),
    ]  # fmt: skip


@pytest.mark.rule("C7.8")
def test_countries_of_one_basis_are_added_and_context_is_left_out() -> None:
    rows = (
        FunnelRow("KH", "hired_on_spot", "persons_organiser", 61), FunnelRow("TH", "hired_on_spot", "persons_organiser", 9),
        FunnelRow("PH", "hired_on_spot", "persons_organiser", 135590, context=True),
    )  # fmt: skip
    [one] = whole_funnel(found(*rows))
    assert (one.key, one.number.value) == ("hired_on_spot", 70)


def test_a_qualifier_stays_with_the_sum() -> None:
    counts = tuple(CountRow("KH", "career_fair", "posts", value, 1, qualifier, context=False) for value, qualifier in ((30000, "more_than"), (1180, "exact")))
    [one] = whole_funnel(found(counts=counts))
    assert (one.number.value, one.number.qualifier) == (31180, Qualifier.more_than)

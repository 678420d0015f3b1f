"""The career-fair funnel of each country on paper: organiser's numbers first, one scale a country."""

from __future__ import annotations

from prossce_desktop.domain.counting.figures import Figures, FunnelRow
from prossce_desktop.domain.counting.funnel import EVENT_STEPS, INTERVIEWS, NAMED, ORDER, ORGANISER
from prossce_desktop.domain.counting.small_cells import is_said

Key = tuple[str | None, str, bool]
"""Country, basis, and whether it is somebody else's."""


def funnels(figures: Figures) -> dict[Key, list[FunnelRow]]:
    """Steps by country and basis; ours before what is kept to compare, the organiser's before the named."""
    found: dict[Key, list[FunnelRow]] = {}
    for row in sorted(figures.funnel, key=lambda row: ORDER.index(row.step)):
        basis = ORGANISER if row.basis == INTERVIEWS else row.basis  # events, among the organiser's steps
        found.setdefault((row.country, basis, row.context), []).append(row)
    return dict(
        sorted(found.items(), key=lambda one: (one[0][2], one[0][0] or "~", one[0][1] == NAMED, one[0][1]))
    )


def most_drawn(figures: Figures, key: Key) -> int:
    """The number of a full bar: the most persons among the funnels of a country, whatever their basis."""
    country, _basis, context = key
    drawn = [
        row.value
        for row in figures.funnel
        if (row.country, row.context) == (country, context) and row.step not in EVENT_STEPS
    ]
    return max((one for one in drawn if is_said(one)), default=1)

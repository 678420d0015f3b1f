"""The funnel of one fair beside what the organiser gave: what its people and its employers make."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from prossce_desktop.domain.counting.funnel import NAMED_STEPS
from prossce_desktop.domain.model.codes import Qualifier
from prossce_desktop.services.activities import fair_employers
from prossce_desktop.services.activities.head_count_totals import head_total_of
from prossce_desktop.services.records.record_editor import ListTally
from prossce_desktop.store.queries.activity_summary import tallies
from prossce_desktop.store.workspace.store import Store

FROM_EMPLOYERS = {
    "employers": "employers",
    "interviews": "interviews",
    "hired_on_spot": "hired",
    "near_hires": "near_hires",
}
"""Step of the funnel to an employer's number; vacancies are local and overseas posts together."""


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """By step the persons of the list and the employers' sums, if known; `counted`: the head counts."""

    people: dict[str, int]
    employers: dict[str, int]
    counted: int | None = None
    counted_qualifier: Qualifier = Qualifier.exact


def worked_out(store: Store, activity: int) -> WorkedOut:
    """What named people and employers of a fair make."""
    with store.read() as reading:
        sums = fair_employers.sums(reading, activity)
        people = from_people(tallies(reading, activity))
        counted = head_total_of(reading, reading.record(activity))
    found = {step: number for step, name in FROM_EMPLOYERS.items() if (number := sums[name]) is not None}
    posts = [number for name in ("posts_local", "posts_overseas") if (number := sums[name]) is not None]
    sums_by_step = {**found, "vacancies": sum(posts)} if posts else found
    return (
        WorkedOut(people, sums_by_step, counted.most, counted.most_qualifier)
        if counted is not None
        else WorkedOut(people, sums_by_step)
    )


def from_people(list_tallies: Iterable[ListTally]) -> dict[str, int]:
    """Persons by step of the funnel, as their stages say."""
    tallied = list(list_tallies)
    counted = {
        step: sum(one.people for one in tallied if one.stage in stages)
        for step, stages in NAMED_STEPS.items()
    }
    return {step: number for step, number in counted.items() if number}

"""The figures of a period, from plain facts and tallies: the counting rules (COUNTING.md) put together.

`assemble` says what a question asks for, the store counts its named people, `figures` makes the answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from prossce_desktop.domain.counting.activity_counts import (
    activity_rows,
    count_rows,
    country_order,
    is_without_count,
    outside_rows,
)
from prossce_desktop.domain.counting.breakdown_cells import cell_rows
from prossce_desktop.domain.counting.count_set_totals import SetNumbers
from prossce_desktop.domain.counting.count_sets import ALL, Assembly, country_key
from prossce_desktop.domain.counting.facts_and_tallies import (
    ScopeTally,
    Tallies,
)
from prossce_desktop.domain.counting.figures import Figures, Note, Reach
from prossce_desktop.domain.counting.funnel import fair_funnels, funnel_rows
from prossce_desktop.domain.counting.rates import rate_rows
from prossce_desktop.domain.counting.reach import Raised, reach_of
from prossce_desktop.domain.counting.shares import share_rows, unclear
from prossce_desktop.domain.model.codes import Status
from prossce_desktop.domain.translatable import N_

OF_THE_WHOLE = frozenset({"upper-raised", "disability-bases", "disability-unknown", "undated"})
"""Notes on all figures together stand before those on single activities, of which there may be very many."""


def figures(assembly: Assembly, tallies: Tallies) -> Figures:
    """The whole answer of an assembly whose named people were tallied. Deterministic; reads no clock."""
    sets = {one.number: SetNumbers(one, tallies.lists.get(one.number, {})) for one in assembly.sets}
    reach, notes = _reach(assembly, tallies, sets)
    funnels = fair_funnels(assembly, tallies)
    every = (
        *assembly.notes,
        *_set_notes(assembly, sets.values()),
        *notes,
        *_basis_note(tallies),
        *_unclear_note(sets.values()),
    )
    return Figures(
        period=assembly.period,
        countries=assembly.countries,
        sample=any(one.sample for one in assembly.in_period)
        or any(assembly.activities[one.activity].sample for one in assembly.sets),
        activities=activity_rows(assembly),
        counts=count_rows(assembly, tallies),
        reach=reach,
        funnel=funnel_rows(funnels),
        rates=rate_rows(assembly, tallies, funnels),
        shares=share_rows(sets.values()),
        cells=cell_rows(assembly, tallies, sets),
        notes=tuple(sorted(every, key=lambda one: one.code not in OF_THE_WHOLE)),
        kinds=assembly.kinds,
        by=assembly.by,
    )


def scope_range(
    assembly: Assembly, tallies: Tallies, sets: Mapping[int, SetNumbers], key: str, country: str | None = None
) -> Raised:
    """The range of one scope of an assembly, with its own lists where it has them."""
    tally = tallies.scopes.get(key, ScopeTally())
    chosen = [sets[number] for number in assembly.scope(key).sets]
    if tally.lists is not None:
        chosen = [SetNumbers(one.count_set, tally.lists.get(one.count_set.number, {})) for one in chosen]
    return reach_of([one for one in chosen if one.total], tally, country)


def _reach(assembly: Assembly, tallies: Tallies, sets: Mapping[int, SetNumbers]) -> tuple[Reach, list[Note]]:
    whole = scope_range(assembly, tallies, sets, ALL)
    countries = sorted(
        {one.count_set.country for one in sets.values() if not one.count_set.context}, key=country_order
    )
    ranges = [scope_range(assembly, tallies, sets, country_key(country), country) for country in countries]
    bare = [
        one.id
        for one in assembly.counting
        if not one.context and one.status is Status.held and is_without_count(assembly, one)
    ]
    by_country = sum(one.range.lower for one in ranges if one.range.country is not None)
    reach = Reach(
        whole.range,
        max(whole.range.lower, by_country),
        tuple(one.range for one in ranges if one.range.activity_ids),
        outside_rows(assembly),
        len(bare),
        tuple(bare),
    )
    notes = []
    if whole.raised:
        message = N_(
            "The records of {codes} do not agree: the same people are women in one and men in the other. So "
            "{raised} was added to the highest number."
        )
        codes = ", ".join(assembly.activities[one].code for one in whole.witnesses)
        notes.append(
            Note(
                "upper-raised", message, (("raised", f"{whole.raised:,}"), ("codes", codes)), whole.witnesses
            )
        )
    return reach, notes


def _set_notes(assembly: Assembly, sets: Iterable[SetNumbers]) -> list[Note]:
    """Lists longer than the head count, and people listed for whom the head count has no room."""
    notes = []
    for one in sets:
        counted = one.counted
        if not one.cubes or not one.size:
            continue
        activity = assembly.activities[one.count_set.activity]
        values = (("code", activity.code), ("listed", f"{one.size:,}"), ("counted", f"{counted:,}"))
        if one.size > counted and one.total > one.size:
            message = N_(
                "{code}: {listed} on the list, {counted} in the head count. The larger number of women and "
                "the larger number of men add up to {total}. The largest of the three numbers is used."
            )
            notes.append(Note("list-longer", message, (*values, ("total", f"{one.total:,}")), (activity.id,)))
        elif one.size > counted:
            notes.append(
                Note(
                    "list-longer",
                    N_("{code}: {listed} on the list, {counted} in the head count. The list is used."),
                    values,
                    (activity.id,),
                )
            )
        elif one.total > counted:
            message = N_(
                "{code}: the larger number of women and the larger number of men (from list and head count) "
                "add up to {total}. The head count says {counted}. The larger number is used."
            )
            notes.append(
                Note("sexes-differ", message, (*values, ("total", f"{one.total:,}")), (activity.id,))
            )
        clashing = sum(number for _, _, number in one.clashes())
        if clashing:
            # Translators: {code}: the code of an activity; {clashing}: how many people it is about
            message = N_(
                "{code}: the list of people and the head count do not agree on ages or disabilities. "
                "Number of these people: {clashing}. The list of people is used."
            )
            notes.append(
                Note("cells-differ", message, (*values, ("clashing", f"{clashing:,}")), (activity.id,))
            )
    return notes


def _basis_note(tallies: Tallies) -> list[Note]:
    if len([basis for basis, number in tallies.disability_bases.items() if number]) < 2:
        return []
    return [
        Note(
            "disability-bases",
            N_(
                "Disability was recorded in two ways: with the Washington Group questions, and as people "
                "described themselves."
            ),
        )
    ]


def _unclear_note(sets: Iterable[SetNumbers]) -> list[Note]:
    """How many stand under not recorded although they were asked (C5.4)."""
    unknown = unclear(sets)
    if not unknown:
        return []
    message = N_(
        "Disability: of the people “not recorded”, {unknown} were asked, but the answer was not clear."
    )
    return [Note("disability-unknown", message, (("unknown", f"{unknown:,}"),))]

"""The worked examples of the counting rules, and the corners between them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from prossce_desktop.domain.counting.count_set_totals import SetNumbers
from prossce_desktop.domain.counting.count_sets import CountSet
from prossce_desktop.domain.counting.facts_and_tallies import (
    ActivityFacts,
    ChannelNumbers,
    FollowUpTally,
    HeadCountFacts,
    ListCell,
    PairsTally,
)
from prossce_desktop.domain.counting.figures import by_id
from prossce_desktop.domain.counting.qualified_numbers import qualifier_of
from prossce_desktop.domain.model.ages import YOUTH_15_24
from prossce_desktop.domain.model.codes import (
    ActivityKind,
    AgeCell,
    Basis,
    OurPart,
    Qualifier,
    Sex,
    Stage,
    Status,
)
from prossce_desktop.domain.model.head_count_cube import head_cube
from tests.domain.published import days, year
from tests.domain.tallying import CountedPresence, Links, World

DAY = dt.date(2024, 5, 1)
F, M, NR = Sex.female, Sex.male, Sex.not_recorded


def fair(number: int, **more: object) -> ActivityFacts:
    values: dict[str, object] = {"country": "KH", "start": DAY, "channel": "on_site", **more}
    return ActivityFacts(number, f"F{number}", f"Fair {number}", ActivityKind.career_fair, **values)  # type: ignore[arg-type]


def count(number: int, total: int | None = None, activity: int | None = None, **more: object) -> HeadCountFacts:
    split = {name: more.pop(name) for name in ("women", "men", "youth", "persons_with_disabilities", "cells", "ages") if name in more}
    return HeadCountFacts(number, number if activity is None else activity, head_cube(total, **split), **more)  # type: ignore[arg-type]


def crowd(number: int, activity: int, sex: Sex = NR, first: int = 0, **more: object) -> tuple[CountedPresence, ...]:
    return tuple(CountedPresence(one, activity, sex, **more) for one in range(first, first + number))  # type: ignore[arg-type]


def ends(world: World, *asked: object) -> tuple[int, int]:
    whole = world.figures(*asked).reach.whole  # type: ignore[arg-type]
    return whole.lower, whole.upper


def notes(world: World) -> list[str]:
    return [one.code for one in world.figures().notes]


def cell(sex: Sex, age: AgeCell = AgeCell.not_recorded, disability: str = "not_recorded") -> ListCell:
    return ListCell(sex, age, disability)


def in_set(head: HeadCountFacts | None, listed: dict[ListCell, int]) -> SetNumbers:
    days_counted = ((head,),) if head else ()
    return SetNumbers(CountSet(0, 0, "on_site", DAY, "KH", None, False, days_counted), listed)


# C2 and C3: reach


@pytest.mark.rule("C3.1")
def test_pre_registered_people_are_not_reach_and_the_gate_count_is_the_answer() -> None:
    people = (*crowd(7_400, 1), *crowd(4_600, 1, first=7_400, stage=Stage.pre_registered))
    assert ends(World((fair(1),), (count(1, 9_000),), people)) == (9_000, 9_000)


@pytest.mark.rule("C3.5")
def test_women_of_one_fair_and_men_of_another_are_different_people() -> None:
    assert ends(World((fair(1), fair(2)), (count(1, 3_000, women=3_000), count(2, 2_500, men=2_500)))) == (5_500, 5_500)


def test_a_list_longer_than_the_head_count_stands_and_a_note_says_so() -> None:
    world = World((fair(1),), (count(1, 25),), crowd(30, 1))
    assert ends(world) == (30, 30) and notes(world) == ["list-longer"]


@pytest.mark.slow
@pytest.mark.rule("C3.6")
def test_open_pairs_widen_the_range_downwards() -> None:
    pairs = tuple((2 * one, 2 * one + 1) for one in range(500))
    whole = World((fair(1),), (), crowd(12_000, 1), Links(open=pairs)).figures().reach.whole
    assert (whole.lower, whole.upper, whole.named, whole.named_min, whole.open_pairs) == (11_500, 12_000, 12_000, 11_500, 500)


def test_the_same_open_pairs_on_several_lists_without_head_counts_make_nobody_new() -> None:
    people = (*crowd(4, 1), *crowd(4, 2))
    assert ends(World((fair(1), fair(2)), (), people, Links(open=((0, 1), (2, 3))))) == (2, 4)


@pytest.mark.rule("C3.7")
def test_an_open_pair_on_two_counted_lists_may_hide_one_person_more() -> None:
    world = World((fair(1), fair(2)), (count(1, 2), count(2, 2)), (*crowd(2, 1), *crowd(2, 2)), Links(open=((0, 1),)))
    assert ends(world) == (2, 3)


@pytest.mark.rule("C3.7")
def test_only_some_of_a_chain_may_be_one_person() -> None:
    """Records 0 and 1 on three counted lists, 2 on another: 0 and 1 one person makes 1 + three others + 2, which is five."""
    people = (*crowd(2, 1), *crowd(2, 2), *crowd(2, 3), CountedPresence(2, 4))
    world = World(tuple(fair(one) for one in range(1, 5)), tuple(count(one, 2) for one in range(1, 4)), people, Links(open=((0, 1), (1, 2))))
    assert ends(world) == (2, 5)


@pytest.mark.rule("C1.3", "C3.12")
def test_decided_pairs_are_one_person_and_four_attendances_one_beneficiary() -> None:
    world = World(tuple(fair(one) for one in range(4)), (), tuple(CountedPresence(10 + one, one) for one in range(4)), Links(same=((10, 11), (11, 12), (12, 13))))
    assert ends(world) == (1, 1)
    assert [(row.basis, row.value, row.activities) for row in world.figures().counts] == [("persons_named", 4, 4)]


@pytest.mark.rule("C3.11")
def test_links_across_countries_decide_only_figures_over_several_countries() -> None:
    world = World((fair(1), fair(2, country="ID")), (), (CountedPresence(1, 1), CountedPresence(2, 2)), Links(across=((1, 2),)))
    reach = world.figures().reach
    assert (reach.whole.lower, reach.whole.upper, reach.lower_if_countries_disjoint) == (1, 1, 2)
    assert ends(world, None, ("ID",)) == (1, 1)


@pytest.mark.rule("C3.4")
def test_days_of_one_channel_are_one_set_from_the_largest_day_to_their_sum() -> None:
    counts = (count(1, 300, 1, counted_on=DAY), count(2, 200, 1, counted_on=dt.date(2024, 5, 2)))
    world = World((fair(1, end=dt.date(2024, 5, 2)),), counts, crowd(50, 1))
    assert ends(world) == (300, 500)
    assert world.figures().counts[1].value == 500


def test_a_day_outside_the_period_stays_outside() -> None:
    counts = (count(1, 300, 1, counted_on=dt.date(2023, 12, 31)), count(2, 200, 1, counted_on=dt.date(2024, 1, 1)))
    world = World((fair(1, start=dt.date(2023, 12, 31), end=dt.date(2024, 1, 1)),), counts)
    assert (ends(world, year(2023)), ends(world, year(2024))) == ((300, 300), (200, 200))


@pytest.mark.rule("C3.2")
def test_on_site_and_online_are_two_sets_and_no_channel_means_on_site() -> None:
    counts = (count(1, 100, 1, channel="on_site"), count(2, 60, 1, channel="online"))
    people = (*crowd(20, 1), *crowd(10, 1, first=20, channel="online"))
    assert ends(World((fair(1, channel="both"),), counts, people)) == (100, 160)


@pytest.mark.rule("C3.2")
def test_the_only_channel_of_an_activity_is_its_channel() -> None:
    assert ends(World((fair(1, channel="online_live"),), (count(1, 100, 1, channel="online"),), crowd(20, 1))) == (100, 100)
    assert ends(World((fair(1, channel=None),), (count(1, 100, 1, channel="online"),), crowd(20, 1))) == (100, 100)


@pytest.mark.rule("C2.6")
def test_the_list_of_a_part_joins_its_parent_whatever_its_channel_and_day() -> None:
    part = fair(2, part_of=1, start=dt.date(2023, 2, 1), channel="online")
    world = World((fair(1), part), (count(1, 605), count(2, 40)), crowd(40, 2, channel="online"))
    assert (ends(world), ends(world, year(2023)), ends(world, year(2024))) == ((605, 605), (0, 0), (605, 605))
    assert {row.basis: (row.value, row.activities) for row in world.figures().counts} == {"persons_named": (40, 1), "persons_organiser": (605, 1)}


@pytest.mark.rule("C2.8")
def test_a_part_of_something_not_held_counts_for_itself() -> None:
    world = World((fair(1, status=Status.planned), fair(2, part_of=1)), (count(1, 605), count(2, 40)))
    assert ends(world) == (40, 40)


@pytest.mark.rule("C2.8")
def test_records_that_point_at_each_other_count_once_under_the_oldest() -> None:
    world = World((fair(1, part_of=2), fair(2, part_of=1)), (count(1, 30), count(2, 20)))
    assert ends(world) == (30, 30)


@pytest.mark.rule("C2.7", "C2.9")
def test_a_second_record_of_one_event_is_in_the_notes_and_in_no_number() -> None:
    world = World((fair(1), fair(2, same_event_as=1, events=54)), (count(1, 100), count(2, 120)))
    figures = world.figures()
    assert (ends(world), figures.activities[0].events, figures.activities[0].records) == ((100, 100), 1, 2)
    assert figures.notes[0].as_problem().sentence == "F2 is the same event as F1. Only F1 is counted."


@pytest.mark.parametrize("status", [Status.planned, Status.postponed, Status.cancelled])
@pytest.mark.rule("C2.3", "C2.9")
def test_only_held_activities_count_and_the_others_are_listed(status: Status) -> None:
    figures = World((fair(1, status=status, events=7),), (count(1, 100),), crowd(3, 1)).figures()
    row = figures.activities[0]
    assert (figures.reach.whole.upper, figures.counts, row.records, row.events, getattr(row, status.value)) == (0, (), 1, 0, 1)


@pytest.mark.rule("C2.4", "C6.4")
def test_somebody_elses_people_are_in_no_range_and_marked_elsewhere() -> None:
    figures = World((fair(1, our_part=OurPart.context),), (count(1, 100, women=60, men=40),), crowd(3, 1)).figures()
    assert figures.reach.whole.upper == 0 and figures.shares == ()
    assert [(row.basis, row.value, row.context) for row in figures.counts] == [("persons_named", 3, True), ("persons_organiser", 100, True)]


@pytest.mark.rule("C2.2")
def test_an_activity_without_dates_enters_only_a_period_open_at_both_ends() -> None:
    world = World((fair(1, start=None),), (count(1, 100),))
    assert (ends(world), ends(world, year(2024))) == ((100, 100), (0, 0))
    assert [(one.code, dict(one.values)["codes"]) for one in world.figures(year(2024)).notes] == [("undated", "F1")]
    assert "undated" not in notes(world)
    planned = World((fair(1, start=None, status=Status.planned), fair(2, start=None, our_part=OurPart.context)))
    assert planned.figures(year(2024)).notes == ()


@pytest.mark.rule("C3.11")
def test_an_activity_of_no_one_country_is_in_the_whole_but_not_in_the_sum_of_countries() -> None:
    world = World((fair(1), fair(2, country=None)), (count(1, 100), count(2, 30)))
    reach = world.figures().reach
    assert (reach.whole.lower, reach.whole.upper, reach.lower_if_countries_disjoint) == (100, 130, 100)
    assert [one.country for one in reach.by_country] == ["KH", None]


@pytest.mark.rule("C3.8")
def test_records_that_contradict_raise_the_upper_end_and_are_named() -> None:
    """One person is a woman on one list and a man on another: one of the two is wrong."""
    people = (CountedPresence(1, 1, F), CountedPresence(1, 2, M))
    world = World((fair(1), fair(2)), (), people)
    figures = world.figures()
    assert figures.reach.whole.lower <= figures.reach.whole.upper
    assert [one.code for one in figures.notes] == ["upper-raised"] and "F1, F2" in figures.notes[0].as_problem().sentence


# C1: qualifiers


@pytest.mark.rule("C1.4")
def test_a_sum_of_exact_and_more_than_is_more_than_and_any_other_mixture_about() -> None:
    exact, about, nearly, more = Qualifier.exact, Qualifier.about, Qualifier.nearly, Qualifier.more_than
    assert [qualifier_of(one) for one in ([exact], [nearly, nearly], [exact, more], [exact, nearly], [more, about])] == [exact, nearly, more, about, about]


# C5: list and head count


@pytest.mark.rule("C5.1")
def test_a_list_gives_a_head_count_without_sex_its_sexes() -> None:
    numbers = in_set(count(1, 100), {cell(F): 12, cell(M): 8})
    assert {c.sex: n for c, n in numbers.table(("sex",)).items()} == {F: 12, M: 8, NR: 80}


def test_a_listed_person_without_sex_is_one_of_the_set() -> None:
    numbers = in_set(count(1, 5, women=3, men=2), {cell(NR): 1})
    assert numbers.total == 5 and {c.sex: n for c, n in numbers.table(("sex",)).items()} == {F: 3, M: 2}


@pytest.mark.rule("C5.1", "C5.5")
def test_more_women_listed_than_counted_make_six_with_a_note() -> None:
    world = World((fair(1),), (count(1, 5, women=3, men=2),), crowd(4, 1, F))
    assert ends(world) == (6, 6) and notes(world) == ["sexes-differ"]


@pytest.mark.rule("C5.5")
def test_a_list_longer_than_the_head_count_and_its_men_beside_are_named_with_what_they_make() -> None:
    """List 4 women, 1 man, 1 of whom no sex is recorded: 6. Head count 1 woman, 3 men: 4. Women 4 and men 3 make 7."""
    people = (*crowd(4, 1, F), *crowd(1, 1, M, 4), *crowd(1, 1, NR, 5))
    world = World((fair(1),), (count(1, 4, women=1, men=3),), people)
    [note] = world.figures().notes
    assert ends(world) == (7, 7) and note.code == "list-longer"
    assert "add up to {total}" in note.message and dict(note.values)["total"] == "7" and "The largest" in note.message


@pytest.mark.rule("C5.3")
def test_ages_of_the_list_stand_and_the_head_count_fills_the_rest() -> None:
    head = count(1, 10, cells=("female/15_24/no:4", "female/not_recorded/no:6"))
    numbers = in_set(head, {cell(F, AgeCell.a36_40, "no"): 2, cell(F, AgeCell.a15, "no"): 1})
    table = {(c.age.token, c.disability): n for c, n in numbers.table(("sex", "age", "disability")).items()}
    assert table == {("36_40", "no"): 2, ("15", "no"): 1, ("15_24", "no"): 3, ("not_recorded", "no"): 4}
    assert numbers.clashes() == []


@pytest.mark.rule("C5.3")
def test_a_lack_is_taken_from_the_largest_other_cell_with_a_problem_showing_both() -> None:
    head = count(1, 5, cells=("female/15_24/no:3", "female/36_over/no:2"))
    numbers = in_set(head, {cell(F, AgeCell.a36_40, "no"): 3})
    assert sum(numbers.table(("sex", "age", "disability")).values()) == 5
    (listed, taken, people), = numbers.clashes()
    assert (listed.age.token, taken.age.token, people) == ("36_40", "15_24", 1)


# C4, C6, C7 and C8


@pytest.mark.rule("C4.2")
def test_cells_close_on_participations_and_ranges_stand_by_themselves() -> None:
    world = World((fair(1), fair(2)), (count(1, 3_000, women=3_000), count(2, 2_600, men=2_500)))
    rows = {dict(row.dimensions)["sex"]: (row.value, row.named, row.lower, row.upper) for row in world.figures(by=("sex",)).cells}
    assert rows == {"female": (3_000, 0, 3_000, 3_100), "male": (2_500, 0, 2_500, 2_600), "not_recorded": (100, 0, 100, 100)}


def test_who_is_listed_without_an_answer_that_the_head_count_gives_is_in_no_lower_end_of_not_recorded() -> None:
    """8 counted, all without a disability, 3 of them by name and not asked: nobody is left of whom it is not known."""
    head = count(1, 8, cells=("female/18_24/no:5", "male/18_24/no:3"))
    people = (*crowd(2, 1, F, age=AgeCell.a18_24), *crowd(1, 1, M, 2, age=AgeCell.a18_24))
    for by in (("disability",), ("sex", "disability"), ("sex", "age", "disability")):
        rows = World((fair(1),), (head,), people).figures(by=by).cells
        assert all(row.lower <= row.value for row in rows), by
        assert sum(row.lower for row in rows) == 8
        assert {row.value for row in rows if dict(row.dimensions)["disability"] == "not_recorded"} == {0}


@pytest.mark.rule("C4.3")
def test_a_cell_of_a_year_is_the_answer_for_that_year() -> None:
    people = (*crowd(10, 1), *crowd(10, 2))
    world = World((fair(1, start=dt.date(2023, 5, 1)), fair(2)), (), people)
    rows = {dict(row.dimensions)["year"]: (row.value, row.named, row.lower, row.upper) for row in world.figures(by=("year",)).cells}
    assert rows == {"2023": (10, 10, 10, 10), "2024": (10, 10, 10, 10), "not_recorded": (0, 0, 0, 0)}


@pytest.mark.rule("C4.3")
def test_distinct_people_stand_in_the_cell_of_their_first_participation() -> None:
    people = (CountedPresence(1, 1, F, AgeCell.a18_24), CountedPresence(1, 2, F, AgeCell.a25))
    rows = World((fair(1), fair(2, start=dt.date(2024, 9, 1))), (), people).figures(by=("age",)).cells
    assert {dict(row.dimensions)["age"]: (row.value, row.named) for row in rows} == {"18_24": (1, 1), "25": (1, 0), "not_recorded": (0, 0)}


@pytest.mark.rule("C6.3")
def test_a_share_names_its_coverage_and_is_not_given_below_one_half() -> None:
    shares = by_id(World((fair(1),), (count(1, 100, women=30, men=42, cells=("not_recorded/25/yes:3",)),)).figures().shares, "KH")
    women, disabled = shares["women"], shares["with_disability"]
    assert (women.numerator, women.denominator, women.all, women.coverage) == (30, 72, 100, 0.72)  # type: ignore[union-attr]
    assert women.value == pytest.approx(30 / 72)
    assert (disabled.numerator, disabled.denominator, disabled.value) == (3, 3, None)
    assert set(shares) == {"women", "men", "youth_15_24", "with_disability"}


def test_ages_given_one_way_count_in_their_own_share_though_sexes_fill_the_crossed_table() -> None:
    world = World((fair(1),), (count(1, 100, women=60, men=40, ages=("15_24:30", "25_35:50")),))
    youth = by_id(world.figures().shares, "KH")["youth_15_24"]
    assert (youth.numerator, youth.denominator) == (30, 80)
    rows = world.figures(by=("sex", "age")).cells
    assert {row.dimensions: row.value for row in rows if row.value} == {
        (("sex", "female"), ("age", "not_recorded")): 60, (("sex", "male"), ("age", "not_recorded")): 40
    }


@pytest.mark.rule("C4.6")
def test_a_band_across_the_border_of_a_question_is_not_recorded_for_it() -> None:
    cube = head_cube(100, ["female/under_30/no:40", "female/18_24/no:10", "male/36_over/no:20"])
    assert cube.within(YOUTH_15_24) == (10, 30)


@pytest.mark.rule("C5.4")
def test_unknown_disability_stands_under_not_recorded_with_its_number_beside() -> None:
    world = World((fair(1),), (count(1, 10, cells=("female/25/yes:2", "female/25/no:4", "female/25/unknown:3")),))
    row = by_id(world.figures().shares, "KH")["with_disability"]
    assert (row.numerator, row.denominator, row.unknown) == (2, 6, 3)  # type: ignore[union-attr]
    assert {dict(one.dimensions)["disability"]: one.value for one in world.figures(by=("disability",)).cells} == {"yes": 2, "no": 4, "not_recorded": 4}


@pytest.mark.rule("C6.1")
def test_a_rate_takes_only_activities_and_channels_that_have_both_numbers() -> None:
    one = fair(1, numbers={"on_site": ChannelNumbers(1_000, 500, 90, 100, 5), "online": ChannelNumbers(registered=400, qualified=200)})
    two = fair(2, numbers={"on_site": ChannelNumbers(qualified=300)})
    rates = by_id(World((one, two)).figures().rates, "KH")
    assert (rates["hired_of_qualified"].numerator, rates["hired_of_qualified"].denominator) == (100, 500)
    assert (rates["hired_of_registered"].numerator, rates["hired_of_registered"].denominator) == (100, 1_000)
    assert rates["interviews_per_qualified"].value == 90 / 500


@pytest.mark.rule("C7.3")
def test_a_fair_without_a_later_step_does_not_enter_the_funnel() -> None:
    assert World((fair(1, numbers={"on_site": ChannelNumbers(registered=500)}),), (count(1, 400),)).figures().funnel == ()


@pytest.mark.rule("C7.1", "C7.4", "C6.1")
def test_named_stages_stand_beside_the_organisers_numbers() -> None:
    stages = [Stage.pre_registered, Stage.registered, Stage.attended, Stage.qualified, Stage.near_hire, Stage.hired, Stage.referred]
    people = tuple(CountedPresence(number, 1, stage=stage) for number, stage in enumerate(stages))
    world = World((fair(1, numbers={"on_site": ChannelNumbers(registered=500, hired_on_spot=50)}),), (), people)
    assert [(row.step, row.basis, row.value) for row in world.figures().funnel] == [
        ("registered", "persons_organiser", 500), ("registered", "persons_named", 6), ("qualified", "persons_named", 3),
        ("hired_on_spot", "persons_organiser", 50), ("hired_on_spot", "persons_named", 1), ("near_hires", "persons_named", 1),
        ("referred", "persons_named", 1),
    ]
    rates = by_id(world.figures().rates, "KH")
    assert (rates["hired_of_qualified"].basis, rates["hired_of_registered"].basis) == ("persons_named", "persons_organiser")  # type: ignore[union-attr]


@pytest.mark.rule("C7.5", "C7.7")
def test_placement_is_after_one_month_and_after_three_for_posts_overseas() -> None:
    people = (*crowd(4, 1, stage=Stage.near_hire), *crowd(3, 1, first=4, stage=Stage.hired))
    follow_ups = (
        FollowUpTally(1, Stage.near_hire, 1, True, True, 1), FollowUpTally(1, Stage.near_hire, 1, False, None, 1),
        FollowUpTally(1, Stage.near_hire, 3, True, True, 1, overseas=True), FollowUpTally(1, Stage.hired, 3, True, True, 2),
        FollowUpTally(1, Stage.hired, 3, True, False, 1), FollowUpTally(1, Stage.hired, 6, False, None, 3),
    )
    figures = World((fair(1),), (), people, Links(), follow_ups).figures()
    rates = by_id(figures.rates, "KH")
    assert (rates["placed_of_near_hire"].numerator, rates["placed_of_near_hire"].denominator) == (2, 4)
    assert (rates["retention_3m"].numerator, rates["retention_3m"].denominator) == (2, 3) and "retention_6m" not in rates
    assert {(row.step, row.value, row.reached) for row in figures.funnel if row.reached} == {("placed", 2, 2), ("retained_3m", 2, 3)}


@pytest.mark.rule("C8.2", "C8.3")
def test_completion_and_learning_gain_show_both_numbers() -> None:
    training = ActivityFacts(1, "T1", "", ActivityKind.training, "KH", start=DAY)
    people = (*crowd(6, 1, stage=Stage.attended), *crowd(3, 1, first=6, stage=Stage.completed), *crowd(1, 1, first=9, stage=Stage.certified))
    figures = World((training,), (), people, Links(), (), (PairsTally(1, 5, 250.0, 375.0, 500.0),)).figures()
    rates = by_id(figures.rates, "KH")
    assert (rates["completed_of_attended"].numerator, rates["completed_of_attended"].denominator) == (4, 10)
    gain = rates["learning_gain"]
    assert (gain.numerator, gain.denominator, gain.value, gain.pairs, gain.mean_before, gain.mean_after) == (125, 250, 0.5, 5, 50, 75)  # type: ignore[union-attr]


@pytest.mark.rule("C8.4")
def test_of_fewer_than_five_who_were_tested_no_mean_and_no_gain_is_worked_out() -> None:
    training = ActivityFacts(1, "T1", "", ActivityKind.training, "KH", start=DAY)
    figures = World((training,), (), crowd(6, 1), Links(), (), (PairsTally(1, 4, 200.0, 300.0, 400.0),)).figures()
    gain = by_id(figures.rates, "KH")["learning_gain"].as_json()
    assert {name: gain[name] for name in ("numerator", "denominator", "value", "pairs", "mean_before", "mean_after")} == {
        "numerator": 100, "denominator": 200, "value": None, "pairs": 4, "mean_before": None, "mean_after": None,
    }  # fmt: skip


@pytest.mark.rule("C6.2")
def test_a_denominator_of_zero_gives_no_value() -> None:
    world = World((fair(1, numbers={"on_site": ChannelNumbers(qualified=0, hired_on_spot=0)}),))
    assert by_id(world.figures().rates, "KH")["hired_of_qualified"].value is None


@pytest.mark.rule("C1.1", "C1.6")
def test_counts_of_other_bases_are_rows_of_their_own() -> None:
    world = World((fair(1, employers=40, vacancies=500, downloads=7),), (count(1, 90, 1, basis=Basis.attendances), count(2, 30, 1)))
    assert [(row.basis, row.value) for row in world.figures().counts] == [
        ("persons_organiser", 30), ("attendances", 90), ("posts", 500), ("organisations", 40), ("downloads", 7)
    ]


def test_kinds_and_countries_select_by_the_activity() -> None:
    world = World((fair(1), replace(fair(2), kind=ActivityKind.training), fair(3, country="ID")), (count(1, 10), count(2, 20), count(3, 40)))
    assert [ends(world, None, *asked) for asked in ((("KH",), ()), ((), ("training",)), (("ID",), ("training",)))] == [(20, 30), (20, 20), (0, 0)]
    assert ends(world, days("2024-05-01", "2024-05-01")) == (40, 70)


@pytest.mark.rule("C1.5")
def test_a_count_of_named_people_keeps_its_qualifier_unless_the_list_is_longer() -> None:
    def named(world: World) -> tuple[int, str]:
        [row] = [one for one in world.figures().counts if one.basis == Basis.persons_named]
        return row.value, row.qualifier

    about = count(1, 200, basis=Basis.persons_named, qualifier=Qualifier.about)
    assert named(World((fair(1),), (about,))) == (200, "about")
    assert World((fair(1),), (about,)).figures().reach.whole.upper_qualifier is Qualifier.about
    assert named(World((fair(1),), (about,), crowd(30, 1))) == (200, "about")
    assert named(World((fair(1),), (about,), crowd(230, 1))) == (230, "exact")
    more = count(1, 200, basis=Basis.persons_named, qualifier=Qualifier.more_than)
    assert named(World((fair(1),), (more,), crowd(200, 1))) == (200, "more_than")


@pytest.mark.rule("C5.4")
def test_what_is_said_of_all_figures_stands_before_notes_on_single_activities() -> None:
    unclear = tuple(CountedPresence(one, 1, F, disability="unknown") for one in range(30))
    world = World((fair(1),), (count(1, 25),), unclear)
    assert notes(world) == ["disability-unknown", "list-longer"]
    assert "of the people “not recorded”, 30 were asked" in world.figures().notes[0].as_problem().sentence


@pytest.mark.parametrize("link", ["part_of", "same_event_as"])
@pytest.mark.rule("C2.8")
def test_a_link_to_another_countrys_activity_moves_nobody_into_its_figures(link: str) -> None:
    """Cambodia's fair counts 60; what the office recorded for no country calls itself a part of it, with a list of 3."""
    world = World((fair(1), fair(2, country=None, **{link: 1})), (count(1, 60),), crowd(3, 2))
    assert ends(world, None, ("KH",)) == (60, 60)
    assert ends(world) == (60, 63)

"""Tallies made by SQL are those made one by one, and no personal field is read for them."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections import Counter
from pathlib import Path

import pytest

from prossce_desktop.domain.counting.count_sets import Assembly, assemble
from prossce_desktop.domain.counting.facts_and_tallies import Period
from prossce_desktop.domain.model.ages import age_at, cell_of
from prossce_desktop.domain.model.career_fair import CareerFair
from prossce_desktop.domain.model.codes import Channel, Country, Disability, Sex, Stage, Status, Verdict
from prossce_desktop.domain.model.head_count import HeadCount
from prossce_desktop.domain.model.people import WG_FIELDS, Link, Participation, Person
from prossce_desktop.domain.operations.operation import declared_personal_fields
from prossce_desktop.store.queries import counting_facts, presence_counts, reach_tallies
from prossce_desktop.store.queries.activity_summary import tallies
from prossce_desktop.store.queries.reading import Reading, ask
from prossce_desktop.store.workspace.store import Store
from tests.domain.tallying import CountedPresence, Links, tally_people
from tests.queried import fair, guests, link, person, workspace

YEAR = Period(dt.date(2024, 1, 1), dt.date(2024, 12, 31))


def assembled(reading: Reading, period: Period = YEAR, countries: tuple[str, ...] = (), by: tuple[str, ...] = ()) -> Assembly:
    return assemble(counting_facts.activities(reading), counting_facts.head_counts(reading), counting_facts.list_keys(reading), period, countries, (), by)


def one_by_one(reading: Reading, assembly: Assembly) -> object:
    """The same tallies from every participation, as domain values."""
    live = {one.id: one.value for one in reading.records("person")}
    activities = {one.id: one for one in counting_facts.activities(reading)}
    people = []
    for stored in reading.records("participation"):
        value = stored.value
        assert isinstance(value, Participation)
        if value.person not in live or value.activity not in activities or value.stage is None:
            continue
        who, where = live[value.person], activities[value.activity]
        assert isinstance(who, Person)
        age = cell_of(age_at(where.start, who.birth, value.age))
        disability = str(who.disability.value) if who.disability else "not_recorded"
        channel = str(value.channel.value) if value.channel else where.channel
        day = value.counted_on or where.counting_date
        people.append(CountedPresence(value.person, value.activity, who.sex, age, disability, channel, day, value.stage))
    decided = [one.value for one in reading.records("link")]
    pairs = {verdict: tuple((one.a, one.b) for one in decided if isinstance(one, Link) and one.verdict is verdict and {one.a, one.b} <= set(live)) for verdict in Verdict}
    return tally_people(assembly, people, Links(same=pairs[Verdict.same], open=pairs[Verdict.open]))


def small_world(store: Store, seed: int) -> None:
    """A few activities, people at several of them, links, removals: everything that can meet."""
    chance = random.Random(seed)
    with store.work("new", 1, sample=True) as work:
        fairs = work.new("career_fair", [
            CareerFair(
                title=f"Fair {n}", code=f"F{n}", country=chance.choice([Country.KH, Country.LA, None]), province=chance.choice([None, "KH-12"]),
                start=dt.date(2024, chance.randint(1, 12), 1) if chance.random() > 0.1 else None,
                status=chance.choice([Status.held] * 4 + [Status.planned]), channel=chance.choice([None, Channel.on_site, Channel.both]),
            )
            for n in range(chance.randint(1, 5))
        ])  # fmt: skip
        people = work.new("person", [
            Person(name=f"P{n}", sex=chance.choice(list(Sex)), birth=chance.choice([None, "2004", "1980-05"]), disability=chance.choice([None, *Disability]))
            for n in range(chance.randint(1, 12))
        ])
        took_part = work.new("participation", [
            Participation(
                person=chance.choice(people), activity=chance.choice(fairs), stage=chance.choice(list(Stage)), age=chance.choice([None, 17, 40]),
                channel=chance.choice([None, None, Channel.on_site, Channel.online]), counted_on=chance.choice([None, None, dt.date(2024, 3, 3), dt.date(2025, 1, 1)]),
            )
            for _ in range(chance.randint(1, 25))
        ])
        pairs = {tuple(sorted(chance.sample(people, 2))) for _ in range(chance.randint(0, 6))} if len(people) > 1 else set()
        work.new("link", [Link(a=a, b=b, verdict=chance.choice(list(Verdict))) for a, b in sorted(pairs)])
        work.new("head_count", [HeadCount(activity=chance.choice(fairs), count=chance.randint(0, 30), channel=chance.choice([None, Channel.online]))])
    with store.work("removed", 1) as work:
        work.remove(chance.sample(took_part, min(2, len(took_part))) + chance.sample(people, 1))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(25))
def test_tallies_by_sql_are_those_made_one_by_one(tmp_path: Path, seed: int) -> None:
    with workspace(tmp_path / "w") as store:
        small_world(store, seed)
        with store.read() as reading:
            for period, countries, by in ((YEAR, (), ()), (Period(), (), ("sex", "year", "province")), (YEAR, ("KH",), ("year",))):
                assembly = assembled(reading, period, countries, by)
                assert reach_tallies.tally(reading, assembly) == one_by_one(reading, assembly)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(25))
def test_the_numbers_of_one_list_are_those_of_the_figures(tmp_path: Path, seed: int) -> None:
    with workspace(tmp_path / "w") as store:
        small_world(store, seed)
        with store.read() as reading:
            assembly = assembled(reading, Period())
            found = reach_tallies.tally(reading, assembly)
            for activity in sorted(set(assembly.activity_of.values())):
                here = tallies(reading, activity)
                assert sum(one.people for one in here if one.present) == found.by_activity.get(activity, 0)
                stages: Counter[Stage] = Counter()
                for one in here:
                    stages.update({one.stage: one.people} if one.stage is not None else {})
                assert stages == {one.stage: one.people for one in found.stages if one.activity == activity}


@pytest.mark.rule("C11.5")
def test_people_linked_as_the_same_are_listed_once(tmp_path: Path) -> None:
    with workspace(tmp_path / "w") as store:
        first, second = fair(store, "F1"), fair(store, "F2")
        [a] = guests(store, first, person("Sok Sophea"))
        [b] = guests(store, second, person("Sok Sophea"))
        with store.read() as reading:
            assert sum(reach_tallies.tally(reading, assembled(reading)).scopes["all"].named.values()) == 2
        link(store, a, b)
        with store.read() as reading:
            assert sum(reach_tallies.tally(reading, assembled(reading)).scopes["all"].named.values()) == 1


def test_tallies_do_not_change_where_no_personal_value_is_here(tmp_path: Path) -> None:
    with workspace(tmp_path / "w") as store:
        small_world(store, 7)
        with store.read() as reading:
            before = reach_tallies.tally(reading, assembled(reading))
        db = store._base.writer()
        for kind in ("person", "participation", "link", "career_fair", "head_count"):
            for name in declared_personal_fields(kind):
                db.execute(f'UPDATE {kind} SET "{name}" = NULL')
        db.execute("DELETE FROM person_key")
        with store.read() as reading:
            assert reach_tallies.tally(reading, assembled(reading)) == before


def test_the_organisers_numbers_stand_by_their_channel(tmp_path: Path) -> None:
    with workspace(tmp_path / "w") as store:
        fair(store, "both", channel=Channel.both, registered=10, registered_online=4)
        fair(store, "online", channel=Channel.online, registered=7)
        with store.read() as reading:
            numbers = {one.code: {channel: given.registered for channel, given in one.numbers.items()} for one in counting_facts.activities(reading)}
    assert numbers == {"both": {"on_site": 10, "online": 4}, "online": {"online": 7}}


@pytest.mark.rule("C10.2")
def test_both_ways_of_asking_about_disability_are_told_apart(tmp_path: Path) -> None:
    asked = dict.fromkeys(WG_FIELDS, "1")
    with workspace(tmp_path / "w") as store:
        guests(
            store, fair(store), person("A", disability="no"), person("B", **asked), person("C", disability="yes", wg_seeing="3"),
            person("D", disability="no", wg_seeing="2"), person("E", wg_seeing="2"), person("F"),
        )  # fmt: skip
        with store.read() as reading:
            assert reach_tallies.tally(reading, assembled(reading)).disability_bases == {"self_declared": 2, "washington_group": 3}


def test_the_engine_finds_the_place_of_each_participation_by_an_index(tmp_path: Path) -> None:
    with workspace(tmp_path / "w") as store:
        guests(store, fair(store), person("A"))
        with store.read() as reading:
            asked = reach_tallies._Asked(reading, assembled(reading))
            places, sql = asked.by_set(), f"SELECT m.s, count(*) FROM {asked._joined} GROUP BY m.s"
            found = "\n".join(str(line[-1]) for line in ask(reading, f"EXPLAIN QUERY PLAN {reach_tallies._PLACES} {sql}", (json.dumps(places),)))
    assert "SEARCH m USING AUTOMATIC COVERING INDEX (a=? AND c=? AND d=?)" in found


def test_the_engine_hands_over_a_person_at_a_time_and_sorts_nothing(tmp_path: Path) -> None:
    with workspace(tmp_path / "w") as store:
        guests(store, fair(store), person("A"))
        with store.read() as reading:
            of_records, of_linked = ("\n".join(str(line[-1]) for line in ask(reading, f"EXPLAIN QUERY PLAN {sql}")) for sql in (presence_counts.BY_RECORD, presence_counts.BY_LINKED))
    assert "SCAN t USING COVERING INDEX participation_person" in of_records
    assert "TEMP B-TREE" not in of_records
    assert "SCAN person USING COVERING INDEX person_canon" in of_linked
    assert "SCAN" not in of_linked.replace("SCAN person USING COVERING INDEX person_canon", "").replace("SCAN q", "")  # only the linked


def test_of_somebody_with_several_records_and_days_the_earliest_day_says_the_cell(tmp_path: Path) -> None:
    with workspace(tmp_path / "w") as store:
        late, early = fair(store, "Late", start=dt.date(2024, 11, 1), end=dt.date(2024, 11, 1)), fair(store, "Early", start=dt.date(2024, 2, 1), end=dt.date(2024, 2, 1))
        [a] = guests(store, late, person("Sok Sophea", birth="1999-06-01"))
        [b] = guests(store, early, person("Sophea Sok", birth="1999-06-01"))
        [c] = guests(store, late, person("Chan Dara", birth="1999-06-01"))
        with store.work("again", 1) as work:
            work.new("participation", [Participation(person=c, activity=early, stage=Stage.attended)])
        link(store, a, b)
        with store.read() as reading:
            named = reach_tallies.tally(reading, assembled(reading)).scopes["all"].named
    assert {str(cell.age.value): people for cell, people in named.items()} == {"18_24": 2}  # 24 in February, 25 in November

"""The office gets ages, not birthdays: figures read what was worked out, on both sides the same, whatever came in which order."""

from __future__ import annotations

import datetime as dt
import json
import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from prossce_desktop.domain.model.ages import age_on, cell_of
from prossce_desktop.domain.model.codes import AgeCell, Difficulty
from prossce_desktop.domain.model.people import WG_FIELDS, Participation, Person
from prossce_desktop.domain.model.scopes import ShareLevel
from prossce_desktop.domain.model.training import Training
from prossce_desktop.errors import ProssceError
from prossce_desktop.services.people import person_erasure
from prossce_desktop.store.projection import apply, fact_codes
from tests.exchange.opened import everything_in
from tests.exchange.scenes import FIRST, Region
from tests.exchange.simulator import Desk

pytestmark = pytest.mark.slow

DAY = dt.date(2025, 5, 1)
ANSWERS = {**dict.fromkeys(WG_FIELDS, Difficulty.none), "wg_hearing": Difficulty.a_lot}
BEFORE_AGES = 3
"""The schema of operations of 0.4.0."""
HISTORIES = 300 if os.environ.get("HYPOTHESIS_PROFILE") == "long" else 25
CELLS = {number: AgeCell(token) for token, number in fact_codes.AGE.items()}


@pytest.fixture
def region(tmp_path: Path) -> Iterator[Region]:
    found = Region(tmp_path)
    yield found
    found.close()


def train(region: Region, desk: Desk, start: dt.date | None = DAY) -> int:
    region.minutes += 1
    with desk.here(), desk.store.work("new", 1) as work:
        return work.new("training", [Training(title="A training", start=start, end=start)])[0]


def somebody(region: Region, desk: Desk, **values: object) -> int:
    region.minutes += 1
    with desk.here(), desk.store.work("new", 1) as work:
        return work.new("person", [Person.model_validate({"name": "Dara", **values})])[0]


def take_part(region: Region, desk: Desk, person: int, activity: int, **values: object) -> int:
    region.minutes += 1
    with desk.here(), desk.store.work("new", 1) as work:
        return work.new("participation", [Participation.model_validate({"person": person, "activity": activity, "stage": "attended", **values})])[0]


def change(region: Region, desk: Desk, kind: str, id: int, **values: object) -> str:
    region.minutes += 1
    with desk.here(), desk.store.work("edit", 1) as work:
        work.set(kind, {id: values})
    assert work.change.step is not None
    return work.change.step


def undo(region: Region, desk: Desk, step: str) -> None:
    region.minutes += 1
    with desk.here():
        desk.store.undo.undo(step)


def asked(desk: Desk, sql: str, *values: object) -> list[tuple[object, ...]]:
    with desk.store.read() as reading:
        return reading.execute(sql, values).fetchall()


def facts(desk: Desk) -> list[tuple[object, ...]]:
    """What figures read of everybody."""
    return asked(desk, "SELECT id, person, activity, country, day, sex, age, disability, channel, stage, present FROM fact ORDER BY id")


def cell(desk: Desk, took: int) -> AgeCell:
    [(age,)] = asked(desk, "SELECT age FROM fact WHERE id = ?", took)
    return CELLS[age]  # type: ignore[index]


def is_sound(*desks: Desk) -> None:
    for desk in desks:
        with desk.here():
            assert [one for one in desk.store.check() if not one.ok] == [], desk.name


def test_the_office_gets_ages_and_no_birthday_and_counts_the_same(region: Region) -> None:
    desk, office = region.kh1, region.office
    course = train(region, desk)
    person = somebody(region, desk, birth="1979-07-03", **ANSWERS)
    month = somebody(region, desk, birth="2001-05")  # taken as 15 May: 23 on 1 May 2025
    took, other = take_part(region, desk, person, course), take_part(region, desk, month, course)
    region.round(desk)
    assert asked(office, "SELECT birth, wg_hearing, wg, open_birth, open_wg FROM person WHERE id = ?", person) == [(None, None, "yes", None, None)]
    assert asked(office, "SELECT age_worked, estimated FROM participation ORDER BY id") == [(45, None), (23, 1)]
    assert cell(office, took) is AgeCell.a41_59 and cell(office, other) is AgeCell.a18_24
    assert facts(office) == facts(desk)
    assert "1979-07-03" not in everything_in(office.store) and "2001-05" not in everything_in(office.store)
    is_sound(desk, office)


def test_a_changed_birth_or_first_day_changes_the_ages_in_the_same_step_and_undo_brings_them_back(region: Region) -> None:
    desk, office = region.kh1, region.office
    course = train(region, desk)
    person = somebody(region, desk, birth="2000-05-02")
    took = take_part(region, desk, person, course)
    assert cell(desk, took) is AgeCell.a18_24  # 24 on 1 May 2025, 25 the day after
    moved = change(region, desk, "training", course, start=dt.date(2025, 5, 2), end=dt.date(2025, 5, 2))
    assert cell(desk, took) is AgeCell.a25
    older = change(region, desk, "person", person, birth="1990")
    assert cell(desk, took) is AgeCell.a31_35  # a year is taken as 1 July: 34
    region.round(desk)
    assert facts(office) == facts(desk)
    for step, now in ((older, AgeCell.a25), (moved, AgeCell.a18_24)):
        undo(region, desk, step)
        assert cell(desk, took) is now
        region.round(desk)
        assert facts(office) == facts(desk)
    steps = [one.title for one in desk.store.undo.history(None)]
    assert not any(one.startswith("ages") for one in steps), "part of the steps they follow from"
    is_sound(desk, office)


def test_a_first_day_that_the_office_moves_is_mended_in_the_country_and_asks_nobody(region: Region) -> None:
    desk, office = region.kh1, region.office
    course = train(region, desk)
    took = take_part(region, desk, somebody(region, desk, birth="2000-05-02"), course)
    region.round(desk)
    change(region, office, "training", course, start=dt.date(2025, 5, 2), end=dt.date(2025, 5, 2))
    assert cell(office, took) is AgeCell.a18_24, "the office knows no birthday"
    region.round(desk)
    region.round(desk)
    assert cell(office, took) is cell(desk, took) is AgeCell.a25
    with desk.here():
        [mended, *_] = desk.store.undo.history(None)
        assert (mended.title, mended.numbers) == ("ages-mended", (1,))
        assert desk.store.undo.last_undoable() != mended.id
        with pytest.raises(ProssceError):
            desk.store.undo.undo(mended.id)
    assert asked(desk, "SELECT count(*) FROM edit WHERE state = 2") == asked(office, "SELECT count(*) FROM edit WHERE state = 2") == [(0,)]
    is_sound(desk, office)


def test_a_birth_changed_here_while_somebody_adds_the_person_there_comes_right_on_every_side(region: Region) -> None:
    one, two, office = region.kh1, region.kh2, region.office
    region.meet_mate()
    course, person = train(region, one), somebody(region, one, birth="2000-05-02")
    for desk in (one, two, one, two):
        region.round(desk)
    change(region, one, "person", person, birth="1960-01-01")
    took = take_part(region, two, person, course)
    assert cell(two, took) is AgeCell.a18_24
    for desk in (one, two, one, two):
        region.round(desk)
    assert [cell(desk, took) for desk in (one, two, office)] == [AgeCell.a65_over] * 3
    assert facts(one) == facts(two) == facts(office)
    is_sound(one, two, office)


def test_births_and_answers_that_an_older_program_left_open_are_counted_as_they_are(region: Region) -> None:
    desk, office = region.kh1, region.office
    with desk.older(BEFORE_AGES):
        course = train(region, desk)
        person = somebody(region, desk, birth="1979-07-03", **ANSWERS)
        took = take_part(region, desk, person, course)
    region.round(desk)
    assert asked(office, "SELECT birth, open_birth, open_wg FROM person") == [("1979-07-03", "1979-07-03", "yes")], "sent so, and not called back"
    assert facts(office) == facts(desk) and cell(office, took) is AgeCell.a41_59
    later = take_part(region, desk, person, train(region, desk, dt.date(2039, 7, 3)))  # 60
    region.round(desk)
    assert cell(office, later) is AgeCell.a60_64 and facts(office) == facts(desk)
    with desk.here():
        before = desk.store.digest().digest
    undo(region, desk, change(region, desk, "person", person, birth="1960"))
    with desk.here():
        assert desk.store.digest().digest == before, "an age is written where an older program wrote none, and no value differs"
    change(region, desk, "person", person, birth="2001-01-01", wg_hearing=Difficulty.none)
    region.round(desk)
    assert asked(office, "SELECT birth, open_birth, wg, wg_hearing FROM person") == [(None, None, "no", None)]
    assert cell(office, took) is AgeCell.a18_24 and facts(office) == facts(desk)
    is_sound(desk, office)


def test_an_old_import_is_unpacked_once_however_many_of_its_people_are_edited(region: Region, monkeypatch: pytest.MonkeyPatch) -> None:
    """At the office, which has no births, each first edit asked the whole body again: 100,000 people and 1,000 edits took minutes."""
    desk = region.kh1
    with desk.older(BEFORE_AGES), desk.here(), desk.store.work("import", 40) as work:
        people = work.new("person", [Person(name=f"P {n}", birth="1999-01-02") for n in range(40)])
    region.round(desk)
    [(body,)] = asked(region.office, "SELECT body FROM op WHERE title = 'import 40'")
    for person in people[:20]:
        change(region, desk, "person", person, birth="1998-01-02")
    [content] = region.made(desk, region.office)
    unpacked, real = [], apply.zlib.decompress
    monkeypatch.setattr(apply.zlib, "decompress", lambda packed, *more: unpacked.append(bytes(packed) == body) or real(packed, *more))  # type: ignore[func-returns-value]
    assert region.read(region.office, content).changed == 20
    assert sum(unpacked) == 1
    monkeypatch.undo()
    is_sound(desk, region.office)


@pytest.mark.parametrize("schema", [None, BEFORE_AGES], ids=["this-program", "an-older-one"])
@pytest.mark.parametrize("who", ["country", "office"])
def test_erasing_keeps_the_ages_and_no_birth(region: Region, schema: int | None, who: str) -> None:
    desk, office = region.kh1, region.office
    desk.schema = schema or desk.schema
    course = train(region, desk)
    person = somebody(region, desk, birth="1979-07-03", sex="female", **ANSWERS)
    took = take_part(region, desk, person, course)
    region.round(desk)
    desk.schema = office.schema
    before = facts(desk)
    eraser = desk if who == "country" else office
    with eraser.here():
        person_erasure.erase(eraser.store, person, "asked for it", region.now(eraser))
    for _round in range(2):
        region.round(desk)
    assert facts(desk) == facts(office) == before and cell(office, took) is AgeCell.a41_59
    for one in (desk, office):
        assert "1979-07-03" not in everything_in(one.store)
        assert asked(one, "SELECT birth FROM person") == [(None,)] and asked(one, "SELECT birth FROM erased") == [(None,)]
    is_sound(desk, office)


@pytest.mark.parametrize(
    "block",
    [
        {"new": "person", "first": FIRST, "count": 1, "cols": {"sex": ["male"], "birth": ["1979-07-03"]}},
        {"new": "person", "first": FIRST, "count": 1, "cols": {"sex": ["male"], "wg_hearing": ["3"]}},
        {"new": "training", "first": FIRST, "count": 1, "cols": {"title": ["A"], "notes": ["Somebody"]}},
    ],
    ids=["birth", "answer", "text"],
)
def test_a_newer_operation_that_leaves_open_what_is_personal_is_refused(region: Region, block: dict[str, object]) -> None:
    assert region.forge(region.kh1, block).code == "not-permitted"
    assert region.forge(region.kh1, {**block, "first": FIRST + 9}, schema=BEFORE_AGES).status == "accepted", "an older one is read"


@pytest.mark.parametrize("age", [-5, 201, 10**18])
def test_an_age_that_nobody_can_have_is_refused(region: Region, age: int) -> None:
    desk = region.kh1
    took = take_part(region, desk, somebody(region, desk), train(region, desk))
    region.round(desk)
    block = {"set": "participation", "ids": [took], "cols": {"age_worked": [age], "estimated": [None]}, "prevs": {"age_worked": {}, "estimated": {}}}
    assert region.forge(desk, block).code == "not-permitted"
    assert region.forge(desk, {**block, "cols": {**block["cols"], "age_worked": [45]}}).status == "accepted"  # type: ignore[dict-item]
    assert cell(region.office, took) is AgeCell.a41_59


@pytest.mark.parametrize("birth", ["0024-03-01", "1700"])
def test_a_year_of_birth_that_was_mistyped_hinders_no_other_change(region: Region, birth: str) -> None:
    desk, office = region.kh1, region.office
    took = take_part(region, desk, somebody(region, desk, birth=birth), train(region, desk))
    undo(region, desk, change(region, desk, "participation", took, stage="registered"))
    region.round(desk)
    assert cell(office, took) is AgeCell.a65_over and facts(office) == facts(desk)
    is_sound(desk, office)


def test_a_newer_erasure_that_keeps_a_birth_is_refused(region: Region) -> None:
    person = somebody(region, region.kh1, birth="1979-07-03")
    region.round(region.kh1)
    kept = {"erase": person, "birth": "1979-07-03", "disability": None}
    assert region.forge(region.kh1, kept, title="erase 1").code == "not-permitted"


def test_every_answer_and_birth_that_is_withheld_stays_what_it_was_where_somebody_changes_something_else(region: Region) -> None:
    """The office edits a person without knowing birth or answers: the ages and what the answers give stay."""
    desk, office = region.kh1, region.office
    person = somebody(region, desk, birth="1979-07-03", **ANSWERS)
    took = take_part(region, desk, person, train(region, desk))
    region.round(desk)
    change(region, office, "person", person, sex="female")
    region.round(desk)
    assert asked(office, "SELECT wg FROM person") == asked(desk, "SELECT wg FROM person") == [("yes",)]
    assert cell(office, took) is cell(desk, took) is AgeCell.a41_59 and facts(office) == facts(desk)
    is_sound(desk, office)


@pytest.mark.parametrize("share", [ShareLevel.codes, ShareLevel.names])
def test_histories_of_three_laptops_come_right_after_two_rounds(tmp_path: Path, share: str) -> None:
    """Births, first days and answers change anywhere, also by older programs; afterwards every side counts what the births say."""
    for seed in range(HISTORIES // 5):
        (folder := tmp_path / str(seed)).mkdir()
        region = Region(folder, share)
        try:
            _history(region, random.Random(seed))
        finally:
            region.close()


def _history(region: Region, chance: random.Random) -> None:
    one, two, office = region.kh1, region.kh2, region.office
    one.schema = two.schema = chance.choice((BEFORE_AGES, office.schema))
    region.meet_mate()
    births = ("1960-01-01", "2000-05-02", "2000-05", "1990", None)
    days = (dt.date(2025, 5, 1), dt.date(2025, 5, 2), dt.date(2039, 1, 1), None)
    people = [somebody(region, chance.choice((one, two)), birth=chance.choice(births)) for _ in range(3)]
    courses = [train(region, chance.choice((one, two)), chance.choice(days)) for _ in range(2)]
    one.schema = two.schema = office.schema
    steps: list[tuple[Desk, str]] = []
    for desk in (one, two, one, two):
        region.round(desk)
    for _act in range(12):
        desk = chance.choice((one, two, two, office))
        match chance.choice(("birth", "start", "answer", "new", "undo", "send", "move")):
            case "birth" if desk is not office:
                steps += _changed(region, desk, "person", chance.choice(people), birth=chance.choice(births))
            case "answer" if desk is not office:
                steps += _changed(region, desk, "person", chance.choice(people), **{chance.choice(WG_FIELDS): chance.choice((*Difficulty, None))})
            case "start":
                day = chance.choice(days)
                steps += _changed(region, desk, "training", chance.choice(courses), start=day, end=day)
            case "new" if desk is not office:
                take_part(region, desk, chance.choice(people), chance.choice(courses), age=chance.choice((None, 33)))
            case "move" if desk is not office:
                [*took] = asked(desk, "SELECT id FROM participation ORDER BY id")
                if took:
                    steps += _changed(region, desk, "participation", int(str(chance.choice(took)[0])), activity=chance.choice(courses))
            case "undo" if steps:
                where, step = steps.pop(chance.randrange(len(steps)))
                try:
                    undo(region, where, step)
                except ProssceError:
                    continue
            case "send":
                region.round(chance.choice((one, two)))
    for desk in (one, two) * 4:
        region.round(desk)
    assert facts(one) == facts(two) == facts(office)
    for took, birth, start, given in asked(
        one,
        "SELECT t.id, p.birth, a.start, t.age FROM participation t JOIN person p ON p.id = t.person JOIN activity a ON a.id = t.activity WHERE t.removed = 0",
    ):
        age = age_on(str(birth), dt.date.fromisoformat(str(start))) if birth and start else None
        assert cell(office, int(str(took))) is cell_of(age.years if age else given), (birth, start, given)  # type: ignore[arg-type]
    assert [int(str(n)) for [n] in asked(one, "SELECT count(*) FROM worked_due")] == [0]
    is_sound(one, two, office)


def _changed(region: Region, desk: Desk, kind: str, id: int, **values: object) -> list[tuple[Desk, str]]:
    region.minutes += 1
    with desk.here(), desk.store.work("edit", 1) as work:
        work.set(kind, {id: values})
    return [] if work.change.step is None else [(desk, work.change.step)]


def test_the_worked_out_names_are_those_of_no_typed_field() -> None:
    from prossce_desktop.domain.model.fields import fields_of
    from prossce_desktop.domain.model.record_kinds import KINDS
    from prossce_desktop.domain.operations.operation import AGES, WORKED_NAMES
    from prossce_desktop.store.migrations import SCHEMA

    assert json.dumps(sorted(WORKED_NAMES)) == '["age_worked", "estimated", "wg"]'
    assert not WORKED_NAMES & {one.name for record in KINDS.values() for one in fields_of(record)}
    assert AGES == SCHEMA

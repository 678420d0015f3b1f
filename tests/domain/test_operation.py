"""Operations as blocks and as bytes: personal values apart, everything else said in the body."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from contextlib import closing

import pytest
from hypothesis import given, strategies as st

from prossce_desktop.domain.model.fields import AcceptedDoubt
from prossce_desktop.domain.model.people import Person
from prossce_desktop.domain.model.training import Training, TrainingSession
from prossce_desktop.domain.operations.op_id import (
    op_id,
    op_number,
    op_source,
    op_span,
    sql_number,
    sql_source,
)
from prossce_desktop.domain.operations.operation import (
    Block,
    New,
    Set,
    canonical,
    chain_hash,
    columns,
    decode,
    encode,
    plain,
    source_number,
    source_seed,
)

SALTS = (b"a" * 16, b"b" * 16)
PEOPLE = [Person(name="Dara", sex="male", phone="012345678"), Person(sex="female", remarks="late")]  # type: ignore[arg-type]
NEW = New("person", 10, 2, columns(PEOPLE))
SET = Set("person", [10, 7], {"name": ["Sok", None], "province": ["KH-2", "KH-3"]}, {"name": {1: [99, 98]}})


def test_personal_values_stand_in_a_part_of_their_own() -> None:
    body, personal = encode([NEW, SET], SALTS)

    for secret in ("Dara", "012345678", "late", "Sok"):
        assert secret.encode() not in body
        assert secret.encode() in personal
    assert json.loads(body)[1]["hidden"] == ["name", "phone", "remarks"]
    assert json.loads(body)[2] == {"set": "person", "ids": [10, 7], "cols": {"province": ["KH-2", "KH-3"]}, "hidden": ["name"], "prevs": {"name": {"1": [99, 98]}}}


def test_blocks_come_back_from_their_bytes() -> None:
    made, changed = decode(*encode([NEW, SET], SALTS))

    assert isinstance(made, New) and isinstance(changed, Set)
    assert (made.kind, list(made.ids), made.cols) == ("person", [10, 11], NEW.cols)
    assert (changed.ids, changed.cols, changed.prevs, set(changed.fields)) == (SET.ids, SET.cols, SET.prevs, {"name", "province"})


def test_without_the_personal_part_the_body_still_says_what_is_set() -> None:
    body, _ = encode([NEW, SET], SALTS)
    made, changed = decode(body, None)
    assert isinstance(made, New) and isinstance(changed, Set)
    assert (set(made.cols), made.personal_fields) == ({"sex"}, ("name", "phone", "remarks"))
    assert (set(changed.cols), set(changed.fields), changed.prevs) == ({"province"}, {"name", "province"}, SET.prevs)


def test_each_part_begins_with_its_own_salt_and_an_empty_part_is_empty() -> None:
    body, personal = encode([NEW], SALTS)
    assert body.startswith(b'["' + SALTS[0].hex().encode()) and personal.startswith(b'["' + SALTS[1].hex().encode())
    assert encode([New("training", 1, 1, columns([Training(title="T")]))], SALTS)[1] == b""


def test_values_become_those_of_json() -> None:
    assert plain(dt.date(2024, 1, 2)) == "2024-01-02"
    assert (plain(56.0), plain(0.5), plain(True), plain(()), plain(None)) == (56, 0.5, True, None, None)
    assert plain((TrainingSession(date=dt.date(2024, 1, 2), hours=3.0),)) == [{"date": "2024-01-02", "hours": 3}]
    assert plain((AcceptedDoubt(field="a", code="b", reason="c"),)) == [{"field": "a", "code": "b", "reason": "c"}]
    with pytest.raises(TypeError):
        plain(object())
    with pytest.raises(ValueError):
        canonical(float("nan"))


def test_a_source_is_of_one_device_incarnation_and_scope() -> None:
    seeds = {source_seed(device, incarnation, scope) for device in (b"a", b"b") for incarnation in (b"1", b"2") for scope in ("KH", "all")}
    assert len(seeds) == 8
    for seed in seeds:
        assert 0 <= op_id(source_number(seed), (1 << 24) - 1) < 1 << 63
    for n in (0, 1 << 24):
        with pytest.raises(OverflowError):
            op_id(1, n)


def test_the_id_of_an_operation_holds_its_source_and_its_number() -> None:
    last = (1 << 24) - 1
    assert op_id(5, 7) == 5 * 16_777_216 + 7 == 83_886_087
    assert (op_source(83_886_087), op_number(83_886_087)) == (5, 7)
    assert op_span(5) == (83_886_080, 83_886_080 + 16_777_215)
    assert op_span(5, 3, 7) == (83_886_083, 83_886_087)
    for source in (4, 5):  # of an odd source too: what lies beyond the last number is not the source's own
        low, high = op_span(source, last + 1)
        assert low > high and op_source(low) == source + 1
    with closing(sqlite3.connect(":memory:")) as db:
        row = db.execute(f"SELECT {sql_source('id')}, {sql_number('id')} FROM (SELECT ? AS id)", (op_id((1 << 39) - 1, last),)).fetchone()
    assert row == ((1 << 39) - 1, last)


def test_the_chain_names_every_part_of_an_operation() -> None:
    known = {"id": 1, "action": 1, "time_ms": 5, "who": "A", "schema": 1, "title": "new 1", "body_hash": b"b", "personal_hash": b"p"}
    others = {"id": 2, "action": 2, "time_ms": 6, "who": "B", "schema": 2, "title": "new 2", "body_hash": b"c", "personal_hash": b"q"}
    hashes = {chain_hash(b"seed", **{**known, name: value}) for name, value in others.items()}  # type: ignore[arg-type]
    assert len(hashes | {chain_hash(b"seed", **known), chain_hash(b"other", **known)}) == len(others) + 2  # type: ignore[arg-type]


VALUES = st.one_of(st.none(), st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=20))


@pytest.mark.slow
@given(st.lists(st.tuples(VALUES, VALUES), min_size=1, max_size=5), st.integers(1, 1 << 62))
def test_any_text_comes_back(rows: list[tuple[str | None, str | None]], first: int) -> None:
    block: Block = New("person", first, len(rows), {"name": [row[0] for row in rows], "province": [row[1] for row in rows]})
    [again] = decode(*encode([block], SALTS))
    assert isinstance(again, New)
    assert again.cols == block.cols

"""One action is one operation: all of it or nothing."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest

from prossce_desktop.domain.model.codes import OurPart, Sex
from prossce_desktop.domain.model.head_count import HeadCount
from prossce_desktop.domain.model.people import Participation, Person
from prossce_desktop.domain.model.training import Training, TrainingSession
from prossce_desktop.domain.operations.operation import MOST_RECORDS
from prossce_desktop.errors import (
    BrokenReference,
    CodeTaken,
    FieldRefused,
    UnknownField,
    UnknownKind,
    UnknownRecord,
)
from prossce_desktop.store.workspace.store import Store


def test_a_value_comes_back_as_it_was_saved(store: Store) -> None:
    sessions = (TrainingSession(date=dt.date(2024, 5, 1), hours=3.5, subject="CV"), TrainingSession(hours=2))
    value = Training(title="CV writing", code="X1", start=dt.date(2024, 5, 1), country="KH", held_in="KH", themes=("green", "digital"), sessions=sessions, included_in_parent=False, highest_score=99.5, our_part=None)
    with store.work("new", 1) as work:
        [id] = work.new("training", [value])

    with store.read() as reading:
        stored = reading.record(id)
        assert (stored.id, stored.kind, stored.value, stored.removed) == (id, "training", value, False)
        assert reading.activity_by_code("X1") == id
        assert reading.find(id + 1) is None
        with pytest.raises(UnknownRecord):
            reading.record(-1)


def test_a_field_that_is_cleared_stays_cleared(store: Store) -> None:
    with store.work("new", 1) as work:
        [id] = work.new("training", [Training(title="T", themes=("green",))])
    with store.work("edit", 1) as work:
        work.set("training", {id: {"our_part": None, "themes": ()}})
    with store.read() as reading:
        value = reading.record(id).value
    assert isinstance(value, Training)
    assert (value.our_part, value.themes) == (None, ())
    store.undo.undo("op-0002")
    with store.read() as reading:
        value = reading.record(id).value
    assert isinstance(value, Training)
    assert (value.our_part, value.themes) == (OurPart.organised, ("green",))


def test_an_error_in_the_block_leaves_nothing(store: Store) -> None:
    before = store.digest()
    with pytest.raises(ZeroDivisionError), store.work("new", 1) as work:
        work.new("person", [Person(name="A")])
        1 / 0  # noqa: B018
    assert store.digest() == before
    assert store.undo.history() == []


def test_nothing_to_write_is_no_step(store: Store) -> None:
    with store.work("new", 1) as work:
        [id] = work.new("person", [Person(name="A")])
    with store.work("edit", 1) as work:
        work.set("person", {id: {"name": "A"}})
        work.restore([id])
    assert work.change.step is None
    assert len(store.undo.history()) == 1


def test_ids_grow_with_entry_also_within_a_second_and_after_the_clock_went_back(store: Store) -> None:
    at = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)
    moments = iter([at, at, at, at - dt.timedelta(days=9000), at + dt.timedelta(days=1)])
    store._base.now = lambda: next(moments)
    ids: list[int] = []
    for i in range(5):
        with store.work("new", 1) as work:
            ids += work.new("person", [Person(name=f"{i}{k}") for k in range(3)])
    assert ids == sorted(ids)
    assert max(ids) < 1 << 63
    with store.read() as reading:
        assert [one.value.name for one in reading.records("person")] == [f"{i}{k}" for i in range(5) for k in range(3)]  # type: ignore[attr-defined]


def test_a_reference_to_nothing_is_refused(store: Store) -> None:
    with pytest.raises(BrokenReference), store.work("new", 1) as work:
        work.new("head_count", [HeadCount(activity=12345, count=1)])
    assert store.undo.history() == []


def test_a_code_names_one_live_activity(store: Store) -> None:
    with store.work("new", 1) as work:
        [id] = work.new("training", [Training(title="T", code="X1")])
    with pytest.raises(CodeTaken), store.work("new", 1) as work:
        work.new("training", [Training(title="U", code="X1")])
    with store.work("remove", 1) as work:
        work.remove([id])
    with store.work("new", 1) as work:
        work.new("training", [Training(title="U", code="X1")])
    with pytest.raises(CodeTaken), store.work("restore", 1) as work:
        work.restore([id])


def test_impossible_values_and_names_are_refused_in_words(store: Store) -> None:
    with store.work("new", 1) as work:
        [id] = work.new("person", [Person(name="A")])
    with pytest.raises(FieldRefused, match="sex"), store.work("edit", 1) as work:
        work.set("person", {id: {"sex": "rather"}})
    with pytest.raises(UnknownField), store.work("edit", 1) as work:
        work.set("person", {id: {"shoe_size": 43}})
    with pytest.raises(UnknownField), store.work("edit", 1) as work:
        work.set("person", {id: {"removed": 1}})
    with pytest.raises(UnknownRecord), store.work("edit", 1) as work:
        work.set("training", {id: {"title": "A"}})
    with pytest.raises(UnknownKind), store.work("new", 1) as work:
        work.new("persons", [Person(name="A")])
    assert len(store.undo.history()) == 1


def test_a_record_made_in_the_same_action_can_be_set_and_removed(store: Store) -> None:
    with store.work("new", 1) as work:
        a, b = work.new("person", [Person(name="A"), Person(name="B")])
        work.set("person", {a: {"sex": "female"}})
        work.remove([b])
        assert work.record(a).value.sex is Sex.female  # type: ignore[attr-defined]
        assert work.record(b).removed
    with store.read() as reading:
        assert [(one.id, one.value.sex) for one in reading.records("person")] == [(a, Sex.female)]  # type: ignore[attr-defined]
    assert all(one.ok for one in store.check())


def test_what_an_action_set_is_seen_by_its_later_lines(store: Store) -> None:
    with store.work("new", 1) as work:
        [id] = work.new("person", [Person(name="A")])
    with store.work("edit", 1) as work:
        work.set("person", {id: {"name": "B"}})
        work.set("person", {id: {"sex": "male"}})
        value = work.record(id).value
        work.remove([id])
        assert work.record(id).removed
    assert (value.name, value.sex) == ("B", Sex.male)  # type: ignore[attr-defined]
    assert work.change.records == (("person", id),)
    assert work.change.kinds == {"person"}


def test_sample_records_have_a_source_of_their_own_and_leave_in_one_go(store: Store) -> None:
    empty = store.digest()
    with store.work("sample", 2, sample=True) as work:
        [activity] = work.new("training", [Training(title="Sample", code="S1")])
    with store.work("new", 2) as work:
        [person] = work.new("person", [Person(name="Mine")])
        [at_sample] = work.new("participation", [Participation(person=person, activity=activity)])
    with store.work("edit", 1) as work:
        work.set("training", {activity: {"title": "Sample, edited"}})

    with store.read() as reading:
        assert reading.is_sample()
        scopes = reading.execute("SELECT source.scope, op.title FROM op JOIN source ON source.id = op.id >> 24 ORDER BY op.at, source.scope").fetchall()
    assert [tuple(row) for row in scopes] == [("sample", "sample 2"), ("KH", "new 2"), ("sample", "new 2"), ("sample", "edit 1")]
    assert store.digest().kinds == {"person": 1}
    with store.work("sample-removed", 2) as work:
        work.remove([activity, at_sample])
    with store.read() as reading:
        assert not reading.is_sample()
    store.undo.undo("op-0004")
    store.undo.undo("op-0003")
    store.undo.undo("op-0002")
    store.undo.undo("op-0001")
    assert store.digest().digest == empty.digest


NAMES = [
    "=HYPERLINK(\"http://x\")", "<b>&amp;", "Robert'); DROP TABLE person;--", "\u202egnirts", "a\x00b\x07c", "\U0001f600" * 100, "ខ្ញុំ" * 50, " ", "\n", "ﬁ", "e\u0301", "NULL", "a" * 300,
]


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_any_text_that_a_record_may_have_comes_back_as_it_is(store: Store, name: str) -> None:
    with store.work("new", 1) as work:
        [id, title] = [*work.new("person", [Person(name=name)]), *work.new("training", [Training(title=name)])]
    with store.work("edit", 1) as work:
        work.set("person", {id: {"employer": name, "latin_name": "x"}})
    with store.read() as reading:
        assert (reading.record(id).value.employer, reading.record(title).value.title) == (name, name)  # type: ignore[attr-defined]
    store.undo.undo("op-0002")
    assert all(one.ok for one in store.check())


@pytest.mark.slow
def test_one_thread_saves_while_others_read(store: Store) -> None:
    def save() -> None:
        for i in range(30):
            with store.work("new", 2) as work:
                [person] = work.new("person", [Person(name=f"P{i}")])
                [activity] = work.new("training", [Training(title=f"T{i}")])
                work.new("participation", [Participation(person=person, activity=activity, stage="attended")])  # type: ignore[arg-type]

    def look() -> bool:
        seen = 0
        while seen < 30:
            with store.read() as reading:
                counts = [reading.execute(f"SELECT count(*) FROM {name}").scalar() for name in ("person", "training", "participation", "fact", "op")]
            if len(set(counts)) != 1 or (counts[0] or 0) < seen:
                return False
            seen = counts[0] or 0
        return True

    with ThreadPoolExecutor(4) as pool:
        looks = [pool.submit(look) for _ in range(3)]
        pool.submit(save).result(timeout=60)
        assert all(one.result(timeout=60) for one in looks)


@pytest.mark.slow
def test_a_very_large_action_is_several_operations_and_one_step(store: Store) -> None:
    count = MOST_RECORDS + 10
    with store.work("import", count) as work:
        work.new("person", [Person(name=f"P{i}") for i in range(count)])
    with store.read() as reading:
        assert reading.execute("SELECT count(*), count(DISTINCT action) FROM op").first() == (2, 1)
        assert reading.execute("SELECT count(*) FROM person WHERE removed = 0").scalar() == count
    change = store.undo.undo("imp-0001")
    assert len(change.records) == count
    assert store.digest().kinds == {}

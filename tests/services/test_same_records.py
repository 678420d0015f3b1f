"""Two records joined as one: side by side values are chosen, written to both, and all of it is one step."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from prossce_desktop.domain.model.codes import Verdict
from prossce_desktop.domain.model.organisations_and_results import Organisation
from prossce_desktop.domain.model.people import Person
from prossce_desktop.errors import NotAlike, UnknownRecord, ValuesRefused
from prossce_desktop.services.commands import correcting
from prossce_desktop.services.decisions import duplicate_decisions
from prossce_desktop.services.history import step_sentences
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.store.workspace.workspace_lifecycle import Plain, create

NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made, _ = create(tmp_path / "w", country="KH", office="O", officer="A", unlock=Plain(), now=lambda: NOW)
    return made


def two(store: Store, kind: str, *values: Person | Organisation) -> tuple[int, int]:
    with store.work("new", 2) as work:
        a, b = work.new(kind, list(values))
    return a, b


def values(store: Store, ids: tuple[int, int], name: str) -> list[object]:
    with store.read() as reading:
        return [getattr(reading.record(id).value, name) for id in ids]


@pytest.mark.parametrize(
    ("kind", "both", "chosen"),
    [
        ("person", (Person(name="Sok Dara", phone="012345678"), Person(name="Sok Darra", phone="098765432")), {"name": "Sok Dara", "phone": "098765432"}),
        ("organisation", (Organisation(name="Angkor Garments"), Organisation(name="Angkor Garment Co.", isic="C")), {"name": "Angkor Garments", "isic": "C"}),
    ],
)
def test_chosen_values_are_written_to_both_and_one_undo_takes_back_all(
    store: Store, kind: str, both: tuple[Person, Person] | tuple[Organisation, Organisation], chosen: dict[str, str]
) -> None:
    ids = two(store, kind, *both)
    before = store.digest().digest
    change = duplicate_decisions.decide(store, ids[1], ids[0], Verdict.same, chosen)
    assert change is not None and change.step is not None
    for name, value in chosen.items():
        assert values(store, ids, name) == [value, value]
    for id in ids:
        assert any(one.id == change.step for one in step_sentences.about(store, id)), "it stands in the history of both"
    assert duplicate_decisions.decide(store, *ids, Verdict.same, chosen) is None
    store.undo.undo(change.step)
    assert store.digest().digest == before
    store.undo.redo(change.step)
    assert values(store, ids, "name") == [chosen["name"]] * 2
    assert all(one.ok for one in store.check())
    store.close()


@pytest.mark.parametrize("kind", ["person", "organisation"])
def test_joining_and_parting_stand_in_the_history_of_both_and_can_be_undone_there(store: Store, kind: str) -> None:
    made: type[Person | Organisation] = Person if kind == "person" else Organisation
    ids = two(store, kind, made(name="Sok Dara"), made(name="Chan Dara"))
    steps = [change.step for verdict in (Verdict.same, Verdict.different) if (change := duplicate_decisions.decide(store, *ids, verdict))]
    assert len(steps) == 2
    for id, other, name in ((ids[0], ids[1], "Chan Dara"), (ids[1], ids[0], "Sok Dara")):
        told = step_sentences.about(store, id)
        assert [one.id for one in told[:2]] == steps[::-1]
        assert [one.title for one in told[:2]] == ["Not the same: Sok Dara and Chan Dara", "Joined: Sok Dara and Chan Dara"]
        for one, words in zip(told[:2], (f"Not the same as {name}", f"The same as {name}"), strict=True):
            [group] = one.groups
            assert (group.words, [(linked.kind, linked.id) for linked in group.linked]) == (words, [(kind, other)])
            assert one.lines == (), "the title and the sentence say it already"
    store.close()


def test_only_two_live_records_of_one_kind_are_joined_and_nothing_is_half_done(store: Store) -> None:
    ids = two(store, "person", Person(name="A A"), Person(name="B B"))
    other = two(store, "organisation", Organisation(name="C"), Organisation(name="D"))
    before = store.digest().digest
    for a, b, error in ((ids[0], other[0], NotAlike), (ids[0], ids[0], UnknownRecord), (ids[0], 12, UnknownRecord)):
        with pytest.raises(error):
            duplicate_decisions.decide(store, a, b, Verdict.same)
    with pytest.raises(ValuesRefused):
        duplicate_decisions.decide(store, *ids, Verdict.same, {"birth": "1991-02-30"})
    assert store.digest().digest == before
    store.close()


def test_who_is_parted_leaves_the_group_and_the_others_stay_one_by_one_step(store: Store) -> None:
    """B held A and C together; "B is not A" leaves A and C one. On the command line it is `split W A B`."""
    with store.work("new", 3) as work:
        a, b, c = work.new("person", [Person(name=name) for name in ("Sok Dara", "Sok Darra", "Sok Daraa")])
    duplicate_decisions.decide(store, a, b, Verdict.same)
    duplicate_decisions.decide(store, b, c, Verdict.same)
    step = correcting.decide(store, str(a), str(b), Verdict.different)
    assert step is not None
    with store.read() as reading:
        assert [duplicate_decisions.records_of_one(reading, "person", one) for one in (a, b, c)] == [[a, c], [b], [a, c]]
    store.undo.undo(step)
    with store.read() as reading:
        assert duplicate_decisions.records_of_one(reading, "person", a) == [a, b, c]
    assert all(one.ok for one in store.check())
    store.close()

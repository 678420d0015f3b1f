"""Every step can be taken back and brought back, and nothing that was changed since is lost by it."""

from __future__ import annotations

import pytest

from prossce_desktop.domain.model.codes import Verdict
from prossce_desktop.domain.model.people import Link, Participation, Person
from prossce_desktop.domain.model.training import Training
from prossce_desktop.errors import AlreadyUndone, ChangedSince, CodeTaken, NothingUndone, UnknownStep
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.store.workspace.workspace_lifecycle import open_workspace
from tests.store.random_work import Officer


def new_person(store: Store, name: str = "Dara") -> int:
    with store.work("new", 1) as work:
        [id] = work.new("person", [Person(name=name)])
    return id


def rename(store: Store, id: int, name: str) -> str:
    with store.work("edit", 1) as work:
        work.set("person", {id: {"name": name}})
    assert work.change.step
    return work.change.step


def name_of(store: Store, id: int) -> str | None:
    with store.read() as reading:
        value = reading.record(id).value
    assert isinstance(value, Person)
    return value.name


def test_the_digest_after_an_undo_is_that_from_before(store: Store) -> None:
    id = new_person(store)
    before = store.digest().digest
    step = rename(store, id, "Sok")
    assert store.digest().digest != before

    store.undo.undo(step)

    assert store.digest().digest == before
    assert store.digest().shared != before


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_undo_of_any_step_gives_the_digest_from_before_and_redo_the_one_after(store: Store, seed: int) -> None:
    officer = Officer(store, seed + 100)
    for _ in range(40):
        before = store.digest().digest
        count = len(officer.steps)
        officer.act()
        if len(officer.steps) == count:
            continue
        after = store.digest().digest
        step = officer.steps[-1]
        store.undo.undo(step)
        assert store.digest().digest == before
        store.undo.redo(step)
        assert store.digest().digest == after


def test_steps_are_taken_back_one_after_the_other_to_nothing(store: Store) -> None:
    empty = store.digest().digest
    id = new_person(store)
    for name in ("A", "B", "C"):
        rename(store, id, name)

    undone = []
    while step := store.undo.last_undoable():
        store.undo.undo(step)
        undone.append(step)

    assert undone == ["op-0004", "op-0003", "op-0002", "op-0001"]
    assert store.digest().digest == empty
    redone = []
    while step := store.undo.last_redoable():
        store.undo.redo(step)
        redone.append(step)
    assert redone == undone[::-1]
    assert name_of(store, id) == "C"


def test_an_undo_after_a_restart_still_knows_the_values(store: Store) -> None:
    id = new_person(store)
    step = rename(store, id, "Sok")
    store.close()

    with open_workspace(store.files.folder, None, writing=True) as again:
        again.undo.undo(step)
        assert name_of(again, id) == "Dara"
        assert [one.undone for one in again.undo.history()] == [False, True, False]


def test_what_somebody_changed_since_is_not_taken_back(store: Store) -> None:
    id = new_person(store)
    step = rename(store, id, "Sok")
    rename(store, id, "Keo")
    digest = store.digest()

    with pytest.raises(ChangedSince) as refused:
        store.undo.undo(step)

    told = refused.value.detail
    assert (told["what"], told["record"], told["kind"], told["field"]) == ("Person", str(id), "person", "name")
    assert told["who"] == store.identity.officer and "Keo" not in str(refused.value)
    assert store.digest() == digest
    assert name_of(store, id) == "Keo"


def test_a_later_change_of_another_field_is_no_hindrance(store: Store) -> None:
    id = new_person(store)
    step = rename(store, id, "Sok")
    with store.work("edit", 1) as work:
        work.set("person", {id: {"phone": "012345678"}})

    store.undo.undo(step)

    assert name_of(store, id) == "Dara"


def test_a_record_that_others_point_to_is_not_taken_back(store: Store) -> None:
    with store.work("new", 1) as work:
        [activity] = work.new("training", [Training(title="T", code="X1")])
    person = new_person(store)
    with store.work("new", 1) as work:
        work.new("participation", [Participation(person=person, activity=activity)])

    with pytest.raises(ChangedSince) as refused:
        store.undo.undo("op-0001")

    assert "X1" in str(refused.value)


def pair(store: Store, a: int, b: int, verdict: Verdict) -> int:
    with store.work("pair", 1) as work:
        [id] = work.new("link", [Link(a=a, b=b, verdict=verdict)])
    return id


@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_pair_made_later_goes_and_comes_back_with_one_of_its_people(store: Store, verdict: Verdict) -> None:
    older, newer = new_person(store), new_person(store, "Dara S.")
    link = pair(store, older, newer, verdict)
    before = store.digest().digest

    store.undo.undo("op-0002")
    with store.read() as reading:
        assert [reading.record(id).removed for id in (older, newer, link)] == [False, True, True]
    store.undo.redo("op-0002")

    assert store.digest().digest == before


def test_a_pair_decided_since_does_not_hold_back_the_sheet_that_made_it(store: Store) -> None:
    with store.work("paste", 2) as work:
        a, b = work.new("person", [Person(name="Dara"), Person(name="Dara S.")])
        [link] = work.new("link", [Link(a=a, b=b, verdict=Verdict.open)])
    with store.work("pair-different", 1) as work:
        work.set("link", {link: {"verdict": Verdict.different}})
    before = store.digest().digest

    store.undo.undo("op-0001")
    assert store.digest().digest != before
    store.undo.redo("op-0001")

    assert store.digest().digest == before


def test_a_step_is_taken_back_once(store: Store) -> None:
    new_person(store)
    store.undo.undo("op-0001")
    with pytest.raises(AlreadyUndone):
        store.undo.undo("op-0001")
    store.undo.redo("op-0001")
    with pytest.raises(NothingUndone):
        store.undo.redo("op-0001")


@pytest.mark.parametrize("name", ["op-0002", "imp-0001", "", "op", "op-1e3", "../op-0001", "op-99999999999999999999"])
def test_a_step_that_is_not_there_is_refused_in_words(store: Store, name: str) -> None:
    new_person(store)
    with pytest.raises(UnknownStep):
        store.undo.undo(name)


def test_something_new_ends_what_can_be_brought_back(store: Store) -> None:
    id = new_person(store)
    step = rename(store, id, "Sok")
    store.undo.undo(step)
    assert store.undo.last_redoable() == step
    new_person(store, "Keo")
    assert store.undo.last_redoable() is None


def test_a_record_comes_back_only_if_its_code_is_still_free(store: Store) -> None:
    for _ in range(2):
        with store.work("new", 1) as work:
            work.new("training", [Training(title="T", code="X1")])
        if work.change.step == "op-0001":
            store.undo.undo("op-0001")

    with pytest.raises(CodeTaken):
        store.undo.redo("op-0001")


def test_step_numbers_are_never_used_again(store: Store) -> None:
    with store.work("import", 1) as work:
        work.new("person", [Person(name="A")])
    assert work.change.step == "imp-0001"
    assert store.undo.undo("imp-0001").step == "op-0002"
    assert store.undo.redo("imp-0001").step == "op-0003"
    assert [one.id for one in store.undo.history()] == ["op-0003", "op-0002", "imp-0001"]


def test_history_of_a_record_tells_old_and_new_values(store: Store) -> None:
    id = new_person(store)
    rename(store, id, "Sok")
    with store.work("remove", 1) as work:
        work.remove([id])

    steps = store.undo.history(id)

    assert [(one.id, one.title, one.who) for one in steps] == [("op-0003", "remove", "Dara"), ("op-0002", "edit", "Dara"), ("op-0001", "new", "Dara")]
    told = [[(change.field, change.old, change.new) for change in one.changes] for one in steps]
    assert told == [[("removed", 0, 1)], [("name", "Dara", "Sok")], [("name", None, "Dara"), ("sex", None, "not_recorded")]]

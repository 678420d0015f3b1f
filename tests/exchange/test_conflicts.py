"""Values that stand against each other: seen on every side, decided on one, settled on all, and taken back; through real packages."""

from __future__ import annotations

import random
from contextlib import suppress
from pathlib import Path

import pytest

from prossce_desktop.domain.model.attachment import Attachment
from prossce_desktop.domain.model.career_fair import CareerFair
from prossce_desktop.domain.model.head_count import HeadCount
from prossce_desktop.domain.model.organisations_and_results import Organisation
from prossce_desktop.domain.model.people import Participation, Person
from prossce_desktop.domain.model.scopes import SHARED
from prossce_desktop.domain.model.training import Training
from prossce_desktop.errors import AlreadyUndone, ChangedSince, NotYours, QuestionChanged
from prossce_desktop.services.activities import attachments
from prossce_desktop.services.decisions import conflict_decisions
from prossce_desktop.services.decisions.conflict_decisions import NEWER, Rule, by_rule
from prossce_desktop.services.decisions.open_conflicts import OpenConflict, What, about_record, open_conflicts
from prossce_desktop.services.history import step_sentences, undo_in_words
from prossce_desktop.services.history.current_page import NEW, ActionPage, standing_at
from prossce_desktop.services.records import record_editor
from prossce_desktop.store.maintenance.integrity_check import FORGIVEN
from prossce_desktop.store.workspace.workspace_lifecycle import open_workspace, restore_in_place
from tests.exchange.scenes import Region
from tests.exchange.simulator import Desk
from tests.program import inside

pytestmark = pytest.mark.slow


class Disputes(Region):
    """Two laptops of Cambodia that know each other, and the office."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.meet_mate()

    def everywhere(self) -> None:
        """Everybody hears of everything."""
        for _ in range(2):
            for desk in (self.kh1, self.kh2):
                self.round(desk)

    def new(self, desk: Desk, value: object) -> int:
        self.minutes += 1
        with desk.here(), desk.store.work("new", 1) as work:
            return work.new(value.KIND, [value])[0]  # type: ignore[attr-defined, list-item]

    def set(self, desk: Desk, kind: str, id: int, **fields: object) -> None:
        self.minutes += 1
        with desk.here(), desk.store.work("edit", 1) as work:
            work.set(kind, {id: fields})

    def remove(self, desk: Desk, *ids: int) -> str:
        self.minutes += 1
        with desk.here(), desk.store.work("remove", len(ids)) as work:
            work.remove(ids)
        return str(work.change.step)

    def open(self, desk: Desk) -> list[OpenConflict]:
        with desk.store.read() as reading:
            return open_conflicts(reading)

    def decide(self, desk: Desk, place: int, at: int = 0) -> str:
        self.minutes += 1
        with desk.here():
            return str(conflict_decisions.decide(desk.store, [(self.open(desk)[at], place)]).step)

    def undo(self, desk: Desk, step: str) -> None:
        self.minutes += 1
        with desk.here():
            desk.store.undo.undo(step)

    def redo(self, desk: Desk, step: str) -> None:
        self.minutes += 1
        with desk.here():
            desk.store.undo.redo(step)

    def title(self, desk: Desk, id: int) -> str:
        with desk.store.read() as reading:
            return str(getattr(reading.record(id).value, "title"))  # noqa: B009

    def is_removed(self, desk: Desk, id: int) -> bool:
        with desk.store.read() as reading:
            return reading.record(id).removed

    def whole(self) -> None:
        """Everybody shows the same, and every base is as its operations say."""
        desks = (self.kh1, self.kh2, self.office)
        shown = [desk.store.digest(("KH",)) for desk in desks]
        assert len({one.shared for one in shown}) == 1
        for desk in desks:
            assert [one for one in desk.store.check() if not one.ok and one.name not in FORGIVEN] == [], desk.name


@pytest.fixture
def disputes(tmp_path: Path):  # type: ignore[no-untyped-def]
    made = Disputes(tmp_path)
    yield made
    made.close()


def values(found: OpenConflict) -> list[str]:
    return [side.words for side in found.sides]


def retitled_twice(region: Disputes) -> int:
    """The first laptop says B, the second, later, C."""
    id = region.train(region.kh1, "A")
    region.everywhere()
    region.retitle(region.kh1, id, "B")
    region.retitle(region.kh2, id, "C")
    region.everywhere()
    return id


def test_both_values_are_listed_on_every_side_with_who_when_and_where(disputes: Disputes) -> None:
    id = retitled_twice(disputes)
    for desk in (disputes.kh1, disputes.kh2, disputes.office):
        [found] = disputes.open(desk)
        assert (found.conflict.record, found.label, values(found)) == (id, "Title", ["B", "C"])
        assert [side.who for side in found.sides] == ["Officer KH1", "Officer KH2"]
        assert [side.is_shown for side in found.sides] == [False, True] and disputes.title(desk, id) == "C"
        assert found.sides[0].time < found.sides[1].time
        with desk.store.read() as reading:
            assert [one.conflict for one in about_record(reading, id)] == [found.conflict]
    first, second = (disputes.open(disputes.kh1)[0].sides)
    assert first.where == "Office KH1, this laptop"
    assert second.where == f"Office KH2, {disputes.kh2.store.identity.device}"


@pytest.mark.parametrize("place", [0, 1])
def test_a_decision_settles_it_for_everybody(disputes: Disputes, place: int) -> None:
    id = retitled_twice(disputes)
    disputes.decide(disputes.kh1, place)
    disputes.everywhere()
    for desk in (disputes.kh1, disputes.kh2, disputes.office):
        assert disputes.open(desk) == [] and disputes.title(desk, id) == "BC"[place]
    disputes.whole()


def test_a_decision_that_is_taken_back_opens_the_question_again_and_the_redo_closes_it(disputes: Disputes) -> None:
    id = retitled_twice(disputes)
    before = disputes.kh1.store.digest().digest
    step = disputes.decide(disputes.kh1, 0)
    assert disputes.open(disputes.kh1) == []
    disputes.everywhere()
    disputes.undo(disputes.kh1, step)
    assert disputes.kh1.store.digest().digest == before
    disputes.everywhere()
    for desk in (disputes.kh1, disputes.kh2, disputes.office):
        [found] = disputes.open(desk)
        assert (values(found), [side.who for side in found.sides]) == (["B", "C"], ["Officer KH1", "Officer KH2"])
    disputes.redo(disputes.kh1, step)
    disputes.everywhere()
    for desk in (disputes.kh1, disputes.kh2, disputes.office):
        assert disputes.open(desk) == [] and disputes.title(desk, id) == "B"
    disputes.undo(disputes.kh1, step)
    disputes.everywhere()
    assert [values(found) for found in disputes.open(disputes.kh2)] == [["B", "C"]]
    disputes.whole()


def test_two_decisions_at_once_are_a_question_again_and_end_equal(disputes: Disputes) -> None:
    id = retitled_twice(disputes)
    disputes.decide(disputes.kh1, 0)
    disputes.decide(disputes.kh2, 1)
    disputes.everywhere()
    assert [values(found) for found in disputes.open(disputes.office)] == [["B", "C"]]
    disputes.decide(disputes.office, 0)
    disputes.everywhere()
    for desk in (disputes.kh1, disputes.kh2, disputes.office):
        assert disputes.open(desk) == [] and disputes.title(desk, id) == "B"
    disputes.whole()


def test_the_same_decision_on_two_laptops_is_one(disputes: Disputes) -> None:
    retitled_twice(disputes)
    disputes.decide(disputes.kh1, 0)
    disputes.decide(disputes.kh2, 0)
    disputes.everywhere()
    assert [disputes.open(desk) for desk in (disputes.kh1, disputes.kh2, disputes.office)] == [[], [], []]


def test_a_decision_for_the_value_that_is_shown_is_told_without_an_arrow(disputes: Disputes) -> None:
    """Title: B → B was no change that anybody could read."""
    id = retitled_twice(disputes)
    disputes.decide(disputes.kh1, 0)
    assert step_sentences.about(disputes.kh1.store, id)[0].lines == ("Title: B",)


def test_what_is_decided_is_what_was_looked_at(disputes: Disputes) -> None:
    id = retitled_twice(disputes)
    [looked_at] = disputes.open(disputes.kh1)
    disputes.retitle(disputes.kh1, id, "D")
    with disputes.kh1.here(), pytest.raises(QuestionChanged):
        conflict_decisions.decide(disputes.kh1.store, [(looked_at, 0)])
    assert disputes.title(disputes.kh1, id) == "D"


def test_an_edit_of_a_disputed_field_is_a_decision_too(disputes: Disputes) -> None:
    id = retitled_twice(disputes)
    disputes.retitle(disputes.kh2, id, "D")
    disputes.everywhere()
    assert all(disputes.open(desk) == [] and disputes.title(desk, id) == "D" for desk in (disputes.kh1, disputes.kh2, disputes.office))


def test_personal_values_are_decided_in_the_country(disputes: Disputes) -> None:
    id = disputes.new(disputes.kh1, Person(name="Dara", phone="012 1"))
    disputes.everywhere()
    disputes.set(disputes.kh1, "person", id, phone="012 2")
    disputes.set(disputes.kh2, "person", id, phone="012 3")
    disputes.everywhere()
    [here] = disputes.open(disputes.kh1)
    assert values(here) == ["012 2", "012 3"] and here.can_decide
    [there] = disputes.open(disputes.office)
    assert there.is_withheld and not there.can_decide
    assert values(there) == ["Not on this computer", "Not on this computer"]
    disputes.decide(disputes.kh1, 0)
    disputes.everywhere()
    assert [disputes.open(desk) for desk in (disputes.kh1, disputes.kh2, disputes.office)] == [[], [], []]
    disputes.whole()


def test_equal_values_of_two_laptops_are_no_question_where_they_can_be_seen(disputes: Disputes) -> None:
    id = disputes.new(disputes.kh1, Person(name="Dara", phone="012 1"))
    disputes.everywhere()
    for desk in (disputes.kh1, disputes.kh2):
        disputes.set(desk, "person", id, phone="012 2")
    disputes.everywhere()
    assert disputes.open(disputes.kh1) == [] == disputes.open(disputes.kh2)
    assert [one.is_withheld for one in disputes.open(disputes.office)] == [True]


def counted(region: Disputes) -> tuple[int, int]:
    activity = region.new(region.kh1, CareerFair(title="Fair", status="held", country="KH", end="2024-01-02"))  # type: ignore[arg-type]
    count = region.new(region.kh1, HeadCount(activity=activity, count=100, women=30, men=20))
    region.everywhere()
    return activity, count


def test_two_edits_of_one_head_count_never_mix_and_are_decided_as_a_whole(disputes: Disputes) -> None:
    activity, count = counted(disputes)
    disputes.set(disputes.kh1, "head_count", count, count=50)
    disputes.set(disputes.kh2, "head_count", count, women=70)
    disputes.everywhere()
    for desk in (disputes.kh1, disputes.kh2, disputes.office):
        [found] = disputes.open(desk)
        assert found.conflict.what is What.together and found.effect == 50
        assert ("Total", ("50", "100"), True) in found.rows and ("Woman", ("30", "70"), True) in found.rows
        assert ("Man", ("20", "20"), False) in found.rows
        assert [one for one in desk.store.check() if not one.ok] == [], "nothing is above its total"
        with desk.store.read() as reading:
            assert [one.conflict for one in about_record(reading, activity)] == [found.conflict]
    step = disputes.decide(disputes.office, 0)
    disputes.everywhere()
    for desk in (disputes.kh1, disputes.kh2, disputes.office):
        assert disputes.open(desk) == []
        with desk.store.read() as reading:
            value = reading.record(count).value
        assert isinstance(value, HeadCount) and (value.count, value.women, value.men) == (50, 30, 20)
    disputes.undo(disputes.office, step)
    disputes.everywhere()
    [found] = disputes.open(disputes.kh1)
    assert ("Total", ("50", "100"), True) in found.rows and ("Woman", ("30", "70"), True) in found.rows
    disputes.whole()


def test_a_head_count_that_two_older_programs_mixed_is_listed_with_both_versions(disputes: Disputes, monkeypatch: pytest.MonkeyPatch) -> None:
    _activity, count = counted(disputes)
    monkeypatch.setattr("prossce_desktop.store.actions.unit_of_work.Work._complete", lambda *_: None)
    disputes.set(disputes.kh1, "head_count", count, count=50)
    disputes.set(disputes.kh2, "head_count", count, women=70)
    monkeypatch.undo()
    disputes.everywhere()
    assert [one.name for one in disputes.office.store.check() if not one.ok] == ["margins"]
    for desk in (disputes.kh1, disputes.kh2, disputes.office):
        [found] = disputes.open(desk)
        assert ("Total", ("50", "100"), True) in found.rows and ("Woman", ("30", "70"), True) in found.rows
    disputes.decide(disputes.kh2, 1)
    disputes.everywhere()
    for desk in (disputes.kh1, disputes.kh2, disputes.office):
        assert disputes.open(desk) == [] and all(one.ok for one in desk.store.check())


def taken_out_and_edited(region: Disputes) -> tuple[int, str]:
    id = region.train(region.kh1, "A")
    region.everywhere()
    step = region.remove(region.kh1, id)
    region.retitle(region.kh2, id, "B")
    region.everywhere()
    return id, step


@pytest.mark.parametrize(("place", "removed"), [(0, False), (1, True)])
def test_a_record_taken_out_here_and_edited_there_is_asked_about(disputes: Disputes, place: int, removed: bool) -> None:
    id, _step = taken_out_and_edited(disputes)
    for desk in (disputes.kh1, disputes.kh2, disputes.office):
        [found] = disputes.open(desk)
        assert (found.conflict.record, found.conflict.what, values(found)) == (id, What.removed, ["Kept", "Removed"])
        assert found.sides[0].lines == ("Title: B",)
        assert [side.who for side in found.sides] == ["Officer KH2", "Officer KH1"]
        assert disputes.is_removed(desk, id)
    step = disputes.decide(disputes.office, place)
    disputes.everywhere()
    for desk in (disputes.kh1, disputes.kh2, disputes.office):
        assert disputes.open(desk) == [] and disputes.is_removed(desk, id) is removed
        assert disputes.title(desk, id) == "B"
    disputes.undo(disputes.office, step)
    disputes.everywhere()
    for desk in (disputes.kh1, disputes.kh2, disputes.office):
        assert [found.conflict.what for found in disputes.open(desk)] == [What.removed] and disputes.is_removed(desk, id)
    disputes.whole()


def test_a_record_is_taken_out_quietly_by_somebody_who_saw_what_was_done_with_it(disputes: Disputes) -> None:
    id = disputes.train(disputes.kh1, "A")
    disputes.everywhere()
    disputes.retitle(disputes.kh2, id, "B")
    disputes.everywhere()
    step = disputes.remove(disputes.kh1, id)
    disputes.everywhere()
    disputes.undo(disputes.kh1, step)
    disputes.redo(disputes.kh1, step)
    disputes.everywhere()
    assert [disputes.open(desk) for desk in (disputes.kh1, disputes.kh2, disputes.office)] == [[], [], []]
    assert disputes.is_removed(disputes.office, id)
    disputes.whole()


@pytest.mark.parametrize(("place", "removed"), [(0, False), (1, True)])
def test_an_activity_taken_out_here_to_which_people_were_added_there_is_asked_about(disputes: Disputes, place: int, removed: bool) -> None:
    id = disputes.new(disputes.kh1, Training(title="A", status="held", country="KH", end="2024-01-02"))  # type: ignore[arg-type]
    first = disputes.new(disputes.kh1, Person(name="Dara"))
    old = disputes.new(disputes.kh1, Participation(person=first, activity=id, stage="attended"))  # type: ignore[arg-type]
    disputes.everywhere()
    disputes.remove(disputes.kh1, id, old)
    second = disputes.new(disputes.kh2, Person(name="Bopha"))
    added = disputes.new(disputes.kh2, Participation(person=second, activity=id, stage="attended"))  # type: ignore[arg-type]
    disputes.everywhere()
    for desk in (disputes.kh1, disputes.kh2, disputes.office):
        [found] = disputes.open(desk)
        assert (found.conflict.record, found.conflict.what, found.sides[0].lines) == (id, What.parts, ("1 person was added",))
    step = disputes.decide(disputes.kh2, place)
    disputes.everywhere()
    for desk in (disputes.kh1, disputes.kh2, disputes.office):
        assert disputes.open(desk) == []
        assert [disputes.is_removed(desk, one) for one in (id, old, added)] == [removed] * 3
    disputes.undo(disputes.kh2, step)
    disputes.everywhere()
    assert [found.conflict.what for found in disputes.open(disputes.office)] == [What.parts]
    disputes.whole()


def photographed(region: Disputes, desk: Desk, activity: int, sha256: str) -> int:
    return region.new(desk, Attachment(activity=activity, name="hall.jpg", sha256=sha256 * 64, media="image/jpeg", size=3))


@pytest.mark.parametrize(("place", "removed"), [(0, False), (1, True)])
def test_an_activity_taken_out_here_to_which_a_photo_was_added_there_is_asked_about(disputes: Disputes, place: int, removed: bool) -> None:
    id = disputes.train(disputes.kh1, "A")
    old = photographed(disputes, disputes.kh1, id, "a")
    disputes.everywhere()
    disputes.minutes += 1
    with disputes.office.here():
        record_editor.remove(disputes.office.store, id)
    added = photographed(disputes, disputes.kh1, id, "b")
    disputes.everywhere()
    for desk in (disputes.kh1, disputes.kh2, disputes.office):
        [found] = disputes.open(desk)
        assert (found.conflict.record, found.conflict.what, values(found)) == (id, What.parts, ["Kept", "Removed"])
        assert found.sides[0].lines == ("1 photo or scan was added",) and found.can_decide
        assert [side.who for side in found.sides] == ["Officer KH1", "Officer office"]
        assert [disputes.is_removed(desk, one) for one in (id, old, added)] == [True, True, False]
    step = disputes.decide(disputes.kh2, place)
    disputes.everywhere()
    for desk in (disputes.kh1, disputes.kh2, disputes.office):
        assert disputes.open(desk) == []
        assert [disputes.is_removed(desk, one) for one in (id, old, added)] == [removed] * 3
        assert [one.id for one in attachments.listed(desk.store, id)] == ([] if removed else [added, old])
    disputes.undo(disputes.kh2, step)
    photographed(disputes, disputes.kh2, id, "c")
    disputes.everywhere()
    assert [found.sides[0].lines for found in disputes.open(disputes.office)] == [("2 photos or scans were added",)]
    disputes.whole()


@pytest.mark.parametrize(("place", "removed"), [(0, False), (1, True)])
def test_a_person_taken_out_here_who_took_part_there_is_asked_about(disputes: Disputes, place: int, removed: bool) -> None:
    activity = disputes.new(disputes.kh1, Training(title="A", status="held", country="KH", end="2024-01-02"))  # type: ignore[arg-type]
    person = disputes.new(disputes.kh1, Person(name="Dara"))
    disputes.everywhere()
    disputes.remove(disputes.kh1, person)
    added = disputes.new(disputes.kh2, Participation(person=person, activity=activity, stage="attended"))  # type: ignore[arg-type]
    disputes.everywhere()
    for desk in (disputes.kh1, disputes.kh2, disputes.office):
        [found] = disputes.open(desk)
        assert (found.conflict.record, found.conflict.what, found.sides[0].lines) == (person, What.parts, ("1 participation was added",))
        assert found.effect == 1
    disputes.decide(disputes.office, place)
    disputes.everywhere()
    for desk in (disputes.kh1, disputes.kh2, disputes.office):
        assert disputes.open(desk) == []
        assert [disputes.is_removed(desk, one) for one in (person, added)] == [removed] * 2
    disputes.whole()


def many(region: Disputes, n: int = 3) -> list[int]:
    """Of each training the first laptop changes the title and the place, the second the title, later."""
    ids = [region.train(region.kh1, f"A{i}") for i in range(n)]
    region.everywhere()
    for i, id in enumerate(ids):
        region.set(region.kh1, "training", id, title=f"B{i}", place="Kep")
        region.set(region.kh2, "training", id, title=f"C{i}")
    region.set(region.kh2, "training", ids[0], place="Pailin")
    region.everywhere()
    return ids


def test_many_are_decided_by_a_rule_as_one_step(disputes: Disputes) -> None:
    ids = many(disputes)
    found = disputes.open(disputes.kh1)
    assert len(found) == 4
    assert len(by_rule(found, Rule(NEWER))) == 4
    titles = by_rule(found, Rule(disputes.kh1.key, ("training", "title")))
    assert {values(one)[place] for one, place in titles} == {"B0", "B1", "B2"}
    disputes.minutes += 1
    with disputes.kh1.here():
        step = conflict_decisions.decide(disputes.kh1.store, titles).step
    disputes.everywhere()
    for desk in (disputes.kh1, disputes.kh2, disputes.office):
        assert [values(one) for one in disputes.open(desk)] == [["Kep", "Pailin"]]
        assert [disputes.title(desk, id) for id in ids] == ["B0", "B1", "B2"]
    disputes.undo(disputes.kh1, str(step))
    disputes.everywhere()
    assert len(disputes.open(disputes.office)) == 4
    disputes.whole()


def test_what_the_figures_depend_on_comes_first(disputes: Disputes) -> None:
    activity, count = counted(disputes)
    disputes.set(disputes.kh1, "career_fair", activity, place="Kep")
    disputes.set(disputes.kh2, "career_fair", activity, place="Pailin")
    disputes.set(disputes.kh1, "head_count", count, count=60)
    disputes.set(disputes.kh2, "head_count", count, count=80)
    disputes.set(disputes.kh1, "career_fair", activity, status="cancelled")
    disputes.set(disputes.kh2, "career_fair", activity, status="postponed")
    disputes.everywhere()
    assert [(one.label, one.effect) for one in disputes.open(disputes.office)] == [("Status", 80), ("Head count", 20), ("Place", 0)]


def test_a_country_does_not_decide_about_lists_of_everybody(disputes: Disputes) -> None:
    """An office that was put back renames what it had renamed, and hears of it again from a country."""
    office = disputes.office
    acme = disputes.new(office, Organisation(name="Acme"))
    disputes.everywhere()
    with office.here():
        copy = office.store.backups.beside()
    disputes.set(office, "organisation", acme, name="Acme One")
    disputes.everywhere()
    with office.here():
        office.store.close()
        restore_in_place(office.folder, None, copy)
        disputes.reopen(office)
    disputes.set(office, "organisation", acme, name="Acme Two")
    for _ in range(3):
        disputes.everywhere()
    [found] = disputes.open(disputes.kh1)
    [there] = disputes.open(office)
    assert (found.can_decide, there.can_decide) == (False, True)
    before = disputes.kh1.store.digest((SHARED,))
    with disputes.kh1.here(), pytest.raises(NotYours):
        conflict_decisions.decide(disputes.kh1.store, [(found, 0)])
    assert disputes.kh1.store.digest((SHARED,)) == before


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_decided_where_and_in_which_order_everybody_ends_equal(disputes: Disputes, seed: int) -> None:
    chance = random.Random(seed)
    many(disputes, 4)
    desks = [disputes.kh1, disputes.kh2, disputes.office]
    steps: list[tuple[Desk, str]] = []
    for _ in range(8):
        desk = chance.choice(desks)
        found = disputes.open(desk)
        if steps and chance.random() < 0.3:
            where, step = steps.pop(chance.randrange(len(steps)))
            with suppress(ChangedSince, AlreadyUndone):
                disputes.undo(where, step)
        elif found:
            steps.append((desk, disputes.decide(desk, chance.randrange(2), chance.randrange(len(found)))))
        if chance.random() < 0.5:
            disputes.round(chance.choice(desks[:2]))
    disputes.everywhere()
    left = [[(one.conflict.record, one.conflict.fields, values(one)) for one in disputes.open(desk)] for desk in desks]
    assert left[0] == left[1] == left[2]
    disputes.whole()
    if left[0]:
        disputes.minutes += 1
        with disputes.office.here():
            conflict_decisions.decide(disputes.office.store, by_rule(disputes.open(disputes.office), Rule(NEWER)))
        disputes.everywhere()
    assert [disputes.open(desk) for desk in desks] == [[], [], []]
    disputes.whole()


def test_the_last_step_that_is_taken_back_is_never_one_of_another_laptop(disputes: Disputes) -> None:
    id = disputes.train(disputes.kh1, "A")
    disputes.everywhere()
    disputes.retitle(disputes.kh2, id, "B")
    disputes.everywhere()
    last = disputes.kh1.store.undo.last_undoable()
    [step] = [one for one in disputes.kh1.store.undo.history() if one.id == last]
    assert step.who == "Officer KH1" and disputes.kh1.store.undo.history(limit=1)[0].who == "Officer KH2"


def test_what_came_by_package_is_never_taken_back_by_ctrl_z_but_told_with_its_laptop(disputes: Disputes) -> None:
    here = disputes.kh1.store
    with standing_at(ActionPage("activity", NEW)):
        id = disputes.train(disputes.kh1, "A")
    page = ActionPage("activity", id)
    assert (own := undo_in_words.newest(here, page)) is not None and own.is_here
    disputes.everywhere()
    disputes.retitle(disputes.kh2, id, "B")
    disputes.everywhere()

    found = undo_in_words.newest(here, page)

    assert found is not None and not found.is_here and found.record == id
    assert found.who == "Officer KH2" and found.place.startswith("received from ") and "this laptop" not in found.place


def test_the_command_line_lists_and_decides(tmp_path: Path) -> None:
    cli = inside()
    th, a, b = tmp_path / "th", tmp_path / "a", tmp_path / "b"
    cli("init", th, "--country", "TH", "--office", "Region", "--officer", "Bo", "--no-encryption")
    cli("office", th, "invite", "--out", tmp_path / "inv")
    for folder, officer in ((a, "Dara"), (b, "Sophea")):
        cli("init", folder, "--country", "KH", "--office", "Office", "--officer", officer, "--no-encryption")
        words = cli("device-request", folder, "--invitation", tmp_path / "inv", "--out", tmp_path / f"{officer}.req", "--json").json["fingerprint"]
        cli("office", th, "accept", tmp_path / f"{officer}.req", "--fingerprint", words)
        cli("device", folder, "approve", "office", "--fingerprint", words)  # before that no word of the office is sealed

    def exchange() -> None:
        for n, folder in enumerate((a, b, a)):
            out = tmp_path / f"out{n}"
            out.mkdir(exist_ok=True)
            [file] = cli("package", folder, "make", "--out", out, "--json").json["files"]
            cli("package", th, "read", file["path"])
            device = file["path"].rpartition("/")[2].rpartition("-")[0]
            [back] = cli("package", th, "make", "--to", device, "--out", out, "--json").json["files"]
            cli("package", folder, "read", back["path"])

    id = cli("add", a, "training", "title=A", "code=X1", "--json").json["id"]
    exchange()
    for folder, title in ((a, "B"), (b, "C")):
        with open_workspace(folder, None, writing=True) as store, store.work("edit", 1) as work:
            work.set("training", {int(id): {"title": title}})
    exchange()
    [found] = cli("conflicts", a, "list", "--json").json["conflicts"]
    assert (found["record"], found["field"], found["decidable"]) == (id, "title", True)
    assert [(side["values"], side["who"], side["shown"]) for side in found["sides"]] == [({"title": "B"}, "Dara", False), ({"title": "C"}, "Sophea", True)]
    assert cli("conflicts", a, "decide-many", "--side", "newer", "--field", "training.title", "--trial", "--json").json == {
        "decided": 1, "left": 0, "trial": True, "undo": None
    }  # fmt: skip
    step = cli("conflicts", a, "decide", id, "title", "1", "--json").json["undo"]
    exchange()
    assert cli("conflicts", b, "list", "--json").json == {"conflicts": []} == cli("conflicts", th, "list", "--json").json
    cli("undo", a, step)
    exchange()
    assert len(cli("conflicts", th, "list", "--json").json["conflicts"]) == 1
    cli("conflicts", a, "decide", id, "title", "3", status=2)
    cli("conflicts", a, "decide", "5", "title", "1", status=5)
    cli("conflicts", a, "decide-many", "--side", "KH-nobody", status=5)
    cli("conflicts", th, "decide", id, "title", "1", "--reason", " ", status=5)
    cli("conflicts", th, "decide", id, "title", "1", "--reason", "As the invitation was printed")
    exchange()
    said = cli("query", b, "list", "--json").json["queries"]
    assert [(one["asked_by"].split(", ")[0], one["text"]) for one in said] == [("Bo", "As the invitation was printed")]
    assert cli("conflicts", a, "list", "--json").json == {"conflicts": []}


def test_the_command_line_answers_and_closes_questions(tmp_path: Path) -> None:
    cli = inside()
    cli("init", tmp_path / "w", "--country", "KH", "--office", "O", "--officer", "Dara", "--no-encryption")
    id = cli("add", tmp_path / "w", "training", "title=A", "--json").json["id"]
    query = cli("add", tmp_path / "w", "query", f"record={id}", "field=title", "text=Right?", "--json").json["id"]
    assert [(one["id"], one["text"], one["answered_by"]) for one in cli("query", tmp_path / "w", "list", "--json").json["queries"]] == [(query, "Right?", None)]
    cli("query", tmp_path / "w", "answer", query, status=2)
    cli("query", tmp_path / "w", "answer", query, "--outcome", "confirmed", "--json")
    assert cli("query", tmp_path / "w", "list", "--json").json["queries"][0]["answered_by"] == "Dara, O"
    step = cli("query", tmp_path / "w", "close", query, "--json").json["undo"]
    assert cli("query", tmp_path / "w", "list", "--json").json == {"queries": []}
    cli("undo", tmp_path / "w", step)
    assert len(cli("query", tmp_path / "w", "list", "--json").json["queries"]) == 1
    cli("query", tmp_path / "w", "close", "x", status=5)

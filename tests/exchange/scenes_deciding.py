"""Scenes: values that stand against each other, and questions."""

from __future__ import annotations

from prossce_desktop.domain.model.head_count import HeadCount
from prossce_desktop.domain.model.people import Person
from prossce_desktop.services.decisions import conflict_decisions, questions
from prossce_desktop.services.decisions.open_conflicts import OpenConflict, open_conflicts
from prossce_desktop.services.devices import introductions
from prossce_desktop.services.sync import device_rollback
from prossce_desktop.store.actions.reasons_owed import with_reason
from prossce_desktop.store.devices import known_devices
from tests.exchange.scenes import Region
from tests.exchange.simulator import Desk


def _open(desk: Desk) -> list[OpenConflict]:
    with desk.store.read() as reading:
        return open_conflicts(reading)


def _decide(region: Region, desk: Desk, place: int) -> str:
    region.minutes += 1
    with desk.here():
        return str(conflict_decisions.decide(desk.store, [(_open(desk)[0], place)]).step)


def _set(region: Region, desk: Desk, kind: str, id: int, **fields: object) -> None:
    region.minutes += 1
    with desk.here(), desk.store.work("edit", 1) as work:
        work.set(kind, {id: fields})


def _everywhere(region: Region) -> None:
    for desk in (region.kh1, region.kh2, region.kh1, region.kh2):
        region.round(desk)


def _knows(desk: Desk, mate: Desk) -> bool:
    with desk.store.read() as reading:
        return known_devices.device_of(reading.execute, mate.key) is not None


def _disputed(region: Region) -> int:
    if not _knows(region.kh1, region.kh2):
        region.meet_mate()
    id = region.train(region.kh1, "A")
    _everywhere(region)
    region.retitle(region.kh1, id, "B")
    region.retitle(region.kh2, id, "C")
    _everywhere(region)
    return id


def a_decision(region: Region) -> None:
    """Of two questions one is decided for the one side, one for the other: whichever value were left, it would still stand against it."""
    _disputed(region)
    _disputed(region)
    for place in (0, 1):
        _decide(region, region.kh1, place)
    _everywhere(region)
    assert [_open(desk) for desk in (region.kh1, region.kh2, region.office)] == [[], [], []]


def a_decision_that_is_taken_back(region: Region) -> None:
    _disputed(region)
    step = _decide(region, region.kh1, 0)
    region.minutes += 1
    with region.kh1.here():
        region.kh1.store.undo.undo(step)
    _everywhere(region)
    for desk in (region.kh1, region.kh2, region.office):
        assert [[side.words for side in one.sides] for one in _open(desk)] == [["B", "C"]]


def two_edits_of_one_head_count(region: Region) -> None:
    region.meet_mate()
    activity = region.train(region.kh1, "A")
    with region.kh1.here(), region.kh1.store.work("new", 1) as work:
        [id] = work.new("head_count", [HeadCount(activity=activity, count=100, women=30)])
    _everywhere(region)
    _set(region, region.kh1, "head_count", id, count=50)
    _set(region, region.kh2, "head_count", id, women=70)
    _everywhere(region)
    assert all(one.ok for one in region.office.store.check())


def a_record_taken_out_and_edited(region: Region) -> None:
    region.meet_mate()
    id = region.train(region.kh1, "A")
    _everywhere(region)
    with region.kh1.here(), region.kh1.store.work("remove", 1) as work:
        work.remove([id])
    region.retitle(region.kh2, id, "B")
    _everywhere(region)
    assert [len(_open(desk)) for desk in (region.kh1, region.kh2, region.office)] == [1, 1, 1]


def a_record_taken_out_knowingly(region: Region) -> None:
    region.meet_mate()
    id = region.train(region.kh1, "A")
    _everywhere(region)
    region.retitle(region.kh2, id, "B")
    _everywhere(region)
    with region.kh1.here(), region.kh1.store.work("remove", 1) as work:
        work.remove([id])
    _everywhere(region)
    assert [len(_open(desk)) for desk in (region.kh1, region.kh2, region.office)] == [0, 0, 0]


def two_phones_at_codes(region: Region) -> None:
    region.meet_mate()
    with region.kh1.here(), region.kh1.store.work("new", 1) as work:
        [id] = work.new("person", [Person(name="Dara", phone="012 1")])
    _everywhere(region)
    _set(region, region.kh1, "person", id, phone="012 2")
    _set(region, region.kh2, "person", id, phone="012 3")
    _everywhere(region)
    assert [one.is_withheld for one in _open(region.office)] == [True]
    assert [one.can_decide for one in _open(region.kh1)] == [True]


def a_question_of_the_office(region: Region) -> None:
    id = region.train(region.kh1, "A")
    region.round(region.kh1)
    with region.office.here():
        questions.ask(region.office.store, id, "title", "Is this right?")
    region.round(region.kh1)
    with region.kh1.store.read() as reading:
        assert [one.text for one in questions.about(reading, id)] == ["Is this right?"]


def a_change_by_the_office(region: Region) -> None:
    id = region.train(region.kh1, "A")
    region.round(region.kh1)
    with with_reason("So it says in the list"):
        region.retitle(region.office, id, "B")
    region.round(region.kh1)
    with region.kh1.store.read() as reading:
        assert [one.text for one in questions.about(reading, id)] == ["So it says in the list"]


def a_name_that_the_office_takes_back(region: Region) -> None:
    """What stood before is not at the office: the rest of the step is taken back, the name stays for those who have it."""
    region.meet_mate()
    with region.kh1.here(), region.kh1.store.work("new", 1) as work:
        [person] = work.new("person", [Person(name="Sok Dara", sex="male")])  # type: ignore[arg-type]
    _everywhere(region)
    _set(region, region.kh1, "person", person, name="Sok Dora", sex="female")
    _everywhere(region)
    laptop = region.kh1.store.identity.device
    with region.office.here():
        introductions.revoke(region.office.store, laptop)
        device_rollback.undo_device_steps(region.office.store, laptop, [device_rollback.device_steps(region.office.store, laptop, 1)[0].id])
    region.send(region.office, region.kh2)
    with region.kh2.store.read() as reading:
        assert reading.execute("SELECT name, sex FROM person WHERE id = ?", (person,)).fetchall() == [("Sok Dora", "male")]

"""Scenes: somebody is erased, here, elsewhere, and in what comes late."""

from __future__ import annotations

from prossce_desktop.domain.model.people import Person
from prossce_desktop.domain.operations.erasure import MANY
from prossce_desktop.domain.operations.operation import canonical
from prossce_desktop.services.devices import introductions
from prossce_desktop.services.people import person_erasure
from prossce_desktop.store.workspace.workspace_lifecycle import restore_in_place
from tests.exchange.forging import forged
from tests.exchange.opened import everything_in
from tests.exchange.scenes import MARK, PERSON, Region
from tests.exchange.simulator import Desk


def _erased(region: Region, desk: Desk) -> int:
    """Somebody recorded at the first laptop, known everywhere, is erased at this one."""
    region.meet_mate()
    region.person(region.kh1)
    for one in (region.kh1, region.kh2, region.kh1, region.kh2):
        region.round(one)
    [person] = _people(region.kh1)
    _erase(region, desk, person)
    return person


def _people(desk: Desk) -> list[int]:
    with desk.store.read() as reading:
        return [one.id for one in reading.records("person")]


def _erase(region: Region, desk: Desk, person: int) -> None:
    region.minutes += 1
    with desk.here():
        person_erasure.erase(desk.store, person, "asked for it", region.now(desk))


def _nothing_left(*desks: Desk) -> None:
    for desk in desks:
        assert MARK.casefold() not in everything_in(desk.store), desk.name
        with desk.here():
            assert [one for one in desk.store.check() if not one.ok] == [], desk.name


def a_person_who_is_erased(region: Region) -> None:
    _erased(region, region.kh2)
    for desk in (region.kh2, region.kh1, region.kh2):
        region.round(desk)
    _nothing_left(region.kh1, region.kh2, region.office)
    region.equal(region.kh1, region.kh2)


def a_person_who_is_erased_while_edited(region: Region) -> None:
    person = _erased(region, region.kh1)
    region.minutes += 1
    with region.kh2.here(), region.kh2.store.work("edit", 1) as work:
        work.set("person", {person: {"name": f"Late {MARK}"}})
    region.send(region.kh2, region.kh1)
    _nothing_left(region.kh1)


def somebody_erased_is_edited_again(region: Region) -> None:
    person = _erased(region, region.kh1)
    with region.kh1.here(), region.kh1.store.work("edit", 1) as work:
        work.set("person", {person: {"name": f"Again {MARK}"}})
    _nothing_left(region.kh1)


def a_body_that_says_it_was_rewritten(region: Region) -> None:
    other = canonical(["", {**PERSON, "cols": {"sex": ["female"]}}])
    body = canonical(["00" * 16, PERSON])
    content = forged(region.kh1.store, region.to(region.kh1, region.office), [body], instead=[other], as_rewritten=True)
    found = region.read(region.office, content)
    assert (found.status, found.made) == ("waiting", 0)


def _sealed(region: Region) -> int:
    with region.office.store.read() as reading:
        return int(reading.execute("SELECT count(*) FROM sealed").fetchall()[0][0])


def sealed_parts_of_somebody_erased(region: Region) -> None:
    region.person(region.kh1)
    region.send(region.kh1, region.office)
    assert _sealed(region) == 1
    [person] = _people(region.kh1)
    _erase(region, region.office, person)
    assert _sealed(region) == 0


def a_part_rewritten_by_who_was_not_approved(region: Region) -> None:
    """A third laptop lacks names; the second one, which it never approved, has them and erases one of two people in an operation."""
    with region.kh1.here(), region.kh1.store.work("new", 1) as work:
        work.new("person", [Person(name=f"Dara {MARK}"), Person(name="Sok Srey")])
    region.round(region.kh1)
    region.meet_mate()
    for desk in (region.kh2, region.kh1, region.kh1, region.kh2):
        region.round(desk)
    assert MARK.casefold() in everything_in(region.kh2.store)
    third = region.desk("KH3", "KH")
    with third.here():
        introductions.take_invitation(third.store, region.invitation, region.now(third))
    region.desks["KH3"] = third
    region.let_in(third)
    region.round(third)
    region.round(region.kh2)
    region.approve_all(region.kh2)
    _erase(region, region.kh2, _people(region.kh2)[0])
    for desk in (region.kh2, third, region.kh2, third):
        region.round(desk)
    with third.store.read() as reading:
        assert not reading.execute("SELECT 1 FROM op WHERE erased & 2").fetchall()


def a_copy_from_before_an_erasure(region: Region) -> None:
    region.person(region.kh1)
    with region.kh1.here():
        copy = region.kh1.store.backups.beside()
    _erase(region, region.kh1, *_people(region.kh1))
    with region.kh1.here():
        region.kh1.store.close()
        restore_in_place(region.kh1.folder, None, copy)
        region.reopen(region.kh1)
    _nothing_left(region.kh1)


def a_package_that_erases_everybody(region: Region) -> None:
    with region.kh1.here(), region.kh1.store.work("new", 1) as work:
        work.new("person", [Person(sex="male") for _ in range(MANY + 1)])  # type: ignore[arg-type]
    region.round(region.kh1)
    for person in _people(region.kh1):
        _erase(region, region.kh1, person)
    found = region.send(region.kh1, region.office)
    assert (found.status, found.code) == ("waiting", "many-erased")


def _gone(desk: Desk) -> int:
    with desk.store.read() as reading:
        return int(reading.execute("SELECT count(DISTINCT person) FROM erased").scalar())


def a_laptop_that_erases_everybody_slowly(region: Region) -> None:
    """Seen: 100 people in six packages of 19. It waits at the office, and where the office agreed at the country's other laptop."""
    region.meet_mate()
    with region.kh1.here(), region.kh1.store.work("new", 1) as work:
        work.new("person", [Person(sex="male") for _ in range(3 * MANY)])  # type: ignore[arg-type]
    region.round(region.kh1)
    region.send(region.office, region.kh2)
    everybody = iter(_people(region.kh1))
    for status in ("accepted", "waiting", "waiting"):
        for _ in range(MANY - 1):
            _erase(region, region.kh1, next(everybody))
        with region.kh1.here():
            region.kh1.store.sync.begin_anew()  # another life is no other laptop
        [content] = region.made(region.kh1, region.office)
        assert region.read(region.office, content).status == status
        assert _gone(region.office) == MANY - 1
        region.minutes += 24 * 60
    region.minutes += 40 * 24 * 60
    assert region.send(region.kh1, region.office).code == "many-erased", "what waited is not let in by time"
    assert region.read(region.office, content, many=True).status in ("accepted", "quarantined")
    assert _gone(region.office) == 3 * (MANY - 1)
    assert region.send(region.office, region.kh2).code == "many-erased" and _gone(region.kh2) == 0


def a_laptop_that_erases_few_each_month(region: Region) -> None:
    with region.kh1.here(), region.kh1.store.work("new", 1) as work:
        work.new("person", [Person(sex="male") for _ in range(3 * MANY)])  # type: ignore[arg-type]
    region.round(region.kh1)
    everybody = iter(_people(region.kh1))
    for _ in range(3):
        for _ in range(MANY):
            _erase(region, region.kh1, next(everybody))
        assert region.send(region.kh1, region.office).status == "accepted"
        region.minutes += 31 * 24 * 60
    assert _gone(region.office) == 3 * MANY

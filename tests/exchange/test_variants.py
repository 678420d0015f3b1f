"""The rules of the exchange are each broken on purpose; the scenario named beside must then fail, and holds as the program is.

| the broken rule                                               | caught by                                    |
|---------------------------------------------------------------|----------------------------------------------|
| references are not looked at                                  | a_reference_into_another_country             |
| what an operation replaced need not be here                   | an_edit_of_an_edit_that_is_not_here          |
| any device writes any scope                                   | records_by_a_laptop_of_another_country       |
| records of any scope may be set                               | an_edit_of_another_countrys_record           |
| what the receiver may not read is taken                       | a_package_with_another_countrys_records      |
| the chain is not worked out                                   | a_body_changed_by_who_passes_it_on           |
| heads are believed whoever signed them                        | a_head_signed_by_somebody_else               |
| later operations are not stopped after a refused one          | an_operation_after_a_refused_one             |
| operations of a newer program are applied                     | an_operation_of_a_newer_program              |
| names are sealed to whom the office lists                     | names_and_a_laptop_that_nobody_approved      |
| a laptop that was shut out is not told of                     | names_and_a_laptop_that_was_shut_out         |
| whoever was shut out comes in again by a list                 | a_laptop_shut_out_and_an_office_put_back     |
| wishes for names are not passed on                            | a_laptop_that_comes_later                    |
| the office keeps no sealed parts                              | a_laptop_that_comes_later                    |
| what comes above a hole is applied                            | the_second_part_first                        |
| a receipt only ever grows                                     | an_office_put_back                           |
| the owner of two branches does not give way                   | two_futures_of_a_laptop                      |
| the receiver's own branch is not told                         | two_futures_of_equal_length                  |
| a branch that was given up is taken when it comes late        | a_dropped_branch_that_comes_late             |
| simultaneous values are decided by arrival                    | two_edits_at_once                            |
| personal values stand in the open part                        | a_name_at_codes                              |
| a name is sealed to the office at every level                 | a_name_at_codes                              |
| what is held back of others is part of a country's digest     | a_country_and_what_is_held_back_of_another   |
| a branch of one's own is taken for another's                  | two_clones_that_each_see_the_others_branch   |
| a mark outside counts only the office's own scope             | an_office_that_only_corrects_is_put_back     |
| a decision names only one of the values                       | a_decision                                   |
| a decision that is taken back leaves one value                | a_decision_that_is_taken_back                |
| numbers of one head count are set one by one                  | two_edits_of_one_head_count                  |
| whoever takes a record out hides what others did with it      | a_record_taken_out_and_edited                |
| what a removal had seen is a question all the same            | a_record_taken_out_knowingly                 |
| values that are not here are taken for equal                  | two_phones_at_codes                          |
| a question belongs to who asks                                | a_question_of_the_office                     |
| the log is not rewritten by erasing                           | a_person_who_is_erased                       |
| an erasure is looked for only among what comes later          | a_person_who_is_erased_while_edited          |
| later edits of somebody erased are kept                       | somebody_erased_is_edited_again              |
| a rewritten body is believed without its erasure              | a_body_that_says_it_was_rewritten            |
| the office keeps what it holds sealed of somebody erased      | sealed_parts_of_somebody_erased              |
| a rewritten part is believed whoever sealed it                | a_part_rewritten_by_who_was_not_approved     |
| a copy that is put back is not erased again                   | a_copy_from_before_an_erasure                |
| any number of erasures in a package is taken at once          | a_package_that_erases_everybody              |
"""

from __future__ import annotations

import inspect
import re
import shutil
import textwrap
import types
from collections.abc import Callable
from pathlib import Path

import pytest

from prossce_desktop.domain import logged, operation
from prossce_desktop.domain.erasing import MANY
from prossce_desktop.domain.head_count import HeadCount
from prossce_desktop.domain.operation import canonical
from prossce_desktop.domain.people import Person
from prossce_desktop.domain.training import Training
from prossce_desktop.exchange import package
from prossce_desktop.exchange.members import PERSONAL
from prossce_desktop.exchange.package import open_package
from prossce_desktop.exchange.sealing import opened
from prossce_desktop.services import arriving, deciding, erased_packages, erasing, introductions, own_branches, queries, sending, wants
from prossce_desktop.services.arriving import Outcome
from prossce_desktop.services.open_conflicts import OpenConflict, open_conflicts
from prossce_desktop.store import (
    admitting,
    apply,
    devices,
    digest,
    log,
    own_keys,
    receiving,
    removals,
    scopes,
    settling,
    store,
    work,
    workspace,
)
from prossce_desktop.store import erasing as log_erasing
from prossce_desktop.store import work as work_module
from prossce_desktop.store.devices import Device
from prossce_desktop.store.migrations import SCHEMA
from prossce_desktop.store.workspace import put_back
from tests.exchange.forging import forged
from tests.exchange.opened import everything_in, everything_sent
from tests.exchange.simulator import Desk, Simulator

pytestmark = pytest.mark.slow

MARK = "Zkhquavern"
FIRST = 5 << 40
NEW = {"new": "training", "first": FIRST, "count": 1, "cols": {"title": ["A training"]}}
PERSON = {"new": "person", "first": FIRST, "count": 1, "cols": {"sex": ["male"]}}


class Region(Simulator):
    """The regional office, two laptops of Cambodia and one of Laos, all let in; nothing happens by itself."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, 0)
        self.kh1, self.kh2, self.la = self.desks.values()
        for desk in (self.kh1, self.la):
            self.let_in(desk)

    def to(self, desk: Desk, receiver: Desk) -> Device:
        with desk.store.read() as reading:
            found = devices.device_of(reading.execute, receiver.key)
        assert found is not None
        return found

    def made(self, desk: Desk, receiver: Desk, most: int = 10_000_000) -> list[bytes]:
        self.minutes += 1
        with desk.here():
            return [one.content for one in sending.make(desk.store, self.to(desk, receiver), self.now(desk), most=most)]

    def read(self, desk: Desk, content: bytes) -> Outcome:
        with desk.here():
            return arriving.read(desk.store, content, self.now(desk))

    def send(self, desk: Desk, receiver: Desk) -> Outcome:
        [content] = self.made(desk, receiver)
        return self.read(receiver, content)

    def round(self, desk: Desk) -> None:
        """To the office and back."""
        self.send(desk, self.office)
        self.send(self.office, desk)

    def forge(self, desk: Desk, *blocks: object, **more: object) -> Outcome:
        """Each block an operation of its own."""
        bodies = [canonical(["00" * 16, block]) for block in blocks]
        return self.read(self.office, forged(desk.store, self.to(desk, self.office), bodies, **more))  # type: ignore[arg-type]

    def train(self, desk: Desk, title: str) -> int:
        self.minutes += 1
        with desk.here(), desk.store.work("new", 1) as work:
            return work.new("training", [Training(title=title)])[0]

    def person(self, desk: Desk) -> None:
        with desk.here(), desk.store.work("new", 1) as work:
            work.new("person", [Person(name=f"Dara {MARK}", phone=f"012 {MARK}")])

    def retitle(self, desk: Desk, id: int, title: str) -> None:
        self.minutes += 1
        with desk.here(), desk.store.work("edit", 1) as work:
            work.set("training", {id: {"title": title}})

    def equal(self, *those: Desk) -> None:
        for desk in those:
            assert desk.store.digest(("KH",)).shared == self.office.store.digest(("KH",)).shared, desk.name

    def meet_mate(self) -> None:
        """The second laptop comes in, and both approve each other."""
        self.let_in(self.kh2)
        for desk in (self.kh1, self.kh2):
            self.round(desk)
        for desk in (self.kh1, self.kh2):
            self.send(self.office, desk)
            self.approve_all(desk)

    def go_back(self, desk: Desk, image: Path) -> None:
        with desk.here():
            desk.store.close()
            shutil.rmtree(desk.computer)
            shutil.copytree(image, desk.computer, copy_function=shutil.copy2)
            self._reopen(desk)


# What a laptop may write


def a_reference_into_another_country(region: Region) -> None:
    region.forge(region.la, PERSON, scope="LA")
    region.forge(region.kh1, {**NEW, "first": FIRST + 9})
    found = region.forge(
        region.kh1, {"new": "participation", "first": FIRST + 99, "count": 1, "cols": {"person": [FIRST], "activity": [FIRST + 9], "stage": ["attended"]}}
    )
    assert (found.status, found.made) == ("quarantined", 0)


def an_edit_of_an_edit_that_is_not_here(region: Region) -> None:
    region.forge(region.kh1, NEW)
    before = region.office.store.digest().digest
    region.forge(region.kh1, {"set": "training", "ids": [FIRST], "cols": {"title": ["B"]}, "prevs": {"title": {"0": [17 << 24 | 2]}}})
    assert region.office.store.digest().digest == before


def records_by_a_laptop_of_another_country(region: Region) -> None:
    found = region.forge(region.kh1, NEW, of=region.la.store)
    assert (found.status, found.made) == ("quarantined", 0)


def an_edit_of_another_countrys_record(region: Region) -> None:
    region.forge(region.la, NEW, scope="LA")
    before = region.office.store.digest().digest
    found = region.forge(region.kh1, {"set": "training", "ids": [FIRST], "cols": {"title": ["B"]}})
    assert (found.status, region.office.store.digest().digest) == ("quarantined", before)


def a_package_with_another_countrys_records(region: Region) -> None:
    found = region.forge(region.kh1, NEW, scope="LA")
    assert (found.status, found.code) == ("refused", "hostile")


def a_body_changed_by_who_passes_it_on(region: Region) -> None:
    other = canonical(["00" * 16, {**NEW, "cols": {"title": ["Another"]}}])
    found = region.forge(region.kh1, NEW, instead=[other])
    assert (found.status, found.code) == ("refused", "hostile")


def a_head_signed_by_somebody_else(region: Region) -> None:
    region.let_in(region.kh2)
    found = region.forge(region.kh1, NEW, of=region.kh2.store, signer=region.kh1.store)
    assert (found.status, found.code) == ("refused", "bad-signature")


def an_operation_after_a_refused_one(region: Region) -> None:
    found = region.forge(region.kh1, NEW, NEW, {**NEW, "first": FIRST + 9})
    assert (found.new, found.made) == (3, 1)


def an_operation_of_a_newer_program(region: Region) -> None:
    found = region.forge(region.kh1, NEW, schema=SCHEMA + 1)
    assert (found.code, found.made) == ("newer-version", 0)


# Who reads what


def _opens(region: Region, content: bytes, desk: Desk) -> bool:
    with region.office.store.read() as reading:
        sealed = open_package(content, [own_keys.box_identity(reading.execute) or ""]).members[PERSONAL]
    with desk.store.read() as reading:
        return opened(sealed, [own_keys.box_identity(reading.execute) or ""]) is not None


def names_and_a_laptop_that_nobody_approved(region: Region) -> None:
    region.let_in(region.kh2)
    region.round(region.kh1)
    region.person(region.kh1)
    [content] = region.made(region.kh1, region.office)
    assert not _opens(region, content, region.kh2)


def names_and_a_laptop_that_was_shut_out(region: Region) -> None:
    region.meet_mate()
    region.person(region.kh1)
    [content] = region.made(region.kh1, region.office)
    assert _opens(region, content, region.kh2)
    introductions.revoke(region.office.store, region.kh2.store.identity.device)
    region.round(region.kh1)
    region.person(region.kh1)
    [content] = region.made(region.kh1, region.office)
    assert not _opens(region, content, region.kh2)


def a_laptop_shut_out_and_an_office_put_back(region: Region) -> None:
    region.meet_mate()
    copy = region.office.store.backup_beside()
    introductions.revoke(region.office.store, region.kh2.store.identity.device)
    region.send(region.office, region.kh1)
    with region.office.here():
        region.office.store.close()
        put_back(region.office.folder, None, copy)
        region._reopen(region.office)
    region.send(region.office, region.kh1)
    assert region.to(region.kh1, region.kh2).state == "revoked"


def a_laptop_that_comes_later(region: Region) -> None:
    region.person(region.kh1)
    region.round(region.kh1)
    region.meet_mate()
    for desk in (region.kh2, region.kh1, region.kh1, region.kh2):
        region.round(desk)
    assert MARK.casefold() in everything_in(region.kh2.store)
    assert region.kh1.store.digest(("KH",)) == region.kh2.store.digest(("KH",))


def a_name_at_codes(region: Region) -> None:
    region.person(region.kh1)
    [content] = region.made(region.kh1, region.office)
    with region.office.store.read() as reading:
        assert MARK.casefold() not in everything_sent(content, own_keys.box_identity(reading.execute) or "")
    assert region.read(region.office, content).made == 1
    assert MARK.casefold() not in everything_in(region.office.store)


# Mails and computers


def the_second_part_first(region: Region) -> None:
    for n in range(4):
        region.train(region.kh1, f"Training {n}")
    parts = region.made(region.kh1, region.office, most=3_000)
    assert len(parts) > 1
    for content in reversed(parts[1:]):
        assert region.read(region.office, content).status == "waiting"
    region.read(region.office, parts[0])
    region.equal(region.kh1)
    assert all(one.ok for one in region.office.store.check())


def an_office_put_back(region: Region) -> None:
    region.send(region.office, region.kh1)
    copy = region.office.store.backup_beside()
    region.train(region.kh1, "A")
    region.round(region.kh1)
    with region.office.here():
        region.office.store.close()
        put_back(region.office.folder, None, copy)
        region._reopen(region.office)
    for _ in range(2):
        region.round(region.kh1)
    region.equal(region.kh1)


def two_futures_of_a_laptop(region: Region) -> None:
    region.train(region.kh1, "Before")
    image = region._image(region.kh1)
    region.train(region.kh1, "One future")
    region.round(region.kh1)
    region.go_back(region.kh1, image)
    for n in range(3):
        region.train(region.kh1, f"The other future {n}")
    for _ in range(4):
        region.round(region.kh1)
    region.equal(region.kh1)
    assert region.office.store.digest().kinds == {"training": 5}


def two_futures_of_equal_length(region: Region) -> None:
    image = region._image(region.kh1)
    region.train(region.kh1, "One future")
    region.round(region.kh1)
    region.go_back(region.kh1, image)
    region.train(region.kh1, "The other future")
    for _ in range(4):
        region.send(region.office, region.kh1)
        region.send(region.kh1, region.office)
    region.equal(region.kh1)


def a_dropped_branch_that_comes_late(region: Region) -> None:
    region.meet_mate()
    region.train(region.kh1, "Before")
    image = region._image(region.kh1)
    region.train(region.kh1, "One future")
    region.round(region.kh1)
    region.go_back(region.kh1, image)
    region.train(region.kh1, "The other future")
    region.send(region.kh1, region.kh2)
    [late] = region.made(region.kh2, region.office)
    for _ in range(4):
        region.round(region.kh1)
    region.equal(region.kh1)
    assert region.read(region.office, late).status in ("accepted", "already_known")
    region.equal(region.kh1)


def a_country_and_what_is_held_back_of_another(region: Region) -> None:
    region.train(region.la, "A")
    region.send(region.la, region.office)
    region.forge(region.kh1, NEW, NEW)
    assert region.la.store.digest(("LA",)).shared == region.office.store.digest(("LA",)).shared


def two_clones_that_each_see_the_others_branch(region: Region) -> None:
    """Neither issues again what the other one wrote."""
    region.train(region.kh1, "Before")
    image = region._image(region.kh1)
    region.train(region.kh1, "One future")
    region.send(region.kh1, region.office)
    region.go_back(region.kh1, image)
    region.train(region.kh1, "The other future")
    [other] = region.made(region.kh1, region.office)
    for _ in range(2):
        region.send(region.office, region.kh1)
        region.send(region.kh1, region.office)
    region.read(region.office, other)
    for _ in range(3):
        region.round(region.kh1)
    assert region.office.store.digest().kinds == {"training": 3}
    with region.office.store.read() as reading:
        assert reading.execute("SELECT count(*) FROM op WHERE state <> 0").fetchall()[0][0] == 0
    region.equal(region.kh1)


def two_edits_at_once(region: Region) -> None:
    region.meet_mate()
    id = region.train(region.kh1, "A")
    region.round(region.kh1)
    region.round(region.kh2)
    region.retitle(region.kh1, id, "B")
    region.retitle(region.kh2, id, "C")
    for desk in (region.kh1, region.kh2, region.kh1):
        region.round(desk)
    region.equal(region.kh1, region.kh2)
    shown = [desk.store.digest(("KH",)).digest for desk in (region.kh1, region.kh2, region.office)]
    assert shown[0] == shown[1] == shown[2]


def an_office_that_only_corrects_is_put_back(region: Region) -> None:
    id = region.train(region.kh1, "A")
    region.round(region.kh1)
    region.retitle(region.office, id, "B")
    image = region._image(region.office)
    before = region.office.store.identity.incarnation
    region.retitle(region.office, id, "C")
    with region.office.here():  # only the workspace is put back: what is kept outside says how far it had come
        region.office.store.close()
        shutil.rmtree(region.office.folder)
        shutil.copytree(image / "workspace", region.office.folder, copy_function=shutil.copy2)
        region._reopen(region.office)
    region.retitle(region.office, id, "D")
    assert region.office.store.identity.incarnation != before


# Erasing


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
        erasing.erase(desk.store, person, "asked for it", region.now(desk))


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
    third = region._desk("KH3", "KH")
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
        copy = region.kh1.store.backup_beside()
    _erase(region, region.kh1, *_people(region.kh1))
    with region.kh1.here():
        region.kh1.store.close()
        put_back(region.kh1.folder, None, copy)
        region._reopen(region.kh1)
    _nothing_left(region.kh1)


def a_package_that_erases_everybody(region: Region) -> None:
    with region.kh1.here(), region.kh1.store.work("new", 1) as work:
        work.new("person", [Person(sex="male") for _ in range(MANY + 1)])  # type: ignore[arg-type]
    region.round(region.kh1)
    for person in _people(region.kh1):
        _erase(region, region.kh1, person)
    found = region.send(region.kh1, region.office)
    assert (found.status, found.code) == ("waiting", "many-erased")


# What is decided, and asked


def _open(desk: Desk) -> list[OpenConflict]:
    with desk.store.read() as reading:
        return open_conflicts(reading)


def _decide(region: Region, desk: Desk, place: int) -> str:
    region.minutes += 1
    with desk.here():
        return str(deciding.decide(desk.store, [(_open(desk)[0], place)]).step)


def _set(region: Region, desk: Desk, kind: str, id: int, **fields: object) -> None:
    region.minutes += 1
    with desk.here(), desk.store.work("edit", 1) as work:
        work.set(kind, {id: fields})


def _everywhere(region: Region) -> None:
    for desk in (region.kh1, region.kh2, region.kh1, region.kh2):
        region.round(desk)


def _knows(desk: Desk, mate: Desk) -> bool:
    with desk.store.read() as reading:
        return devices.device_of(reading.execute, mate.key) is not None


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
        region.kh1.store.undo(step)
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
    assert [one.is_elsewhere for one in _open(region.office)] == [True]
    assert [one.can_decide for one in _open(region.kh1)] == [True]


def a_question_of_the_office(region: Region) -> None:
    id = region.train(region.kh1, "A")
    region.round(region.kh1)
    with region.office.here():
        queries.ask(region.office.store, id, "title", "Is this right?")
    region.round(region.kh1)
    with region.kh1.store.read() as reading:
        assert [one.text for one in queries.about(reading, id)] == ["Is this right?"]


SCENARIOS: dict[str, Callable[[Region], None]] = {
    one.__name__: one
    for one in (
        a_reference_into_another_country, an_edit_of_an_edit_that_is_not_here, records_by_a_laptop_of_another_country,
        an_edit_of_another_countrys_record, a_package_with_another_countrys_records, a_body_changed_by_who_passes_it_on,
        a_head_signed_by_somebody_else, an_operation_after_a_refused_one, an_operation_of_a_newer_program,
        names_and_a_laptop_that_nobody_approved, names_and_a_laptop_that_was_shut_out,
        a_laptop_shut_out_and_an_office_put_back, a_laptop_that_comes_later, a_name_at_codes,
        the_second_part_first, an_office_put_back, two_futures_of_a_laptop, two_futures_of_equal_length, a_dropped_branch_that_comes_late,
        two_edits_at_once, a_country_and_what_is_held_back_of_another, two_clones_that_each_see_the_others_branch, an_office_that_only_corrects_is_put_back,
        a_person_who_is_erased, a_person_who_is_erased_while_edited, somebody_erased_is_edited_again, a_body_that_says_it_was_rewritten,
        sealed_parts_of_somebody_erased, a_part_rewritten_by_who_was_not_approved, a_copy_from_before_an_erasure, a_package_that_erases_everybody,
        a_decision, a_decision_that_is_taken_back, two_edits_of_one_head_count, a_record_taken_out_and_edited, a_record_taken_out_knowingly,
        two_phones_at_codes, a_question_of_the_office,
    )
}  # fmt: skip

Broken = Callable[[pytest.MonkeyPatch], None]


def rewritten(module: types.ModuleType, path: str, old: str, new: str) -> Broken:
    """A function or method of a module with one piece of its text replaced."""

    def put(patch: pytest.MonkeyPatch) -> None:
        owner: object = module
        *before, name = path.split(".")
        for one in before:
            owner = getattr(owner, one)
        function = getattr(owner, name)
        text = textwrap.dedent(inspect.getsource(function))
        assert text.count(old) == 1, f"{path} has changed: {old!r} stands there {text.count(old)} times"
        made: dict[str, Callable[..., object]] = {}
        exec(compile("from __future__ import annotations\n" + text.replace(old, new), module.__file__ or "", "exec"), module.__dict__, made)
        patch.setattr(owner, name, made[name])

    return put


def everywhere(user: types.ModuleType, broken: Broken) -> Broken:
    """A module that took `settle` by its name uses the broken one too."""

    def put(patch: pytest.MonkeyPatch) -> None:
        broken(patch)
        patch.setattr(user, "settle", settling.settle)

    return put


def instead(owner: object, name: str, other: object) -> Broken:
    """One name of a module or class stands for something else."""
    return lambda patch: patch.setattr(owner, name, other)


APPROVED_ALL = rewritten(sending, "_Making._personal_recipients", "one.approved and ", "")
VARIANTS: dict[str, tuple[str, Broken]] = {
    "references are not looked at": ("a_reference_into_another_country", instead(admitting, "REFERENCES", {})),
    "what an operation replaced need not be here": (
        "an_edit_of_an_edit_that_is_not_here", instead(admitting._Looking, "_are_held", lambda *_: True),
    ),
    "any device writes any scope": ("records_by_a_laptop_of_another_country", instead(Device, "may_write", lambda *_: True)),
    "records of any scope may be set": (
        "an_edit_of_another_countrys_record",
        rewritten(admitting, "_Looking._why_not_block", "if lot[3] != scope or lot[2] != block.kind:", "if lot[2] != block.kind:"),
    ),
    "what the receiver may not read is taken": (
        "a_package_with_another_countrys_records", instead(arriving.Arrival, "_refuse_unreadable", lambda *_: None),
    ),
    "the chain is not worked out": ("a_body_changed_by_who_passes_it_on", instead(logged.Stretch, "is_whole", lambda _: True)),
    "heads are believed whoever signed them": (
        "a_head_signed_by_somebody_else",
        rewritten(package, "Package.stretches", "if not all(is_signed(", "if not all(True or is_signed("),
    ),
    "later operations are not stopped after a refused one": (
        "an_operation_after_a_refused_one", rewritten(admitting, "_Looking.why_not", "if source in self.stopped and not erases(title):", "if False:"),
    ),
    "operations of a newer program are applied": (
        "an_operation_of_a_newer_program", rewritten(admitting, "_Looking._why_not_from", "if schema > SCHEMA:", "if False:"),
    ),
    "names are sealed to whom the office lists": ("names_and_a_laptop_that_nobody_approved", APPROVED_ALL),
    "whoever was shut out comes in again by a list": (
        "a_laptop_shut_out_and_an_office_put_back",
        rewritten(arriving, "Arrival._keep_colleague", "state == REVOKED or found.state == REVOKED", "state == REVOKED"),
    ),
    "a laptop that was shut out is not told of": (
        "names_and_a_laptop_that_was_shut_out", rewritten(sending, "_Making._devices", "one.state != ASKING", "one.is_heard"),
    ),
    "wishes for names are not passed on": ("a_laptop_that_comes_later", instead(wants, "wanted_by", lambda *_: [])),
    "the office keeps no sealed parts": ("a_laptop_that_comes_later", instead(arriving.Arrival, "_keep_sealed", lambda *_: None)),
    "what comes above a hole is applied": (
        "the_second_part_first",
        rewritten(receiving, "_take", "if stretch.since > held:", "if stretch.since > held and False:"),
    ),
    "a receipt only ever grows": (
        "an_office_put_back",
        instead(
            arriving, "keep_receipt",
            lambda db, device, held: db.executemany(
                "INSERT INTO receipt VALUES(?, ?, ?) ON CONFLICT DO UPDATE SET n = max(n, excluded.n)", [(device, *one) for one in held.items()]
            ),
        ),
    ),
    "the owner of two branches does not give way": ("two_futures_of_a_laptop", instead(own_branches, "_give_way", lambda *_: None)),
    "the receiver's own branch is not told": ("two_futures_of_equal_length", instead(sending._Making, "_yours", lambda _: {})),
    "a branch that was given up is taken when it comes late": (
        "a_dropped_branch_that_comes_late", instead(receiving, "is_given_up", lambda *_: lambda *_: False),
    ),
    "simultaneous values are decided by arrival": (
        "two_edits_at_once", rewritten(apply, "_set", "if heads or id in self_replaced or values is None:", "if values is None:"),
    ),
    "personal values stand in the open part": ("a_name_at_codes", instead(operation, "personal_fields", lambda _: frozenset())),
    "a name is sealed to the office at every level": ("a_name_at_codes", rewritten(
        sending, "_Making._personal_recipients", "self._to.regional and self._to.gets_names", "self._to.regional",
    )),
    "what is held back of others is part of a country's digest": (
        "a_country_and_what_is_held_back_of_another", rewritten(digest, "_shared", " if id >> 24 in counted", ""),
    ),
    "a branch of one's own is taken for another's": (
        "two_clones_that_each_see_the_others_branch", instead(own_branches, "_is_earlier", lambda *_: False),
    ),
    "a mark outside counts only the office's own scope": (
        "an_office_that_only_corrects_is_put_back", instead(store, "written_in", lambda db, own: log.last_of(db, own)[0]),
    ),
    "a decision names only one of the values": (
        "a_decision",
        rewritten(
            work, "Work._set_block", "prevs.setdefault(name, {}).setdefault(place[record], []).append(op)",
            "prevs.setdefault(name, {})[place[record]] = [op]",
        ),
    ),
    "a decision that is taken back leaves one value": (
        "a_decision_that_is_taken_back", instead(work.Work, "put_beside", lambda *_: None),
    ),
    "numbers of one head count are set one by one": ("two_edits_of_one_head_count", instead(work.Work, "_complete", lambda *_: None)),
    "whoever takes a record out hides what others did with it": (
        "a_record_taken_out_and_edited", instead(settling, "unseen", lambda *_: []),
    ),
    "what a removal had seen is a question all the same": (
        "a_record_taken_out_knowingly", instead(removals, "_seen_in", lambda *_: {}),
    ),
    "values that are not here are taken for equal": (
        "two_phones_at_codes", everywhere(apply, rewritten(settling, "settle", " or (None in values and len(heads) > 1)", "")),
    ),
    "a question belongs to who asks": ("a_question_of_the_office", instead(scopes.Scopes, "of_new", lambda self, *_: self._own)),
    "the log is not rewritten by erasing": ("a_person_who_is_erased", rewritten(log_erasing, "forget", "if done.changed:", "if False:")),
    "an erasure is looked for only among what comes later": (
        "a_person_who_is_erased_while_edited",
        rewritten(log_erasing, "forget", 'ops = {int(row[0]) for row in db.execute("SELECT id FROM op WHERE state <> 0").fetchall()}', "ops = set()"),
    ),
    "later edits of somebody erased are kept": ("somebody_erased_is_edited_again", instead(work_module, "pass_over", lambda *_: None)),
    "a rewritten body is believed without its erasure": ("a_body_that_says_it_was_rewritten", instead(arriving, "are_explained", lambda *_: True)),
    "the office keeps what it holds sealed of somebody erased": (
        "sealed_parts_of_somebody_erased", instead(erased_packages, "forget_sealed", lambda *_: 0),
    ),
    "a rewritten part is believed whoever sealed it": (
        "a_part_rewritten_by_who_was_not_approved", instead(arriving.Arrival, "_is_believed", lambda *_: True),
    ),
    "a copy that is put back is not erased again": ("a_copy_from_before_an_erasure", instead(workspace, "erase_again", lambda _: 0)),
    "any number of erasures in a package is taken at once": ("a_package_that_erases_everybody", instead(arriving, "MANY", 1_000)),
}  # fmt: skip


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_scenario_holds(tmp_path: Path, name: str) -> None:
    region = Region(tmp_path)
    SCENARIOS[name](region)
    region.close()


@pytest.mark.parametrize("rule", VARIANTS)
def test_the_broken_rule_is_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rule: str) -> None:
    name, broken = VARIANTS[rule]
    region = Region(tmp_path)
    broken(monkeypatch)
    with pytest.raises(AssertionError):
        SCENARIOS[name](region)
    monkeypatch.undo()
    region.close()


def test_the_table_names_every_variant_with_its_scenario() -> None:
    assert __doc__ is not None
    told = {(row[0], row[1]) for row in re.findall(r"^\| (.+?) +\| (\w+) +\|$", __doc__, re.M)}
    assert told == {(rule, name) for rule, (name, _broken) in VARIANTS.items()}
    assert {name for name, _broken in VARIANTS.values()} == set(SCENARIOS)

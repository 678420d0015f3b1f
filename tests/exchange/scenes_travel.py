"""Scenes: what a laptop may write, what may be read, what is lost and comes twice."""

from __future__ import annotations

import contextlib
import shutil
from dataclasses import replace

from prossce_desktop.domain.model.organisations_and_results import Organisation
from prossce_desktop.domain.model.people import Person
from prossce_desktop.domain.model.scopes import SHARED, ShareLevel
from prossce_desktop.domain.operations.op_id import LAST_NUMBER
from prossce_desktop.domain.operations.operation import canonical
from prossce_desktop.errors import InvitationRefused, OtherOffice
from prossce_desktop.exchange.age_encryption import opened
from prossce_desktop.exchange.join_letters import SharedLists, write_letter
from prossce_desktop.exchange.operation_codec import write_body
from prossce_desktop.exchange.package import open_package
from prossce_desktop.exchange.sandboxed_parsing import read_invitation
from prossce_desktop.exchange.zip_members import PERSONAL
from prossce_desktop.services.devices import introductions
from prossce_desktop.services.packages.operation_ranges import portion_after
from prossce_desktop.services.people import person_erasure
from prossce_desktop.services.sync import device_rollback
from prossce_desktop.store.devices import device_keys, known_devices, revocation
from prossce_desktop.store.log.version_vector import held_sources, operations_of
from prossce_desktop.store.migrations import SCHEMA
from prossce_desktop.store.workspace.workspace_lifecycle import Plain, create, restore_in_place
from tests.exchange.forging import forged
from tests.exchange.opened import everything_in, everything_sent
from tests.exchange.scenes import FIRST, MARK, NEW, PERSON, Region
from tests.exchange.simulator import Desk

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
        sealed = open_package(content, [device_keys.box_identity(reading.execute) or ""]).members[PERSONAL]
    with desk.store.read() as reading:
        return opened(sealed, [device_keys.box_identity(reading.execute) or ""]) is not None


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
    copy = region.office.store.backups.beside()
    introductions.revoke(region.office.store, region.kh2.store.identity.device)
    region.send(region.office, region.kh1)
    with region.office.here():
        region.office.store.close()
        restore_in_place(region.office.folder, None, copy)
        region.reopen(region.office)
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
        assert MARK.casefold() not in everything_sent(content, device_keys.box_identity(reading.execute) or "")
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
    copy = region.office.store.backups.beside()
    region.train(region.kh1, "A")
    region.round(region.kh1)
    with region.office.here():
        region.office.store.close()
        restore_in_place(region.office.folder, None, copy)
        region.reopen(region.office)
    for _ in range(2):
        region.round(region.kh1)
    region.equal(region.kh1)


def two_futures_of_a_laptop(region: Region) -> None:
    region.train(region.kh1, "Before")
    image = region.image(region.kh1)
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
    image = region.image(region.kh1)
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
    image = region.image(region.kh1)
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
    image = region.image(region.kh1)
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
    image = region.image(region.office)
    before = region.office.store.identity.incarnation
    region.retitle(region.office, id, "C")
    with region.office.here():  # only the workspace is put back: what is kept outside says how far it had come
        region.office.store.close()
        shutil.rmtree(region.office.folder)
        shutil.copytree(image / "workspace", region.office.folder, copy_function=shutil.copy2)
        region.reopen(region.office)
    region.retitle(region.office, id, "D")
    assert region.office.store.identity.incarnation != before


def an_invitation_of_a_strangers_office(region: Region) -> None:
    office = region.to(region.kh1, region.office)
    with region.kh1.store.read() as reading:
        words = introductions.words_of(office, introductions.own_device(reading.execute, region.kh1.store.identity))
    introductions.compared_with_office(region.kh1.store, words)
    stranger, _key = create(region.folder / "stranger", country="TH", office="Region", officer="Bo", unlock=Plain())
    theirs, _said = introductions.invite(stranger, region.now(region.office))
    stranger.close()
    with contextlib.suppress(OtherOffice):
        introductions.take_invitation(region.kh1.store, theirs, region.now(region.kh1))
    assert region.to(region.kh1, region.office).state == known_devices.ACCEPTED


def an_invitation_in_a_package_that_asks_for_names(region: Region) -> None:
    region.round(region.kh1)
    region.minutes += 1
    with region.office.here():
        introductions.invite(region.office.store, region.now(region.office), country="KH", share=ShareLevel.names)
    region.round(region.kh1)
    assert region.to(region.kh1, region.office).share == ShareLevel.codes


# What only its own laptop gives up, and everybody's lists


def a_colleague_that_gives_up_what_others_did(region: Region) -> None:
    """It says of what the first laptop did, and the office has, that it is given up, and issues something else in its place."""
    region.let_in(region.kh2)
    region.train(region.kh1, "Of the first")
    region.round(region.kh1)
    own = region.kh1.store.identity.own.number
    with region.office.store.read() as reading:
        ((id, hash),) = reading.execute('SELECT id, "hash" FROM op WHERE id >> 24 = ? ORDER BY id DESC LIMIT 1', (own,)).fetchall()
    short = int.from_bytes(bytes(hash)[:8], "big") % (1 << 62)
    for numbers in (f"{own} {id & LAST_NUMBER} {short} 1", f"{own} {id & LAST_NUMBER} {short}"):
        bodies = [canonical(["00" * 16]), canonical(["00" * 16, {**NEW, "first": FIRST + len(numbers)}])]
        titles = (f"fork {numbers}", "new 1")
        region.read(region.office, forged(region.kh2.store, region.to(region.kh2, region.office), bodies, titles=titles))
    with region.office.store.read() as reading:
        assert reading.execute("SELECT state FROM op WHERE id = ?", (id,)).fetchall() == [(0,)]
    region.round(region.kh1)
    region.equal(region.kh1)


def an_office_put_back_with_its_lists(region: Region) -> None:
    region.round(region.la)
    copy = region.office.store.backups.beside()
    with region.office.here(), region.office.store.work("new", 1) as work:
        work.new("organisation", [Organisation(name="JobNet")])
    region.send(region.office, region.la)
    with region.office.here():
        region.office.store.close()
        restore_in_place(region.office.folder, None, copy)
        region.reopen(region.office)
    for _ in range(2):
        region.round(region.la)
    assert region.office.store.digest((SHARED,)).kinds == region.la.store.digest((SHARED,)).kinds == {"organisation": 1}


def an_invitation_with_records_of_a_country(region: Region) -> None:
    """What the office holds of Laos, in an invitation that Cambodia opens."""
    region.train(region.la, "Of Laos")
    region.round(region.la)
    with region.office.here(), region.office.store.read() as reading:
        sign = device_keys.signer(reading.execute)
        [one] = held_sources(reading.execute, ("LA",))
        portion = portion_after(reading.execute, region.office.key, sign, one, 0)
        assert portion is not None
        body = write_body([list(operations_of(reading.execute, one.source, 0, one.last))])
        known = read_invitation(region.invitation)
        letter = write_letter(replace(known, made=known.made + 1, lists=SharedLists((portion.range(),), body)), sign)
    with region.kh1.store.sync.exchanging() as db:
        known_devices.keep_device(db, replace(region.to(region.kh1, region.office), compared=True))
    with region.kh1.here(), contextlib.suppress(InvitationRefused):
        introductions.take_invitation(region.kh1.store, letter, region.now(region.kh1))
    with region.kh1.store.read() as reading:
        assert held_sources(reading.execute, ("LA",)) == []


# Shutting out


def _titles(desk: Desk) -> set[str]:
    with desk.store.read() as reading:
        return {row[0] for row in reading.execute("SELECT title FROM training WHERE removed = 0").fetchall()}


def _shut_out(region: Region, desk: Desk) -> str:
    region.minutes += 1
    with region.office.here():
        introductions.revoke(region.office.store, desk.store.identity.device)
    return desk.store.identity.device


def _stick(region: Region, desk: Desk, other: Desk) -> None:
    for content in region.made(desk, other):
        region.read(other, content)


def a_laptop_shut_out_that_writes_through_a_colleague(region: Region) -> None:
    """The office heard of it first, the colleague last: both hold back the same, and let the same in once a person at the office does."""
    region.meet_mate()
    region.train(region.kh2, "Before")
    region.round(region.kh2)
    name = _shut_out(region, region.kh2)
    later = region.train(region.kh2, "Beyond")
    with region.kh2.here():
        region.kh2.store.sync.begin_anew()
    region.train(region.kh2, "In another life")
    _stick(region, region.kh2, region.kh1)
    assert _titles(region.kh1) >= {"Beyond", "In another life"}, "nobody told it yet"
    region.retitle(region.kh1, later, "Built on it")
    region.train(region.kh1, "Of its own")
    assert region.send(region.kh1, region.office).status == "quarantined"
    assert _titles(region.office) == {"Before", "Of its own"}
    region.send(region.office, region.kh1)
    assert _titles(region.kh1) == {"Before", "Of its own"}, "also what was applied, and what builds on it"
    region.send(region.kh1, region.office)
    region.equal(region.kh1)
    with region.office.here():
        assert device_rollback.admit_after_revocation(region.office.store, name, region.now(region.office)) == device_rollback.count_after_revocation(region.office.store, name) + 2
    everything = {"Before", "Of its own", "Built on it", "In another life"}
    assert _titles(region.office) == everything
    region.round(region.kh1)
    assert _titles(region.kh1) == everything
    region.equal(region.kh1)
    assert region.office.store.digest(("KH",)).digest == region.kh1.store.digest(("KH",)).digest
    region.train(region.kh2, "Later still")
    assert region.read(region.kh1, _sent_all_the_same(region)).status in ("refused", "quarantined")
    assert _titles(region.kh1) == everything


def _sent_all_the_same(region: Region) -> bytes:
    """What the laptop that was shut out sends to its colleague all the same."""
    [content] = region.made(region.kh2, region.kh1)
    return content


def what_replaces_an_edit_of_a_laptop_shut_out(region: Region) -> None:
    region.meet_mate()
    ours, other = region.train(region.kh1, "Ours"), region.train(region.kh1, "Another")
    region.round(region.kh1)
    region.send(region.office, region.kh2)
    _shut_out(region, region.kh2)
    region.retitle(region.kh2, ours, "Spoiled")
    _stick(region, region.kh2, region.kh1)
    region.retitle(region.kh1, ours, "Spoiled, and corrected")
    region.retitle(region.kh1, other, "Another, corrected")
    region.round(region.kh1)
    assert _titles(region.office) == _titles(region.kh1) == {"Ours", "Another, corrected"}


def a_colleague_that_says_where_another_ended(region: Region) -> None:
    region.meet_mate()
    region.train(region.kh2, "Mine")
    region.round(region.kh2)
    mark = revocation.mark_of(region.kh2.key)
    region.read(region.office, forged(region.kh1.store, region.to(region.kh1, region.office), [canonical(["00" * 16])], title=f"bound {mark}"))
    region.train(region.kh2, "Mine too")
    region.round(region.kh2)
    assert _titles(region.office) >= {"Mine", "Mine too"}


def an_erasure_of_a_laptop_shut_out(region: Region) -> None:
    region.meet_mate()
    with region.kh1.here(), region.kh1.store.work("new", 1) as work:
        work.new("person", [Person(name="Dara", province="KH-12")])
    for desk in (region.kh1, region.kh2, region.kh2):
        region.round(desk)
    _shut_out(region, region.kh2)
    with region.kh2.store.read() as reading:
        [person] = [one.id for one in reading.records("person")]
    region.minutes += 1
    with region.kh2.here():
        person_erasure.erase(region.kh2.store, person, "asked for it", region.now(region.kh2))
    _stick(region, region.kh2, region.kh1)
    region.round(region.kh1)
    with region.office.store.read() as reading:
        assert reading.execute("SELECT count(*) FROM erased").scalar() == reading.execute("SELECT sum(erased) FROM op").scalar() == 0

"""What the regional office keeps for all countries: it comes with the invitation, is chosen from everywhere, and changed by the office alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from prossce_desktop.domain.model.career_fair import CareerFair, FairEmployer
from prossce_desktop.domain.model.organisations_and_results import Organisation
from prossce_desktop.domain.model.scopes import SHARED
from prossce_desktop.domain.model.training import Programme, Training
from prossce_desktop.errors import InvitationRefused, NotYours
from prossce_desktop.exchange.join_letters import MOST_BYTES, write_letter
from prossce_desktop.exchange.sandboxed_parsing import read_invitation
from prossce_desktop.services.devices import introductions, shared_lists
from prossce_desktop.services.records import record_editor, references
from prossce_desktop.store.devices import device_keys
from prossce_desktop.store.devices.known_devices import keep_device, regional_office
from prossce_desktop.store.queries.record_scopes import Scopes
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.store.workspace.workspace_lifecycle import restore_in_place
from tests.exchange.forging import NOW
from tests.exchange.scenes import Region

SERIES, JOBNET = "Four-tiered PES training", "JobNet"


@pytest.fixture
def region(tmp_path: Path) -> Iterator[Region]:
    made = Region(tmp_path)
    yield made
    made.close()


def add(store: Store, *values: Programme | Organisation | Training) -> list[int]:
    with store.work("new", 1) as work:
        return [work.new(one.KIND, [one])[0] for one in values]


def titles(store: Store) -> list[str]:
    """What is offered where a training names its programme."""
    with store.read() as reading:
        return [one.name for one in references.offered(reading, ("programme",), "")]


def scope(store: Store, id: int) -> str:
    with store.read() as reading:
        return Scopes(reading.execute, "").of(id)


def invite(region: Region) -> bytes:
    with region.office.here():
        content, _ = introductions.invite(region.office.store, region.now(region.office), days=36_500)
    return content


def open_it(region: Region, content: bytes) -> None:
    """At a laptop that compared the six words before."""
    with region.la.here():
        with region.la.store.sync.exchanging() as db:
            office = regional_office(db.execute)
            assert office is not None
            keep_device(db, replace(office, compared=True))
        introductions.take_invitation(region.la.store, content, region.now(region.la))


def test_a_country_chooses_from_the_offices_programmes_once_it_opened_the_invitation(region: Region) -> None:
    [series, _] = add(region.office.store, Programme(title=SERIES), Organisation(name=JOBNET))
    assert titles(region.la.store) == []
    region.minutes += 1
    content = invite(region)
    open_it(region, content)
    assert titles(region.la.store) == [SERIES]
    [course] = add(region.la.store, Training(title="Tier one", programme=series))
    region.send(region.la, region.office)
    with region.office.store.read() as reading:
        found = reading.record(course).value
        assert isinstance(found, Training) and found.programme == series
    region.minutes += 1
    open_it(region, content)  # once more changes nothing
    assert titles(region.la.store) == [SERIES]


def test_the_lists_of_an_invitation_wait_until_its_words_were_compared(region: Region) -> None:
    """Anybody can write an invitation, and what is in everybody's lists no country takes out again."""
    add(region.office.store, Programme(title=SERIES))
    content = invite(region)
    new = region.desk("LA9", "LA")
    with new.here():
        introductions.take_invitation(new.store, content, region.now(new))
        assert titles(new.store) == []
        with new.store.read() as reading:
            office = regional_office(reading.execute)
            assert office is not None
            words = introductions.words_of(office, introductions.own_device(reading.execute, new.store.identity))
        introductions.compared_with_office(new.store, words)
        assert titles(new.store) == [SERIES]
        new.store.close()


def test_what_is_new_in_the_lists_comes_with_the_next_package_and_is_confirmed(region: Region) -> None:
    add(region.office.store, Programme(title=SERIES))
    region.send(region.office, region.la)
    assert titles(region.la.store) == [SERIES]
    region.round(region.la)
    [content] = region.made(region.office, region.la)
    assert region.read(region.la, content).header.sources == ()  # type: ignore[union-attr]


def test_a_country_is_shown_what_the_office_keeps_and_cannot_change_it(region: Region) -> None:
    [series] = add(region.office.store, Programme(title=SERIES))
    region.send(region.office, region.la)
    store = region.la.store
    assert not record_editor.open_record(store, "programme", series, NOW.date()).is_ours
    before = store.digest().digest
    with pytest.raises(NotYours), store.work("edit", 1) as work:
        work.set("programme", {series: {"title": "Mine"}})
    with pytest.raises(NotYours), store.work("remove", 1) as work:
        work.remove([series])
    assert store.digest().digest == before
    [own] = add(store, Programme(title="Lao series"))
    assert record_editor.open_record(store, "programme", own, NOW.date()).is_ours
    assert scope(store, own) == "LA"


def test_an_employer_that_the_office_types_at_a_countrys_fair_is_that_countrys(region: Region) -> None:
    with region.kh1.here(), region.kh1.store.work("new", 1) as work:
        [fair] = work.new("career_fair", [CareerFair(title="Fair")])
    region.send(region.kh1, region.office)
    with region.office.here(), region.office.store.work("new", 1) as work:
        [employer] = work.new("organisation", [Organisation(name=JOBNET)])
        work.new("fair_employer", [FairEmployer(activity=fair, organisation=employer)])
    assert scope(region.office.store, employer) == "KH"
    region.send(region.office, region.la)
    assert region.la.store.digest().kinds == {}


def test_lists_that_are_too_long_for_a_letter_come_with_the_first_answer(region: Region, monkeypatch: pytest.MonkeyPatch) -> None:
    add(region.office.store, Programme(title=SERIES))
    monkeypatch.setattr(shared_lists, "MOST_LISTS", 100)
    content = invite(region)
    assert read_invitation(content).lists is None
    open_it(region, content)
    assert titles(region.la.store) == []
    region.round(region.la)
    assert titles(region.la.store) == [SERIES]


@pytest.mark.slow
def test_an_office_with_two_thousand_organisations_invites_with_all_of_them(region: Region) -> None:
    with region.office.store.work("new", 1) as work:
        work.new("organisation", [Organisation(name=f"Organisation {n} of the region", notes=f"Note {n}") for n in range(2_000)])
    content = invite(region)
    assert len(content) < MOST_BYTES / 4
    open_it(region, content)
    assert region.la.store.digest().kinds == {"organisation": 2_000}


def test_an_invitation_whose_lists_its_office_did_not_sign_changes_nothing(region: Region) -> None:
    """Another programme of the office than its chain holds, in a letter that is signed."""
    add(region.office.store, Programme(title=SERIES))
    good = read_invitation(invite(region))
    assert good.lists is not None
    [one] = good.lists.sources
    with region.office.store.read() as reading:
        sign = device_keys.signer(reading.execute)
    later = replace(good.lists, sources=(replace(one, since=1),))
    wrong_scope = replace(good.lists, sources=(replace(one, scope="LA"),))
    wrong_signature = replace(good.lists, sources=(replace(one, signature=bytes(64)),))
    for lists in (later, wrong_scope, wrong_signature, replace(good.lists, body=good.lists.body[:-9])):
        before = region.la.store.digest()
        with pytest.raises(InvitationRefused):
            open_it(region, write_letter(replace(good, lists=lists, made=good.made + 10), sign))
        assert region.la.store.digest() == before and titles(region.la.store) == []
    open_it(region, write_letter(replace(good, made=good.made + 1), sign))  # nothing of the others was kept
    assert titles(region.la.store) == [SERIES]


def test_an_invitation_without_lists_says_nothing_of_them(region: Region) -> None:
    said = json.loads(invite(region).split(b"\n")[0])
    assert "lists" not in said and read_invitation(invite(region)).lists is None


def test_an_office_that_was_put_back_gets_its_lists_back_from_the_countries(region: Region) -> None:
    region.round(region.la)
    copy = region.office.store.backups.beside()
    [series] = add(region.office.store, Programme(title=SERIES))
    region.send(region.office, region.la)
    with region.office.here():
        region.office.store.close()
        restore_in_place(region.office.folder, None, copy)
        region.reopen(region.office)
    assert titles(region.office.store) == []
    region.round(region.la)
    region.round(region.la)
    assert titles(region.office.store) == titles(region.la.store) == [SERIES]
    with region.office.here(), region.office.store.work("edit", 1) as work:
        work.set("programme", {series: {"title": "Renamed"}})
    region.send(region.office, region.la)
    assert titles(region.la.store) == ["Renamed"]


def test_a_country_that_writes_into_everybodys_lists_is_refused(region: Region) -> None:
    new = {"new": "programme", "first": 5 << 40, "count": 1, "cols": {"title": ["Mine"]}}
    found = region.forge(region.la, new, scope=SHARED)
    assert (found.status, found.code) == ("refused", "hostile") and titles(region.office.store) == []


def test_notes_on_what_is_everybodys_reach_each_country_sealed(region: Region) -> None:
    """They are free text: they come after the list itself, by the next package to a laptop that said it lacks them."""
    with region.office.here():
        [shared] = add(region.office.store, Organisation(name=JOBNET, notes="Ask for Mrs Vanna"))
    for _round in range(3):
        region.round(region.kh1)
    with region.kh1.store.read() as reading:
        value = reading.record(shared).value
    assert isinstance(value, Organisation) and value.notes == "Ask for Mrs Vanna"

"""An office and its laptops come to know each other; at no moment is anybody half of what it becomes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from prossce_desktop.domain.model.training import Training
from prossce_desktop.errors import InvitationRefused, RequestRefused
from prossce_desktop.exchange.age_encryption import seal
from prossce_desktop.exchange.join_letters import Request, invitation_id, proof_of, write_letter
from prossce_desktop.exchange.sandboxed_parsing import read_invitation
from prossce_desktop.services.devices import introductions
from prossce_desktop.services.exchange import package_files
from prossce_desktop.services.packages.package_outcome import NOT_ACCEPTED
from prossce_desktop.services.sync import due_answers, package_receiving, package_sending
from prossce_desktop.store.devices import device_keys
from prossce_desktop.store.devices.known_devices import Device, keep_device, named, regional_office
from prossce_desktop.store.workspace.store_parts import StoredSync
from prossce_desktop.store.workspace.workspace_lifecycle import Plain, create
from prossce_desktop.system import clock
from tests.exchange.forging import NOW, altered

AFTER = NOW + dt.timedelta(days=introductions.DAYS + 2)
"""When the invitation is over."""


class Two:
    """A regional office and a laptop that opened its invitation and was not let in."""

    def __init__(self, folder: Path) -> None:
        self.clock = NOW
        self.office, _ = create(folder / "office", country="TH", office="Region", officer="Bo", unlock=Plain(), now=lambda: self.clock)
        self.laptop, _ = create(folder / "kh", country="KH", office="Office KH", officer="Dara", unlock=Plain(), now=lambda: self.clock)
        self.invitation, _ = introductions.invite(self.office, NOW)
        introductions.take_invitation(self.laptop, self.invitation, NOW)

    def package(self, now: dt.datetime = NOW) -> bytes:
        with self.laptop.work("new", 1) as work:
            work.new("training", [Training(title="A training")])
        with self.laptop.read() as reading:
            office = regional_office(reading.execute)
        assert office is not None
        [made] = package_sending.make(self.laptop, office, now)
        return made.content

    def request(self, *, country: str = "KH", name: str | None = None) -> bytes:
        """Of a program that was altered: it says what one gives it."""
        with self.laptop.read() as reading:
            own, office, sign = introductions.own_device(reading.execute, self.laptop.identity), regional_office(reading.execute), device_keys.signer(reading.execute)
        assert office is not None
        secret = read_invitation(self.invitation).secret
        proof = proof_of(secret, own.key, own.box, country)
        letter = Request("O", "D", name or own.name, own.key, own.box, own.recovery, country, office.key, invitation_id(secret), proof, 1)
        return seal(write_letter(letter, sign), [office.box])

    def close(self) -> None:
        self.office.close()
        self.laptop.close()


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    two = Two(tmp_path)
    yield two
    two.close()


def test_whoever_sees_an_office_sees_its_key_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The window reads on another thread while the first invitation is made, and the computer may stop in between."""
    become = StoredSync.become_regional
    seen: list[bool] = []

    def watched(sync: StoredSync) -> None:
        become(sync)
        seen.append(package_files.known_devices(office) == [])  # as the Exchange page asks

    monkeypatch.setattr(StoredSync, "become_regional", watched)
    office, _ = create(tmp_path / "office", country="TH", office="Region", officer="Bo", unlock=Plain(), now=lambda: NOW)
    with office:
        introductions.invite(office, NOW)
    assert seen == [True]


def test_the_first_package_after_the_invitation_ended_waits_for_a_person(two: Two) -> None:
    """Also of a laptop whose clock is ahead: whether the invitation is over is judged by the office's own clock."""
    for now in (AFTER, NOW + dt.timedelta(days=365)):
        found = package_receiving.read(two.office, two.package(now), AFTER)
        assert (found.status, found.code) == ("waiting", NOT_ACCEPTED)
    name = two.laptop.identity.device
    with pytest.raises(RequestRefused, match=r"was valid until 1 April 2026, and this computer’s clock says 3 April 2026. Compare the six words"):
        introductions.accept_known(two.office, name, now=AFTER)
    [(_asks, words)] = package_files.known_devices(two.office)
    assert words is not None
    assert introductions.accept_known(two.office, name, words, AFTER).device.compared
    package_receiving.retry(two.office, AFTER)
    assert two.office.digest().kinds == {"training": 2}


def test_a_request_as_a_file_is_judged_by_the_offices_own_clock(two: Two, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with two.laptop.read() as reading:
        office = regional_office(reading.execute)
        assert office is not None
        (tmp_path / "req").write_bytes(introductions.request_to(reading.execute, two.laptop.identity, office, AFTER))
    monkeypatch.setattr(clock, "now", lambda: AFTER)
    with pytest.raises(RequestRefused):
        package_files.accept(two.office, tmp_path / "req", None)
    monkeypatch.setattr(clock, "now", lambda: NOW)
    assert not package_files.accept(two.office, tmp_path / "req", None).already


def test_an_invitation_that_is_over_names_its_end_and_the_date_of_this_computer(two: Two) -> None:
    with pytest.raises(InvitationRefused, match="it was valid until 1 April 2026, and this computer’s clock says 3 April 2026"):
        introductions.take_invitation(two.laptop, two.invitation, AFTER)


@pytest.mark.slow
@pytest.mark.parametrize("country", ["office", "all", "sample", "kh", "XX", "", "KHM"])
def test_a_laptop_of_no_country_is_not_let_in(two: Two, country: str) -> None:
    with pytest.raises(RequestRefused, match="it does not name a country"):
        introductions.accept(two.office, two.request(country=country))
    assert package_files.known_devices(two.office) == []


def test_who_was_kept_before_and_is_of_no_country_is_not_let_in_either(two: Two) -> None:
    with two.office.sync.exchanging() as db:
        asks = introductions.asking(db.execute, two.office.identity, two.request())
        keep_device(db, replace(asks, country="all"))
    with pytest.raises(RequestRefused, match="it does not name a country"):
        introductions.accept_known(two.office, asks.name)


def test_a_laptop_that_calls_itself_as_another_one_does_not_come_in(two: Two) -> None:
    other = another(two, "LA-0a0a0a", own_name=True)
    with pytest.raises(RequestRefused, match="another laptop already has this name"):
        introductions.accept(two.office, two.request(name="la-0A0A0A"))
    assert [one.key for one, _words in package_files.known_devices(two.office)] == [other.key]


def test_a_name_that_is_there_twice_stops_neither_letting_in_nor_shutting_out_nor_a_reply(two: Two) -> None:
    """Somebody took the laptop's name before it came."""
    name = two.laptop.identity.device
    false = another(two, name, own_name=False)
    read = package_receiving.read(two.office, two.package(), NOW)
    assert read.code == NOT_ACCEPTED
    assert introductions.accept_known(two.office, name).device.key == two.laptop.identity.device_key
    package_receiving.retry(two.office, NOW)
    again = package_receiving.read(two.office, two.package(), NOW)
    [to] = due_answers.to_answer(two.office, [again])
    assert [one.key for one in package_sending.recipients_of(two.office, to)] == [two.laptop.identity.device_key]
    assert introductions.revoke(two.office, name).key == two.laptop.identity.device_key
    assert introductions.revoke(two.office, false.key.hex()).key == false.key


def test_a_reply_goes_to_who_sent_the_package_whatever_name_it_says(two: Two) -> None:
    introductions.accept(two.office, two.request())
    other = another(two, "LA-0a0a0a", own_name=True)
    package = altered(two.laptop, two.office, two.package(), lambda said: said["from"].update(name=other.name))
    assert due_answers.to_answer(two.office, [package_receiving.read(two.office, package, NOW)]) == [two.laptop.identity.device]


def another(two: Two, name: str, *, own_name: bool) -> Device:
    """One more laptop that the office let in."""
    key = bytes.fromhex(name[3:]) + bytes(29) if own_name else bytes(32)
    with two.office.sync.exchanging() as db:
        asks = introductions.asking(db.execute, two.office.identity, two.request())
        made = replace(asks, key=key, name=name, state="accepted", country="LA")
        keep_device(db, made)
    assert named([made], name) == made
    return made

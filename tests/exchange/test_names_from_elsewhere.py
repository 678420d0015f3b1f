"""Names that others wrote: one short line that one can see, like nobody else's; and what leaves is read once more before it does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from prossce_desktop.domain.text.untrusted_names import MOST_LETTERS, clean_name
from prossce_desktop.errors import RequestRefused, UnknownDevice
from prossce_desktop.exchange.confusable_names import is_look_alike, looks_like
from prossce_desktop.exchange.sandboxed_parsing import read_invitation
from prossce_desktop.services.devices import device_name_rules, introductions
from prossce_desktop.services.exchange import exchange_page, package_files
from prossce_desktop.services.packages.outgoing_check import NotReadable
from prossce_desktop.services.sync import package_receiving, package_sending
from prossce_desktop.store.devices import device_keys
from prossce_desktop.store.devices.known_devices import (
    REVOKED,
    Device,
    all_devices,
    keep_device,
    regional_office,
)
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.store.workspace.workspace_lifecycle import Plain, create
from tests.exchange.forging import NOW, Pair
from tests.program import inside


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Phnom Penh", "Phnom Penh"),
        ("  Phnom\r\n Penh\u2028", "Phnom Penh"),
        ("KH\u202e-fdp.exe", "KH-fdp.exe"),
        ("Re\u200bgi\u00ad\ufeffon\u2066", "Region"),
        ("\x1b[31mRed\x07", "[31mRed"),
        ("Cafe\u0301", "Café"),
        ("ភ្នំពេញ", "ភ្នំពេញ"),
        ("\u3164\u2800", ""),
        ("L" * 41, "L" * 39 + "…"),
        ("L" * 40, "L" * 40),
    ],
)
def test_a_name_is_one_line_of_letters_that_one_can_see(given: str, kept: str) -> None:
    assert clean_name(given) == kept and clean_name(kept) == kept and len(kept) <= MOST_LETTERS


@pytest.mark.parametrize(("one", "other"), [("Region", "Regiоn"), ("Sok Dara", "Ѕok Dara"), ("Lim", "1im"), ("barn", "bam"), ("Office Ⅱ", "Office II"), ("ΚΗ-7f3a91", "KH-7f3a91")])
def test_names_that_one_takes_for_each_other_are_found(one: str, other: str) -> None:
    assert is_look_alike(one, other) and looks_like(one, other)


@pytest.mark.parametrize(("one", "other"), [("Region", "REGION"), ("Siem Reap", "Siemreap"), ("ភ្នំពេញ", "សៀមរាប"), ("Vientiane", "ວຽງຈັນ"), ("Sok Dara", "Sok Dora")])
def test_names_that_are_written_otherwise_or_are_others_are_no_look_alikes(one: str, other: str) -> None:
    assert not is_look_alike(one, other)


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    pair = Pair(tmp_path)
    yield pair
    pair.close()


def another(pair: Pair, folder: Path, *, name: str | None = None, office: str = "Office KH 2", officer: str = "Bopha") -> tuple[Store, bytes]:
    """A second laptop, of a program that was altered, and its request."""
    store, _ = create(folder, country="KH", office="O", officer="D", unlock=Plain(), now=lambda: NOW)
    content, _made = introductions.invite(pair.office, NOW)
    introductions.take_invitation(store, content, NOW)
    with store.read() as reading:
        own, to = introductions.own_device(reading.execute, store.identity), regional_office(reading.execute)
        assert to is not None
        with pytest.MonkeyPatch.context() as patched:
            said = replace(own, name=name or own.name, office=office, officer=officer)
            patched.setattr(introductions, "own_device", lambda *_: said)
            patched.setattr(introductions, "checked_request", lambda letter: letter)
            return store, introductions.request_to(reading.execute, store.identity, to, NOW)


def test_a_laptop_of_a_long_name_does_not_cut_its_country_off(pair: Pair, tmp_path: Path) -> None:
    """Seen: the office's list held a name of 47 letters, and every laptop of the country refused the office's packages for good."""
    store, request = another(pair, tmp_path / "long", name="K" * 40 + "\u202e-" + "x" * 6)
    with store:
        done = introductions.accept(pair.office, request)
        assert done.device.name == "K" * 39 + "…"
    with pair.office.sync.exchanging() as db:  # as 0.4.0 kept it
        keep_device(db, replace(done.device, name="K" * 47))
    with pair.office.read() as reading:
        [laptop] = [one for one in all_devices(reading.execute) if one.key == pair.laptop.identity.device_key]
    [made] = package_sending.make(pair.office, laptop, NOW)
    assert package_receiving.read(pair.laptop, made.content, NOW).status == "accepted"
    with pair.laptop.read() as reading:
        assert "K" * 39 + "…" in [one.name for one in all_devices(reading.execute)]


@pytest.mark.slow
@pytest.mark.parametrize("said", [{"office": "Regiоn"}, {"office": "Οffice KH"}, {"officer": "Dаra"}, {"officer": "\u2800"}, {"name": "\u200b"}])
def test_a_laptop_that_one_takes_for_another_does_not_come_in(pair: Pair, tmp_path: Path, said: dict[str, str]) -> None:
    store, request = another(pair, tmp_path / "other", **said)
    with store, pytest.raises(RequestRefused):
        introductions.accept(pair.office, request)


def test_a_laptop_whose_name_looks_like_that_of_another_does_not_come_in(pair: Pair, tmp_path: Path) -> None:
    store, request = another(pair, tmp_path / "other", name=pair.laptop.identity.device.replace("K", "К"))
    with store, pytest.raises(RequestRefused, match="already has this name"):
        introductions.accept(pair.office, request)


def test_a_laptop_that_is_let_in_cannot_take_a_look_alike_later(pair: Pair) -> None:
    def says(office: str, number: int) -> Device:
        content = pair.altered(pair.forged([]), lambda said: said["from"].update({"office": office}) or said.update({"number": number}))
        assert package_receiving.read(pair.office, content, NOW).status == "accepted"
        with pair.office.read() as reading:
            return next(one for one in all_devices(reading.execute) if not one.regional)

    assert says("Siem\nReap\u202e", 5).office == "Siem Reap"
    assert says("Rеgion", 6).office == "Siem Reap"


def test_names_of_an_invitation_are_cleaned(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    with pair.office.read() as reading:
        own = introductions.own_device(reading.execute, pair.office.identity)
    monkeypatch.setattr(introductions, "own_device", lambda *_: replace(own, office="Re\u202egion\n"))
    content, _made = introductions.invite(pair.office, NOW)
    assert read_invitation(content).office == "Region"


def test_the_office_renames_a_laptop_and_its_country_hears_of_it(pair: Pair, tmp_path: Path) -> None:
    store, request = another(pair, tmp_path / "other")
    with store:
        second = introductions.accept(pair.office, request).device
    device_name_rules.rename(pair.office, second.name, "Desk of the fair")
    for name in ("", "two\nlines", "D" * 41, pair.laptop.identity.device, pair.office.identity.device):
        with pytest.raises(device_name_rules.DeviceNameRefused):
            device_name_rules.rename(pair.office, "Desk of the fair", name)
    with pytest.raises(device_name_rules.DeviceNameRefused):
        device_name_rules.rename(pair.office, pair.laptop.identity.device, "Desk of the fаir")
    with pair.office.read() as reading:
        [laptop] = [one for one in all_devices(reading.execute) if one.key == pair.laptop.identity.device_key]
    [made] = package_sending.make(pair.office, laptop, NOW)
    package_receiving.read(pair.laptop, made.content, NOW)
    with pair.laptop.read() as reading:
        assert "Desk of the fair" in [one.name for one in all_devices(reading.execute)]


def test_a_laptop_that_was_shut_out_can_be_forgotten_and_stays_out(pair: Pair) -> None:
    name = pair.laptop.identity.device
    content = pair.forged([])
    with pytest.raises(UnknownDevice):
        device_name_rules.forget(pair.office, name)
    introductions.revoke(pair.office, name)
    device_name_rules.forget(pair.office, name)
    assert package_files.known_devices(pair.office) == [] and exchange_page.standing(pair.office).devices == ()
    with pair.office.read() as reading:
        [gone] = all_devices(reading.execute)
    assert (gone.state, gone.office, gone.officer) == (REVOKED, "", "")
    assert package_receiving.read(pair.office, content, NOW).code == "revoked"
    with pair.laptop.read() as reading, pytest.raises(RequestRefused, match="blocked"):
        introductions.accept(pair.office, introductions.request_to(reading.execute, pair.laptop.identity, pair.to, NOW))


def test_the_command_line_renames_and_forgets(pair: Pair, tmp_path: Path) -> None:
    name = pair.laptop.identity.device
    pair.office.close()
    cli = inside()
    assert cli("office", tmp_path / "office", "rename", name, "Second desk", "--json").json["device"] == "Second desk"
    cli("office", tmp_path / "office", "rename", "Second desk", "two\nlines", status=5)
    cli("office", tmp_path / "office", "forget", "Second desk", status=5)
    cli("office", tmp_path / "office", "revoke", "Second desk")
    cli("office", tmp_path / "office", "forget", "Second desk")
    assert cli("office", tmp_path / "office", "devices", "--json").json["count"] == 0


def test_a_package_that_its_own_program_would_refuse_does_not_leave(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package_sending, "SCHEMA", -1)
    with pytest.raises(NotReadable, match="hostile"):
        package_sending.make(pair.laptop, pair.to, NOW)
    with pair.laptop.read() as reading:
        assert reading.execute("SELECT count(*) FROM package").fetchall() == [(0,)], "nothing is noted as sent"
    monkeypatch.undo()
    [made] = package_sending.make(pair.laptop, pair.to, NOW)
    assert package_receiving.read(pair.office, made.content, NOW).status == "accepted"


def test_an_invitation_and_a_request_that_nobody_could_read_do_not_leave(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device_keys, "signer", lambda execute: lambda content: bytes(64))
    with pytest.raises(NotReadable):
        introductions.invite(pair.office, NOW)
    with pair.laptop.read() as reading, pytest.raises(NotReadable):
        introductions.request_to(reading.execute, pair.laptop.identity, pair.to, NOW)

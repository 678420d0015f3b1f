"""A request to be let in that comes as a file of its own, where packages are received."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from prossce_desktop.exchange.age_encryption import opened, seal
from prossce_desktop.exchange.sandboxed_parsing import read_invitation
from prossce_desktop.services.devices import introductions
from prossce_desktop.services.exchange import exchange_page, package_files
from prossce_desktop.services.exchange.package_files import Read
from prossce_desktop.services.sync.package_words import sentence_of
from prossce_desktop.store.devices import device_keys
from prossce_desktop.store.devices.known_devices import all_devices
from prossce_desktop.store.sync import package_journal
from prossce_desktop.store.workspace.workspace_lifecycle import Plain, create
from prossce_desktop.system import clock
from prossce_desktop.system.progress import silent
from tests.exchange.forging import NOW
from tests.exchange.test_introductions import Two
from tests.program import inside

pytestmark = pytest.mark.slow


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Two]:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    two = Two(tmp_path)
    package_files.write_request(two.laptop, tmp_path / "req")
    yield two
    two.close()


def read(two: Two, path: Path) -> Read:
    """As `package read` takes it in, after it was looked at, which gives the same and changes nothing."""
    before = states(two)
    [would] = exchange_page.dry_run_files(two.office, [path], silent).results
    assert states(two) == before
    [found] = package_files.read_packages(two.office, [path])
    assert (found.outcome.status, found.outcome.code) == (would.outcome.status, would.outcome.code)
    assert sentence_of(found.outcome) == sentence_of(would.outcome)
    return found


def states(two: Two) -> list[str]:
    with two.office.read() as reading:
        return [one.state for one in all_devices(reading.execute)]


def codes(two: Two) -> list[str | None]:
    with two.office.read() as reading:
        return [one.code for one in package_journal.lines(reading.execute)]


def test_a_request_where_packages_are_received_makes_the_laptop_ask(two: Two, tmp_path: Path) -> None:
    for _ in range(2):
        found = read(two, tmp_path / "req").outcome
        assert (found.status, found.code) == ("waiting", "sender-not-accepted")
        name = two.laptop.identity.device
        assert sentence_of(found) == f"Dara, Office KH asks to be let in. First compare the six words of the laptop {name}."
        assert states(two) == ["asking"]
    assert codes(two) == [], "it is no package"
    [asks] = exchange_page.standing(two.office).devices
    mine = exchange_page.standing(two.laptop).office
    assert mine is not None and (asks.state, asks.words) == (exchange_page.ASKS, mine.words)
    exchange_page.admit_device(two.office, asks, is_compared=True)
    found = read(two, tmp_path / "req").outcome
    assert (found.status, found.code) == ("already_known", None)
    assert sentence_of(found) == "Dara, Office KH is already let in. Nothing changed."


def test_a_request_inside_a_zip_is_found_and_a_package_of_that_laptop_waits_as_before(two: Two, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.write(tmp_path / "req", "anything")
    (tmp_path / "b").write_bytes(two.package())
    results = package_files.read_packages(two.office, [tmp_path / "a.zip", tmp_path / "b"])
    assert [one.outcome.code for one in results] == ["sender-not-accepted"] * 2
    package_files.accept(two.office, tmp_path / "req", None)
    assert two.office.digest().kinds == {"training": 1}


def test_a_later_request_of_a_laptop_that_asks_counts(two: Two, tmp_path: Path) -> None:
    """Its first invitation ended, so it opened another one."""
    read(two, tmp_path / "req")
    content, _ = introductions.invite(two.office, NOW)
    introductions.take_invitation(two.laptop, content, NOW)
    package_files.write_request(two.laptop, tmp_path / "again")
    read(two, tmp_path / "again")
    with two.office.read() as reading:
        [asks] = all_devices(reading.execute)
    assert asks.invitation == read_invitation(content).id


def test_a_request_for_another_office_or_of_a_laptop_that_was_shut_out_is_refused_and_accuses_nobody(two: Two, tmp_path: Path) -> None:
    other, _ = create(tmp_path / "other", country="TH", office="Elsewhere", officer="Bo", unlock=Plain(), now=lambda: NOW)
    with other:
        introductions.invite(other, NOW)
        [found] = package_files.read_packages(other, [tmp_path / "req"])
        assert found.outcome.code == "not-for-us"
    content = two.request(country="XX")
    (tmp_path / "strange").write_bytes(content)
    found = read(two, tmp_path / "strange")
    assert (found.outcome.status, found.outcome.code) == ("refused", "not-for-us")
    assert sentence_of(found.outcome) == "This request cannot be accepted: it does not name a country."
    introductions.revoke(two.office, introductions.accept(two.office, two.request()).device.name)
    found = read(two, tmp_path / "req")
    assert (found.outcome.code, sentence_of(found.outcome)) == ("revoked", "This request cannot be accepted: this laptop was blocked.")
    assert states(two) == ["revoked"]


def test_a_request_that_was_altered_is_called_damaged(two: Two, tmp_path: Path) -> None:
    with two.office.read() as reading:
        box = device_keys.box_identity(reading.execute) or ""
    with two.laptop.read() as reading:
        recipients = [one.box for one in all_devices(reading.execute)]
    letter = opened((tmp_path / "req").read_bytes(), [box]) or b""
    (tmp_path / "altered").write_bytes(seal(letter.replace(b"Office KH", b"Office XX"), recipients))
    found = read(two, tmp_path / "altered")
    assert (found.outcome.status, found.outcome.code) == ("refused", "damaged")
    assert "was changed on the way" in sentence_of(found.outcome)
    assert states(two) == [] and codes(two) == ["damaged"]


def test_a_laptop_calls_no_request_its_own(two: Two, tmp_path: Path) -> None:
    """Somebody sealed it to the wrong one."""
    with two.laptop.read() as reading:
        mine = introductions.own_box(reading.execute)
        [office] = all_devices(reading.execute)
        content = introductions.request_to(reading.execute, two.laptop.identity, replace(office, box=mine), NOW)
    (tmp_path / "mine").write_bytes(content)
    [found] = package_files.read_packages(two.laptop, [tmp_path / "mine"])
    assert (found.outcome.status, found.outcome.code) == ("refused", "not-for-us")


def test_an_invitation_among_files_is_called_an_invitation(two: Two, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.prossce-invitation").write_bytes(two.invitation)
    (tmp_path / "in" / "b").write_bytes(b"Dear colleagues")
    (tmp_path / "in" / "c").write_bytes((tmp_path / "req").read_bytes())
    results = package_files.read_packages(two.office, [tmp_path / "in"])
    assert [(one.outcome.status, one.outcome.code) for one in results] == [
        ("refused", "not-a-package"), ("refused", "not-a-package"), ("waiting", "sender-not-accepted"),
    ]  # fmt: skip
    said = [sentence_of(one.outcome) for one in results]
    assert said[0] == "This file is an invitation, not a package. Open it alone on the Exchange page, or with device-request."
    assert said[1] == "This file contains no ProSSCE Desktop package."


def test_the_command_line_says_that_a_request_waits_and_an_invitation_is_one(tmp_path: Path) -> None:
    cli = inside()
    for name in ("th", "kh"):
        cli("init", tmp_path / name, "--country", name.upper(), "--office", f"Office {name}", "--officer", "A", "--no-encryption")
    cli("office", tmp_path / "th", "invite", "--out", tmp_path / "inv")
    words = cli("device-request", tmp_path / "kh", "--invitation", tmp_path / "inv", "--out", tmp_path / "req", "--json").json["fingerprint"]
    [waits] = cli("package", tmp_path / "th", "read", tmp_path / "req", "--json", status=6).json["results"]
    assert (waits["status"], waits["code"]) == ("waiting", "sender-not-accepted") and waits["message"].startswith("A, Office kh asks to be let in")
    [asks] = cli("office", tmp_path / "th", "devices", "--json").json["devices"]
    assert (asks["state"], asks["fingerprint"]) == ("asking", words)
    both = cli("package", tmp_path / "th", "read", tmp_path / "req", tmp_path / "inv", "--json", status=6).json["results"]
    assert [(one["status"], one["code"]) for one in both] == [("waiting", "sender-not-accepted"), ("refused", "not-a-package")]
    [alone] = cli("package", tmp_path / "th", "read", tmp_path / "inv", "--json", status=4).json["results"]
    assert alone["message"].startswith("This file is an invitation")
    cli("office", tmp_path / "th", "accept", tmp_path / "req", "--fingerprint", words)
    [known] = cli("package", tmp_path / "th", "read", tmp_path / "req", "--json").json["results"]
    assert (known["status"], known["code"]) == ("already_known", None)

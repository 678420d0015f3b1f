"""An office that was put back to before its newest invitation knows it again from the requests of its laptops.

Seen: 13 packages refused as of an unknown sender, and nobody was told the cure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from prossce_desktop.domain.model.scopes import ShareLevel
from prossce_desktop.domain.model.training import Training
from prossce_desktop.errors import RequestRefused
from prossce_desktop.exchange.join_letters import parsed_letter, signed_text
from prossce_desktop.services.devices import device_cards, introductions
from prossce_desktop.services.devices.introductions import keep_ticket, kept_ticket
from prossce_desktop.services.sync import package_receiving, package_sending
from prossce_desktop.store.devices.known_devices import regional_office
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.store.workspace.workspace_lifecycle import Plain, create
from tests.exchange.forging import NOW


class Forgetful:
    """An office that gave out an invitation, by which a laptop came, and then forgot both, as a copy put back has."""

    def __init__(self, folder: Path) -> None:
        self.office, _ = create(folder / "office", country="TH", office="Region", officer="Bo", unlock=Plain(), now=lambda: NOW)
        self.laptop, _ = create(folder / "kh", country="KH", office="Office KH", officer="Dara", unlock=Plain(), now=lambda: NOW)
        content, self.made = introductions.invite(self.office, NOW, country="KH", share=ShareLevel.names, most=3)
        introductions.take_invitation(self.laptop, content, NOW, names=True)
        with self.laptop.work("new", 1) as work:
            work.new("training", [Training(title="A training")])

    def forget(self) -> None:
        with self.office.sync.exchanging() as db:
            db.execute("DELETE FROM invitation")
            db.execute("DELETE FROM device")

    def request(self) -> bytes:
        with self.laptop.read() as reading:
            to = regional_office(reading.execute)
            assert to is not None
            return introductions.request_to(reading.execute, self.laptop.identity, to, NOW)

    def package(self) -> bytes:
        with self.laptop.read() as reading:
            to = regional_office(reading.execute)
        assert to is not None
        return package_sending.make(self.laptop, to, NOW)[0].content

    def invitations(self) -> list[tuple[object, ...]]:
        with self.office.read() as reading:
            return reading.execute("SELECT country, share, devices, made, expires FROM invitation").fetchall()


@pytest.fixture
def forgetful(tmp_path: Path) -> Iterator[Forgetful]:
    found = Forgetful(tmp_path)
    yield found
    found.office.close()
    found.laptop.close()


@pytest.mark.parametrize("how", ["package", "request"])
def test_a_forgotten_invitation_is_known_again(forgetful: Forgetful, how: str) -> None:
    before = forgetful.invitations()
    forgetful.forget()
    if how == "package":
        found = package_receiving.read(forgetful.office, forgetful.package(), NOW)
        assert (found.status, found.code) == ("waiting", "sender-not-accepted")
        done = introductions.accept_known(forgetful.office, forgetful.laptop.identity.device)
        assert package_receiving.retry(forgetful.office, NOW) == 1
        assert forgetful.office.digest().kinds == {"training": 1}
    else:
        done = introductions.accept(forgetful.office, forgetful.request())
    assert forgetful.invitations() == before == [("KH", "names", 3, forgetful.made.made, forgetful.made.expires)]
    assert done.device.share == "names" and not done.device.compared


@pytest.mark.rule("FORMAT7")
def test_a_ticket_that_says_more_than_the_office_signed_lets_nobody_in(forgetful: Forgetful) -> None:
    secret = forgetful.made.secret
    with forgetful.laptop.read() as reading:
        ticket = kept_ticket(reading.execute, secret)
    assert ticket is not None
    forgetful.forget()
    for other in (replace(ticket, devices=10_000), replace(ticket, country=None), replace(ticket, signature=bytes(64))):
        with forgetful.laptop.sync.exchanging() as db:
            keep_ticket(db, other)
        with pytest.raises(RequestRefused):
            introductions.accept(forgetful.office, forgetful.request())
        assert package_receiving.read(forgetful.office, forgetful.package(), NOW).code == "unknown-sender"
    assert forgetful.invitations() == []


@pytest.mark.rule("FORMAT7")
def test_a_card_in_the_open_holds_no_secret(forgetful: Forgetful) -> None:
    with forgetful.laptop.read() as reading:
        card = device_cards.card(reading.execute, forgetful.laptop.identity, NOW)
    assert forgetful.made.secret.hex().encode() not in card
    assert parsed_letter(signed_text(card)[0]).ticket is None  # type: ignore[union-attr]


def test_another_office_that_reads_the_ticket_believes_nothing(forgetful: Forgetful, tmp_path: Path) -> None:
    other: Store
    other, _ = create(tmp_path / "other", country="TH", office="Other", officer="Xu", unlock=Plain(), now=lambda: NOW)
    with other:
        introductions.invite(other, NOW)
        with pytest.raises(RequestRefused):
            introductions.accept(other, forgetful.request())

"""The regional office's clock was ahead once: what it says afterwards is its newest word all the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from prossce_desktop.errors import InvitationRefused
from prossce_desktop.exchange.sandboxed_parsing import read_invitation
from prossce_desktop.services.devices import introductions
from prossce_desktop.services.exchange import package_files
from prossce_desktop.services.sync import package_receiving, package_sending
from prossce_desktop.store.devices.invitations import asked_for_names
from prossce_desktop.store.devices.known_devices import Device, device_of, regional_office
from tests.exchange.forging import NOW, Pair

pytestmark = pytest.mark.slow
AHEAD = NOW + dt.timedelta(days=20 * 365)
SOON = NOW + dt.timedelta(hours=1)


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    pair = Pair(tmp_path)
    with pair.laptop.read() as reading:
        words = introductions.words_of(pair.to, introductions.own_device(reading.execute, pair.laptop.identity))
    introductions.compared_with_office(pair.laptop, words)
    yield pair
    pair.close()


def office_of(pair: Pair) -> Device:
    with pair.laptop.read() as reading:
        found = regional_office(reading.execute)
    assert found is not None
    return found


def invited(pair: Pair, now: dt.datetime, share: str) -> bytes:
    return introductions.invite(pair.office, now, country="KH", share=share)[0]


def package(pair: Pair) -> bytes:
    with pair.office.read() as reading:
        to = device_of(reading.execute, pair.laptop.identity.device_key)
    assert to is not None
    [made] = package_sending.make(pair.office, to, SOON)
    return made.content


def test_names_that_were_asked_for_with_the_clock_ahead_are_given_up_by_the_next_invitation(pair: Pair) -> None:
    ahead = invited(pair, AHEAD, "names")
    introductions.take_invitation(pair.laptop, ahead, NOW, names=True)
    assert office_of(pair).gets_names
    right = invited(pair, SOON, "codes")
    introductions.take_invitation(pair.laptop, right, SOON)
    assert office_of(pair).share == "codes"
    with pytest.raises(InvitationRefused, match="a newer invitation of this office was already opened"):
        introductions.take_invitation(pair.laptop, ahead, SOON, names=True)
    assert office_of(pair).share == "codes"
    assert read_invitation(right).expires < read_invitation(ahead).expires, "its end is by the clock as it is now"


def test_the_next_invitation_goes_along_in_a_package_as_well(pair: Pair) -> None:
    introductions.take_invitation(pair.laptop, invited(pair, AHEAD, "names"), NOW, names=True)
    invited(pair, SOON, "codes")
    assert package_receiving.read(pair.laptop, package(pair), SOON).status in ("accepted", "already_known")
    assert office_of(pair).share == "codes"


def test_names_that_wait_for_an_answer_are_not_asked_for_any_more(pair: Pair) -> None:
    """The invitation with the clock ahead came in a package, and nobody answered yet."""
    invited(pair, AHEAD, "names")
    package_receiving.read(pair.laptop, package(pair), SOON)
    with pair.laptop.read() as reading:
        assert asked_for_names(reading.execute) is not None
    invited(pair, SOON, "codes")
    package_receiving.read(pair.laptop, package(pair), SOON)
    with pair.laptop.read() as reading:
        assert asked_for_names(reading.execute) is None
    assert office_of(pair).share == "codes"


def test_of_several_invitations_in_one_mail_the_last_one_made_is_opened(pair: Pair, tmp_path: Path) -> None:
    letters = [invited(pair, AHEAD, "names"), invited(pair, SOON, "codes"), invited(pair, SOON, "codes")]
    made = [read_invitation(one).made for one in letters]
    assert made == sorted(set(made)), "also of two in one moment"
    (tmp_path / "mail.eml").write_bytes(_mail(letters))
    assert package_files.invitation_in(tmp_path / "mail.eml") == letters[-1]


def _mail(letters: list[bytes]) -> bytes:
    from email.message import EmailMessage

    message = EmailMessage()
    message["Subject"] = "Invitations"
    message.set_content("Attached.")
    for n, one in enumerate(letters):
        message.add_attachment(one, maintype="application", subtype="octet-stream", filename=f"{n}.prossce-invitation")
    return message.as_bytes()

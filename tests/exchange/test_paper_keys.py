"""Whose recovery key on paper opens a package: that of the laptop that wrote it, and those of its colleagues, as they said themselves."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyrage
import pytest

from prossce_desktop.domain.model.people import Person
from prossce_desktop.domain.model.scopes import ShareLevel
from prossce_desktop.exchange.age_encryption import new_box
from prossce_desktop.services.devices import introductions
from prossce_desktop.services.exchange import exchange_page, usb_stick
from prossce_desktop.services.sync import package_sending
from prossce_desktop.store.devices import identity as identities
from prossce_desktop.store.devices.known_devices import (
    all_devices,
    keep_recovery_key,
    recovery_keys_of,
    regional_office,
)
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.store.workspace.workspace_lifecycle import Plain, create
from tests.exchange.forging import NOW
from tests.exchange.opened import everything_sent
from tests.exchange.scenes import Region

pytestmark = pytest.mark.slow

NAME = "Sokquavern"


def desk(folder: Path, country: str = "KH") -> Store:
    return create(folder, country=country, office="Office", officer="Dara", unlock=Plain())[0]


def to_office(store: Store) -> bytes:
    with store.read() as reading:
        office = regional_office(reading.execute)
    assert office is not None
    [made] = package_sending.make(store, office, NOW)
    return made.content


@pytest.fixture
def met(tmp_path: Path) -> tuple[Store, Store, Path]:
    """Two laptops that met by stick, each with a key on paper, and the stick."""
    with desk(tmp_path / "office", "TH") as office:
        exchange_page.invite(office, tmp_path / "invitation", country=None, share=ShareLevel.codes)
    a, b = desk(tmp_path / "a"), desk(tmp_path / "b")
    (tmp_path / "stick").mkdir()
    for one in (a, b):
        exchange_page.take_invitation(one, tmp_path / "invitation")
    return a, b, tmp_path / "stick"


def turn(store: Store, folder: Path) -> None:
    for one in usb_stick.dry_run_stick(store, folder, lambda *_: None).strangers:
        usb_stick.meet(store, one)
    usb_stick.exchange(store, folder)


def test_names_open_with_the_paper_key_of_a_colleague_that_was_met_also_after_it_made_another(met: tuple[Store, Store, Path]) -> None:
    a, b, place = met
    papers = [new_box(), new_box()]
    for _identity, recipient in papers:
        b.sync.become(identities.with_recovery_key(b.identity, recipient))
        for one in (b, a, b, a):
            turn(one, place)
        with a.work("new", 1) as work:
            work.new("person", [Person(name=NAME)])
        content = to_office(a)
        assert NAME.casefold() in everything_sent(content, papers[-1 if recipient == papers[-1][1] else 0][0])
    assert NAME.casefold() not in everything_sent(content, papers[0][0]), "the older paper opens nothing new"
    a.close()
    b.close()


def test_a_recovery_key_that_only_the_office_names_opens_no_names(tmp_path: Path) -> None:
    """Else the office could put in its own, and read what it is not to read."""
    region = Region(tmp_path)
    region.let_in(region.kh2)
    identity, recipient = new_box()
    with region.office.store.sync.exchanging() as db:
        [known] = [one for one in all_devices(db.execute) if one.key == region.kh2.key]
        introductions.keep_device(db, replace(known, recovery=recipient))
    for one in (region.kh1, region.kh1):
        region.round(one)
    region.approve_all(region.kh1)
    region.person(region.kh1)
    [content] = region.made(region.kh1, region.office)
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(content, [pyrage.x25519.Identity.from_str(identity)])
    region.close()


def test_a_card_dated_ahead_hides_no_later_one_and_a_replaced_key_never_comes_back(tmp_path: Path) -> None:
    """The clock of a laptop was years ahead for a day."""
    key, day, ahead = b"k" * 32, 86_400_000, 40 * 365 * 86_400_000
    first, second, third = (new_box()[1] for _ in range(3))

    def kept(*cards: tuple[str, int, int]) -> str:
        with store.sync.exchanging() as db:
            for recipient, made, now in cards:
                keep_recovery_key(db, key, recipient, made, now)
        with store.read() as reading:
            return recovery_keys_of(reading.execute)[key]

    with desk(tmp_path / "w") as store:
        assert kept((first, ahead, day)) == first
        assert kept((second, 2 * day, 2 * day)) == second
        assert kept((first, ahead, 3 * day)) == second, "the older stick again"
        assert kept((third, day, 4 * day)) == second, "what was said before changes nothing"
        assert kept((third, 5 * day, 5 * day), (second, 2 * day, 6 * day)) == third
        assert kept((first, 7 * day, 7 * day), (second, 7 * day, 7 * day)) == third
        fourth = new_box()[1]
        assert kept((third, 8 * day, ahead), (fourth, 9 * day, 9 * day)) == fourth, "this laptop's clock was ahead"

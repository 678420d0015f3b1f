"""What an office said before comes late, or once more: it takes back nothing of what it said since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from prossce_desktop.domain.model.scopes import ShareLevel
from prossce_desktop.errors import InvitationRefused, OtherOffice
from prossce_desktop.exchange.age_encryption import new_box
from prossce_desktop.exchange.package import open_package, write_package
from prossce_desktop.services.devices import introductions
from prossce_desktop.services.sync import package_receiving, package_sending
from prossce_desktop.store.devices import device_keys, known_devices
from prossce_desktop.store.devices.invitations import asked_for_names
from prossce_desktop.store.sync.stale_guard import DEVICES, is_older, keep_latest
from prossce_desktop.store.workspace.workspace_lifecycle import Plain, create
from tests.exchange.forging import NOW, Pair
from tests.exchange.simulator import Desk
from tests.exchange.test_erasing import Region

pytestmark = pytest.mark.slow


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    pair = Pair(tmp_path)
    yield pair
    pair.close()


def _shut_out(region: Region) -> str:
    name = region.kh2.store.identity.device
    introductions.revoke(region.office.store, name)
    return name


def _stolen(region: Region) -> tuple[str, bool]:
    """How the first laptop knows the second one."""
    found = region.to(region.kh1, region.kh2)
    return found.state, found.approved


def _is_sealed_to(region: Region, desk: Desk, stolen: str) -> bool:
    region.record(desk)
    [content] = region.made(desk, region.office)
    with region.office.store.read() as reading:
        header = open_package(content, [device_keys.box_identity(reading.execute) or ""]).header
    return any(stolen in one.recipients for one in header.sealed.values())


def test_a_laptop_that_was_shut_out_stays_out_when_an_older_package_comes_late(tmp_path: Path) -> None:
    region = Region(tmp_path)
    box = region.to(region.kh1, region.kh2).box
    assert _is_sealed_to(region, region.kh1, box)
    [old] = region.made(region.office, region.kh1)
    _shut_out(region)
    [new] = region.made(region.office, region.kh1)
    for content in (new, old, new, old):
        region.read(region.kh1, content)
        assert _stolen(region) == ("revoked", False)
    assert not _is_sealed_to(region, region.kh1, box)
    region.close()


def test_a_laptop_is_shut_out_by_whatever_list_says_so(tmp_path: Path) -> None:
    """Also where a later list came before, and where its other key is not the one known here."""
    region = Region(tmp_path)
    [content] = region.made(region.office, region.kh1)
    other = region.to(region.kh1, region.office).box
    with region.kh1.store.read() as reading:
        package = open_package(content, [device_keys.box_identity(reading.execute) or ""])
    with region.office.store.read() as reading:
        sign = device_keys.signer(reading.execute)
    listed = tuple(
        replace(one, state="revoked", box=other) if one.key == region.kh2.key else one for one in package.header.devices
    )
    said = replace(package.header, id="0" * 32, devices=listed)
    old = write_package(said, package.members, sign, [region.to(region.office, region.kh1).box])
    region.send(region.office, region.kh1)
    assert _stolen(region) == ("accepted", True)
    region.read(region.kh1, old)
    assert _stolen(region) == ("revoked", False)
    region.close()


def test_an_older_list_renames_nobody(tmp_path: Path) -> None:
    region = Region(tmp_path)
    [old] = region.made(region.office, region.kh1)
    with region.office.store.sync.exchanging() as db:
        found = known_devices.device_of(db.execute, region.kh2.key)
        assert found is not None
        known_devices.keep_device(db, replace(found, officer="Chan Dara"))
    region.send(region.office, region.kh1)
    assert region.to(region.kh1, region.kh2).officer == "Chan Dara"
    region.read(region.kh1, old)
    assert region.to(region.kh1, region.kh2).officer == "Chan Dara"
    region.close()


def test_a_laptop_is_retired_and_back_as_the_office_says_unless_an_officer_here_said_otherwise(tmp_path: Path) -> None:
    region = Region(tmp_path)
    name = region.kh2.store.identity.device

    def heard() -> str:
        region.send(region.office, region.kh1)
        return region.to(region.kh1, region.kh2).state

    introductions.retire(region.office.store, name)
    assert heard() == "retired"
    introductions.retire(region.office.store, name, is_back=True)
    assert heard() == "accepted"
    introductions.retire(region.kh1.store, name)
    assert heard() == "retired", "an officer here knows better"
    introductions.retire(region.kh1.store, name, is_back=True)
    introductions.retire(region.office.store, name)
    assert heard() == "accepted"
    introductions.revoke(region.office.store, name)
    assert heard() == "revoked", "whoever is shut out is out"
    region.close()


def test_a_laptop_that_moved_to_another_office_is_known_there_by_its_newest_word(tmp_path: Path) -> None:
    region = Region(tmp_path)
    region.record(region.kh1)
    [old] = region.made(region.kh1, region.office)
    with region.kh1.here():
        region.kh1.store.officers.rename(office="Siem Reap", officer="Keo Bopha")
    [new] = region.made(region.kh1, region.office)
    for content in (new, old):
        region.read(region.office, content)
        found = region.to(region.office, region.kh1)
        assert (found.office, found.officer, found.state) == ("Siem Reap", "Keo Bopha", "accepted")
    region.send(region.office, region.kh2)
    told = region.to(region.kh2, region.kh1)
    assert (told.office, told.officer, told.approved) == ("Siem Reap", "Keo Bopha", True), "its colleagues hear of it, and go on sealing to it"
    region.close()


@pytest.mark.parametrize(
    ("made", "number", "is_old"),
    [(9, 4, True), (10, 4, True), (10, 5, False), (11, 1, False), (9, 6, False)],
    ids=["before", "same moment", "the same", "of an office put back", "of a clock set back"],
)
def test_older_is_what_is_before_by_time_and_by_number(pair: Pair, made: int, number: int, is_old: bool) -> None:
    with pair.laptop.sync.exchanging() as db:
        assert not is_older(db.execute, DEVICES, pair.to.key, made=0, number=0)
        keep_latest(db, DEVICES, pair.to.key, made=10, number=5)
        assert is_older(db.execute, DEVICES, pair.to.key, made=made, number=number) is is_old
        keep_latest(db, DEVICES, pair.to.key, made=made, number=number)
        assert is_older(db.execute, DEVICES, pair.to.key, made=9, number=4)


def _invitation(pair: Pair, days: int, share: str) -> bytes:
    return introductions.invite(pair.office, NOW + dt.timedelta(days=days), share=share)[0]


def _share(pair: Pair) -> str:
    with pair.laptop.read() as reading:
        found = known_devices.regional_office(reading.execute)
    assert found is not None
    return found.share


def test_an_older_invitation_is_refused_and_changes_nothing(pair: Pair) -> None:
    old, new = _invitation(pair, 1, "names"), _invitation(pair, 2, "codes")
    introductions.take_invitation(pair.laptop, new, NOW)
    for agreed in (False, True):
        with pytest.raises(InvitationRefused, match="a newer invitation"):
            introductions.take_invitation(pair.laptop, old, NOW, names=agreed)
    assert _share(pair) == "codes"
    assert introductions.take_invitation(pair.laptop, new, NOW).share == "codes", "the newest one may be opened again"


def test_an_office_that_had_codes_gets_names_only_when_somebody_agrees(pair: Pair) -> None:
    _compare(pair)
    more = _invitation(pair, 1, "names")
    office = introductions.take_invitation(pair.laptop, more, NOW)
    assert introductions.asks_for_names(more, office) and (_share(pair), office.gets_names) == ("codes", False)
    office = introductions.take_invitation(pair.laptop, more, NOW, names=True)
    assert not introductions.asks_for_names(more, office) and office.gets_names
    less = _invitation(pair, 2, "codes")
    office = introductions.take_invitation(pair.laptop, less, NOW)
    assert not introductions.asks_for_names(less, office) and _share(pair) == "codes", "less is taken without a question"


def _compare(pair: Pair) -> None:
    with pair.laptop.read() as reading:
        words = introductions.words_of(pair.to, introductions.own_device(reading.execute, pair.laptop.identity))
    introductions.compared_with_office(pair.laptop, words)


def test_a_strangers_invitation_takes_the_place_of_a_compared_office_only_when_somebody_agrees(pair: Pair, tmp_path: Path) -> None:
    stranger, _ = create(tmp_path / "stranger", country="TH", office="Region", officer="Bo", unlock=Plain(), now=lambda: NOW)
    theirs = introductions.invite(stranger, NOW)[0]
    stranger.close()
    _compare(pair)
    with pair.laptop.read() as reading:
        before = known_devices.all_devices(reading.execute)
    with pytest.raises(OtherOffice) as caught:
        introductions.take_invitation(pair.laptop, theirs, NOW, names=True)
    assert caught.value.detail == {"found": "Region", "known": "Region"}
    with pair.laptop.read() as reading:
        assert known_devices.all_devices(reading.execute) == before, "nothing was changed, not even what is the newest invitation"
    office = introductions.take_invitation(pair.laptop, theirs, NOW, instead=True)
    with pair.laptop.read() as reading:
        found = {one.key: one.state for one in known_devices.all_devices(reading.execute) if one.regional}
    assert found == {office.key: "accepted", pair.to.key: "revoked"} and not office.compared


def test_an_office_whose_package_was_taken_in_gives_way_only_when_somebody_agrees(pair: Pair, tmp_path: Path) -> None:
    """Nobody pressed that the words are the same, but packages went and came."""
    stranger, _ = create(tmp_path / "stranger", country="TH", office="Elsewhere", officer="Bo", unlock=Plain(), now=lambda: NOW)
    theirs = introductions.invite(stranger, NOW)[0]
    stranger.close()
    assert package_receiving.read(pair.laptop, _package(pair, 0), NOW).status == "accepted"
    with pytest.raises(OtherOffice) as caught:
        introductions.take_invitation(pair.laptop, theirs, NOW)
    assert str(caught.value) == "This invitation is from Elsewhere, but this laptop works with Region. Nothing was changed."
    with pair.laptop.read() as reading:
        office = known_devices.regional_office(reading.execute)
    assert office is not None and office.key == pair.to.key and not office.compared
    assert introductions.take_invitation(pair.laptop, theirs, NOW, instead=True).office == "Elsewhere"


def test_an_office_whose_words_nobody_compared_gives_way_to_another_invitation(pair: Pair, tmp_path: Path) -> None:
    """The wrong file was opened first: nothing was promised to it yet."""
    right, _ = create(tmp_path / "right", country="TH", office="Right", officer="Bo", unlock=Plain(), now=lambda: NOW)
    office = introductions.take_invitation(pair.laptop, introductions.invite(right, NOW)[0], NOW)
    right.close()
    with pair.laptop.read() as reading:
        assert known_devices.regional_office(reading.execute) == office


def test_words_that_were_compared_say_nothing_of_another_key_to_seal_to(pair: Pair) -> None:
    with pair.office.sync.exchanging() as db:
        found = known_devices.device_of(db.execute, pair.laptop.identity.device_key)
        assert found is not None
        words = introductions.words_of(introductions.own_device(db.execute, pair.office.identity), found)
        assert introductions.let_in(db, pair.office.identity, found, words).device.compared
        assert introductions.let_in(db, pair.office.identity, found, None).device.compared, "the same once more"
        other = replace(found, box=new_box()[1])
        assert not introductions.let_in(db, pair.office.identity, other, None).device.compared


def _package(pair: Pair, days: int) -> bytes:
    with pair.office.read() as reading:
        to = known_devices.device_of(reading.execute, pair.laptop.identity.device_key)
    assert to is not None
    [made] = package_sending.make(pair.office, to, NOW + dt.timedelta(days=days))
    return made.content


def _asked(pair: Pair) -> bool:
    with pair.laptop.read() as reading:
        return asked_for_names(reading.execute) is not None


def _invite_all_of(pair: Pair, days: int, share: str, country: str | None = "KH") -> None:
    introductions.invite(pair.office, NOW + dt.timedelta(days=days), share=share, country=country)


def _read(pair: Pair, content: bytes, days: int) -> None:
    assert package_receiving.read(pair.laptop, content, NOW + dt.timedelta(days=days)).status in ("accepted", "already_known")


@pytest.mark.parametrize("agrees", [False, True])
def test_a_newer_invitation_in_a_package_asks_once_for_names_and_waits_for_the_answer(pair: Pair, agrees: bool) -> None:
    _compare(pair)
    _invite_all_of(pair, 1, "names")
    _read(pair, _package(pair, 2), 2)
    assert (_share(pair), _asked(pair)) == ("codes", True)
    introductions.answer_about_names(pair.laptop, agrees=agrees)
    assert (_share(pair), _asked(pair)) == ("names" if agrees else "codes", False)
    _read(pair, _package(pair, 3), 3)
    assert (_share(pair), _asked(pair)) == ("names" if agrees else "codes", False), "the same once more asks nothing"
    with pair.laptop.read() as reading:
        office = known_devices.regional_office(reading.execute)
    assert office is not None and office.compared, "its keys are those whose words were compared"


def test_less_than_before_holds_at_once_and_an_older_package_does_not_bring_it_back(pair: Pair) -> None:
    _compare(pair)
    introductions.take_invitation(pair.laptop, _invitation(pair, 1, "names"), NOW, names=True)
    _invite_all_of(pair, 2, "names")
    old = _package(pair, 3)
    _invite_all_of(pair, 4, "codes")
    for content in (_package(pair, 5), old):
        _read(pair, content, 5)
        assert (_share(pair), _asked(pair)) == ("codes", False)


def test_only_an_invitation_for_this_country_that_still_counts_goes_along(pair: Pair) -> None:
    def goes_along(days: int) -> bool:
        with pair.laptop.read() as reading:
            box = device_keys.box_identity(reading.execute) or ""
        return "invitation" in open_package(_package(pair, days), [box]).members

    assert not goes_along(1), "it came by the newest one"
    for country in ("LA", None):
        _invite_all_of(pair, 2, "names", country)
    assert not goes_along(3), "meant for others, or for whoever is new"
    _invite_all_of(pair, 4, "codes")
    assert goes_along(5) and not goes_along(60)


def test_an_invitation_in_a_package_that_is_of_somebody_else_changes_nothing(pair: Pair, tmp_path: Path) -> None:
    stranger, _ = create(tmp_path / "stranger", country="TH", office="Region", officer="Bo", unlock=Plain(), now=lambda: NOW)
    letters = [introductions.invite(stranger, NOW, share=ShareLevel.names, country="KH")[0], b"", b"{}", _invitation(pair, 1, "names")[:-9]]
    stranger.close()
    for content in letters:
        with pair.laptop.sync.exchanging() as db:
            before = known_devices.all_devices(db.execute)
            introductions.take_enclosed(db, pair.laptop.identity, pair.to, content, 0)
            assert known_devices.all_devices(db.execute) == before
    assert not _asked(pair)

"""Pictures go after the figures, in packages of their own: those marked for the report, and those asked for; none twice."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

import pytest
from PIL import Image

from prossce_desktop.domain.model.training import Training
from prossce_desktop.exchange.package import open_package
from prossce_desktop.exchange.zip_members import PICTURES
from prossce_desktop.services.activities import attachments
from prossce_desktop.services.exchange import exchange_page
from prossce_desktop.services.packages.package_outcome import PackageOutcome
from prossce_desktop.services.sync import package_receiving, package_sending
from prossce_desktop.store.db.attachments import FOLDER
from prossce_desktop.store.devices import device_keys
from tests.exchange.simulator import Desk
from tests.exchange.test_erasing import Region

pytestmark = pytest.mark.slow


def send(region: Region, desk: Desk, receiver: Desk, most: int = 10_000_000) -> list[PackageOutcome]:
    region.minutes += 1
    with desk.here():
        made = package_sending.make(desk.store, region.to(desk, receiver), region.now(desk), most=most, attachments=True)
    return [region.read(receiver, one.content) for one in made]


def photo(path: Path, seed: int) -> Path:
    Image.effect_noise((900, 700), 20 + seed).convert("RGB").save(path)
    return path


def with_pictures(region: Region, folder: Path, n: int) -> tuple[int, list[attachments.AttachmentRow]]:
    with region.kh1.here():
        with region.kh1.store.work("new", 1) as work:
            [activity] = work.new("training", [Training(title="Course", start=dt.date(2026, 1, 5))])
        attachments.add(region.kh1.store, activity, [photo(folder / f"{i}.jpg", i) for i in range(n)])
        return activity, attachments.listed(region.kh1.store, activity)


def here(desk: Desk, activity: int) -> set[str]:
    return {one.sha256 for one in attachments.listed(desk.store, activity) if one.is_here}


def test_what_is_marked_for_the_report_goes_once(tmp_path: Path) -> None:
    region = Region(tmp_path)
    activity, [first, second] = with_pictures(region, tmp_path, 2)
    with region.kh1.here():
        attachments.mark(region.kh1.store, first.id, for_report=True)
    outcomes = send(region, region.kh1, region.office)
    assert [one.pictures for one in outcomes] == [0, 1]  # after the figures
    assert here(region.office, activity) == {first.sha256}
    assert attachments.content_of(region.office.store, first.sha256) == attachments.content_of(region.kh1.store, first.sha256)
    send(region, region.office, region.kh1)
    assert [one.pictures for one in send(region, region.kh1, region.office)] == [0]  # the office said that it holds it
    assert second.sha256 not in here(region.office, activity)
    with region.office.here():
        assert all(one.ok for one in region.office.store.check())
    region.close()


def test_a_scan_that_is_asked_for_goes_to_a_colleague_and_to_the_office_only_once_it_is_marked(tmp_path: Path) -> None:
    """At `codes` a scan may hold names, so an officer of the country decides."""
    region = Region(tmp_path)
    activity, [scan] = with_pictures(region, tmp_path, 1)
    send(region, region.kh1, region.office)
    send(region, region.kh1, region.kh2)
    for desk in (region.office, region.kh2):
        assert here(desk, activity) == set()
        with desk.here():
            attachments.ask_for(desk.store, scan.sha256)
        send(region, desk, region.kh1)
        send(region, region.kh1, desk)
    assert here(region.kh2, activity) == {scan.sha256} and here(region.office, activity) == set()
    [seen] = attachments.listed(region.kh1.store, activity)
    assert seen.is_asked and not seen.for_report
    [came] = attachments.listed(region.kh2.store, activity)
    assert not came.is_asked, "what was asked for here is asked for by nobody else"
    with region.kh1.here():
        attachments.mark(region.kh1.store, scan.id, for_report=True)
    send(region, region.kh1, region.office)
    assert here(region.office, activity) == {scan.sha256}
    region.close()


def test_many_pictures_are_parted_by_the_size_of_the_mail_box(tmp_path: Path) -> None:
    region = Region(tmp_path)
    _activity, those = with_pictures(region, tmp_path, 4)
    with region.kh1.here():
        for one in those:
            attachments.mark(region.kh1.store, one.id, for_report=True)
    most = 2 * max(one.size for one in those) * 3 // 2
    outcomes = send(region, region.kh1, region.office, most)
    assert sum(one.pictures for one in outcomes) == 4 and len(outcomes) > 2
    region.close()


def test_a_picture_that_nobody_recorded_or_that_is_another_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    region = Region(tmp_path)
    activity, [one] = with_pictures(region, tmp_path, 1)
    with region.kh1.here():
        attachments.mark(region.kh1.store, one.id, for_report=True)
        made = package_sending.make(region.kh1.store, region.to(region.kh1, region.office), region.now(region.kh1), attachments=True)
    with region.office.store.read() as reading:
        box = device_keys.box_identity(reading.execute) or ""
    package = open_package(made[1].content, [box])
    [name] = [each for each in package.members if each.startswith(PICTURES)]
    assert hashlib.sha256(package.members[name]).hexdigest() == name.removeprefix(PICTURES)
    assert region.read(region.office, made[1].content).pictures == 0  # before the figures: nobody knows it yet
    region.read(region.office, made[0].content)
    assert here(region.office, activity) == set()
    monkeypatch.setattr(package_receiving, "open_package", lambda *_: type(package)(package.header, {name: b"\xff\xd8\xff another"}))
    assert region.read(region.office, made[1].content).pictures == 0
    region.close()


def test_a_damaged_picture_keeps_nothing_else_from_going_and_comes_back_from_whoever_has_it(tmp_path: Path) -> None:
    region = Region(tmp_path)
    activity, [one, other] = with_pictures(region, tmp_path, 2)
    with region.kh1.here():
        for each in (one, other):
            attachments.mark(region.kh1.store, each.id, for_report=True)
    for receiver in (region.office, region.kh2):
        send(region, receiver, region.kh1)
    file = region.kh1.store.folder / FOLDER / one.sha256
    sound = file.read_bytes()
    file.write_bytes(sound[:-5])
    with region.kh1.here():
        standing = exchange_page.standing(region.kh1.store)
        assert (standing.pictures, standing.damaged) == (1, 1)
    assert [each.status for each in send(region, region.kh1, region.office)] == ["accepted", "accepted"]
    assert here(region.office, activity) == {other.sha256} == here(region.kh1, activity)
    file.write_bytes(sound)
    send(region, region.kh1, region.kh2)
    assert here(region.kh2, activity) == {one.sha256, other.sha256}
    file.write_bytes(sound[:100])
    send(region, region.kh1, region.kh2)  # it says that it holds only the other
    assert [each.pictures for each in send(region, region.kh2, region.kh1)] == [0, 1]
    assert here(region.kh1, activity) == {one.sha256, other.sha256}
    with region.kh1.here():
        assert all(each.ok for each in region.kh1.store.check())
    region.close()


def test_what_follows_the_figures_is_said_before(tmp_path: Path) -> None:
    region = Region(tmp_path)
    _activity, [one, _other] = with_pictures(region, tmp_path, 2)
    with region.kh1.here():
        attachments.mark(region.kh1.store, one.id, for_report=True)
        assert exchange_page.standing(region.kh1.store).pictures == 1
    send(region, region.kh1, region.office)
    send(region, region.office, region.kh1)
    with region.kh1.here():
        assert exchange_page.standing(region.kh1.store).pictures == 0
    region.close()

"""Erasures in packages: told before they are taken in; what waits is held against everybody erased here when that changes, and only then."""

from __future__ import annotations

from pathlib import Path

import pytest

from prossce_desktop.exchange.package import Package, open_package
from prossce_desktop.services.exchange.package_files import Read
from prossce_desktop.services.people import erased_in_packages
from prossce_desktop.services.sync import dry_run
from prossce_desktop.services.sync.package_words import sentence_of
from prossce_desktop.store.sync import package_journal
from prossce_desktop.ui.exchange import exchange_words
from tests.exchange.simulator import Desk
from tests.exchange.test_erasing import NAME, Region

pytestmark = pytest.mark.slow


def _opened(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    found: list[bytes] = []

    def watched(content: bytes, boxes: list[str]) -> Package:
        found.append(content)
        return open_package(content, boxes)

    monkeypatch.setattr(erased_in_packages, "open_package", watched)
    return found


def _waiting(desk: Desk) -> int:
    with desk.store.read() as reading:
        return len(package_journal.lines(reading.execute, waiting=True))


def test_what_waits_is_opened_again_only_when_somebody_more_is_erased(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    region = Region(tmp_path)
    first, second = region.record(region.kh1), region.record(region.kh1)
    for desk in (region.kh1, region.kh2, region.kh1, region.kh2):
        region.round(desk)
    region.erase(region.kh1, first)
    region.round(region.kh1)
    for n in range(3):
        region.minutes += 1
        with region.kh2.here(), region.kh2.store.work("edit", 1) as work:
            work.set("person", {second: {"name": f"{NAME} {n}"}})
    parts = region.made(region.kh2, region.office, most=3_000)
    waits = next(one for one in reversed(parts) if region.read(region.office, one).status == "waiting")
    opened = _opened(monkeypatch)
    region.record(region.la)
    assert region.send(region.la, region.office).status == "accepted"
    assert (opened, _waiting(region.office)) == ([], 1), "another country's records say nothing about the one who was erased"
    region.erase(region.kh1, second)
    assert region.send(region.kh1, region.office).status == "accepted"
    assert (opened, _waiting(region.office)) == ([waits], 0), "the name in it would have been kept"


def test_before_anybody_is_erased_by_a_package_it_is_said_how_many(tmp_path: Path) -> None:
    region = Region(tmp_path)
    first, second = region.record(region.kh1), region.record(region.kh1)
    region.round(region.kh1)
    for id in (first, second):
        region.erase(region.kh1, id)
    [content] = region.made(region.kh1, region.office)
    with region.office.here():
        looked = dry_run.dry_run(region.office.store, [content], region.now(region.office), lambda done, total: None)
    [would] = looked.outcomes
    office = region.kh1.store.identity.office
    assert exchange_words.would(Read(tmp_path, would))[:2] == ("triangle-alert", f"Erases 2 people of {office} permanently")
    found = region.read(region.office, content)
    assert (found.erased, sentence_of(found)) == (2, f"Imported: 0 new records, 0 changed, from {office}. 2 people were erased.")
    again = region.read(region.office, region.made(region.kh1, region.office)[0])
    assert (again.status, again.erased) == ("already_known", 0)
    region.close()

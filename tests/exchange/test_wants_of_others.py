"""Whoever asks for a personal part by its hash gets it only where it may read that country: knowing the hash is no right."""

from __future__ import annotations

from pathlib import Path

import pytest

from prossce_desktop.domain.model.people import Person
from prossce_desktop.domain.model.scopes import ShareLevel
from prossce_desktop.services.sync import unsent_summary
from prossce_desktop.store.actions.reasons_owed import with_reason
from prossce_desktop.store.devices import device_keys
from prossce_desktop.store.log.version_vector import held_sources, operations_of
from tests.exchange.forging import altered
from tests.exchange.opened import everything_sent
from tests.exchange.scenes import Region

pytestmark = pytest.mark.slow


def test_another_country_gets_no_name_that_the_office_typed_for_cambodia(tmp_path: Path) -> None:
    """As the play found it: the office knows names, types one, and an altered laptop of Laos that was told its hash asks for it."""
    region = Region(tmp_path, ShareLevel.names)
    with region.kh1.here(), region.kh1.store.work("new", 1) as work:
        [person] = work.new("person", [Person(name="Sok Srey")])
    region.round(region.kh1)
    with region.office.here(), with_reason("Seen in a report"), region.office.store.work("edit", 1) as work:
        work.set("person", {person: {"name": "Zarasquinn"}})
    with region.office.store.read() as reading:
        held = [one.source for one in held_sources(reading.execute, ("KH",)) if one.source.device == region.office.key]
        asked = [each.personal_hash.hex() for one in held for each in operations_of(reading.execute, one, 0, 1 << 20) if each.personal]
    assert asked
    region.round(region.la)
    [content] = region.made(region.la, region.office)
    region.read(region.office, altered(region.la.store, region.office.store, content, lambda said: said.update({"wanted": asked})))
    with region.la.store.read() as reading:
        box = device_keys.box_identity(reading.execute) or ""
    with region.office.store.read() as reading:
        assert unsent_summary.here_of_wanted(reading.execute, reading.identity, region.to(region.office, region.la)) == []
    for package in region.made(region.office, region.la):
        assert "zarasquinn" not in everything_sent(package, box)
    [own] = region.made(region.office, region.kh1)
    with region.kh1.store.read() as reading:
        assert "zarasquinn" in everything_sent(own, device_keys.box_identity(reading.execute) or ""), "whose it is gets it"
    region.close()

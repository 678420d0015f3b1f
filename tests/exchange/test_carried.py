"""The journal names what a package brings that has no operations: values about people that were asked for, or pictures."""

from __future__ import annotations

from pathlib import Path

import pytest

from prossce_desktop.services.activities import attachments
from prossce_desktop.services.exchange import exchange_page
from prossce_desktop.services.sync import journal_words
from tests.exchange.scenes import Region
from tests.exchange.simulator import Desk
from tests.exchange.test_pictures import send, with_pictures

pytestmark = pytest.mark.slow


def journal(desk: Desk, *, outgoing: bool) -> list[str]:
    """What is said to be in the newest packages, newest first."""
    with desk.here():
        return [journal_words.content(one) for one in exchange_page.standing(desk.store).journal if one.outgoing is outgoing]


def test_values_about_people_that_were_asked_for_are_named_on_every_side(tmp_path: Path) -> None:
    region = Region(tmp_path)
    region.person(region.kh1)
    region.round(region.kh1)
    region.meet_mate()
    for _ in range(2):  # what the mate lacks goes to the office, on to who has it, and comes back
        region.round(region.kh2)
        region.round(region.kh1)
    region.send(region.office, region.kh2)
    what = "Personal values that were asked for"
    with region.kh2.store.read() as reading:
        assert reading.execute("SELECT count(*) FROM person WHERE name IS NOT NULL").fetchall() == [(1,)]
    assert f"{what}, for Office office" in journal(region.kh1, outgoing=True)
    assert what in journal(region.office, outgoing=False) and what in journal(region.kh2, outgoing=False)
    for _ in range(2):  # nobody lacks anything any more
        region.round(region.kh2)
        region.round(region.kh1)
    assert journal(region.kh1, outgoing=True)[0] == "Only a receipt, nothing new, for Office office"
    region.close()


def test_photos_and_scans_are_named_on_both_sides(tmp_path: Path) -> None:
    region = Region(tmp_path)
    region.round(region.kh1)  # pictures go to whoever was heard of
    _activity, [first] = with_pictures(region, tmp_path, 1)
    with region.kh1.here():
        attachments.mark(region.kh1.store, first.id, for_report=True)
    send(region, region.kh1, region.office)
    sent, came = journal(region.kh1, outgoing=True), journal(region.office, outgoing=False)
    assert {"3 changes, for Office office", "Photos and scans, for Office office"} <= {*sent}
    assert {"3 changes", "Photos and scans"} <= {*came}
    region.close()

"""What an ordinary life does to packages: parts after an erasure, an office put back to before a laptop was let in."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from prossce_desktop.domain.model.people import Person
from prossce_desktop.domain.model.training import Programme
from prossce_desktop.exchange.package import open_package
from prossce_desktop.exchange.zip_members import REQUEST
from prossce_desktop.services.devices import introductions
from prossce_desktop.services.exchange import exchange_page
from prossce_desktop.services.people import person_erasure
from prossce_desktop.services.sync import dry_run, journal_words, package_receiving
from prossce_desktop.services.sync.package_words import sentence_of
from prossce_desktop.store.devices import device_keys
from prossce_desktop.store.log.version_vector import receipt_of
from prossce_desktop.store.sync import package_journal
from prossce_desktop.store.workspace.workspace_lifecycle import restore_in_place
from tests.exchange import scenes
from tests.exchange.forging import forged
from tests.exchange.simulator import Desk
from tests.exchange.test_erasing import Region
from tests.exchange.test_hostile import NEW, body

pytestmark = pytest.mark.slow
MOST = 12_000


def sixty_people_and_one_erased(region: Region) -> None:
    """In many steps, with more work afterwards, so that the erasure stands in a later part than those who were made."""
    chance = random.Random(4)
    ids: list[int] = []
    for n in range(60):
        region.minutes += 1
        word = "".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=150))
        with region.kh1.here(), region.kh1.store.work("new", 1) as work:
            ids += work.new("person", [Person(name=f"Dara {n} {word}", phone=f"012 {n:06}", province="KH-12", sex="male")])  # type: ignore[arg-type]
    region.minutes += 1
    with region.kh1.here():
        person_erasure.erase(region.kh1.store, ids[3], "asked for it", region.now(region.kh1))
    for n in range(5):
        region.train(region.kh1, f"T{n}")


def in_journal(desk: Desk) -> list[str]:
    """Where its packages stand, in the order of the words."""
    with desk.here():
        return sorted(journal_words.state(one) for one in exchange_page.standing(desk.store).journal)


def waiting(desk: Desk) -> int:
    with desk.store.read() as reading:
        return len(package_journal.lines(reading.execute, waiting=True))


@pytest.mark.parametrize("order", ["as sent", "backwards", "mixed"])
def test_a_sending_in_parts_with_an_erasure_comes_in_whatever_the_order(tmp_path: Path, order: str) -> None:
    region = Region(tmp_path)
    sixty_people_and_one_erased(region)
    parts = region.made(region.kh1, region.office, most=MOST)
    assert len(parts) > 3
    those = {"as sent": parts, "backwards": parts[::-1], "mixed": random.Random(3).sample(parts, len(parts))}[order]
    with region.office.here():
        looked = dry_run.dry_run(region.office.store, those, region.now(region.office), lambda done, total: None)
    assert looked.after.reach.whole.upper == 0 and len(looked.outcomes) == len(parts)  # people of no activity are in no reach
    last = [region.read(region.office, one) for one in those][-1]
    assert (last.status, waiting(region.office)) == ("accepted", 0)
    assert last.erased == 1 or order != "as sent", "the last part holds the erasure, and the others waited for it"
    assert region.office.store.digest(("KH",)).shared == region.kh1.store.digest(("KH",)).shared
    assert region.office.store.digest().kinds["person"] == 60
    region.all_clean(region.office)
    region.close()


def test_a_part_without_its_erasure_waits_for_it(tmp_path: Path) -> None:
    region = Region(tmp_path)
    sixty_people_and_one_erased(region)
    parts = region.made(region.kh1, region.office, most=MOST)
    first, *rest = parts
    assert region.read(region.office, first).status == "waiting"
    for one in rest[:-2]:
        assert region.read(region.office, one).status == "waiting"
    assert region.office.store.digest().kinds == {}
    region.close()


def test_a_laptop_that_a_restored_office_does_not_know_any_more_asks_again(tmp_path: Path) -> None:
    """The first package after the loss may come without its request; the next one brings it, and nothing of both is lost."""
    region = scenes.Region(tmp_path)
    copy = region.office.store.backups.beside()
    region.let_in(region.kh2)
    for title in ("One", "Two"):
        region.train(region.kh2, title)
        region.round(region.kh2)
    with region.office.here():
        region.office.store.close()
        restore_in_place(region.office.folder, None, copy)
        region.reopen(region.office)
    region.train(region.kh2, "Three")
    assert region.send(region.kh2, region.office).code == "unknown-sender"
    region.train(region.kh2, "Four")
    assert region.send(region.kh2, region.office).code == "sender-not-accepted"
    with region.office.here():
        introductions.accept_known(region.office.store, region.kh2.store.identity.device)
        package_receiving.retry(region.office.store, region.now(region.office))
    for _ in range(2):
        region.round(region.kh2)
    with region.office.store.read() as reading:
        titles = {row[0] for row in reading.execute("SELECT title FROM training").fetchall()}
    assert titles >= {"One", "Two", "Three", "Four"}
    region.equal(region.kh2)
    region.close()


def test_an_ordinary_package_to_an_office_that_answers_carries_no_request(tmp_path: Path) -> None:
    region = scenes.Region(tmp_path)
    for n in range(3):
        region.train(region.kh1, f"T{n}")
        [content] = region.made(region.kh1, region.office)
        opened = open_package(content, [box_of(region.office)])
        assert (REQUEST in opened.members) == (n == 0), n
        region.read(region.office, content)
        region.send(region.office, region.kh1)
    region.close()


def box_of(desk: Desk) -> str:
    with desk.store.read() as reading:
        return device_keys.box_identity(reading.execute) or ""


def test_a_package_that_is_read_again_moves_no_receipt_back(tmp_path: Path) -> None:
    """On a stick older packages lie on; what they say of the receiver's records was true when they were made."""
    region = Region(tmp_path)
    [old] = region.made(region.kh1, region.office)
    region.read(region.office, old)
    with region.office.here(), region.office.store.work("new", 1) as work:
        work.new("programme", [Programme(title="P")])
    region.send(region.office, region.kh1)
    region.send(region.kh1, region.office)

    def held() -> dict[int, int]:
        with region.office.store.read() as reading:
            return dict(receipt_of(reading.execute, region.kh1.key))

    before = held()
    assert region.office.store.identity.source_of("all").number in before
    assert (region.read(region.office, old).status, held()) == ("already_known", before)
    region.close()


def test_what_builds_on_a_laptop_that_nobody_let_in_names_it(tmp_path: Path) -> None:
    region = scenes.Region(tmp_path)
    to = region.to(region.kh1, region.office)
    passed_on = forged(region.kh1.store, to, [body(NEW)], of=region.kh2.store)
    region.read(region.office, passed_on)
    found = region.forge(region.kh1, {"set": "training", "ids": [NEW["first"]], "cols": {"title": ["B"]}, "prevs": {}})
    name = f"KH-{region.kh2.key.hex()[:6]}"
    assert (found.status, found.code) == ("waiting", "part-missing")
    assert sentence_of(found) == f"Waiting: the package needs changes from a laptop that is not let in here: {name}."
    assert region.kh2.store.identity.device == name
    assert in_journal(region.office) == ["Imported, receipt not made yet", "Waiting for a laptop that is not let in"]
    region.let_in(region.kh2)
    assert in_journal(region.office) == ["Imported, receipt not made yet", "The rest came with a later package"]
    with region.office.store.read() as reading:
        assert [row[0] for row in reading.execute("SELECT title FROM training").fetchall()] == ["B"] and waiting(region.office) == 0
    region.close()

"""What waits is tried again as soon as it can be taken: after anything was applied, and once a newer program opens the base."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from prossce_desktop import app
from prossce_desktop.exchange import package
from prossce_desktop.services.exchange import exchange_page
from prossce_desktop.services.packages.package_outcome import PART_MISSING
from prossce_desktop.services.sync import package_receiving, retry_after_update
from prossce_desktop.services.sync.journal_entries import State
from prossce_desktop.services.sync.package_words import sentence_of
from prossce_desktop.store.migrations import SCHEMA
from prossce_desktop.store.sync import admission, package_journal
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.store.workspace.workspace_lifecycle import Passphrase, open_workspace
from prossce_desktop.system import crash_reports
from tests.exchange.forging import NOW, Pair
from tests.exchange.test_hostile import NEW, body

OTHER = body({**NEW, "first": 6 << 40})


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    pair = Pair(tmp_path)
    yield pair
    pair.close()


def waiting(store: Store) -> int:
    with store.read() as reading:
        return len(package_journal.lines(reading.execute, waiting=True))


def opened_by_a_command(folder: Path) -> Store:
    with app.opened(str(folder), None, writing=True):
        pass
    return open_workspace(folder, None, writing=True)


def opened_in_the_window(folder: Path) -> Store:
    return app.open_for_window(folder, app.UnlockChoice(None, remember=False))


@pytest.mark.parametrize("opened", [opened_by_a_command, opened_in_the_window])
def test_operations_of_a_newer_program_are_applied_once_that_program_opens_the_base(pair: Pair, monkeypatch: pytest.MonkeyPatch, opened: object) -> None:
    found = package_receiving.read(pair.office, pair.forged([body(NEW)], schema=SCHEMA + 1), NOW)
    assert (found.status, found.made) == ("accepted_for_later", 0)
    reopen(pair, opened)
    assert pair.office.digest().kinds == {}, "the same program knows no more than before"
    monkeypatch.setattr(admission, "SCHEMA", SCHEMA + 1)
    monkeypatch.setattr(retry_after_update, "SCHEMA", SCHEMA + 1)
    reopen(pair, opened)
    assert pair.office.digest().kinds == {"training": 1}


@pytest.mark.slow
def test_the_key_on_paper_opens_a_base_as_every_other_way_in_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pair = Pair(tmp_path, unlock=Passphrase("correct horse battery staple"))
    package_receiving.read(pair.office, pair.forged([body(NEW)], schema=SCHEMA + 1), NOW)
    monkeypatch.setattr(admission, "SCHEMA", SCHEMA + 1)
    monkeypatch.setattr(retry_after_update, "SCHEMA", SCHEMA + 1)
    reopen(pair, lambda folder: app.open_with_recovery_key(folder, str(pair.paper)))
    assert pair.office.digest().kinds == {"training": 1}
    pair.close()


def test_a_package_for_a_newer_reader_is_taken_once_that_reader_opens_the_base(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    content = pair.altered(pair.forged([body(NEW)]), lambda said: said.update(reader=2))
    assert package_receiving.read(pair.office, content, NOW).status == "accepted_for_later"
    monkeypatch.setattr(package, "FORMAT", 2)
    monkeypatch.setattr(retry_after_update, "FORMAT", 2)
    reopen(pair, opened_by_a_command)
    assert pair.office.digest().kinds == {"training": 1} and waiting(pair.office) == 0


def test_what_one_version_tried_in_vain_it_does_not_try_at_every_opening(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    package_receiving.read(pair.office, pair.forged([body(NEW)], schema=SCHEMA + 1), NOW)
    reopen(pair, opened_by_a_command)
    monkeypatch.setattr(package_receiving, "retry", None)  # what it would call
    reopen(pair, opened_by_a_command)


def test_what_waits_is_tried_after_any_read_that_applied_something(pair: Pair) -> None:
    """Also where the package that brought the missing part was taken only in part."""
    source = bytes(16)
    bodies = [body(NEW), body({**NEW, "first": 0}), OTHER]
    assert package_receiving.read(pair.office, pair.forged(bodies, incarnation=source, since=2), NOW).code == PART_MISSING
    assert waiting(pair.office) == 1
    found = package_receiving.read(pair.office, pair.forged(bodies[:2], incarnation=source), NOW)
    assert (found.status, found.made) == ("quarantined", 1)
    assert waiting(pair.office) == 0


def test_what_changes_a_record_that_has_not_come_waits_and_says_so(pair: Pair) -> None:
    later = pair.forged([body({"set": "training", "ids": [5 << 40], "cols": {"title": ["B"]}, "prevs": {}})])
    found = package_receiving.read(pair.office, later, NOW)
    assert (found.status, found.code, found.new, waiting(pair.office)) == ("waiting", PART_MISSING, 1, 0), "its file is not kept"
    assert [one.state for one in exchange_page.standing(pair.office).journal] == [State.part_missing]
    assert sentence_of(found) == "Waiting: an earlier package of Office KH is missing."
    assert package_receiving.read(pair.office, pair.forged([body(NEW)]), NOW).status == "accepted"
    assert {one.state for one in exchange_page.standing(pair.office).journal} == {State.taken, State.settled}
    with pair.office.read() as reading:
        assert reading.record(5 << 40).value.title == "B"  # type: ignore[attr-defined]
    assert package_receiving.read(pair.office, later, NOW).status == "already_known"


def test_a_waiting_package_on_which_the_program_stumbles_holds_up_nobody(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    source = bytes(16)
    bodies = [body({**NEW, "first": n << 40}) for n in (6, 7, 8)]
    package_receiving.read(pair.office, pair.forged(bodies, incarnation=source, since=2), NOW)
    take_in = package_receiving.take_in

    def stumbles(here: package_receiving.Receiver, opened: package_receiving.Opened, *, again: bool = False, **more: object) -> object:
        if again:
            raise TypeError("a mistake of ours")
        return take_in(here, opened, **more)

    monkeypatch.setattr(package_receiving, "take_in", stumbles)
    assert package_receiving.read(pair.office, pair.forged([body(NEW)]), NOW).status == "accepted"
    assert waiting(pair.office) == 1 and "TypeError" in crash_reports.reports()[0].text
    monkeypatch.undo()
    assert package_receiving.read(pair.office, pair.forged(bodies[:2], incarnation=source), NOW).status == "accepted"
    assert waiting(pair.office) == 0 and pair.office.digest().kinds == {"training": 4}


def reopen(pair: Pair, opened: object) -> None:
    folder = pair.office.folder
    pair.office.close()
    pair.office = opened(folder)  # type: ignore[operator]

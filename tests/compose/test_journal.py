"""The journal of the exchange: what was refused and why stands in it, and all of it is printed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from prossce_desktop import app
from prossce_desktop.domain.operations.package_status import PackageStatus
from prossce_desktop.services.devices import introductions
from prossce_desktop.services.exchange import exchange_page, journal_pdf, package_files
from prossce_desktop.services.exchange.exchange_page import State
from prossce_desktop.services.sync import journal_words, package_receiving
from prossce_desktop.store.sync import package_journal
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.system import clock
from prossce_desktop.system.progress import silent
from tests.pdf_text import pdf_text
from tests.ui.exchange.offices import introduced, laptop, office, send, training

pytestmark = pytest.mark.slow


@pytest.fixture
def both(tmp_path: Path) -> Iterator[tuple[Store, Store]]:
    with office(tmp_path) as regional, laptop(tmp_path) as store:
        introduced(regional, store, tmp_path / "mail")
        training(store, "KH-TR-1", "Sok Sophea")
        yield regional, store


def test_a_refused_package_stands_in_the_journal_with_who_sent_it_and_why(both: tuple[Store, Store], tmp_path: Path) -> None:
    regional, store = both
    [path] = send(store, tmp_path / "mail")
    good = path.read_bytes()
    path.write_bytes(good[:-40])
    before = regional.digest()
    assert exchange_page.dry_run_files(regional, [path], silent).results[0].outcome.code == "damaged"
    assert exchange_page.standing(regional).journal == (), "looking writes nothing"
    package_receiving.note_refused(regional, exchange_page.dry_run_files(regional, [path], silent).refused)
    assert len(exchange_page.standing(regional).journal) == 1, "leaving them does, once also where they are taken in later"
    for _ in range(2):
        exchange_page.take_in(regional, [path])
    [line] = exchange_page.standing(regional).journal
    assert (line.state, line.code, line.name) == (State.refused, "damaged", "")
    assert journal_words.package(line) == "Unknown sender"
    assert journal_words.state(line) == "Refused. The package was damaged on the way. Ask the sender for it again."
    assert regional.digest() == before
    path.write_bytes(good)
    exchange_page.take_in(regional, [path])
    assert [one.state for one in exchange_page.standing(regional).journal] == [State.taken, State.refused]
    introductions.revoke(regional, store.identity.device)
    exchange_page.take_in(regional, send(store, tmp_path / "later"))
    newest = exchange_page.standing(regional).journal[0]
    assert (newest.code, journal_words.package(newest)) == ("revoked", f"{store.identity.device} 2")


def test_thousands_of_broken_packages_fill_nothing_and_other_files_are_not_listed(both: tuple[Store, Store], tmp_path: Path) -> None:
    regional, store = both
    [path] = send(store, tmp_path / "mail")
    good = path.read_bytes()
    for n in range(package_journal.MOST_REFUSED + 20):
        package_receiving.read(regional, good[: -40 - n], app.now())
    (tmp_path / "letter.txt").write_text("Dear colleagues", encoding="utf-8")
    exchange_page.take_in(regional, [tmp_path / "letter.txt"])
    assert len(exchange_page.standing(regional).journal) == package_journal.MOST_REFUSED


def test_the_journal_is_printed_with_everything_that_stands_on_the_screen(both: tuple[Store, Store], tmp_path: Path) -> None:
    regional, store = both
    [path] = send(store, tmp_path / "mail")
    damaged = tmp_path / "damaged"
    damaged.write_bytes(path.read_bytes()[:-40])
    exchange_page.take_in(regional, [path, damaged])
    exchange_page.take_in(store, send(regional, tmp_path / "back"))
    training(store, "KH-TR-2", "Keo Bopha")
    package_files.make_packages(store, tmp_path / "mail", email=False)
    assert journal_pdf.finding(exchange_page.standing(store).journal) == "3 packages: nothing is waiting"
    assert journal_pdf.finding(exchange_page.standing(regional).journal) == "3 packages: nothing is waiting, 1 refused"
    for one, said in (
        (store, ("Confirmed", "No receipt yet", "ILO Bangkok has everything up to", "2 changes are waiting")),
        (regional, ("damaged on the way", "Imported, receipt", "Phnom Penh")),
    ):
        out = tmp_path / "journal.pdf"
        journal_pdf.write(one, out)
        text = words_of(out)
        for entry in exchange_page.standing(one).journal:
            assert journal_words.package(entry) in text
        for words in said:
            assert words in text, words


def test_a_journal_of_a_year_goes_over_several_pages(both: tuple[Store, Store], tmp_path: Path) -> None:
    _regional, store = both
    for n in range(60):
        with store.sync.exchanging() as db:
            package_journal.keep_line(db, package_journal.JournalLine(f"{n}", b"x" * 32, True, n, 0, 1_700_000_000_000 + n, PackageStatus.sent, None, 3, 4_000))
    journal_pdf.write(store, tmp_path / "journal.pdf")
    assert len(PdfReader(tmp_path / "journal.pdf").pages) in (3, 4)


def test_nobody_waits_for_a_receipt_of_a_retired_laptop(
    both: tuple[Store, Store], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    regional, store = both
    exchange_page.take_in(regional, send(store, tmp_path / "mail"))
    training_office = exchange_page.standing(regional).devices[0]
    with regional.work("edit", 1) as work:
        with regional.read() as reading:
            [(id,)] = reading.execute("SELECT id FROM training").fetchall()
        work.set("training", {id: {"notes": "Seen"}})
    for _ in range(5):
        exchange_page.send(regional)
    monkeypatch.setattr(clock, "now", lambda: dt.datetime.now(dt.UTC) + dt.timedelta(days=1))
    assert State.late in {one.state for one in exchange_page.standing(regional).journal}
    introductions.retire(regional, training_office.name)
    found = exchange_page.standing(regional)
    assert State.late not in {one.state for one in found.journal} and found.unsent == ()


def words_of(path: Path) -> str:
    return " ".join(pdf_text(path, "layout").split())

"""Values about people that somebody asked for: said before they go, and where they came."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from prossce_desktop.domain.model.scopes import ShareLevel
from prossce_desktop.services.exchange import exchange_page
from prossce_desktop.services.packages.missing_parts import keep_wanted
from prossce_desktop.services.sync.unsent_summary import unsent_for
from prossce_desktop.store.devices.known_devices import all_devices
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.system.progress import silent
from prossce_desktop.ui.exchange import exchange_words, written_packages
from tests.ui.exchange.offices import introduced, laptop, office, send, training
from tests.ui.exchange.test_said_truly import go, nothing
from tests.ui.window import Window, window

pytestmark = pytest.mark.slow


@pytest.fixture
def shown(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    monkeypatch.setattr(written_packages, "open_by_system", lambda path: True)
    with window(tmp_path, qtbot, records=nothing) as made:
        yield made


def confirmed(regional: Store, store: Store, folder: Path) -> None:
    """A training that the office has, with the receipt for it."""
    introduced(regional, store, folder / "mail")
    training(store, "KH-TR-1", "Sok Sophea", "Keo Bopha")
    exchange_page.take_in(regional, send(store, folder / "sent"))
    exchange_page.take_in(store, send(regional, folder / "back"))


def raised(regional: Store, store: Store, folder: Path) -> None:
    """Names go to the office from now on: the country agreed and compared the words, and the office asked for those that it lacks."""
    exchange_page.invite(regional, folder / "names", country="KH", share=ShareLevel.names)
    exchange_page.take_in(store, send(regional, folder / "raised"))
    exchange_page.answer_about_names(store, agrees=True)
    known = exchange_page.standing(store).office
    assert known is not None
    exchange_page.confirm_fingerprint(store, known)
    exchange_page.take_in(regional, send(store, folder / "agreed"))
    exchange_page.take_in(store, send(regional, folder / "wanted"))


def test_names_that_the_office_asked_for_are_said_to_go_and_to_have_come(shown: Window, tmp_path: Path) -> None:
    with office(tmp_path) as regional:
        confirmed(regional, shown.store, tmp_path)
        plain = exchange_page.standing(shown.store).unsent[0]
        raised(regional, shown.store, tmp_path)
        [unsent] = exchange_page.standing(shown.store).unsent
        assert (unsent.operations, unsent.asked) == (0, 1) and unsent.size > plain.size
        page = go(shown)
        assert page.send.confirmed.text() == "ILO Bangkok has every change."
        assert page.send.sentence.text() == (
            f"ILO Bangkok asked for personal values. The e-mail ({exchange_words.size(unsent.size)}) will contain them and the receipt. "
            "Names of people are in the package."
        )
        training(shown.store, "KH-TR-2", "Chan Dara")
        assert "ILO Bangkok asked for personal values. They are included. Names of people are" in go(shown).send.sentence.text()


def test_the_office_reads_what_was_brought(tmp_path: Path) -> None:
    with office(tmp_path) as regional, laptop(tmp_path) as store:
        confirmed(regional, store, tmp_path)
        raised(regional, store, tmp_path)
        parts = send(store, tmp_path / "parts")
        assert [exchange_words.would(one)[1] for one in exchange_page.dry_run_files(regional, parts, silent).results] == [
            "Personal values that were asked for"
        ]
        results, _news = exchange_page.take_in(regional, parts)
        said = "Imported: personal values that were asked for, from Phnom Penh."
        assert [exchange_words.became(one)[1] for one in results] == [exchange_page.sentence_of(results[0].outcome)] == [said]


def test_where_nothing_goes_no_names_are_said_to_be_in_it(shown: Window, tmp_path: Path) -> None:
    with office(tmp_path) as regional:
        confirmed(regional, shown.store, tmp_path)
        raised(regional, shown.store, tmp_path)
        exchange_page.take_in(regional, send(shown.store, tmp_path / "parts"))
        exchange_page.take_in(shown.store, send(regional, tmp_path / "thanks"))
        page = go(shown)
        assert page.send.confirmed.text() == "ILO Bangkok has everything."
        assert page.send.sentence.text().startswith("Nothing is new.") and "Names of people" not in page.send.sentence.text()


def test_where_names_stay_in_the_country_what_was_asked_for_is_sealed_to_its_laptops(shown: Window, tmp_path: Path) -> None:
    with office(tmp_path) as regional:
        confirmed(regional, shown.store, tmp_path)
        ask(shown.store, regional)
        said = go(shown).send.sentence.text()
        assert "will contain them and the receipt. The personal values can be opened only on laptops of the country" in said


def test_what_a_laptop_asked_for_is_said_at_the_office_that_passes_it_on(shown: Window, tmp_path: Path) -> None:
    with laptop(tmp_path) as store:
        confirmed(shown.store, store, tmp_path)
        assert go(shown).send.sentence.text().startswith("Nothing is new.")
        ask(shown.store, store)
        assert go(shown).send.sentence.text().endswith("in all. 1 laptop asked for personal values. They are included in its e-mail.")
        with shown.store.read() as reading:
            [one] = [each for each in all_devices(reading.execute) if each.key == store.identity.device_key]
            assert unsent_for(reading.execute, shown.store.identity, one).asked == 1


def ask(store: Store, other: Store) -> None:
    """As if the newest package of the other had asked for all values about people."""
    with store.read() as reading:
        hashes = {
            bytes(row[0])
            for row in reading.execute("SELECT personal_hash FROM op WHERE length(personal) > 0 OR personal IS NULL").fetchall()
        }
    with store.sync.exchanging() as db:
        keep_wanted(db, other.identity.device_key, hashes)

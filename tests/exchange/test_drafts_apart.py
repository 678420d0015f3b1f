"""What is mailed says whose it is: drafts for two laptops of one country are told apart, and a first package is no receipt."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from prossce_desktop.services.devices import introductions
from prossce_desktop.services.exchange import exchange_page, package_files
from prossce_desktop.services.sync import journal_words
from prossce_desktop.services.sync.package_words import sentence_of
from prossce_desktop.store.workspace.store import Store
from tests.ui.exchange.offices import introduced, invited, laptop, office, training

pytestmark = pytest.mark.slow


@pytest.fixture
def regional(tmp_path: Path) -> Iterator[Store]:
    with office(tmp_path) as store:
        yield store


def made(store: Store, folder: Path) -> list[package_files.WrittenPackage]:
    folder.mkdir()
    return package_files.make_packages(store, folder)


def test_drafts_for_two_laptops_of_one_country_name_the_laptop_and_its_officer(regional: Store, tmp_path: Path) -> None:
    with laptop(tmp_path) as one, laptop(tmp_path, "second") as other:
        introduced(regional, one, tmp_path / "mail")
        [alone] = made(regional, tmp_path / "alone")
        assert alone.subject == "ProSSCE data of ILO Bangkok, package 1" and one.identity.device not in alone.text
        introduced(regional, other, tmp_path / "mail")
        both = made(regional, tmp_path / "both")
        assert len({written.subject for written in both}) == len({written.text for written in both}) == 2
        for written in both:
            named = f"{written.made.to.name}, Sok Chantha"
            assert f"for {named}, package" in written.subject
            assert f"Only this laptop can open it: {named}." in written.text
            assert written.email is not None and written.email.name == f"{written.path.stem}-for-{written.made.to.name}.eml"
        introductions.retire(regional, other.identity.device)
        [last] = made(regional, tmp_path / "last")
        assert last.subject == "ProSSCE data of ILO Bangkok, package 4", "one of them is in use"


def test_what_is_for_the_colleagues_laptop_is_refused_in_words_that_are_true(regional: Store, tmp_path: Path) -> None:
    with laptop(tmp_path) as one, laptop(tmp_path, "second") as other:
        for store in (one, other):
            introduced(regional, store, tmp_path / "mail")
        theirs = [written.path for written in made(regional, tmp_path / "both") if written.made.to.name == other.identity.device]
        [found] = package_files.read_packages(one, theirs)
        assert sentence_of(found.outcome) == "The package is for another laptop or office. It cannot be opened here."


def test_a_name_that_others_gave_a_laptop_leaves_the_folder_nowhere() -> None:
    assert package_files._for("KH-40b12e") == "-for-KH-40b12e"
    assert [package_files._for(name) for name in ("../../x", "a\\b", "", "C:x")] == [""] * 4


def test_a_first_package_without_records_asks_to_be_let_in_and_is_no_receipt(regional: Store, tmp_path: Path) -> None:
    with laptop(tmp_path) as store:
        exchange_page.take_invitation(store, invited(regional, tmp_path / "mail"))
        [written] = made(store, tmp_path / "first")
        assert f"It asks ILO Bangkok to let this laptop in: {store.identity.device}, Sok Chantha." in written.text
        assert "This e-mail has the data" not in written.text
        [line] = exchange_page.standing(store).journal
        assert journal_words.content(line) == "Asks to be let in, for ILO Bangkok"
        exchange_page.take_in(regional, [written.path])
        [asks] = exchange_page.standing(regional).devices
        exchange_page.admit_device(regional, asks, is_compared=False)
        [came] = exchange_page.standing(regional).journal
        assert journal_words.content(came) == "Asks to be let in"
        [back] = made(regional, tmp_path / "back")
        exchange_page.take_in(store, [back.path])
        [again] = made(store, tmp_path / "again")
        assert "let this laptop in" not in again.text
        said = [journal_words.content(one) for one in exchange_page.standing(store).journal]
        assert said == ["Only a receipt, nothing new, for ILO Bangkok", "Only a receipt, nothing new", "Asks to be let in, for ILO Bangkok"]
        assert journal_words.content(exchange_page.standing(regional).journal[0]).startswith("Only a receipt, nothing new")


def test_a_first_package_with_records_is_told_as_such(regional: Store, tmp_path: Path) -> None:
    with laptop(tmp_path) as store:
        training(store, "KH-TR-1", "Sok Sophea")
        exchange_page.take_invitation(store, invited(regional, tmp_path / "mail"))
        [written] = made(store, tmp_path / "first")
        assert "This e-mail has the data of Phnom Penh for ILO Bangkok." in written.text
        assert [journal_words.content(one) for one in exchange_page.standing(store).journal] == ["2 changes, for ILO Bangkok"]

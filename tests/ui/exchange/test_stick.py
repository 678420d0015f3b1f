"""The stick between two laptops, as officers use it: by the keys, in a real window, with a real folder between real bases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from prossce_desktop.services.devices import device_cards
from prossce_desktop.services.exchange import exchange_page, usb_stick
from prossce_desktop.services.exchange.usb_stick import Drive
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.system.progress import silent
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.exchange.exchange_page import ExchangePage
from prossce_desktop.ui.overview.overview_page import OverviewPage
from tests.ui.exchange.offices import introduced, invited, laptop, office, training
from tests.ui.exchange.test_exchange_page import go, page_of, press
from tests.ui.read_screen import rows_of
from tests.ui.window import Window, window

pytestmark = pytest.mark.slow

Key = Qt.Key


@pytest.fixture
def regional(tmp_path: Path) -> Iterator[Store]:
    with office(tmp_path) as store:
        yield store


@pytest.fixture
def shown(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    with window(tmp_path, qtbot, records=lambda store: {"training": training(store, "KH-TR-1", "Sok Sophea")}) as made:
        (tmp_path / "stick").mkdir()
        yield made


def open_stick(shown: Window, folder: Path) -> ExchangePage:
    """Exchange, Exchange by stick, the folder."""
    page = go(shown)
    page.send.stick.click()
    shown.settle()
    assert page.stick.is_open() and not page.send.isVisible()
    shown.speaker.will_choose(folder)
    page.stick.card.folder.click()
    shown.settle()
    return page


def test_two_laptops_meet_and_are_complete_by_the_window(
    shown: Window, regional: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    invitation = invited(regional, tmp_path / "mail")
    exchange_page.take_invitation(shown.store, invitation)
    folder = tmp_path / "stick"
    with laptop(tmp_path, "other") as other:
        exchange_page.take_invitation(other, invitation)
        training(other, "KH-TR-2", "Keo Bopha")
        usb_stick.exchange(other, folder)
        monkeypatch.setattr("prossce_desktop.system.removable_drives.removable", lambda: [Drive("KINGSTON", folder)])
        page = go(shown)
        assert page.send.stick.isVisible()
        page.send.stick.click()
        shown.settle()
        card = page.stick.card
        assert [one.text() for one in card.drives] == ["KINGSTON"] and card.drives[0].hasFocus()
        press(Key.Key_Return)
        shown.settle()
        assert card.stranger.text() == f"{other.identity.device}: Sok Chantha, Phnom Penh"
        with other.read() as reading:
            assert card.words.text() == device_cards.own_words(reading.execute, other.identity)
        assert shown.store.identity.device in card.own.text() and card.same.hasFocus()
        press(Key.Key_Return)
        shown.settle()
        assert other.identity.device in card.then.text() and card.go.hasFocus()
        assert page.devices.isVisible() and not page.devices.same.isVisible(), "it stands in the list, compared"
        press(Key.Key_Return)
        shown.settle()
        assert f"for {other.identity.device} are on the USB stick" in card.then.text()
        press(Key.Key_Return)
        shown.settle()
        assert not page.stick.is_open() and page.send.isVisible()

        [met] = usb_stick.dry_run_stick(other, folder, silent).strangers
        usb_stick.meet(other, met)
        usb_stick.exchange(other, folder)
        page = open_stick(shown, folder)
        [(name, said)] = rows_of(page.stick.card.view)
        assert name.startswith(other.identity.device) and "new records from Phnom Penh" in said
        assert "People, each counted once: 3 before, 3–6 after" in page.stick.card.figures.text()
        before = shown.store.digest()
        page.stick.card.close_button.click()
        shown.settle()
        assert shown.store.digest() == before, "looking changed nothing"
        page = open_stick(shown, folder)
        page.stick.card.go.click()
        shown.settle()
        assert rows_of(page.stick.card.view)[0][1].startswith("Imported")
        usb_stick.exchange(other, folder)
        assert other.digest().shared == shown.store.digest().shared


def test_a_stick_that_was_pulled_out_is_a_sentence(shown: Window, regional: Store, tmp_path: Path) -> None:
    introduced(regional, shown.store, tmp_path / "mail")
    page = open_stick(shown, tmp_path / "nowhere")
    assert "does not exist" in page.stick.card.trouble.text() and page.stick.card.trouble.isVisible()
    page.stick.card.close_button.click()
    assert not page.stick.is_open()


def test_the_stick_is_offered_where_too_much_lies_here_alone(shown: Window, regional: Store, tmp_path: Path) -> None:
    introduced(regional, shown.store, tmp_path / "mail")
    overview = shown.shell.page(PageName.overview)
    assert isinstance(overview, OverviewPage)
    page = go(shown)
    assert not page.lone.isVisible()
    training(shown.store, "KH-TR-9", *(f"Sok {n}" for n in range(500)))
    shown.go(Place(PageName.settings))
    shown.go(Place(PageName.overview))
    [row] = [one for one in overview.waiting.items() if one.words == "People only on this laptop"]
    assert (row.count, row.second, row.late) == ("501", "Exchange by USB stick, or send", True)
    page = go(shown)
    assert page.lone.isVisible() and "501 people" in page.lone.accessibleName()
    page.lone.pressed.emit()
    shown.settle()
    assert page.stick.is_open()
    assert page_of(shown).send is page.send


def test_a_laptop_is_retired_and_taken_into_use_again(shown: Window, regional: Store, tmp_path: Path) -> None:
    invitation = invited(regional, tmp_path / "mail")
    exchange_page.take_invitation(shown.store, invitation)
    folder = tmp_path / "stick"
    with laptop(tmp_path, "other") as other:
        exchange_page.take_invitation(other, invitation)
        usb_stick.exchange(other, folder)
    [card] = usb_stick.dry_run_stick(shown.store, folder, silent).strangers
    usb_stick.meet(shown.store, card)
    page = go(shown)
    state = page.devices.view.model().index(0, 2)
    assert state.data() == "Let in, words compared"
    page.devices.retire.click()
    shown.settle()
    assert page.devices.view.model().index(0, 2).data() == "Not in use"
    assert page.devices.back.isVisible() and not page.devices.retire.isVisible()
    page.devices.back.click()
    shown.settle()
    assert page.devices.view.model().index(0, 2).data() == "Let in, words compared"

"""The page of the exchange in each of its states: nothing is cut off, and in a made-up longer language nothing is English."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from prossce_desktop.language import messages
from prossce_desktop.services.exchange import exchange_page
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.exchange import written_packages
from prossce_desktop.ui.exchange.exchange_page import ExchangePage
from prossce_desktop.ui.look.theme import wear
from tests.ui.exchange.offices import introduced, laptop, office, send, training
from tests.ui.read_screen import cut_off, words_of
from tests.ui.test_pseudo_language import SIZES, data_of, english
from tests.ui.window import Window, window


@pytest.fixture(params=[messages.ENGLISH, messages.PSEUDO])
def language(request: pytest.FixtureRequest, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(written_packages, "open_by_system", lambda path: False)
    messages.use(request.param)
    wear(qapp, "light", 100)
    yield request.param
    messages.use(messages.ENGLISH)


@contextmanager
def a_page(tmp_path: Path, qtbot: QtBot, width: int, height: int) -> Iterator[tuple[Window, ExchangePage]]:
    def records(store: Store) -> dict[str, int]:
        return {"training": training(store, "KH-TR-1", "Sok Sophea", "Keo Bopha")}

    with window(tmp_path, qtbot, width=width, height=height, records=records) as shown:
        page = shown.shell.page(PageName.exchange)
        assert isinstance(page, ExchangePage)
        yield shown, page


def wrong(shown: Window, language: str, *data: str) -> list[str]:
    """What is cut off, or said in English where another language is spoken."""
    shown.settle()
    shown.window.grab()
    found = list(cut_off(shown.window))
    if language == messages.PSEUDO:
        known = sorted({*data, *data_of(shown)}, key=len, reverse=True)
        found += [f"{where} says “{text[:90]}” ({left})" for where, text in words_of(shown.window) if (left := english(text, known))]
    return found


@pytest.mark.slow
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_a_country_sends_and_receives(qtbot: QtBot, tmp_path: Path, language: str, width: int, height: int) -> None:
    with office(tmp_path) as regional, a_page(tmp_path, qtbot, width, height) as (shown, page):
        introduced(regional, shown.store, tmp_path / "mail")
        exchange_page.choose_folder(shown.store, tmp_path / "mail")
        shown.go(Place(PageName.exchange))
        words = page.words.words.text()
        data = (words, "ILO Bangkok", "Anong Srisai", str(tmp_path), regional.identity.device, "prossce", "letter.txt", "mail")
        found = wrong(shown, language, *data)
        page.send.make.click()
        shown.settle()
        page.written.refused.click()
        found += wrong(shown, language, *data)
        exchange_page.take_in(regional, list((tmp_path / "mail").glob("*.prossce")))
        back = send(regional, tmp_path / "back")
        (tmp_path / "back" / "letter.txt").write_text("Dear colleagues", encoding="utf-8")
        page.offer([tmp_path / "back"])
        found += wrong(shown, language, *data)
        page.dry_run.take.click()
        found += wrong(shown, language, *data)
        assert back
    assert not found, "\n".join(sorted(set(found)))


@pytest.mark.slow
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_office_invites_and_lets_in(qtbot: QtBot, tmp_path: Path, language: str, width: int, height: int) -> None:
    with laptop(tmp_path) as store, laptop(tmp_path, "second") as second, a_page(tmp_path, qtbot, width, height) as (shown, page):
        introduced(shown.store, store, tmp_path / "mail")
        exchange_page.take_invitation(second, tmp_path / "mail" / "invitation.prossce-invitation")
        training(store, "KH-TR-5", "Keo Dara")
        exchange_page.take_in(shown.store, send(second, tmp_path / "mail"))
        shown.go(Place(PageName.exchange))
        six = [one.words for one in exchange_page.standing(shown.store).devices]
        data = (*six, "Phnom Penh", "Sok Chantha", str(tmp_path), store.identity.device, second.identity.device, "prossce")
        found = wrong(shown, language, *data)
        page.devices.invite.click()
        found += wrong(shown, language, *data)
        page.invite.leave.click()
        shown.settle()
        page.offer(send(store, tmp_path / "mail"))
        found += wrong(shown, language, *data)
        page.dry_run.take.click()
        found += wrong(shown, language, *data)
    assert not found, "\n".join(sorted(set(found)))

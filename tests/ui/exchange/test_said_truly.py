"""What the page says where nothing is as usual: no records yet, no laptop in use, a refused file, another office."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QListView
from pytestqt.qtbot import QtBot

from prossce_desktop.services.decisions import questions
from prossce_desktop.services.devices import introductions
from prossce_desktop.services.exchange import exchange_page
from prossce_desktop.store.devices.known_devices import all_devices
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.exchange import written_packages
from prossce_desktop.ui.exchange.exchange_page import ExchangePage
from prossce_desktop.ui.window import workspace_view
from prossce_desktop.ui.window.navigation_panel import _COUNT
from tests.ui.exchange.offices import introduced, invited, laptop, office, send, training
from tests.ui.read_screen import rows_of
from tests.ui.window import Window, window

pytestmark = pytest.mark.slow


def nothing(store: Store) -> dict[str, int]:
    del store
    return {}


@pytest.fixture
def shown(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    monkeypatch.setattr(written_packages, "open_by_system", lambda path: True)
    with window(tmp_path, qtbot, records=nothing) as made:
        yield made


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    """At the other end: a laptop of Cambodia."""
    with laptop(tmp_path, "other") as store:
        yield store


def go(shown: Window) -> ExchangePage:
    shown.go(Place(PageName.overview))
    shown.go(Place(PageName.exchange))
    page = shown.shell.page(PageName.exchange)
    assert isinstance(page, ExchangePage)
    return page


def count(shown: Window) -> str:
    """The number beside Exchange."""
    found = shown.shell.navigation.findChild(QListView)
    assert isinstance(found, QListView)
    model = found.model()
    row = next(at for at in range(model.rowCount()) if model.index(at, 0).data() == "Exchange")
    return str(model.index(row, 0).data(_COUNT) or "")


def test_a_laptop_without_records_asks_to_be_let_in_and_sends_no_receipt(shown: Window, tmp_path: Path) -> None:
    with office(tmp_path) as regional:
        exchange_page.take_invitation(shown.store, invited(regional, tmp_path / "mail"))
        exchange_page.choose_folder(shown.store, tmp_path / "mail")
        page = go(shown)
        assert "will ask ILO Bangkok to let this laptop in" in page.send.sentence.text() and "receipt" not in page.send.sentence.text()
        page.send.make.click()
        shown.settle()
        assert rows_of(page.journal.view)[0][2] == "Asks to be let in, for ILO Bangkok"
        exchange_page.take_in(regional, list((tmp_path / "mail").glob("*.prossce")))
        exchange_page.admit_device(regional, exchange_page.standing(regional).devices[0], is_compared=False)
        exchange_page.take_in(shown.store, send(regional, tmp_path / "back"))
        assert "will contain only the receipt" in go(shown).send.sentence.text()


def test_where_every_laptop_is_retired_or_shut_out_the_office_is_not_told_that_none_was_let_in(
    shown: Window, other: Store, tmp_path: Path
) -> None:
    introduced(shown.store, other, tmp_path / "mail")
    introductions.retire(shown.store, other.identity.device)
    page = go(shown)
    assert page.send.confirmed.text() == "No laptop is in use."
    assert "laptops that are blocked or not in use" in page.send.sentence.text()
    introductions.revoke(shown.store, other.identity.device)
    assert go(shown).send.confirmed.text() == "No laptop is in use."


def test_the_number_beside_exchange_follows_at_once_when_a_laptop_is_retired_comes_back_or_is_shut_out(
    shown: Window, other: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    introduced(shown.store, other, tmp_path / "mail")
    exchange_page.take_in(shown.store, send(other, tmp_path / "mail"))
    id = training(other, "KH-TR-1", "Sok Sophea")
    exchange_page.take_in(shown.store, send(other, tmp_path / "next"))
    questions.ask(shown.store, id, "title", "Was this in Kep?")
    page = go(shown)
    shown.session.tell(exchange_page.everything())
    shown.bot.waitUntil(lambda: count(shown) not in ("", "0"), timeout=10_000)
    monkeypatch.setattr(workspace_view, "PAUSE_MS", 3_600_000)
    before = count(shown)
    for button, expected in ((page.devices.retire, ("", "0")), (page.devices.back, (before,)), (page.devices.out, ("", "0"))):
        shown.speaker.will_answer("Block")
        button.click()
        shown.settle()
        assert count(shown) in expected


@pytest.mark.parametrize("leaves", [False, True], ids=["closed", "left the page"])
def test_a_refused_package_that_was_looked_at_alone_has_its_line(shown: Window, other: Store, tmp_path: Path, leaves: bool) -> None:
    introduced(shown.store, other, tmp_path / "mail")
    exchange_page.take_in(shown.store, send(other, tmp_path / "first"))
    introductions.revoke(shown.store, other.identity.device)
    training(other, "KH-TR-1", "Sok Sophea")
    [shut_out] = send(other, tmp_path / "sent")
    (tmp_path / "sent" / "damaged.prossce").write_bytes(shut_out.read_bytes()[:-40])
    (tmp_path / "sent" / "letter.txt").write_text("Dear colleagues", encoding="utf-8")
    page = go(shown)
    before = len(rows_of(page.journal.view))
    page.offer([tmp_path / "sent"])
    shown.settle()
    assert page.dry_run.title.text() == "Nothing to import" and page.dry_run.leave.words() == "Close"
    if leaves:
        page = go(shown)
    else:
        page.dry_run.leave.click()
        shown.settle()
    rows = rows_of(page.journal.view)
    assert len(rows) == before + 2, "a letter is nobody's package"
    assert {row[3] for row in rows[:2]} == {
        "Refused. The package is from a blocked laptop.",
        "Refused. The package was damaged on the way. Ask the sender for it again.",
    }
    assert {row[0] for row in rows[:2]} == {f"{other.identity.device} 2", "Unknown sender"}


def test_another_office_is_asked_about_once_a_package_came_although_no_words_were_compared(shown: Window, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    with office(tmp_path) as regional, office(tmp_path / "elsewhere") as stranger:
        introduced(regional, shown.store, tmp_path / "mail")
        exchange_page.take_in(shown.store, send(regional, tmp_path / "back"))
        page = go(shown)
        shown.speaker.will_answer("Keep ILO Bangkok")
        shown.speaker.will_choose(invited(stranger, tmp_path / "elsewhere"))
        page.invitation.choose()
        shown.settle()
        assert shown.speaker.asked[-1:] == ["Work with another regional office from now on?"]
        assert "but this laptop works with ILO Bangkok" in page.banner.accessibleName()
        with shown.store.read() as reading:
            assert [one.key for one in all_devices(reading.execute) if one.regional] == [regional.identity.device_key]

"""At the regional office: the request that a laptop wrote as a file is dropped where packages are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from prossce_desktop.services.exchange import exchange_page
from prossce_desktop.store.workspace.store import Store
from tests.ui.exchange.offices import invited, laptop
from tests.ui.exchange.test_exchange_page import drop
from tests.ui.exchange.test_said_truly import go, nothing
from tests.ui.read_screen import rows_of
from tests.ui.window import Window, window

pytestmark = pytest.mark.slow


@pytest.fixture
def shown(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    with window(tmp_path, qtbot, records=nothing) as made:
        yield made


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    with laptop(tmp_path, "other") as made:
        yield made


def test_a_dropped_request_puts_its_laptop_among_those_that_ask(shown: Window, other: Store, tmp_path: Path) -> None:
    exchange_page.take_invitation(other, invited(shown.store, tmp_path / "mail"))
    exchange_page.write_request(other, tmp_path / "request")
    words = exchange_page.standing(other).office
    assert words is not None
    page = go(shown)
    drop(page, [tmp_path / "request"])
    shown.settle()
    said = f"Sok Chantha, Phnom Penh asks to be let in. First compare the six words of the laptop {other.identity.device}."
    assert rows_of(page.dry_run.view) == [("request", said)]
    assert exchange_page.standing(shown.store).devices == (), "it was only looked at"
    page.dry_run.take.click()
    shown.settle()
    assert rows_of(page.dry_run.view) == [("request", said)] and not page.dry_run.reply.isVisible()
    model = page.devices.view.model()
    assert (model.index(0, 1).data(), model.index(0, 2).data()) == (words.words, "Asks to be let in")
    assert rows_of(page.journal.view) == []
    page.devices.take.click()
    shown.settle()
    assert [one.state for one in exchange_page.standing(shown.store).devices] == [exchange_page.IS_IN]
    drop(page, [tmp_path / "request"])
    shown.settle()
    assert page.dry_run.title.text() == "Nothing to import"

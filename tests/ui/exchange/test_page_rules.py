"""What the page does while it is busy, what it remembers, and what it says of laptops, values and sticks."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from prossce_desktop import app
from prossce_desktop.errors import DiskFull
from prossce_desktop.services.exchange import exchange_page, package_files, usb_stick
from prossce_desktop.services.people import person_erasure
from prossce_desktop.services.sync import package_receiving
from prossce_desktop.store.erasure import erasure_rate
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.system.progress import silent
from prossce_desktop.ui.base.jobs import Jobs
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.exchange import written_packages
from prossce_desktop.ui.exchange.exchange_page import ExchangePage
from prossce_desktop.ui.exchange.receive_actions import CONTAINERS
from prossce_desktop.ui.grids.item_roles import Roles
from prossce_desktop.ui.session.session import Session
from tests.tools.recording_speaker import RecordingSpeaker
from tests.ui.exchange.offices import introduced, laptop, office, send, training
from tests.ui.read_screen import rows_of
from tests.ui.waiting import at_rest

pytestmark = pytest.mark.slow


class Speaker(RecordingSpeaker):
    """Keeps which files may be chosen."""

    kinds = ""

    def choose_file_to_read(self, title: str, kinds: str, folder: Path | None = None) -> Path | None:
        self.kinds = kinds
        return None


class Shown:
    """The page over a base, without a window around it."""

    def __init__(self, qtbot: QtBot, store: Store) -> None:
        self.qtbot, self.jobs, self.speaker = qtbot, Jobs(), Speaker()
        self.session = Session(store, self.jobs, self.speaker)
        self.news: list[object] = []
        self.session.news.changed.connect(self.news.append)
        self.page = ExchangePage(self.session)
        qtbot.addWidget(self.page)
        self.page.resize(1158, 740)
        self.page.show()
        self.page.enter(Place(PageName.exchange))
        self.settle()

    def settle(self) -> None:
        at_rest(self.jobs, due_ms=50)


@pytest.fixture
def shown(qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Store], Shown]]:
    monkeypatch.setattr(written_packages, "open_by_system", lambda path: True)
    made: list[Shown] = []

    def show(store: Store) -> Shown:
        made.append(Shown(qtbot, store))
        return made[-1]

    yield show
    for one in made:
        one.jobs.close()


@pytest.fixture
def both(tmp_path: Path) -> Iterator[tuple[Store, Store]]:
    with office(tmp_path) as regional, laptop(tmp_path) as store:
        introduced(regional, store, tmp_path / "mail")
        for one in (regional, store):
            (tmp_path / one.identity.device).mkdir()
            exchange_page.choose_folder(one, tmp_path / one.identity.device)
        yield regional, store


def test_files_dropped_while_something_is_done_are_looked_at_afterwards(
    both: tuple[Store, Store], shown: Callable[[Store], Shown], tmp_path: Path
) -> None:
    regional, store = both
    training(store, "KH-TR-1", "Sok Sophea")
    files = send(store, tmp_path / "post")
    here, go = shown(regional), threading.Event()
    done: list[object] = []
    here.page._do(go.wait, done.append)
    here.page.drop.offered.emit(files)
    assert here.page.banner.isVisible() and "It will check the files after that." in here.page.banner.accessibleName()
    assert here.page.dry_run.isHidden()
    go.set()
    here.settle()
    assert done == [True] and here.page.banner.isHidden()
    assert [name for name, _said in rows_of(here.page.dry_run.view)] == [files[0].name]


@pytest.mark.parametrize("closes", ["leave", "reply"])
def test_what_became_of_files_is_read_before_those_that_came_meanwhile_are_looked_at(
    both: tuple[Store, Store], shown: Callable[[Store], Shown], tmp_path: Path, closes: str
) -> None:
    regional, store = both
    training(store, "KH-TR-1", "Sok Sophea")
    first = send(store, tmp_path / "post")
    training(store, "KH-TR-2", "Sok Dara")
    second = send(store, tmp_path / "later")
    here = shown(regional)
    page = here.page
    page.offer(first)
    here.settle()
    page.dry_run.take.click()
    page.offer(second)
    here.settle()
    assert page.dry_run.title.text() == "Result of the import" and rows_of(page.dry_run.view)[0][0] == first[0].name
    assert page.dry_run.more.text() == "1 more file will be checked when you close this."
    button = page.dry_run.leave if closes == "leave" else page.dry_run.reply
    button.click()
    here.settle()
    assert page.dry_run.title.text() == "What the import will change" and rows_of(page.dry_run.view)[0][0] == second[0].name
    assert page.written.isHidden() is (closes == "leave"), "the reply that was written stays to be sent"
    page.dry_run.take.click()
    here.settle()
    page.offer(second)
    page.leave()
    assert page.dry_run.isHidden(), "whoever leaves the page is done with them"


def test_what_cannot_be_begun_meanwhile_is_said(both: tuple[Store, Store], shown: Callable[[Store], Shown]) -> None:
    here, go = shown(both[0]), threading.Event()
    done: list[object] = []
    here.page._do(go.wait, done.append)
    here.page._do(lambda: "the second half of a double click", done.append)
    assert here.page.banner.isHidden()
    here.page._do(lambda: 2, print)
    assert here.page.banner.isVisible() and "Please try again in a moment." in here.page.banner.accessibleName()
    go.set()
    here.settle()
    assert done == [True] and here.page.banner.isHidden()


def test_shutting_out_says_that_it_stays_so_and_what_stays_out(both: tuple[Store, Store], shown: Callable[[Store], Shown]) -> None:
    here = shown(both[0])
    here.page.devices.out.click()
    [explained] = here.speaker.explained
    assert "This cannot be undone." in explained and "its later packages are not read" in explained


def test_laptops_say_whose_they_are_and_of_which_country(both: tuple[Store, Store], shown: Callable[[Store], Shown]) -> None:
    model = shown(both[0]).page.devices.view.model()
    assert model.index(0, 0).data(Roles.second_line) == "Sok Chantha, Phnom Penh, Cambodia"


def test_every_container_can_be_chosen(both: tuple[Store, Store], shown: Callable[[Store], Shown]) -> None:
    here = shown(both[1])
    here.page.drop.choose.click()
    assert all(one in here.speaker.kinds for one in CONTAINERS) and {"*.msg", "winmail.dat"} <= {*CONTAINERS}
    assert here.speaker.kinds.endswith(";;All files (*)")


def test_values_are_counted_that_these_files_bring_not_those_that_were_open(
    both: tuple[Store, Store], shown: Callable[[Store], Shown], tmp_path: Path
) -> None:
    regional, store = both
    id = training(store, "KH-TR-1")
    exchange_page.take_in(regional, send(store, tmp_path / "post"))
    for one, title in ((regional, "Theirs"), (store, "Ours")):
        with one.work("edit", 1) as work:
            work.set("training", {id: {"title": title}})
    here = shown(regional)
    for says in (True, False):
        here.page.offer(send(store, tmp_path / "post"))
        here.settle()
        assert ("1 field has two values" in here.page.dry_run.more.text()) is says
        here.page.dry_run.take.click()
        here.settle()
        assert ("1 field has two values" in here.page.dry_run.more.text()) is says
        assert here.page.dry_run.decide.isVisible() is says
        here.page.dry_run.leave.click()
        here.settle()
        exchange_page.take_in(store, send(regional, tmp_path / "back"))
        training(store, f"KH-TR-{says}")


def test_the_size_that_the_mail_box_takes_is_remembered_and_can_be_taken_back(
    both: tuple[Store, Store], shown: Callable[[Store], Shown], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(written_packages, "PIECES", (5_000_000, 4_500))
    _regional, store = both
    for n in range(4):
        training(store, f"KH-TR-{n}", f"Sok Sophea {n}")
    here = shown(store)
    assert here.page.send.limit.isHidden()
    here.page.send.make.click()
    here.settle()
    here.page.written.refused.click()
    here.page.written.pieces[-1].click()
    here.settle()
    assert exchange_page.most_of(store) == 4_500 and len(here.page.written.packages) > 1
    assert here.page.send.limit.isVisible() and here.page.send.limit.text() == "The mailbox refused larger e-mails, so each e-mail has at most 4 kB."
    here.page.send.make.click()
    here.settle()
    assert len(here.page.written.packages) > 1, "the next ones as well"
    here.page.send.larger.click()
    here.settle()
    assert here.page.send.limit.isHidden() and exchange_page.most_of(store) == exchange_page.MAILED_BYTES
    here.page.send.make.click()
    here.settle()
    assert len(here.page.written.packages) == 1


def test_in_pieces_is_for_those_alone_whose_mail_was_refused(
    both: tuple[Store, Store], shown: Callable[[Store], Shown], tmp_path: Path
) -> None:
    regional, store = both
    with laptop(tmp_path, "other") as other:
        introduced(regional, other, tmp_path / "mail")
        training(store, "KH-TR-1", "Sok Sophea")
        training(other, "KH-TR-2", "Keo Bopha")
        exchange_page.take_in(regional, send(other, tmp_path / "post"))
        here = shown(regional)
        here.page.offer(send(store, tmp_path / "mine"))
        here.settle()
        here.page.dry_run.take.click()
        here.settle()
        here.page.dry_run.reply.click()
        here.settle()
        assert here.page.written.addressees == (store.identity.device,)
        here.page.written.pieces[0].click()
        here.settle()
        assert here.page.written.addressees == (store.identity.device,)
        sent = [one for one in exchange_page.standing(regional).journal if one.outgoing]
        assert {one.receiver for one in sent} == {store.identity.device} and len(sent) == 2


@pytest.fixture
def mates(tmp_path: Path) -> Iterator[tuple[Store, Store, Path]]:
    """Two laptops of a country that met, and the stick between them."""
    with office(tmp_path) as regional, laptop(tmp_path) as a, laptop(tmp_path, "b") as b:
        for one in (a, b):
            introduced(regional, one, tmp_path / "mail")
        folder = tmp_path / "stick"
        folder.mkdir()
        training(a, "KH-TR-1", "Sok Sophea", "Keo Bopha")
        for one in (a, b, a, b):
            for stranger in usb_stick.dry_run_stick(one, folder, silent).strangers:
                usb_stick.meet(one, stranger)
            usb_stick.exchange(one, folder)
        yield a, b, folder


def erased(store: Store) -> int:
    with store.read() as reading:
        return int(reading.execute("SELECT count(*) FROM erased").fetchall()[0][0])


def open_stick(here: Shown, folder: Path) -> None:
    here.page.stick.open_card()
    here.settle()
    here.page.stick.dry_run(folder)
    here.settle()


def test_by_stick_as_well_somebody_may_agree_that_many_are_erased(
    mates: tuple[Store, Store, Path], shown: Callable[[Store], Shown], monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b, folder = mates
    with a.read() as reading:
        people = [one.id for one in reading.records("person")]
    for person in people:
        person_erasure.erase(a, person, "asked for it", app.now())
    monkeypatch.setattr(erasure_rate, "MANY", 1)
    usb_stick.exchange(a, folder)
    here = shown(b)
    for answer, gone in (("Do not import yet", 0), ("Erase the people", len(people))):
        open_stick(here, folder)
        here.speaker.will_answer(answer)
        here.page.stick.card.go.click()
        here.settle()
        assert erased(b) == gone
    assert here.speaker.asked == ["Erase more than 20 people?"] * 2


def test_after_an_error_at_the_stick_the_pages_hear_what_was_taken_in(
    mates: tuple[Store, Store, Path], shown: Callable[[Store], Shown], monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b, folder = mates
    training(a, "KH-TR-2", "Chan Dara")
    usb_stick.exchange(a, folder)
    here = shown(b)
    open_stick(here, folder)

    def full(path: Path, content: bytes, *, private: bool = True) -> None:
        raise DiskFull(path=path)

    monkeypatch.setattr(package_files, "write_file", full)
    here.page.stick.card.go.click()
    here.settle()
    assert here.page.stick.card.trouble.isVisible() and len(here.news) == 1
    with b.read() as reading:
        assert len([*reading.records("training")]) == 2, "it was taken in before the stick was full"


def test_after_cancel_at_the_stick_it_is_looked_at_again(
    mates: tuple[Store, Store, Path], shown: Callable[[Store], Shown], monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b, folder = mates
    training(a, "KH-TR-2", "Chan Dara")
    usb_stick.exchange(a, folder)
    here = shown(b)
    open_stick(here, folder)
    assert "new record" in rows_of(here.page.stick.card.view)[0][1]
    read = package_receiving.read

    def read_and_cancel(*those: object, **more: object) -> object:
        found = read(*those, **more)  # type: ignore[arg-type]
        here.page.stick._job.cancel()  # type: ignore[union-attr]
        here.page.stick._stopped = True
        return found

    monkeypatch.setattr(package_receiving, "read", read_and_cancel)
    here.page.stick.card.go.click()
    here.settle()
    here.settle()
    assert len(here.news) == 1
    assert [said for _name, said in rows_of(here.page.stick.card.view)] == ["Everything in this file is already here"]

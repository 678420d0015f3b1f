"""The exchange as officers do it: by the keys, in a real window, with real packages between real bases."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QObject, QPointF, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QDropEvent, QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView
from pytestqt.qtbot import QtBot

from prossce_desktop.domain.model.scopes import ShareLevel
from prossce_desktop.errors import MailNotHanded
from prossce_desktop.services.exchange import exchange_page
from prossce_desktop.store.devices.known_devices import all_devices
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.system import mail_handover
from prossce_desktop.system.mail_handover import Letter
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.exchange.exchange_page import ExchangePage
from prossce_desktop.ui.exchange.exchange_words import size
from prossce_desktop.ui.overview.overview_page import OverviewPage
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.window.navigation_panel import _COUNT
from tests.ui.exchange.offices import introduced, invited, laptop, office, send, training
from tests.ui.read_screen import rows_of
from tests.ui.window import Window, window

pytestmark = pytest.mark.slow

Key = Qt.Key


class System(QObject):
    """Stands for the system that opens files: a program for each, or for none."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[Path] = []
        QDesktopServices.setUrlHandler("file", self, "open")

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(Path(url.toLocalFile()))


@pytest.fixture
def system() -> Iterator[System]:
    made = System()
    yield made
    QDesktopServices.unsetUrlHandler("file")


@pytest.fixture
def regional(tmp_path: Path) -> Iterator[Store]:
    with office(tmp_path) as store:
        yield store


def records(store: Store) -> dict[str, int]:
    """A training of two people; nobody is known yet."""
    return {"training": training(store, "KH-TR-1", "Sok Sophea", "Keo Bopha")}


@pytest.fixture
def shown(qtbot: QtBot, tmp_path: Path, system: System) -> Iterator[Window]:
    with window(tmp_path, qtbot, records=records) as made:
        (tmp_path / "mail").mkdir()
        exchange_page.choose_folder(made.store, tmp_path / "mail")
        yield made


def page_of(shown: Window) -> ExchangePage:
    page = shown.shell.page(PageName.exchange)
    assert isinstance(page, ExchangePage)
    return page


def go(shown: Window) -> ExchangePage:
    shown.go(Place(PageName.overview))
    shown.go(Place(PageName.exchange))
    return page_of(shown)


def press(key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget(), key)


def test_an_invitation_is_opened_by_one_key_and_asks_nothing_else(shown: Window, regional: Store, tmp_path: Path) -> None:
    page = go(shown)
    assert page.begin.open.hasFocus() and not page.send.isVisible()
    shown.speaker.will_choose(invited(regional, tmp_path / "mail"))
    press(Key.Key_Return)
    shown.settle()
    assert not page.begin.isVisible()
    assert "Anong Srisai, ILO Bangkok" in page.words.title.text()
    assert len(page.words.words.text().split()) == 6
    assert "first package will ask the regional office" in page.words.explained.text()
    assert page.send.make.hasFocus(), "the next key sends"
    page.words.yes.click()
    shown.settle()
    assert not page.words.isVisible() and "compared with ILO Bangkok" in page.header.scope.text()


def test_what_is_no_invitation_is_one_sentence(shown: Window, tmp_path: Path) -> None:
    page = go(shown)
    (tmp_path / "letter").write_text("Dear colleagues", encoding="utf-8")
    shown.speaker.will_choose(tmp_path / "letter")
    page.begin.open.click()
    shown.settle()
    assert "invitation" in page.banner.accessibleName().casefold() and page.banner.isVisible()
    assert page.begin.isVisible()


def test_send_says_what_is_new_writes_the_draft_and_opens_it(shown: Window, regional: Store, tmp_path: Path, system: System) -> None:
    introduced(regional, shown.store, tmp_path / "mail")
    page = go(shown)
    assert page.send.title.text() == "Send to ILO Bangkok"
    assert page.send.lines() == ["1 new activity", "2 people", "2 participations", "1 head count"]
    assert page.send.confirmed.text() == "No receipt yet."
    press(Key.Key_Return)
    shown.settle()
    [draft] = (tmp_path / "mail").glob("*.eml")
    assert system.opened == [draft]
    message = message_from_bytes(draft.read_bytes(), policy=default)
    assert draft.with_suffix(".prossce").name in [one.get_filename() for one in message.iter_attachments()]
    assert page.written.isVisible() and draft.with_suffix(".prossce").name in page.written.banner.accessibleName()
    assert f" {size(draft.stat().st_size)}, " in page.written.banner.accessibleName(), "the whole e-mail, with workbook and PDF"
    page.written.subject.click()
    assert QGuiApplication.clipboard().text() == message["Subject"]
    page.written.text.click()
    assert "ILO Bangkok" in QGuiApplication.clipboard().text()
    page.written.banner.pressed.emit()
    assert system.opened[-1] == tmp_path / "mail"
    assert [row[2:] for row in rows_of(page.journal.view)] == [("2 changes, for ILO Bangkok", "No receipt yet")]


def test_a_mail_that_was_refused_is_written_again_in_pieces(shown: Window, regional: Store, tmp_path: Path, system: System) -> None:
    introduced(regional, shown.store, tmp_path / "mail")
    page = go(shown)
    page.send.make.click()
    shown.settle()
    page.written.refused.click()
    assert page.written.as_text.hasFocus()
    for _ in range(3):
        press(Key.Key_Tab)
    assert page.written.pieces[1].hasFocus()
    press(Key.Key_Return)
    shown.settle()
    assert len(list((tmp_path / "mail").glob("*.eml"))) == 2


def test_a_mail_that_was_refused_goes_once_more_as_text_or_in_a_zip(
    shown: Window, regional: Store, tmp_path: Path, system: System
) -> None:
    introduced(regional, shown.store, tmp_path / "mail")
    page = go(shown)
    page.send.make.click()
    shown.settle()
    [package] = (tmp_path / "mail").glob("*.prossce")
    for button, ending in ((page.written.as_text, ".txt"), (page.written.as_zip, ".zip")):
        page.written.refused.click()
        button.click()
        shown.settle()
        again = package.with_suffix(ending)
        assert again.exists() and again.name in page.written.banner.accessibleName()
        assert system.opened[-1] == package.with_name(f"{again.name}.eml"), "its own draft is opened"
        page.written.text.click()
        assert "package" in QGuiApplication.clipboard().text()
        with laptop(tmp_path, f"reader{ending}"):
            results, _news = exchange_page.take_in(regional, [system.opened[-1]])
        assert results[0].outcome.status in ("accepted", "already_known")


def test_the_mail_is_handed_to_the_mail_program_or_says_what_to_do(
    shown: Window, regional: Store, tmp_path: Path, system: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    introduced(regional, shown.store, tmp_path / "mail")
    handed: list[Letter] = []
    monkeypatch.setattr(mail_handover, "is_there", lambda: True)
    monkeypatch.setattr(mail_handover, "hand_over", handed.append)
    page = go(shown)
    page.send.make.click()
    shown.settle()
    page.written.system.click()
    shown.settle()
    [package] = (tmp_path / "mail").glob("*.prossce")
    assert [(one.files, "ILO Bangkok" in one.text) for one in handed] == [((package,), True)]
    assert "The e-mail is in the mail program" in page.written.banner.accessibleName()

    def refuse(letter: Letter) -> None:
        raise MailNotHanded

    monkeypatch.setattr(mail_handover, "hand_over", refuse)
    page.written.system.click()
    shown.settle()
    assert "attach the package" in page.written.banner.accessibleName()


def test_the_journal_is_saved_as_pdf_and_printed(shown: Window, regional: Store, tmp_path: Path, system: System) -> None:
    introduced(regional, shown.store, tmp_path / "mail")
    page = go(shown)
    assert not page.journal.save.isVisible()
    page.send.make.click()
    shown.settle()
    shown.speaker.will_choose(tmp_path / "journal.pdf")
    page.journal.save.click()
    shown.settle()
    assert (tmp_path / "journal.pdf").read_bytes().startswith(b"%PDF")
    assert shown.speaker.mentioned[-1] == f"Saved: journal.pdf, in {tmp_path}"
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    shown.speaker.choose_printer = lambda: printer  # type: ignore[method-assign]
    page.journal.print.click()
    shown.settle()
    assert (tmp_path / "printed.pdf").stat().st_size > 5_000


def test_the_receipt_that_comes_back_confirms_everything(shown: Window, regional: Store, tmp_path: Path, system: System) -> None:
    introduced(regional, shown.store, tmp_path / "mail")
    page = go(shown)
    page.send.make.click()
    shown.settle()
    exchange_page.take_in(regional, list((tmp_path / "mail").glob("*.eml")))
    exchange_page.take_in(regional, list((tmp_path / "mail").glob("*.prossce")))
    assert [one.operations for one in exchange_page.standing(regional).journal] == [2], "read twice, its line says what it brought"
    [back] = send(regional, tmp_path / "back")
    shown.speaker.will_choose(back)
    page.drop.choose.click()
    shown.settle()
    assert page.dry_run.isVisible() and not page.send.isVisible()
    assert rows_of(page.dry_run.view) == [(back.name, "A receipt from ILO Bangkok, no new records")]
    assert len(exchange_page.standing(shown.store).journal) == 1, "nothing is taken in before it is said so"
    assert page.dry_run.take.hasFocus()
    press(Key.Key_Return)
    shown.settle()
    assert [row[3] for row in rows_of(page.journal.view)] == ["Imported", "Confirmed"]
    assert rows_of(page.dry_run.view) == [(back.name, "Imported: the receipt from ILO Bangkok")]
    assert not page.dry_run.reply.isVisible() and page.dry_run.leave.hasFocus(), "a receipt is not answered with a receipt"
    page.dry_run.leave.click()
    shown.settle()
    assert page.send.isVisible() and page.send.confirmed.text() == "ILO Bangkok has everything."
    assert page.send.lines() == []


def test_a_folder_that_is_gone_does_not_stop_sending(shown: Window, regional: Store, tmp_path: Path, system: System) -> None:
    introduced(regional, shown.store, tmp_path / "mail")
    page = go(shown)
    (tmp_path / "stick").mkdir()
    shown.speaker.will_choose(tmp_path / "stick")
    page.send.folder.click()
    shown.settle()
    assert "stick" in page.send.where.text() and page.send.where.toolTip() == str(tmp_path / "stick")
    page.send.make.click()
    shown.settle()
    assert len(list((tmp_path / "stick").glob("*.prossce"))) == 1


def test_the_office_invites_lets_in_receives_and_replies(shown: Window, tmp_path: Path, system: System) -> None:
    page = go(shown)
    page.begin.regional.click()
    assert page.invite.isVisible() and not page.begin.isVisible()
    shown.speaker.will_answer("Make it the regional office")
    shown.speaker.will_choose(tmp_path / "mail" / "invitation")
    page.invite.write.click()
    shown.settle()
    assert shown.store.identity.regional and (tmp_path / "mail" / "invitation").exists()
    assert page.send.confirmed.text() == "No laptop is let in yet."
    with laptop(tmp_path, "other") as other:
        exchange_page.take_invitation(other, tmp_path / "mail" / "invitation")
        id = training(other, "KH-TR-2", "Heng Sovann")
        files = send(other, tmp_path / "sent")
        drop(page, files)
        shown.settle()
        assert "first let this laptop" in rows_of(page.dry_run.view)[0][1]
        page.dry_run.take.click()
        shown.settle()
        assert "first let this laptop" in rows_of(page.dry_run.view)[0][1] and page.dry_run.isVisible()
        mine = exchange_page.standing(other).office
        assert mine is not None
        assert page.devices.view.model().index(0, 1).data() == mine.words
        page.devices.take.click()
        shown.settle()
        assert not page.devices.take.isVisible()
        assert not page.dry_run.isVisible() and page.send.make.isVisible(), "nothing is told that is not so any more"
        with shown.store.read() as reading:
            assert reading.record(id).value is not None, "what waited was taken in"
        page.send.make.click()
        shown.settle()
        back = list((tmp_path / "mail").glob("*.prossce"))
        exchange_page.take_in(other, back)
        assert exchange_page.standing(other).unsent[0].operations == 0
        training(other, "KH-TR-3", "Chan Dara")
        with other.work("edit", 1) as work:
            work.set("training", {id: {"title": "Another title"}})
        drop(page, send(other, tmp_path / "next"))
        shown.settle()
        assert "new and 1 changed records from Phnom Penh" in rows_of(page.dry_run.view)[0][1]
        assert "Activities: 2 before, 3 after" in page.dry_run.figures.text()
        page.dry_run.take.click()
        shown.settle()
        assert page.dry_run.reply.hasFocus()
        press(Key.Key_Return)
        shown.settle()
        assert page.written.isVisible()
        assert rows_of(page.journal.view)[0][2].endswith(f"for {other.identity.device}")
    shown.speaker.will_answer("Block")
    page.devices.out.click()
    shown.settle()
    assert page.devices.view.model().index(0, 2).data() == "Blocked"


def drop(page: ExchangePage, files: list[Path]) -> None:
    """As from the system's folder window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(one)) for one in files])
    event = QDropEvent(QPointF(20, 20), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    page.drop.dropEvent(event)


def test_leaving_the_page_forgets_files_that_were_looked_at(shown: Window, regional: Store, tmp_path: Path) -> None:
    introduced(regional, shown.store, tmp_path / "mail")
    page = go(shown)
    (tmp_path / "letter").write_text("Dear colleagues", encoding="utf-8")
    drop(page, [tmp_path / "letter"])
    shown.settle()
    assert page.dry_run.title.text() == "Nothing to import" and page.dry_run.leave.hasFocus()
    page = go(shown)
    assert not page.dry_run.isVisible() and page.send.isVisible()


def test_an_invitation_may_be_dropped_where_packages_are(shown: Window, regional: Store, tmp_path: Path) -> None:
    introduced(regional, shown.store, tmp_path / "mail")
    page = go(shown)
    drop(page, [invited(regional, tmp_path / "mail")])
    shown.settle()
    assert page.send.isVisible() and not page.dry_run.isVisible() and not page.banner.isVisible()


@pytest.mark.parametrize(("answer", "share"), [("Keep names here", "codes"), ("Send names", "names")])
@pytest.mark.parametrize("dropped", [False, True], ids=["chosen", "dropped"])
def test_an_office_that_had_codes_gets_names_only_when_the_officer_agrees(
    shown: Window, regional: Store, tmp_path: Path, answer: str, share: str, dropped: bool
) -> None:
    introduced(regional, shown.store, tmp_path / "mail")
    exchange_page.invite(regional, tmp_path / "invitation", country=None, share=ShareLevel.names)
    page = go(shown)
    shown.speaker.will_answer(answer)
    if dropped:
        drop(page, [tmp_path / "invitation"])
    else:
        shown.speaker.will_choose(tmp_path / "invitation")
        page.invitation.choose()
    shown.settle()
    assert not page.banner.isVisible() and page.send.isVisible()
    with shown.store.read() as reading:
        assert [one.share for one in all_devices(reading.execute) if one.regional] == [share]


@pytest.mark.parametrize(("answer", "share"), [("Keep names here", "codes"), ("Send names", "names")])
def test_a_package_that_asks_for_names_is_answered_on_the_page(
    shown: Window, regional: Store, tmp_path: Path, answer: str, share: str
) -> None:
    introduced(regional, shown.store, tmp_path / "mail")
    exchange_page.take_in(regional, send(shown.store, tmp_path / "sent"))
    exchange_page.invite(regional, tmp_path / "invitation", country="KH", share=ShareLevel.names)
    exchange_page.take_in(shown.store, send(regional, tmp_path / "back"))
    page = go(shown)
    assert page.asks.isVisible()
    shown.speaker.will_answer(answer)
    page.asks.pressed.emit()
    shown.settle()
    assert not page.asks.isVisible() and not page.banner.isVisible()
    with shown.store.read() as reading:
        assert [one.share for one in all_devices(reading.execute) if one.regional] == [share]


@pytest.mark.parametrize("agrees", [False, True])
@pytest.mark.parametrize("dropped", [False, True], ids=["chosen", "dropped"])
def test_a_strangers_office_takes_the_known_ones_place_only_when_the_officer_agrees(
    shown: Window, regional: Store, tmp_path: Path, agrees: bool, dropped: bool
) -> None:
    introduced(regional, shown.store, tmp_path / "mail")
    page = go(shown)
    page.words.same.emit()
    shown.settle()
    (tmp_path / "elsewhere").mkdir()
    stranger = office(tmp_path / "elsewhere")
    invitation = invited(stranger, tmp_path / "elsewhere")
    stranger.close()
    shown.speaker.will_answer("Change the office" if agrees else "Keep ILO Bangkok")
    if dropped:
        drop(page, [invitation])
    else:
        shown.speaker.will_choose(invitation)
        page.invitation.choose()
    shown.settle()
    assert shown.speaker.asked[-1:] == ["Work with another regional office from now on?"]
    assert page.send.isVisible() and page.words.isVisible() is agrees
    assert page.banner.isVisible() is not agrees
    with shown.store.read() as reading:
        states = {one.key == regional.identity.device_key: one.state for one in all_devices(reading.execute) if one.regional}
    assert states == ({True: "revoked", False: "accepted"} if agrees else {True: "accepted"})


def test_the_page_has_a_number_in_the_navigation_and_is_found_by_its_name(shown: Window) -> None:
    QTest.keyClick(shown.shell, Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    shown.settle()
    assert shown.shell.place.page is PageName.exchange


def test_the_overview_says_what_the_office_has(shown: Window, regional: Store, tmp_path: Path, system: System) -> None:
    overview = shown.shell.page(PageName.overview)
    assert isinstance(overview, OverviewPage)

    def waiting() -> list[tuple[str, str, str]]:
        shown.go(Place(PageName.settings))
        shown.go(Place(PageName.overview))
        return [(one.words, one.second, one.count) for one in overview.waiting.items() if one.place == Place(PageName.exchange)]

    assert waiting() == []
    introduced(regional, shown.store, tmp_path / "mail")
    assert waiting() == [("Changes without a receipt", "No receipt yet.", "2")]
    exchange_page.take_in(regional, send(shown.store, tmp_path / "mail"))
    exchange_page.take_in(shown.store, send(regional, tmp_path / "back"))
    assert waiting() == []
    assert "ILO Bangkok has everything." in [one.text() for one in overview.waiting.card.findChildren(Label) if one.isVisible()]
    training(shown.store, "KH-TR-9")
    [(words, second, count)] = waiting()
    assert (words, count) == ("Changes without a receipt", "1")
    assert second.startswith("ILO Bangkok has everything up to ")


def test_names_leave_the_country_only_where_the_invitation_says_so_and_the_words_were_compared(
    shown: Window, regional: Store, tmp_path: Path
) -> None:
    exchange_page.invite(regional, tmp_path / "invitation", country=None, share=ShareLevel.names)
    exchange_page.take_invitation(shown.store, tmp_path / "invitation")
    page = go(shown)
    assert "also asks for names of people" in page.words.explained.text()
    assert "Names of people stay in the country." in page.send.sentence.text()
    page.words.yes.click()
    shown.settle()
    assert "Names of people are in the package." in page.send.sentence.text()


def test_the_navigation_counts_what_nobody_confirmed(shown: Window, regional: Store, tmp_path: Path) -> None:
    introduced(regional, shown.store, tmp_path / "mail")
    training(shown.store, "KH-TR-2")
    shown.session.tell(exchange_page.everything())
    counts = shown.shell.navigation.findChild(QListView)
    model = counts.model()
    row = next(at for at in range(model.rowCount()) if model.index(at, 0).data() == "Exchange")
    shown.bot.waitUntil(lambda: model.index(row, 0).data(_COUNT) == "3", timeout=10_000)

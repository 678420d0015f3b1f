"""Hours after sending, and after a laptop was dealt with: what the page still offers, where the keys are, what can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from prossce_desktop import app
from prossce_desktop.domain.model.scopes import ShareLevel
from prossce_desktop.services.commands import adding
from prossce_desktop.services.exchange import exchange_page, package_files, usb_stick
from prossce_desktop.services.people import person_erasure
from prossce_desktop.services.sync.package_words import REFUSED
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.system import mail_handover
from prossce_desktop.system.mail_handover import Letter
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.exchange import written_packages
from prossce_desktop.ui.exchange.exchange_page import ExchangePage
from prossce_desktop.ui.look.text_painting import width_of
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.people.person_page import PersonPage
from tests.pdf_text import pdf_text
from tests.ui.exchange.offices import introduced, invited, laptop, office, send, training
from tests.ui.exchange.test_exchange_page import go
from tests.ui.people.test_pages import words_in
from tests.ui.read_screen import rows_of
from tests.ui.window import TODAY, Window, window

pytestmark = pytest.mark.slow


@pytest.fixture
def opened() -> list[Path]:
    """What the system was asked to open."""
    return []


@pytest.fixture
def regional(tmp_path: Path) -> Iterator[Store]:
    with office(tmp_path) as store:
        yield store


@pytest.fixture
def shown(qtbot: QtBot, tmp_path: Path, opened: list[Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    def system(path: Path) -> bool:
        opened.append(path)
        return True

    monkeypatch.setattr(written_packages, "open_by_system", system)
    with window(tmp_path, qtbot, records=lambda store: {"training": training(store, "KH-TR-1", "Sok Sophea", "Keo Bopha")}) as made:
        (tmp_path / "mail").mkdir()
        exchange_page.choose_folder(made.store, tmp_path / "mail")
        yield made


def sent(shown: Window, regional: Store, folder: Path) -> ExchangePage:
    """The page after a package was written and the page was left and opened again."""
    introduced(regional, shown.store, folder)
    page = go(shown)
    page.send.make.click()
    shown.settle()
    return go(shown)


def test_an_e_mail_without_a_receipt_is_offered_again_whenever_the_page_is_opened(
    shown: Window, regional: Store, tmp_path: Path, opened: list[Path]
) -> None:
    page = sent(shown, regional, tmp_path / "mail")
    [package] = (tmp_path / "mail").glob("*.prossce")
    assert page.written.isVisible() and "No receipt yet" in page.written.banner.accessibleName()
    assert package.name in page.written.banner.accessibleName() and len(opened) == 1, "nothing is opened by itself"
    page.written.draft.click()
    [draft] = (tmp_path / "mail").glob("*.eml")
    assert opened[-1] == draft
    page.written.subject.click()
    assert QGuiApplication.clipboard().text().startswith("ProSSCE data of National Employment Agency")
    page.written.text.click()
    assert QGuiApplication.clipboard().text().startswith("This e-mail has the data")
    page.written.refused.click()
    page.written.as_zip.click()
    shown.settle()
    assert package.with_suffix(".zip").exists()


def test_what_is_in_an_e_mail_that_was_made_is_not_counted_as_new(shown: Window, regional: Store, tmp_path: Path) -> None:
    introduced(regional, shown.store, tmp_path / "mail")
    page = go(shown)
    before = page.send.lines()
    assert "1 new activity" in before and "2 people" in before and not any("made" in one for one in before)
    page.send.make.click()
    shown.settle()
    with shown.store.read() as reading:
        own = int(reading.execute("SELECT count(*) FROM op").one()[0])
    assert go(shown).send.lines() == [f"{own} changes: e-mail made, not confirmed"]
    training(shown.store, "KH-TR-2", "Chan Dara")
    lines = go(shown).send.lines()
    assert "1 new activity" in lines and "1 person" in lines and lines[-1] == f"{own} changes: e-mail made, not confirmed"
    exchange_page.take_in(regional, list((tmp_path / "mail").glob("*.prossce")))
    exchange_page.take_in(shown.store, send(regional, tmp_path / "back"))
    confirmed = go(shown).send.lines()
    assert "1 new activity" in confirmed and "1 person" in confirmed and not any("made" in one for one in confirmed)


def test_an_e_mail_is_not_offered_again_once_its_receipt_came(shown: Window, regional: Store, tmp_path: Path) -> None:
    page = sent(shown, regional, tmp_path / "mail")
    exchange_page.take_in(regional, list((tmp_path / "mail").glob("*.prossce")))
    exchange_page.take_in(shown.store, send(regional, tmp_path / "back"))
    assert not go(shown).written.isVisible() and page.send.isVisible()


def test_an_e_mail_that_is_not_in_its_folder_is_said_not_to_be_there(shown: Window, regional: Store, tmp_path: Path) -> None:
    sent(shown, regional, tmp_path / "mail")
    for one in (tmp_path / "mail").glob("KH-*"):
        one.unlink()
    page = go(shown)
    assert "is not in" in page.written.banner.accessibleName() and "make the e-mail again" in page.written.banner.accessibleName()
    assert page.written.isVisible() and not page.written.draft.isVisible() and not page.written.refused.isVisible()
    page.send.make.click()
    shown.settle()
    assert page.written.draft.isVisible() and page.written.refused.isVisible()


def test_several_packages_are_spoken_of_as_several(shown: Window, regional: Store, tmp_path: Path) -> None:
    introduced(regional, shown.store, tmp_path / "mail")
    page = go(shown)
    two = [one for _ in range(2) for one in package_files.make_packages(shown.store, tmp_path / "mail")]
    page.written.show_written(two)
    said = page.written.banner.accessibleName()
    assert "2 packages and their e-mails" in said and "send them from your mail program" in said and "send it" not in said


def test_after_a_laptop_is_retired_or_shut_out_the_keys_are_in_the_list_of_laptops(shown: Window, tmp_path: Path) -> None:
    page = go(shown)
    exchange_page.invite(shown.store, tmp_path / "mail" / "invitation", country="KH", share=ShareLevel.codes)
    with laptop(tmp_path, "other") as other:
        exchange_page.take_invitation(other, tmp_path / "mail" / "invitation")
        exchange_page.take_in(shown.store, send(other, tmp_path / "sent"))
    page = go(shown)
    shown.speaker.will_answer("Block")
    for button in (page.devices.take, page.devices.retire, page.devices.back, page.devices.out):
        button.setFocus()
        button.click()
        shown.settle()
        assert QApplication.focusWidget() is page.devices.view, button.words()


def test_after_the_words_of_the_office_were_compared_the_keys_are_at_sending(shown: Window, regional: Store, tmp_path: Path) -> None:
    introduced(regional, shown.store, tmp_path / "mail")
    page = go(shown)
    page.words.yes.setFocus()
    page.words.yes.click()
    shown.settle()
    assert not page.words.isVisible() and QApplication.focusWidget() is page.send.make


def test_a_laptop_that_the_office_named_is_not_said_to_be_unknown(shown: Window, regional: Store, tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    introduced(regional, shown.store, tmp_path / "mail")
    with laptop(tmp_path, "other") as other:
        introduced(regional, other, tmp_path / "mail")
        exchange_page.take_in(shown.store, send(regional, tmp_path / "back"))
        usb_stick.exchange(other, folder)
        name = other.identity.device
    page = go(shown)
    assert page.devices.device() is not None and page.devices.device().name == name  # type: ignore[union-attr]
    page.stick.open_card()
    shown.settle()
    page.stick.dry_run(folder)
    shown.settle()
    assert page.stick.card.stranger.text().startswith(name)
    assert "not known here" not in page.stick.card.sentence.text() and "not compared here yet" in page.stick.card.sentence.text()


def test_a_laptop_nobody_named_is_said_to_be_unknown(shown: Window, regional: Store, tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    invitation = invited(regional, tmp_path / "mail")
    exchange_page.take_invitation(shown.store, invitation)
    with laptop(tmp_path, "other") as other:
        exchange_page.take_invitation(other, invitation)
        usb_stick.exchange(other, folder)
    page = go(shown)
    page.stick.open_card()
    shown.settle()
    page.stick.dry_run(folder)
    shown.settle()
    assert "not known here" in page.stick.card.sentence.text()


def test_what_is_in_a_package_and_why_one_was_refused_have_room_in_the_journal(shown: Window, regional: Store, tmp_path: Path) -> None:
    introduced(regional, shown.store, tmp_path / "mail")
    exchange_page.take_in(regional, send(shown.store, tmp_path / "sent"))
    [back] = send(regional, tmp_path / "back")
    back.write_bytes(back.read_bytes()[:-40] + b"x" * 40)
    exchange_page.take_in(shown.store, [back])
    page = go(shown)
    assert any(row[3].startswith("Refused. ") for row in rows_of(page.journal.view))
    room = page.journal.view.columnWidth(3) - 20 - 24
    for why in REFUSED.values():
        assert width_of(f"Refused. {why}", theme().font("body")) <= room, why
    answer = "Only a receipt, nothing new, for KH-000000"
    assert width_of(answer, theme().font("body")) <= page.journal.view.columnWidth(2) - 20


def test_where_packages_went_by_stick_the_card_and_the_letter_of_an_erasure_say_to_wipe_it(
    shown: Window, regional: Store, tmp_path: Path
) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    invitation = invited(regional, tmp_path / "mail")
    exchange_page.take_invitation(shown.store, invitation)
    with laptop(tmp_path, "other") as other:
        exchange_page.take_invitation(other, invitation)
        usb_stick.exchange(other, folder)
    [card] = usb_stick.dry_run_stick(shown.store, folder, lambda done, total: None).strangers
    usb_stick.meet(shown.store, card)
    usb_stick.exchange(shown.store, folder)
    with shown.store.read() as reading:
        person = int(reading.execute("SELECT min(id) FROM person").fetchall()[0][0])
    done = person_erasure.erase(shown.store, person, "asked for it", app.now())
    assert (done.left.packages, done.left.on_sticks) == (0, 1)
    shown.go(Place(PageName.person, record=person))
    page = shown.shell.page(PageName.person)
    assert isinstance(page, PersonPage)
    assert "delete it on the stick" in words_in(page) and "mailbox" not in words_in(page)
    person_erasure.write_letter(shown.store, done.left, app.now(), tmp_path / "letter.pdf")
    text = pdf_text(tmp_path / "letter.pdf")
    assert "on the stick: delete it there" in " ".join(text.split()) and "by e-mail" not in text


def copied(button: Button) -> str:
    button.click()
    return QGuiApplication.clipboard().text()


def test_of_several_files_each_has_its_draft_subject_and_text_one_after_the_other(
    shown: Window, regional: Store, tmp_path: Path, opened: list[Path]
) -> None:
    introduced(regional, shown.store, tmp_path / "mail")
    written_now = [one for _ in range(3) for one in package_files.make_packages(shown.store, tmp_path / "mail")]
    page, panel = go(shown), go(shown).written
    panel.show_written(written_now)
    assert opened[-1] == written_now[0].email, "the first draft is opened"
    assert panel.which.isVisible() and panel.which.text() == f"1 of 3: {written_now[0].path.name}"
    assert panel.draft.isVisible() and panel.subject.isVisible() and panel.text.isVisible() and not panel.previous.isEnabled()
    panel.next.setFocus()
    for at, one in enumerate(written_now, start=1):
        assert panel.which.text().startswith(f"{at} of 3: ") and panel.subject.accessibleDescription() == panel.which.text()
        assert (copied(panel.subject), copied(panel.text)) == (one.subject, one.text)
        panel.draft.click()
        assert opened[-1] == one.email
        if at < 3:
            assert panel.next.hasFocus()
            QTest.keyClick(panel.next, Qt.Key.Key_Return)
    assert not panel.next.isEnabled() and panel.draft.hasFocus(), "after the last one the keys are at what can be done with it"
    panel.previous.click()
    assert panel.which.text().startswith("2 of 3: ") and copied(panel.subject) == written_now[1].subject
    page.written.show_written(written_now[:1])
    assert not panel.which.isVisible() and not panel.next.isVisible() and not panel.previous.isVisible()


def test_where_no_program_opens_drafts_that_is_said_for_several_files_too(
    shown: Window, regional: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    introduced(regional, shown.store, tmp_path / "mail")
    two = [one for _ in range(2) for one in package_files.make_packages(shown.store, tmp_path / "mail")]
    page = go(shown)
    monkeypatch.setattr(written_packages, "open_by_system", lambda path: False)
    page.written.show_written(two)
    assert "For each package, write an e-mail yourself" in page.written.banner.accessibleName()
    page.written.banner.say("done", "")
    page.written.draft.click()
    assert "Write an e-mail yourself" in page.written.banner.accessibleName()


def test_each_of_several_files_is_handed_to_the_mail_program_and_it_is_said_which(
    shown: Window, regional: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed: list[Letter] = []
    monkeypatch.setattr(mail_handover, "is_there", lambda: True)
    monkeypatch.setattr(mail_handover, "hand_over", handed.append)
    introduced(regional, shown.store, tmp_path / "mail")
    two = [one for _ in range(2) for one in package_files.make_packages(shown.store, tmp_path / "mail")]
    panel = go(shown).written
    panel.show_written(two)
    panel.next.click()
    panel.system.click()
    shown.settle()
    assert [(one.subject, one.files) for one in handed] == [(two[1].subject, (two[1].path,))]
    assert f"{two[1].path.name} is in the mail program." in panel.banner.accessibleName()


def test_the_office_sees_for_which_laptop_each_mail_is_also_in_another_form_and_hours_later(
    qtbot: QtBot, tmp_path: Path, opened: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(written_packages, "open_by_system", lambda path: opened.append(path) or True)
    with window(tmp_path, qtbot, records=lambda store: {}) as shown, laptop(tmp_path) as one, laptop(tmp_path, "second") as other:
        for store in (one, other):
            introduced(shown.store, store, tmp_path / "mail")
        adding.add(shown.store, "programme", [("title", "For everybody")], today=TODAY)
        exchange_page.choose_folder(shown.store, tmp_path / "mail")
        panel = go(shown).written
        go(shown).send.make.click()
        shown.settle()
        for ending in (".prossce", ".zip", ".prossce"):
            named = []
            for at in (1, 2):
                number, name, file = re.fullmatch(r"(.+), for (.+): (.+)", panel.which.text()).groups()  # type: ignore[union-attr]
                assert number == f"{at} of 2" and file.endswith(ending)
                wanted = name if ending == ".prossce" else Path(file).stem
                assert wanted in copied(panel.subject), "the mail of the laptop that is named"
                named.append(name)
                panel.next.click()
            assert set(named) == {one.identity.device, other.identity.device}
            if ending == ".prossce":
                panel.as_zip.click()
                shown.settle()
            else:
                go(shown)  # as hours later

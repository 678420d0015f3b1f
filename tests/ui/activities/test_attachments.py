"""The Attachments tab: added, shown, opened without a trace, saved, marked, taken out and brought back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from prossce_desktop.services.activities import attachments
from prossce_desktop.services.commands import adding
from prossce_desktop.ui.activities.activity_page import ActivityPage
from prossce_desktop.ui.activities.attachment_pictures import PictureRow
from prossce_desktop.ui.activities.attachments_tab import AttachmentsTab
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.records.record_tabs import TabName
from prossce_desktop.ui.session.session import Session
from tests.tools.recording_speaker import RecordingSpeaker
from tests.ui.activities.conftest import TODAY, Settle, shown

pytestmark = pytest.mark.slow


@pytest.fixture
def tab(qtbot: QtBot, session: Session, settle: Settle) -> AttachmentsTab:
    made = adding.add(session.store, "training", [("title", "Course")], today=TODAY)
    page = ActivityPage(session)
    shown(qtbot, page)
    page.enter(Place(PageName.activity, record=made.id, kind="training", tab="attachments"))
    settle()
    found = page.tabs[TabName.attachments]
    assert isinstance(found, AttachmentsTab) and page.tab_name() is TabName.attachments
    return found


def photo(folder: Path, name: str = "IMG_1.jpg") -> Path:
    Image.effect_noise((400, 300), 40).convert("RGB").save(folder / name)
    return folder / name


def row(tab: AttachmentsTab) -> PictureRow:
    [found] = tab.rows
    assert isinstance(found, PictureRow)
    return found


def test_a_picture_is_chosen_shown_opened_and_saved(tab: AttachmentsTab, session: Session, settle: Settle, tmp_path: Path) -> None:
    speaker = session.speaker
    assert isinstance(speaker, RecordingSpeaker)
    speaker.will_choose(photo(tmp_path))
    tab.add_button.click()
    settle()
    one = row(tab)
    assert one.picture.name == "IMG_1.jpg" and one.picture.is_here
    one.open.click()
    settle()
    assert tab.stack.currentIndex() == 1 and tab.view.name.text() == "IMG_1.jpg"
    tab.view.back.click()
    assert tab.stack.currentIndex() == 0
    before = sorted(session.store.folder.rglob("*"))
    speaker.will_choose(tmp_path / "out.jpg")
    one.save.click()
    settle()
    assert (tmp_path / "out.jpg").read_bytes().startswith(b"\xff\xd8")
    assert sorted(session.store.folder.rglob("*")) == before


def test_a_picture_is_marked_taken_out_and_comes_back(tab: AttachmentsTab, session: Session, settle: Settle, tmp_path: Path) -> None:
    tab.add([photo(tmp_path), photo(tmp_path, "IMG_2.jpg")])
    settle()
    assert len(tab.rows) == 2
    first = tab.rows[0]
    assert isinstance(first, PictureRow)
    first.report.click()
    settle()
    record = tab.record or 0
    assert [one.for_report for one in attachments.listed(session.store, record)].count(True) == 1
    first = tab.rows[0]
    assert isinstance(first, PictureRow)
    first.remove.click()
    settle()
    assert len(tab.rows) == 1
    session.store.undo.undo(session.store.undo.last_undoable() or "")
    tab.enter(record)
    settle()
    assert len(tab.rows) == 2


def test_what_is_no_picture_is_said(tab: AttachmentsTab, session: Session, settle: Settle, tmp_path: Path) -> None:
    speaker = session.speaker
    assert isinstance(speaker, RecordingSpeaker)
    (tmp_path / "list.pdf").write_bytes(b"%PDF-1.4")
    tab.add([tmp_path / "list.pdf"])
    settle()
    assert speaker.told == ["list.pdf is not a photo or scan that the program can read. Save it as JPEG, PNG or PDF without a password, and add it again."]
    assert tab.rows == [] and tab.add_button.isEnabled()

"""One day of an officer, by keys, with words that are sought on the disk afterwards. A child of `test_canaries`, ends by kill -9."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMessageBox

from prossce_desktop import app
from prossce_desktop.services.reporting import activity_papers, report_export
from prossce_desktop.services.workspace import backups
from prossce_desktop.system.process_memory import leave_no_dump
from prossce_desktop.ui.access.screen_lock import LockPage
from prossce_desktop.ui.backups.backups_page import BackupsPage
from prossce_desktop.ui.base.place import PageName, Place
from tests.driven import Alt, Ctrl, Driven, Key, Shift, until
from tests.ui.waiting import DRAFT_MS

PASSPHRASE, WRONG, WRONG_AT_LOCK = "Kanaripass-9137", "Kanariwrong-5120", "Kanariagain-7716"
OFFICE, OFFICER = "Kanarioffice", "Kanariofficer"
TITLE, DRAFT, PLACE = "Kanarititel", "Kanaridraft", "Kanariplatz"
NAME, PASTED, KHMER, EDITED = "Kanariname", "Kanaripasted", "កាណារីឈ្មោះ", "Kanariedited"
PHONE, SHORT, ID, EMAIL = "0123994477", "0129744", "KN7305518842", "kanari.post@example.org"
SOUGHT, HELP, REASON, UNSAVED_ROW = "Kanarisought", "Kanarihelp", "Kanarireason", "Kanarihalfrow"
PERSONAL = (NAME, PASTED, KHMER, EDITED, PHONE, PHONE[1:], SHORT, ID, EMAIL, UNSAVED_ROW)
EVERY = (PASSPHRASE, WRONG, WRONG_AT_LOCK, OFFICE, OFFICER, TITLE, DRAFT, PLACE, SOUGHT, HELP, REASON, *PERSONAL)


class Titles(QObject):
    """What the desktop is told of every window: titles and file names."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QWindow) and event.type() in (QEvent.Type.Expose, QEvent.Type.WindowTitleChange, QEvent.Type.UpdateRequest):
            self.look()
        return False

    def look(self) -> None:
        """Write down what every window says now."""
        for one in QGuiApplication.allWindows():
            self.seen |= {one.title(), one.filePath()}


class Day:
    """What is done, in its order."""

    def __init__(self, folder: Path, out: Path, stick: Path) -> None:
        self.folder, self.out, self.stick = folder, out, stick
        self.driven = Driven(folder, PASSPHRASE, wrong=[WRONG])
        self.titles = Titles()
        self.driven.app.installEventFilter(self.titles)

    @property
    def store(self) -> Any:
        return self.driven.shell.session.store

    def typed_and_pasted(self) -> None:
        driven = self.driven
        driven.go(Place(PageName.activity, kind="training"))
        driven.type(TITLE)
        driven.field("place").setFocus()
        driven.type(PLACE)
        driven.field("start").setFocus()
        driven.type(f"{app.today():%d/%m/%Y}")
        driven.press(Key.Key_S, Ctrl)
        driven.settle()
        with self.store.read() as reading:
            [self.training] = [one.id for one in reading.records("training")]
        self.to_the_list()
        driven.type(NAME)
        driven.press(Key.Key_Return)
        driven.settle()
        driven.paste(f"Name\tPhone\tNational id\tE-mail\n{PASTED}\t{PHONE}\t{ID}\t{EMAIL}\n{KHMER}\t{PHONE[:-1]}8\t\t\n")
        driven.settle()
        driven.press(Key.Key_Return)
        driven.settle()

    def to_the_list(self) -> None:
        """The keys in its first empty row."""
        self.driven.go(Place(PageName.overview))
        self.driven.go(Place(PageName.activity, record=self.training, kind="training", tab="people"))

    def kept_with_a_reason(self) -> None:
        driven = self.driven
        self.to_the_list()
        for text in ("Somebody Else", "", "F", "2001", "", SHORT):  # the age is worked out
            driven.type(text)
            driven.press(Key.Key_Tab)
        driven.settle()
        driven.press(Key.Key_K, Alt)
        driven.type(REASON)
        driven.press(Key.Key_Return)
        driven.settle()
        driven.press(Key.Key_Return)  # the row is left, so it is saved
        driven.settle()
        with self.store.read() as reading:
            people = {one.value.name: one.value for one in reading.records("person")}
        assert {NAME, PASTED, KHMER, "Somebody Else"} <= set(people), set(people)
        assert people[PASTED].national_id == ID  # the e-mail was left out, as the program offers
        assert REASON in str(people["Somebody Else"].kept), people["Somebody Else"].kept

    def searched(self) -> None:
        driven = self.driven
        driven.go(Place(PageName.people))
        for text in (NAME, ID, SOUGHT):
            driven.press(Key.Key_F, Ctrl)
            driven.type(text)
            driven.settle()
        driven.shell.open_go_to()
        for text in (SOUGHT, PHONE, KHMER):
            driven.type(text)
            driven.settle()
        driven.press(Key.Key_Escape)
        driven.press(Key.Key_F1)
        driven.settle()
        driven.press(Key.Key_F, Ctrl)
        driven.type(HELP)
        driven.settle()
        driven.program.help.close()

    def edited(self) -> None:
        driven = self.driven
        with self.store.read() as reading:
            [person] = [one.id for one in reading.records("person") if one.value.name == NAME]
        driven.go(Place(PageName.person, record=person))
        driven.press(Key.Key_E, Ctrl)
        driven.settle()
        driven.type(EDITED)
        driven.settle(DRAFT_MS)
        driven.press(Key.Key_Escape)
        driven.settle()

    def mistaken(self) -> None:
        """On the window's thread, beside it, and with a name in the middle of what looks like a report."""
        driven = self.driven

        def fails(step: object) -> None:
            raise ValueError(f'{PASTED} {PHONE}\n  File "{NAME}", line 1\n{NAME}Error: {ID}')

        try:
            fails(None)
        except ValueError as mistake:
            sys.excepthook(ValueError, mistake, mistake.__traceback__)
        driven.program.jobs.start(fails)
        driven.settle()
        shown = driven.mistakes.shown
        assert shown is not None and "ValueError" in shown.text.toPlainText() and shown.when.count() == 2
        shown.close()
        driven.settle()

    def exported_without_names(self) -> None:
        driven = self.driven
        self.choose(self.out / "window.pdf", self.out / "window.xlsx")
        driven.go(Place(PageName.reports))
        driven.press(Key.Key_S, Ctrl)
        until(lambda: (self.out / "window.pdf").exists())
        driven.settle()
        driven.press(Key.Key_S, Ctrl | Shift)
        until(lambda: (self.out / "window.xlsx").exists())
        driven.settle()
        wanted = report_export.Wanted(excel=self.out / "o.xlsx", pdf=self.out / "o.pdf")
        report_export.export(self.store, wanted, app.now(), app.today())
        activity_papers.write_activity_page(self.store, self.training, self.out / "page.pdf", app.now(), app.today())

    def choose(self, *paths: Path) -> None:
        """The next dialogs for files are answered as a person would."""
        waiting = list(paths)
        self.answering = QTimer()

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, QFileDialog) and waiting:
                typed = dialog.findChild(QLineEdit)
                assert isinstance(typed, QLineEdit)
                typed.setText(str(waiting.pop(0)))
                dialog.accept()

        self.answering.timeout.connect(look)
        self.answering.start(100)

    def undone(self) -> None:
        for act in (self.driven.shell.undo, self.driven.shell.undo, self.driven.shell.redo):
            act()
            self.driven.settle()

    def drafted_and_locked(self) -> None:
        driven = self.driven
        self.to_the_list()
        driven.press(Key.Key_Tab)
        driven.type(UNSAVED_ROW)  # no name yet: the row waits in a draft
        driven.press(Key.Key_Tab)
        driven.settle(DRAFT_MS)
        driven.go(Place(PageName.activity, kind="career_fair"))
        driven.type(DRAFT)
        driven.settle(DRAFT_MS)
        drafts = str([one.typed for one in self.store.drafts.held()])
        assert DRAFT in drafts and UNSAVED_ROW in drafts, drafts
        driven.press(Key.Key_L, Ctrl)
        window = driven.program.window
        until(lambda: isinstance(window.centralWidget(), LockPage))
        page: Any = window.centralWidget()
        page.passphrase.frame.set_value(WRONG_AT_LOCK)
        page.open_button.click()
        driven.settle()
        assert isinstance(window.centralWidget(), LockPage)
        page.passphrase.frame.set_value(PASSPHRASE)
        page.open_button.click()
        until(lambda: not isinstance(window.centralWidget(), LockPage))

    def copied_and_restored(self) -> None:
        """A copy beside, one at the second place, a file for elsewhere; then the window opens the copy as records of their own."""
        driven = self.driven
        (self.stick / "second").mkdir()
        backups.choose_second_place(self.store, self.stick / "second")
        backups.back_up_at_exit(self.store)
        backups.write_backup(self.store, self.stick / backups.suggested_name(self.store))
        driven.go(Place(PageName.backups))
        page: Any = driven.shell.page(PageName.backups)
        assert isinstance(page, BackupsPage)
        driven.press(Key.Key_Down)
        driven.settle()
        before = driven.shell
        QTimer.singleShot(1_000, answer_yes)  # what was done since is asked about
        page.preview.restore.click()
        until(lambda: driven.program.window.shell is not None and driven.program.window.shell is not before)
        driven.settle()
        assert self.store.folder != self.folder, self.store.folder


def answer_yes() -> None:
    """The first answer of the question that is in sight, if there is one."""
    box = QApplication.activeModalWidget()
    if isinstance(box, QMessageBox):
        box.buttons()[0].click()


def main() -> None:
    """`canary_day FOLDER OUT STICK`."""
    leave_no_dump()
    day = Day(*map(Path, sys.argv[1:4]))
    for part in (
        day.typed_and_pasted, day.kept_with_a_reason, day.searched, day.edited, day.mistaken, day.exported_without_names, day.undone,
        day.drafted_and_locked, day.copied_and_restored,
    ):  # fmt: skip
        part()
        day.titles.look()
        print(part.__name__, flush=True)
    print("titles:", sorted(day.titles.seen), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main()

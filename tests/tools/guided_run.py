"""The main job driven through the same windows without a display: sample data, one training with 12 people, both exports."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from prossce_desktop.app import Store
from prossce_desktop.ui.access.first_start_page import FirstStart
from prossce_desktop.ui.base.jobs import Jobs
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.look.theme import wear
from prossce_desktop.ui.parts.field_frame import FieldFrame
from prossce_desktop.ui.session.session import Session
from prossce_desktop.ui.window.main_window import MainWindow
from prossce_desktop.ui.window.workspace_view import WorkspaceView
from tests.tools.hand import Hand, without_screen
from tests.tools.recording_speaker import RecordingSpeaker

TRAINING = ("Counselling skills, Siem Reap", "18/11/2024", "22/11/2024")
PEOPLE = (
    ("សុខ សុវណ្ណារី", "Sok Sovannary", "f", "3/9/1989", "012 305 040"), ("ហេង ពិសិដ្ឋ", "Heng Piseth", "m", "21/11/1995", "012 884 310"),
    ("ចាន់ បូរី", "Chan Borey", "m", "27/11/1992", "015 151 075"), ("មាស ចន្ថា", "Meas Chantha", "f", "15/6/2001", "016 217 034"),
    ("តាំង កញ្ញា", "Taing Kanha", "f", "27/2/1990", "016 460 769"), ("ម៉ៅ បូរិន", "Mao Borin", "m", "15/6/1988", "015 642 273"),
    ("អ៊ុក ម៉ាលី", "Ouk Maly", "f", "7/9/1995", "017 300 226"), ("ស៊ឹម ដារ៉ា", "Sim Dara", "m", "26/12/2000", "077 184 609"),
    ("ចាន់ សុជាតា", "Chan Socheata", "f", "5/1/1993", "015 546 654"), ("លី ស្រីមុំ", "Ly Sreymom", "f", "17/12/2003", "015 488 232"),
    ("កែវ សំណាង", "Keo Samnang", "m", "1992", "070 920 425"), ("នួន សុភា", "Nuon Sophea", "f", "", "017 126 984"),
)  # fmt: skip
"""A made-up sign-in sheet: name, Latin name, sex, born, phone."""


class GuidedRun:
    """Does what an officer does in the first half hour."""

    def __init__(self, app: QApplication, folder: Path) -> None:
        self.app = app
        self.folder = folder
        self.jobs = Jobs()
        self.speaker = RecordingSpeaker()
        self.window = MainWindow(QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat))
        self.window.resize(1366, 768)
        self.window.show()
        QTest.qWaitForWindowExposed(self.window)
        self.window.activateWindow()
        self.hand = Hand(self.window, self.jobs, folder / "pictures")
        self.store: Store | None = None

    def run(self) -> list[Path]:
        """Everything in order; gives the files that were made."""
        self.first_start()
        shell = self.window.shell
        if shell is None:
            raise RuntimeError("the workspace did not open")
        self.log_training()
        self.type_people()
        self.see_that_it_is_saved()
        exports = self.export(shell)
        self.close()
        return exports

    def first_start(self) -> None:
        """The first page, with sample data."""
        page = FirstStart(self.folder / "workspace", self.jobs, self.speaker)
        page.ready.connect(self._opened)
        self.window.setCentralWidget(page)
        page.first_focus()
        self.hand.wait()
        self.hand.picture("1-first-start")
        page.explore.click()
        self.hand.wait(lambda: self.window.shell is not None)
        self.hand.wait(ms=300)
        self.hand.picture("2-overview")

    def _opened(self, store: Store) -> None:
        self.store = store
        shell = WorkspaceView(Session(store, self.jobs, self.speaker, parent=self.window))
        self.window.show_shell(shell)
        shell.go(Place(PageName.overview))

    def log_training(self) -> None:
        """A new training through its form: title and dates by keys, then Ctrl+S."""
        shell = self._shell()
        shell.go(Place(PageName.activity, kind="training"))
        self.hand.wait(ms=200)
        title, start, end = TRAINING
        self.hand.type(title)
        form = shell.page(PageName.activity)
        for label, text in (("Starts", start), ("Ends", end)):
            field_named(form, label).setFocus()
            self.hand.type(text)
            self.hand.press(Qt.Key.Key_Tab)
        self.hand.wait(ms=300)
        self.hand.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        self.hand.wait(ms=300)
        self.hand.picture("3-training")

    def type_people(self) -> None:
        """Twelve people typed down the sheet: Tab goes right, Enter to the start of the next row."""
        self.hand.press(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
        self.hand.wait(ms=300)
        for row in PEOPLE:
            name, latin, sex, born, phone = row
            for text, key in ((name, Qt.Key.Key_Tab), (latin, Qt.Key.Key_Tab), (sex, Qt.Key.Key_Tab), (born, Qt.Key.Key_Tab)):
                self.hand.type(text)
                self.hand.press(key)
            self.hand.press(Qt.Key.Key_Tab)  # the age, which follows from the birth
            self.hand.type(phone)
            self.hand.press(Qt.Key.Key_Return)
            self.hand.wait()
        self.hand.wait(ms=600)
        self.hand.picture("4-people")

    def see_that_it_is_saved(self) -> None:
        """What was typed is in the base, or this run has failed."""
        with self._store().read() as reading:
            [training] = [one for one in reading.records("training") if getattr(one.value, "title", "") == TRAINING[0]]
            there = sum(getattr(one.value, "activity", None) == training.id for one in reading.records("participation"))
        if there != len(PEOPLE):
            raise RuntimeError(f"{there} of {len(PEOPLE)} people were saved")

    def _store(self) -> Store:
        if self.store is None:
            raise RuntimeError("the workspace is not open")
        return self.store

    def export(self, shell: WorkspaceView) -> list[Path]:
        """Both exports from the page of reports."""
        shell.go(Place(PageName.reports))
        self.hand.wait(ms=1500)
        self.hand.wait(ms=1500)
        self.hand.picture("5-reports")
        page = shell.page(PageName.reports)
        wanted = [self.folder / "exports" / "summary.pdf", self.folder / "exports" / "figures.xlsx"]
        wanted[0].parent.mkdir(parents=True, exist_ok=True)
        for path, act in zip(wanted, ("save_as_pdf", "save_as_excel"), strict=True):
            self.speaker.will_choose(path)
            getattr(page, act)()
            self.hand.wait(path.exists, ms=300)
        return wanted

    def close(self) -> None:
        """Everything written, the base closed."""
        self.jobs.finish()
        if self.store is not None:
            self.store.close()

    def _shell(self) -> WorkspaceView:
        if self.window.shell is None:
            raise RuntimeError("the workspace is not open")
        return self.window.shell


def field_named(page: QWidget, label: str) -> QWidget:
    """The editor of a field by its label."""
    for frame in page.findChildren(FieldFrame):
        if frame.name() == label:
            editor = frame.focusProxy()
            if editor is not None:
                return editor
    raise LookupError(label)


def main() -> int:
    """Run it in `build/guided-run` (made anew) and say where everything is."""
    without_screen()
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "build/guided-run").absolute()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    wrong: list[BaseException] = []
    sys.excepthook = lambda kind, error, trace: wrong.append(error)
    app = QApplication(sys.argv[:1])
    wear(app, "light")
    run = GuidedRun(app, folder)
    exports = run.run()
    if wrong:
        raise wrong[0]
    print(f"A training with {len(PEOPLE)} people was logged through the form and the sheet of people.")
    for path in exports:
        print("Export: {path} ({size} bytes)".format(path=path, size=f"{path.stat().st_size:,}"))
    print(f"Workspace: {run.store.folder if run.store else folder}")
    for path in run.hand.taken:
        print(f"Picture: {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

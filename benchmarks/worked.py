"""An hour of an officer's work in the window at full speed, in its own process; JSON of its pauses."""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView

from benchmarks.memory import resident_mb
from benchmarks.people import Base
from benchmarks.persons import values
from benchmarks.watchdog import Watchdog
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.ui.base.garbage_collection import Collecting
from prossce_desktop.ui.base.jobs import Jobs
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.look.theme import wear
from prossce_desktop.ui.preloading import Preloading
from prossce_desktop.ui.session.session import Session
from prossce_desktop.ui.window.main_window import MainWindow
from prossce_desktop.ui.window.workspace_view import WorkspaceView
from tests.tools.guided_run import field_named
from tests.tools.hand import Hand
from tests.tools.recording_speaker import RecordingSpeaker

Key = Qt.Key
Ctrl, Alt = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
LONG_MS = 50.0
TYPED, PASTED = 25, 200
IDLE_S = 8
PATIENCE_S = 300


class Hour:
    """All of it twice: trainings, people typed and pasted, counts, lists, a fair, reports, exports."""

    def __init__(self, app: QApplication, base: Base, folder: Path) -> None:
        self.app, self.folder = app, folder
        self.store: Store = base.open()
        self.jobs, self.speaker = Jobs(), RecordingSpeaker()
        self.window = MainWindow(QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat))
        self.window.resize(1366, 728)
        self.watch = Watchdog(LONG_MS)
        self.chance = random.Random(3)
        self.hand = Hand(self.window, self.jobs, folder)
        self.shell = WorkspaceView(Session(self.store, self.jobs, self.speaker, parent=self.window))
        self.actions = 0

    def run(self) -> dict[str, object]:
        """Everything in order; what it took."""
        self.doing("start")
        self.window.show_shell(self.shell)
        Preloading(self.jobs, self.shell)
        self.window.show()
        self.shell.start_at(Place(PageName.overview))
        self.wait(ms=250)
        collecting = Collecting()
        collecting.begin()
        QTest.qWait(IDLE_S * 1000)
        self.jobs.start(lambda step: self.store.tidy())  # as in a quiet minute
        self.wait()
        collecting.everything()
        self.wait(ms=500)
        idle = resident_mb()
        start = time.perf_counter()
        for turn in range(2):
            self.training(turn)
            self.people()
            self.head_count()
            self.fair()
            self.lists()
            self.find()
            self.reports(turn)
        self.doing("a copy of the base is made")
        self.jobs.start(lambda step: self.store.backups.beside(step))
        self.wait()
        self.watch.stop()
        self.jobs.finish()
        self.store.close()
        took = time.perf_counter() - start
        pauses = sorted(self.watch.pauses, key=lambda one: -one.ms)
        return {
            "idle": idle,
            "now": resident_mb(),
            "actions": self.actions,
            "took": took,
            "pauses": [asdict(one) for one in pauses],
        }

    def doing(self, what: str) -> None:
        """What the person does now."""
        self.watch.doing = what

    def wait(self, true: Callable[[], bool] = lambda: True, ms: int = 60) -> None:
        """Until nothing runs beside the window and something holds."""
        end = time.monotonic() + PATIENCE_S
        QTest.qWait(ms)
        while self.jobs.is_busy() or not true():
            if time.monotonic() > end:
                raise TimeoutError(self.watch.doing)
            QTest.qWait(10)
        QTest.qWait(20)

    def go(self, place: Place) -> None:
        """To a page, until it is shown."""
        self.actions += 1
        self.shell.go(place)
        self.wait(ms=250)

    def type(self, text: str, then: Key | None = None) -> None:
        """A text letter by letter, and a key."""
        for letter in text:
            self.hand.type(letter)
            self.actions += 1
        if then is not None:
            self.press(then)

    def press(self, key: Key, *held: Qt.KeyboardModifier) -> None:
        """One key."""
        self.hand.press(key, *held)
        self.actions += 1

    def training(self, turn: int) -> None:
        """A new training through its form, with notes."""
        self.doing("a training's form is opened")
        self.go(Place(PageName.activity, kind="training"))
        self.doing("a training is typed")
        self.type(f"Counselling skills, hour {turn}")
        form = self.shell.page(PageName.activity)
        for label, text in (
            ("Starts", "18/11/2024"),
            ("Ends", "22/11/2024"),
            ("Place", "Siem Reap"),
            ("Notes", "Rain on two days. " * 10),
        ):
            field_named(form, label).setFocus()
            self.type(text, Key.Key_Tab)
        self.doing("a training is saved")
        self.press(Key.Key_S, Ctrl)
        self.wait(ms=300)

    def people(self) -> None:
        """Rows typed, then a block pasted, taken back, brought again."""
        self.doing("the people of a training are opened")
        self.press(Key.Key_2, Alt)
        self.wait(ms=300)
        self.doing("people are typed")
        for _row in range(TYPED):
            one = values(self.chance)
            born = str(one.get("birth", ""))
            for text in (one["name"], one.get("latin_name", ""), str(one.get("sex", ""))[:1], born):
                self.type(str(text), Key.Key_Tab)
            if not born:
                self.press(Key.Key_Tab)
            self.type(str(one.get("phone", "")), Key.Key_Return)
        self.wait(ms=800)
        self.doing("people are pasted")
        self.paste(PASTED)
        self.wait(ms=1500)
        for key in (Key.Key_Z, Key.Key_Y):
            self.doing("a paste is taken back and brought again")
            self.press(key, Ctrl)
            self.wait(ms=1000)

    def paste(self, rows: int) -> None:
        """A block of people from another program."""
        those = [values(self.chance) for _row in range(rows)]
        keys = ("name", "latin_name", "sex", "birth")
        lines = ["\t".join(str(one.get(key, "")) for key in keys) for one in those]
        QGuiApplication.clipboard().setText("\n".join(lines))
        self.press(Key.Key_V, Ctrl)

    def head_count(self) -> None:
        """Numbers down the cells."""
        self.doing("a head count is typed")
        self.press(Key.Key_3, Alt)
        self.wait(ms=300)
        for _cell in range(20):
            self.type(str(self.chance.randrange(1, 60)), Key.Key_Tab)
        self.press(Key.Key_S, Ctrl)
        self.wait(ms=500)

    def fair(self) -> None:
        """A fair of a thousand people: opened, scrolled, one found, one corrected; its other tabs."""
        with self.store.read() as reading:
            fairs = [
                int(row[0]) for row in reading.execute("SELECT id FROM career_fair ORDER BY id LIMIT 50")
            ]
        fair = self.chance.choice(fairs)
        self.doing("a fair of a thousand people is opened")
        self.go(Place(PageName.activity, record=fair, kind="career_fair", tab="people"))
        self.doing("a fair of a thousand people is scrolled and corrected")
        for key in (Key.Key_PageDown,) * 6 + (Key.Key_End, Key.Key_Home):
            self.press(key)
            self.wait(ms=20)
        self.press(Key.Key_End, Ctrl)
        self.wait(ms=100)
        self.type("Sok Dara", Key.Key_Return)
        self.wait(ms=800)
        for tab in ("funnel", "employers", "history", "details"):
            self.doing(f"a fair's {tab}")
            self.go(Place(PageName.activity, record=fair, kind="career_fair", tab=tab))

    def lists(self) -> None:
        """Both long lists: searched, scrolled, sorted, one opened."""
        for page, words in (
            (PageName.activities, "skills 12"),
            (PageName.people, "sok da"),
            (PageName.organisations, "an"),
        ):
            self.doing(f"the list of {page.value}")
            self.go(Place(page))
            shown = self.shell.page(page)
            view = shown.findChild(QTableView)
            assert view is not None
            for part in (0.3, 0.9, 0.5, 0.0):
                bar = view.verticalScrollBar()
                bar.setValue(int(bar.maximum() * part))
                self.wait(ms=50)
            shown.setFocus()
            self.doing(f"the list of {page.value} is searched")
            self.type(words)
            self.wait(ms=300)
            self.press(Key.Key_Escape)
            self.wait(ms=300)
        with self.store.read() as reading:
            [[person]] = reading.execute("SELECT id FROM person ORDER BY id LIMIT 1 OFFSET 777").fetchall()
        self.doing("a person is opened")
        self.go(Place(PageName.person, record=int(person)))

    def find(self) -> None:
        """Ctrl+K and a name."""
        self.doing("Ctrl+K")
        self.press(Key.Key_K, Ctrl)
        self.wait(ms=100)
        self.type("chan so")
        self.wait(ms=400)
        self.press(Key.Key_Escape)

    def reports(self, turn: int) -> None:
        """The overview, the preview of the year's report, both exports."""
        self.doing("the overview")
        self.go(Place(PageName.overview))
        self.doing("the preview of a report")
        self.go(Place(PageName.reports))
        self.wait(ms=1500)
        page = self.shell.page(PageName.reports)
        for name, act in (("summary.pdf", "save_as_pdf"), ("figures.xlsx", "save_as_excel")):
            path = self.folder / f"{turn}-{name}"
            self.doing(f"export of {name}")
            self.speaker.will_choose(path)
            getattr(page, act)()
            self.wait(path.exists, ms=300)
            self.actions += 1
        self.doing("settings")
        self.go(Place(PageName.settings))


def main() -> None:
    """`WORKSPACE`: one to write into."""
    app = QApplication(sys.argv[:1])
    wear(app, "light", 100)
    with tempfile.TemporaryDirectory(prefix="prossce-bench-") as folder:
        found = Hour(app, Base(Path(sys.argv[1]), 0), Path(folder)).run()
    print(json.dumps(found))


if __name__ == "__main__":
    main()

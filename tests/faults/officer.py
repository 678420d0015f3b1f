"""An officer at work in a child process: jobs that acknowledge every finished action, in a small table that is easy to extend."""

from __future__ import annotations

import datetime as dt
import hashlib
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from prossce_desktop import app
from prossce_desktop.domain.model.people import Person
from prossce_desktop.services.commands.adding import add
from prossce_desktop.services.people import people_sheet
from prossce_desktop.services.people.people_sheet import RowDraft, save_rows
from prossce_desktop.services.records import record_editor
from prossce_desktop.services.reporting import activity_papers, report_export
from prossce_desktop.services.workspace import backups
from prossce_desktop.store.workspace import workspace_lifecycle
from prossce_desktop.store.workspace.store import Change, Store
from prossce_desktop.store.workspace.workspace_lifecycle import Remembered, open_workspace
from prossce_desktop.system import held_files
from tests.faults import later_program
from tests.faults.copies import newest_copy

TODAY = dt.date(2025, 6, 1)
NAMES = ("Chan Dara", "ចាន់ ដារ៉ា", "Sok Srey", "Nguyễn Văn An", "สมชาย ใจดี", "Keo Pich", "O'Neil-Putri")
ROUNDS = 4
"""How often a job does its work in one run."""

Say = Callable[[dict[str, object]], None]


@dataclass(frozen=True)
class Place:
    """Where everything of one officer lies: the workspace, the home folder, the folder of exports."""

    root: Path

    @property
    def workspace(self) -> Path:
        return self.root / "ws"

    @property
    def home(self) -> Path:
        return self.root / "home"

    @property
    def restored(self) -> Path:
        return self.root / "ws2"

    @property
    def exports(self) -> Path:
        return self.root / "out"


@dataclass
class Officer:
    """Does a job with the same seed in the same way. `say` is called after an action has returned, never before."""

    place: Place
    seed: int
    say: Say
    rounds: int = ROUNDS
    random: random.Random = field(init=False)
    clock: Callable[[], dt.datetime] = workspace_lifecycle.utc_now

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)

    @contextmanager
    def opened(self) -> Iterator[Store]:
        """The workspace, as the window opens and leaves it."""
        store = open_workspace(self.place.workspace, None, writing=True, wait=0, now=self.clock)
        self.say({"schema": store.schema})
        try:
            yield store
        finally:
            store.close()

    def saved(self, change: Change | None) -> None:
        """Acknowledge an action."""
        if change is not None and change.operation is not None:
            self.say({"op": change.operation, "records": len(change.records)})

    def activity(self, store: Store) -> int:
        """Some activity that is there."""
        with store.read() as reading:
            return self.random.choice([one.id for one in reading.records("training")])

    def name(self) -> str:
        return f"{self.random.choice(NAMES)} {self.random.randrange(10_000)}"


def typing(officer: Officer) -> None:
    """A form that is filled in letter by letter, kept as a draft, then saved or left."""
    with officer.opened() as store:
        for turn in range(officer.rounds):
            key = f"new:training:{officer.seed}-{turn}"
            for n in range(1, 8):
                store.drafts.save(key, "training", None, {"title": officer.name(), "n": n}, officer.clock())
                officer.say({"draft": key, "n": n})
            if turn % 2:
                officer.say({"dropping": key})
                saved = record_editor.save(store, "training", None, {"title": officer.name(), "status": "held"}, (), today=TODAY)
                assert isinstance(saved, record_editor.Saved)
                officer.saved(saved.change)
                store.drafts.drop(key)
                officer.say({"dropped": key})


def pasting(officer: Officer, rows: int = 25) -> None:
    """A block of rows from a spreadsheet."""
    with officer.opened() as store:
        for _ in range(officer.rounds):
            block = [RowDraft(None, None, {"name": officer.name(), "sex": "F", "phone": f"0124{n:05}"}) for n in range(rows)]
            officer.saved(save_rows(store, officer.activity(store), block, TODAY).change)


def saving(officer: Officer) -> None:
    """New activities with their counts, and changes of people."""
    with officer.opened() as store:
        for turn in range(officer.rounds * 2):
            if turn % 2:
                with store.work("new", 1) as work:
                    work.new("person", [Person(name=officer.name())])
                officer.saved(work.change)
            else:
                add(store, "training", [("title", officer.name()), ("start", "2025-03-02"), ("count", "9"), ("women", "5")], today=TODAY)
                newest_step(store, officer)
            with store.read() as reading:
                person = officer.random.choice([one.id for one in reading.records("person")])
            with store.work("edit", 1) as work:
                work.set("person", {person: {"phone": f"01{officer.random.randrange(10**7):07}", "name": officer.name()}})
            officer.saved(work.change)
            if turn == officer.rounds:
                store.tidy()


def newest_step(store: Store, officer: Officer) -> None:
    """Acknowledge the newest operation, for services that do not give it."""
    with store.read() as reading:
        officer.say({"op": reading.execute("SELECT action FROM step ORDER BY number DESC LIMIT 1").scalar()})


def undoing(officer: Officer) -> None:
    """Back and forth."""
    with officer.opened() as store:
        for _ in range(officer.rounds):
            block = [RowDraft(None, None, {"name": officer.name()}) for _ in range(5)]
            officer.saved(save_rows(store, officer.activity(store), block, TODAY).change)
            for _ in range(2):
                officer.saved(store.undo.undo(store.undo.last_undoable() or ""))
            officer.saved(store.undo.redo(store.undo.last_redoable() or ""))


def exporting(officer: Officer) -> None:
    """The month's workbook and PDF over the old ones, and an activity's page."""
    with officer.opened() as store:
        for _ in range(2):
            export_all(officer, store)


def export_all(officer: Officer, store: Store) -> None:
    """Both files and a page; all of them acknowledged with their bytes."""
    excel, pdf, page = (officer.place.exports / name for name in ("month.xlsx", "month.pdf", "page.pdf"))
    report_export.export(store, report_export.Wanted(excel=excel, pdf=pdf), officer.clock(), TODAY)
    tell_files(officer, excel, pdf)
    activity_papers.write_activity_page(store, officer.activity(store), page, officer.clock(), TODAY)
    tell_files(officer, page)


def tell_files(officer: Officer, *paths: Path) -> None:
    """Acknowledge files by their bytes."""
    for path in paths:
        officer.say({"file": path.name, "sha256": hashlib.sha256(held_files.read(path)).hexdigest()})


def migrating(officer: Officer) -> None:
    """The program was updated: the base is brought to a later schema, and work goes on."""
    with later_program.installed():
        saving(officer)


def backing_up(officer: Officer) -> None:
    """Saves, and a copy as at the end of a day."""
    with officer.opened() as store:
        for _ in range(officer.rounds):
            with store.work("new", 1) as work:
                work.new("person", [Person(name=officer.name())])
            officer.saved(work.change)
            made = store.backups.at_exit()
            assert made is not None
            officer.say({"backup": made.name, "up_to": work.change.operation})


def restoring(officer: Officer) -> None:
    """Saves that no copy has, then the newest copy takes the base's place, and work goes on."""
    with officer.opened() as store:
        for _ in range(2):
            with store.work("new", 1) as work:
                work.new("person", [Person(name=officer.name())])
            officer.saved(work.change)
    officer.say({"restoring": True})
    copy = newest_copy(officer.place.workspace)
    assert copy is not None
    workspace_lifecycle.restore_in_place(officer.place.workspace, None, copy, now=officer.clock)
    officer.say({"restored": copy.name})
    with officer.opened() as store, store.work("new", 1) as work:
        work.new("person", [Person(name=officer.name())])
    officer.saved(work.change)


def beginning(officer: Officer) -> None:
    """The first start: a workspace is made, and the first training recorded."""
    store, _ = workspace_lifecycle.create(officer.place.workspace, country="KH", office="Office KH", officer="Dara", unlock=Remembered(), now=officer.clock)
    officer.say({"schema": store.schema})
    with store:
        for _ in range(officer.rounds):
            add(store, "training", [("title", officer.name())], today=TODAY)
            newest_step(store, officer)


def carrying(officer: Officer) -> None:
    """A backup file for a stick, and everything that is in it in a new folder."""
    file = officer.place.exports / "stick.prossce-backup"
    with officer.opened() as store:
        for _ in range(2):
            with store.work("new", 1) as work:
                work.new("person", [Person(name=officer.name())])
            officer.saved(work.change)
            backups.write_backup(store, file)
            tell_files(officer, file)
    restored, _staged = backups.restore_file(officer.place.restored, file, None)
    with restored:
        officer.say({"new": True, "up_to": work.change.operation})
        with restored.work("new", 1) as more:
            more.new("person", [Person(name=officer.name())])
        officer.say({"new": True, "up_to": more.change.operation})


JOBS: dict[str, Callable[[Officer], None]] = {
    "beginning": beginning,
    "typing": typing,
    "pasting": pasting,
    "saving": saving,
    "undoing": undoing,
    "exporting": exporting,
    "migrating": migrating,
    "backing up": backing_up,
    "restoring": restoring,
    "carrying": carrying,
}


def prepare(officer: Officer) -> None:
    """A place where an officer has worked for a while: records, a draft, exports, a copy of the base."""
    for one in (officer.place.home, officer.place.exports):
        one.mkdir(exist_ok=True)
    store, _ = workspace_lifecycle.create(officer.place.workspace, country="KH", office="Office KH", officer="Dara", unlock=Remembered(), now=officer.clock)
    with store:
        for n in range(3):
            pairs = [("title", f"Training {n}"), ("code", f"T{n}"), ("start", f"2025-0{n + 1}-10"), ("count", "30"), ("women", "17")]
            made = add(store, "training", pairs, today=TODAY)
            save_rows(store, made.id, [RowDraft(None, None, {"name": f"{one} {n}", "sex": "F"}) for one in NAMES], TODAY)
        with store.read() as reading:
            first = next(iter(reading.records("person"))).id
        with store.work("edit", 1) as work:
            work.set("person", {first: {"phone": "012447812"}})
        store.drafts.save("new:career_fair:1", "career_fair", None, {"title": "Half a fair", "n": 1}, app.now())
        export_all(Officer(officer.place, officer.seed, lambda _: None), store)
        store.backups.at_exit()


__all__ = ["JOBS", "TODAY", "Officer", "Place", "people_sheet", "prepare"]

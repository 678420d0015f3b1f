"""In a child: one thing an officer does while the disk refuses its n-th call, and once more when it refuses nothing."""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Callable
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass
from typing import Any

from prossce_desktop.errors import ProssceError
from prossce_desktop.services.people.people_sheet import RowDraft, save_rows
from prossce_desktop.services.records import record_editor
from prossce_desktop.services.reporting import report_export
from prossce_desktop.services.workspace import backups
from prossce_desktop.store.workspace import workspace_lifecycle
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.store.workspace.workspace_lifecycle import Remembered, open_workspace
from tests.faults import later_program
from tests.faults.child import say
from tests.faults.copies import newest_copy
from tests.faults.officer import TODAY, Officer, Place
from tests.faults.shim import ALWAYS, Layer


@dataclass(frozen=True)
class Act:
    """Something a person asks for. `store`: whether the workspace is open already. `writes`: it makes an operation."""

    do: Callable[[Officer, Store], object]
    store: bool = True
    writes: bool = False
    files: tuple[str, ...] = ()
    """Files that it writes, each whole: some of them may stand there when a later one fails. Whether they are whole is looked at after it."""
    later: bool = False
    """In the program as it will be after its next change of the schema."""


def save(officer: Officer, store: Store) -> None:
    saved = record_editor.save(store, "training", None, {"title": "Typed and saved", "start": "2025-02-03"}, (), today=TODAY)
    assert isinstance(saved, record_editor.Saved)
    officer.saved(saved.change)


def paste(officer: Officer, store: Store) -> None:
    rows = [RowDraft(None, None, {"name": f"Guest {n}", "sex": "F", "phone": f"0124{n:05}"}) for n in range(100)]
    officer.saved(save_rows(store, officer.activity(store), rows, TODAY).change)


def undo(officer: Officer, store: Store) -> None:
    officer.saved(store.undo.undo(store.undo.last_undoable() or ""))


def keep_draft(officer: Officer, store: Store) -> None:
    store.drafts.save("new:training:9", "training", None, {"title": "Half a title", "n": 1}, officer.clock())
    officer.say({"draft": "new:training:9", "n": 1})


def export(officer: Officer, store: Store) -> None:
    excel, pdf = (officer.place.exports / name for name in ("month.xlsx", "month.pdf"))
    report_export.export(store, report_export.Wanted(excel=excel, pdf=pdf), officer.clock(), TODAY)


def copy(officer: Officer, store: Store) -> None:
    assert store.backups.beside() is not None


def backup_file(officer: Officer, store: Store) -> None:
    backups.write_backup(store, officer.place.exports / "stick.prossce-backup")


def start(officer: Officer, _store: Store) -> None:
    with open_workspace(officer.place.workspace, None, writing=True, wait=0) as store, store.read() as reading:
        assert sum(1 for _ in reading.records("person")) > 5


def begin(officer: Officer, _store: Store) -> None:
    workspace_lifecycle.create(officer.place.workspace, country="KH", office="O", officer="A", unlock=Remembered())[0].close()
    officer.say({"schema": 1})


def put_back(officer: Officer, _store: Store) -> None:
    found = newest_copy(officer.place.workspace)
    assert found is not None
    officer.say({"restoring": True})
    workspace_lifecycle.restore_in_place(officer.place.workspace, None, found)


ACTS = {
    "save": Act(save, writes=True),
    "paste 100 rows": Act(paste, writes=True),
    "undo": Act(undo, writes=True),
    "keep a draft": Act(keep_draft),
    "export": Act(export, files=("month.xlsx", "month.pdf")),
    "copy at exit": Act(copy),
    "backup file": Act(backup_file, files=("stick.prossce-backup",)),
    "start": Act(start, store=False),
    "first start": Act(begin, store=False),
    "put a copy back": Act(put_back, store=False),
    "migrate": Act(start, store=False, later=True),
}


def attempt(act: Callable[[], object]) -> str:
    """`passed`, the code of the sentence a person reads, or a traceback, which nobody may ever see."""
    try:
        act()
    except ProssceError as error:
        return error.code if str(error) else "no sentence"
    except Exception:
        return traceback.format_exc()
    return "passed"


def fail(place: Place, asked: dict[str, Any]) -> None:
    """The act under a fault from the `first`-th call to the `last`-th (0: for ever, and then the program is left under it)."""
    act, layer = ACTS[asked["act"]], Layer()
    layer.below(place.root)
    officer = Officer(place, 1, lambda what: say({"ack": what}))
    with ExitStack() as stack:
        stack.enter_context(later_program.installed() if act.later else nullcontext())
        store: Any = open_workspace(place.workspace, None, writing=True, wait=0) if act.store else None
        if store is not None:
            store.settings.write("warm", "1")  # what one writes first opens what later ones use
        before, files = _operations(store), _files(place)
        last = asked["first"] if asked["last"] else ALWAYS
        layer.fail(asked["kinds"], asked["error"], asked["first"], last)
        answer = attempt(lambda: act.do(officer, store))
        gone = not asked["last"] and answer != "passed"
        if gone and store is not None:
            say({"closed": attempt(store.close)})
        counted = layer.work_again()
        say({"answer": answer, "counted": counted})
        broken = []
        if answer != "passed":
            now = _files(place)
            broken += [f"{name} is not as it was" for name in files.keys() | now.keys() if now.get(name) != files.get(name) and name not in act.files]
            if not gone:
                if _operations(store) != before:
                    broken.append("refused, and saved all the same")
                again = attempt(lambda: act.do(officer, store))
                if again != "passed":
                    broken.append(f"with room again it answers {again}")
        if store is not None:
            closed = attempt(store.close)
            if closed != "passed":
                broken.append(f"leaving: {closed}")
        say({"broken": broken})


def _files(place: Place) -> dict[str, str]:
    return {one.name: _sha(one) for one in sorted(place.exports.glob("[!.]*")) if one.is_file()}


def _sha(path: Any) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _operations(store: Store | None) -> int:
    if store is None:
        return 0
    with store.read() as reading:
        return int(str(reading.execute("SELECT count(*) FROM op").scalar()))


TASKS = {"fail": fail}

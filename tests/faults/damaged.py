"""In a child: the states that are damaged, and how a person gets on with a damaged one."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from prossce_desktop import app
from prossce_desktop.domain.model.people import Person
from prossce_desktop.errors import ProssceError
from prossce_desktop.services.people.people_sheet import RowDraft, save_rows
from prossce_desktop.services.workspace import backups
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.store.workspace.workspace_lifecycle import open_workspace
from tests.faults.child import say
from tests.faults.copies import newest_copy
from tests.faults.damages import States
from tests.faults.officer import TODAY, Officer, Place, prepare
from tests.faults.truth import BROKE, REFUSED, Seen, seen

LONG = "A long remark that does not fit on one page. " * 190
"""8,550 letters: more than a page of the base."""


def build(place: Place, _asked: dict[str, Any]) -> None:
    """Make all states below a root, and say what is to be seen in each and in each of their copies."""
    states = States(place.root)
    for name, seed in (("another", 7), ("now", 3)):
        own = Place(place.root / name)
        own.root.mkdir()
        os.environ["HOME"] = str(own.home)
        officer = Officer(own, seed, lambda _: None, clock=Hours())
        prepare(officer)
        work(officer, states.root / {"another": "another-crashed", "now": "before-crashed"}[name])
        if name == "now":
            shutil.copytree(own.root, states.before)
            for moment in work(officer, states.crashed, rounds=3):
                say({"moment": moment})
    for state in (states.before, states.now, states.crashed, states.root / "before-crashed"):
        say({"state": state.name, "truth": _truth(state, None), "copies": {one.name: _truth(state, one) for one in (state / "ws/backups").iterdir()}})


class Hours:
    """A clock that goes on an hour whenever it is asked."""

    def __init__(self) -> None:
        self._at = dt.datetime(2025, 5, 1, 8, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        self._at += dt.timedelta(hours=1)
        return self._at


def _truth(state: Path, copy: Path | None) -> dict[str, str]:
    """What is to be seen of a state, or of one of its copies."""
    place = Place(Path(shutil.copytree(state, state.with_name("looked"))))
    os.environ["HOME"] = str(place.home)
    if copy is not None:
        for one in place.workspace.glob("base.db*"):
            one.unlink()
        shutil.copyfile(copy, place.workspace / "base.db")
    with open_workspace(place.workspace, None, writing=False) as store:
        found = seen(store)
        assert all(one.ok for one in store.check())
    shutil.rmtree(place.root)
    return found


def work(officer: Officer, crashed: Path, rounds: int = 2) -> list[Seen]:
    """A day's work with long remarks and corrections; before its end the place is copied as a kill would leave it.

    Gives what was to be seen after each action.
    """
    moments: list[Seen] = []
    with officer.opened() as store:
        for turn in range(rounds):
            rows = [RowDraft(None, None, {"name": officer.name(), "sex": "F", "phone": f"0124{turn}{n:04}"}) for n in range(40)]
            save_rows(store, officer.activity(store), rows, TODAY)
            moments.append(seen(store))
            with store.read() as reading:
                people = [one.id for one in reading.records("person")]
            with store.work("edit", 3) as action:
                chosen = officer.random.sample(people, 3)
                action.set("person", {one: {"remarks": f"{officer.name()} {LONG}", "name": officer.name()} for one in chosen})
            moments.append(seen(store))
            if turn == rounds - 1:
                shutil.copytree(officer.place.root, crashed)
            store.drafts.save("new:training:2", "training", None, {"title": officer.name(), "notes": LONG}, officer.clock())
            moments.append(seen(store))
            store.backups.beside()
    return moments


def get_on(place: Place, asked: dict[str, Any]) -> None:
    """Start as the window does, look at everything, go on; where it is refused, take the copy that is offered.

    `truths`: what may be seen, whole: the first, or, where it is told that something is missing, any; `copies`: what may be seen in a copy, the newest whole one first (empty: none need open).
    """
    folder, truths, copies = place.workspace, asked["truths"], asked["copies"]
    broken: list[str] = []
    opened, answer = attempt(lambda: app.open_remembered(folder))
    if opened is None:
        broken += _bug(answer)
        outcome = answer
        if answer == "workspace-damaged":
            broken += taken_back(place, copies)
    else:
        with opened as store:
            shown = seen(store)
            broken += [f"{name}: {what}" for name, what in shown.items() if what.startswith(BROKE)]
            standing, told = attempt(lambda: backups.standing(store))
            broken += _bug(told) + compared(shown, truths if standing is not None and standing.lost else truths[:1])
            refused = sorted({what for what in shown.values() if what.startswith(REFUSED)})
            outcome = "shown in part" if refused else "whole"
            broken += _bug(attempt(lambda: _save(store))[1])
            broken += _bug(attempt(lambda: backups.back_up_at_exit(store))[1])
        if refused:
            broken += taken_back(place, copies)
    say({"broken": broken, "outcome": outcome})


def attempt(act: Callable[[], Any]) -> tuple[Any, str]:
    """What came of it, and `passed`, the code of the sentence, or a traceback."""
    try:
        return act(), "passed"
    except ProssceError as error:
        return None, error.code if str(error) else "no sentence"
    except Exception:
        return None, traceback.format_exc()


def _bug(answer: str) -> list[str]:
    return [answer[-900:]] if "Traceback" in answer or answer == "no sentence" else []


def compared(shown: Seen, truths: list[Seen]) -> list[str]:
    """Everything that is shown is of one moment: that of one of the truths."""
    wrong = [[view for view, what in shown.items() if not what.startswith((REFUSED, BROKE)) and what != truth[view]] for truth in truths]
    fewest = min(wrong, key=len)
    return [f"not the truth: {', '.join(fewest)}"] if fewest else []


def _save(store: Store) -> None:
    with store.work("new", 1) as action:
        action.new("person", [Person(name="After the damage")])


def taken_back(place: Place, copies: list[Seen]) -> list[str]:
    """The copy that the window offers opens, shows what was true when it was made, and what was damaged is still there."""
    folder = place.workspace
    before = {one.name: one.read_bytes() for one in folder.glob("base.db*") if one.is_file() and not one.name.endswith("-shm")}
    offered = newest_copy(folder)
    if offered is None:
        return ["no copy is offered"]
    opened, answer = attempt(lambda: app.open_backup(folder, offered))
    kept = [one.read_bytes() for one in folder.iterdir() if one.is_file()]
    broken = [f"{name} is not kept" for name, data in before.items() if data not in kept]
    if opened is None:
        return broken + _bug(answer) + ([f"the copy does not open: {answer}"] if copies else [])
    with opened as store:
        broken += [f"the copy {offered.name}: {one}" for one in (compared(seen(store), copies[:1]) if copies else [])]
        broken += [f"the copy: {one.name}: {one.detail}" for one in store.check() if not one.ok]
    return broken


TASKS = {"build states": build, "get on": get_on}

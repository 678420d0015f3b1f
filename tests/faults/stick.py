"""In a child: an officer goes on working while the stick with the workspace is pulled, and when it is back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from prossce_desktop.domain.model.people import Person
from prossce_desktop.services.people.people_sheet import RowDraft, save_rows
from prossce_desktop.services.records import record_editor
from prossce_desktop.services.workspace import backups
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.store.workspace.workspace_lifecycle import open_workspace
from tests.faults.child import say
from tests.faults.failing import attempt
from tests.faults.officer import TODAY, Officer, Place
from tests.faults.shim import ALWAYS, FAULTS, Layer

AWAY, ALL = 6, 18
"""Actions that are tried while the stick is away, and in all."""


def one_after_the_other(officer: Officer, store: Store, turn: int) -> Callable[[], None]:
    """What an officer does next."""

    def type_on() -> None:
        store.drafts.save("new:training:5", "training", None, {"title": officer.name(), "n": turn + 1}, officer.clock())
        officer.say({"draft": "new:training:5", "n": turn + 1})

    def save() -> None:
        saved = record_editor.save(store, "training", None, {"title": officer.name(), "status": "held"}, (), today=TODAY)
        assert isinstance(saved, record_editor.Saved)
        officer.saved(saved.change)

    def paste() -> None:
        officer.saved(save_rows(store, officer.activity(store), [RowDraft(None, None, {"name": officer.name()}) for _ in range(20)], TODAY).change)

    def add() -> None:
        with store.work("new", 1) as action:
            action.new("person", [Person(name=officer.name())])
        officer.saved(action.change)

    def tidy() -> None:
        store.tidy()

    def copy() -> None:
        made = store.backups.beside()
        officer.say({"backup": made.name, "up_to": 0})

    return (type_on, save, paste, add, tidy, type_on, copy)[turn % 7]


def pulled(place: Place, asked: dict[str, Any]) -> None:
    """The stick goes at the n-th call of the disk; some actions later it is back, with the program still open (`stays`) or not."""
    layer = Layer()
    layer.below(place.root)
    officer = Officer(place, asked["seed"], lambda what: say({"ack": what} if what.get("up_to") != 0 else {"made": what}))
    store = open_workspace(place.workspace, None, writing=True, wait=0)
    kinds, error = FAULTS["device-gone"]
    layer.fail(kinds, error, asked["first"], ALWAYS)
    answers: list[str] = []
    away = 0
    for turn in range(ALL):
        answers.append(attempt(one_after_the_other(officer, store, turn)))
        if answers[-1] != "passed" or away:
            away += 1
        if away == 1:
            layer.pulled()
        if away == AWAY and asked["stays"]:
            layer.work_again()
    say({"answers": answers, "away": away})
    if not asked["stays"]:
        answers.append(attempt(lambda: backups.back_up_at_exit(store)))
    closed = attempt(store.close)
    layer.work_again()
    say({"closed": closed})


TASKS = {"pull": pulled}

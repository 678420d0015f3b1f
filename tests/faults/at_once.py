"""In a child: many starts at the same moment, of windows and commands, on one workspace or on none yet."""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from typing import Any

from prossce_desktop import app
from prossce_desktop.domain.model.people import Person
from prossce_desktop.errors import ProssceError
from prossce_desktop.store.workspace import workspace_lifecycle
from prossce_desktop.store.workspace.store import Store
from tests.faults.child import say
from tests.faults.failing import attempt
from tests.faults.officer import Place

SAVES = 3
LONG_WINDOW = 1.5
"""Seconds that a window stays which is open longer than another waits."""


def window(place: Place) -> Store:
    """A window: it waits half a second for another."""
    return app.open_remembered(place.workspace)


def command(place: Place) -> Store:
    """A command that writes: it waits ten seconds."""
    return workspace_lifecycle.open_workspace(place.workspace, None, writing=True, wait=10)


def first_start(place: Place) -> Store:
    """The first start; of several one makes the workspace."""
    return app.first(place.workspace, country="KH", office="O", officer="A", opening=app.UnlockChoice(None, remember=True))[0]


STARTS = {"window": window, "long window": window, "command": command, "first start": first_start}


def work(place: Place, how: str, number: int, says: int) -> None:
    """One of them: opens, sees that nobody else is inside, saves, and leaves. Each line is written at once."""

    def tell(**what: object) -> None:
        os.write(says, json.dumps({"who": number, "how": how} | what).encode() + b"\n")

    try:
        store = STARTS[how](place)
    except ProssceError as error:
        tell(refused=error.code, sentence=str(error))
        return
    inside = place.root / "inside"
    try:
        os.close(os.open(inside, os.O_CREAT | os.O_EXCL))
        for n in range(SAVES):
            with store.work("new", 1) as action:
                action.new("person", [Person(name=f"{how} {number} {n}")])
            tell(op=action.change.operation)
        time.sleep(LONG_WINDOW if how == "long window" else 0)
    except FileExistsError:
        tell(broken="two writers at once")
    finally:
        with suppress(FileNotFoundError):
            inside.unlink()
        store.close()


def read(place: Place, number: int, says: int) -> None:
    """A command that only reads: it is never refused, and sees whole actions."""

    def look() -> list[bool]:
        with app.opened(str(place.workspace), None, writing=False) as store:
            return [one.ok for one in store.check()]

    found, answer = attempt_with(look)
    line: dict[str, object] = {"who": number, "how": "reader", "answer": answer}
    if found is not None and not all(found):
        line["broken"] = "a reader saw half of something"
    os.write(says, json.dumps(line).encode() + b"\n")


def attempt_with(act: Any) -> tuple[Any, str]:
    """The answer, and what `attempt` says."""
    found: list[Any] = []
    answer = attempt(lambda: found.append(act()))
    return (found[0] if found else None), answer


def race(place: Place, asked: dict[str, Any]) -> None:
    """Fork all of them behind a closed gate, open it, and pass on what they say."""
    gate, opens = os.pipe()
    hears, says = os.pipe()
    children = []
    for number, how in enumerate(asked["starts"]):
        pid = os.fork()
        if pid == 0:
            status = 1
            try:
                os.close(opens)
                os.read(gate, 1)
                read(place, number, says) if how == "reader" else work(place, how, number, says)
                status = 0
            except BaseException as error:
                os.write(says, json.dumps({"who": number, "how": how, "broken": repr(error)[:600]}).encode() + b"\n")
            os._exit(status)
        children.append(pid)
    os.close(gate)
    os.close(says)
    os.close(opens)
    with os.fdopen(hears) as told:
        for line in told:
            say({"told": json.loads(line)})
    for pid in children:
        os.waitpid(pid, 0)


TASKS = {"race": race}

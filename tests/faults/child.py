"""A process that has loaded the program and forks for every task, so that thousands can be killed without starting Python anew.

Lines of JSON on standard input say what to do; lines of JSON on standard output are what the forked child said, and its end.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Any

from tests.faults import variants as _variants  # noqa: F401  # breaks the program, if that is asked for
from tests.faults.look import look
from tests.faults.officer import JOBS, Officer, Place, prepare
from tests.faults.shim import Layer


def say(line: dict[str, object]) -> None:
    """One line, written in one piece, also if the process is killed right after."""
    os.write(1, json.dumps(line).encode() + b"\n")


def work(place: Place, asked: dict[str, Any]) -> None:
    """A job, under whatever the layer below was told."""
    layer = Layer() if asked.get("layer") else None
    if layer is not None:
        layer.below(place.root)
        if "record" in asked:
            layer.record(Path(asked["record"]))

    def acknowledge(what: dict[str, object]) -> None:
        if layer is not None:
            layer.note(json.dumps(what))
        say({"ack": what})

    officer = Officer(place, asked["seed"], acknowledge, asked.get("rounds", 4))
    say({"began": True})
    JOBS[asked["job"]](officer)
    say({"finished": True})


def made(place: Place, asked: dict[str, Any]) -> None:
    """A place to begin with."""
    prepare(Officer(place, asked["seed"], lambda _: None))


def looked(place: Place, asked: dict[str, Any]) -> None:
    """What is there after a fault, and which promise it breaks."""
    say({"report": look(place, asked["job"], asked["acks"])})


TASKS = {"work": work, "prepare": made, "look": looked}


def load_everything() -> None:
    """Do each job once, so that no child has to import anything."""
    with tempfile.TemporaryDirectory(prefix="prossce-faults-") as folder:
        place = Place(Path(folder))
        os.environ["HOME"] = str(place.home)
        prepare(Officer(place, 0, lambda _: None))
        for job in sorted(JOBS, key="migrating".__eq__):  # that one last: nobody else opens the base afterwards
            if job == "beginning":
                continue
            acks: list[dict[str, object]] = []
            JOBS[job](Officer(place, 0, acks.append, rounds=1))
            look(place, job, acks)
    gc.collect()
    gc.freeze()


def main() -> None:
    load_everything()
    more = {name: task for one in sys.argv[1:] for name, task in __import__(one, fromlist=["TASKS"]).TASKS.items()}
    known = TASKS | more
    for line in sys.stdin:
        asked = json.loads(line)
        pid = os.fork()
        if pid == 0:
            status = 0
            try:
                place = Place(Path(asked["root"]))
                os.environ["HOME"] = str(place.home)
                known[asked["task"]](place, asked)
            except BaseException:
                say({"broke": traceback.format_exc()})
                status = 1
            os._exit(status)
        say({"pid": pid})
        _, how = os.waitpid(pid, 0)
        say({"ended": os.waitstatus_to_exitcode(how)})


if __name__ == "__main__":
    main()

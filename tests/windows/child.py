"""An officer at work in a process of its own, which waits for a line, works, and says what was done; to be ended in the middle."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from tests.faults.officer import JOBS, Officer, Place


def say(line: dict[str, object]) -> None:
    """One line, written in one piece."""
    os.write(1, json.dumps(line).encode() + b"\n")


def main() -> None:
    """Words: the place, the job, the seed."""
    place, job, seed = Place(Path(sys.argv[1])), sys.argv[2], int(sys.argv[3])
    say({"ready": True})
    sys.stdin.readline()
    JOBS[job](Officer(place, seed, lambda what: say({"ack": what})))
    say({"finished": True})


if __name__ == "__main__":
    main()

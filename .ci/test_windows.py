"""Tests of the program as Windows runs it, under Wine. Run by `make test-windows`; `test_windows.py smoke`
is the part for CI.

What a test lacks there is said by its reason; how many are left out is held, so that none is lost unseen.
"""

from __future__ import annotations

import collections
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import windows

PYTEST = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "-o", "faulthandler_timeout=600")


@dataclass(frozen=True)
class Part:
    """Words for pytest (or a module), how many tests may be left out, and whether CI tries it too."""

    name: str
    words: tuple[str, ...]
    left_out: int = 0
    smoke: bool = False


PARTS = (
    Part("rules and figures", (*PYTEST, "-m", "not slow and not heavy", "tests/domain"), 0, smoke=True),
    Part("the quick tests", (*PYTEST, "-n", "2", "--dist", "worksteal", "-m", "not slow and not heavy", "tests"), 36),
    Part("what Windows does differently", (*PYTEST, "-n", "2", "--dist", "worksteal", "tests/windows"), 3),
    Part("the command line, whole", (*PYTEST, "-n", "2", "--dist", "worksteal", "tests/cli", "tests/laws"), 12),
    Part("the command line, every command once", (*PYTEST, "tests/cli/test_every_command.py"), 0, smoke=True),
    Part("the main job through the window", ("-m", "tests.tools.guided_run"), 0, smoke=True),
)  # fmt: skip


def main(words: list[str]) -> int:
    """The exit status: 0 where all parts hold, or where Wine cannot be had and only a smoke was asked for."""
    smoke = words == ["smoke"]
    try:
        windows.set_up()
    except windows.NotHad as why:
        print(why, file=sys.stderr)
        return 0 if smoke else 1
    _small_drive()
    failed = [part.name for part in PARTS if (part.smoke or not smoke) and not _holds(part)]
    print(f"Did not hold: {', '.join(failed)}" if failed else "Everything held in Wine.")
    return 1 if failed else 0


def _small_drive() -> None:
    """A drive of 24 MB as T:, where this user may mount one; without it, what tries a full disk is left out."""
    folder = windows.FOLDER / "small"
    folder.mkdir(exist_ok=True)
    if not folder.is_mount():
        words = ["mount", "-t", "tmpfs", "-o", "size=24m", "prossce", str(folder)]
        if subprocess.run(words, capture_output=True, check=False).returncode != 0:
            return
    drive = windows.FOLDER / "wine" / "dosdevices" / "t:"
    if not drive.is_symlink():
        drive.symlink_to(folder)
    os.environ["PROSSCE_SMALL_DRIVE"] = "T:/"


def _holds(part: Part) -> bool:
    began = time.monotonic()
    result = windows.FOLDER / "result.xml"
    result.unlink(missing_ok=True)
    is_tests = part.words[:2] == PYTEST[:2]
    print(f"\n{part.name}", flush=True)
    status = windows.run(
        *part.words, *([f"--junitxml={windows.wine.path(result)}"] if is_tests else []), folder=windows.ROOT
    )
    held = status == 0
    if is_tests and result.exists():
        reasons = _left_out(result)
        for reason, number in sorted(reasons.items()):
            print(f"  left out {number}: {reason}")
        if sum(reasons.values()) > part.left_out:
            print(f"  {sum(reasons.values())} tests are left out, {part.left_out} were known")
            held = False
    print(f"  {time.monotonic() - began:.0f} s", flush=True)
    return held


def _left_out(result: Path) -> collections.Counter[str]:
    return collections.Counter(
        str(one.get("message")).partition("\n")[0] for one in ElementTree.parse(result).iter("skipped")
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

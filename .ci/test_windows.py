"""Tests of the program as Windows runs it, under Wine. Run by `make test-windows`; `test_windows.py smoke`
is the part for CI.

What a test lacks there is said by its reason; how many are left out is held, so that none is lost unseen.
"""

from __future__ import annotations

import collections
import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import windows
import wine

PYTEST = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "-o", "faulthandler_timeout=600")


@dataclass(frozen=True)
class Part:
    """Words for the Windows Python, how many tests may be left out, and whether CI tries it too. `screen`: they
    are for our own Python, whose tests start the program in Wine on a screen."""

    name: str
    words: tuple[str, ...]
    left_out: int = 0
    smoke: bool = False
    screen: bool = False


PARTS = (
    Part("rules and figures", (*PYTEST, "-m", "not slow and not heavy", "tests/domain"), 0, smoke=True),
    Part("the quick tests", (*PYTEST, "-n", "2", "--dist", "worksteal", "-m", "not slow and not heavy", "tests"), 42),
    Part("what Windows does differently", (*PYTEST, "-n", "2", "--dist", "worksteal", "tests/windows"), 3),
    Part("the command line, whole", (*PYTEST, "-n", "2", "--dist", "worksteal", "tests/cli", "tests/laws"), 12),
    Part("the command line, every command once", (*PYTEST, "tests/cli/test_every_command.py"), 0, smoke=True),
    Part("the main job through the window", ("-m", "tests.tools.guided_run"), 0, smoke=True),
    Part("the main job by real keys", (*PYTEST, "tests/xvfb/test_in_wine.py"), 0, screen=True),
)  # fmt: skip


def main(words: list[str]) -> int:
    """The exit status: 0 where all parts hold, or where Wine cannot be had and only a smoke was asked for."""
    smoke = words == ["smoke"]
    try:
        windows.set_up()
    except windows.NotHad as why:
        print(why, file=sys.stderr)
        return 0 if smoke else 1
    try:
        with _small_drive():
            failed = [part.name for part in PARTS if (part.smoke or not smoke) and not _holds(part)]
    finally:
        wine.end(windows.FOLDER)
    print(f"Did not hold: {', '.join(failed)}" if failed else "Everything held in Wine.")
    return 1 if failed else 0


@contextlib.contextmanager
def _small_drive() -> Iterator[None]:
    """A drive of 24 MB as T:, where this user may mount one; without it, what tries a full disk is left out."""
    folder = windows.ROOT / "build" / "small-drive"
    folder.mkdir(parents=True, exist_ok=True)
    words = ["mount", "-t", "tmpfs", "-o", "size=24m", "prossce", str(folder)]
    if subprocess.run(words, capture_output=True, check=False).returncode != 0:
        yield
        return
    drive = wine.prefix(windows.FOLDER) / "dosdevices" / "t:"
    drive.unlink(missing_ok=True)
    drive.symlink_to(folder)
    os.environ["PROSSCE_SMALL_DRIVE"] = "T:/"
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], capture_output=True, check=False)


def _holds(part: Part) -> bool:
    began = time.monotonic()
    result = windows.FOLDER / "result.xml"
    result.unlink(missing_ok=True)
    is_tests = part.words[:2] == PYTEST[:2]
    print(f"\n{part.name}", flush=True)
    file = result if part.screen else wine.path(result)
    words = (*part.words, *([f"--junitxml={file}"] if is_tests else []))
    status = _on_a_screen(words) if part.screen else windows.run(*words, folder=windows.ROOT)
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


def _on_a_screen(words: tuple[str, ...]) -> int:
    """Our own Python with these words. The Windows that ran without a screen ends first: it would have none."""
    wine.end(windows.FOLDER)
    return subprocess.run(
        [sys.executable, *words], cwd=windows.ROOT, env=os.environ | {"PROSSCE_WINE": "1"}, check=False
    ).returncode


def _left_out(result: Path) -> collections.Counter[str]:
    """The reasons, and how many tests (or whole files of them) each keeps from running."""
    told = [
        str(one.text if one.get("message") == "collection skipped" else one.get("message"))
        for one in ElementTree.parse(result).iter("skipped")
    ]
    return collections.Counter(
        one.rpartition("Skipped: ")[2].strip("')\"").partition("\n")[0] for one in told
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

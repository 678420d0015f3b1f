"""A real X screen with the program on it, worked by real key presses from outside the process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

PATIENCE = 60.0
PICTURE = "import sys; from PySide6.QtGui import QGuiApplication; app = QGuiApplication([]); app.primaryScreen().grabWindow(0).save(sys.argv[1])"


def _threads(process: int) -> Iterator[list[str]]:
    """What the system says of each thread of a process and of those it started: its state first."""
    parents = {int(one.parent.name): int(line[1]) for one in Path("/proc").glob("[0-9]*/stat") for line in _line(one)}
    family = {process}
    while more := {one for one, parent in parents.items() if parent in family} - family:
        family |= more
    for one in family:
        for task in Path(f"/proc/{one}/task").glob("*/stat"):
            yield from _line(task)


def _line(stat: Path) -> Iterator[list[str]]:
    """What stands after the name; nothing where it is gone meanwhile."""
    with suppress(OSError):
        yield stat.read_text().rpartition(")")[2].split()


class Screen:
    """Xvfb, the program as users start it, and a pair of hands. `keys` counts presses that are not data."""

    def __init__(self, home: Path) -> None:
        self.home = home
        read, write = os.pipe()
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
            pass_fds=[write],
            stderr=subprocess.DEVNULL,
        )
        os.close(write)
        with os.fdopen(read) as told:
            self.display = f":{told.readline().strip()}"
        kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_") and name != "QT_QPA_PLATFORM"}
        self.environment = kept | {
            "DISPLAY": self.display,
            "HOME": str(home),
            "QT_QPA_PLATFORM": "xcb",
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        }
        self.words = [sys.executable, "-m", "prossce_desktop"]
        self.program_environment = self.environment
        self.data = home / ".local" / "share"
        self._program: subprocess.Popen[bytes] | None = None
        self._holders: list[subprocess.Popen[bytes]] = []
        self.keys = 0

    def start(self) -> None:
        """Start the program and wait for its window."""
        self._program = subprocess.Popen(self.words, env=self.program_environment, stdin=subprocess.DEVNULL)
        self.until(lambda: bool(self._tool("search", "--onlyvisible", "--name", "ProSSCE", check=False).strip()))
        self.focus()

    def open_file(self, path: Path) -> None:
        """The file manager opens a file with the program: the one that runs already gets it."""
        subprocess.run([*self.words, self.named(path)], env=self.program_environment, stdin=subprocess.DEVNULL, check=True)

    def named(self, path: Path) -> str:
        """A path as the program is told it."""
        return str(path)

    def focus(self, title: str = "ProSSCE") -> None:
        """Give the window, or a dialog over it, the keys, as a window manager does after a dialog; there is none on this screen."""
        window = self._tool("search", "--onlyvisible", "--name", title).split()[0]
        self._tool("windowfocus", "--sync", window)

    def choose(self, menu: str, letter: str) -> None:
        """A key that opens a menu, and a letter in it.

        While a menu lets go of the keyboard the window system gives keys to nobody: some 10 ms, in which no hand types.
        """
        self.press(menu, letter)
        self.rest()

    def type(self, text: str) -> None:
        """Data, letter by letter."""
        if text:
            self._tool("type", "--delay", "6", "--", text)  # a piece may begin with a hyphen

    def press(self, *names: str) -> None:
        """Keys beside the data, each counted."""
        for name in names:
            self.at_once(name)

    def at_once(self, *names: str) -> None:
        """The same, as fast as a key repeats that is held down."""
        self.keys += len(names)
        self._tool("key", "--delay", "6", *names)

    def pause(self, seconds: float) -> None:
        """A hand that types at its own speed."""
        time.sleep(seconds)

    def settle(self) -> None:
        """As `rest`, and for so long that no search, check or picture of a page waits for its time any more."""
        self.rest(rounds=10)

    def rest(self, rounds: int = 4) -> None:
        """Wait until the program has nothing to do: no thread of it or of its helpers wants to run, and their time stands still."""
        assert self._program is not None
        before, quiet = -1, 0
        end = time.monotonic() + PATIENCE
        while quiet < rounds and self.is_running():
            assert time.monotonic() < end, "it did not come to rest"
            time.sleep(0.05)
            lines = list(_threads(self._program.pid))
            spent = sum(int(line[11]) + int(line[12]) for line in lines)
            quiet = quiet + 1 if spent == before and all(line[0] == "S" for line in lines) else 0
            before = spent

    def clipboard(self, text: str) -> None:
        """Another program copies a block, as a spreadsheet does."""
        program = (
            "import sys; from PySide6.QtGui import QGuiApplication; app = QGuiApplication([]);"
            "QGuiApplication.clipboard().setText(sys.argv[1]); print('held', flush=True); app.exec()"
        )
        holder = subprocess.Popen(
            [sys.executable, "-c", program, text], env=self.environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE
        )
        assert holder.stdout is not None
        holder.stdout.readline()
        self._holders.append(holder)

    def cli(self, *words: str) -> dict[str, Any]:
        """The command line beside the open window: reading works meanwhile."""
        done = subprocess.run(
            [*self.words, *words, "--json"],
            env=self.program_environment,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            check=True,
        )
        found = json.loads(done.stdout)
        assert isinstance(found, dict)
        return found

    def until(self, true: Callable[[], bool], seconds: float = PATIENCE) -> None:
        """Wait until it holds; fails when patience ends."""
        end = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < end, "it did not come to pass"
            time.sleep(0.2)

    def picture(self, path: Path) -> None:
        """What the screen shows, for looking at."""
        subprocess.run([sys.executable, "-c", PICTURE, str(path)], env=self.environment, stdin=subprocess.DEVNULL, check=False)

    def is_running(self) -> bool:
        """Whether the program is there."""
        return self._program is not None and self._program.poll() is None

    def ended(self) -> int:
        """Wait for the program's end; its exit status."""
        assert self._program is not None
        return self._program.wait(PATIENCE)

    def close(self) -> None:
        """End everything that still runs."""
        for one in (self._program, *self._holders, self._server):
            if one is not None and one.poll() is None:
                one.terminate()
                one.wait(20)
            if one is not None and one.stdout is not None:
                one.stdout.close()

    def _tool(self, *words: str, check: bool = True) -> str:
        return subprocess.run(["xdotool", *words], env=self.environment, capture_output=True, text=True, check=check).stdout

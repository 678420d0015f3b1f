"""A real X screen with the program on it, worked by real key presses from outside the process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

PATIENCE = 60.0
PICTURE = "import sys; from PySide6.QtGui import QGuiApplication; app = QGuiApplication([]); app.primaryScreen().grabWindow(0).save(sys.argv[1])"


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
        self._program: subprocess.Popen[bytes] | None = None
        self._holders: list[subprocess.Popen[bytes]] = []
        self.keys = 0

    def start(self) -> None:
        """Start the program and wait for its window."""
        self._program = subprocess.Popen([sys.executable, "-m", "prossce_desktop"], env=self.environment, stdin=subprocess.DEVNULL)
        self.until(lambda: bool(self._tool("search", "--onlyvisible", "--name", "ProSSCE", check=False).strip()))
        self.focus()

    def focus(self, title: str = "ProSSCE") -> None:
        """Give the window, or a dialog over it, the keys, as a window manager does after a dialog; there is none on this screen."""
        window = self._tool("search", "--onlyvisible", "--name", title).split()[0]
        self._tool("windowfocus", "--sync", window)

    def type(self, text: str) -> None:
        """Data, letter by letter."""
        if text:
            self._tool("type", "--delay", "6", text)

    def press(self, *names: str) -> None:
        """Keys beside the data, each counted."""
        for name in names:
            self.keys += 1
            self._tool("key", "--delay", "6", name)

    def pause(self, seconds: float = 0.25) -> None:
        """Let the window come to rest."""
        time.sleep(seconds)

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
            [sys.executable, "-m", "prossce_desktop", *words, "--json"],
            env=self.environment,
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

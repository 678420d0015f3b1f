"""How Windows programs are run here: what Wine is started with, in one place.

Read by the bench (windows.py) and by the check of the installer.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

LEFT_OUT = (
    "DISPLAY", "WAYLAND_DISPLAY", "PYTHONDONTWRITEBYTECODE", "PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV",
)  # fmt: skip
"""What belongs to this system's screen and Python."""


def prefix(folder: Path) -> Path:
    """Where the Windows that lives in `folder` keeps its registry and drive C."""
    return folder / "wine"


def environment(folder: Path, display: str | None = None) -> dict[str, str]:
    """The variables that Wine is run with: everything it writes stays in `folder`; no 32-bit part, no .NET,
    no menu entries are asked for. Without `display`, windows are not shown."""
    kept = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
    return kept | {
        **({"DISPLAY": display} if display else {}),
        "HOME": str(folder / "home"),
        "LC_ALL": "C.UTF-8",
        "USER": "officer",
        "WINEDEBUG": "-all",
        "WINEDLLOVERRIDES": "mscoree,mshtml,winemenubuilder.exe=",
        "WINEPREFIX": str(prefix(folder)),
        "XDG_RUNTIME_DIR": str(folder),
    }


def boot(folder: Path) -> bool:
    """Make the Windows of this folder, if it is not there yet; whether it stands."""
    (folder / "home").mkdir(parents=True, exist_ok=True)
    nothing = subprocess.DEVNULL
    subprocess.run(
        ["wine", "wineboot", "--init"],
        env=environment(folder), stdin=nothing, stdout=nothing, stderr=nothing, timeout=300, check=False,
    )  # fmt: skip
    subprocess.run(["wineserver", "-w"], env=environment(folder), check=False, timeout=60)
    return (prefix(folder) / "system.reg").exists() and (system32(folder) / "kernel32.dll").exists()


def system32(folder: Path) -> Path:
    """Where that Windows has its own libraries."""
    return prefix(folder) / "drive_c" / "windows" / "system32"


def end(folder: Path) -> None:
    """Let everything that runs in this folder's Windows end."""
    subprocess.run(["wineserver", "-k"], env=environment(folder), check=False)
    subprocess.run(["wineserver", "-w"], env=environment(folder), check=False, timeout=60)


def path(file: Path) -> str:
    """A path of this system as Windows programs name it here: its root is drive Z."""
    return "Z:" + str(file.resolve()).replace("/", "\\")


def missing() -> list[str]:
    """Those of Wine's programs that are not here."""
    return [name for name in ("wine", "wineserver") if shutil.which(name) is None]

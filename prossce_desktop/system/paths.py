"""Where data, resources and exports live; the only module that knows."""

from __future__ import annotations

import sys
from pathlib import Path

import platformdirs

APP = "ProSSCE Desktop"
_HERE = Path(__file__).resolve().parents[1]


def resources() -> Path:
    """Resources: beside a frozen program, `_resources` in a wheel, at the root of a source tree."""
    bundle = getattr(sys, "_MEIPASS", None)
    if bundle is not None:
        return Path(bundle) / "resources"
    inside = _HERE / "_resources"
    return inside if inside.is_dir() else _HERE.parent / "resources"


def resource(name: str) -> Path:
    """A file of the resources by its relative name, such as `fonts/NotoSans-Regular.ttf`."""
    return resources() / name


def _portable() -> Path | None:
    """The folder for data beside a frozen program on a stick, if a file named `portable` lies there."""
    if not getattr(sys, "frozen", False):
        return None
    home = Path(sys.executable).resolve().parent
    return home / "data" if (home / "portable").exists() else None


def own_program() -> list[str]:
    """How this program starts itself as a child that has input and output."""
    program = Path(sys.executable)
    if not getattr(sys, "frozen", False):
        return [str(program), "-P", "-m", "prossce_desktop"]
    beside = program.with_name("prossce.exe")  # Windows: the one that has them
    return [str(beside if beside.exists() else program)]


def data_folder() -> Path:
    """Where workspaces live unless the person chose another place; not made here."""
    return _portable() or Path(platformdirs.user_data_dir(APP, appauthor=False))


def config_folder() -> Path:
    """Where the window's state and the list of workspaces live; nothing of a record. Not made here."""
    portable = _portable()
    if portable:
        return portable / "settings"
    usual = Path(platformdirs.user_config_dir(APP, appauthor=False))
    # Windows and macOS have one folder for both; nothing else is ever written into this one
    return usual / "settings" if usual == data_folder() else usual


def log_folder() -> Path:
    """Where the log and the crash file live; not made here."""
    portable = _portable()
    return portable / "log" if portable else Path(platformdirs.user_log_dir(APP, appauthor=False))


def default_workspace() -> Path:
    """The workspace the window opens where none was chosen."""
    return data_folder() / "workspace"


def workspace_pointer() -> Path:
    """The file with the path of the window's workspace in one line; inside the data folder only its name."""
    return config_folder() / "workspace"


def chosen_workspace() -> Path:
    """The window's workspace: the chosen or the usual one. A bare name lies in the data folder."""
    try:
        said = workspace_pointer().read_text(encoding="utf-8").strip()
        return data_folder() / said if said and "\0" not in said else default_workspace()
    except (OSError, UnicodeDecodeError):
        return default_workspace()


def exports_folder() -> Path:
    """Where exports are offered to be saved: Documents, or the home folder where there is none."""
    documents = Path(platformdirs.user_documents_dir())
    return documents if documents.is_dir() else Path.home()

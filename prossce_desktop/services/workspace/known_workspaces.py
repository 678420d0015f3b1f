"""Which workspace the window opens, and which others lie on this computer."""

from __future__ import annotations

import re
from pathlib import Path

from prossce_desktop.errors import WorkspaceMissing
from prossce_desktop.store.workspace.other_workspaces import (
    OlderWorkspace,
    Opens,
    WorkspaceSummary,
    look,
    remove as remove_workspace,
)
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.system import paths
from prossce_desktop.system.atomic_files import in_words, replacing_own

__all__ = [
    "OlderWorkspace",
    "Opens",
    "WorkspaceSummary",
    "choose",
    "free_beside",
    "known",
    "older",
    "refuse_missing",
    "remove",
]

_NUMBERED = re.compile(r"(.+?)-\d+")


def choose(folder: Path) -> None:
    """From now on the window opens this one; the others stay where they are."""
    pointer = paths.workspace_pointer()
    data = paths.data_folder()
    text = folder.name if folder.parent == data else str(folder.absolute())
    try:
        pointer.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise in_words(error, pointer) from error
    with replacing_own(pointer) as aside:
        aside.write_text(f"{text}\n", encoding="utf-8")


def refuse_missing(folder: Path) -> None:
    """Raises WorkspaceMissing where a folder was chosen and nothing lies there."""
    if (
        folder != paths.default_workspace()
        and paths.workspace_pointer().is_file()
        and paths.chosen_workspace() == folder
    ):
        raise WorkspaceMissing(path=folder)


def known(opened: Path) -> list[Path]:
    """Workspaces beside the one that is open, and that one, by name."""
    around = {
        one for one in _folders(opened.parent) | _folders(paths.data_folder()) if (one / "key.json").is_file()
    }
    return sorted({*around, opened})


def older(store: Store) -> list[OlderWorkspace]:
    """The other workspaces on this computer, not opened; the latest changed first."""
    found = [look(folder, store) for folder in known(store.folder) if folder != store.folder]
    return sorted(found, key=lambda one: one.changed.timestamp() if one.changed else 0.0, reverse=True)


def remove(folder: Path, store: Store) -> bool:
    """Remove one for good; whether its folder is gone too. Raises WorkspaceInUse, disk errors."""
    those = known(store.folder)
    if folder == store.folder or folder not in those or folder.is_symlink():
        raise WorkspaceMissing(path=folder)
    return remove_workspace(folder, [one for one in those if one != folder])


def free_beside(folder: Path) -> Path:
    """A folder that is not there yet, for records that come back: `workspace-2`, `workspace-3` ..."""
    match = _NUMBERED.fullmatch(folder.name)
    stem = match[1] if match else folder.name
    number = 2
    while (found := folder.with_name(f"{stem}-{number}")).exists():
        number += 1
    return found


def _folders(parent: Path) -> set[Path]:
    try:
        return {one for one in parent.iterdir() if one.is_dir() and not one.name.startswith(".")}
    except OSError:
        return set()

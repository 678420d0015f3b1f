"""Erased people as bare numbers beside the base and its backups: what is restored is erased again."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from prossce_desktop.errors import ProssceError
from prossce_desktop.store.db.workspace_layout import Files
from prossce_desktop.system import held_files, paths
from prossce_desktop.system.atomic_files import replacing, replacing_own

NAME = "erased.json"


def listed_in(folder: Path) -> frozenset[int]:
    """The numbers in a folder's list; none where there is no list, or no readable one."""
    try:
        found = json.loads(held_files.read(folder / NAME))
        return frozenset(one for one in found if type(one) is int)
    except (OSError, ValueError, TypeError):
        return frozenset()


def listed_here() -> frozenset[int]:
    """Everybody who was erased on this computer, in whatever workspace."""
    return listed_in(paths.config_folder())


def add(folder: Path, people: Iterable[int], *, outside_workspace: bool = False) -> None:
    """Put these numbers on the list of a folder; what stands there stays. Raises what the disk answers.
    `outside_workspace`: a person's folder or a stick, where nothing of ours is to be written over.
    """
    known = listed_in(folder)
    every = known.union(people)
    if every != known:
        with (replacing if outside_workspace else replacing_own)(folder / NAME) as aside:
            aside.write_text(json.dumps(sorted(every)), encoding="ascii")


def keep(files: Files, people: Iterable[int]) -> None:
    """Beside the base, with its backups, and on this computer; an unwritable place gets it later."""
    every = sorted(people)
    with suppress(ProssceError):
        add(files.folder, every)
    with suppress(ProssceError):
        if files.backups.is_dir():
            add(files.backups, every)
    with suppress(ProssceError, OSError):
        paths.config_folder().mkdir(parents=True, exist_ok=True, mode=0o700)
        add(paths.config_folder(), every)

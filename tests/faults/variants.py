"""Seven ways in which this program could be broken, to see that a suite notices each. Chosen by an environment variable, here only.

| variant | what is broken | the suite that reports it |
|---|---|---|
| no sync | the engine and exports leave the disk to itself | `tests/faults/test_power_cut.py` |
| a copied key slot | a slot is not bound to its workspace and officer | `tests/store/test_access.py` |
| backup by file copy | a copy takes the base's file and not its log | `tests/faults/test_killed.py`, the job "backing up" |
| export without rename | an export is written over the old one | `tests/faults/test_killed.py`, the job "exporting" |
| facts not made again | a changed person keeps the old facts | `tests/store/test_rebuild.py` |
| an open cell filled again | news of its cell replaces what is typed in it | `tests/ui/typing/test_grids.py`, the funnel |
| Tab by content | Tab passes over a cell for what stands in its row | `tests/ui/typing/test_grids.py`, people |

As a plugin of pytest (`-p tests.faults.variants`) it breaks the tests' own process; `tests.faults.child` imports it too.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

VARIABLE = "PROSSCE_BROKEN_VARIANT"


def no_sync() -> None:
    from prossce_desktop.store.db import connection
    from prossce_desktop.system import atomic_files

    connection._SWITCHES = tuple((name, 0 if name == "synchronous" else value) for name, value in connection._SWITCHES)
    atomic_files._Aside.settle = lambda self: os.replace(self.path, self._target)  # type: ignore[method-assign]


def copied_slot() -> None:
    from prossce_desktop.store.workspace import key_file

    key_file._bound_to = lambda workspace, officer: b""


def file_copy() -> None:
    from prossce_desktop.store.maintenance import base_backup

    def copy(source: Any, _key: bytes | None, target: Path, _step: object) -> None:
        shutil.copyfile(source.execute("PRAGMA database_list").fetchone()[2], target)

    base_backup._copy = copy


def no_rename() -> None:
    from prossce_desktop.system import atomic_files

    def over(self: atomic_files._Aside, _private: bool) -> None:
        self._target.write_bytes(b"")
        self.path = self._target

    atomic_files._Aside._make = over  # type: ignore[method-assign]
    atomic_files._Aside.settle = lambda self: None  # type: ignore[method-assign]


def old_facts() -> None:
    from prossce_desktop.store.projection import derived_tables

    real = derived_tables.refresh_facts

    def without_edited(db: Any, _people: Iterable[int], activities: Any, participations: Any) -> None:
        real(db, set(), activities, participations)

    derived_tables.refresh_facts = without_edited  # type: ignore[assignment]


def filled_again() -> None:
    from prossce_desktop.ui.grids.entry_delegate import CellEditor

    def show(editor: CellEditor, text: str) -> None:
        editor._begun = text
        editor.setText(text)

    CellEditor.show_stored = show  # type: ignore[method-assign]


def tab_by_content() -> None:
    from PySide6.QtCore import QModelIndex

    from prossce_desktop.ui.activities.people_grid.grid_model import PeopleModel
    from prossce_desktop.ui.activities.people_grid.grid_view import PeopleView

    def is_stop(view: PeopleView, index: QModelIndex) -> bool:
        model = view.model()
        assert isinstance(model, PeopleModel)
        row, key = model.row_at(index.row()), model.columns[index.column()].key
        return view._can_type(index) and not (key == "age" and row.text("birth") and not row.text("age"))

    PeopleView._is_stop = is_stop  # type: ignore[method-assign]


VARIANTS: dict[str, Callable[[], None]] = {
    "no sync": no_sync,
    "a copied key slot": copied_slot,
    "backup by file copy": file_copy,
    "export without rename": no_rename,
    "facts not made again": old_facts,
    "an open cell filled again": filled_again,
    "Tab by content": tab_by_content,
}

if VARIABLE in os.environ:
    VARIANTS[os.environ[VARIABLE]]()

"""Watches the main thread: no database, file or report work may be asked for by the window on it."""

from __future__ import annotations

import functools
import os
import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

import prossce_desktop
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.store.workspace.store_parts import (
    StoredBackups,
    StoredDrafts,
    StoredOfficers,
    StoredSettings,
    StoredSync,
    StoredUndo,
)

PACKAGE = Path(prossce_desktop.__file__).parent
UI = f"{PACKAGE / 'ui'}{os.sep}"
ROOT = str(PACKAGE.parent)
OF_THE_STORE: dict[type, Sequence[str]] = {
    Store: ("read", "work", "digest", "check", "rebuild_copy", "tidy"),
    StoredSettings: ("read", "write", "note"),
    StoredDrafts: ("save", "held", "drop"),
    StoredUndo: ("undo", "redo", "last_undoable", "last_redoable", "history"),
    StoredBackups: ("copy_to", "at_exit", "if_due", "beside"),
    StoredOfficers: ("rename",),
    StoredSync: ("exchanging", "mark_moved", "begin_anew"),
}
_MAIN = threading.main_thread().ident


class Watch:
    """What the window did on the main thread and must not; `found` is empty if all is well."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._noting = False

    def look(self, what: str) -> None:
        """Note `what` if a file of the window is asking for it on the main thread."""
        if threading.get_ident() != _MAIN or self._noting:
            return
        frame = sys._getframe(1)
        while frame is not None:
            if frame.f_code.co_filename.startswith(UI):
                self._noting = True  # the lines of the program are read for it
                where = "".join(traceback.format_stack(frame, 4))
                self._noting = False
                self.found.append(f"{what} on the main thread:\n{where}")
                return
            frame = frame.f_back  # type: ignore[assignment]

    def guarded(self, what: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, looked at whenever it is called."""

        @functools.wraps(function)
        def call(*arguments: Any, **named: Any) -> Any:
            self.look(what)
            return function(*arguments, **named)

        return call


_watching: list[Watch] = []


def _hear(event: str, arguments: tuple[Any, ...]) -> None:
    """Files opened, renamed and removed, but those of the program itself."""
    if not _watching or event not in ("open", "os.rename", "os.remove", "os.listdir", "os.scandir", "os.mkdir"):
        return
    path = arguments[0]
    if not isinstance(path, str) or threading.get_ident() != _MAIN:
        return
    whole = os.path.abspath(path)
    if whole.endswith(("user-dirs.dirs", ".py")):  # where the desktop says what its folders are called; code
        return
    if whole.startswith("/dev/shm/") or not whole.startswith((ROOT, sys.prefix, sys.base_prefix, "/dev/", "/proc/", "/usr/", "/etc/")):
        _watching[-1].look(f"{event} {whole}")


sys.addaudithook(_hear)


def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    """Begin to watch; ends with the test."""
    made = Watch()
    for part, names in OF_THE_STORE.items():
        for name in names:
            monkeypatch.setattr(part, name, made.guarded(f"{part.__name__}.{name}", getattr(part, name)))
    import openpyxl
    import pypdfium2

    from prossce_desktop.reports.pages.page_writer import Writer

    for kind, what in ((openpyxl.Workbook, "a workbook"), (Writer, "a document"), (pypdfium2.PdfDocument, "a picture of a page")):
        monkeypatch.setattr(kind, "__init__", made.guarded(what, kind.__init__))
    return made


def start(watching: Watch) -> None:
    """Listen to files too."""
    _watching.append(watching)


def stop(watching: Watch) -> None:
    """No longer."""
    _watching.remove(watching)

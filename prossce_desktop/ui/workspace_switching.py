"""Other records come into the window: those now open are copied, closed and let go of first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from prossce_desktop.app import Store
from prossce_desktop.errors import ProssceError
from prossce_desktop.language.messages import _
from prossce_desktop.services.workspace import backups, known_workspaces
from prossce_desktop.system.progress import ProgressCallback

if TYPE_CHECKING:
    from prossce_desktop.ui.program import Program


_LAID_OUT_MS = 200
"""Until the new pages stand, so that a short message lies at their foot."""


class WorkspaceSwitching(QObject):
    """`switched(Path)` when the window is on its way to other records."""

    switched = Signal(object)

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self._program = program
        self._old: list[QWidget] = []
        self._wanted: Path | Store | None = None
        self._worked: str | None = None
        self._restored: Store | None = None
        program.jobs.busy.connect(self._let_go)
        program.doors.ready.connect(self._shown)

    def to(self, wanted: object) -> None:
        """Open a folder, or show an open `Store`, unless the open page wants to stay."""
        program = self._program
        if not isinstance(wanted, Path | Store):
            return
        shell = program.window.shell
        if shell is not None and not shell.may_close():
            if isinstance(wanted, Store):
                program.jobs.start(lambda step: wanted.close())
            return
        old = program.rest()
        self._old.append(program.window.show_opening())
        if isinstance(wanted, Store) and wanted is old:  # the same ones, which have moved away meanwhile
            program.show_shell(wanted)
            return
        self._wanted = wanted
        self._worked = None if old is None else old.identity.officer_id
        folder = wanted.folder if isinstance(wanted, Store) else wanted

        def work(step: ProgressCallback) -> None:
            if old is not None:
                backups.back_up_at_exit(old)
                old.close()
            known_workspaces.choose(folder)

        program.jobs.start(work, self._go, self._go_all_the_same)

    def _go_all_the_same(self, error: ProssceError) -> None:
        """The choice could not be written down: it holds until the window closes."""
        self._program.speaker.tell(str(error))
        self._go(None)

    def _go(self, nothing: None) -> None:
        wanted = self._wanted
        self._wanted = None
        if wanted is None:
            return
        folder = wanted.folder if isinstance(wanted, Store) else wanted
        self._program.folder = folder
        self.switched.emit(folder)
        self._program.doors.lead_to(folder)
        if isinstance(wanted, Store):
            self._restored = wanted
            self._program.doors.greet(wanted, self._worked)
        else:
            self._program.doors.knock()

    def _shown(self, store: Store) -> None:
        if store is self._restored:
            self._restored = None
            QTimer.singleShot(_LAID_OUT_MS, self, self._say_restored)

    def _say_restored(self) -> None:
        self._program.speaker.mention(_("Backup restored. Your earlier data is under Settings > Backups."))

    def given_up(self) -> Store | None:
        """The program ends on the way: what waits to be shown, for the caller to close."""
        wanted, self._wanted = self._wanted, None
        return wanted if isinstance(wanted, Store) else None

    def _let_go(self, busy: bool) -> None:
        """Pages that are gone may still get answers: they go when nothing is under way."""
        if not busy:
            for one in self._old:
                one.deleteLater()
            self._old = []

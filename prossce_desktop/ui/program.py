"""The program behind the window: loads the store beside it, then shows what the workspace needs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, QTimer, Signal

from prossce_desktop.errors import ProssceError
from prossce_desktop.language.messages import use
from prossce_desktop.system import temporary_folders
from prossce_desktop.ui.access.access_flow import AccessFlow
from prossce_desktop.ui.automatic_backups import AutomaticBackups
from prossce_desktop.ui.base.jobs import Jobs
from prossce_desktop.ui.help.help_sidebar import HelpSidebar
from prossce_desktop.ui.session.dialogs import WindowSpeaker
from prossce_desktop.ui.window.main_window import MainWindow

if TYPE_CHECKING:
    from prossce_desktop.app import Store
    from prossce_desktop.ui.access.screen_lock import Lock
    from prossce_desktop.ui.window.workspace_view import WorkspaceView
    from prossce_desktop.ui.workspace_switching import WorkspaceSwitching


IDLE_MS = 60_000
SWEEP_MS = 3_000
"""What other runs left is cleared away once the first page stands."""


class Program(QObject):
    """The running program: one window, its jobs, and the workspace in it."""

    switched = Signal(object)
    """The folder of other records that the window opens now."""
    quiet = Signal()
    """Nobody has worked for a while."""

    def __init__(
        self,
        folder: Path,
        settings: QSettings,
        window: MainWindow | None = None,
        parent: QObject | None = None,
    ) -> None:
        """`window`: the one that is shown already; else one is made."""
        super().__init__(parent)
        self.folder = folder
        self.settings = settings
        self.jobs = Jobs(self)
        self.window = window or MainWindow(settings)
        self.window.on_close = self.end
        self.speaker = WindowSpeaker(self.window)
        self.doors = AccessFlow(folder, self.window, self.jobs, settings, self.speaker)
        self.doors.ready.connect(self.show_shell)
        self.doors.other_opened.connect(self.switch)
        self.help = HelpSidebar(self.window, self.jobs)
        self.store: Store | None = None
        self.lock: Lock | None = None
        self.keeping = AutomaticBackups(self.jobs, self)
        self._switching: WorkspaceSwitching | None = None
        self._brought: Path | None = None
        self.jobs.otherwise = self._say
        self._idle = QTimer(self, interval=IDLE_MS)
        self._idle.timeout.connect(self._tidy)

    def begin(self) -> None:
        """Show the window; once it is painted, open the workspace, loading modules on the writing thread."""
        self.window.show()
        self.window.once_painted(self._painted)

    def _painted(self) -> None:
        self.doors.knock()
        QTimer.singleShot(SWEEP_MS, self, self._sweep)

    def _sweep(self) -> None:
        if not self.jobs.is_closed():
            self.jobs.start(lambda step: temporary_folders.sweep())

    def show_shell(self, store: Store, *, looking: bool = False) -> None:
        """Navigation and pages; records that moved away are only shown, if that is wanted."""
        if store.identity.moved is not None and not looking:
            self._say_moved(store)
            return
        from prossce_desktop.ui.base.place import PageName, Place
        from prossce_desktop.ui.preloading import Preloading
        from prossce_desktop.ui.session.session import Session
        from prossce_desktop.ui.window.workspace_view import WorkspaceView

        self.store = store
        use(store.identity.language)
        session = Session(store, self.jobs, self.speaker, parent=self)
        shell = WorkspaceView(session, looking=looking)
        session.news.other_opened.connect(self.switch)
        self.speaker.use_message(shell.message)
        self.window.show_shell(shell)
        self._make_lock(store, shell)
        shell.start_at(Place(PageName.overview))
        self._show_brought()
        Preloading(self.jobs, shell)
        if not looking:
            self._idle.start()

    def bring(self, package: Path) -> None:
        """A package was opened in the file manager: Exchange looks at it once the records are open."""
        self._brought = package
        self._show_brought()

    def _show_brought(self) -> None:
        shell, package = self.window.shell, self._brought
        if shell is None or package is None or (self.lock is not None and self.lock.is_locked()):
            return
        from prossce_desktop.ui.base.place import PageName, Place

        self._brought = None
        shell.go(Place(PageName.exchange, file=str(package)))

    def _say_moved(self, store: Store) -> None:
        from prossce_desktop.ui.access.moved_workspace_page import MovedPage

        self.store = store
        page = MovedPage(store, self.jobs)
        page.goes_on.connect(self.show_shell)
        page.look_only.connect(self._look_only)
        self.window.setCentralWidget(page)
        page.first_focus()

    def _look_only(self, store: Store) -> None:
        self.show_shell(store, looking=True)

    def switch(self, wanted: object) -> None:
        """Open other records: a folder, or a `Store` that is open already."""
        from prossce_desktop.ui.workspace_switching import WorkspaceSwitching

        if self._switching is None:
            self._switching = WorkspaceSwitching(self)
            self._switching.switched.connect(self.switched)
        self._switching.to(wanted)

    def rest(self) -> Store | None:
        """Let go of the workspace that is open; whoever asked closes it."""
        self._idle.stop()
        self.keeping.stop()
        if self.lock is not None:
            self.lock.deleteLater()
            self.lock = None
        store, self.store = self.store, None
        return store

    def _say(self, error: ProssceError) -> None:
        """What a page had no words of its own for."""
        self.speaker.mention(str(error))

    def _make_lock(self, store: Store, shell: WorkspaceView) -> None:
        from prossce_desktop.ui.access.screen_lock import Lock

        lock = self.lock = Lock(self.window, store, self.jobs, self.settings, self)
        lock.opened_by.connect(shell.session.news.renamed)
        lock.opened_by.connect(self._show_brought)
        lock.cannot.connect(self.speaker.mention)
        shell.lock_wanted.connect(lock.lock)

    def _tidy(self) -> None:
        """In a quiet minute the log goes into the base, so that saving stays quick."""
        store = self.store
        if store is not None and not self.jobs.is_busy():
            self.jobs.start(lambda step: store.tidy())
            self.keeping.quiet(store)
            self.quiet.emit()

    def end(self) -> None:
        """Let everything finish, copy the base beside itself and to its second place, and close it."""
        self.window.hide()  # a stick may be slow
        store = self.rest()
        if store is not None:
            self.jobs.start(lambda step: _leave(store))
        behind = [self.doors.given_up(), self._switching.given_up() if self._switching is not None else None]
        open_ones = [one for one in (store, *behind) if one is not None]
        self.jobs.finish(lambda: _close(open_ones))


def _close(stores: list[Store]) -> None:
    for one in stores:
        one.close()


def _leave(store: Store) -> None:
    from prossce_desktop.services.workspace import backups

    backups.back_up_at_exit(store)

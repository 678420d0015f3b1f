"""Starts the window: paints first, loads the store beside it, then shows what the workspace needs."""

from __future__ import annotations

import sys
import threading
import traceback
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, QTimer, Signal
from PySide6.QtWidgets import QApplication

from prossce_desktop import crash, paths
from prossce_desktop.errors import ProssceError
from prossce_desktop.messages import _, use
from prossce_desktop.ui.jobs import Jobs
from prossce_desktop.ui.keeping import Keeping
from prossce_desktop.ui.look.theme import wear
from prossce_desktop.ui.shell.doors import Doors
from prossce_desktop.ui.shell.instance import Instance
from prossce_desktop.ui.shell.main_window import MainWindow
from prossce_desktop.ui.speaker import WindowSpeaker

if TYPE_CHECKING:
    from prossce_desktop.compose import Store
    from prossce_desktop.ui.shell.lock import Lock
    from prossce_desktop.ui.shell.shell import Shell
    from prossce_desktop.ui.shell.switching import Switching


IDLE_MS = 60_000


class Program(QObject):
    """The running program: one window, its jobs, and the workspace in it."""

    switched = Signal(object)
    """The folder of other records that the window opens now."""

    def __init__(self, folder: Path, settings: QSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder = folder
        self.settings = settings
        self.jobs = Jobs(self)
        self.window = MainWindow(settings)
        self.window.on_close = self.end
        self.speaker = WindowSpeaker(self.window)
        self.doors = Doors(folder, self.window, self.jobs, settings, self.speaker)
        self.doors.ready.connect(self.show_shell)
        self.store: Store | None = None
        self.lock: Lock | None = None
        self.keeping = Keeping(self.jobs, self)
        self._switching: Switching | None = None
        self.jobs.otherwise = self._say
        self._idle = QTimer(self)
        self._idle.setInterval(IDLE_MS)
        self._idle.timeout.connect(self._tidy)

    def begin(self) -> None:
        """Show the window, then open the workspace; heavy modules load on the writing thread."""
        self.window.show()
        QTimer.singleShot(0, self.doors.knock)

    def show_shell(self, store: Store, *, looking: bool = False) -> None:
        """The workspace is open: navigation and pages. Records that moved away are shown only to look at, if that is wanted."""
        if store.identity.moved is not None and not looking:
            self._say_moved(store)
            return
        from prossce_desktop.ui.place import PageName, Place
        from prossce_desktop.ui.session import Session
        from prossce_desktop.ui.shell.shell import Shell

        self.store = store
        use(store.identity.language)
        session = Session(store, self.jobs, self.speaker, parent=self)
        shell = Shell(session, looking=looking)
        session.news.elsewhere.connect(self.switch)
        self.speaker.use_message(shell.message)
        self.window.show_shell(shell)
        self._make_lock(store, shell)
        shell.start_at(Place(PageName.overview))
        if not looking:
            self._idle.start()

    def _say_moved(self, store: Store) -> None:
        from prossce_desktop.ui.copies.moved_page import MovedPage

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
        from prossce_desktop.ui.shell.switching import Switching

        if self._switching is None:
            self._switching = Switching(self)
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

    def _make_lock(self, store: Store, shell: Shell) -> None:
        from prossce_desktop.ui.shell.lock import Lock

        lock = self.lock = Lock(self.window, store, self.jobs, self.settings, self)
        lock.opened_by.connect(shell.session.news.renamed)
        lock.cannot.connect(self.speaker.mention)
        shell.lock_wanted.connect(lock.lock)

    def _tidy(self) -> None:
        """In a quiet minute the log goes into the base, so that saving stays quick."""
        store = self.store
        if store is not None and not self.jobs.is_busy():
            self.jobs.start(lambda step: store.tidy())
            self.keeping.quiet(store)

    def end(self) -> None:
        """Let everything finish, copy the base beside itself and to its second place, and close it."""
        self.window.hide()  # a stick may be slow
        store = self.rest()
        if store is not None:
            self.jobs.start(lambda step: _leave(store))
        self.jobs.finish()
        self.doors.give_up()
        if self._switching is not None:
            self._switching.give_up()
        if store is not None:
            store.close()


def _leave(store: Store) -> None:
    from prossce_desktop.compose import backups

    backups.at_exit(store)


def settings_in(folder: Path) -> QSettings:
    """Window state in an INI file; nothing in the registry."""
    folder.mkdir(parents=True, exist_ok=True)
    return QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)


def report_errors() -> None:
    """An exception in a slot or a thread is written to a report, and the person is told where."""

    def on_main(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        text = "".join(traceback.format_exception(kind, error, trace))
        path = crash.write_report(text, datetime.now(UTC))
        sys.stderr.write(crash.without_values(text))  # a desktop may keep standard error in a file
        window = QApplication.activeWindow()
        if window is not None:
            WindowSpeaker(window).tell(
                _("This is a mistake of the program, not yours. What you typed is kept. A report was written to {path}.").format(path=path)
            )

    def on_thread(arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            crash.write_report("".join(traceback.format_exception(arguments.exc_value)), datetime.now(UTC))

    sys.excepthook = on_main
    threading.excepthook = on_thread


def main(arguments: Sequence[str]) -> int:
    """Start the window for the workspace of this computer; gives the exit status."""
    app = QApplication(list(arguments))
    app.setApplicationName("ProSSCE Desktop")
    app.setDesktopFileName("prossce-desktop")
    report_errors()
    folder = paths.chosen_workspace()
    settings = settings_in(paths.config_folder())
    instance = Instance(folder, paths.config_folder())
    if not instance.claim():
        return 0
    look = settings.value("look", "system")
    wear(app, look if look in ("light", "dark", "system") else "system", int(str(settings.value("text", 100))))
    program = Program(folder, settings)
    instance.raised.connect(program.window.come_forward)
    program.switched.connect(instance.follow)
    program.begin()
    status = app.exec()
    instance.release()
    return status

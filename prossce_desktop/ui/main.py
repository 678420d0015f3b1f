"""A window that says it is opening; everything else is loaded once it was painted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from prossce_desktop.system import paths
from prossce_desktop.ui.base.garbage_collection import collecting
from prossce_desktop.ui.error_reporting import ErrorReporting
from prossce_desktop.ui.look.fonts import load_fonts
from prossce_desktop.ui.look.theme import STYLE, wear
from prossce_desktop.ui.window.main_window import MainWindow
from prossce_desktop.ui.window.single_instance import Instance

LISTENS_MS = 1_000
SETTLED_MS = 5_000
"""The first pages stand by then, also on a slow laptop."""


def main(arguments: Sequence[str]) -> int:
    """Start the window, perhaps at a package that was opened; gives the exit status."""
    # by its name: as an object, the style's 755 constants take 10 ms before the first paint
    app = QApplication([*arguments, "-style", STYLE])
    app.setApplicationName("ProSSCE Desktop")
    app.setDesktopFileName("prossce-desktop")
    mistakes = ErrorReporting(app)
    mistakes.watch()
    folder = paths.chosen_workspace()
    settings = settings_in(paths.config_folder())
    instance = Instance(folder, paths.config_folder())
    brought = Path(arguments[1]).absolute() if len(arguments) > 1 else None
    if not instance.claim(brought):
        return 0
    look = settings.value("look", "system")
    wear(
        app,
        look if look in ("light", "dark", "system") else "system",
        int(str(settings.value("text", 100))),
        opening=True,
    )
    window = MainWindow(settings)
    running: list[QObject] = []

    def load() -> None:
        # a second start waits longer; loading the network takes 8 ms of the first page
        QTimer.singleShot(LISTENS_MS, instance.listen)
        from prossce_desktop.ui.program import Program

        program = Program(folder, settings, window)
        running.append(program)
        mistakes.jobs = program.jobs
        instance.raised.connect(window.come_forward)
        program.switched.connect(instance.follow)
        instance.brought.connect(lambda path: program.bring(Path(path)))
        if brought is not None:
            program.bring(brought)
        program.begin()
        QTimer.singleShot(SETTLED_MS, collecting().settle)
        program.quiet.connect(collecting().everything)
        QTimer.singleShot(0, load_fonts)  # while the records open on another thread

    window.once_painted(load)
    window.show()
    status = app.exec()
    instance.release()
    return status


def settings_in(folder: Path) -> QSettings:
    """Window state in an INI file; nothing in the registry."""
    folder.mkdir(parents=True, exist_ok=True)
    return QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)

"""Starts the window as users start it and ends at the first paint, or when a page has what it shows."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path


def main() -> None:
    """`WORKSPACE paint|overview|list`; the workspace's folder also holds the settings."""
    folder, until = Path(sys.argv[1]), sys.argv[2]
    sys.argv[1:] = []
    gc.disable()  # as the program's start does

    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication

    from prossce_desktop.system import paths
    from prossce_desktop.ui import main as opening
    from prossce_desktop.ui.window.main_window import MainWindow

    paths.chosen_workspace = lambda: folder
    paths.config_folder = lambda: folder.parent / "config"

    class Watched(MainWindow):
        """Ends the process; nothing else of the program knows of it."""

        def __init__(self, *given: object) -> None:
            super().__init__(*given)  # type: ignore[arg-type]
            if until == "paint":
                page = self.centralWidget()
                assert page is not None
                page.installEventFilter(self)
                return
            self._timer = QTimer(self)
            self._timer.timeout.connect(self._look)
            self._timer.start(5)

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
            if event.type() == QEvent.Type.Paint:
                QTimer.singleShot(0, lambda: os._exit(0))
            return False

        def _look(self) -> None:
            if self.shell is not None and (
                _overview_is_shown(self.shell) if until == "overview" else _list_is_shown(self.shell)
            ):
                QApplication.instance().processEvents()  # type: ignore[union-attr]
                os._exit(0)

    setattr(opening, "MainWindow", Watched)  # noqa: B010 - the program knows nothing of it
    opening.main(sys.argv)


def _overview_is_shown(shell: object) -> bool:
    from prossce_desktop.ui.base.place import PageName

    page = shell._pages.get(PageName.overview)  # type: ignore[attr-defined]
    return page is not None and page._shown is not None


def _list_is_shown(shell: object) -> bool:
    """Goes to the list as soon as there is a navigation to press."""
    from prossce_desktop.ui.base.place import PageName, Place
    from prossce_desktop.ui.grids.list_view import ListView

    if shell.place.page is not PageName.activities:  # type: ignore[attr-defined]
        shell.go(Place(PageName.activities))  # type: ignore[attr-defined]
    view = shell.page(PageName.activities).findChild(ListView)  # type: ignore[attr-defined]
    return view is not None and view.model() is not None and bool(view.model().rowCount())


if __name__ == "__main__":
    main()

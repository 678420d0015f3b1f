"""Starts the window as users start it and ends at the first paint, or when the list of activities has its rows."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def main() -> None:
    """`WORKSPACE paint|list`."""
    folder, until = Path(sys.argv[1]), sys.argv[2]
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication

    from prossce_desktop.ui.look.theme import wear
    from prossce_desktop.ui.start import Program, settings_in

    app = QApplication(sys.argv)
    wear(app, "light")
    program = Program(folder, settings_in(folder.parent / "config"))

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
            if event.type() == QEvent.Type.Paint:
                QTimer.singleShot(0, lambda: os._exit(0))
            return False

    watch = Watch()
    if until == "paint":
        program.window.centralWidget().installEventFilter(watch)
    else:
        from prossce_desktop.ui.grids.list_view import ListView
        from prossce_desktop.ui.place import PageName, Place

        timer = QTimer(app)

        def look() -> None:
            shell = program.window.shell
            if shell is None:
                return
            if shell.place.page is not PageName.activities:
                shell.go(Place(PageName.activities))
            view = shell.page(PageName.activities).findChild(ListView)
            if view is not None and view.model() is not None and view.model().rowCount():
                os._exit(0)

        timer.timeout.connect(look)
        timer.start(5)
    program.begin()
    app.exec()


if __name__ == "__main__":
    main()

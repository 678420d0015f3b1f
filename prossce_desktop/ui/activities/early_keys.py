"""Letters typed while a new record is still being made: they go into its first field as soon as that is there."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from prossce_desktop.ui.activities.record_editing import RecordEditing
from prossce_desktop.ui.keys import is_letter


class EarlyKeys(QObject):
    """Listens to the keys of a page that nothing in it took. Made after the page hears `opened`, which puts the focus."""

    def __init__(self, editing: RecordEditing, page: QWidget) -> None:
        super().__init__(page)
        self._editing = editing
        self._page = page
        self._key = ""
        self._typed = ""
        page.installEventFilter(self)
        editing.opened.connect(self._give)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and is_letter(event) and self._is_waited_for():
            if self._key != self._editing.key:
                self._key, self._typed = self._editing.key, ""
            self._typed += event.text()
            return True
        return False

    def _is_waited_for(self) -> bool:
        return self._editing.is_loading() and self._editing.record is None

    def _give(self) -> None:
        typed, self._typed = self._typed, ""
        field = self._page.focusWidget()
        if field is None or self._key != self._editing.key:
            return
        for letter in typed:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(field, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))

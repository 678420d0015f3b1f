"""What can be done with a whole record, behind one button."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from prossce_desktop.language.messages import _
from prossce_desktop.ui.parts.buttons import Button


class MoreMenu(Button):
    """`duplicate`, `ask` and `remove`, for a record that is saved; `discard` for what is typed and not saved."""

    duplicate = Signal()
    ask = Signal()
    remove = Signal()
    discard = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("More"), opens=True, parent=parent)
        self._menu = QMenu(self)
        self._copy = self._menu.addAction(_("Duplicate, without dates, people and counts"))
        self._copy.triggered.connect(lambda: self.duplicate.emit())
        self._ask = self._menu.addAction(_("Ask about a value…"))
        self._ask.triggered.connect(lambda: self.ask.emit())
        self._discard = self._menu.addAction(_("Discard unsaved entries…"))
        self._discard.triggered.connect(lambda: self.discard.emit())
        self._gone = self._menu.addAction(_("Remove"))
        self._gone.triggered.connect(lambda: self.remove.emit())
        self.clicked.connect(self._open)

    def set_record(self, saved: bool, *, is_activity: bool) -> None:
        """What is not saved yet can only be discarded."""
        for action in (self._copy, self._ask, self._gone):
            action.setVisible(saved)
        self._copy.setText(_("Duplicate, without dates, people and counts") if is_activity else _("Duplicate"))

    def _open(self) -> None:
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

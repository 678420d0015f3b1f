"""On the page of a person or an organisation: with whom it is joined, the way there, and that they are not the same after all."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from prossce_desktop.language.messages import _
from prossce_desktop.services.records.references import Referred
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.scroll_area import emptied
from prossce_desktop.ui.people.person_sections import TitleLink, head


class JoinedWith(QWidget):
    """`opened(other)`, `apart(other)`; hidden where there is nothing joined."""

    opened = Signal(object)
    apart = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 8, 0, 0)
        self._down.setSpacing(4)
        self.hide()

    def show_others(self, others: Sequence[Referred], explained: str) -> None:
        """Show the other records of this one; `explained` says what that means for figures."""
        emptied(self._down)
        self.setVisible(bool(others))
        if not others:
            return
        self._down.addLayout(head(_("Joined with")))
        for one in others:
            self._down.addLayout(self._line(one))
        self._down.addWidget(Label(explained, "caption", "muted", wraps=True))

    def _line(self, one: Referred) -> QHBoxLayout:
        name = one.name or _("Name not on this computer")
        line = QHBoxLayout()
        line.setSpacing(8)
        opens, apart = TitleLink(name), Button(_("Not the same"))
        opens.clicked.connect(self._open)
        apart.clicked.connect(self._part)
        apart.setAccessibleName(_("Not the same: {name}").format(name=name))
        for button in (opens, apart):
            button.setProperty("other", one.id)
        line.addWidget(opens)
        line.addWidget(Label(one.second, "caption", "muted", wraps=True), 1)
        line.addWidget(apart)
        return line

    def _open(self) -> None:
        self.opened.emit(self.sender().property("other"))

    def _part(self) -> None:
        self.apart.emit(self.sender().property("other"))

"""One officer in the list: the name, how they open the records, and what can be changed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from prossce_desktop.language.messages import _
from prossce_desktop.services.workspace.officers import Access, WaysIn
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.labels import Label, StatusPill


class OfficerRow(QWidget):
    """`ask(officer, removes)` opens the form."""

    def __init__(self, one: Access, ways: WaysIn, ask: Callable[[Access, bool], None]) -> None:
        super().__init__()
        name = Label(one.officer.name, "body")
        name.setMinimumWidth(theme().px(200))
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(10)
        across.addWidget(name)
        if one.works:
            across.addWidget(StatusPill(_("signed in"), "accent"))
        if ways.encrypted:
            across.addWidget(Label(_("has a passphrase") if one.has_passphrase else _("no passphrase yet"), "caption", "muted"))
        across.addStretch(1)
        if ways.encrypted:
            self.change = Button(_("Change the passphrase…") if one.has_passphrase else _("Give a passphrase…"), "link")
            self.change.setAccessibleName(f"{self.change.words()} {one.officer.name}")
            self.change.clicked.connect(lambda: ask(one, False))
            across.addWidget(self.change)
        if not one.works and len(ways.officers) > 1:
            self.remove = Button(_("Remove…"), "link")
            self.remove.setAccessibleName(f"{self.remove.words()} {one.officer.name}")
            self.remove.clicked.connect(lambda: ask(one, True))
            across.addWidget(self.remove)

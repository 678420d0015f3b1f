"""Above the page of the exchange: that too much lies on this laptop alone, and the stick as a way out. Nothing is stopped."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from prossce_desktop.language.messages import _
from prossce_desktop.services.packages.unreplicated_work import Lone
from prossce_desktop.ui.exchange import unreplicated_work_words
from prossce_desktop.ui.parts.cards import Banner


class UnreplicatedWorkBanner(Banner):
    """`pressed` asks for the stick."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("warning", parent=parent)

    def show_lone(self, found: Lone, *, offered: bool) -> None:
        """Say it where it is much; not while the stick is `offered` anyway."""
        if found.is_much:
            self.say("warning", unreplicated_work_words.sentence(found), _("Exchange by stick…"))
        self.setVisible(found.is_much and not offered)

"""One line on the page of the exchange: how much waits for a decision or an answer, and the way there."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from prossce_desktop.language.formatting import numbered
from prossce_desktop.language.messages import _
from prossce_desktop.services.decisions.open_decisions import Counts
from prossce_desktop.ui.parts.cards import Banner


class DecisionsBanner(Banner):
    """`wanted()` by its link; hidden where nothing waits."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("warning", parent=parent)
        self.pressed.connect(self.wanted)
        self.hide()

    def show_counts(self, counts: Counts) -> None:
        said = []
        if counts.conflicts:
            words = numbered("{n} decision is needed.", "{n} decisions are needed.", counts.conflicts)
            said.append(words)
        if counts.queries:
            words = numbered(
                "{n} question is waiting for this office.",
                "{n} questions are waiting for this office.",
                counts.queries,
            )
            said.append(words)
        if counts.withheld:
            words = numbered(
                "{n} field with personal values: the country office decides.",
                "{n} fields with personal values: the country office decides.",
                counts.withheld,
            )
            said.append(words)
        self.say(
            "warning" if counts.conflicts or counts.queries else "news",
            " ".join(said),
            _("Look at them") if said else "",
        )
        self.setVisible(bool(said))

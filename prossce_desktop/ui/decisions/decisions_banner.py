"""One line on the page of the exchange: how much waits for a decision or an answer, and the way there."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _, ngettext_
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
            words = ngettext_("{n} decision is needed.", "{n} decisions are needed.", counts.conflicts)
            said.append(words.format(n=formatting.number(counts.conflicts)))
        if counts.queries:
            words = ngettext_(
                "{n} question is waiting for this office.",
                "{n} questions are waiting for this office.",
                counts.queries,
            )
            said.append(words.format(n=formatting.number(counts.queries)))
        if counts.withheld:
            words = ngettext_(
                "{n} field with personal values: the country office decides.",
                "{n} fields with personal values: the country office decides.", counts.withheld,
            )  # fmt: skip
            said.append(words.format(n=formatting.number(counts.withheld)))
        self.say(
            "warning" if counts.conflicts or counts.queries else "news",
            " ".join(said),
            _("Look at them") if said else "",
        )
        self.setVisible(bool(said))

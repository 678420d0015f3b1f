"""What a laptop that is gone did, and the regional office does not have: an officer has this laptop take it over."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from prossce_desktop import wording
from prossce_desktop.compose import exchange_page
from prossce_desktop.compose.exchange_page import Standing
from prossce_desktop.messages import _, ngettext_
from prossce_desktop.ui.exchange.does import Does
from prossce_desktop.ui.parts.cards import Banner
from prossce_desktop.ui.session import Session


class LeftBanner(Banner):
    """`changed()` when something was taken over. It speaks of one laptop at a time."""

    changed = Signal()

    def __init__(self, session: Session, does: Does, parent: QWidget | None = None) -> None:
        super().__init__("warning", parent=parent)
        self._session = session
        self._does = does
        self._laptop, self._changes = "", 0
        self.pressed.connect(self._ask)

    def show_standing(self, found: Standing) -> None:
        """Say what there is, where there is anything."""
        self.setVisible(bool(found.left))
        if not found.left:
            return
        one = found.left[0]
        self._laptop, self._changes = one.laptop, sum(each.operations for each in found.left if each.laptop == one.laptop)
        if not self._changes:
            words = _("{laptop} of {office} had gone back to an older state. What it did since was taken over by a colleague’s laptop.")
            self.say("warning", words.format(laptop=one.laptop, office=one.office), _("Put in order…"))
            return
        said = ngettext_(
            "{laptop} of {office} had gone back to an older state, and is not in use any more. {n} change that it made "
            "is here and not at the regional office.",
            "{laptop} of {office} had gone back to an older state, and is not in use any more. {n} changes that it made "
            "are here and not at the regional office.",
            self._changes,
        )
        words = said.format(laptop=one.laptop, office=one.office, n=wording.number(self._changes))
        self.say("warning", words, _("Take them over…"))

    def _ask(self) -> None:
        laptop, store = self._laptop, self._session.store
        question = ngettext_("Take over {n} change of {laptop}?", "Take over {n} changes of {laptop}?", self._changes)
        more = _(
            "They go to the regional office as work of this laptop, with the names of those who did it; nothing is lost. "
            "Where a colleague’s laptop does the same, it counts once."
        )
        yes = _("Take over")
        if not self._changes:
            question, yes = _("Put the work of {laptop} in order?"), _("Put in order")
            more = _("It is here twice, and counts once; nothing is lost.")
        asked = question.format(n=wording.number(self._changes), laptop=laptop), [yes, _("Cancel")], more
        if self._session.speaker.ask(*asked) == yes:
            self._does(lambda: exchange_page.take_over(store, laptop), self._done)

    def _done(self, news: object) -> None:
        self._session.tell(news)
        self.changed.emit()

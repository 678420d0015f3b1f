"""Opens an invitation, and asks about what goes beyond what was agreed before."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from prossce_desktop.errors import OtherOffice
from prossce_desktop.language.messages import _
from prossce_desktop.services.exchange import exchange_page
from prossce_desktop.services.exchange.exchange_page import Invited
from prossce_desktop.ui.exchange.consent import may_have_names, may_replace_office
from prossce_desktop.ui.exchange.exchange_job import RunsJob
from prossce_desktop.ui.session.session import Session


class InvitationActions:
    """`taken()` is called when the office of an invitation is kept and nothing is left to ask."""

    def __init__(self, session: Session, does: RunsJob, taken: Callable[[], None]) -> None:
        self._session = session
        self._does = does
        self._taken = taken
        self._file = Path()

    def choose(self) -> None:
        file = self._session.speaker.choose_file_to_read(_("Open the invitation"), _("All files (*)"))
        if file is not None:
            self.take(file)

    def take(self, file: Path, *, names: bool = False, instead: bool = False) -> None:
        store, self._file = self._session.store, file
        self._does(
            lambda: exchange_page.take_invitation(store, file, names=names, instead=instead), self._was_taken
        )

    def _was_taken(self, invited: Invited) -> None:
        if invited.asks_for_names and may_have_names(self._session):
            self.take(invited.file, names=True)
        else:
            self._taken()

    def answer_about_names(self) -> None:
        """The office's newest invitation came with a package: names or not?"""
        store, agrees = self._session.store, may_have_names(self._session)
        self._does(
            lambda: exchange_page.answer_about_names(store, agrees=agrees), lambda _nothing: self._taken()
        )

    def is_of_another_office(self, error: OtherOffice) -> bool:
        """Ask whether it takes the known one's place; whether it may."""
        if not may_replace_office(self._session, error):
            return False
        self.take(self._file, instead=True)
        return True

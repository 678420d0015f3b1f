"""What the page of a person does about erasing: asks, erases beside the window, and writes the letter."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from prossce_desktop import app
from prossce_desktop.errors import ProssceError
from prossce_desktop.language import messages
from prossce_desktop.language.messages import _
from prossce_desktop.services.people import person_erasure
from prossce_desktop.services.people.person_erasure import Erased
from prossce_desktop.ui.base.keyboard_focus import give_keys
from prossce_desktop.ui.people.erase_card import EraseCard
from prossce_desktop.ui.session.session import Session


class EraseActions(QObject):
    """`card` is the part of the page in which it is asked and told."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._person: int | None = None
        self._records: Sequence[int] = ()
        self.card = EraseCard()
        self.card.wanted.connect(self._ask)
        self.card.letter_wanted.connect(self._write)
        self.card.left.connect(self.card.hide)

    def show_person(self, person: int, records: Sequence[int], left: person_erasure.OutOfReach | None) -> None:
        """Another person: of one who was erased it tells at once what is left to do; else it waits to be asked."""
        if left is not None:
            self.card.tell(left)
        elif person != self._person:
            self.card.hide()
        self._person, self._records = person, tuple(records)

    def begin(self) -> None:
        """Ask for the reason, on the page."""
        self.card.ask()

    def _ask(self, reason: str) -> None:
        person, store = self._person, self._session.store
        question = _("Erase this person for good?")
        more = _("This cannot be undone. Nobody can restore the person, not from the history and not from a backup.")
        if person is None or self._session.speaker.ask(question, [_("Erase for good"), _("Cancel")], more) != _("Erase for good"):
            return
        self.card.erase.setEnabled(False)
        self._session.jobs.start(lambda _step: person_erasure.erase(store, person, reason, app.now()), self._done, self._failed)

    def _done(self, done: Erased) -> None:
        self.card.tell(done.left)
        give_keys(self.card.letter)
        self._session.speaker.mention(_("Erased for good"))
        self._session.tell(done.change)

    def _failed(self, error: ProssceError) -> None:
        self.card.erase.setEnabled(True)
        self._session.speaker.tell(str(error))

    def _write(self) -> None:
        store, records = self._session.store, self._records
        path = self._session.speaker.choose_file_to_write(_("Save the letter"), _("letter-about-erasing.pdf"), _("PDF (*.pdf)"))
        if path is None:
            return
        language = messages.language()

        def work(_step: object) -> object:
            return person_erasure.write_letter(store, person_erasure.out_of_reach(store, records), app.now(), path, language)

        said = _("Written: {path}").format(path=path.name)
        self._session.jobs.read(work, lambda _pages: self._session.speaker.mention(said), self._failed)

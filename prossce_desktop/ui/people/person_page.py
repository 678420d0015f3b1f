"""One person: facts, activities, duplicates, and the history of the record."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from prossce_desktop import app
from prossce_desktop.domain.model.people import Person
from prossce_desktop.errors import ProssceError
from prossce_desktop.language import messages
from prossce_desktop.language.messages import _
from prossce_desktop.services.people import person_erasure
from prossce_desktop.services.people.person_erasure import Erased
from prossce_desktop.ui.base.keyboard_focus import give_keys
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.layouts import add_to
from prossce_desktop.ui.people.erase_card import EraseCard
from prossce_desktop.ui.people.person_loading import PersonShown, caption_of, read_person
from prossce_desktop.ui.people.person_sections import AnswersCard, Participations, head
from prossce_desktop.ui.people.record_page import RecordPage
from prossce_desktop.ui.session.session import Session


class PersonPage(RecordPage):
    """Edit opens the form in the same place."""

    columns_from = 1060

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, "person", _("People"), parent)
        self.answers = AnswersCard()
        self.list = Participations()
        self.list.opened.connect(self._open_activity)
        self._is_erased = False
        self.erasing = EraseActions(session, self)
        self.erase_button = Button(_("Erase…"), icon="trash-2", clicked=self.erasing.begin)
        self.header.insert_action(self.erase_button)
        self._lay_out()

    def _lay_out(self) -> None:
        about, middle, right = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        for column in (about, middle, right):
            column.setSpacing(4)
        add_to(about, head(_("About")), self.facts, self.answers)
        middle.setSpacing(12)
        add_to(middle, self.erasing.card, self.list, self.same.joined, self.same.likely)
        right.addWidget(self.history)
        for column in (about, middle, right):
            column.addStretch(1)
        self.lay_out((about, 31), (middle, 40), (right, 29))

    def enter(self, place: Place) -> None:
        self.begin(place)
        self.read_again()
        if place.draft is not None:
            self.edit(place.draft)

    def edit(self, draft: str | None = None) -> None:
        """Of somebody who was erased nothing more is recorded."""
        if not self._is_erased:
            self.erase_button.hide()
            super().edit(draft)

    def up(self) -> None:
        self.go.emit(Place(PageName.people))

    def read_again(self) -> None:
        if self.record is None:
            return
        self.beside.read(self.kind, self.record)
        store, record, today = self.session.store, self.record, self.session.today()
        self.session.jobs.read(lambda _step: read_person(store, record, today), self._show)

    def _show(self, person: PersonShown) -> None:
        if person.id != self.record:
            return
        self.show_head(person.name, person.latin_name, removed=person.removed)
        self._is_erased = person.erased is not None
        for button in (self.edit_button, self.erase_button):
            button.setVisible(person.erased is None and not self.is_editing())
        self.erasing.show_person(person.id, person.records, person.erased)
        self.facts.show_facts(person.facts)
        self.answers.show_answers(person.answers, person.disability)
        self.list.show_list(person.took_part)
        self.same.show_duplicates(
            person.likely, person.joined, may_join=not person.removed and person.erased is None
        )
        self.show_history(person.steps)

    def show_beside(self, notes: dict[str, tuple[str, str]]) -> None:
        self.facts.show_beside(
            {caption_of(name): said for name, (said, _link) in notes.items() if name in Person.model_fields}
        )

    def _open_activity(self, activity: int, participation: int) -> None:
        self.go.emit(Place(PageName.activity, record=activity, tab="people", focus=participation))


class EraseActions(QObject):
    """`card` is the part of the page in which it is asked and told."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._person: int | None = None
        self._records: Sequence[int] = ()
        self.card = EraseCard()
        self.card.erase.clicked.connect(lambda: self._ask(self.card.reason.text().strip()))
        self.card.letter.clicked.connect(self._write)

    def show_person(
        self, person: int, records: Sequence[int], left: person_erasure.OutOfReach | None
    ) -> None:
        """Show a person; for an erased one show at once what is left to do."""
        if left is not None:
            self.card.tell(left)
        elif person != self._person:
            self.card.hide()
        self._person, self._records = person, tuple(records)

    def begin(self) -> None:
        self.card.ask()

    def _ask(self, reason: str) -> None:
        person, store = self._person, self._session.store
        question = _("Erase this person permanently?")
        more = _(
            "This cannot be undone. Nobody can restore the person, not from the history and not from "
            "a backup."
        )
        if person is None or self._session.speaker.ask(
            question, [_("Erase permanently"), _("Cancel")], more
        ) != _("Erase permanently"):
            return
        self.card.erase.setEnabled(False)
        self._session.jobs.start(
            lambda _step: person_erasure.erase(store, person, reason, app.now()), self._done, self._failed
        )

    def _done(self, done: Erased) -> None:
        self.card.tell(done.left)
        give_keys(self.card.letter)
        self._session.speaker.mention(_("Erased permanently"))
        self._session.tell(done.change)

    def _failed(self, error: ProssceError) -> None:
        self.card.erase.setEnabled(True)
        self._session.speaker.tell(str(error))

    def _write(self) -> None:
        store, records = self._session.store, self._records
        path = self._session.speaker.choose_file_to_write(
            _("Save the letter"), _("letter-about-erasing.pdf"), _("PDF (*.pdf)")
        )
        if path is None:
            return
        language = messages.language()

        def work(_step: object) -> object:
            return person_erasure.write_letter(
                store, person_erasure.out_of_reach(store, records), app.now(), path, language
            )

        said = _("Saved: {path}").format(path=path.name)
        self._session.jobs.read(work, lambda _pages: self._session.speaker.mention(said), self._failed)

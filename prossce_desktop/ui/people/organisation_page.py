"""One organisation: its fields, its fairs with posts and hires, and the people it hired."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from prossce_desktop.app import Store
from prossce_desktop.domain.model.fields import fields_of
from prossce_desktop.domain.model.organisations_and_results import Organisation
from prossce_desktop.errors import UnknownRecord
from prossce_desktop.language.formatting import numbered
from prossce_desktop.language.messages import _
from prossce_desktop.services.decisions import duplicate_pairs
from prossce_desktop.services.decisions.duplicate_comparison import joined_with
from prossce_desktop.services.decisions.duplicate_pairs import DuplicateShown
from prossce_desktop.services.history import step_sentences
from prossce_desktop.services.history.step_sentences import StepInWords
from prossce_desktop.services.lists import list_queries
from prossce_desktop.services.lists.list_queries import AtFair, PersonRow
from prossce_desktop.services.records import value_words
from prossce_desktop.services.records.references import Referred
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.parts.layouts import STRETCH, add_to
from prossce_desktop.ui.people.organisation_tables import FairsTable, HiredTable
from prossce_desktop.ui.people.person_sections import head
from prossce_desktop.ui.people.record_page import RecordPage
from prossce_desktop.ui.session.session import Session


@dataclass(frozen=True)
class OrganisationShown:
    """One organisation as its page shows it."""

    id: int
    removed: bool
    name: str
    latin_name: str
    facts: list[tuple[str, str]]
    fairs: Sequence[AtFair]
    hired: Sequence[PersonRow]
    steps: Sequence[StepInWords]
    joined: Sequence[Referred] = ()
    """The other records of this organisation."""
    likely: Sequence[DuplicateShown] = ()


def read_organisation(store: Store, id: int) -> OrganisationShown:
    """Everything about an organisation; raises UnknownRecord."""
    with store.read() as reading:
        stored = reading.record(id)
        value = stored.value
        if not isinstance(value, Organisation):
            raise UnknownRecord(record=id)
        facts = [
            (_(one.shown.label), value_words.words(reading, one, getattr(value, one.name)))
            for one in fields_of(Organisation) if one.name not in ("name", "latin_name", "kept")
        ]  # fmt: skip
        joined = joined_with(reading, "organisation", id)
        likely = [] if stored.removed else duplicate_pairs.likely_organisations(reading, id)
        fairs, hired = list_queries.organisation_fairs(reading, id), list_queries.hired_by(reading, id)
    told = step_sentences.about(store, id, 40)
    return OrganisationShown(
        id, stored.removed, value.name, value.latin_name or "", facts, fairs, hired, told, joined, likely
    )


class OrganisationPage(RecordPage):
    """Edit opens the form in the same place; a place without a record begins a new one."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, "organisation", _("Organisations"), parent)
        self.fairs = FairsTable()
        self.hired = HiredTable()
        self.fairs.opened.connect(
            lambda activity: self.go.emit(Place(PageName.activity, record=activity, tab="employers"))
        )
        self.hired.opened.connect(lambda person: self.go.emit(Place(PageName.person, record=person)))
        self._lay_out()

    def _lay_out(self) -> None:
        main, right = QVBoxLayout(), QVBoxLayout()
        main.setSpacing(4)
        add_to(
            main, head(_("About")), self.facts, 8, head(_("At fairs")), self.fairs, self.same.joined,
            self.same.likely, 16, head(_("People this organisation hired")), self.hired, STRETCH,
        )  # fmt: skip
        add_to(right, self.history, STRETCH)
        self.lay_out((main, 68), (right, 32))

    def enter(self, place: Place) -> None:
        self.begin(place)
        if place.record is None:
            self.header.say(_("New organisation"))
            self.header.show_path(_("Organisations"), "")
            self.header.set_status("")
            self.same.button.hide()
            self.edit(place.draft)
        else:
            self.read_again()
            if place.draft is not None:
                self.edit(place.draft)

    def up(self) -> None:
        self.go.emit(Place(PageName.organisations))

    def show_again(self) -> None:
        if self.edit_frame.editing.record is None:
            self.stack.setCurrentIndex(0)
            self.edit_button.show()
            self.up()
        else:
            super().show_again()

    def read_again(self) -> None:
        if self.record is None:
            return
        self.beside.read(self.kind, self.record)
        store, record = self.session.store, self.record
        self.session.jobs.read(lambda _step: read_organisation(store, record), self._show)

    def _show(self, organisation: OrganisationShown) -> None:
        if organisation.id != self.record:
            return
        n = len({one.activity for one in organisation.fairs})
        fairs = numbered("{n} fair", "{n} fairs", n)
        self.show_head(
            organisation.name,
            ", ".join(one for one in (organisation.latin_name, fairs) if one),
            removed=organisation.removed,
        )
        self.facts.show_facts(organisation.facts)
        self.same.show_duplicates(organisation.likely, organisation.joined, may_join=not organisation.removed)
        self.fairs.show_rows(organisation.fairs)
        self.hired.show_rows(organisation.hired)
        self.show_history(organisation.steps)

    def show_beside(self, notes: dict[str, tuple[str, str]]) -> None:
        labels = {one.name: _(one.shown.label) for one in fields_of(Organisation)}
        self.facts.show_beside(
            {labels[name]: said for name, (said, _link) in notes.items() if name in labels}
        )

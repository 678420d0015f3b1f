"""Known people, offered under the cell while a name, phone or identity number is typed."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QObject

from prossce_desktop.domain.input.accepted_doubts import merged_doubts
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _
from prossce_desktop.reference import code_lists
from prossce_desktop.services.lists.list_queries import Reading
from prossce_desktop.services.records import record_search
from prossce_desktop.system.progress import ProgressCallback
from prossce_desktop.ui.activities.people_grid.grid_cell import SEX_WORDS
from prossce_desktop.ui.activities.people_grid.grid_jobs import KnownPerson, known_person
from prossce_desktop.ui.activities.people_grid.grid_model import PeopleModel
from prossce_desktop.ui.activities.people_grid.grid_row import RowBefore
from prossce_desktop.ui.activities.people_grid.grid_saving import GridSaving
from prossce_desktop.ui.activities.people_grid.grid_view import PeopleView
from prossce_desktop.ui.base.jobs import Job
from prossce_desktop.ui.parts.suggestions import Suggestion
from prossce_desktop.ui.session.session import Session

ASKED = frozenset({"name", "latin_name", "phone", "national_id"})
FEWEST = 2
MOST = 7

Found = tuple[list[tuple[record_search.KnownPersonOffer, KnownPerson]], int]


class PersonSuggestions(QObject):
    """Asks the search beside the window; an answer that comes too late is dropped by the view."""

    def __init__(
        self, session: Session, view: PeopleView, model: PeopleModel, saver: GridSaving, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._view = view
        self._model = model
        self._saver = saver
        self._activity = 0
        self._day: dt.date | None = None
        self._asking: Job | None = None
        view.offers_wanted.connect(self._ask)
        view.offer_taken.connect(self._take)

    def enter(self, activity: int, day: dt.date | None) -> None:
        """Another activity: who is on its list is marked, and ages are those of its first day."""
        self._activity, self._day = activity, day

    def _ask(self, place: int, column: int, text: str) -> None:
        row = self._model.row_at(place)
        if (
            self._model.columns[column].key not in ASKED
            or row.participation is not None
            or len(text.strip()) < FEWEST
        ):
            return
        if self._asking is not None:
            self._asking.cancel()
        activity, day = self._activity, self._day

        def work(reading: Reading, step: ProgressCallback) -> Found:
            offers = record_search.offers(reading, text, MOST, activity=activity, on=day)
            step(1, 3)
            all_of_them = record_search.how_many(reading, text) if len(offers) == MOST else len(offers)
            step(2, 3)
            return [(offer, known_person(reading, offer.person)) for offer in offers], all_of_them

        job = self._session.read(
            work, lambda found: self._show(place, column, text, found), lambda _error: None
        )
        self._asking = job
        job.ended.connect(lambda: self._over(job))

    def _over(self, job: Job) -> None:
        if self._asking is job:
            self._asking = None

    def _show(self, place: int, column: int, text: str, answer: Found) -> None:
        offers, number = answer
        keys = _("Press ↓ and Enter to choose. Enter or Tab keeps what you typed.")
        more = _("Recorded people: {shown} of {all} shown").format(shown=len(offers), all=number)
        hint = f"{keys}   {more}" if number > len(offers) else keys
        self._view.show_offers(
            place, column, text, [Suggestion(self._words(one), (one, known)) for one, known in offers], hint
        )

    def _words(self, offer: record_search.KnownPersonOffer) -> tuple[str, ...]:
        about = ", ".join(
            part
            for part in (_(SEX_WORDS.get(offer.sex, "")), "" if offer.age is None else str(offer.age))
            if part
        )
        phone = formatting.phone(offer.phone, self._model.how.sheet.country)
        place = code_lists.names("province").get(offer.province or "") or next(
            (place.name for place in code_lists.provinces() if place.code == offer.province), ""
        )
        where = _("already on this list") if offer.here else offer.activities
        return (
            offer.name or offer.latin_name or "",
            (offer.latin_name or "") if offer.name else "",
            about,
            phone,
            place,
            where,
        )

    def _take(self, place: int, payload: object) -> None:
        """The row becomes that person's: empty cells are filled, what was typed in other cells stays."""
        assert isinstance(payload, tuple)
        offer, known = payload
        row, how = self._model.row_at(place), self._model.how
        was = RowBefore.of(row, known.values)
        row.person = known.person
        row.accepted = merged_doubts(known.accepted, row.keeping)
        row.known = _("at {activities}").format(activities=offer.activities) if offer.activities else ""
        typed = self._model.columns[self._view.currentIndex().column()].key
        for key, value in known.values.items():
            if key == typed or key in ("name", "latin_name") or not row.text(key):
                row.cells[key] = how.stored(key, value)
                row.dirty.discard(key)
        row.refusal = ""
        self._model.fill(row)
        self._model.written.emit([was], False)
        self._saver.key_pressed()

"""On a person's or organisation's page: other records of the same one, likely or joined."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from prossce_desktop.domain.model.codes import Verdict
from prossce_desktop.language.messages import _
from prossce_desktop.services.decisions import duplicate_decisions
from prossce_desktop.services.decisions.duplicate_pairs import DuplicateShown
from prossce_desktop.services.records.references import Referred
from prossce_desktop.ui.base.place import PageName, Place, page_of_kind
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.layouts import in_column, in_row
from prossce_desktop.ui.parts.scroll_area import emptied
from prossce_desktop.ui.people.person_sections import LikelyDuplicates, TitleLink, head

if TYPE_CHECKING:
    from prossce_desktop.ui.people.record_page import RecordPage


class DuplicatesSection(QObject):
    """Likely and joined ones, and the button. `went(Place)` leads to another record, or to both."""

    went = Signal(Place)

    def __init__(self, page: RecordPage) -> None:
        super().__init__(page)
        self._page = page
        self._is_person = page.kind == "person"
        self.button = Button(_("Join with…"), icon="link", hint="Ctrl J", clicked=self.find)
        self.likely = LikelyDuplicates(people=self._is_person)
        self.joined = JoinedWith()
        self.likely.decided.connect(self._decide)
        self.likely.opened.connect(self._open)
        self.joined.opened.connect(self._open)
        self.joined.not_same.connect(self._part)

    def show_duplicates(
        self, likely: Sequence[DuplicateShown], joined: Sequence[Referred], *, may_join: bool
    ) -> None:
        """Of the record that is shown now; `may_join`: it is neither removed nor erased."""
        self.button.setVisible(may_join and not self._page.is_editing())
        self.likely.show_pairs(likely)
        if self._is_person:
            explained = _("They are counted as one person.")
        else:
            explained = _("They are counted as one organisation.")
        self.joined.show_others(joined, explained)

    def find(self) -> None:
        if self._page.record is not None and not self.button.isHidden():
            self.went.emit(Place(PageName.joining, record=self._page.record, kind=self._page.kind))

    def _open(self, other: int) -> None:
        self.went.emit(Place(page_of_kind(self._page.kind), record=other))

    def _decide(self, other: int, same: bool) -> None:
        if self._is_person:
            said = _("Joined: the same person") if same else _("Not the same: different people")
        else:
            said = _("Joined: the same organisation") if same else _("Not the same: different organisations")
        verdict = Verdict.same if same else Verdict.different
        store, record = self._page.session.store, self._page.record
        if record is not None:
            self._do(lambda: duplicate_decisions.decide(store, record, other, verdict), said)

    def _part(self, other: int) -> None:
        if self._is_person:
            said = _("Not the same: different people")
        else:
            said = _("Not the same: different organisations")
        store, record = self._page.session.store, self._page.record
        if record is not None:
            self._do(lambda: duplicate_decisions.split(store, record, other), said)

    def _do(self, work: Callable[[], object], sentence: str) -> None:
        session = self._page.session

        def done(change: object) -> None:
            session.tell(change)
            session.speaker.mention(sentence, undoes=change)

        session.jobs.start(lambda _step: work(), done)


class JoinedWith(QWidget):
    """`opened(other)`, `not_same(other)`; hidden where there is nothing joined."""

    opened = Signal(object)
    not_same = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._down = in_column(into=self, margins=(0, 8, 0, 0), spacing=4)
        self.hide()

    def show_others(self, others: Sequence[Referred], explained: str) -> None:
        """Show the other records of this one; `explained` says what that means for figures."""
        emptied(self._down)
        self.setVisible(bool(others))
        if not others:
            return
        self._down.addLayout(head(_("Joined with")))
        for record in others:
            self._down.addLayout(self._line(record))
        self._down.addWidget(Label(explained, "caption", "muted", wraps=True))

    def _line(self, record: Referred) -> QHBoxLayout:
        name = record.name or _("Name not on this computer")
        opens, parts = TitleLink(name), Button(_("Not the same"))
        opens.clicked.connect(lambda: self.opened.emit(record.id))
        parts.clicked.connect(lambda: self.not_same.emit(record.id))
        parts.setAccessibleName(_("Not the same: {name}").format(name=name))
        return in_row(opens, (Label(record.second, "caption", "muted", wraps=True), 1), parts, spacing=8)

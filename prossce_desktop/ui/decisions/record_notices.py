"""What is open about a record, on its page, and a question to the other office."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from prossce_desktop.domain.model.codes import Country
from prossce_desktop.domain.model.fields import fields_of
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.services.decisions import open_conflicts, open_decisions, questions
from prossce_desktop.services.decisions.open_conflicts import OpenConflict, What
from prossce_desktop.services.decisions.open_decisions import RecordDecisions
from prossce_desktop.services.decisions.questions import QueryShown
from prossce_desktop.services.records.record_saving import record_class
from prossce_desktop.ui.base.place import Place
from prossce_desktop.ui.decisions.reason_bar import ReasonBar
from prossce_desktop.ui.decisions.record_places import decision_place, question_place
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.cards import Banner, Card
from prossce_desktop.ui.parts.choice_field import Choice, ChoiceField
from prossce_desktop.ui.parts.field_frame import FieldFrame
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.layouts import in_column, in_row
from prossce_desktop.ui.parts.text_fields import TextField
from prossce_desktop.ui.session.session import Session


class RecordNotices(QWidget):
    """`went(Place)` leads to Decisions; `decisions_read(RecordDecisions)`: for the page, beside fields."""

    went = Signal(Place)
    decisions_read = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._record: int | None = None
        self._kind = ""
        self._beside = RecordDecisions()
        self.banner = Banner("warning")
        self.ask_card = QuestionCard()
        self.reason_bar = ReasonBar(session, self)
        self.banner.pressed.connect(self._go)
        self.ask_card.asked.connect(self._ask)
        self.ask_card.left.connect(self._leave_asking)
        in_column(self.banner, self.ask_card, self.reason_bar, into=self, margins=(32, 8, 32, 0), spacing=8)
        self.banner.hide()
        self.ask_card.hide()
        self.hide()
        session.news.changed.connect(self._news)

    def read(self, kind: str, record: int | None) -> None:
        """What is open about this record; nothing about a new one."""
        if record != self._record:
            self.ask_card.hide()
            self.reason_bar.forget()
        self._kind, self._record = kind, record
        if record is None:
            self._show(RecordDecisions(), None)
            return
        store = self._session.store
        self._session.jobs.read(
            lambda step: open_decisions.beside(store, record), lambda found: self._show(found, record)
        )

    def _news(self, change: object) -> None:
        kinds: frozenset[str] = getattr(change, "kinds", frozenset())
        page = self.parentWidget()
        if "query" in kinds and page is not None and page.isVisible():
            self.read(self._kind, self._record)

    def _show(self, decisions: RecordDecisions, record: int | None) -> None:
        if record != self._record:
            return
        self._beside = decisions
        said, link = banner_words(decisions)
        self.banner.say(
            "warning" if decisions.conflicts or any(one.waits for one in decisions.queries) else "news",
            said,
            link,
        )
        self.banner.setVisible(bool(said))
        if decisions.country is None:
            self.reason_bar.hide()
        else:
            self.reason_bar.offer(_(Country(decisions.country).label), decisions.reasons)
        self._fit()
        self.decisions_read.emit(decisions)

    def _fit(self) -> None:
        self.setVisible(
            not (self.banner.isHidden() and self.ask_card.isHidden() and self.reason_bar.isHidden())
        )

    def _go(self) -> None:
        if self._beside.conflicts:
            first = self._beside.conflicts[0].conflict
            self.went.emit(decision_place(first.record, first.fields[0]))
        elif self._record is not None:
            self.went.emit(question_place(self._record))

    def go_to_field(self, name: str) -> None:
        """The note beside a field was pressed."""
        if self._record is None:
            return
        is_open = name in open_conflicts.fields_open(self._beside.conflicts)
        self.went.emit(decision_place(self._record, name) if is_open else question_place(self._record))

    def ask(self, field: str = "") -> None:
        if self._record is None:
            return
        names = [one for one in fields_of(record_class(self._kind)) if one.name != "kept"]
        self.ask_card.begin([Choice(one.name, _(one.shown.label)) for one in names], field)
        self.ask_card.show()
        self._fit()

    def ask_reason(self) -> None:
        """Nothing was saved, since the country would not know why; of a new record that is known only now."""
        if self._record is None:
            self.reason_bar.offer("", ())
            self._fit()
        self.reason_bar.ask()

    def _leave_asking(self) -> None:
        self.ask_card.hide()
        self._fit()

    def _ask(self, field: str, text: str) -> None:
        store, record = self._session.store, self._record
        if record is not None:
            self._session.jobs.start(lambda _step: questions.ask(store, record, field, text), self._asked)

    def _asked(self, change: object) -> None:
        self.ask_card.hide()
        self._fit()
        self._session.tell(change)
        self._session.speaker.mention(_("The question will be sent with the next package"), undoes=change)


def banner_words(decisions: RecordDecisions) -> tuple[str, str]:
    """What the page says at its top, and the words of the link."""
    waits: Sequence[QueryShown] = decisions.queries
    if len(decisions.conflicts) == 1 and not waits:
        return _conflict_words(decisions.conflicts[0]), _("Decide…") if decisions.conflicts[
            0
        ].can_decide else _("Look at it")
    if len(waits) == 1 and not decisions.conflicts:
        return _query_words(waits[0]), _link_to(waits[0])
    said = []
    if decisions.conflicts:
        n = len(decisions.conflicts)
        said.append(
            ngettext_("{n} decision is needed here.", "{n} decisions are needed here.", n).format(n=n)
        )
    if waits:
        said.append(
            ngettext_("{n} question is open here.", "{n} questions are open here.", len(waits)).format(
                n=len(waits)
            )
        )
    return " ".join(said), _("Look at them") if said else ""


def _conflict_words(conflict: OpenConflict) -> str:
    said = open_conflicts.in_a_sentence(conflict)
    if conflict.conflict.what in (What.removed, What.parts):
        return _("Removed on one laptop, changed on another.")
    return _("{field}: {said}").format(field=conflict.label, said=said)


def _link_to(query: QueryShown) -> str:
    return _("Answer…") if query.waits and not query.is_ours and not query.change else _("Look at it")


def _query_words(query: QueryShown) -> str:
    return _("{field}: {said}").format(field=query.label, said=questions.in_a_sentence(query))


def notes_of(decisions: RecordDecisions) -> dict[str, tuple[str, str]]:
    """By field the sentence and link beside it; a conflict goes before a question."""
    notes: dict[str, tuple[str, str]] = {}
    for one in decisions.queries:
        notes.setdefault(one.field, (questions.in_a_sentence(one), _link_to(one)))
    for name, conflict in open_conflicts.fields_open(decisions.conflicts).items():
        notes[name] = (
            open_conflicts.in_a_sentence(conflict),
            _("Decide…") if conflict.can_decide else _("Look at it"),
        )
    return notes


class QuestionCard(Card):
    """`asked(field, text)`, or `left()`."""

    asked = Signal(str, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        title = _("Ask the other office about a value")
        self.setAccessibleName(title)
        self.field = ChoiceField(needed=True, typed=True)
        self.text = TextField(placeholder=_("your question, in a few words"), limit=2_000)
        self.text.setAccessibleName(_("Question"))
        self.send = Button(_("Ask"), icon="messages-square", clicked=self._was_pressed)
        self.leave = Button(_("Close"), "quiet", clicked=self.left)
        self.text.returnPressed.connect(self._was_pressed)
        fields = in_row(
            (FieldFrame(_("Field"), self.field), 1), (FieldFrame(_("Question"), self.text), 2), spacing=24
        )
        foot = in_row(self.send, self.leave, spacing=8)
        said = _(
            "The question will be sent with the next package. The other office sees it on its first page."
        )
        foot.addWidget(Label(said, "caption", "muted", wraps=True), 1)
        self.body.addLayout(fields)
        self.body.addLayout(foot)

    def begin(self, fields: Sequence[Choice], chosen: str) -> None:
        self.field.set_choices(fields)
        self.field.set_value(chosen or (fields[0].token if fields else ""))
        self.text.set_value("")
        self.show()
        self.field.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _was_pressed(self) -> None:
        text = self.text.text().strip()
        if text and self.field.value():
            self.asked.emit(str(self.field.value()), text)
        else:
            self.text.setFocus()

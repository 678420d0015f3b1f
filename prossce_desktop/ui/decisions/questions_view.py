"""Questions about fields, those for this office first; the chosen one below, with its answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QWidget

from prossce_desktop.domain.model.codes import QueryOutcome
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _
from prossce_desktop.services.decisions.questions import QueryShown
from prossce_desktop.ui.decisions.answer_drafts import Typed
from prossce_desktop.ui.grids.item_roles import Roles
from prossce_desktop.ui.grids.list_view import ListView
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.cards import Card, EmptyState
from prossce_desktop.ui.parts.choice_field import ChoiceField
from prossce_desktop.ui.parts.field_frame import FieldFrame
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.layouts import STRETCH, add_to, in_column, in_row
from prossce_desktop.ui.parts.text_fields import LongText
from prossce_desktop.ui.parts.tooltips import item_tip
from prossce_desktop.ui.records.field_choices import choices_among

_ROW = 44
_MOST_ROWS = 6


class QuestionsView(QWidget):
    """`answered(QueryShown, text, Outcome | None)`, `closed(QueryShown)`, `record_wanted(QueryShown)`.

    Typed answers stay in their fields until `forget`; `edited()` comes while one is typed.
    """

    edited = Signal()
    answered = Signal(object, str, object)
    closed = Signal(object)
    record_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._queries: tuple[QueryShown, ...] = ()
        self._wanted: int | None = None
        self._is_read = False
        self._typed: dict[int, Typed] = {}
        self._in_fields: int | None = None
        """The question whose answer the fields hold."""
        how = _("To ask the other office: open a record, then More > Ask about a value…")
        self.empty = EmptyState("messages-square", _("No open questions"), how)
        self._model = QStandardItemModel(0, 3, self)
        self._model.setHorizontalHeaderLabels([_("Record"), _("Question"), _("Status")])
        self.view = ListView(row_height=_ROW, name=_("Questions"))
        self.view.setModel(self._model)
        self.view.set_widths((380, 0, 230))
        self.view.selectionModel().currentRowChanged.connect(self._show_one)
        self.view.opened.connect(self._enter)
        self.card = Card()
        self.title = Label("", "section", wraps=True)
        self.about = Label("", "caption", "muted", wraps=True)
        self.text = Label("", "body", wraps=True)
        self.given_answer = Label("", "body", wraps=True)
        self.outcome = ChoiceField(choices_among(QueryOutcome), empty=_("no result chosen"), typed=False)
        self.answer = LongText(lines=3)
        self.stay = Label(
            _("The text stays in the country. Only the result is sent to the regional office."),
            "caption",
            "muted",
            wraps=True,
        )
        self.missing = Label(_("Choose a result, or write an answer."), "caption", "error", wraps=True)
        self.send = Button(_("Answer"), "primary", icon="check", clicked=self._answer)
        self.close_it = Button(_("Close the question"), clicked=self._close)
        self.open = Button(_("Open the record"), "link", clicked=self._open)
        self.outcome.edited.connect(self.edited)
        self.answer.edited.connect(self.edited)
        self._lay_out()

    def _lay_out(self) -> None:
        self._fields = QWidget()
        in_column(
            FieldFrame(_("Result of the question"), self.outcome),
            FieldFrame(_("Answer in words"), self.answer), self.stay,
            self.missing, into=self._fields, spacing=8,
        )  # fmt: skip
        foot = in_row(self.send, self.close_it, self.open, STRETCH, spacing=8)
        add_to(self.card.body, self.title, self.about, self.text, self.given_answer, self._fields, foot)
        in_column(self.view, self.card, self.empty, into=self, spacing=16)
        self.missing.hide()
        self.stay.hide()
        self.setFocusProxy(self.view)

    def want(self, query_or_record: int) -> None:
        """Choose this one when they are shown next."""
        self._wanted = query_or_record

    def show_questions(self, queries: Sequence[QueryShown], *, words_stay: bool) -> None:
        """Show these; a question being answered stays chosen, else the row stays.

        `words_stay`: an answer in words does not reach the regional office.
        """
        self.stay.setVisible(words_stay)
        before = max(0, self.view.currentIndex().row())
        self._queries, self._is_read = tuple(queries), True
        self._model.removeRows(0, self._model.rowCount())
        for one in self._queries:
            self._model.appendRow(_row(one))
        self.view.setVisible(bool(queries))
        self.card.setVisible(bool(queries))
        self.empty.setVisible(not queries)
        self.view.setFixedHeight(theme().px(32 + _ROW * max(1, min(len(queries), _MOST_ROWS))) + 4)
        answers = (
            at for at, one in enumerate(self._queries) if one.id == self._in_fields and _is_to_answer(one)
        )
        chosen = next(answers, min(before, len(self._queries) - 1))
        if self._wanted is not None:
            chosen = next(
                (at for at, one in enumerate(self._queries) if self._wanted in (one.id, one.record)), chosen
            )
            self._wanted = None
        if queries:
            self.view.setCurrentIndex(self._model.index(chosen, 0))
        self._show_one()

    def current(self) -> QueryShown | None:
        row = self.view.currentIndex().row()
        return self._queries[row] if 0 <= row < len(self._queries) else None

    def _keep_typed(self) -> None:
        """Note what stands in the fields, for the question they belong to."""
        if self._in_fields is None:
            return
        if typed := Typed(str(self.outcome.value()), str(self.answer.value())):
            self._typed[self._in_fields] = typed
        else:
            self._typed.pop(self._in_fields, None)

    def _put_typed(self) -> None:
        """Show what was typed for the question that the fields belong to."""
        typed = self._typed.get(self._in_fields or 0, Typed())
        self.outcome.set_value(typed.outcome)
        self.answer.set_value(typed.text)

    def bring(self, typed: Mapping[int, Typed]) -> None:
        """Answers begun before the program was closed; what is typed by now goes before them."""
        self._keep_typed()
        self._typed = {**typed, **self._typed}
        self._put_typed()

    def forget(self, query: int) -> None:
        self._keep_typed()
        self._typed.pop(query, None)
        self._put_typed()

    def unsaved(self) -> dict[QueryShown, Typed] | None:
        """Unsaved answers of the questions that wait for one; None while the questions are unknown."""
        self._keep_typed()
        if not self._is_read:
            return None
        return {
            one: self._typed[one.id] for one in self._queries if one.id in self._typed and _is_to_answer(one)
        }

    def _show_one(self) -> None:
        self._keep_typed()
        one = self.current()
        if one is None:
            return
        self.title.setText(_("{record} · {field}").format(record=one.title, field=one.label))
        value = one.value or _("Not recorded")
        when = formatting.moment(one.time.astimezone())
        self.about.setText(
            _("{who}, {when}. Value now: {value}").format(who=one.asked_by, when=when, value=value)
        )
        self.text.setText(one.text or _("The text stays in the country."))
        self.given_answer.setText(answer_words(one))
        self.given_answer.setVisible(one.is_answered)
        answers = _is_to_answer(one)
        self._fields.setVisible(answers)
        self.send.setVisible(answers)
        self.close_it.set_words(_("Mark as read") if one.change else _("Close the question"))
        self.close_it.setVisible(not one.change or one.waits)
        self._in_fields = one.id if answers else None
        self._put_typed()
        self.missing.hide()

    def _enter(self, index: QModelIndex) -> None:
        (self.outcome if not self._fields.isHidden() else self.close_it).setFocus()

    def _answer(self) -> None:
        one, text, outcome = self.current(), str(self.answer.value()).strip(), str(self.outcome.value())
        if one is None:
            return
        if not text and not outcome:
            self.missing.show()
            self.outcome.setFocus()
            return
        self.answered.emit(one, text, QueryOutcome(outcome) if outcome else None)

    def _close(self) -> None:
        if (one := self.current()) is not None:
            self.closed.emit(one)

    def _open(self) -> None:
        if (one := self.current()) is not None:
            self.record_wanted.emit(one)


def _is_to_answer(query: QueryShown) -> bool:
    """Whether this side answers it."""
    return not query.is_ours and not query.is_answered and not query.change


def answer_words(query: QueryShown) -> str:
    said = ". ".join(part for part in (query.outcome, query.answer) if part)
    if not query.answer and not query.outcome:
        said = _("The text of the answer stays in the country.")
    return _("{who}: {answer}").format(who=query.answered_by, answer=said)


def _row(query: QueryShown) -> list[QStandardItem]:
    record, question, status = QStandardItem(query.title), QStandardItem(query.text or "–"), QStandardItem()
    record.setData(query.label, Roles.second_line)
    item_tip(question, query.text)
    if query.change:
        said = _("Not read yet") if query.is_ours else _("Changed: read why")
    elif query.is_answered:
        said = _("Answered: read and close") if query.is_ours else _("Answered")
    else:
        said = _("Waiting for the answer") if query.is_ours else _("Waiting for your answer")
    status.setText(said)
    status.setData("filled" if query.is_answered else "ring", Roles.dot)
    status.setData("warning" if query.waits else "muted", Roles.tone)
    return [record, question, status]

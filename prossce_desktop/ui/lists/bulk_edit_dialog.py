"""One field of all chosen rows: what it holds, what it would hold, and one step that changes all."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from prossce_desktop.errors import ProssceError
from prossce_desktop.language import formatting
from prossce_desktop.language.formatting import numbered
from prossce_desktop.language.messages import _
from prossce_desktop.services.list_actions import bulk_edit as many
from prossce_desktop.services.list_actions.bulk_dry_run import SkippedRecord, Trial
from prossce_desktop.services.list_actions.bulk_edit import Change, Editable, ManyRecords
from prossce_desktop.services.lists.chosen_rows import ChosenRows
from prossce_desktop.services.records import recent_reasons, references
from prossce_desktop.system.progress import ProgressCallback
from prossce_desktop.ui.base.jobs import Job
from prossce_desktop.ui.lists.export_scope import GrowingDialog
from prossce_desktop.ui.lists.row_actions import ActionContext
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.cards import ProgressCard
from prossce_desktop.ui.parts.choice_field import Choice, ChoiceField
from prossce_desktop.ui.parts.field_frame import FieldFrame
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.layouts import STRETCH, add_to, in_column, in_row
from prossce_desktop.ui.parts.margin_notes import ReasonField
from prossce_desktop.ui.parts.reference_field import ReferenceField
from prossce_desktop.ui.parts.suggestions import Suggestion
from prossce_desktop.ui.parts.tick_box import TickBox
from prossce_desktop.ui.records.field_choices import NO, YES, choices_among
from prossce_desktop.ui.records.field_editors import editor_for, from_editor, is_empty, tier_choices

_WIDE = 560
_SOON_MS = 250
"""After the last letter so long the value is tried."""


class BulkEditDialog(GrowingDialog):
    """A field and a value in the editor of its form; each change is tried first, and said in words."""

    def __init__(self, here: ActionContext, chosen: ChosenRows) -> None:
        super().__init__(here.widget, _("Edit one field"))
        self._session, self._chosen = here.session, chosen
        self.rows: ManyRecords | None = None
        self.trial: Trial | None = None
        self._by_key: dict[str, Editable] = {}
        self._job: Job | None = None
        self._changing: Job | None = None
        """While it works the dialog stays: its answer is told from here."""
        self._wants_change = False
        self.field = ChoiceField((), empty=_("Choose a field"), typed=False)
        self.value: FieldFrame | None = None
        self.emptied = TickBox(_("Clear the field"))
        self.now, self.outcome = Label("", "caption", wraps=True), Label("", "body", wraps=True)
        self.left = Label("", "caption", wraps=True)
        self.leave = TickBox(_("Skip these records and change the others"))
        self.reason = ReasonField(())
        self.reason_frame = FieldFrame(_("Reason for the change"), self.reason)
        self.complaint = Label("", "caption", "error", wraps=True)
        self.checking = ProgressCard(
            _("Checking the records"), _("If you press “Cancel”, the check stops. Nothing is changed.")
        )
        self.making = ProgressCard(
            _("Changing the records"), _("If you press “Cancel”, none of them is changed.")
        )
        self.change = Button(_("Change"), "primary")
        self.close_button = Button(_("Cancel"))
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._lay_out()
        self._connect()
        self._read()
        self.field.setFocus()

    def _lay_out(self) -> None:
        down = in_column(into=self, margins=(24, 20, 24, 20), spacing=12)
        self.title = Label(self._chosen.title, "section")
        self._place = QVBoxLayout()
        add_to(down, self.title, FieldFrame(_("Field"), self.field), self.now, self._place)
        said: tuple[QWidget, ...] = (self.outcome, self.left, self.leave, self.reason_frame, self.complaint)
        for each in (self.emptied, *said, self.checking, self.making):
            down.addWidget(each)
            each.hide()
        down.addStretch(1)
        foot = in_row(STRETCH, self.close_button, self.change)
        down.addLayout(foot)
        self.setMinimumWidth(min(theme().px(_WIDE), self.screen().availableSize().width() - 40))

    def _connect(self) -> None:
        self.field.activated.connect(self._field_chosen)
        self.emptied.toggled.connect(self._was_emptied)
        self.leave.toggled.connect(self.complaint.hide)
        self._soon.timeout.connect(self._try)
        self.checking.cancelled.connect(self._stop)
        self.making.cancelled.connect(self._stop_changing)
        self.change.clicked.connect(self.do_it)
        self.close_button.clicked.connect(self.reject)

    # -- what there is

    def _read(self) -> None:
        store, chosen, today = self._session.store, self._chosen, self._session.today()

        def work(_step: ProgressCallback) -> tuple[ManyRecords, list[str]]:
            with store.read() as reading:
                return many.many_records(reading, chosen, today), recent_reasons.recent(store)

        # after what was typed is saved
        ask = self._session.jobs.start if chosen.kind == "participation" else self._session.jobs.read
        ask(work, self._show, self._complain)

    def _show(self, answer: tuple[ManyRecords, list[str]]) -> None:
        self.rows, last = answer
        self.reason.set_reasons(last)
        self._by_key = {one.key: one for one in self.rows.fields}
        self.field.set_choices([Choice(one.key, one.label) for one in self.rows.fields])
        n = len(self.rows.ids)
        self.title.setText(numbered("Edit one field of {n} record", "Edit one field of {n} records", n))

    def _field_chosen(self) -> None:
        """Another editor, as the form of such a record has it."""
        editable, rows = self._by_key.get(str(self.field.value())), self.rows
        if self.value is not None:
            self._place.removeWidget(self.value)
            self.value.deleteLater()
            self.value = None
        self._forget()
        self.now.hide()
        self.emptied.setChecked(False)
        self.emptied.setVisible(editable is not None and editable.field is not None)
        if editable is None or rows is None:
            return
        self.value = FieldFrame(editable.label, self._editor(editable, rows.country), self)
        self.value.edited.connect(self._was_typed)
        self._place.addWidget(self.value)
        self.value.show()
        key = editable.key
        self._session.read(
            lambda reading, _step: many.now(reading, rows, key),
            lambda counted: self._say_now(key, counted),
            self._complain,
        )
        self.value.setFocus()

    def _editor(self, editable: Editable, country: str) -> QWidget:
        if editable.field is None:
            return ChoiceField((Choice(YES, _("Present")), Choice(NO, _("Not present"))), typed=False)
        if editable.choices:
            return ChoiceField(choices_among(editable.choices), typed=False)
        editor = editor_for(editable.field, country, self._session.today)
        if editable.key == "tier" and isinstance(editor, ChoiceField):
            editor.set_choices(tier_choices(()))
        if isinstance(editor, ReferenceField):
            editor.offers_wanted.connect(lambda text: self._offer(editor, editable, text))
        return editor

    def _offer(self, editor: ReferenceField, editable: Editable, text: str) -> None:
        kinds = editable.field.shown.refers if editable.field is not None else ()

        def done(records: list[references.Referred]) -> None:
            if not isValid(editor):  # another field was chosen meanwhile
                return
            offers = [Suggestion((record.name, record.second), record.id) for record in records]
            editor.show_offers(text, offers, _("Press ↓ and Enter to choose.") if text.strip() else "")

        self._session.read(lambda reading, _step: references.offered(reading, kinds, text), done)

    def _say_now(self, key: str, counted: list[tuple[str, int]]) -> None:
        if isValid(self) and key == self.field.value():
            self.now.setText(now(counted))
            self.now.show()

    # -- trying

    def _was_typed(self) -> None:
        self._forget()
        self._soon.start()

    def _was_emptied(self, on: bool) -> None:
        if self.value is not None:
            self.value.setEnabled(not on)
        self._was_typed()

    def _forget(self) -> None:
        self._soon.stop()
        self._stop()
        self.trial = None
        self.change.set_words(_("Change"))
        for widget in (self.outcome, self.left, self.leave, self.reason_frame, self.complaint):
            widget.hide()

    def typed(self) -> object | None:
        """The value as it stands in the editor; None while there is none."""
        if self.value is None:
            return None
        if self.emptied.isChecked():
            return [] if self._is_many() else ""
        held = from_editor(self.value.value())
        return None if is_empty(held) else held

    def _is_many(self) -> bool:
        editable = self._by_key.get(str(self.field.value()))
        return editable is not None and editable.field is not None and editable.field.many

    def _try(self) -> None:
        typed, rows, today = self.typed(), self.rows, self._session.today()
        if typed is None or rows is None:
            return
        key = str(self.field.value())
        self._job = self._session.read(
            lambda reading, step: many.tried(reading, rows, key, typed, today, step),
            self._tried,
            self._complain,
        )
        if len(rows.ids) > many.AT_ONCE:
            self.checking.show_progress(0, len(rows.ids))
            self.checking.show()
            self._job.progress.connect(self.checking.show_progress)

    def _tried(self, trial: Trial) -> None:
        self._job, self.trial = None, trial
        self.checking.hide()
        to = "" if self.emptied.isChecked() else self._words()
        self.outcome.setText(result(trial, to))
        self.outcome.show()
        stays = left(trial)
        self.left.setText(stays)
        self.left.setVisible(bool(stays))
        self.leave.setVisible(bool(stays) and trial.count > 0)
        n = trial.count
        self.reason_frame.setVisible(trial.owes_reason and n > 0)
        self.change.set_words(numbered("Change {n} record", "Change {n} records", n))
        if self._wants_change:
            self._wants_change = False
            self.do_it()

    def _words(self) -> str:
        """The value in words, as its editor shows it."""
        editor = self.value.editor if self.value is not None else None
        if isinstance(editor, ChoiceField):
            return editor.shown()
        text = getattr(editor, "text", None)
        held = text() if callable(text) else from_editor(self.value.value()) if self.value is not None else ""
        return ", ".join(map(str, held)) if isinstance(held, list) else str(held)

    # -- changing

    def do_it(self) -> None:
        """Change all that can be changed; what is missing is said instead."""
        if self._job is not None or self._changing is not None:
            return
        if self.trial is None:
            if self.typed() is None:
                self._say(_("Choose a field and a value first."))
                return
            self._wants_change = True
            self._soon.stop()
            self._try()
            return
        if missing := self._missing(self.trial):
            self._say(missing)
            return
        self._start(self.trial)

    def _missing(self, trial: Trial) -> str:
        if not trial.count:
            return _("Nothing would change.")
        if self.leave.isVisibleTo(self) and not self.leave.isChecked():
            self.leave.setFocus()
            return _("Some records cannot be changed. Tick the box to change the others.")
        if trial.owes_reason and not self._typed_reason():
            self.reason.setFocus()
            return _("Give a reason. The country office will read it beside the change.")
        return ""

    def _typed_reason(self) -> str:
        return " ".join(self.reason.text().split())

    def _start(self, trial: Trial) -> None:
        rows, store, today = self.rows, self._session.store, self._session.today()
        reason = self._typed_reason() if trial.owes_reason else ""
        assert rows is not None
        self.complaint.hide()
        self.making.show_progress(0, trial.count)
        self.making.show()

        def work(step: ProgressCallback) -> Change | None:
            return many.change(store, rows, trial, today, reason, step)

        self._changing = self._session.jobs.start(work, self._done, self._failed)
        self._changing.progress.connect(self.making.show_progress)
        self._changing.ended.connect(self._change_ended)
        self._open_fields(on=False)

    def _open_fields(self, *, on: bool) -> None:
        for widget in (self.field, self.value, self.emptied, self.leave, self.reason_frame):
            if widget is not None:
                widget.setEnabled(on)

    def _change_ended(self) -> None:
        """Done, refused or stopped in time; what was stopped too late is done, and said."""
        self._changing = None
        self.making.hide()
        self._open_fields(on=True)

    def _done(self, change: Change | None) -> None:
        self._session.tell(change)
        n = self.trial.count if self.trial is not None else 0
        said = numbered(
            "{n} record changed: {field}", "{n} records changed: {field}", n, field=self.field.shown()
        )
        self._session.speaker.mention(said, undoes=change)
        self.accept()

    def _failed(self, error: ProssceError) -> None:
        self._forget()
        self._complain(error)
        self._soon.start()

    def _complain(self, error: ProssceError) -> None:
        self._job = None
        self.checking.hide()
        self._say(str(error))

    def _say(self, sentence: str) -> None:
        self.complaint.setText(sentence)
        self.complaint.setVisible(bool(sentence))

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self.checking.hide()

    def _stop_changing(self) -> None:
        if self._changing is not None:
            self._changing.cancel()

    def reject(self) -> None:
        self._soon.stop()
        if self._changing is not None:
            self._stop_changing()
        elif self._job is not None:
            self._stop()
        else:
            super().reject()


_MOST_VALUES, _MOST_NAMES = 5, 4


def counted(values: Sequence[tuple[str, int]]) -> str:
    """9 Planned, 3 Completed, 2 not recorded."""
    shown = [f"{formatting.number(n)} {words or _('not recorded')}" for words, n in values[:_MOST_VALUES]]
    rest = sum(n for _words, n in values[_MOST_VALUES:])
    if rest:
        shown.append(numbered("{n} other", "{n} others", rest))
    return ", ".join(shown)


def now(values: Sequence[tuple[str, int]]) -> str:
    return _("Now: {values}").format(values=counted(values)) if values else ""


def result(trial: Trial, to: str) -> str:
    """9 Planned, 3 Completed → Completed. 9 records change. 3 have this value already."""
    n, same, without = trial.count, trial.same, trial.without
    said = [f"{counted(trial.now)} → {to or _('not recorded')}." if trial.now else ""]
    said.append(numbered("{n} record will change.", "{n} records will change.", n))
    if same:
        said.append(numbered("{n} already has this value.", "{n} already have this value.", same))
    if without:
        said.append(numbered("{n} does not have this field.", "{n} do not have this field.", without))
    return " ".join(one for one in said if one)


def left(trial: Trial) -> str:
    """Which records stay as they are, and why; "" where none does."""
    said = []
    if trial.not_ours:
        n = len(trial.not_ours)
        words = numbered(
            "You cannot change {n} record: {names}",
            "You cannot change {n} records: {names}",
            n,
            names=_names(trial.not_ours),
        )
        said.append(words)
    by_reason: dict[str, list[SkippedRecord]] = {}
    for record in trial.wrong:
        by_reason.setdefault(record.reason, []).append(record)
    for reason, records in by_reason.items():
        n = len(records)
        words = numbered(
            "{n} record will not be changed: {names}. {why}",
            "{n} records will not be changed: {names}. {why}",
            n,
            names=_names(records),
            why=reason,
        )
        said.append(words)
    return "\n".join(said)


def _names(records: Sequence[SkippedRecord]) -> str:
    shown = [one.name for one in records[:_MOST_NAMES] if one.name]
    rest = len(records) - len(shown)
    if rest and shown:
        shown.append(numbered("{n} other", "{n} others", rest))
    return ", ".join(shown)

"""A record of any kind being edited: opened, checked while it is typed, kept as a draft, saved."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance

from prossce_desktop import app
from prossce_desktop.domain.input.accepted_doubts import merged_doubts
from prossce_desktop.domain.model.fields import AcceptedDoubt
from prossce_desktop.domain.problems import Problem, Severity, hard
from prossce_desktop.errors import ProssceError, ReasonNeeded
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _
from prossce_desktop.services.records import pinned_fields, record_editor
from prossce_desktop.services.records.record_editor import CountTyped, OpenedRecord, Saved
from prossce_desktop.ui.base.keyboard_focus import is_offered
from prossce_desktop.ui.records.discard_changes import FollowsDiscards
from prossce_desktop.ui.records.draft_autosave import DraftAutosave
from prossce_desktop.ui.records.draft_content import (
    accepted_doubts_in,
    called_in,
    fields_in,
    key_of,
    names_in,
)
from prossce_desktop.ui.records.editor_state import EditorAct, EditorEvent, EditorProgress, EditorState
from prossce_desktop.ui.records.problem_words import in_the_way_words
from prossce_desktop.ui.records.record_form import RecordForm
from prossce_desktop.ui.records.record_saver import RecordSaver, SaveAnswer, SaveRequest
from prossce_desktop.ui.records.save_status_words import of_opened
from prossce_desktop.ui.records.typed_during_save import Asked, Sent
from prossce_desktop.ui.records.undo_stack import UndoStack
from prossce_desktop.ui.session.session import Session

CHECK_AFTER_MS = 150


class RecordEditing(QObject):
    """Give it a form with `use`, then `open` a record. `stood` says how things stand, for the save bar."""

    marks = Signal(str)
    """An `Asked`: what is typed from now on is newer than its answer."""
    opened = Signal(object)
    """An Opened: everything was read and is shown in the form."""
    copied = Signal()
    """What was opened is a copy, and wants its dates; comes after `opened`."""
    stood = Signal(str, str)
    """A standing of the save bar, and its sentence."""
    checked = Signal(object)
    """A Checked."""
    refused = Signal(object)
    """The name of the field that stops saving; it may stand outside the form."""
    saved = Signal(object)
    """A Saved. What is shown was read again."""
    reason_wanted = Signal()
    """Nothing was saved: the country whose record it is would not know why it is changed."""
    left = Signal()
    """The page is left; what waits there is of no use any more."""
    missing = Signal(str)
    """The record is not here; the sentence says so."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.form: RecordForm | None = None
        self.kind = ""
        self.record: int | None = None
        self.more_typed: Callable[[bool], dict[str, object]] = lambda _with_open: {}
        """Fields typed outside the form, such as the funnel's."""
        self.counts_typed: Callable[[bool], list[CountTyped]] = lambda _with_open: []
        self.key = ""
        self._accepted: list[AcceptedDoubt] = []
        self._generation = 0
        self._reasons: tuple[str, ...] = ()
        self.steps = UndoStack()
        self._last: dict[str, object] = {}
        self._own: object = None
        self._copied: tuple[dict[str, object], dict[int, str]] | None = None
        self._progress = EditorProgress()
        self.saver = RecordSaver(
            session, self._progress, lambda: self.key, self._after_save, self._not_saved, self._saved_unread
        )
        self._failed, self._all_said = "", False
        self.answers: Asked = ""
        """What was asked for that is shown just now."""
        self._asked: list[Problem] = []
        """Doubts for which the last Save was refused, until each is answered or changed."""
        self._check = QTimer(self, singleShot=True, interval=CHECK_AFTER_MS)
        self._check.timeout.connect(self._check_now)
        self.drafts = DraftAutosave(self, self._check_now)
        self.keep_draft = self.drafts.keep
        FollowsDiscards(self)

    def use(self, form: RecordForm) -> None:
        """The form that shows the record."""
        if self.form is form:
            return
        for signal, heard in self._wires(self.form) if self.form is not None else ():
            signal.disconnect(heard)
        self.form = form
        for signal, heard in self._wires(form):
            signal.connect(heard)

    def _wires(self, form: RecordForm) -> Sequence[tuple[SignalInstance, Callable[..., None]]]:
        more = (
            (form.pins_changed, self._pins_changed),
            (form.name_left, self._check.start),
            (form.typing, self.typing),
        )
        return (
            (form.edited, self._was_edited),
            (form.doubt_accepted, self.accept_doubt),
            (self.marks, form.mark),
            *more,
        )

    # -- opening

    def open(self, kind: str, record: int | None, draft: str | None = None, *, again: bool = False) -> None:
        """Read a record or begin a new one, with its draft. `again`: keep what is typed in it."""
        self._check.stop()
        self.drafts.timer.stop()
        self.kind, self.record, before = kind, record, self.key
        self.key = draft or (key_of(record) if record is not None else f"new:{kind}:{uuid.uuid4().hex[:12]}")
        self._progress.meet(EditorEvent.reread if again else EditorEvent.open)
        self.marks.emit(self._wanted())
        if self.key != before:
            self.steps.forget()
        self._generation += 1
        wanted, key, store, today = self._generation, self.key, self.session.store, self.session.today()

        def work(step: object) -> OpenedRecord:
            return record_editor.open_record(store, kind, record, today, key)

        self.session.jobs.read(
            work, lambda found: self._read(found, wanted), lambda error: self._not_there(error, wanted)
        )

    def _wanted(self) -> Asked:
        """What the record that is read is to be shown as."""
        return "read" if self._progress.state is EditorState.reading else ""

    def _read(self, opened: OpenedRecord, wanted: int) -> None:
        if self.form is not None:
            self.form.once_whole(lambda: self._opened(opened, wanted))

    def _opened(self, opened: OpenedRecord, wanted: int) -> None:
        if wanted != self._generation or self.form is None:
            return
        self.answers = self._wanted()
        self._progress.meet(EditorEvent.was_read if self.saver.sent() is None else EditorEvent.was_read_early)
        self._accepted, self._asked, self._failed = [], [], ""
        order = self.steps.clear()
        self._reasons = opened.reasons
        self.drafts.opened(opened)
        stored = self.form.marked(self.answers)
        drafted = fields_in(opened.draft.typed) if opened.draft is not None else {}
        self.form.show_values(opened, drafted, self.answers)
        if opened.draft is not None:
            self._accepted = accepted_doubts_in(opened.draft.typed)
            self._type_over(drafted, names_in(opened.draft.typed))
        self._note_newer()
        self.form.say_saved_meanwhile(stored)
        if self._copied is not None:
            copied, self._copied = self._copied, None
            self.form.type_in(*copied)
            self.drafts.exists = True
        self._last = self.form.all_values()
        # of a record that is only begun, fields are asked for once typed in, or at Save
        self._all_said = self.drafts.exists
        self.opened.emit(opened)
        self.steps.sort(order)
        if self.drafts.exists and opened.draft is None:
            self.stood.emit("draft", _("This is a copy. Enter its dates and save it."))
            self.copied.emit()
        elif opened.draft is not None:
            self._say_draft()
            self._check.start()
        else:
            self.stood.emit(*of_opened(opened))
            self._check.start() if opened.record is not None else None
        self._go_on()

    def _not_there(self, error: ProssceError, wanted: int) -> None:
        if wanted == self._generation:
            self._progress.meet(EditorEvent.was_missing)
            self.missing.emit(str(error))

    def _go_on(self) -> None:
        """The record is shown: what was wanted while it was read or saved happens now."""
        for event in self._progress.due():
            if event is not EditorEvent.save:
                self.read_again()
            elif self.typed() or self.counts_typed(False):
                self._save(put_off=True)

    def is_loading(self) -> bool:
        """Whether the record or its form is still loading: nothing can be typed or saved."""
        return self._progress.state in (EditorState.opening, EditorState.reading)

    def is_under_way(self) -> bool:
        """Whether another record opens, or what was typed is being saved."""
        return self._progress.state in (EditorState.opening, EditorState.saving)

    # -- typing

    def _was_edited(self, name: str) -> None:
        if self.form is None:
            return
        before, now = self._last.get(name), self.form.value(name)
        if before != now:
            back, again = partial(self.form.put, name, before), partial(self.form.put, name, now)
            self.steps.note(name, back, again, goes_on=self.form.is_text(name))
        self._last[name] = now
        self.touched()

    def _type_over(self, fields: Mapping[str, object], names: Mapping[int, str] | None = None) -> None:
        """Put what is not saved yet over what is stored; Undo takes it back field by field."""
        assert self.form is not None
        for name, value in fields.items():
            if name in self.form.by_name and name not in self.form.newer:
                back = partial(self.form.put, name, self.form.begun(name))
                again = partial(self.form.put, name, value)
                self.steps.note(name, back, again, is_new=False)
        self.form.type_in(fields, names)

    def _note_newer(self) -> None:
        """What was typed during reading or saving stays, is kept soon, and can be undone."""
        assert self.form is not None
        for name in self.form.newer:
            back = partial(self.form.put, name, self.form.begun(name))
            again = partial(self.form.put, name, self.form.value(name))
            self.steps.note(name, back, again, is_new=False)
        if self.form.newer:
            self.drafts.soon()

    def touched(self) -> None:
        """Something was typed, in the form or beside it: look at it soon, and keep it as a draft."""
        self.typing()
        if self._progress.meet(EditorEvent.typed) is EditorAct.note:
            self._generation += 1
            self._failed = ""
            self._check.start()

    def typing(self) -> None:
        """A letter was typed, be it into a cell that is still open: kept soon."""
        if not self.is_loading():
            self.drafts.soon()

    def accept_doubt(self, accepted: AcceptedDoubt) -> None:
        """Keep a soft problem with its reason."""
        self._accepted = list(merged_doubts(self._accepted, [accepted]))
        self.touched()
        self._check_now()

    def _pins_changed(self) -> None:
        assert self.form is not None
        kind, values, store = self.kind, self.form.pinned_values(), self.session.store
        self.session.jobs.start(lambda step: pinned_fields.pin(store, kind, values))

    def typed(self, *, with_open: bool = False) -> dict[str, object]:
        """Every typed field, in the form and beside it; `with_open`: also the open cell."""
        return {
            **(self.form.typed(with_open=with_open) if self.form is not None else {}),
            **self.more_typed(with_open),
        }

    def _check_now(self) -> None:
        self._check.stop()
        if self.form is None or not self.kind:
            return
        wanted, store, kind, record = self._generation, self.session.store, self.kind, self.record
        typed, counts, accepted = self.typed(), self.counts_typed(False), tuple(self._accepted)
        today = self.session.today()

        def work(step: object) -> record_editor.Checked:
            return record_editor.check(store, kind, record, typed, counts, accepted, today)

        self.session.jobs.read(
            work, lambda found: self._checked(found, wanted), lambda error: self._not_there(error, wanted)
        )

    def _checked(self, checked: record_editor.Checked, wanted: int) -> None:
        if wanted != self._generation or self.form is None:
            return
        begun = self.steps.names() if self.record is None and not self._all_said else None
        checked = replace(
            checked, problems=[one for one in checked.problems if self.form.is_said_now(one, begun)]
        )
        self.form.show_problems(checked.problems, self._reasons)
        self.checked.emit(checked)
        self._say_standing(checked)

    def reasons(self) -> tuple[str, ...]:
        return self._reasons

    def typed_anything(self) -> bool:
        """Whether the person typed anything since it was opened, or a draft brought it."""
        some = bool(self.steps.names() or self.drafts.exists or self.more_typed(True))
        return some or any(record_editor.is_counted(one.fields) for one in self.counts_typed(True))

    def _say_standing(self, checked: record_editor.Checked) -> None:
        if self.typed_anything():
            in_the_way = hard([*checked.problems, *(one for each in checked.counts for one in each)])
        else:
            in_the_way = []
        if in_the_way or (in_the_way := [one for one in self._asked if one in checked.problems]):
            self._say_stopped(in_the_way)
        elif self.drafts.words() or self._failed:
            self._say_draft()

    def _say_stopped(self, in_the_way: Sequence[Problem]) -> None:
        words = in_the_way_words(in_the_way, self.form.fields if self.form is not None else {})
        said = words, _("Press F6 to go there.") if is_offered() else "", self.drafts.words()
        self.stood.emit("stopped", " ".join(filter(None, said)))

    def _say_draft(self) -> None:
        """What the store refused stays said beside it, until something else is typed or saved."""
        self.stood.emit(
            "stopped" if self._failed else "draft", f"{self._failed} {self.drafts.words()}".strip()
        )

    def reasons_given(self) -> tuple[AcceptedDoubt, ...]:
        """Why soft problems are kept, not saved yet."""
        return tuple(self._accepted)

    def leave(self) -> None:
        """The page is left: what was typed stays as a draft."""
        self.left.emit()
        if self.drafts.timer.isActive() or (self.form is not None and self.typed_anything()):
            self.keep_draft()

    def read_again(self) -> None:
        """The record was changed elsewhere: show it as it is now, with what is typed on top."""
        if self.form is None or self._progress.meet(EditorEvent.news) is not EditorAct.keep:
            return
        self.keep_draft() if self.typed_anything() else None
        key, wanted = self.key, self._generation
        self.session.jobs.start(lambda step: None, lambda nothing: self._draft_lies(key, wanted))

    def _draft_lies(self, key: str, wanted: int) -> None:
        """The draft is written, so the record can be read; anything typed since is kept first."""
        if key != self.key or self.is_loading():
            return
        if wanted != self._generation or self.saver.sent() is not None:
            self.read_again()
        else:
            self.open(self.kind, self.record, self.key, again=True)

    def begin_with(self, kind: str, values: Mapping[str, object], names: Mapping[int, str]) -> None:
        """A new record that starts with these values, as if they were typed."""
        self.leave()
        self._copied = (dict(values), dict(names))
        self.open(kind, None)

    def is_own(self, change: object) -> bool:
        # the news of a package name none
        return self._own is not None and getattr(change, "operation", None) == self._own

    def title(self) -> str:
        return called_in(self.form)

    # -- saving

    def save(self) -> None:
        """Save all that was typed as one step; `refused` names a field that stops it."""
        self._save(put_off=False)

    def _save(self, *, put_off: bool) -> None:
        """`put_off`: pressed a while ago; a cell open by now stays open and is newer than the answer."""
        if (
            self.form is None
            or not self.form.is_ours()
            or self._progress.meet(EditorEvent.save) is not EditorAct.send
        ):
            return
        if not put_off:
            self.form.keep_typed()
        self._check.stop()
        self.drafts.timer.stop()
        typed, accepted = self.typed(), tuple(self._accepted)
        sent = Sent(self.key, self.typed(with_open=not put_off), self.counts_typed(False))
        request = SaveRequest(self.kind, self.record, typed, accepted, self.form.pinned_values(), sent)
        self.marks.emit("saved")
        self._failed = ""
        self.stood.emit("working", _("Saving…"))
        self.steps.sent()
        self.saver.send(request)

    def _not_saved(self, error: ProssceError, act: EditorAct) -> None:
        self._failed = str(error)
        self._say_draft()
        self.drafts.soon()
        if isinstance(error, ReasonNeeded):
            self.reason_wanted.emit()
        if act is EditorAct.fail:
            self._go_on()

    def _saved_unread(self, saved: Saved) -> None:
        """It must not be saved again: keep what was typed since, and open what is stored."""
        self.session.tell(saved.change)
        self._open_saved(saved.id)

    def _open_saved(self, record: int) -> None:
        """Until the draft is written it counts as on its way: letters are newer, Save waits."""
        key, wanted = self.key, self._generation
        self.keep_draft()

        def written(_nothing: object) -> None:
            if self.key != key:
                return
            if self._generation != wanted:
                self._open_saved(record)
                return
            self.saver.forget()
            self.open(self.kind, record)

        self.session.jobs.start(lambda step: None, written)

    def _after_save(self, answer: SaveAnswer, act: EditorAct) -> None:
        if isinstance(answer, record_editor.SaveRefused):
            if act is EditorAct.refuse:
                self._refuse(answer)
                self._go_on()
            return
        saved, stored = answer
        if self.form is None or act is EditorAct.nothing:  # another record is shown by now
            self.session.tell(saved.change)
            return
        self.record, self.key = saved.id, key_of(saved.id)
        self.drafts.saved()
        self._accepted, self._asked = [], []
        order = self.steps.saved()
        self.answers = "saved"
        self.form.show_values(stored, asked=self.answers)
        self._note_newer()
        self._last = self.form.all_values()
        self._generation += 1
        self.opened.emit(stored)
        self.steps.sort(order)
        self.stood.emit("saved", _("Saved at {time}.").format(time=formatting.clock(app.now())))
        self._own = saved.change.operation if saved.change is not None else None
        self.session.tell(saved.change)
        self.saved.emit(saved)
        self._check.start()
        if act is EditorAct.show_and_read:
            self.read_again()
        self._go_on()

    def _refuse(self, done: record_editor.SaveRefused) -> None:
        assert self.form is not None
        self.form.show_problems(done.problems, self._reasons)
        soft = [one for one in done.problems if one.severity is Severity.soft]
        first = self.form.notes.first_stop() or (hard(done.problems) or soft or done.problems)[0].field
        self._asked, self._all_said = sorted(soft, key=lambda one: one.field != first), True
        self.refused.emit(first)
        self._say_stopped(sorted(hard(done.problems), key=lambda one: one.field != first) or self._asked)
        self.drafts.soon()

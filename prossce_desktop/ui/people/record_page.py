"""A page that shows one record and turns into its form: the parts that persons and organisations share."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLayout, QStackedWidget, QWidget

from prossce_desktop.language.messages import _
from prossce_desktop.services.decisions.open_decisions import RecordDecisions
from prossce_desktop.services.history.current_page import NEW, ActionPage, stand_at
from prossce_desktop.services.history.step_sentences import StepInWords
from prossce_desktop.ui.base.keyboard_focus import is_typing, offer_keys, withdraw
from prossce_desktop.ui.base.place import Place
from prossce_desktop.ui.base.shortcuts import is_control
from prossce_desktop.ui.decisions.record_notices import RecordNotices, notes_of
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.layouts import in_column, in_row, set_upright
from prossce_desktop.ui.parts.page_header import PageHeader
from prossce_desktop.ui.parts.save_bar import SaveBar
from prossce_desktop.ui.parts.scroll_area import Scrolled
from prossce_desktop.ui.people.duplicates_section import DuplicatesSection
from prossce_desktop.ui.people.person_sections import Facts, HistoryCard
from prossce_desktop.ui.records.record_editing import RecordEditing
from prossce_desktop.ui.records.record_form import RecordForm
from prossce_desktop.ui.records.type_ahead import TypeAhead
from prossce_desktop.ui.records.typing_undo import TypingUndo
from prossce_desktop.ui.session.page import Page
from prossce_desktop.ui.session.session import Session

NARROW = 1000
"""Under so many pixels the buttons say no keys, so that the name has room."""


class EditFrame(QWidget):
    """The form of a record with its save bar. `closed` when saved or left; what is typed stays as a draft."""

    closed = Signal()

    def __init__(self, session: Session, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self.form = RecordForm(session, kind)
        self.editing = RecordEditing(session, self)
        self.editing.use(self.form)
        self.bar = SaveBar(with_next=False)
        self.bar.save.connect(self.editing.save)
        self.editing.stood.connect(self.bar.say)
        TypeAhead(self.editing, self)
        self.editing.refused.connect(lambda field: offer_keys(self, lambda: self.form.go_to_field(field)))
        self.editing.saved.connect(self._saved)
        in_column((self.form, 1), self.bar, into=self, spacing=0)

    def open(self, record: int | None, draft: str | None = None) -> None:
        """Show a record, or begin a new one; what was typed of it before goes on."""
        self.editing.open(self.kind, record, draft)
        self.form.first_focus()

    def _saved(self, _saved: object) -> None:
        withdraw(self)
        if not self.form.newer:  # else something was typed since Save was pressed
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_control(event, "S"):
            self.editing.save()
        elif event.key() == Qt.Key.Key_Escape:
            self.editing.leave()
            self.closed.emit()
        else:
            super().keyPressEvent(event)


class RecordPage(Page):
    """A record's page, and its form in the same place. Subclasses lay out `columns` and fill them."""

    columns_from = NARROW
    """In a page of fewer pixels the columns stand one beneath the other."""

    def __init__(self, session: Session, kind: str, up: str, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.kind = kind
        self.record: int | None = None
        self._notes: dict[str, tuple[str, str]] = {}
        self._up = up
        self._to_history = False
        self.facts, self.history = Facts(), HistoryCard()
        self.history.went.connect(self.go)
        self.history.undo_wanted.connect(lambda step: self.undoing.take_back(step))
        self.header = PageHeader()
        self.header.setProperty("look", "head")
        self.edit_button = Button(_("Edit"), "primary", icon="pencil", hint="Ctrl E")
        self.edit_button.clicked.connect(lambda: self.edit())
        self.ask_button = Button(_("Ask about a value…"), "quiet", icon="messages-square")
        self.same = DuplicatesSection(self)
        self.same.went.connect(self.go)
        self.header.add_action(self.same.button)
        self.header.add_action(self.ask_button)
        self.header.add_action(self.edit_button)
        self.header.went_up.connect(self.up)
        self.beside = RecordNotices(session, self)
        self.beside.went.connect(self.go)
        self.beside.decisions_read.connect(self._show_notes)
        self.beside.reason_bar.given.connect(self.save)
        self.ask_button.clicked.connect(lambda: self.beside.ask())
        self.stack = QStackedWidget(self)
        self.shown = QWidget(self.stack)
        self.stack.addWidget(self.shown)
        in_column(self.header, self.beside, (self.stack, 1), into=self, spacing=0)
        self.setFocusProxy(self.edit_button)
        session.news.changed.connect(self._news)

    def lay_out(self, *columns: tuple[QLayout, int]) -> None:
        """The columns of the page with their shares; they scroll together."""
        inner = QWidget()
        self._columns = in_row(*columns, into=inner, margins=(32, 18, 24, 18), spacing=32)
        self.area = Scrolled(inner, upright=True)
        in_column(self.area, into=self.shown)

    def begin(self, place: Place) -> None:
        """The record of a place takes this page; what is typed of the one before is kept."""
        if self.is_editing():
            self.leave()
        self.record = place.record
        self._to_history = place.tab == "history"
        stand_at(self.where())

    def show_head(self, name: str, second: str, *, removed: bool) -> None:
        """Its name, what stands beside the path, and whether it was removed."""
        self.header.say(name)
        self.header.show_path(self._up, second)
        self.header.set_status(_("Removed") if removed else "", "warning")

    def show_history(self, steps: Sequence[StepInWords]) -> None:
        """What was done with it; in sight where the place asked for it."""
        self.history.show_steps(steps)
        if self._to_history:
            self._to_history = False
            self.area.bring(self.history)

    @cached_property
    def edit_frame(self) -> EditFrame:
        """The form, made when somebody edits for the first time."""
        made = EditFrame(self.session, self.kind, self.stack)
        made.closed.connect(self.show_again)
        made.form.beside_wanted.connect(self.beside.go_to_field)
        made.editing.reason_wanted.connect(self.beside.ask_reason)
        made.editing.opened.connect(lambda _opened: made.form.show_beside(self._notes))
        made.bar.undo.connect(self.undo)
        self.stack.addWidget(made)
        return made

    def _show_notes(self, decisions: RecordDecisions) -> None:
        """What other offices have or ask, beside the facts and the fields of the form."""
        self._notes = notes_of(decisions)
        if self.is_editing():
            self.edit_frame.form.show_beside(self._notes)
        self.show_beside(self._notes)

    def show_beside(self, notes: dict[str, tuple[str, str]]) -> None:
        """Say these sentences beside the facts, by the field."""

    def up(self) -> None:
        """To the list; what was typed is kept by `leave`."""

    def read_again(self) -> None:
        """Read the record beside the window and show it."""

    def edit(self, draft: str | None = None) -> None:
        """The form takes the place of the page, with the draft where there is one."""
        frame = self.edit_frame
        self.stack.setCurrentWidget(frame)
        self.edit_button.hide()
        self.same.button.hide()
        frame.open(self.record, draft)

    def show_again(self) -> None:
        """The page replaces the form, which may be gone already where it was left before the answer."""
        if not self.is_editing():
            return
        record = self.edit_frame.editing.record
        if record is not None:
            self.record = record
        stand_at(self.where())
        in_form = self.edit_frame.isAncestorOf(self.focusWidget() or self)
        self.stack.setCurrentIndex(0)
        self.edit_button.show()
        self.read_again()
        if in_form or not is_typing():  # a reason may be typed beside it
            self.edit_button.setFocus()

    def save(self) -> None:
        """What stands in the form, where it is open."""
        if self.is_editing():
            self.edit_frame.editing.save()

    def is_editing(self) -> bool:
        return self.stack.currentIndex() == 1

    def leave(self) -> bool:
        if self.is_editing():
            self.edit_frame.editing.leave()
            self.stack.setCurrentIndex(0)
            self.edit_button.show()
        return True

    def where(self) -> ActionPage:
        return ActionPage(self.kind, NEW if self.record is None else self.record)

    def undo(self) -> None:
        """What is typed into the form first, then the newest step that was made on this page."""
        (self.typed_back if self.is_editing() else self.undoing).undo()

    def redo(self) -> None:
        (self.typed_back if self.is_editing() else self.undoing).redo()

    @cached_property
    def typed_back(self) -> TypingUndo:
        return TypingUndo(self.edit_frame.editing, self.undoing)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for button in (self.same.button, self.edit_button):
            button.show_keys(self.width() >= theme().px(NARROW))
        set_upright(self._columns, self.width() < theme().px(self.columns_from))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_control(event, "E") and not self.is_editing():
            self.edit()
        elif is_control(event, "J") and not self.is_editing():
            self.same.find()
        elif is_control(event, "S"):  # beside the form, where it is asked why
            self.save()
        else:
            super().keyPressEvent(event)

    def _news(self, change: object) -> None:
        if not self.isVisible() or self.record is None:
            return
        if self.is_editing():
            if not self.edit_frame.editing.is_own(change):
                self.edit_frame.editing.read_again()
        else:
            self.read_again()

"""The History tab: a record's steps by day, newest first, each with Undo; newer ones wait above."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cached_property

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.services.history import step_sentences
from prossce_desktop.services.history.current_page import here
from prossce_desktop.services.history.step_sentences import StepInWords
from prossce_desktop.ui.base.place import Place
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.history_groups import GroupLines
from prossce_desktop.ui.parts.labels import Hairline, Label, StatusPill
from prossce_desktop.ui.parts.layouts import STRETCH, add_to, in_column, in_row
from prossce_desktop.ui.parts.scroll_area import Scrolled
from prossce_desktop.ui.session.page_undo import PageUndo
from prossce_desktop.ui.session.session import Session

SHOWN = 60
LINES = 8


class HistoryStepRow(QWidget):
    """Time, who, what, the changes, and Undo. `undo(id)`; `went` to a person whom a change is about."""

    undo = Signal(str)
    went = Signal(Place)

    def __init__(self, step: StepInWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 6, 0, 6)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(1)
        time, who = Label(formatting.clock(step.time), "caption"), Label(step.who, "caption")
        time.setFixedWidth(theme().px(44))
        who.setFixedWidth(theme().px(130))
        grid.addWidget(time, 0, 0)
        grid.addWidget(who, 0, 1)
        self._title = Label(step.title, "row", wraps=True)
        grid.addWidget(self._title, 0, 2)
        lines = list(step.lines[:LINES])
        if len(step.lines) > LINES:
            more = len(step.lines) - LINES
            lines.append(ngettext_("and {n} more field", "and {n} more fields", more).format(n=more))
        for at, line in enumerate(lines, 1):
            grid.addWidget(Label(line.replace(" · ", "\u00a0· "), "caption", "muted", wraps=True), at, 2)
        if step.groups:
            changes = GroupLines(step.groups)
            changes.went.connect(self.went)
            grid.addWidget(changes, len(lines) + 1, 2)
        self.button = Button(_("Undo"), "quiet", icon="undo-2", clicked=lambda: self.undo.emit(step.id))
        self.button.setAccessibleName(_("Undo: {title}").format(title=step.title))
        self.pill = StatusPill(_("Undone"))
        self._is_undo = step.is_undo
        state = QWidget()
        # the row stays as high when one takes the other's place
        state.setFixedHeight(self.button.sizeHint().height())
        in_row(self.button, self.pill, into=state)
        grid.addWidget(state, 0, 3, 2 if lines or step.groups else 1, 1, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(2, 1)
        self.follow(step.undone)

    def follow(self, undone: bool) -> None:
        """The step was taken back meanwhile, or brought back."""
        self.button.setVisible(not undone and not self._is_undo)
        self.pill.setVisible(undone)
        self._title.set_tone("muted" if undone else "")


class HistoryTab(QWidget):
    """`enter` shows the history of a record and of what belongs to it."""

    went = Signal(Place)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.record: int | None = None
        self.steps: list[StepInWords] = []
        self._shown: list[StepInWords] = []
        self.rows: dict[str, HistoryStepRow] = {}
        self._most = SHOWN
        self.area = Scrolled()
        self.newer = Button("", "link", icon="chevron-up", clicked=self._show_newer)
        policy = self.newer.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.newer.setSizePolicy(policy)
        self.newer.hide()
        head = in_row(
            Label(_("Newest first"), "caption", "muted"), self.newer, STRETCH, margins=(32, 6, 32, 0)
        )
        in_column(head, (self.area, 1), into=self, spacing=0)
        session.news.changed.connect(self._news)

    def enter(self, record: int) -> None:
        if record != self.record:
            self._most = SHOWN
        self.record = record
        self._read(self._show)

    def _read(self, then: Callable[[int, list[StepInWords]], None]) -> None:
        store, record = self.session.store, self.record
        if record is not None:
            self.session.jobs.read(
                lambda _step: step_sentences.about(store, record), lambda steps: then(record, steps)
            )

    def _follow(self, record: int, steps: list[StepInWords]) -> None:
        """News: the rows in sight say whether they are undone, and what is newer waits."""
        if record != self.record:
            return
        self.steps = steps
        if any(one.id not in {each.id for each in steps} for one in self._shown):
            self._show(record, steps)
            return
        for one in steps:
            if (row := self.rows.get(one.id)) is not None:
                if one.undone and row.button.hasFocus():
                    self.area.setFocus()  # else the keys would go to the next Undo
                row.follow(one.undone)
        newest = self._shown[0].id if self._shown else None
        n = next((at for at, one in enumerate(steps) if one.id == newest), len(steps))
        self.newer.set_words(ngettext_("Show {n} newer step", "Show {n} newer steps", n).format(n=n))
        self.newer.setVisible(n > 0)

    def _show_newer(self) -> None:
        if self.record is not None:
            self._show(self.record, self.steps)
            self.area.verticalScrollBar().setValue(0)
            self.area.setFocus()

    def first_focus(self) -> None:
        self.area.setFocus()

    def _show(self, record: int, steps: list[StepInWords]) -> None:
        if record != self.record:
            return
        self.steps = steps
        self._shown = steps[: self._most]
        self.rows = {}
        self.newer.hide()
        body = QWidget()
        down = in_column(into=body, margins=(32, 12, 32, 24), spacing=0)
        day: dt.date | None = None
        for one in self._shown:
            if one.time.astimezone().date() != day:
                day = one.time.astimezone().date()
                add_to(down, 10, Label(self._day_words(day), "section"), 4)
            else:
                down.addWidget(Hairline())
            row = HistoryStepRow(one)
            row.undo.connect(self.undo)
            row.went.connect(self.went)
            self.rows[one.id] = row
            down.addWidget(row)
        if len(steps) > self._most:
            more = Button(_("Show earlier steps"), clicked=self._show_more)
            add_to(down, 12, more)
        down.addStretch(1)
        place = self.area.verticalScrollBar().value()
        self.area.setWidget(body)
        self.area.verticalScrollBar().setValue(place)

    def _day_words(self, day: dt.date) -> str:
        today = self.session.today()
        if day == today:
            return _("Today")
        return _("Yesterday") if day == today - dt.timedelta(days=1) else formatting.day(day)

    def _show_more(self) -> None:
        self._most += 2 * SHOWN
        if self.record is not None:
            self._show(self.record, self.steps)

    @cached_property
    def undoing(self) -> PageUndo:
        """Takes back what is pressed."""
        made = PageUndo(self.session, here, self)
        made.undone.connect(self._undone)
        return made

    def undo(self, step: str) -> None:
        self.undoing.take_back(step)

    def _undone(self) -> None:
        self._read(self._follow)

    def _news(self, change: object) -> None:
        if self.isVisible():
            self._read(self._follow)

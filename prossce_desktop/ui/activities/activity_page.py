"""The page of one record: its head, its tabs, the totals always in sight, and the bar that saves."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from prossce_desktop.domain.model.codes import ActivityKind
from prossce_desktop.language.messages import _
from prossce_desktop.services.activities.head_count_totals import head_total
from prossce_desktop.services.history.current_page import ActionPage, stand_at
from prossce_desktop.services.records import record_editor
from prossce_desktop.services.records.record_editor import CountTyped, OpenedRecord
from prossce_desktop.ui.activities.fair.funnel_model import FUNNEL_FIELDS
from prossce_desktop.ui.activities.form_notices import FormNotices
from prossce_desktop.ui.activities.page_shortcuts import page_keys
from prossce_desktop.ui.activities.people_grid.list_totals import ListTotals
from prossce_desktop.ui.activities.record_actions import RecordActions
from prossce_desktop.ui.activities.record_head import LOW_UNDER, RecordHead
from prossce_desktop.ui.activities.record_head_words import list_totals
from prossce_desktop.ui.activities.save_and_continue import SaveAndContinue
from prossce_desktop.ui.activities.tab_widgets import (
    TabWidgets,
    begin,
    counts_typed,
    enter_tab,
    focus_in,
    funnel_typed,
    go_to_field,
    show_beside,
)
from prossce_desktop.ui.base.keyboard_focus import is_left, offer_keys
from prossce_desktop.ui.base.place import PageName, Place, where_of
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.layouts import in_column
from prossce_desktop.ui.parts.save_bar import SaveBar, Standing
from prossce_desktop.ui.records.record_editing import RecordEditing
from prossce_desktop.ui.records.record_form import RecordForm
from prossce_desktop.ui.records.record_tabs import NEEDS_RECORD, TabName, tabs_of
from prossce_desktop.ui.records.typing_undo import TakesBack, TypingUndo
from prossce_desktop.ui.records.undo_stack import Put
from prossce_desktop.ui.session.page import Page
from prossce_desktop.ui.session.session import Session


class ActivityPage(Page):
    """An activity, programme, result or story; a new one where the place names no record."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.editing = RecordEditing(session, self)
        self.editing.more_typed = lambda with_open: funnel_typed(self, with_open)
        self.editing.counts_typed = lambda with_open: counts_typed(self, with_open)
        self.head = RecordHead(self)
        self.header, self.more, self.strip = self.head.header, self.head.more, self.head.strip
        self.stack, self.beside = QStackedWidget(), FormNotices(session, self)
        self.stack.addWidget(QWidget())  # in sight until the first form is whole
        self.bar = SaveBar()
        self.forms: dict[str, RecordForm] = {}
        self.tabs = TabWidgets(self)
        self._names: tuple[TabName, ...] = ()
        self.record: OpenedRecord | None = None
        """The record as it was read last."""
        self._totals: ListTotals | None = None
        self._next_tab: TabName | None = None
        self._wanted_tab: TabName | None = None
        self._focus: int | None = None
        self._fresh, self._is_old = True, False
        self._standing: tuple[Standing, str] | None = None
        self._waiting: Place | None = None
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.setProperty("look", "page")
        in_column(self.header, self.beside, (self.stack, 1), self.strip, self.bar, into=self, spacing=0)

    def _connect(self) -> None:
        self.header.went_up.connect(lambda: self.go.emit(Place(PageName.activities)))
        self.header.previous_wanted.connect(lambda: self._go_beside(-1))
        self.header.next_wanted.connect(lambda: self._go_beside(1))
        self.header.tabs.currentChanged.connect(self._tab_chosen)
        self.bar.save.connect(self.save)
        self.bar.save_next.connect(self.save_and_next)
        self.bar.undo.connect(self.undo)
        self.acts = RecordActions(self.session, self.editing, self)
        self.acts.removed.connect(self._removed)
        self.more.duplicate.triggered.connect(self._duplicate)
        self.more.remove.triggered.connect(self.acts.remove)
        self.more.discard.triggered.connect(lambda: self.acts.discard(self.tab_name()))
        self.editing.opened.connect(self._opened)
        self.keys = page_keys(self, self.save, self.save_and_next, self.header.tabs.setCurrentIndex)
        self.going_on = SaveAndContinue(self)
        self.editing.stood.connect(self._stood)
        self.editing.checked.connect(self._checked)
        self.editing.refused.connect(self._refused)
        self.editing.saved.connect(self._saved)
        self.editing.missing.connect(self._missing)
        self.strip.pressed.connect(self._behind)
        self.session.news.changed.connect(self._news)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.keys.handle(event):
            super().keyPressEvent(event)

    # -- coming and going

    def enter(self, place: Place) -> None:
        self._wanted_tab = TabName(place.tab) if place.tab in list(TabName) else None
        self._focus, self.going_on.to_next = place.focus, False
        stand_at(where_of(place))
        same = place.record is not None and place.record == self.editing.record and place.draft is None
        if same and self.record is not None:
            wanted, self._wanted_tab = self._wanted_tab, None
            self.show_tab(wanted or TabName.details)
            if self._is_old:
                self.editing.read_again()
            return
        beside = (place.draft or "").partition(":")[0]
        if beside in (TabName.people, TabName.employers) and place.record is not None:
            self.enter(Place(PageName.activity, record=place.record, tab=beside))
            return
        if place.kind is not None:
            self._open(place.kind, place.record, place.draft)
            return
        self._waiting = place
        self.going_on.early.begin()
        store = self.session.store

        def work(step: object) -> tuple[str, int | None]:
            if place.record is None:
                held = next((one for one in store.drafts.held() if one.key == place.draft), None)
                return (
                    (held.kind, held.record) if held is not None else (str(ActivityKind.training.value), None)
                )
            with store.read() as reading:
                return reading.record(place.record).kind, place.record

        self.session.jobs.read(work, self._kind_known, lambda error: self._missing(str(error)))

    def _kind_known(self, kind_and_record: tuple[str, int | None]) -> None:
        place, self._waiting = self._waiting, None
        if place is not None:
            self.going_on.early.pass_on()
            self._open(kind_and_record[0], kind_and_record[1], place.draft)

    def _open(self, kind: str, record: int | None, draft: str | None = None) -> None:
        self.editing.leave()
        self._leave_people()
        self.record = None
        self._totals = None
        self._fresh = True
        self._set_kind(kind)
        self.editing.open(kind, record, draft)

    def _set_kind(self, kind: str) -> None:
        if kind not in self.forms:
            without = FUNNEL_FIELDS if kind == ActivityKind.career_fair else ()
            self.forms[kind] = RecordForm(self.session, kind, self.stack, without=without, in_slices=True)
            self.stack.addWidget(self.forms[kind])
        self.editing.use(self.forms[kind])
        if (names := tabs_of(kind)) == self._names:
            return
        self._names = names
        self.head.set_tabs(names)
        self.strip.setVisible(kind in list(ActivityKind))

    def _duplicate(self) -> None:
        # a copy has no people yet, and no other tab asks for its dates
        self.show_tab(TabName.details, focus=False)
        self.acts.duplicate()

    def _removed(self) -> None:
        self.record = None
        self.go.emit(Place(PageName.activities))

    def leave(self) -> bool:
        self.editing.leave()
        self._leave_people()
        return True

    def _leave_people(self) -> None:
        for tab in self.tabs.made_rows():
            tab.leave()

    def _missing(self, sentence: str) -> None:
        self.session.speaker.mention(sentence)
        self.go.emit(Place(PageName.activities))

    def _go_beside(self, way: int) -> None:
        target = None if self.record is None else self.record.previous if way < 0 else self.record.following
        if target is not None:
            self.go.emit(Place(PageName.activity, record=target, tab=str(self.tab_name().value)))

    # -- what is shown

    def _opened(self, opened: OpenedRecord) -> None:
        if opened.removed:
            self._missing(
                _("“{title}” is no longer here. It was removed or undone.").format(title=opened.title)
            )
            return
        self.record, self._is_old = opened, False
        self._totals = list_totals(opened.tallies)
        show_beside(self, opened)
        self._show_head()
        self._show_strip()
        wanted = self._next_tab or self._wanted_tab
        fresh, self._fresh, self._next_tab, self._wanted_tab = self._fresh, False, None, None
        if fresh:
            begin(self)
        if fresh or wanted is not None:
            self.show_tab(wanted or TabName.details)
        else:
            self.show_tab(self.tab_name(), focus=False)

    def _show_head(self) -> None:
        if self.record is not None and self.editing.form is not None:
            self.head.show_head(self.record, self.editing.title(), self.editing.form.all_values())

    def _show_strip(self) -> None:
        found = self.record
        if found is None or found.kind not in list(ActivityKind) or self._totals is None:
            return
        counts = self.tabs.head_count
        shares = counts.shares() if counts is not None else []
        values = self.editing.form.all_values() if self.editing.form is not None else found.values
        self.head.show_totals(found, self._totals, head_total(found.kind, values, self._all_counts()), shares)

    def _all_counts(self) -> list[CountTyped]:
        if self.tabs.head_count is not None:
            return self.tabs.head_count.all_counts()
        return list(self.record.counts) if self.record is not None else []

    def _checked(self, checked: record_editor.Checked) -> None:
        if self.tabs.head_count is not None:
            self.tabs.head_count.show_problems(checked.counts)
        wanted = self.tabs.funnel is not None or any(one.field in FUNNEL_FIELDS for one in checked.problems)
        if self.editing.kind == ActivityKind.career_fair and wanted:
            funnel = self.tabs[TabName.funnel]
            funnel.follow_channel(str(self.editing.form.value("channel") or "") if self.editing.form else "")
            funnel.show_problems(checked.problems, self.editing.reasons())
        self._show_head()
        self._show_strip()

    def _stood(self, standing: Standing, sentence: str) -> None:
        self._standing = (standing, sentence)
        if self.tab_name() is not TabName.employers:
            self.bar.say(standing, sentence)

    def employers_stood(self, standing: Standing, sentence: str) -> None:
        """How the rows of employers stand."""
        if self.tab_name() is TabName.employers:
            self.bar.say(standing, sentence)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.head.set_low(low := self.window().height() < theme().px(LOW_UNDER))
        if self.tabs.people is not None:
            self.tabs.people.strip.set_one_line(low)

    # -- tabs

    def tab_name(self) -> TabName:
        at = self.header.tabs.currentIndex()
        return self._names[at] if 0 <= at < len(self._names) else TabName.details

    def _tab_chosen(self, place: int) -> None:
        if 0 <= place < len(self._names):
            self.show_tab(self._names[place])

    def show_tab(self, name: TabName, *, focus: bool = True) -> None:
        """Bring a tab to the front; a new record is saved first where the tab needs one."""
        if name not in self._names:
            name = TabName.details
        if name in NEEDS_RECORD and self.editing.record is None:
            self._next_tab = name
            self.head.mark_tab(TabName.details)
            self.going_on.save()
            return
        self.head.mark_tab(name)
        widget = self.editing.form if name is TabName.details else self.tabs[name]
        if widget is None:
            return
        self.stack.setCurrentWidget(widget)
        self.bar.setVisible(name not in (TabName.people, TabName.attachments, TabName.history))
        self.bar.next_button.setVisible(name is not TabName.employers)
        self.strip.setVisible(name is not TabName.people and self.editing.kind in list(ActivityKind))
        if self._standing is not None and name is not TabName.employers:
            self.bar.say(*self._standing)
        enter_tab(self, name, self._focus)
        self._focus = None
        if focus:
            focus_in(self, name)

    def edited_beside(self, name: str, ways: tuple[Put, Put] | None) -> None:
        """Head count or funnel was typed in: how it is taken back, and typed again."""
        if ways is not None:
            self.editing.steps.note(name, *ways, goes_on=":" in name)
        self.editing.touched()
        self._show_strip()

    def people_counted(self, totals: ListTotals) -> None:
        """The list of people has other totals."""
        if self.tabs.people is not None and self.tabs.people.activity == self.editing.record:
            self._totals = totals
            self._show_strip()

    def _behind(self, key: str) -> None:
        """A number of the strip opens what is behind it."""
        targets = {
            "head_count": TabName.head_count,
            "unnamed": TabName.head_count,
            "above": TabName.head_count,
        }
        self.show_tab(targets.get(key, TabName.people))

    # -- saving

    def save(self) -> None:
        """Ctrl+S, in whatever tab: its rows, and what was typed into the form before."""
        self.keep_typed()
        rows = self.tabs.rows(self.tab_name())
        if rows is not None:
            rows.save_now()
        if (rows is None or self.editing.typed_anything()) and counts_settled(self):
            self.editing.save()

    def keep_typed(self) -> None:
        for tab in (self.tabs.head_count, self.tabs.funnel, self.tabs.employers):
            if tab is not None:
                tab.keep_typed()

    def save_and_next(self) -> None:
        """Ctrl+Enter: save, then a new record of the kind with its pinned values."""
        self.going_on.save_and_next()

    def _saved(self, saved: record_editor.Saved) -> None:
        self.named.emit(Place(PageName.activity, record=self.editing.record, kind=self.editing.kind))
        if not is_left(self):
            stand_at(self.where())
        self.going_on.saved(saved)

    def _refused(self, field: str) -> None:
        self.going_on.to_next, self._next_tab = False, None
        if field in FUNNEL_FIELDS:
            self.editing.touched()  # the note under the grid comes with the next look
        offer_keys(self, lambda: go_to_field(self, field))

    def where(self) -> ActionPage:
        return where_of(Place(PageName.activity, record=self.editing.record))

    @cached_property
    def typed_back(self) -> TypingUndo:
        return TypingUndo(self.editing, self.undoing, self._show_strip, self._takes_back_itself)

    def undo(self) -> None:
        self.typed_back.undo()

    def redo(self) -> None:
        self.typed_back.redo()

    def _takes_back_itself(self) -> TakesBack | None:
        self.keep_typed()
        return self.tabs.rows(self.tab_name())

    def _news(self, change: object) -> None:
        """Something of this record was changed elsewhere: show it anew under what is typed."""
        found = self.record
        if found is None or found.record is None:
            return
        if not self.isVisible():  # whatever it was: it is read again before anything is typed on top of it
            self._is_old = self._is_old or not self.editing.is_own(change)
            return
        touched = {id for _kind, id in getattr(change, "records", ())}
        kinds: frozenset[str] = getattr(change, "kinds", frozenset())
        # one that was brought back is not among those shown
        mine = found.record in touched or "head_count" in kinds
        if mine and not self.editing.is_own(change):
            self.editing.read_again()
        elif self.tab_name() is TabName.history and kinds & {"participation", "fair_employer", "head_count"}:
            self.tabs[TabName.history].enter(found.record)


def counts_settled(page: ActivityPage) -> bool:
    """Whether no two head counts share a channel and day unanswered; asks about the first pair."""
    tab, form = page.tabs.head_count, page.editing.form
    if (
        tab is None
        or form is None
        or page.editing.kind not in list(ActivityKind)
        or tab.second.settled(form.all_values())
    ):
        return True
    page.editing.refused.emit("count")
    return False

"""The page of one record: its head, its tabs, the totals always in sight, and the bar that saves."""

from __future__ import annotations

import importlib
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from prossce_desktop import wording
from prossce_desktop.domain.codes import ActivityKind
from prossce_desktop.domain.kinds import KINDS
from prossce_desktop.messages import _
from prossce_desktop.services import editing
from prossce_desktop.services.editing import CountTyped, Opened
from prossce_desktop.ui.activities.draft_of import counts_in, fields_in
from prossce_desktop.ui.activities.form import RecordForm
from prossce_desktop.ui.activities.more_menu import MoreMenu
from prossce_desktop.ui.activities.page_words import completed_of, head_total, list_totals, path_words, status_words, strip_of
from prossce_desktop.ui.activities.record_editing import RecordEditing
from prossce_desktop.ui.activities.tabs_of import NEEDS_RECORD, WORDS, TabName, tabs_of
from prossce_desktop.ui.keys import Shortcuts
from prossce_desktop.ui.page import Page
from prossce_desktop.ui.parts.figures import TotalsStrip
from prossce_desktop.ui.parts.header import PageHeader
from prossce_desktop.ui.parts.save_bar import SaveBar, Standing
from prossce_desktop.ui.people.totals import ListTotals
from prossce_desktop.ui.place import PageName, Place
from prossce_desktop.ui.session import Session

LOW_UNDER = 620
"""In windows under so many pixels the path line goes and the strip is one line."""
TABS = {
    TabName.people: ("prossce_desktop.ui.people.grid_tab", "PeopleTab"),
    TabName.head_count: ("prossce_desktop.ui.activities.head_count_tab", "HeadCountTab"),
    TabName.employers: ("prossce_desktop.ui.activities.employers_tab", "EmployersTab"),
    TabName.funnel: ("prossce_desktop.ui.activities.funnel_tab", "FunnelTab"),
    TabName.history: ("prossce_desktop.ui.activities.history_tab", "HistoryTab"),
}
FUNNEL_STEPS = ("registered", "qualified", "interviews", "hired_on_spot", "near_hires")
FUNNEL_FIELDS = ("employers", "vacancies", "vacancies_qualifier", *FUNNEL_STEPS, *(f"{one}_online" for one in FUNNEL_STEPS))
"""Fields of a fair that are typed in the Funnel tab and not in the form."""


class ActivityPage(Page):
    """An activity of any kind, a programme, an institutional result or a story; a new one where the place names no record."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.editing = RecordEditing(session, self)
        self.editing.more_typed = self._funnel_typed
        self.editing.counts_typed = self._counts_typed
        self.header = PageHeader(record=True)
        self.more = MoreMenu(self)
        self.header.add_action(self.more)
        self.stack = QStackedWidget()
        self.strip = TotalsStrip()
        self.bar = SaveBar()
        self.forms: dict[str, RecordForm] = {}
        self._tabs: dict[TabName, Any] = {}
        self._names: tuple[TabName, ...] = ()
        self._found: Opened | None = None
        self._totals: ListTotals | None = None
        self._next_tab: TabName | None = None
        self._wanted_tab: TabName | None = None
        self._focus: int | None = None
        self._then_new = False
        self._fresh = True
        self._waiting: Place | None = None
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.setProperty("look", "page")
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addWidget(self.header)
        down.addWidget(self.stack, 1)
        down.addWidget(self.strip)
        down.addWidget(self.bar)

    def _connect(self) -> None:
        self.header.went_up.connect(lambda: self.go.emit(Place(PageName.activities)))
        self.header.previous_wanted.connect(lambda: self._go_beside(-1))
        self.header.next_wanted.connect(lambda: self._go_beside(1))
        self.header.tabs.currentChanged.connect(self._tab_chosen)
        self.bar.save.connect(self.save)
        self.bar.save_next.connect(self.save_and_next)
        self.bar.undo.connect(self.undo)
        self.more.duplicate.connect(self._duplicate)
        self.more.remove.connect(self._remove)
        self.editing.opened.connect(self._opened)
        self.editing.stood.connect(self._stood)
        self.editing.checked.connect(self._checked)
        self.editing.refused.connect(self._refused)
        self.editing.saved.connect(self._saved)
        self.editing.missing.connect(self._missing)
        self.strip.pressed.connect(self._behind)
        self.session.news.changed.connect(self._news)
        self.keys = Shortcuts(self)
        self.keys.on("S", self.save)
        self.keys.on_return(self.save_and_next)
        for key, act in (("Ctrl+S", self.save), ("Ctrl+Return", self.save_and_next), ("Ctrl+Enter", self.save_and_next)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        for number in range(1, 7):
            shortcut = QShortcut(QKeySequence(f"Alt+{number}"), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setProperty("tab", number - 1)
            shortcut.activated.connect(self._tab_key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.keys.handle(event):
            super().keyPressEvent(event)

    # -- coming and going -----------------------------------------------------------------------------------------

    def enter(self, place: Place) -> None:
        """Show a record, or begin a new one."""
        self._wanted_tab = TabName(place.tab) if place.tab in list(TabName) else None
        self._focus = place.focus
        same = place.record is not None and place.record == self.editing.record and place.draft is None
        if same and self._found is not None:
            self._show_tab(self._wanted_tab or TabName.details)
            return
        if place.kind is not None:
            self._open(place.kind, place.record, place.draft)
            return
        self._waiting = place
        store = self.session.store

        def work(step: object) -> tuple[str, int | None]:
            if place.record is None:
                held = next((one for one in store.drafts() if one.key == place.draft), None)
                return (held.kind, held.record) if held is not None else (str(ActivityKind.training.value), None)
            with store.read() as reading:
                return reading.record(place.record).kind, place.record

        self.session.jobs.read(work, self._kind_known, lambda error: self._missing(str(error)))

    def _kind_known(self, found: tuple[str, int | None]) -> None:
        place, self._waiting = self._waiting, None
        if place is not None:
            self._open(found[0], found[1], place.draft)

    def _open(self, kind: str, record: int | None, draft: str | None = None) -> None:
        self.editing.leave()
        self._leave_people()
        self._found = None
        self._totals = None
        self._fresh = True
        self._set_kind(kind)
        self.editing.open(kind, record, draft)

    def _set_kind(self, kind: str) -> None:
        if kind not in self.forms:
            without = FUNNEL_FIELDS if kind == ActivityKind.career_fair else ()
            self.forms[kind] = RecordForm(self.session, kind, without=without)
            self.stack.addWidget(self.forms[kind])
        self.editing.use(self.forms[kind])
        names = tabs_of(kind)
        if names == self._names:
            return
        self._names = names
        tabs = self.header.tabs
        tabs.blockSignals(True)
        while tabs.count():
            tabs.removeTab(0)
        for name in names:
            tabs.add(_(WORDS[name]))
        tabs.blockSignals(False)
        self.strip.setVisible(kind in list(ActivityKind))

    def leave(self) -> bool:
        """What was typed stays as a draft."""
        self.editing.leave()
        self._leave_people()
        return True

    def _leave_people(self) -> None:
        people = self._tabs.get(TabName.people)
        if people is not None:
            people.leave()
        employers = self._tabs.get(TabName.employers)
        if employers is not None:
            employers.leave()

    def _missing(self, sentence: str) -> None:
        self.session.speaker.mention(sentence)
        self.go.emit(Place(PageName.activities))

    def _go_beside(self, way: int) -> None:
        target = None if self._found is None else self._found.previous if way < 0 else self._found.following
        if target is not None:
            tab = self.tab_name()
            self.go.emit(Place(PageName.activity, record=target, tab=str(tab.value)))

    # -- what is shown --------------------------------------------------------------------------------------------

    def _opened(self, found: Opened) -> None:
        self._found = found
        self._totals = list_totals(found.tallies)
        draft = found.draft.typed if found.draft is not None else {}
        counts = self._tabs.get(TabName.head_count)
        if counts is not None or found.counts or counts_in(draft):
            self._tab(TabName.head_count).show_counts(found, counts_in(draft))
        funnel = self._tabs.get(TabName.funnel)
        typed = {name: value for name, value in fields_in(draft).items() if name in FUNNEL_FIELDS}
        if found.kind == ActivityKind.career_fair and (funnel is not None or typed):
            self._tab(TabName.funnel).show_values(found, typed)
        self._show_head()
        self._show_strip()
        wanted = self._next_tab or self._wanted_tab
        fresh, self._fresh, self._next_tab, self._wanted_tab = self._fresh, False, None, None
        if fresh or wanted is not None:
            self._show_tab(wanted or TabName.details)
        else:
            self._show_tab(self.tab_name(), focus=False)

    def _show_head(self) -> None:
        found = self._found
        if found is None:
            return
        label = _(KINDS[found.kind].LABEL)
        words = label if label[1:2].isupper() else label.lower()
        self.header.say(self.editing.title() or found.title or _("New {kind}").format(kind=words))
        self.header.show_path(_("Activities"), path_words(found.kind, self.editing.form.all_values() if self.editing.form else {}))
        self.header.set_path_shown(self.window().height() >= LOW_UNDER)
        self.header.set_status(*status_words(found.status))
        self.header.set_neighbours(found.previous is not None, found.following is not None)
        self.more.set_record(found.record is not None, is_activity=found.kind in list(ActivityKind))

    def _show_strip(self) -> None:
        found = self._found
        if found is None or found.kind not in list(ActivityKind) or self._totals is None:
            return
        head = head_total(self._all_counts())
        totals = self._totals
        counts, shares = strip_of(totals, head, found.kind, completed_of(found.tallies))
        if not totals.listed:
            shares = [] if head is None else self._tab(TabName.head_count).shares() if TabName.head_count in self._tabs else []
        whole = max(head or 0, totals.present)
        words = ", ".join(f"{one.caption} {one.value}" for one in counts)
        self.strip.say(counts, shares, totals.present, whole, whole if head is not None else 0, words)
        self._set_count(TabName.people, totals.listed)
        self._set_count(TabName.head_count, head)
        self._set_count(TabName.employers, found.employers)

    def _set_count(self, name: TabName, count: int | None) -> None:
        if name in self._names:
            self.header.tabs.set_count(self._names.index(name), wording.number(count) if count else "")

    def _all_counts(self) -> list[CountTyped]:
        """The head counts as they would be after saving."""
        tab = self._tabs.get(TabName.head_count)
        if tab is not None:
            return list(tab.all_counts())
        return list(self._found.counts) if self._found is not None else []

    def _checked(self, checked: editing.Checked) -> None:
        tab = self._tabs.get(TabName.head_count)
        if tab is not None:
            tab.show_problems(checked.counts)
        funnel = self._tabs.get(TabName.funnel)
        if self.editing.kind == ActivityKind.career_fair and (funnel is not None or _in_funnel(checked)):
            funnel = self._tab(TabName.funnel)
            funnel.follow_channel(str(self.editing.form.value("channel") or "") if self.editing.form else "")
            funnel.show_problems(checked.problems, self.editing.reasons())
        self._show_head()
        self._show_strip()

    def _stood(self, standing: Standing, sentence: str) -> None:
        self.bar.say(standing, sentence)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        low = self.window().height() < LOW_UNDER
        self.header.set_path_shown(not low)
        self.strip.set_one_line(low)

    # -- tabs -----------------------------------------------------------------------------------------------------

    def tab_name(self) -> TabName:
        """The tab that is shown."""
        at = self.header.tabs.currentIndex()
        return self._names[at] if 0 <= at < len(self._names) else TabName.details

    def _tab_key(self) -> None:
        number = int(self.sender().property("tab"))
        if number < len(self._names):
            self.header.tabs.setCurrentIndex(number)

    def _tab(self, name: TabName) -> Any:
        """The widget of a tab beside Details, made when first wanted."""
        if name not in self._tabs:
            module, made = TABS[name]
            tab = getattr(importlib.import_module(module), made)(self.session)
            self._tabs[name] = tab
            self.stack.addWidget(tab)
            if name in (TabName.head_count, TabName.funnel):
                tab.edited.connect(self._edited_beside)
            if name is TabName.funnel:
                tab.kept.connect(self.editing.keep)
            if name is TabName.people:
                tab.strip.hide()
                tab.totals_changed.connect(self._people_counted)
            if name is TabName.employers:
                tab.counted.connect(self._employers_counted)
            if name is TabName.history:
                tab.went.connect(self.go)
            if self._found is not None and name is TabName.head_count:
                tab.show_counts(self._found, [])
            if self._found is not None and name is TabName.funnel:
                tab.show_values(self._found, {})
        return self._tabs[name]

    def _tab_chosen(self, at: int) -> None:
        if 0 <= at < len(self._names):
            self._show_tab(self._names[at])

    def _show_tab(self, name: TabName, *, focus: bool = True) -> None:
        if name not in self._names:
            name = TabName.details
        if name in NEEDS_RECORD and self.editing.record is None:
            self._next_tab = name
            self._mark_tab(TabName.details)
            self.save()
            return
        self._mark_tab(name)
        widget: Any = self.editing.form if name is TabName.details else self._tab(name)
        if widget is None:
            return
        self.stack.setCurrentWidget(widget)
        self.bar.setVisible(name not in NEEDS_RECORD)
        record = self.editing.record
        if name is TabName.people and record is not None and (self._focus is not None or widget.activity != record):
            widget.enter(record, self.editing.kind, self._focus)
        elif name in (TabName.employers, TabName.history) and record is not None:
            widget.enter(record)
        elif name is TabName.funnel and self._found is not None:
            widget.show_worked_out(self._found)
        self._focus = None
        if focus:
            self._focus_in(name, widget)

    def _focus_in(self, name: TabName, widget: Any) -> None:
        if name is TabName.details:
            form = self.editing.form
            if form is not None and (self.editing.record is None or not form.isAncestorOf(self.focusWidget() or self)):
                form.first_focus()
        elif name is TabName.people:
            widget.view.setFocus()
        else:
            widget.first_focus()

    def _mark_tab(self, name: TabName) -> None:
        tabs = self.header.tabs
        tabs.blockSignals(True)
        tabs.setCurrentIndex(self._names.index(name))
        tabs.blockSignals(False)
        tabs.update()

    def _edited_beside(self) -> None:
        self.editing.touched()
        self._show_strip()

    def _people_counted(self, totals: ListTotals) -> None:
        if self._tabs[TabName.people].activity == self.editing.record:
            self._totals = totals
            self._show_strip()

    def _employers_counted(self, number: int) -> None:
        self._set_count(TabName.employers, number)

    def _funnel_typed(self) -> dict[str, object]:
        tab = self._tabs.get(TabName.funnel)
        return tab.typed() if tab is not None and self.editing.kind == ActivityKind.career_fair else {}

    def _counts_typed(self) -> list[CountTyped]:
        tab = self._tabs.get(TabName.head_count)
        return tab.typed() if tab is not None and self.editing.kind in list(ActivityKind) else []

    def _behind(self, key: str) -> None:
        """A number of the strip opens what is behind it."""
        targets = {"head_count": TabName.head_count, "unnamed": TabName.head_count, "above": TabName.head_count}
        self._show_tab(targets.get(key, TabName.people))

    # -- saving ---------------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Ctrl+S, in whatever tab."""
        for name in (TabName.head_count, TabName.funnel):
            if name in self._tabs:
                self._tabs[name].keep_typed()
        if TabName.people in self._tabs and self.tab_name() is TabName.people:
            self._tabs[TabName.people].save_now()
            return
        if TabName.employers in self._tabs and self.tab_name() is TabName.employers:
            self._tabs[TabName.employers].save_now()
            return
        self.editing.save()

    def save_and_next(self) -> None:
        """Ctrl+Enter: save, then a new record of the kind with its pinned values."""
        self._then_new = True
        self.save()
        if self.tab_name() in NEEDS_RECORD:
            self._then_new = False
            self.go.emit(Place(PageName.activity, kind=self.editing.kind))

    def _saved(self, saved: editing.Saved) -> None:
        if self._then_new:
            self._then_new = False
            self.session.speaker.mention(_("Saved: {title}").format(title=self.editing.title()), can_undo=saved.change is not None)
            self.go.emit(Place(PageName.activity, kind=self.editing.kind))

    def _refused(self, field: str) -> None:
        self._then_new = False
        self._next_tab = None
        form = self.editing.form
        if form is not None and field in form.by_name:
            self._show_tab(TabName.details, focus=False)
            form.go_to_field(field)
        elif field in FUNNEL_FIELDS and TabName.funnel in self._names:
            self._show_tab(TabName.funnel)
            self.editing.touched()
        elif TabName.head_count in self._tabs:
            self._show_tab(TabName.head_count)

    def undo(self) -> None:
        """The last change of a field; where all is saved, the last step of this record."""
        if self.editing.undo():
            return
        record, store = self.editing.record, self.session.store

        def work(step: object) -> object:
            steps = editing.last_steps(store, record) if record is not None else []
            return store.undo(steps[0]) if steps else None

        self.session.jobs.start(work, self._undone, lambda error: self.session.speaker.mention(str(error)))

    def _undone(self, change: object) -> None:
        if change is None:
            self.session.speaker.mention(_("There is nothing to take back."))
        self.session.tell(change)

    def _news(self, change: object) -> None:
        """Something of this record was changed elsewhere (undone, say): show it anew, with what is typed on top."""
        found = self._found
        if found is None or found.record is None or not self.isVisible():
            return
        touched = {id for _kind, id in getattr(change, "records", ())}
        mine = found.record in touched or {one.record for one in found.counts} & touched
        kinds: frozenset[str] = getattr(change, "kinds", frozenset())
        if mine and not self.editing.is_own(change):
            self.editing.read_again()
        elif self.tab_name() is TabName.history and kinds & {"participation", "fair_employer", "head_count"}:
            self._tab(TabName.history).enter(found.record)

    # -- more -----------------------------------------------------------------------------------------------------

    def _duplicate(self) -> None:
        """A new record with everything but dates, code, people and counts."""
        form = self.editing.form
        if form is None:
            return
        values = form.all_values()
        left_out = {"kind", "code", "start", "end", "status", "counted_on", "sessions", *FUNNEL_FIELDS}
        copied = {name: value for name, value in values.items() if name not in left_out and value not in ("", [], None)}
        self.editing.begin_with(self.editing.kind, copied, form.names_used())

    def _remove(self) -> None:
        record, store = self.editing.record, self.session.store
        if record is None:
            return
        title = self.editing.title()
        self.session.jobs.start(lambda step: editing.remove(store, record), lambda change: self._removed(change, title))

    def _removed(self, change: object, title: str) -> None:
        self._found = None
        self.session.tell(change)
        self.session.speaker.mention(_("Removed: {title}").format(title=title), can_undo=True)
        self.go.emit(Place(PageName.activities))


def _in_funnel(checked: editing.Checked) -> bool:
    return any(one.field in FUNNEL_FIELDS for one in checked.problems)

"""The widgets of a record's tabs, made when first wanted, and their signals to the page."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal, overload

from prossce_desktop.domain.model.codes import ActivityKind
from prossce_desktop.ui.activities.fair.funnel_model import FUNNEL_FIELDS
from prossce_desktop.ui.base.keyboard_focus import is_left
from prossce_desktop.ui.records.draft_content import counts_in, fields_in
from prossce_desktop.ui.records.record_tabs import HOMES, TabName, tabs_of

if TYPE_CHECKING:
    from prossce_desktop.services.records.record_editor import CountTyped, OpenedRecord
    from prossce_desktop.ui.activities.activity_page import ActivityPage
    from prossce_desktop.ui.activities.attachments_tab import AttachmentsTab
    from prossce_desktop.ui.activities.fair.employers_tab import EmployersTab
    from prossce_desktop.ui.activities.fair.funnel_tab import FunnelTab
    from prossce_desktop.ui.activities.head_count.head_count_tab import HeadCountTab
    from prossce_desktop.ui.activities.people_grid.people_tab import PeopleTab
    from prossce_desktop.ui.records.history_tab import HistoryTab

    RowsTab = PeopleTab | EmployersTab
    TabWidget = RowsTab | HeadCountTab | FunnelTab | AttachmentsTab | HistoryTab


class TabWidgets:
    """The tabs beside Details: by attribute those already made, by name also one made now."""

    def __init__(self, page: ActivityPage) -> None:
        self._page = page
        self.people: PeopleTab | None = None
        self.head_count: HeadCountTab | None = None
        self.employers: EmployersTab | None = None
        self.funnel: FunnelTab | None = None
        self.attachments: AttachmentsTab | None = None
        self.history: HistoryTab | None = None

    def __contains__(self, name: TabName) -> bool:
        return getattr(self, name.value) is not None

    @overload
    def __getitem__(self, name: Literal[TabName.people]) -> PeopleTab: ...
    @overload
    def __getitem__(self, name: Literal[TabName.head_count]) -> HeadCountTab: ...
    @overload
    def __getitem__(self, name: Literal[TabName.employers]) -> EmployersTab: ...
    @overload
    def __getitem__(self, name: Literal[TabName.funnel]) -> FunnelTab: ...
    @overload
    def __getitem__(self, name: Literal[TabName.attachments]) -> AttachmentsTab: ...
    @overload
    def __getitem__(self, name: Literal[TabName.history]) -> HistoryTab: ...
    @overload
    def __getitem__(self, name: TabName) -> TabWidget: ...

    def __getitem__(self, name: TabName) -> TabWidget:
        if name not in self:
            tab = self._make(name)
            setattr(self, name.value, tab)
            self._page.stack.addWidget(tab)
        made: TabWidget = getattr(self, name.value)
        return made

    def rows(self, name: TabName) -> RowsTab | None:
        """A tab that keeps and takes back its rows itself; None for one whose entries are the record's."""
        if name is TabName.people:
            return self[TabName.people]
        if name is TabName.employers:
            return self[TabName.employers]
        return None

    def made_rows(self) -> Iterator[RowsTab]:
        yield from (one for one in (self.people, self.employers) if one is not None)

    def _make(self, name: TabName) -> TabWidget:
        if name is TabName.people:
            return self._people()
        if name is TabName.head_count:
            return self._head_count()
        if name is TabName.employers:
            return self._employers()
        if name is TabName.funnel:
            return self._funnel()
        return self._attachments() if name is TabName.attachments else self._history()

    def _new(self, name: TabName) -> Any:
        """Its module is loaded now, by its name."""
        module, made = HOMES[name]
        return getattr(importlib.import_module(module), made)(self._page.session, self._page.stack)

    def _people(self) -> PeopleTab:
        tab: PeopleTab = self._new(TabName.people)
        strip = self._page.strip
        tab.totals_changed.connect(self._page.people_counted)
        strip.one_line_changed.connect(lambda: tab.strip.set_one_line(strip.is_one_line()))
        tab.strip.set_one_line(strip.is_one_line())
        return tab

    def _head_count(self) -> HeadCountTab:
        tab: HeadCountTab = self._new(TabName.head_count)
        self._wire_typed(tab)
        editing = self._page.editing
        tab.fields.set_around(lambda: editing.form.around("counted_on") if editing.form is not None else None)
        if self._page.record is not None:
            tab.show_counts(self._page.record, [])
        return tab

    def _funnel(self) -> FunnelTab:
        tab: FunnelTab = self._new(TabName.funnel)
        self._wire_typed(tab)
        tab.doubt_accepted.connect(self._page.editing.accept_doubt)
        if self._page.record is not None:
            tab.show_values(self._page.record, {})
        return tab

    def _wire_typed(self, tab: HeadCountTab | FunnelTab) -> None:
        """What is typed there is saved with the form."""
        tab.edited.connect(self._page.edited_beside)
        tab.view.key_typed.connect(self._page.editing.typing)
        self._page.editing.marks.connect(tab.mark)

    def _employers(self) -> EmployersTab:
        tab: EmployersTab = self._new(TabName.employers)
        tab.counted.connect(
            lambda number: self._page.head.tell_count(TabName.employers, tab.activity, number)
        )
        tab.stood.connect(self._page.employers_stood)
        return tab

    def _attachments(self) -> AttachmentsTab:
        tab: AttachmentsTab = self._new(TabName.attachments)
        tab.counted.connect(
            lambda number: self._page.head.tell_count(TabName.attachments, tab.record, number)
        )
        return tab

    def _history(self) -> HistoryTab:
        tab: HistoryTab = self._new(TabName.history)
        tab.went.connect(self._page.go)
        return tab


def enter_tab(page: ActivityPage, name: TabName, focus: int | None) -> None:
    """A tab comes to the front: it reads what it shows. `focus`: a participation to go to."""
    record, tabs = page.editing.record, page.tabs
    if name is TabName.funnel and page.record is not None:
        tabs[TabName.funnel].show_worked_out(page.record)
    if record is None:
        return
    if name is TabName.people and (focus is not None or tabs[TabName.people].activity != record):
        tabs[TabName.people].enter(record, page.editing.kind, focus)
    elif name is TabName.employers:
        tabs[TabName.employers].enter(record)
    elif name is TabName.attachments:
        tabs[TabName.attachments].enter(record)
    elif name is TabName.history:
        tabs[TabName.history].enter(record)
    elif name is TabName.head_count:
        tabs[TabName.head_count].enter(record)


def focus_in(page: ActivityPage, name: TabName) -> None:
    """Focus the first place of a tab; a form keeps its focus. Nothing happens once the page is left."""
    if is_left(page):
        return
    if name is TabName.details:
        form, before = page.editing.form, page.focusWidget()
        if form is not None and (
            page.editing.record is None or before is None or not form.isAncestorOf(before)
        ):
            form.first_focus()
        elif before is not None:
            before.setFocus()  # whoever comes back to the same record may come from a field over the window
    else:
        page.tabs[name].first_focus()


def begin(page: ActivityPage) -> None:
    """Another record: numbers are typed from its first cell on, wherever the keys were in the one before."""
    for tab in (page.tabs.head_count, page.tabs.funnel):
        if tab is not None:
            tab.view.stand_on(0, 0)


def funnel_typed(page: ActivityPage, with_open: bool) -> dict[str, object]:
    """The organiser's numbers of a fair that are not saved yet."""
    tab = page.tabs.funnel
    if tab is not None and page.editing.kind == ActivityKind.career_fair:
        return tab.typed(with_open=with_open)
    return {}


def counts_typed(page: ActivityPage, with_open: bool) -> list[CountTyped]:
    tab = page.tabs.head_count
    return (
        tab.typed(with_open=with_open) if tab is not None and page.editing.kind in list(ActivityKind) else []
    )


def show_beside(page: ActivityPage, opened: OpenedRecord) -> None:
    """Head counts and funnel as stored, with what a draft holds over them; Undo takes that back."""
    draft = opened.draft.typed if opened.draft is not None else {}
    steps, counted = page.editing.steps, counts_in(draft)
    if page.tabs.head_count is not None or opened.counts or counted:
        counts = page.tabs[TabName.head_count]
        if counted:
            again = lambda: counts.show_counts(opened, counted)  # noqa: E731
            steps.note(TabName.head_count.value, lambda: counts.show_counts(opened, []), again, is_new=False)
        counts.show_counts(
            opened, counted, page.editing.answers
        )  # notes what was typed since, which is newer
    typed = {name: value for name, value in fields_in(draft).items() if name in FUNNEL_FIELDS}
    if opened.kind == ActivityKind.career_fair and (page.tabs.funnel is not None or typed):
        funnel = page.tabs[TabName.funnel]
        if typed:
            steps.note(
                TabName.funnel.value,
                lambda: funnel.show_values(opened, {}),
                lambda: funnel.show_values(opened, typed),
                is_new=False,
            )
        funnel.show_values(opened, typed, page.editing.answers)


def go_to_field(page: ActivityPage, field: str) -> None:
    form = page.editing.form
    if form is not None and field in form.by_name:
        page.show_tab(TabName.details, focus=False)
        form.go_to_field(field)
    elif field in FUNNEL_FIELDS and TabName.funnel in tabs_of(page.editing.kind):
        page.show_tab(TabName.funnel, focus=False)
        page.tabs[TabName.funnel].go_to_field(field)
    elif page.tabs.head_count is not None:
        page.show_tab(TabName.head_count)

"""The widgets of a record's tabs, each imported and made when it is first wanted, and what the page hears from them."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from prossce_desktop.domain.model.codes import ActivityKind
from prossce_desktop.ui.activities.fair.funnel_model import FUNNEL_FIELDS
from prossce_desktop.ui.base.keyboard_focus import is_left
from prossce_desktop.ui.records.draft_content import counts_in, fields_in
from prossce_desktop.ui.records.record_tabs import HOMES, TabName, tabs_of

if TYPE_CHECKING:
    from prossce_desktop.services.records.record_editor import CountTyped, OpenedRecord
    from prossce_desktop.ui.activities.activity_page import ActivityPage


def make_tab(page: ActivityPage, name: TabName) -> Any:
    """A new widget for a tab, wired to the page."""
    module, made = HOMES[name]
    tab = getattr(importlib.import_module(module), made)(page.session, page.stack)
    if name in (TabName.head_count, TabName.funnel):
        tab.edited.connect(page.edited_beside)
        tab.view.key_typed.connect(page.editing.typing)
        page.editing.marks.connect(tab.mark)
    if name is TabName.head_count:
        tab.fields.set_around(lambda: page.editing.form.around("counted_on") if page.editing.form is not None else None)
    if name is TabName.funnel:
        tab.kept.connect(page.editing.keep)
    if name is TabName.people:
        tab.totals_changed.connect(page.people_counted)
        page.strip.one_line_changed.connect(lambda: tab.strip.set_one_line(page.strip.is_one_line()))
    if name is TabName.employers:
        tab.counted.connect(lambda number: page.head.tell_count(name, tab.activity, number))
        tab.stood.connect(page.employers_stood)
    if name is TabName.attachments:
        tab.counted.connect(lambda number: page.head.tell_count(name, tab.record, number))
    if name is TabName.history:
        tab.went.connect(page.go)
    return tab


def focus_in(page: ActivityPage, name: TabName, widget: Any) -> None:
    """The keys go to where one begins in a tab; a form keeps them where they are, or were before. None go to a page that was left."""
    if is_left(page):
        return
    if name is TabName.details:
        form, before = page.editing.form, page.focusWidget()
        if form is not None and (page.editing.record is None or before is None or not form.isAncestorOf(before)):
            form.first_focus()
        elif before is not None:
            before.setFocus()  # whoever comes back to the same record may come from a field over the window
    elif name is TabName.people:
        widget.view.setFocus()
    else:
        widget.first_focus()


def begin(page: ActivityPage) -> None:
    """Another record: numbers are typed from its first cell on, wherever the keys were in the one before."""
    for name in (TabName.head_count, TabName.funnel):
        if name in page.tabs:
            page.tabs[name].view.stand_on(0, 0)


def funnel_typed(page: ActivityPage, with_open: bool) -> dict[str, object]:
    """The organiser's numbers of a fair that are not saved yet."""
    typed: dict[str, object] = page.tabs[TabName.funnel].typed(with_open=with_open) if TabName.funnel in page.tabs else {}
    return typed if page.editing.kind == ActivityKind.career_fair else {}


def counts_typed(page: ActivityPage, with_open: bool) -> list[CountTyped]:
    """Head counts that are not saved yet."""
    tab = page.tabs.get(TabName.head_count)
    return list(tab.typed(with_open=with_open)) if tab is not None and page.editing.kind in list(ActivityKind) else []


def show_beside(page: ActivityPage, found: OpenedRecord) -> None:
    """Head counts and funnel as stored, with what a draft holds over them; Undo takes that back."""
    draft = found.draft.typed if found.draft is not None else {}
    steps, counted = page.editing.steps, counts_in(draft)
    if TabName.head_count in page.tabs or found.counts or counted:
        counts = page.tab(TabName.head_count)
        if counted:
            again = lambda: counts.show_counts(found, counted)  # noqa: E731
            steps.note(TabName.head_count.value, lambda: counts.show_counts(found, []), again, is_new=False)
        counts.show_counts(found, counted, page.editing.answers)  # notes what was typed since, which is newer
    typed = {name: value for name, value in fields_in(draft).items() if name in FUNNEL_FIELDS}
    if found.kind == ActivityKind.career_fair and (TabName.funnel in page.tabs or typed):
        funnel = page.tab(TabName.funnel)
        if typed:
            steps.note(TabName.funnel.value, lambda: funnel.show_values(found, {}), lambda: funnel.show_values(found, typed), is_new=False)
        funnel.show_values(found, typed, page.editing.answers)


def go_to_field(page: ActivityPage, field: str) -> None:
    """The tab of a field, with the keys on it."""
    form = page.editing.form
    if form is not None and field in form.by_name:
        page.show_tab(TabName.details, focus=False)
        form.go_to_field(field)
    elif field in FUNNEL_FIELDS and TabName.funnel in tabs_of(page.editing.kind):
        page.show_tab(TabName.funnel, focus=False)
        page.tab(TabName.funnel).go_to_field(field)
    elif TabName.head_count in page.tabs:
        page.show_tab(TabName.head_count)

"""Path, title and status over a record's tabs, the tabs with counts, and the totals strip."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from prossce_desktop.domain.model.codes import ActivityKind
from prossce_desktop.domain.model.record_kinds import KINDS
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _
from prossce_desktop.services.activities.head_count_totals import HeadTotal
from prossce_desktop.services.records.record_editor import OpenedRecord
from prossce_desktop.ui.activities.people_grid.list_totals import ListTotals, shortened
from prossce_desktop.ui.activities.record_head_words import completed_of, path_words, status_words, strip_of
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.figures import Total, TotalsStrip
from prossce_desktop.ui.parts.page_header import PageHeader
from prossce_desktop.ui.records.record_tabs import WORDS, TabName

LOW_UNDER = 620
"""In windows under so many pixels the path line goes and the strip is one line."""


class RecordHead(QObject):
    """Owns the header and the strip of a record's page."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self.header = PageHeader(record=True)
        self.more = MoreMenu(page)
        self.header.add_action(self.more)
        self.strip = TotalsStrip()
        self._names: tuple[TabName, ...] = ()
        self._low = False
        self._record: int | None = None
        self._tab_counts: dict[TabName, int] = {}
        """What tabs have counted since the record was opened."""
        self._again: Callable[[], None] | None = None
        self.strip.one_line_changed.connect(self._say_again)
        theme().changed.connect(self._follow)

    def set_tabs(self, names: tuple[TabName, ...]) -> None:
        self._names = names
        tabs = self.header.tabs
        tabs.blockSignals(True)
        while tabs.count():
            tabs.removeTab(0)
        for name in names:
            tabs.add(_(WORDS[name]))
        tabs.blockSignals(False)

    def mark_tab(self, name: TabName) -> None:
        """Show a tab as the chosen one, telling nobody."""
        tabs = self.header.tabs
        tabs.blockSignals(True)
        tabs.setCurrentIndex(self._names.index(name))
        tabs.blockSignals(False)
        tabs.update()

    def set_count(self, name: TabName, count: int | None) -> None:
        """The count after the words of a tab."""
        if name in self._names:
            self.header.tabs.set_count(self._names.index(name), formatting.number(count) if count else "")

    def tell_count(self, name: TabName, record: int | None, count: int) -> None:
        """A tab counted what its record has: that stays until another record is shown."""
        if record == self._record:
            self._tab_counts[name] = count
            self.set_count(name, count)

    def set_low(self, low: bool) -> None:
        """Whether the window is low; the totals are then short."""
        self._low = low
        self.header.set_path_shown(not low)
        self.strip.set_one_line(low)

    def _follow(self) -> None:
        """By another size of text the same window is low, or is not."""
        self.set_low(self._page.window().height() < theme().px(LOW_UNDER))

    def _say_again(self) -> None:
        if self._again is not None:
            self._again()

    def show_head(self, opened: OpenedRecord, title: str, values: Mapping[str, object]) -> None:
        """The words at the head; `values` are those of the form as they stand."""
        label = _(KINDS[opened.kind].LABEL)
        words = label if label[1:2].isupper() else label.lower()
        self.header.say(
            title
            or opened.title
            or (
                _("New {kind}").format(kind=words)
                if opened.record is None
                else _("Title not on this computer")
            )
        )
        self.header.show_path(_("Activities"), path_words(opened.kind, values))
        self.header.set_path_shown(not self._low)
        self.header.set_status(*status_words(opened.status))
        self.header.set_neighbours(opened.previous is not None, opened.following is not None)
        self.more.set_record(opened.record is not None, is_activity=opened.kind in list(ActivityKind))

    def show_totals(
        self, opened: OpenedRecord, totals: ListTotals, head: HeadTotal | None, of_counts: Sequence[Total]
    ) -> None:
        """The strip and the tabs' counts; without a list the shares are those of the head counts."""
        if opened.record != self._record:
            self._record, self._tab_counts = opened.record, {}
        self._again = partial(self._show_strip, opened, totals, head, tuple(of_counts))
        self._again()
        self.set_count(TabName.people, totals.listed)
        self.set_count(TabName.head_count, head.most if head is not None else None)
        self.set_count(TabName.employers, self._tab_counts.get(TabName.employers, opened.employers))
        self.set_count(TabName.attachments, self._tab_counts.get(TabName.attachments, opened.pictures))

    def _show_strip(
        self, opened: OpenedRecord, totals: ListTotals, head: HeadTotal | None, of_counts: Sequence[Total]
    ) -> None:
        counts, shares = strip_of(totals, head, opened.kind, completed_of(opened.tallies))
        if not totals.listed:
            shares = of_counts
        if self._low:
            counts, shares = shortened(counts, shares)
        whole = max(head.most if head is not None else 0, totals.present)
        words = ", ".join(f"{one.caption} {one.value}" for one in counts)
        self.strip.say(counts, shares, totals.present, whole, whole if head is not None else 0, words)


class MoreMenu(Button):
    """`duplicate`, `ask`, `remove` for a saved record; `discard` for what is typed and not saved."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("More"), opens=True, parent=parent)
        self._menu = QMenu(self)
        self.duplicate = self._menu.addAction(_("Make a copy, without dates, people and counts"))
        self.ask = self._menu.addAction(_("Ask about a value…"))
        self.discard = self._menu.addAction(_("Discard unsaved entries…"))
        self.remove = self._menu.addAction(_("Remove"))
        self.clicked.connect(self._open)

    def set_record(self, saved: bool, *, is_activity: bool) -> None:
        """What is not saved yet can only be discarded."""
        for action in (self.duplicate, self.ask, self.remove):
            action.setVisible(saved)
        self.duplicate.setText(
            _("Make a copy, without dates, people and counts") if is_activity else _("Make a copy")
        )

    def _open(self) -> None:
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

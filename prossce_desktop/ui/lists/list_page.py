"""A page that is a list: shown as it was left, sorted by its headings, read again after changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import Enum
from functools import partial
from typing import Any, TypeVar

from PySide6.QtWidgets import QWidget

from prossce_desktop.services.lists import list_layout as keeping
from prossce_desktop.services.lists.chosen_rows import ListOrder
from prossce_desktop.services.lists.list_column import ListColumn
from prossce_desktop.services.lists.list_layout import ListLayout
from prossce_desktop.services.lists.list_queries import Reading
from prossce_desktop.system.progress import ProgressCallback
from prossce_desktop.ui.base.jobs import Job
from prossce_desktop.ui.base.place import TO_CHECK, Place
from prossce_desktop.ui.lists.list_frame import ON, ListFrame, ListOf
from prossce_desktop.ui.lists.paged_model import Look, PagedModel
from prossce_desktop.ui.lists.row_actions import ActionContext
from prossce_desktop.ui.parts.layouts import in_column
from prossce_desktop.ui.session.page import Page
from prossce_desktop.ui.session.session import Session

T = TypeVar("T")


class ListPage(Page):
    """A page says what it `wanted`, and reads and shows it in `ask`."""

    def __init__(
        self,
        session: Session,
        of: ListOf,
        columns: Sequence[ListColumn],
        look: Look,
        first: ListColumn,
        entered: Enum | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`first`: the column that sorts the list at first; `entered`: its order of entry, if it has one."""
        super().__init__(parent=parent, session=session)
        assert first.sort is not None
        self._first, self._entered = first, entered
        self.sort: Any = first.sort
        self.descending = first.descends
        self.model = PagedModel(session, columns, look, self)
        self.frame = ListFrame(session, replace(of, has_entered=entered is not None), self.model, self.here)
        self.view, self.search = self.frame.view, self.frame.search
        self._asking: Job | None = None
        self._officer = ""
        self.frame.asked.connect(self.ask)
        self.frame.sort_wanted.connect(self.sort_by)
        self.frame.sort_to.connect(self.sort_to)
        session.news.changed.connect(self.news)
        in_column(self.frame, into=self)

    def here(self) -> ActionContext:
        """For actions: where they were asked for."""
        return ActionContext(
            self.session, self, self.go.emit, self.frame.choose_columns, self.frame.everything
        )

    # -- coming and going

    def enter(self, place: Place) -> None:
        """How the officer left the list is read first, once."""
        store, name, officer = self.session.store, self.frame.of.kind, self.session.store.identity.officer_id
        if self._officer == officer:
            self.come(place)
            return
        taken = partial(self._take, place, officer)
        self.session.jobs.read(
            lambda _step: keeping.read(store, name, officer), taken, lambda _error: taken(ListLayout())
        )

    def _take(self, place: Place, officer: str, layout: ListLayout) -> None:
        self._officer = officer
        self.frame.take(layout, officer)
        columns = {one.key: one.sort for one in self.model.columns if one.sort is not None}
        if layout.sort in columns or (layout.sort == ENTERED and self._entered):
            key = layout.sort
        else:
            key = self._first.key
        self.sort = columns.get(key, self._entered)
        self.descending = layout.descending if key == layout.sort else self._first.descends
        self.frame.show_sort(key, self.descending)
        self.come(place)

    def come(self, place: Place) -> None:
        """Show what the place names: `place.search`; by the tab `to_check` only rows to look at."""
        if place.tab == TO_CHECK:
            self.frame.take_filters({"check": ON})
        if place.search is not None:
            self.search.set_value(place.search)
        self.ask()

    def leave(self) -> bool:
        self.frame.keep_now()
        return True

    # -- asking

    def ask(self) -> None:
        """Read the list again; an older question is dropped."""
        raise NotImplementedError

    def wanted(self) -> Any:
        """The filter as it stands."""
        raise NotImplementedError

    def order(self) -> ListOrder:
        return ListOrder(self.wanted(), self.sort, self.descending)

    def read(self, work: Callable[[Reading, ProgressCallback], T], done: Callable[[T], None]) -> None:
        """Ask the base, in place of an older question that is still open."""
        if self._asking is not None:
            self._asking.cancel()
        job = self._asking = self.session.read(work, done, self.failed)
        job.ended.connect(lambda: self._over(job))

    def failed(self, error: Exception) -> None:
        """It could not be read; the list stays as it is."""

    def _over(self, job: Job) -> None:
        if self._asking is job:
            self._asking = None

    def shown(self, order: ListOrder, place: int) -> None:
        """The list shows this now; the keys are on row `place`."""
        if self.model.rowCount():
            self.view.stand_on(max(0, min(place, self.model.rowCount() - 1)))
        self.view.columns.measure()
        self.view.choice.list_changed(order, self.view.currentIndex().row())

    # -- sorting

    def sort_by(self, section: int) -> None:
        """A heading was pressed: by this column, or the other way round."""
        column = self.model.columns[section]
        if column.sort is not None:
            self.sort_to(section, not self.descending if column.sort is self.sort else column.descends)

    def sort_to(self, section: int, descending: bool) -> None:
        """By this column; -1 is the order of entry."""
        column = self.model.columns[section] if section >= 0 else None
        self.sort = column.sort if column is not None else self._entered
        self.descending = descending
        self.frame.sorted_by(column.key if column is not None else ENTERED, descending)
        self.ask()

    def news(self, change: object) -> None:
        """Something was saved, undone or taken in."""
        if self.isVisible():
            self.ask()


ENTERED = "entered"

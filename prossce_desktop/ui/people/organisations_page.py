"""All organisations: employers, offices, unions, providers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from prossce_desktop.domain.model.codes import Constituent, Country
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.services.lists import list_queries
from prossce_desktop.services.lists.chosen_rows import ListOrder
from prossce_desktop.services.lists.list_queries import (
    OrganisationFilter,
    OrganisationRow,
    OrganisationSort,
    Reading,
)
from prossce_desktop.services.lists.organisation_columns import COLUMNS
from prossce_desktop.system.progress import ProgressCallback
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.lists.filter_chip import FilterChip
from prossce_desktop.ui.lists.list_frame import ListOf
from prossce_desktop.ui.lists.list_page import ListPage
from prossce_desktop.ui.lists.paged_model import BLOCK
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.cards import EmptyState
from prossce_desktop.ui.parts.chips import Chip
from prossce_desktop.ui.people.people_page import LEAST, mark_of
from prossce_desktop.ui.session.session import Session


class OrganisationsPage(ListPage):
    """Enter opens one; New makes one."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        gives_way = (("branch",), ("posts",), ("country",), ("hired",), ("fairs",))
        of = ListOf("organisation", _("Organisations"), _("Search this list"), LEAST, gives_way)
        super().__init__(session, of, COLUMNS, _look, COLUMNS[0], OrganisationSort.entered, parent)
        new = Button(_("New organisation"), "primary", icon="plus")
        first = Button(_("New organisation"), icon="plus")
        for button in (new, first):
            button.clicked.connect(self.new_one)
        explained = _(
            "Employers come from the fairs they took part in. You can add other organisations here."
        )
        self.frame.stand_in(EmptyState("building-2", _("No organisations yet"), explained, (first,)))
        self.frame.header.add_action(new)
        self.type, self.country = FilterChip(_("Type")), FilterChip(_("Country"))
        self.type.offer([(one.value, _(one.label)) for one in Constituent])
        self.country.offer([(one.value, _(one.label)) for one in Country])
        self.check = Chip(_("To check"), cross=True)
        for name, chip in (("type", self.type), ("country", self.country), ("check", self.check)):
            self.frame.add_chip(name, chip)
        self.frame.opened.connect(lambda row: self.go.emit(Place(PageName.organisation, record=row.id)))
        self.setFocusProxy(self.search)

    def new_one(self) -> None:
        self.go.emit(Place(PageName.organisation, kind="organisation"))

    def wanted(self) -> OrganisationFilter:
        return OrganisationFilter(
            self.search.text(), self.type.chosen(), self.country.chosen(), self.check.is_on()
        )

    def ask(self) -> None:
        """Read the list again; an older question is dropped."""
        asked, sort, down = self.wanted(), self.sort, self.descending

        def work(reading: Reading, step: ProgressCallback) -> tuple[int, Sequence[OrganisationRow]]:
            count = list_queries.count_organisations(reading, asked)
            step(1, 2)
            return count, list_queries.organisations(reading, asked, sort=sort, descending=down, limit=BLOCK)

        self.read(work, lambda found: self._show(*found, ListOrder(asked, sort, down)))

    def _show(self, count: int, first: Sequence[OrganisationRow], order: ListOrder) -> None:
        store, asked, sort, down = self.session.store, order.asked, order.sort, order.descending

        def read(place: int, limit: int) -> Sequence[OrganisationRow]:
            assert isinstance(asked, OrganisationFilter) and isinstance(sort, OrganisationSort)
            with store.read() as reading:
                return list_queries.organisations(
                    reading, asked, sort=sort, descending=down, offset=place, limit=limit
                )

        at = self.view.currentIndex().row()
        self.model.show(count, read, first)
        self.shown(order, at)
        said = ngettext_("{n} organisation", "{n} organisations", count)
        if self.frame.is_filtered():
            said = ngettext_(
                "{n} organisation matches the filters", "{n} organisations match the filters", count
            )
        self.frame.header.say(_("Organisations"), said.format(n=formatting.number(count)))
        self.frame.show_count(count, filtered=asked != OrganisationFilter())


def _look(row: OrganisationRow, key: str, role: int) -> object:
    """One that may be there twice has a mark at its type."""
    if key == "type" and row.to_check:
        return mark_of(role, "building-2", _("Probably the same as another organisation: open and decide"))
    return None

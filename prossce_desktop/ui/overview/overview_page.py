"""Overview: the year at a glance, and what waits."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from prossce_desktop.app import day_from
from prossce_desktop.domain.model.codes import Country
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _
from prossce_desktop.system.progress import ProgressCallback
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.charts.months_chart import ActivitiesByMonth, ActivityBlock, Legend, Month
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.overview.overview_figures import FiguresRow
from prossce_desktop.ui.overview.waiting_list import Waiting
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.cards import Banner, EmptyState
from prossce_desktop.ui.parts.labels import Hairline, Label
from prossce_desktop.ui.parts.layouts import STRETCH, in_column, in_row, set_upright
from prossce_desktop.ui.parts.page_header import PageHeader
from prossce_desktop.ui.parts.scroll_area import Scrolled
from prossce_desktop.ui.records.drafts_banner import DraftsBanner
from prossce_desktop.ui.session.page import Page
from prossce_desktop.ui.session.session import Session

if TYPE_CHECKING:
    from prossce_desktop.services.reporting.year_overview import ActivityListRow, Overview
    from prossce_desktop.ui.overview.overview_funnel import FairFunnelCard

SERIES = {"training": 0, "career_fair": 1, "policy_dialogue": 2, "knowledge_product": 3, "sstc_exchange": 3}
MONTHS = tuple(range(1, 13))
SIDE = 296
FREE = 16777215
"""Qt's own word for no limit of a width."""


class OverviewPage(Page):
    """Reads in one snapshot beside the window; every figure and block opens what is behind it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._year: int | None = None
        self._shown: Overview | None = None
        self._header = PageHeader(_("Overview"))
        self._year_button = Button("", opens=True, clicked=self._choose_year)
        self._new = Button(_("New activity"), "primary", icon="plus", clicked=self._open_new)
        self._header.add_action(self._year_button)
        self._header.add_action(self._new)
        self.banner = Banner("news")
        self.banner.hide()
        self.drafts = DraftsBanner(session, margin=0)
        self.drafts.go.connect(self.go)
        self.figures = FiguresRow()
        self.figures.go.connect(self.go)
        self.months = ActivitiesByMonth(_("Activities by month"))
        self.months.opened.connect(self._open_activity)
        self.months.month_opened.connect(self._open_month)
        self._line = Hairline()
        self.waiting = Waiting(session)
        self.waiting.go.connect(self.go)
        self.waiting.shown.connect(self._show_side)
        self.empty = self._make_empty()
        self._lay_out()
        session.news.changed.connect(self._on_change)

    def _make_empty(self) -> EmptyState:
        buttons = [Button(_("New training"), icon="plus"), Button(_("New career fair"), icon="plus")]
        empty = EmptyState(
            "calendar-days",
            _("Nothing is recorded yet"),
            _("Add a training or a career fair. A title and a date are enough to start."),
            buttons,
        )
        empty.pressed.connect(self._on_empty)
        return empty

    def _lay_out(self) -> None:
        legend = Legend()
        legend.show_entries(
            [
                (_("Training"), 0, "held"), (_("Career fair"), 1, "held"), (_("Dialogue"), 2, "held"), (_(
                    "Knowledge product or exchange"
                ), 3, "held"),
                (_("Planned"), 0, "planned"), (_("Past date"), 0, "late"),
            ]
        )  # fmt: skip
        left = in_column(
            self.figures, 8, self._line, self._chart_under(legend), (self.empty, 1), STRETCH, spacing=8
        )
        self._left = left
        self.side = QWidget()
        self.side.setFixedWidth(SIDE)
        in_column(self.waiting, STRETCH, into=self.side)
        self.content = QWidget()
        self._across = in_row((left, 1), self.side, into=self.content, margins=(32, 8, 32, 24), spacing=24)
        self._scroll = Scrolled(self.content, takes_keys=False)
        in_column(
            self._header, in_column(self.banner, self.drafts, margins=(32, 0, 32, 4), spacing=0),
            (self._scroll, 1),
            into=self, spacing=0,
        )  # fmt: skip
        self.empty.hide()
        self.setFocusProxy(self._new)

    def _chart_under(self, legend: Legend) -> QWidget:
        """The year by month, or the invitation to begin where there is no activity."""
        self._chart = QWidget()
        in_column(
            Label(_("Activities by month"), "section"),
            legend,
            self.months,
            4,
            Hairline(),
            into=self._chart,
            spacing=8,
        )
        return self._chart

    @cached_property
    def funnel(self) -> FairFunnelCard:
        """Made with the first figures: it brings the rules of counting with it."""
        from prossce_desktop.ui.overview.overview_funnel import FairFunnelCard

        made = FairFunnelCard(self.content)
        self._left.insertWidget(self._left.count() - 1, made)
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= theme().px(900)
        set_upright(self._across, not wide)
        self._across.setStretch(0, int(wide))
        self._across.setStretch(1, int(not wide))
        self.side.setMinimumWidth(theme().px(SIDE) if wide else 0)
        self.side.setMaximumWidth(theme().px(SIDE) if wide else FREE)

    def enter(self, place: Place) -> None:
        """Read the year again; what was shown stays until the answer is there."""
        self._read()

    def _on_change(self, change: object) -> None:
        del change
        if self.isVisible():
            self._read()

    def _read(self) -> None:
        store, year, today = self.session.store, self._year, self.session.today()

        def work(step: ProgressCallback) -> Overview:
            # beside the window: it brings all that counts
            from prossce_desktop.services.reporting.year_overview import overview

            with store.read() as reading:
                return overview(reading, year, today)

        self.session.jobs.read(work, self._show)
        self.waiting.read()

    def _show(self, overview: Overview) -> None:
        self._shown = overview
        self._header.say(
            _("Overview"),
            _("{where} · {year}").format(
                where=where_words(overview, self.session.store.identity.country), year=overview.year
            ),
        )
        self._year_button.set_words(str(overview.year))
        self._year_button.setAccessibleName(_("Year: {year}").format(year=overview.year))
        self._show_parts(overview)
        self.banner.setVisible(overview.sample)
        if not overview.sample:  # at most one banner; in the sample, What waits names the drafts
            self.drafts.look()
        else:
            self.drafts.hide()
            self.banner.say(
                "news",
                _(
                    "Sample data: published figures and made-up people, to try the program. They are not "
                    "counted with your own records."
                ),
            )
        self.figures.show_figures(overview)
        self.months.show_months(
            months_of(
                overview, self.session.today().month if overview.year == self.session.today().year else 0
            )
        )
        self.funnel.show_funnel(overview.figures)
        self.waiting.show_read(overview)

    def _show_parts(self, overview: Overview) -> None:
        """Figures where anybody is recorded, months where there are activities; else how to begin."""
        self.figures.setVisible(not overview.empty)
        self._line.setVisible(not overview.empty)
        self._chart.setVisible(overview.begun)
        self.empty.setVisible(not overview.begun)
        self.empty.sentence.setText(
            _("Nothing is recorded yet") if overview.empty else _("No activity is recorded yet")
        )
        self._left.setStretch(self._left.count() - 1, int(overview.begun))

    def _show_side(self, waits: bool) -> None:
        """What waits, beside the year; beside an invitation to begin only where anything does."""
        self.side.setVisible(waits or self._shown is None or not self._shown.empty)

    def _choose_year(self) -> None:
        menu = QMenu(self)
        for year in self._shown.years if self._shown else ():
            action = menu.addAction(str(year))
            action.setData(year)
        menu.triggered.connect(self._on_year)
        menu.popup(self._year_button.mapToGlobal(self._year_button.rect().bottomLeft()))

    def _on_year(self, action: object) -> None:
        self._year = int(action.data())  # type: ignore[attr-defined]
        self._read()

    def _open_new(self) -> None:
        window = self.window()
        opener = getattr(getattr(window, "shell", None), "new_activity", None)
        if opener is not None:
            opener()
        else:
            self.go.emit(Place(PageName.activities))

    def _on_empty(self, which: int) -> None:
        self.go.emit(Place(PageName.activity, kind="training" if which == 0 else "career_fair"))

    def _open_activity(self, record: object) -> None:
        if isinstance(record, tuple):
            self.go.emit(Place(PageName.activity, record=int(record[0]), kind=str(record[1])))

    def _open_month(self, column: int) -> None:
        month = MONTHS[column] if column < len(MONTHS) else None
        self.go.emit(Place(PageName.activities, year=self._shown.year if self._shown else None, month=month))


def months_of(overview: Overview, now: int) -> Sequence[Month]:
    """The twelve columns, and one beside them for what lasts all year, where there is any."""
    columns = [
        Month(formatting.month_name(number), _blocks(rows), now == number)
        for number, rows in zip(MONTHS, overview.months, strict=True)
    ]
    all_year = _blocks(overview.all_year)
    return [*columns, Month(_("All year"), all_year)] if all_year else columns


def _blocks(rows: Sequence[ActivityListRow]) -> tuple[ActivityBlock, ...]:
    """What is planned or late stands above what was held."""
    return tuple(
        ActivityBlock(
            label=f"{row.title}, {formatting.days(day_from(row.start), day_from(row.end), short=True)}",
            series=SERIES[row.kind],
            state="late" if row.past_date else "planned" if row.status != "held" else "held",
            record=(row.id, row.kind),
        )
        for row in sorted(rows, key=lambda one: (one.past_date, one.status != "held", SERIES[one.kind]))
        if row.status != "cancelled"
    )


def where_words(overview: Overview, own: str) -> str:
    """Whose activities the figures hold: one country, or how many."""
    countries = {row.country for row in overview.figures.activities} or {own}
    if len(countries) != 1:
        return _("All countries in this data")
    [only] = countries
    return _(Country(only).label) if only else _("No country (regional)")

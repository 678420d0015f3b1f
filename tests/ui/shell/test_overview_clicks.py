"""What is pressed on the Overview opens what is behind it: of its year, and of its month."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from unittest.mock import patch

import pytest
from pytestqt.qtbot import QtBot

from prossce_desktop.domain.counting.figures import ShareRow
from prossce_desktop.domain.model.codes import Status
from prossce_desktop.domain.model.training import Training
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.ui.activities.activities_page import ActivitiesPage
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.look.text_painting import width_of
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.overview.overview_figures import FiguresRow, coverage_of
from prossce_desktop.ui.overview.overview_page import OverviewPage
from prossce_desktop.ui.parts.figures import Figure
from prossce_desktop.ui.reports.reports_page import ReportsPage
from tests.ui.window import Window, window


def records(store: Store) -> dict[str, int]:
    days = [(dt.date(2023, 5, 4), Status.held), (dt.date(2023, 6, 1), Status.held), (dt.date(2023, 5, 9), Status.cancelled)]
    days.append((dt.date(2024, 5, 4), Status.held))
    with store.work("new", len(days)) as work:
        work.new("training", [Training(title=f"Course {day} {status}", start=day, end=day, status=status) for day, status in days])
    return {}


def overview_of(shown: Window, year: int) -> OverviewPage:
    shown.go(Place(PageName.overview))
    page = shown.shell.page(PageName.overview)
    assert isinstance(page, OverviewPage)
    page._year = year
    page._read()
    shown.settle()
    return page



@pytest.mark.slow
def test_a_month_and_the_activities_held_open_the_list_of_that_year(qtbot: QtBot, tmp_path: Path) -> None:
    with window(tmp_path, qtbot, records=records) as shown:
        shown.go(Place(PageName.activities))
        activities = shown.shell.page(PageName.activities)
        assert isinstance(activities, ActivitiesPage)
        activities.search.set_value("nothing is called so")
        overview_of(shown, 2023).months.month_opened.emit(4)
        shown.settle()
        assert activities.wanted().years == (2023,) and activities.wanted().months == (5,)
        assert activities.model.rowCount() == 2 and activities.search.text() == ""
        overview_of(shown, 2023).figures.held.clicked.emit()
        shown.settle()
        assert (activities.wanted().years, activities.wanted().months, activities.wanted().statuses) == ((2023,), (), ("held",))
        assert activities.model.rowCount() == 2


def a_whole_year(store: Store) -> dict[str, int]:
    days = (dt.date(2023, 1, 1), dt.date(2023, 12, 31)), (dt.date(2023, 12, 1), dt.date(2023, 12, 31)), (dt.date(2022, 6, 1), dt.date(2024, 5, 31))
    with store.work("new", len(days)) as work:
        work.new("training", [Training(title=f"From {start}", start=start, end=end, status=Status.held) for start, end in days])
    return {}


@pytest.mark.slow
def test_what_lasts_all_year_stands_beside_the_months_and_not_in_december(qtbot: QtBot, tmp_path: Path) -> None:
    with window(tmp_path, qtbot, records=a_whole_year) as shown:
        page = overview_of(shown, 2023)
        model = page.months.model()
        heads = [model.index(model.rowCount() - 1, column).data() for column in range(model.columnCount())]
        assert heads[11:] == ["Dec", "All year"] and len(heads) == 13
        lowest = model.rowCount() - 2
        words = [model.index(lowest, column).data() for column in range(13)]
        assert words[:11] == [None] * 11
        assert words[11:] == ["From 2023-12-01, Dec 2023", "From 2023-01-01, 2023"]
        page.months.month_opened.emit(12)
        shown.settle()
        activities = shown.shell.page(PageName.activities)
        assert isinstance(activities, ActivitiesPage)
        assert (activities.wanted().years, activities.wanted().months) == ((2023,), ())
        page = overview_of(shown, 2024)
        assert page.months.model().columnCount() == 12, "no column where nothing lasts all year"


@pytest.mark.slow
def test_people_reached_open_the_summary_of_that_year_and_of_all_countries(qtbot: QtBot, tmp_path: Path) -> None:
    with window(tmp_path, qtbot, records=records) as shown:
        overview_of(shown, 2023).figures.reached.clicked.emit()
        shown.settle()
        page = shown.shell.page(PageName.reports)
        assert isinstance(page, ReportsPage)
        asked = page.asked()
        assert asked is not None
        assert (asked.wanted.start, asked.wanted.end, asked.wanted.countries) == (dt.date(2023, 1, 1), dt.date(2023, 12, 31), ())


@pytest.mark.parametrize(("recorded", "said"), [(720, "72\u00a0% recorded"), (999, "99\u00a0% recorded"), (1000, "")])
def test_a_share_names_its_coverage_and_never_rounds_it_up_to_all(recorded: int, said: str) -> None:
    assert coverage_of(ShareRow("women", None, True, 500, recorded, 1000, recorded / 1000, 0.5, 0, ())) == said


def test_a_share_on_a_card_has_both_numbers_and_its_coverage_uncut_in_the_narrowest_window(qtbot: QtBot) -> None:
    row = FiguresRow()
    qtbot.addWidget(row)
    figure = Figure()
    qtbot.addWidget(figure)
    row._show_share(figure, "Women", ShareRow("women", None, True, 22_018, 22_018, 41_246, 0.534, 1.0, 0, ()))
    figure.resize(116, figure.sizeHint().height())
    assert drawn(figure) == ["Women", "100.0\u00a0%", "22,018 of 22,018", "53\u00a0% recorded"]
    assert all(width_of(one, theme().font("caption")) <= 108 for one in drawn(figure)[2:])
    assert figure.toolTip() == "22,018 of 22,018, 53\u00a0% recorded" and figure.toolTip() in figure.accessibleName()
    figure.say("Women", "63.0\u00a0%", "2,788 of 4,422", 0.63)
    assert drawn(figure)[2:] == ["2,788 of 4,422"]


def test_a_range_in_words_is_never_cut_nor_widens_the_page(qtbot: QtBot) -> None:
    figure = Figure()
    qtbot.addWidget(figure)
    said = "from 41,422 to more than 50,520"
    figure.say("People reached", said, "318 by name, the rest counted", 0.8, 1.0)
    assert figure.minimumSizeHint().width() < 8 + width_of(said, theme().font("figure"))
    fonts: list[int] = []
    with patch("prossce_desktop.ui.parts.figures.draw_line", lambda _painter, _rect, text, font, *_more: fonts.append(font.pixelSize()) if text == said else None):
        for wide in (figure.minimumSizeHint().width(), figure.sizeHint().width()):
            figure.resize(wide, figure.sizeHint().height())
            figure.grab()
    assert fonts == [theme().font("total").pixelSize(), theme().font("figure").pixelSize()]


def drawn(figure: Figure) -> list[str]:
    """The lines that are painted."""
    lines: list[str] = []
    with patch("prossce_desktop.ui.parts.figures.draw_line", lambda _painter, _rect, text, *_more: lines.append(text)):
        figure.grab()
    return lines

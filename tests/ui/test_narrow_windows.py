"""Narrow windows and large text: names stay readable, and pages that are already made follow at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from prossce_desktop.ui.activities.activity_page import ActivityPage
from prossce_desktop.ui.activities.fair.funnel_tab import StepsView
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.grids.column_header import GridHeader
from prossce_desktop.ui.grids.list_view import ListView
from prossce_desktop.ui.look.text_painting import width_of
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.overview.overview_page import SIDE, OverviewPage
from prossce_desktop.ui.overview.waiting_row import WaitingRow
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.field_frame import FieldFrame
from prossce_desktop.ui.parts.figures import Figure, TotalButton, TotalsStrip
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.settings.settings_page import SettingsPage
from prossce_desktop.ui.window.navigation_panel import GoToButton
from tests.ui.window import Window, window

pytestmark = pytest.mark.slow

LISTS = {PageName.activities: 1, PageName.people: 0, PageName.organisations: 0}
"""Where in each list the names stand."""


@pytest.mark.parametrize("before", [True, False], ids=["from the start", "set while the page stands"])
def test_the_column_of_names_is_always_wide_enough_to_tell_records_apart(tmp_path: Path, qtbot: QtBot, before: bool) -> None:
    if before:
        theme().set_text_size(150)
    with window(tmp_path, qtbot, width=911, height=512) as shown:
        for page in LISTS:
            shown.go(Place(page))
        theme().set_text_size(150)
        for page, column in LISTS.items():
            shown.go(Place(page))
            view = _list_of(shown, page)
            assert view.columnWidth(column) >= theme().px(200), page
            assert view.horizontalHeader().length() <= view.viewport().width(), page
        shown.window.resize(1366, 728)
        theme().set_text_size(100)
        shown.settle()
        for page in LISTS:
            shown.go(Place(page))
            view = _list_of(shown, page)
            assert not [one.key for at, one in enumerate(view.columns.columns) if one.at_first and view.isColumnHidden(at)], page


def _list_of(shown: Window, page: PageName) -> Any:
    [view] = [one for one in shown.shell.page(page).findChildren(ListView) if one.isVisible()]
    return view


def _words(shown: Window, tab: str) -> list[str]:
    """What the strip that is on the screen says."""
    shown.go(Place(PageName.activity, record=shown.ids["training"], kind="training", tab=tab))
    return _strip_words(shown)


def _strip_words(shown: Window) -> list[str]:
    [strip] = [one for one in shown.shell.page(PageName.activity).findChildren(TotalsStrip) if one.isVisible()]
    return [one.accessibleName() for one in strip.findChildren(TotalButton) if one.isVisible()]


@pytest.mark.parametrize("tab", ["people", "details"])
def test_the_strip_at_the_foot_follows_the_window_at_once(tmp_path: Path, qtbot: QtBot, tab: str) -> None:
    with window(tmp_path, qtbot) as shown:
        whole = _words(shown, tab)
        assert any(one.startswith("Men: ") and " of " in one for one in whole)
        shown.window.resize(911, 512)
        shown.settle()
        assert not any(one.startswith("Men: ") for one in _strip_words(shown))
        shown.window.resize(1366, 728)
        shown.settle()
        assert _strip_words(shown) == whole


def test_the_strip_is_whole_after_a_record_was_opened_in_a_low_window(tmp_path: Path, qtbot: QtBot) -> None:
    with window(tmp_path, qtbot, width=911, height=512) as shown:
        for tab in ("people", "details"):
            assert not any(one.startswith("Men: ") for one in _words(shown, tab))
        shown.window.resize(1366, 728)
        for tab in ("details", "people"):
            assert any(one.startswith("Men: ") and " of " in one for one in _words(shown, tab))


@pytest.mark.parametrize("tab", ["people", "details"])
def test_numbers_and_headings_are_not_cut_when_the_size_of_text_changes(tmp_path: Path, qtbot: QtBot, tab: str) -> None:
    with window(tmp_path, qtbot) as shown:
        _words(shown, tab)
        shown.go(Place(PageName.settings))
        theme().set_text_size(150)
        _words(shown, tab)
        page = shown.shell.page(PageName.activity)
        for button in [one for one in page.findChildren(TotalButton) if one.isVisible()]:
            assert button.width() >= button.sizeHint().width(), button.accessibleName()
            assert button.height() >= button.sizeHint().height(), button.accessibleName()
            assert button.parentWidget().rect().contains(button.geometry()), button.accessibleName()
        for header in [one for one in page.findChildren(GridHeader) if one.isVisible()]:
            narrow = [at for at in range(header.count()) if 0 < header.sectionSize(at) < header.width_for(at)]
            assert not narrow
            assert header.parentWidget().viewportMargins().top() == header.height()


@pytest.mark.parametrize("kind", ["training", "career_fair"])
def test_fields_and_names_that_stand_already_follow_the_size_of_text(tmp_path: Path, qtbot: QtBot, kind: str) -> None:
    with window(tmp_path, qtbot) as shown:
        head_count = Place(PageName.activity, record=shown.ids[kind], kind=kind, tab="head_count")
        organisation = Place(PageName.organisation, record=shown.ids["organisation"])
        for place in (head_count, organisation, Place(PageName.overview), Place(PageName.settings)):
            shown.go(place)
        theme().set_text_size(115)
        shown.settle()
        widest = max(one.minimumSizeHint().width() for one in shown.shell.navigation.findChildren(GoToButton))
        assert shown.shell.navigation.width() >= max(widest, shown.shell.navigation._widest())
        theme().set_text_size(150)
        shown.settle()
        settings = shown.shell.page(PageName.settings)
        for name in settings.names:  # type: ignore[attr-defined]
            assert name.width() == theme().px(200)
        shown.go(Place(PageName.settings))
        assert settings.inner.maximumWidth() == theme().px(820)  # type: ignore[attr-defined]
        assert settings.inner.width() > 900, "the room at the right is taken, so that no word stands alone in its line"  # type: ignore[attr-defined]
        shown.go(head_count)
        for frame in [one for one in shown.shell.page(PageName.activity).findChildren(FieldFrame) if one.isVisible()]:
            assert frame.label.width() >= frame.label.sizeHint().width(), frame.name()
        shown.go(organisation)
        view = _list_of(shown, PageName.organisation)
        assert view.columnWidth(0) >= theme().px(140)
        assert view.viewport().height() >= view.rowHeight(0) * view.model().rowCount()
        shown.go(Place(PageName.overview))
        overview = shown.shell.page(PageName.overview)
        assert isinstance(overview, OverviewPage)
        wide = overview.width() >= theme().px(1000)
        assert overview.side.minimumWidth() == (theme().px(SIDE) if wide else 0)


@pytest.mark.parametrize(("width", "percent"), [(1366, 100), (1100, 100), (1366, 150)])
def test_every_heading_of_the_funnel_is_read_whole(tmp_path: Path, qtbot: QtBot, width: int, percent: int) -> None:
    theme().set_text_size(percent)
    with window(tmp_path, qtbot, width=width) as shown:
        shown.go(Place(PageName.activity, record=shown.ids["career_fair"], kind="career_fair", tab="funnel"))
        [view] = [one for one in shown.shell.page(PageName.activity).findChildren(StepsView) if one.isVisible()]
        header = view.horizontalHeader()
        assert view.columnViewportPosition(header.count() - 1) + header.sectionSize(header.count() - 1) <= view.viewport().width()
        assert view.mapTo(shown.window, view.rect().topRight()).x() <= shown.window.width() - 32


def test_a_funnel_wider_than_the_window_is_moved_along(tmp_path: Path, qtbot: QtBot) -> None:
    theme().set_text_size(150)
    with window(tmp_path, qtbot, width=911) as shown:
        shown.go(Place(PageName.activity, record=shown.ids["career_fair"], kind="career_fair", tab="funnel"))
        [view] = [one for one in shown.shell.page(PageName.activity).findChildren(StepsView) if one.isVisible()]
        bar = view.horizontalScrollBar()
        bar.setValue(bar.maximum())
        last = view.horizontalHeader().count() - 1
        assert view.columnViewportPosition(last) + view.columnWidth(last) <= view.viewport().width()
        assert view.viewport().height() >= view.model().rowCount() * view.rowHeight(0)


@pytest.mark.parametrize("percent", [100, 150])
def test_choices_in_settings_stand_under_the_values_and_inside_the_page(tmp_path: Path, qtbot: QtBot, percent: int) -> None:
    theme().set_text_size(percent)
    with window(tmp_path, qtbot, width=911) as shown:
        shown.go(Place(PageName.settings))
        page = shown.shell.page(PageName.settings)
        assert isinstance(page, SettingsPage)
        left = page.office.mapTo(page, page.office.rect().topLeft()).x()
        right = page.office.mapTo(page, page.office.rect().topRight()).x()
        choices = [one for one in page.findChildren(Button) if one.property("token")]
        edges = [one.mapTo(page, one.rect().topLeft()).x() for one in choices]
        assert min(edges) == left
        assert max(one.mapTo(page, one.rect().topRight()).x() for one in choices) <= right


def test_the_status_stands_beside_a_short_title(tmp_path: Path, qtbot: QtBot) -> None:
    with window(tmp_path, qtbot) as shown:
        shown.go(Place(PageName.activity, kind="career_fair"))
        page = shown.shell.page(PageName.activity)
        assert isinstance(page, ActivityPage) and page.editing.form is not None
        title = page.editing.form.by_name["title"]
        title.set_value("CV")
        title.edited.emit()
        page.editing.form.put("status", "planned")
        page.save()
        shown.settle()
        assert page.header.title.text() == "CV" and page.header.pill.isVisible()
        assert page.header.pill.x() - page.header.title.x() <= page.header.title.sizeHint().width() + 10


def test_the_navigation_gives_way_to_larger_text_at_once(tmp_path: Path, qtbot: QtBot) -> None:
    with window(tmp_path, qtbot, width=1366, height=728) as shown:
        assert shown.shell.navigation.width() > theme().px(150)
        theme().set_text_size(150)
        shown.settle()
        narrow = shown.shell.navigation.width()
        shown.window.resize(1365, 728)
        shown.settle()
        assert shown.shell.navigation.width() == narrow, "as after any change of the window"


@pytest.mark.parametrize(("width", "height", "percent"), [(1366, 728, 200), (1024, 700, 100), (1024, 700, 200), (911, 512, 100), (911, 512, 200)])
def test_nothing_of_the_overview_is_cut(tmp_path: Path, qtbot: QtBot, width: int, height: int, percent: int) -> None:
    """Neither a caption, a figure and what it is of, nor What waits; and all of it lies inside the page that is moved up and down."""
    theme().set_text_size(percent)
    with window(tmp_path, qtbot, width=width, height=height) as shown:
        shown.go(Place(PageName.overview))
        overview = shown.shell.page(PageName.overview)
        assert isinstance(overview, OverviewPage)
        right = overview.content.width() - 24
        plain, row, total = (theme().font(one) for one in ("caption", "row", "total"))
        figures = [one for one in overview.findChildren(Figure) if one.isVisible()]
        assert len(figures) == 5
        for figure in figures:
            room = figure.width() - 8
            assert width_of(figure._caption, plain) <= room, figure.accessibleName()
            assert width_of(figure._value, figure._fitting(room)) <= room, figure.accessibleName()
            assert all(width_of(line, plain) <= room for line in figure.under_lines())
            assert " ".join(figure.under_lines()) == f"{figure._basis} {figure._second}".strip()
            assert figure.height() >= figure.sizeHint().height() and figure.mapTo(overview.content, figure.rect().topRight()).x() <= right
        rows = [one for one in overview.waiting.findChildren(WaitingRow) if one.isVisible()]
        assert len(rows) >= 4
        for one in rows:
            assert " ".join(one.lines()) == one._words and " ".join(one.second_lines()) == one._second
            counted = width_of(one._count, total if one._second else plain)
            assert all(width_of(line, row) + counted <= one.width() - 46 for line in one.lines())
            assert all(width_of(line, plain) <= one.width() - 36 for line in one.second_lines())
            assert one.height() >= one.sizeHint().height() and one.mapTo(overview.content, one.rect().topRight()).x() <= right + 24
        for label in [one for one in overview.waiting.findChildren(Label) if one.isVisible()]:
            assert label.height() >= label.heightForWidth(label.width()), label.text()

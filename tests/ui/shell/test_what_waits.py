"""What waits on the Overview: activities of which something is missing, so that they are in no figure of the year."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from prossce_desktop.domain.model.codes import ActivityKind, Stage, Status
from prossce_desktop.domain.model.people import Participation, Person
from prossce_desktop.domain.model.training import Training
from prossce_desktop.services.commands.adding import add
from prossce_desktop.services.exchange import exchange_page
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.ui.activities.activity_page import ActivityPage
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.look.text_painting import width_of
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.overview.overview_page import OverviewPage
from prossce_desktop.ui.overview.waiting_row import WaitingRow
from tests.ui.exchange.offices import introduced, invited, laptop, office, send, training as training_with
from tests.ui.window import TODAY, Window, window

pytestmark = pytest.mark.slow


def training(store: Store, title: str, start: str = "", status: str = "held") -> int:
    day = [("start", start)] if start else []
    return add(store, "training", [("title", title), ("country", "KH"), ("status", status), *day], today=TODAY).id


def on_the_list(store: Store, activity: int, stage: Stage) -> None:
    with store.work("new", 2) as work:
        [one] = work.new("person", [Person(name="Sok Sophea")])
        work.new("participation", [Participation(person=one, activity=activity, stage=stage)])


def waiting(shown: Window) -> list[tuple[str, str, str, Place]]:
    shown.go(Place(PageName.overview))
    page = shown.shell.page(PageName.overview)
    assert isinstance(page, OverviewPage)
    return [(one.words, one.second, one.count, one.place) for one in page.waiting.items() if one.words.startswith("Held, ")]


def test_held_activities_without_a_date_or_with_nobody_present_wait_until_that_is_mended(qtbot: QtBot, tmp_path: Path) -> None:
    def records(store: Store) -> dict[str, int]:
        made = {"undated": training(store, "Bare"), "empty": training(store, "Ticked for nobody", "2024-11-04")}
        on_the_list(store, made["empty"], Stage.registered)
        on_the_list(store, training(store, "Whole", "2024-11-05"), Stage.attended)
        training(store, "Planned", status="planned")
        return made

    with window(tmp_path, qtbot, records=records) as shown:
        kind = str(ActivityKind.training.value)
        assert waiting(shown) == [
            ("Held, but no date: not in any report", "Bare", "1", Place(PageName.activity, record=shown.ids["undated"], kind=kind)),
            ("Held, but nobody on the list was present", "Ticked for nobody", "1",
             Place(PageName.activity, record=shown.ids["empty"], kind=kind, tab="people")),
        ]  # fmt: skip
        with shown.store.work("edit", 1) as work:
            work.set("training", {shown.ids["undated"]: {"start": "2024-11-06"}})
        on_the_list(shown.store, shown.ids["empty"], Stage.attended)
        shown.session.news.changed.emit(None)
        assert waiting(shown) == []


def test_a_fair_with_a_gate_count_does_not_wait_for_the_people_who_registered_before(qtbot: QtBot, tmp_path: Path) -> None:
    def records(store: Store) -> dict[str, int]:
        made = {}
        for title, basis in (("Gate", "persons_organiser"), ("Visits", "attendances"), ("Posts", "posts")):
            pairs = [("title", title), ("country", "KH"), ("start", "2024-11-04"), ("status", "held"), ("count", "9000"), ("count_basis", basis)]
            made[title] = add(store, "career_fair", pairs, today=TODAY).id
            on_the_list(store, made[title], Stage.pre_registered)
        return made

    with window(tmp_path, qtbot, records=records) as shown:
        kind = str(ActivityKind.career_fair.value)
        place = Place(PageName.activity, record=shown.ids["Posts"], kind=kind, tab="people")
        assert waiting(shown) == [("Held, but nobody on the list was present", "Posts", "1", place)]


def test_more_than_fifty_activities_past_their_date_are_counted_in_full(qtbot: QtBot, tmp_path: Path) -> None:
    def records(store: Store) -> dict[str, int]:
        days = [dt.date(2024, 1, 1) + dt.timedelta(days=number) for number in range(63)]
        with store.work("new", 63) as work:
            work.new("training", [Training(title=f"Planned {day}", start=day, end=day, status=Status.planned) for day in days])
        return {}

    with window(tmp_path, qtbot, records=records) as shown:
        shown.go(Place(PageName.overview))
        page = shown.shell.page(PageName.overview)
        assert isinstance(page, OverviewPage)
        [late] = [one for one in page.waiting.items() if one.words == "Planned, but the date is past"]
        assert late.count == "63"


def test_the_day_up_to_which_the_office_has_everything_is_never_cut(qtbot: QtBot, tmp_path: Path) -> None:
    with window(tmp_path, qtbot, records=lambda store: {"training": training(store, "Whole", "2024-11-05")}) as shown, office(tmp_path) as regional:
        introduced(regional, shown.store, tmp_path / "mail")
        exchange_page.take_in(regional, send(shown.store, tmp_path / "sent"))
        exchange_page.take_in(shown.store, send(regional, tmp_path / "back"))
        training(shown.store, "Another", "2024-11-06")
        shown.go(Place(PageName.exchange))
        shown.go(Place(PageName.overview))
        page = shown.shell.page(PageName.overview)
        assert isinstance(page, OverviewPage)
        [row] = [one for one in page.waiting.findChildren(WaitingRow) if one.text() == "Changes without a receipt" and one.isVisible()]
        [said] = [one.second for one in page.waiting.items() if one.words == "Changes without a receipt"]
        assert "ILO Bangkok has everything up to" in said and " ".join(row.second_lines()) == said
        assert all(width_of(line, theme().font("caption")) <= row.width() - 46 for line in row.second_lines())
        assert row.height() >= theme().px(48 + 17 * (len(row.second_lines()) - 1)), "there is room for all of its lines"


def test_activities_with_one_code_wait_and_the_form_says_which_without_stopping(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def records(store: Store) -> dict[str, int]:
        day = dt.date(2024, 11, 4)
        with monkeypatch.context() as patched:
            patched.setattr("prossce_desktop.store.actions.unit_of_work.refuse_taken", lambda *_: None)  # as if the second had come from another laptop
            with store.work("new", 2) as work:
                ids = work.new("training", [Training(title=one, code="X1", start=day, end=day, status=Status.held) for one in ("Ours", "Theirs")])
        return {"ours": ids[0], "theirs": ids[1]}

    with window(tmp_path, qtbot, records=records) as shown:
        shown.go(Place(PageName.overview))
        page = shown.shell.page(PageName.overview)
        assert isinstance(page, OverviewPage)
        [item] = [one for one in page.waiting.items() if one.words == "Several activities with the same code"]
        assert (item.second, item.count, item.place.record) == ("Ours", "2", shown.ids["ours"])
        shown.go(item.place)
        editor = shown.shell.page(PageName.activity)
        assert isinstance(editor, ActivityPage)
        form = editor.editing.form
        assert form is not None
        qtbot.waitUntil(form.by_name["code"].has_problem, timeout=10_000)
        form.type_in({"title": "Ours, later"})
        editor.save()
        shown.settle()
        with shown.store.read() as reading:
            assert getattr(reading.record(shown.ids["ours"]).value, "title") == "Ours, later"  # noqa: B009
        with shown.store.work("edit", 1) as work:
            work.set("training", {shown.ids["ours"]: {"code": "X2"}})
        shown.session.news.changed.emit(None)
        shown.go(Place(PageName.overview))
        assert not [one for one in page.waiting.items() if one.words == "Several activities with the same code"]


def overview(shown: Window) -> OverviewPage:
    shown.go(Place(PageName.overview))
    page = shown.shell.page(PageName.overview)
    assert isinstance(page, OverviewPage)
    return page


def test_where_nobody_and_nothing_is_recorded_the_invitation_to_begin_stands_alone(qtbot: QtBot, tmp_path: Path) -> None:
    with window(tmp_path, qtbot, records=lambda store: {}) as shown:
        page = overview(shown)
        assert page.empty.isVisible() and page.empty.sentence.text() == "Nothing is recorded yet"
        assert not page.waiting.isVisible() and not page.figures.isVisible() and not page.months.isVisible()
        training(shown.store, "The first", "2024-11-05")
        shown.session.news.changed.emit(None)
        shown.settle()
        assert not page.empty.isVisible() and page.waiting.isVisible() and page.figures.isVisible() and page.months.isVisible()


def test_people_without_an_activity_are_not_nothing_and_that_they_lie_here_alone_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    def records(store: Store) -> dict[str, int]:
        with store.work("new", 700) as work:
            work.new("person", [Person(name=f"Sok Sophea {number}") for number in range(700)])
        return {}

    with window(tmp_path, qtbot, records=records) as shown, office(tmp_path) as regional:
        introduced(regional, shown.store, tmp_path / "mail")
        page = overview(shown)
        assert page.figures.isVisible() and page.waiting.isVisible() and not page.months.isVisible()
        assert page.empty.isVisible() and page.empty.sentence.text() == "No activity is recorded yet"
        assert [one.count for one in page.waiting.items() if one.words == "People only on this laptop"] == ["700"]
        assert page.empty.geometry().top() >= page.figures.geometry().bottom()


def test_an_office_without_records_sees_that_a_laptop_asks_to_be_let_in(qtbot: QtBot, tmp_path: Path) -> None:
    with window(tmp_path, qtbot, records=lambda store: {}) as shown, laptop(tmp_path) as country:
        exchange_page.take_invitation(country, invited(shown.store, tmp_path / "mail"))
        training_with(country, "KH-TR-1", "Sok Sophea")
        exchange_page.take_in(shown.store, send(country, tmp_path / "sent"))
        page = overview(shown)
        assert page.empty.isVisible() and page.empty.sentence.text() == "Nothing is recorded yet" and not page.figures.isVisible()
        assert page.waiting.isVisible()
        [row] = [one for one in page.waiting.findChildren(WaitingRow) if one.text() == "Laptops ask to be let in" and one.isVisible()]
        assert row.mapTo(page, row.rect().topLeft()).x() > page.empty.mapTo(page, page.empty.rect().topRight()).x(), "beside it"
        row.click()
        shown.settle()
        assert shown.shell.place.page is PageName.exchange

"""Three lists with enough rows for several blocks, in a real window by real keys."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from prossce_desktop import app
from prossce_desktop.app import Store
from prossce_desktop.services.commands import adding
from prossce_desktop.services.lists import list_layout
from prossce_desktop.services.lists.list_layout import ListLayout
from prossce_desktop.services.people import people_sheet
from prossce_desktop.services.people.people_sheet import RowDraft
from prossce_desktop.ui.activities.activities_page import ActivitiesPage
from prossce_desktop.ui.base.jobs import Jobs
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.lists.list_page import ListPage
from prossce_desktop.ui.people.organisations_page import OrganisationsPage
from prossce_desktop.ui.people.people_page import PeoplePage
from prossce_desktop.ui.session.session import Session
from tests.tools.recording_speaker import RecordingSpeaker
from tests.ui.waiting import at_rest

TODAY = dt.date(2025, 3, 10)
PEOPLE = 200
"""More than three blocks of a list; two in three are women."""
PAGES: dict[PageName, type[ListPage]] = {
    PageName.activities: ActivitiesPage, PageName.people: PeoplePage, PageName.organisations: OrganisationsPage,
}  # fmt: skip
Open = Callable[..., ListPage]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Read by all tests of a module; one that changes it takes back what it did, or adds what harms no other."""
    folder = tmp_path_factory.mktemp("lists") / "ws"
    store = app.create(str(folder), country="KH", office="Office KH", officer="Sok Chantha", unlock=app.Plain())
    fair = adding.add(store, "career_fair", [("title", "Fair of Kandal"), ("start", "2024-10-26"), ("count", "1100")], today=TODAY).id
    for n in range(1, 8):
        adding.add(store, "training", [("title", f"Training {n}"), ("start", f"2025-02-0{n}"), ("province", "KH-2")], today=TODAY)
        adding.add(store, "organisation", [("name", f"Company {n}"), ("country", "KH")], today=TODAY)
    rows = [
        RowDraft(None, None, {"name": f"Person {n:03}", "sex": "f" if n % 3 else "m", "province": "Battambang", "phone": f"0128843{n:02}"})
        for n in range(PEOPLE)
    ]  # fmt: skip
    people_sheet.save_rows(store, fair, rows, TODAY)
    yield store
    store.close()


@pytest.fixture
def session(qapp: QApplication, filled: Store) -> Iterator[Session]:
    for kind in ("activity", "person", "organisation"):
        list_layout.write(filled, kind, filled.identity.officer_id, ListLayout())
    jobs = Jobs()
    yield Session(filled, jobs, RecordingSpeaker(), lambda: TODAY)
    jobs.close()


@pytest.fixture
def settle(session: Session) -> Callable[[], None]:
    """Until nothing is read or written any more, timers of the list included."""
    return lambda: at_rest(session.jobs)


@pytest.fixture
def opened(qtbot: QtBot, session: Session, settle: Callable[[], None]) -> Open:
    """A page in a window of its own, with the keys in its list."""

    def show(name: PageName, width: int = 1158, height: int = 700) -> ListPage:
        page = PAGES[name](session)  # type: ignore[call-arg]
        qtbot.addWidget(page)
        page.resize(width, height)
        page.show()
        page.activateWindow()
        qtbot.waitExposed(page)
        page.enter(Place(name))
        settle()
        page.view.setFocus()
        return page

    return show

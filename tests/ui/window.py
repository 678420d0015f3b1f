"""The whole window over a workspace with realistic records, for tests that go through all of its pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from pytestqt.qtbot import QtBot

from prossce_desktop.domain.model.record_kinds import ACTIVITY_KINDS, KINDS
from prossce_desktop.services.commands import adding
from prossce_desktop.services.people import people_sheet
from prossce_desktop.services.people.people_sheet import RowDraft
from prossce_desktop.services.sample import sample_loading
from prossce_desktop.store.workspace.store import Store
from prossce_desktop.store.workspace.workspace_lifecycle import Plain, create
from prossce_desktop.ui.base.jobs import Jobs
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.help.help_sidebar import HelpSidebar
from prossce_desktop.ui.records.record_tabs import tabs_of
from prossce_desktop.ui.session.session import Session
from prossce_desktop.ui.window.main_window import MainWindow
from prossce_desktop.ui.window.workspace_view import WorkspaceView
from tests.tools.recording_speaker import RecordingSpeaker
from tests.ui.waiting import SOON_MS, at_rest

TODAY = dt.date(2024, 12, 2)
NAMES = ("ចាន់ ដារ៉ា", "Sok Sophea", "Nguyễn Thị Ánh Tuyết", "สมชาย ใจดี", "Ma. Cristina dela Cruz-Villanueva", "ទូច សុភាព")
NEW = (*ACTIVITY_KINDS, "programme", "organisation", "institutional_result", "impact_story")
"""Kinds for which the form of a new record is shown."""


@dataclass
class Window:
    """The window on the screen, and what stands behind it."""

    window: MainWindow
    shell: WorkspaceView
    session: Session
    speaker: RecordingSpeaker
    ids: dict[str, int]
    bot: QtBot
    help: HelpSidebar

    @property
    def store(self) -> Store:
        return self.session.store

    def go(self, place: Place) -> None:
        """Go there and wait until everything is shown."""
        self.shell.go(place)
        self.settle()

    def settle(self, due_ms: int = SOON_MS) -> None:
        """Wait until no work is under way, also work that other work or a timer started."""
        at_rest(self.session.jobs, due_ms)

    def places(self) -> list[Place]:
        """Every page, every tab of a training and of a fair, and a new record of each kind."""
        found = [Place(name) for name in PageName if name not in (PageName.activity, PageName.person, PageName.organisation, PageName.joining)]
        for kind in ("training", "career_fair", "programme"):
            found += [Place(PageName.activity, record=self.ids[kind], kind=kind, tab=tab.value) for tab in tabs_of(kind)]
        found += [Place(PageName.activity, kind=kind) for kind in NEW]
        found += [Place(PageName.person, record=self.ids["person"]), Place(PageName.organisation, record=self.ids["organisation"])]
        with self.store.read() as reading:
            other = next(one.id for one in reading.records("person") if one.id != self.ids["person"])
        found += [Place(PageName.joining, record=self.ids["person"], focus=focus, kind="person") for focus in (None, other)]
        found.append(Place(PageName.decisions, tab="pairs"))
        return found


@contextmanager
def window(folder: Path, bot: QtBot, *, width: int = 1366, height: int = 728, records: Callable[[Store], dict[str, int]] | None = None) -> Iterator[Window]:
    """A window over a fresh workspace with `records` (`fill`, if left out); everything is closed at the end.

    Not by `bot.addWidget`, which closes before work under way is waited for.
    """
    store, _ = create(folder / "ws", country="KH", office="National Employment Agency", officer="សុខ ចន្ថា", unlock=Plain())
    ids = (records or fill)(store)
    jobs, speaker = Jobs(), RecordingSpeaker()
    main = MainWindow(QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat))
    helper = HelpSidebar(main, jobs)
    session = Session(store, jobs, speaker, lambda: TODAY, main)
    shell = WorkspaceView(session)
    main.show_shell(shell)
    main.resize(width, height)
    main.show()
    bot.waitExposed(main)
    made = Window(main, shell, session, speaker, ids, bot, helper)
    try:
        yield made
        made.settle()
    finally:
        jobs.close()
        QCoreApplication.processEvents()
        main.hide()
        main.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        store.close()


def fill(store: Store) -> dict[str, int]:
    """The sample data, and an officer's own records beside it."""
    sample_loading.load(store, people=True, today=TODAY)
    ids: dict[str, int] = {}

    def add(kind: str, *pairs: str) -> None:
        ids[kind] = adding.add(store, kind, [(one.partition("=")[0], one.partition("=")[2]) for one in pairs], today=TODAY).id

    add("programme", "title=Four-tiered training of employment counsellors", "country=KH", "tier=Basics/self_paced", "tier=Trainers/in_person")
    add("organisation", "name=Angkor Garments", "constituent=private_enterprise", "isic=C", "country=KH")
    add(
        "training", "title=Counselling skills, Kampong Cham", "code=KH-TR-900", "start=2024-11-18", "end=2024-11-20", "province=KH-3",
        f"programme={ids['programme']}", "tier=1", "hours=18", "count=8", "women=5", "men=3", "mode=in_person", "notes=Rain on the second day.",
        "session=2024-11-18/6", "session=2024-11-19/6", "session=2024-11-20/6",
    )  # fmt: skip
    add(
        "career_fair", "title=Provincial career and productivity fair", "code=KH-CF-900", "start=2024-11-26", "channel=both", "registered=1200",
        "qualified=640", "interviews=1012", "hired_on_spot=118", "near_hires=96", "vacancies=2600", "employers=41", "count=1100", "women=612",
    )  # fmt: skip
    add("fair_employer", "activity=KH-CF-900", f"organisation={ids['organisation']}", "posts_local=40", "interviews=60", "hired=3")
    add("training", "title=Planned and past its date", "code=KH-TR-901", "start=2024-10-01", "status=planned")
    ids["training"], late = store_id(store, "KH-TR-900"), ids["training"]
    rows = [RowDraft(None, None, {"name": name, "sex": "FM"[n % 2], "birth": f"19{80 + n}-03-02", "phone": f"01244791{n}"}) for n, name in enumerate(NAMES)]
    rows.append(RowDraft(None, None, {"name": "Sok Sophea", "sex": "F", "birth": "1981"}))
    for record in (ids["training"], ids["career_fair"]):
        saved = people_sheet.save_rows(store, record, rows, TODAY)
    ids["person"] = saved.rows[1].person or 0
    store.drafts.save("d-1", "training", late, {"title": "Half typed"}, dt.datetime(2024, 12, 1, 16, 40, tzinfo=dt.UTC))
    assert set(ids) <= set(KINDS)
    return ids


def store_id(store: Store, code: str) -> int:
    """The id of an activity."""
    with store.read() as reading:
        found = reading.activity_by_code(code)
    assert found is not None
    return found

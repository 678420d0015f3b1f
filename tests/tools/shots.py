"""Pictures of every window, light and dark, empty and full, at several sizes; and of the pages as they are printed."""

from __future__ import annotations

import datetime as dt
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from prossce_desktop import app as compose
from prossce_desktop.app import Store
from prossce_desktop.services.commands import adding
from prossce_desktop.services.workspace import backups
from prossce_desktop.services.workspace.officers import Access, Officer
from prossce_desktop.system.crash_reports import Report
from prossce_desktop.ui.access.enter_recovery_key_page import EnterRecoveryKeyPage
from prossce_desktop.ui.access.first_start_page import FirstStart
from prossce_desktop.ui.access.officer_choice_page import WhoWorks
from prossce_desktop.ui.access.unlock_page import Unlock
from prossce_desktop.ui.access.wrong_passphrase_delay import WrongPassphraseDelay
from prossce_desktop.ui.activities.activity_page import ActivityPage
from prossce_desktop.ui.base.jobs import Jobs
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.decisions.decisions_page import DecisionsPage
from prossce_desktop.ui.exchange.exchange_page import ExchangePage
from prossce_desktop.ui.help.help_sidebar import HelpSidebar
from prossce_desktop.ui.look.theme import theme, wear
from prossce_desktop.ui.people.person_page import PersonPage
from prossce_desktop.ui.session.session import Session
from prossce_desktop.ui.settings.error_reports import ErrorReportsDialog
from prossce_desktop.ui.window.main_window import MainWindow
from prossce_desktop.ui.window.workspace_view import WorkspaceView
from tests.tools import sample_office
from tests.tools.hand import Hand, without_screen
from tests.tools.recording_speaker import RecordingSpeaker
from tests.tools.shots_decisions import Disputes, disputes
from tests.tools.shots_erasing import Erasing, erasing_office
from tests.tools.shots_exchange import Offices, offices
from tests.tools.shots_lists import list_pictures

SIZE = (1366, 768)
TODAY = dt.date(2024, 11, 29)
WHO_WORKS = tuple(Access(Officer(name, name), True, name == "Sok Chantha") for name in ("Sok Chantha", "Keo Bopha", "ចាន់ តារា"))
MADE_UP_REPORT = """ProSSCE Desktop 0.5.0, Python 3.11.9, win32
ValueError
  File "prossce_desktop/ui/base/jobs.py", line 76, in _answer
  File "prossce_desktop/ui/reports/reports_page.py", line 231, in _show
"""
MADE_UP_KEY = "AGE-SECRET-KEY-1" + "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L" * 2


class Shots:
    """One window, moved from place to place."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.jobs = Jobs()
        self.settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
        self.window = MainWindow(self.settings)
        self.window.resize(*SIZE)
        self.window.show()
        QTest.qWaitForWindowExposed(self.window)
        self.hand = Hand(self.window, self.jobs, folder)
        self.help = HelpSidebar(self.window, self.jobs)
        self.speaker = RecordingSpeaker()

    def first_pages(self, look: str) -> None:
        """The pages before a workspace is open."""
        for name, page in (
            ("first-start", FirstStart(self.folder / "none", self.jobs, self.speaker)),
            ("passphrase", Unlock(self.folder, self.jobs, self.settings)),
            ("recovery-opens", EnterRecoveryKeyPage(self.folder, self.jobs, self.speaker)),
            ("who-works", WhoWorks(WHO_WORKS, WrongPassphraseDelay(self.folder, self.settings))),
        ):
            self._show(page, f"{name}-{look}")

    def recovery_key(self, look: str) -> None:
        """The page that shows the key once (a key made up for the picture)."""
        page = FirstStart(self.folder / "none", self.jobs, self.speaker)
        page.show_recovery(MADE_UP_KEY, "Phnom Penh", "KH")
        self._show(page, f"recovery-key-{look}")

    def _show(self, page: QWidget, name: str) -> None:
        self.window.setCentralWidget(page)
        self.hand.wait(ms=150)
        self.hand.picture(name)

    def all_pages(self, store: Store, look: str, tail: str = "", only: tuple[str, ...] = ()) -> None:
        """Every page of one workspace."""
        shell = WorkspaceView(Session(store, self.jobs, self.speaker, today=lambda: TODAY, parent=self.window))
        self.window.show_shell(shell)
        for name, place in places(store):
            if only and name not in only:
                continue
            shell.go(place)
            self.hand.wait(ms=400 if place.page is not PageName.reports else 1500)
            self.hand.wait(ms=200 if place.page is not PageName.reports else 900)
            self.hand.picture(f"{name}{tail}-{look}")
        if not only:
            shell.open_go_to()
            self.hand.type("care")
            self.hand.wait(ms=300)
            self.hand.picture(f"go-to-anything{tail}-{look}")
            self.hand.press(Qt.Key.Key_Escape)

    def reason(self, store: Store, fair: int, look: str) -> None:
        """The last person of a fair is typed with a phone that is asked about, and the reason for keeping it."""
        shell = WorkspaceView(Session(store, self.jobs, self.speaker, today=lambda: TODAY, parent=self.window))
        self.window.show_shell(shell)
        shell.go(Place(PageName.activity, record=fair, kind="career_fair", tab="people"))
        self.hand.wait(ms=400)
        for text in ("Keo Sothea", "", "F", "2001", "", "0124 47"):
            self.hand.type(text)
            self.hand.press(Qt.Key.Key_Tab)
        self.hand.wait()
        self.hand.picture(f"fair-people-asked-{look}")
        self.hand.press(Qt.Key.Key_K, Qt.KeyboardModifier.AltModifier)
        self.hand.type("written so on the sign-in sheet")
        self.hand.wait()
        self.hand.picture(f"fair-people-reason-{look}")
        self.hand.press(Qt.Key.Key_Return)
        self.hand.wait(ms=200)
        self.hand.picture(f"fair-people-kept-{look}")
        self.hand.press(Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)  # so that the next look begins with the same list
        self.hand.wait(ms=1200)

    def lists(self, store: Store, look: str) -> None:
        """In each list some rows chosen, the menu beside them, and which columns there are."""
        shell = WorkspaceView(Session(store, self.jobs, self.speaker, today=lambda: TODAY, parent=self.window))
        self.window.show_shell(shell)
        list_pictures(self.hand, shell, look)

    def copies(self, store: Store, look: str) -> None:
        """The copies there are, and what the one of the week before holds."""
        shell = WorkspaceView(Session(store, self.jobs, self.speaker, today=lambda: TODAY, parent=self.window))
        self.window.show_shell(shell)
        shell.go(Place(PageName.backups))
        self.hand.wait(ms=300)
        self.hand.press(Qt.Key.Key_End)
        self.hand.wait(ms=600)
        self.hand.picture(f"copies-{look}")

    def exchange(self, found: Offices, look: str) -> None:
        """Before the invitation, what would be sent, the office with a laptop that asks, and what files would do."""
        for name, store in (("exchange-begin", found.alone), ("exchange", found.phnom_penh), ("exchange-office", found.bangkok)):
            shell = WorkspaceView(Session(store, self.jobs, self.speaker, today=lambda: TODAY, parent=self.window))
            self.window.show_shell(shell)
            shell.go(Place(PageName.exchange))
            self.hand.wait(ms=300)
            self.hand.picture(f"{name}-{look}")
        page = shell.page(PageName.exchange)
        assert isinstance(page, ExchangePage)
        page.offer([found.mail])
        self.hand.wait(ms=600)
        self.hand.picture(f"exchange-receive-{look}")
        self.by_stick(found, look)

    def by_stick(self, found: Offices, look: str) -> None:
        """Where the stick is, and the card of a laptop that is not known yet."""
        shell = WorkspaceView(Session(found.phnom_penh, self.jobs, self.speaker, today=lambda: TODAY, parent=self.window))
        self.window.show_shell(shell)
        shell.go(Place(PageName.exchange))
        self.hand.wait(ms=300)
        page = shell.page(PageName.exchange)
        assert isinstance(page, ExchangePage)
        page.stick.open_card()
        self.hand.wait(ms=300)
        self.hand.picture(f"exchange-stick-{look}")
        page.stick.dry_run(found.stick)
        self.hand.wait(ms=600)
        self.hand.picture(f"exchange-stick-card-{look}")

    def decisions(self, found: Disputes, look: str) -> None:
        """Values beside each other, one chosen; a head count; a rule; questions; and what a record's own page says."""
        shell = WorkspaceView(Session(found.phnom_penh, self.jobs, self.speaker, today=lambda: TODAY, parent=self.window))
        self.window.show_shell(shell)
        shell.go(Place(PageName.decisions, record=found.fair, tab="values", search="count"))
        self.hand.wait(ms=400)
        self.hand.picture(f"decide-head-count-{look}")
        shell.go(Place(PageName.decisions, record=found.training, tab="values", search="title"))
        self.hand.wait(ms=400)
        self.hand.press(Qt.Key.Key_Left)
        self.hand.wait(ms=200)
        self.hand.picture(f"decide-{look}")
        page = shell.page(PageName.decisions)
        assert isinstance(page, DecisionsPage)
        page.conflicts.many.click()
        self.hand.wait(ms=200)
        self.hand.picture(f"decide-many-{look}")
        for name, place in (
            ("questions", Place(PageName.decisions, record=found.training, tab="questions")),
            ("training-beside", Place(PageName.activity, record=found.training, kind="training")),
            ("person-beside", Place(PageName.person, record=found.person)),
            ("overview-decisions", Place(PageName.overview)),
            ("exchange-decisions", Place(PageName.exchange)),
        ):
            shell.go(place)
            self.hand.wait(ms=600)
            self.hand.picture(f"{name}-{look}")
        self._why(found, look)

    def _why(self, found: Disputes, look: str) -> None:
        """A country's training in the window of the regional office, changed with a reason."""
        shell = WorkspaceView(Session(found.bangkok, self.jobs, self.speaker, today=lambda: TODAY, parent=self.window))
        self.window.show_shell(shell)
        shell.go(Place(PageName.activity, record=found.training, kind="training"))
        self.hand.wait(ms=600)
        page = shell.page(PageName.activity)
        assert isinstance(page, ActivityPage)
        page.beside.reason_bar.setFocus()
        self.hand.type("The list of participants says so")
        self.hand.wait(ms=200)
        self.hand.picture(f"why-{look}")

    def erasing(self, found: Erasing, look: str) -> None:
        """Scans of an activity, one of them open; somebody who is about to be erased, and somebody who was."""
        shell = WorkspaceView(Session(found.store, self.jobs, self.speaker, today=lambda: TODAY, parent=self.window))
        self.window.show_shell(shell)
        shell.go(Place(PageName.activity, record=found.training, kind="training", tab="attachments"))
        self.hand.wait(ms=800)
        self.hand.picture(f"attachments-{look}")
        for name, person in (("erase", found.asks), ("erased", found.gone)):
            shell.go(Place(PageName.person, record=person))
            self.hand.wait(ms=600)
            page = shell.page(PageName.person)
            assert isinstance(page, PersonPage)
            if person == found.asks:
                page.erase_button.click()
                self.hand.type("asked for it in a letter")
                self.hand.wait(ms=200)
            self.hand.picture(f"{name}-{look}")

    def guide(self, store: Store, fair: int, look: str) -> None:
        """F1 beside a page, the list of topics, and what a search finds."""
        shell = WorkspaceView(Session(store, self.jobs, self.speaker, today=lambda: TODAY, parent=self.window))
        self.window.show_shell(shell)
        for name, place in (
            ("first-day", Place(PageName.overview)),
            ("head-count", Place(PageName.activity, record=fair, kind="career_fair", tab="head_count")),
            ("export", Place(PageName.reports)),
        ):
            shell.go(place)
            self.hand.wait(ms=900)
            self.hand.press(Qt.Key.Key_F1)
            self.hand.wait(ms=400)
            self.hand.picture(f"help-{name}-{look}")
        panel = self.help.panel
        assert panel is not None
        panel.contents_button.click()
        self.hand.wait(ms=200)
        self.hand.picture(f"help-contents-{look}")
        panel.search.setFocus()
        self.hand.type("stick")
        self.hand.wait(ms=300)
        self.hand.picture(f"help-search-{look}")
        self.help.close()

    def happened(self, look: str) -> None:
        """A mistake that was made this moment, those of before, and none."""
        reports = [Report(dt.datetime(2024, 11, day, 8, 40, tzinfo=dt.UTC), MADE_UP_REPORT, self.folder) for day in (29, 28)]
        for name, some, now in (("mistake", reports[:1], True), ("happened", reports, False), ("happened-none", [], False)):
            dialog = ErrorReportsDialog(some, self.jobs, self.speaker, self.window, just_now=now)
            dialog.open()
            self.hand.wait(ms=150)
            self.hand.picture(f"{name}-{look}", of=dialog)
            dialog.close()
            self.window.activateWindow()  # without a desktop nobody gives the keys back
            self.hand.wait(ms=50)

    def close(self) -> None:
        """Let the threads go."""
        self.jobs.finish()


def places(store: Store) -> Iterator[tuple[str, Place]]:
    """The name of each picture and where it is taken; records are named by the data of these pictures."""
    yield "overview", Place(PageName.overview)
    yield "activities", Place(PageName.activities)
    yield "people-list", Place(PageName.people)
    yield "organisations", Place(PageName.organisations)
    yield "reports", Place(PageName.reports)
    yield "settings", Place(PageName.settings)
    yield "officers", Place(PageName.officers)
    yield "new-training", Place(PageName.activity, kind="training")
    found = sample_office.known(store)
    if found is None:
        return
    for tab in ("details", "people", "head_count", "history"):
        yield f"training-{tab}", Place(PageName.activity, record=found.training, kind="training", tab=tab)
    for tab in ("details", "people", "head_count", "employers", "funnel", "history"):
        yield f"fair-{tab}", Place(PageName.activity, record=found.fair, kind="career_fair", tab=tab)
    for kind in ("policy_dialogue", "knowledge_product", "sstc_exchange", "programme", "institutional_result", "impact_story"):
        yield f"new-{kind}", Place(PageName.activity, kind=kind)
    yield "person", Place(PageName.person, record=found.person)
    yield "organisation", Place(PageName.organisation, record=found.organisation)


def workspace(folder: Path) -> Store:
    """A new workspace for the pictures."""
    store, _key = compose.first(
        folder, country="KH", office="National Employment Agency", officer="Sok Chantha", opening=compose.UnlockChoice(None, remember=True)
    )
    return store


def two_copies(store: Store) -> None:
    """A copy of the week before and one of yesterday, and something recorded after each; and older data beside these."""
    for day, title in (("20241122", "Interview skills, Kampot"), ("20241128", "Apprenticeship day, Takeo")):
        copy = store.backups.beside()
        copy.rename(copy.with_name(f"base-{day}-103000.db"))
        adding.add(store, "training", [("title", title), ("start", "2024-11-28"), ("count", "24")], today=TODAY)
    staged = backups.stage_backup(store, backups.standing(store).backups[0], store.folder.with_name("workspace-2"))
    backups.restore(staged, backups.key_of(staged, None, store), store.folder.with_name("workspace-2")).close()


def pages_as_pictures(files: Sequence[Path]) -> int:
    """Every page of these PDF files as a picture beside them; gives how many."""
    import pypdfium2

    count = 0
    for file in files:
        document = pypdfium2.PdfDocument(str(file))
        for number, page in enumerate(document, 1):
            page.render(scale=1.6).to_pil().save(file.with_name(f"{file.stem}-{number}.png"))
            count += 1
        document.close()
    return count


def main() -> int:
    """`shots FOLDER`: makes the folder anew and says how many pictures lie in it."""
    without_screen()
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "shots").absolute()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    app = QApplication(sys.argv[:1])
    wear(app, "light")
    full, empty = (workspace(folder / name) for name in ("full", "empty"))
    sample_office.fill(full, TODAY)
    shots = Shots(folder)
    for look in ("light", "dark"):
        theme().choose("dark" if look == "dark" else "light")
        shots.first_pages(look)
        shots.recovery_key(look)
        shots.all_pages(full, look)
        shots.all_pages(empty, look, tail="-empty", only=("overview", "activities", "people-list", "organisations", "reports"))
    theme().choose("light")
    shots.window.resize(911, 512)
    shots.all_pages(
        full, "light", tail="-911x512", only=("overview", "activities", "training-details", "fair-people", "fair-head_count", "reports")
    )
    theme().set_text_size(200)
    shots.window.resize(*SIZE)
    shots.all_pages(full, "light", tail="-200-percent", only=("training-details", "fair-people"))
    theme().set_text_size(100)
    for look in ("light", "dark"):
        theme().choose("dark" if look == "dark" else "light")
        if (found := sample_office.known(full)) is not None:
            shots.reason(full, found.fair, look)
        shots.lists(full, look)
    two_copies(full)
    for look in ("light", "dark"):
        theme().choose("dark" if look == "dark" else "light")
        shots.copies(full, look)
        shots.happened(look)
        if (found := sample_office.known(full)) is not None:
            shots.guide(full, found.fair, look)
    with offices(folder / "offices", TODAY) as found_offices:
        for look in ("light", "dark"):
            theme().choose("dark" if look == "dark" else "light")
            shots.exchange(found_offices, look)
    with disputes(folder / "disputes", TODAY) as found_disputes:
        for look in ("light", "dark"):
            theme().choose("dark" if look == "dark" else "light")
            shots.decisions(found_disputes, look)
    with erasing_office(folder / "erasing", TODAY) as found_erasing:
        for look in ("light", "dark"):
            theme().choose("dark" if look == "dark" else "light")
            shots.erasing(found_erasing, look)
    pages = pages_as_pictures(sample_office.print_pages(full, folder, now=compose.now(), today=TODAY))
    shots.close()
    for store in (full, empty):
        store.close()
    for name in ("full", "workspace-2", "empty", "offices", "disputes", "erasing", "window.ini"):
        target = folder / name
        shutil.rmtree(target, ignore_errors=True) if target.is_dir() else target.unlink(missing_ok=True)
    print(f"{len(shots.hand.taken)} windows and {pages} pages in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Leads into the records: first start, passphrase, recovery key, who is working."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Signal, qVersion
from PySide6.QtWidgets import QMainWindow, QWidget

from prossce_desktop.errors import PartMissing, PartTooOld, ProssceError, WorkspaceMissing
from prossce_desktop.language.messages import _
from prossce_desktop.system import paths
from prossce_desktop.system.minimum_versions import refuse_old
from prossce_desktop.system.progress import ProgressCallback
from prossce_desktop.ui.access.cover_page import CoveredPage
from prossce_desktop.ui.base.jobs import Jobs
from prossce_desktop.ui.parts.cards import Banner
from prossce_desktop.ui.session.dialogs import Speaker

if TYPE_CHECKING:
    from prossce_desktop.app import Store
    from prossce_desktop.services.workspace.officers import Officer, WaysIn
    from prossce_desktop.ui.access.officer_choice_page import WhoWorks


@dataclass(frozen=True)
class _Opened:
    """What was opened, and a recovery key if nobody has one yet; nothing where there is no workspace."""

    store: Store | None
    ways: WaysIn | None
    recovery_key: str | None = None


class AccessFlow(QObject):
    """`ready(Store)` once it is known who works; `other_opened(Store)` for others, brought beside them."""

    ready = Signal(object)
    other_opened = Signal(object)

    def __init__(
        self, folder: Path, window: QMainWindow, jobs: Jobs, settings: QSettings, speaker: Speaker
    ) -> None:
        super().__init__(window)
        self._folder = folder
        self._window = window
        self._jobs = jobs
        self._settings = settings
        self._speaker = speaker
        self._waiting: Store | None = None

    def lead_to(self, folder: Path) -> None:
        """Other records are behind the doors from now on."""
        self._folder = folder

    def knock(self) -> None:
        """Open what opens without asking, else show the page that asks."""
        folder = self._folder

        def work(step: ProgressCallback) -> _Opened:
            from prossce_desktop import app
            from prossce_desktop.services.workspace import known_workspaces, officers, third_party_components

            refuse_old("Qt", qVersion())
            third_party_components.refuse_old_engine()
            if not app.is_workspace(folder):
                known_workspaces.refuse_missing(folder)
                return _Opened(None, None)
            store = app.open_remembered(folder)
            return _Opened(store, officers.ways_in(store), _recovery_key(store))

        self._jobs.start(work, self._opened, self._refused)

    def greet(self, store: Store, officer: str | None) -> None:
        """Show records that are open already; who works is asked unless `officer` goes on."""
        self._hold(store)

        def work(step: ProgressCallback) -> WaysIn:
            from prossce_desktop.services.workspace import officers

            return officers.ways_in(store)

        def known(ways: WaysIn) -> None:
            if (
                len(ways.officers) > 1
                and store.identity.officer_id != officer
                and store.identity.moved is None
            ):
                self._ask_who(store, ways)
            else:
                self._let_in(store)

        self._jobs.read(work, known)

    def _refused(self, error: ProssceError) -> None:
        if isinstance(error, PartTooOld | PartMissing):
            self._window.setCentralWidget(TooOldPage(error))
        elif isinstance(error, WorkspaceMissing):
            folder = self._folder
            self._jobs.read(lambda step: _others(folder), lambda others: self._say_missing(error, others))
        else:
            self._ask_passphrase(error)

    def _say_missing(self, error: ProssceError, others: list[Path]) -> None:
        from prossce_desktop.ui.access.moved_workspace_page import MissingPage

        page = MissingPage(error, others)
        page.again.connect(self.knock)
        page.other.connect(self._open_other)
        page.bring_wanted.connect(lambda: self._bring(paths.default_workspace()))
        self._window.setCentralWidget(page)
        page.first_focus()

    def _open_other(self, folder: Path) -> None:
        self.lead_to(folder)
        self.knock()

    def _opened(self, opened: _Opened) -> None:
        if opened.store is None or opened.ways is None:
            self._first_start()
        elif opened.recovery_key is not None:
            self._show_recovery_key(
                opened.store, opened.recovery_key, lambda: self._opened(replace(opened, recovery_key=None))
            )
        elif len(opened.ways.officers) > 1 and opened.store.identity.moved is None:
            self._ask_who(opened.store, opened.ways)
        else:
            self.ready.emit(opened.store)

    def _first_start(self) -> None:
        from prossce_desktop.ui.access.first_start_page import FirstStart

        page = FirstStart(self._folder, self._jobs, self._speaker)
        page.ready.connect(self.ready)
        self._window.setCentralWidget(page)
        page.first_focus()

    def _ask_passphrase(self, trouble: ProssceError | None = None) -> None:
        from prossce_desktop.ui.access.unlock_page import Unlock

        page = Unlock(self._folder, self._jobs, self._settings, trouble=trouble)
        page.ready.connect(self._unlocked)
        page.recovery_key_wanted.connect(self._ask_recovery_key)
        page.bring_wanted.connect(lambda: self._bring(self._folder))
        self._window.setCentralWidget(page)
        page.first_focus()

    def _bring(self, folder: Path) -> None:
        from prossce_desktop.ui.access.cover_page import BesideCover
        from prossce_desktop.ui.access.restore_page import RestorePage

        page = RestorePage(folder, self._jobs, self._speaker)
        page.ready.connect(self.other_opened)
        page.back.connect(self.knock)
        self._window.setCentralWidget(BesideCover(page))
        page.first_focus()

    def _unlocked(self, store: Store) -> None:
        """By a passphrase: who works is known, and perhaps nobody has the recovery key yet."""
        self._hold(store)

        def then(identity: str | None) -> None:
            if identity is None:
                self._let_in(store)
            else:
                self._show_recovery_key(store, identity, lambda: self._let_in(store))

        self._jobs.start(lambda step: _recovery_key(store), then)

    def _show_recovery_key(self, store: Store, identity: str, then: Callable[[], None]) -> None:
        """The program had ended before anybody had the recovery key: another one, shown as the first was."""
        from prossce_desktop.ui.access.cover_page import BesideCover
        from prossce_desktop.ui.access.show_recovery_key_page import ShowRecoveryKeyPage

        self._hold(store)
        page = ShowRecoveryKeyPage(self._jobs, self._speaker)
        page.key_kept.connect(lambda: self._has_recovery_key(store))
        page.done.connect(lambda: self._has_recovery_key(store, then))
        self._window.setCentralWidget(BesideCover(page))
        page.show_key(identity, store.identity.office, store.identity.country)
        page.say_another()

    def _has_recovery_key(self, store: Store, then: Callable[[], None] = lambda: None) -> None:
        from prossce_desktop.services.workspace import recovery_key

        self._jobs.start(
            lambda step: recovery_key.confirm_kept(store), lambda nothing: then(), lambda error: then()
        )

    def _ask_recovery_key(self) -> None:
        from prossce_desktop.ui.access.enter_recovery_key_page import EnterRecoveryKeyPage

        page = EnterRecoveryKeyPage(self._folder, self._jobs, self._speaker)
        page.opened.connect(self._hold)
        page.ready.connect(self._let_in)
        page.given_up.connect(self.knock)
        self._window.setCentralWidget(page)
        page.first_focus()

    def _ask_who(self, store: Store, ways: WaysIn) -> None:
        from prossce_desktop.ui.access.officer_choice_page import WhoWorks
        from prossce_desktop.ui.access.wrong_passphrase_delay import WrongPassphraseDelay

        self._hold(store)
        page = WhoWorks(ways.officers, WrongPassphraseDelay(store.folder, self._settings))
        page.chosen.connect(lambda officer, passphrase: self._came(page, officer, passphrase))
        page.recovery_key_wanted.connect(self._close_and_ask_recovery_key)
        self._window.setCentralWidget(page)
        page.first_focus()

    def _came(self, page: WhoWorks, officer: Officer, passphrase: str) -> None:
        store = self._waiting
        if store is None:
            return

        def work(step: ProgressCallback) -> Store:
            from prossce_desktop.services.workspace import officers

            officers.sign_in(store, officer.id, passphrase)
            return store

        def came(store: Store) -> None:
            page.passphrase.was_right()
            self._let_in(store)

        self._jobs.start(work, came, page.complain)

    def _close_and_ask_recovery_key(self) -> None:
        """The recovery key opens the records anew: what this computer opened by itself is let go of first."""
        store = self.given_up()
        if store is not None:
            self._jobs.start(lambda step: store.close(), lambda nothing: self._ask_recovery_key())

    def _hold(self, store: Store) -> None:
        """Open, but not shown yet; `given_up` gives it away if the program ends here."""
        self._waiting = store

    def _let_in(self, store: Store) -> None:
        self._waiting = None
        self.ready.emit(store)

    def given_up(self) -> Store | None:
        """The program ends: what is open behind a door, for the caller to close."""
        store, self._waiting = self._waiting, None
        return store


def _recovery_key(store: Store) -> str | None:
    """Another recovery key if nobody has one; where the disk refuses, the next start asks again."""
    from prossce_desktop.services.workspace import recovery_key

    with suppress(ProssceError):
        return recovery_key.replace_unseen_key(store)
    return None


def _others(folder: Path) -> list[Path]:
    from prossce_desktop.services.workspace import known_workspaces

    return [one for one in known_workspaces.known(folder) if one != folder]


class TooOldPage(CoveredPage):
    """The sentence, and nothing to press: nothing can be done from here."""

    def __init__(self, error: ProssceError, parent: QWidget | None = None) -> None:
        super().__init__(_("The program cannot start"), parent)
        self.sentence = Banner("error", str(error))
        self.column.addWidget(self.sentence)

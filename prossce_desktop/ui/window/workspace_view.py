"""The opened workspace in the window: navigation at the left, one page at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from prossce_desktop import app
from prossce_desktop.domain.model.codes import Country
from prossce_desktop.domain.translatable import N_
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _
from prossce_desktop.services.history.current_page import stand_at
from prossce_desktop.services.records.recent_reasons import set_reason
from prossce_desktop.system.progress import ProgressCallback
from prossce_desktop.ui.base import keyboard_focus
from prossce_desktop.ui.base.jobs import Job
from prossce_desktop.ui.base.keyboard_focus import hand_over
from prossce_desktop.ui.base.place import PageName, Place, where_of
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.cards import Banner
from prossce_desktop.ui.session.page import Page
from prossce_desktop.ui.session.session import Session
from prossce_desktop.ui.session.toast import Toast
from prossce_desktop.ui.window.main_window import MOST_MS
from prossce_desktop.ui.window.navigation_panel import RAIL_UNDER, Navigation, NavigationEntry as Row
from prossce_desktop.ui.window.page_registry import PAGES, load

if TYPE_CHECKING:
    from prossce_desktop.services.exchange.exchange_status import Waits

NAVIGATION = (
    (PageName.overview, "house", N_("Overview")),
    (PageName.activities, "calendar-days", N_("Activities")),
    (PageName.people, "users", N_("People")),
    (PageName.organisations, "building-2", N_("Organisations")),
    (PageName.reports, "file-text", N_("Reports")),
    (PageName.exchange, "arrow-left-right", N_("Exchange")),
    (PageName.settings, "sliders-horizontal", N_("Settings")),
)
HOME = {
    PageName.activity: PageName.activities,
    PageName.person: PageName.people,
    PageName.organisation: PageName.organisations,
    PageName.officers: PageName.settings,
    PageName.backups: PageName.settings,
    PageName.decisions: PageName.exchange,
}
"""Which row of the navigation is lit on pages that have none."""


def home_of(place: Place) -> PageName:
    """The row of the navigation that is lit there."""
    if place.page is PageName.joining:
        return PageName.people if place.kind == "person" else PageName.organisations
    return HOME.get(place.page, place.page)


class WorkspaceView(QWidget):
    """Owns navigation and the order of pages; pages are made when first gone to. `lock_wanted` on Ctrl+L."""

    lock_wanted = Signal()
    help_wanted = Signal(str)
    """A topic of the guide; "" for the one that fits the page."""
    went = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None, *, looking: bool = False) -> None:
        """`looking`: the records moved away and are only shown; a banner over every page says so."""
        super().__init__(parent)
        self.session = session
        set_reason("")  # in the window, a regional office says why it changes what is a country's
        self._pages: dict[PageName, Page] = {}
        self._place = Place(PageName.overview)
        self._before: list[Place] = []
        self._starts_at: Place | None = None
        self._first: Job | None = None
        self._stack = QStackedWidget()
        self._stack.setProperty(keyboard_focus.PAGES, True)
        self.navigation = Navigation(
            [Row(name.value, _(words), icon, name is PageName.settings) for name, icon, words in NAVIGATION]
        )
        identity = session.store.identity
        self.navigation.say(office=_(Country(identity.country).label), person=identity.officer)
        self.navigation.chosen.connect(self._on_chosen)
        self.navigation.go_to_wanted.connect(self.open_go_to)
        self.navigation.help_wanted.connect(self._help)
        UnsentCount(session, self.navigation)
        self._sample = SampleNote(session, self.navigation)
        self.message = Toast(self)
        self.message.undone.connect(self.undo_step)
        self.went.connect(self.message.place_left)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.navigation)
        pages = QVBoxLayout()
        pages.setSpacing(0)
        if looking:
            pages.addWidget(
                Banner("warning", _("View only: this data moved to a new computer. Nothing is saved here."))
            )
        pages.addWidget(self._stack, 1)
        across.addLayout(pages, 1)
        self._make_shortcuts()
        session.news.changed.connect(self._on_change)
        session.news.renamed.connect(self._on_renamed)
        theme().changed.connect(self._fit)

    def _make_shortcuts(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+K": self.open_go_to,
            "Ctrl+N": self.new_activity,
            "Ctrl+Z": self.undo,
            "Ctrl+Shift+Z": self.redo,
            "Ctrl+Y": self.redo,
            "Ctrl+L": self.lock_wanted.emit,
            "Ctrl+Q": self.quit,
            "Alt+Left": self.back,
            keyboard_focus.KEY: self.go_to_what_waits,
        }
        for key, action in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(action)
        for number, (name, _icon, _words) in enumerate(NAVIGATION, 1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.setProperty("page", name.value)
            shortcut.activated.connect(self._on_number)

    def _on_number(self) -> None:
        self.go(Place(PageName(str(self.sender().property("page")))))

    def _on_chosen(self, name: str) -> None:
        self.go(Place(PageName(name)))

    def page(self, name: PageName) -> Page:
        """The page, made now if it was not yet."""
        if name not in self._pages:
            made = PAGES[name](self.session, self._stack)  # what comes into the window later is dressed twice
            made.go.connect(self._follow)
            made.named.connect(self._name)
            self._pages[name] = made
            self._stack.addWidget(made)
        return self._pages[name]

    @property
    def place(self) -> Place:
        """Where the window is."""
        return self._place

    def go(self, place: Place) -> None:
        """Go somewhere, unless the page that is left wants to stay."""
        current = self._stack.currentWidget()
        if isinstance(current, Page) and not current.leave():
            return
        if current is not None and place != self._place:
            self._before = [*self._before[-19:], self._place]
        self._place = place
        if self._first is not None:
            self._first.cancel()
            self._first = None
        stand_at(where_of(place))
        self.went.emit()
        page = self.page(place.page)
        self._stack.setCurrentWidget(page)
        self.navigation.set_current(home_of(place).value)
        given = self.focusWidget()  # by the stack, which takes the first that can have the keys
        page.enter(place)
        if self.focusWidget() is given and (
            page.focusProxy() is not None or not page.isAncestorOf(given or self)
        ):
            hand_over(page)
        self._sample.follow()

    def _follow(self, place: Place) -> None:
        """Go where a page asks; a page that was left takes nobody away from the one in sight."""
        if self.sender() is self._stack.currentWidget():
            self.go(place)

    def _name(self, place: Place) -> None:
        if self.sender() is self._stack.currentWidget():
            self._place = place
            stand_at(where_of(place))

    def back(self) -> None:
        """To where the window was before."""
        if self._before:
            place = self._before.pop()
            self._place = place
            self.go(place)

    def _help(self) -> None:
        self.help_wanted.emit("")

    def open_go_to(self) -> None:
        """Ctrl+K: one field that finds everything."""
        # with all that searches: not before the first page stands
        from prossce_desktop.ui.window.go_to_dialog import GoTo

        for opened in self.findChildren(GoTo):
            if opened.isVisible():
                opened.field.setFocus()
                return
        chooser = GoTo(self.session, self)
        chooser.go.connect(self.go)
        chooser.help_wanted.connect(self._help)
        chooser.open()

    def new_activity(self) -> None:
        """Ctrl+N, then one letter for the kind."""
        self.go(Place(PageName.activities))
        page = self.page(PageName.activities)
        chooser = getattr(page, "open_new", None)
        if chooser is not None:
            chooser()

    def undo(self) -> None:
        """Take back what was done last on the page in sight."""
        if isinstance(page := self._stack.currentWidget(), Page):
            page.undo()

    def go_to_what_waits(self) -> None:
        """F6: to what came by itself while somebody typed, or to the reason of the page."""
        keyboard_focus.go_there(self._stack.currentWidget())

    def undo_step(self, step: str) -> None:
        """Take back the change that the short message named, whatever was saved since."""
        page = self._stack.currentWidget()
        if isinstance(page, Page):
            page.undoing.take_back(step)

    def redo(self) -> None:
        """Do again what was taken back last on the page in sight."""
        if isinstance(page := self._stack.currentWidget(), Page):
            page.redo()

    def _on_renamed(self) -> None:
        self.navigation.say(person=self.session.store.identity.officer)

    def _on_change(self, change: object) -> None:
        self.message.follows(getattr(change, "step", None))
        self.navigation.say(saved=_("Saved {time}").format(time=formatting.clock(app.now())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        """Names in the navigation where there is room for them at this size of text."""
        self.navigation.set_rail(self.width() < theme().px(RAIL_UNDER))

    def quit(self) -> None:
        """Close the window, and with it the program."""
        self.window().close()

    def may_close(self) -> bool:
        """Whether the page that is open lets the program end; it keeps what was typed."""
        current = self._stack.currentWidget()
        return not isinstance(current, Page) or current.leave()

    def start_at(self, place: Place) -> None:
        """The first page: it is loaded beside the window once the navigation is painted, and shown unless the
        person went elsewhere meanwhile; then its loading takes no time from the page that was gone to."""
        self._starts_at = place
        QTimer.singleShot(MOST_MS, self, self._load_first)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._starts_at is not None:
            QTimer.singleShot(0, self, self._load_first)

    def _load_first(self) -> None:
        place, self._starts_at = self._starts_at, None
        if place is not None and not self._pages and not self.session.jobs.is_closed():
            self._first = self.session.jobs.read(
                lambda step: load(place.page, step), lambda nothing: self._begin_at(place)
            )

    def _begin_at(self, place: Place) -> None:
        if not self._pages:
            self.go(place)


class SampleNote(QObject):
    """Reads it once a page is shown, and again after each change: sample data may be loaded or taken out."""

    def __init__(self, session: Session, navigation: Navigation) -> None:
        super().__init__(navigation)
        self._session = session
        self._navigation = navigation
        self._has_looked = False
        session.news.changed.connect(self.look)

    def follow(self) -> None:
        """A page is shown."""
        if not self._has_looked:
            self.look()

    def look(self, change: object = None) -> None:
        """Read whether sample data is there."""
        del change
        self._has_looked = True
        store = self._session.store

        def work(step: ProgressCallback) -> bool:
            with store.read() as reading:
                return reading.is_sample()

        self._session.jobs.read(work, self._show)

    def _show(self, is_sample: bool) -> None:
        self._navigation.say_note(_("Sample data") if is_sample else "")


PAUSE_MS = 2_000
"""After a change, so that typing is never held up."""


class UnsentCount(QObject):
    """Counts again a moment after each change, while nothing else is read or written."""

    def __init__(self, session: Session, navigation: Navigation) -> None:
        super().__init__(navigation)
        self._session = session
        self._navigation = navigation
        self._is_waiting = False
        session.news.changed.connect(self._later)
        session.news.devices.connect(self._count)
        self._later(None)

    def _later(self, change: object) -> None:
        """No own timer: what was left may be cleared away on a thread where none can be stopped."""
        del change
        if not self._is_waiting:
            self._is_waiting = True
            QTimer.singleShot(PAUSE_MS, self, self._read)

    def _read(self) -> None:
        self._is_waiting = False
        if not self._navigation.isVisible() or self._session.jobs.is_closed():
            return
        if self._session.jobs.is_busy():
            self._later(None)
            return
        self._count()

    def _count(self) -> None:
        store = self._session.store

        def work(step: ProgressCallback) -> Waits:
            from prossce_desktop.services.exchange import exchange_status  # not before the first page stands

            return exchange_status.waits(store)

        self._session.jobs.read(work, self._show)

    def _show(self, waits: Waits) -> None:
        self._navigation.set_count(PageName.exchange.value, sum(one.operations for one in waits.behind))

"""Exchange: send, receive, the journal, and who takes part."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from prossce_desktop.errors import OtherOffice, ProssceError
from prossce_desktop.language.messages import _
from prossce_desktop.services.decisions import open_decisions
from prossce_desktop.services.exchange import exchange_page
from prossce_desktop.services.exchange.exchange_page import ExchangeStatus, WrittenPackage
from prossce_desktop.services.packages.unreplicated_work import Lone
from prossce_desktop.ui.base.keyboard_focus import give_keys
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.decisions.decisions_banner import DecisionsBanner
from prossce_desktop.ui.exchange import exchange_words, unreplicated_work_words
from prossce_desktop.ui.exchange.device_actions import DeviceActions
from prossce_desktop.ui.exchange.exchange_job import ExchangeJob
from prossce_desktop.ui.exchange.invitation_actions import InvitationActions
from prossce_desktop.ui.exchange.journal_actions import JournalActions
from prossce_desktop.ui.exchange.journal_view import JournalView
from prossce_desktop.ui.exchange.pairing_cards import BeginCard, WordsCard
from prossce_desktop.ui.exchange.receive_actions import ReceiveActions
from prossce_desktop.ui.exchange.send_card import SendCard
from prossce_desktop.ui.exchange.stick_actions import StickActions
from prossce_desktop.ui.exchange.written_packages import WrittenPanel
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.cards import Banner
from prossce_desktop.ui.parts.layouts import STRETCH, add_to, in_column, in_row, set_upright
from prossce_desktop.ui.parts.page_header import PageHeader
from prossce_desktop.ui.parts.scroll_area import Scrolled
from prossce_desktop.ui.session.page import Page
from prossce_desktop.ui.session.session import Session

SIDE = 330
NARROW = 860
FREE = 16_777_215


class ExchangePage(Page):
    """Everything is read and written beside the window; one thing at a time."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._standing: ExchangeStatus | None = None
        self._file = Path()
        self.header = PageHeader(_("Exchange"))
        self.banner = Banner("error")
        asks = _(
            "The regional office also asks for names of people. Until you answer, names stay in the country."
        )
        self.asks = Banner("warning", asks, _("Answer…"))
        self.begin = BeginCard()
        self.words = WordsCard()
        self.send = SendCard()
        jobs = ExchangeJob(session, self.banner, self._failed, self)
        self._do = jobs.do
        self.receive = ReceiveActions(session, jobs, self)
        self.drop, self.dry_run = self.receive.drop, self.receive.dry_run
        self.progress = self.receive.progress
        self.written = WrittenPanel(session, self._do)
        self.device_actions = DeviceActions(session, self._do)
        self.invitation = InvitationActions(session, self._do, self._invited)
        self.stick = StickActions(session)
        self.lone = UnreplicatedWorkBanner()
        self.invite, self.devices = self.device_actions.invite, self.device_actions.devices
        self.decisions = DecisionsBanner()
        self.journal = JournalView()
        self.journal_work = JournalActions(session, self._do, self.journal)
        self._lay_out()
        self._connect()
        self._hide_all()

    def _lay_out(self) -> None:
        self._top = QWidget()
        self._across = in_row((self.send, 1), self.drop, into=self._top, spacing=16)
        inner = QWidget()
        down = in_column(into=inner, margins=(32, 4, 32, 24), spacing=16)
        add_to(down, self.banner, self.asks, self.decisions, self.lone, self.begin, self._top, self.dry_run)
        add_to(down, self.progress, self.stick, self.written, self.words, self.device_actions)
        add_to(down, (self.journal, 100), STRETCH)  # which takes the room where there is no journal
        self._scroll = Scrolled(inner, upright=True, takes_keys=False)
        in_column(self.header, (self._scroll, 1), into=self, spacing=0)

    def _connect(self) -> None:
        self.begin.invitation_wanted.connect(self.invitation.choose)
        self.asks.pressed.connect(self.invitation.answer_about_names)
        self.begin.regional_wanted.connect(self.device_actions.ask)
        self.words.same.connect(self._same_words)
        self.words.request_wanted.connect(self._write_request)
        self.send.wanted.connect(lambda: self._write_packages(()))
        self.send.folder_wanted.connect(self._choose_folder)
        self.send.larger_wanted.connect(self._send_larger)
        self.send.stick_wanted.connect(self.stick.open_card)
        self.lone.pressed.connect(self.stick.open_card)
        self.stick.opening.connect(self._stick_is_open)
        self.stick.changed.connect(self._read)
        self.written.smaller.connect(self._send_smaller)
        self.receive.moved.connect(self._show_top)
        self.receive.begun.connect(self.written.clear)
        self.receive.changed.connect(self._read)
        self.receive.left.connect(self._left_files)
        self.receive.invited.connect(self.invitation.take)
        self.receive.replied.connect(self._replied)
        self.dry_run.decisions_wanted.connect(self._go_to_decisions)
        self.decisions.wanted.connect(self._go_to_decisions)
        self.device_actions.admitted.connect(self.receive.close_taken)
        self.device_actions.changed.connect(self._read)
        self.device_actions.changed.connect(self.session.news.devices)
        self.device_actions.past.opened.connect(self._into_sight)
        self.device_actions.wrote.connect(self._say_wrote)
        self.device_actions.inviting.connect(self._inviting)

    def _hide_all(self) -> None:
        cards = (self.begin, self.words, self._top, self.dry_run, self.progress, self.device_actions)
        for widget in (self.banner, self.asks, self.lone, *cards, self.written, self.journal):
            widget.hide()

    def enter(self, place: Place) -> None:
        """Read how the exchange stands and what has no receipt; look at the file that was brought."""
        self._read()
        self.written.refresh()
        if place.file is not None:
            self.named.emit(Place(PageName.exchange))  # whoever comes back does not bring it again
            self.offer([Path(place.file)])

    def leave(self) -> bool:
        """What was looked at is forgotten; what is being taken in goes on."""
        self.receive.leave()
        self.written.clear()
        self.invite.hide()
        self.device_actions.past.forget()
        self.stick.hide()
        self.banner.hide()
        return True

    def _go_to_decisions(self) -> None:
        self.go.emit(Place(PageName.decisions))

    def _read(self, _nothing: object = None) -> None:
        store = self.session.store
        self.session.jobs.read(lambda step: open_decisions.counts(store), self.decisions.show_counts)
        self.session.jobs.read(lambda step: exchange_page.standing(store), self._show)

    def _show(self, standing: ExchangeStatus) -> None:
        first = self._standing is None
        self._standing = standing
        self.header.say(_("Exchange"), exchange_words.scope(standing))
        begins = not standing.regional and standing.office is None
        self.asks.setVisible(standing.asks_for_names)
        self.begin.setVisible(begins and not self.device_actions.is_inviting())
        self._show_top()
        self.send.show_standing(standing)
        office = standing.office
        self.words.setVisible(office is not None and not office.compared)
        if office is not None:
            self.words.show_office(office, answered=any(one.answered for one in standing.unsent))
        self.device_actions.show_standing(standing)
        self.lone.show_lone(standing.lone, offered=self.stick.is_open())
        self.journal.setVisible(not begins or bool(standing.journal))
        self.journal.show_entries(standing.journal)
        if first or self.focusWidget() is None:
            self._focus_first()

    def _stick_is_open(self, is_open: bool) -> None:
        """While the stick is asked about, nothing else has a filled button."""
        self.written.clear()
        if is_open:
            self._top.hide()
            self.lone.hide()
        else:
            self._read()
            self.send.make.setFocus()

    def _focus_first(self) -> None:
        if not self.begin.isHidden():
            first = self.begin.open
        elif not self.send.make.isHidden():
            first = self.send.make
        else:
            first = self.drop.choose
        self.setFocusProxy(first)
        if self.isVisible():
            give_keys(first)

    def _failed(self, error: ProssceError) -> None:
        self.receive.failed()
        if isinstance(error, OtherOffice) and self.invitation.is_of_another_office(error):
            return
        self.banner.say("error", str(error))
        self.banner.show()
        self._read()

    # Introduction

    def _invited(self) -> None:
        self._standing = None  # the keys go to Send
        self.session.news.devices.emit()
        self.session.tell(exchange_page.everything())  # a known office's lists came along
        self._read()

    def _same_words(self) -> None:
        if self._standing is not None and self._standing.office is not None:
            self._focus_first()  # the button goes away
            self.device_actions.confirm_fingerprint(self._standing.office)

    def _write_request(self) -> None:
        name = f"{self.session.store.identity.device}.prossce-request"
        file = self.session.speaker.choose_file_to_write(
            _("Write the request"), name, _("All files (*)"), self._folder()
        )
        if file is not None:
            store, self._file = self.session.store, file
            self._do(lambda: exchange_page.write_request(store, file), self._wrote_request)

    def _wrote_request(self, _nothing: object) -> None:
        self._say_wrote(self._file)

    def _say_wrote(self, file: Path) -> None:
        self.banner.say("done", _("Saved: {name}, in {folder}").format(name=file.name, folder=file.parent))
        self.banner.show()
        self._read()

    # Sending

    def _folder(self) -> Path | None:
        return self._standing.folder if self._standing is not None else None

    def _choose_folder(self) -> None:
        folder = self.session.speaker.choose_folder(_("Folder for packages"), self._folder())
        if folder is not None:
            store = self.session.store
            self._do(lambda: exchange_page.choose_folder(store, folder), self._read)

    def _send_smaller(self, most: int, receivers: Sequence[str]) -> None:
        self._write_packages(receivers, most)

    def _send_larger(self) -> None:
        store = self.session.store
        self._do(lambda: exchange_page.remember_most(store, None), self._read)

    def _write_packages(self, receivers: Sequence[str], most: int | None = None) -> None:
        store = self.session.store

        def write() -> list[WrittenPackage]:
            if most is not None:
                exchange_page.remember_most(store, most)
            return exchange_page.send(store, receivers)

        self._do(
            write, self._sent, _("Writing the package. A first package with many people takes some time.")
        )

    def _sent(self, written: Sequence[WrittenPackage]) -> None:
        self.written.show_written(written)
        self._read()

    # Receiving

    def offer(self, files: Sequence[Path]) -> None:
        """Look at these files, without changing anything; an invitation is opened at once."""
        self.receive.offer(files)

    def _show_top(self) -> None:
        """Sending and receiving stand side by side while no file is looked at."""
        standing = self._standing
        takes_part = standing is not None and (standing.regional or standing.office is not None)
        is_busy = self.receive.is_open() or self.device_actions.is_inviting() or self.stick.is_open()
        self._top.setVisible(takes_part and not is_busy)

    def _left_files(self) -> None:
        self._read()
        give_keys(self.drop.choose)

    def _replied(self, written: Sequence[WrittenPackage]) -> None:
        self._sent(written)
        give_keys(self.send.make)

    def _into_sight(self) -> None:
        """The card stands below the laptops, perhaps below the window; once it has its place."""
        QTimer.singleShot(0, self, lambda: self._scroll.ensureWidgetVisible(self.device_actions.past, 0, 24))

    def _inviting(self, asks: bool) -> None:
        """While the invitation is asked about, nothing else has a filled button."""
        if asks:
            self.begin.hide()
            self._top.hide()
        else:
            self._read()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= theme().px(NARROW)
        set_upright(self._across, not wide)
        self.drop.setMinimumWidth(theme().px(SIDE) if wide else 0)
        self.drop.setMaximumWidth(theme().px(SIDE) if wide else FREE)


class UnreplicatedWorkBanner(Banner):
    """`pressed` asks for the stick."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("warning", parent=parent)

    def show_lone(self, work: Lone, *, offered: bool) -> None:
        """Say it where it is much; not while the stick is `offered` anyway."""
        if work.is_much:
            self.say("warning", unreplicated_work_words.sentence(work), _("Exchange by USB stick…"))
        self.setVisible(work.is_much and not offered)

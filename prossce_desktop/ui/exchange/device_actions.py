"""What an officer does with laptops: invite them, let them in, compare their words, shut them out."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from prossce_desktop.domain.model.codes import Country
from prossce_desktop.domain.model.scopes import ShareLevel
from prossce_desktop.language.messages import _
from prossce_desktop.services.devices import device_name_rules, introductions
from prossce_desktop.services.exchange import exchange_page
from prossce_desktop.services.exchange.exchange_page import DeviceRow, ExchangeStatus
from prossce_desktop.ui.exchange.device_history_actions import DeviceHistoryActions
from prossce_desktop.ui.exchange.device_list import DeviceList
from prossce_desktop.ui.exchange.exchange_job import RunsJob
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.cards import Card
from prossce_desktop.ui.parts.choice_field import Choice, ChoiceField
from prossce_desktop.ui.parts.field_frame import FieldFrame
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.layouts import STRETCH, add_to, in_column, in_row
from prossce_desktop.ui.session.dialogs import agrees
from prossce_desktop.ui.session.session import Session


class DeviceActions(QWidget):
    """`changed()` when something was done, `admitted()` before it when what waited went in, `wrote(Path)` for
    a file, `inviting(bool)` while the invitation is asked about."""

    changed = Signal()
    admitted = Signal()
    wrote = Signal(object)
    inviting = Signal(bool)

    def __init__(self, session: Session, does: RunsJob, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._does = does
        self._standing: ExchangeStatus | None = None
        self._file = Path()
        self.invite = InvitationCard()
        self.past = DeviceHistoryActions(session, does)
        self.devices = DeviceList()
        in_column(self.invite, self.devices, self.past, into=self, spacing=16)
        for part in (self.invite, self.past, self.devices):
            part.hide()
        self.devices.invite_wanted.connect(self.ask)
        self.devices.let_in.connect(self._let_in)
        self.devices.compared.connect(self.confirm_fingerprint)
        self.devices.shut_out.connect(self._shut_out)
        self.devices.retired.connect(self._retire)
        self.devices.past_wanted.connect(self.past.open)
        self.devices.renamed.connect(self._rename)
        self.devices.forgotten.connect(self._forget)
        self.past.left.connect(self.devices.view.setFocus)
        self.past.changed.connect(self.changed)
        self.invite.wanted.connect(self._write_invitation)
        self.invite.left.connect(self.close_invite)

    def show_standing(self, standing: ExchangeStatus) -> None:
        """Put the laptops in: all at the regional office, else those of the own country."""
        self._standing = standing
        devices = [one for one in standing.devices if standing.regional or one.ours]
        self.devices.setVisible(standing.regional or bool(devices))
        self.devices.show_devices(devices, regional=standing.regional)
        self.setVisible(standing.regional or bool(devices) or self.is_inviting())

    def is_inviting(self) -> bool:
        return not self.invite.isHidden()

    def ask(self) -> None:
        """Ask for which country the invitation is."""
        self.show()
        self.invite.show()
        self.inviting.emit(True)
        self.invite.country.setFocus()

    def close_invite(self) -> None:
        self.invite.hide()
        self.inviting.emit(False)

    def _write_invitation(self, country: str, share: str) -> None:
        if self._standing is not None and not self._standing.regional:
            question = _("Make this the regional office?")
            more = _(
                "From then on, this laptop has the data of all countries and receives their packages. This "
                "cannot be undone."
            )
            if not agrees(self._session.speaker, question, _("Make it the regional office"), more):
                return
        name = f"ProSSCE-{country or 'ASEAN'}.prossce-invitation"
        folder = self._standing.folder if self._standing is not None else None
        file = self._session.speaker.choose_file_to_write(
            _("Write the invitation"), name, _("All files (*)"), folder
        )
        if file is not None:
            store, self._file = self._session.store, file
            self.close_invite()
            self._does(
                lambda: exchange_page.invite(store, file, country=country or None, share=ShareLevel(share)),
                self._written,
            )

    def _written(self, _nothing: object) -> None:
        self.wrote.emit(self._file)

    def _let_in(self, device: DeviceRow, is_compared: bool) -> None:
        store = self._session.store
        self._does(
            lambda: exchange_page.admit_device(store, device, is_compared=is_compared), self._was_let_in
        )

    def _was_let_in(self, nothing: object) -> None:
        self._session.tell(exchange_page.everything())
        self.admitted.emit()
        self._again(nothing)

    def confirm_fingerprint(self, device: DeviceRow) -> None:
        """Six words were the same: of a laptop, or of the regional office."""
        store = self._session.store
        self._does(lambda: exchange_page.confirm_fingerprint(store, device), self._was_compared)

    def _was_compared(self, nothing: object) -> None:
        self._session.tell(exchange_page.everything())  # the office's lists are taken in then
        self._again(nothing)

    def _retire(self, device: DeviceRow, is_back: bool) -> None:
        store = self._session.store
        self._does(lambda: introductions.retire(store, device.name, is_back=is_back), self._again)

    def _shut_out(self, device: DeviceRow) -> None:
        question = _("Block {name}?").format(name=device.name)
        more = _(
            "This cannot be undone. What this laptop sent before is kept; its later packages are not read. "
            "If nobody uses the laptop now, choose “Not used any more”."
        )
        if agrees(self._session.speaker, question, _("Block"), more):
            store = self._session.store
            self._does(lambda: introductions.revoke(store, device.name), self._again)

    def _rename(self, device: DeviceRow, name: str) -> None:
        store = self._session.store
        self._does(lambda: device_name_rules.rename(store, device.name, name), self._again)

    def _forget(self, device: DeviceRow) -> None:
        question = _("Remove {name} from the list?").format(name=device.name)
        more = _("The laptop stays blocked. The names of its office and officer are deleted here.")
        if agrees(self._session.speaker, question, _("Remove from the list"), more):
            store = self._session.store
            self._does(lambda: device_name_rules.forget(store, device.name), self._again)

    def _again(self, _nothing: object) -> None:
        self.changed.emit()


class InvitationCard(Card):
    """`wanted(country or "", share level)`, or `left()`."""

    wanted = Signal(str, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        title = _("Invite laptops")
        self.setAccessibleName(title)
        self.country = ChoiceField(
            [Choice(one.value, _(one.label)) for one in Country], empty=_("any country")
        )
        self.share = ChoiceField(
            [
                Choice(ShareLevel.codes, _("Codes only: names stay in the country")),
                Choice(ShareLevel.names, _("Names too")),
            ],
            needed=True,
            typed=False,
        )
        self.share.set_value(ShareLevel.codes)
        self.write = Button(_("Write the invitation…"), "primary", icon="mail", clicked=self._was_pressed)
        self.leave = Button(_("Close"), clicked=self.left)
        fields = in_row(
            (FieldFrame(_("Country"), self.country), 1),
            (FieldFrame(_("Data about people"), self.share), 1), spacing=24,
        )  # fmt: skip
        foot = in_row(self.write, self.leave, STRETCH, spacing=8)
        said = _(
            "One file for up to 20 laptops, valid for 30 days. Send it by e-mail to the officers of the "
            "country."
        )
        add_to(self.body, Label(title, "section"), Label(said, "caption", "muted", wraps=True), fields, foot)

    def _was_pressed(self) -> None:
        self.wanted.emit(str(self.country.value()), str(self.share.value()))

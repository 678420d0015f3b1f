"""How this laptop and the regional office meet: the invitation, six words to compare."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from prossce_desktop.language.messages import _
from prossce_desktop.services.exchange.exchange_page import DeviceRow
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.cards import Card
from prossce_desktop.ui.parts.chips import in_flow
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.layouts import STRETCH, add_to, in_column, in_row


class BeginCard(Card):
    """Before anything: `invitation_wanted()`, or `regional_wanted()` in the office that invites."""

    invitation_wanted = Signal()
    regional_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        title = _("Send your data to the regional office by e-mail, encrypted")
        self.setAccessibleName(title)
        first = _(
            "To start, open the invitation file from the regional office. After that, press one button each "
            "month. No record arrives twice."
        )
        second = _(
            "Names of people stay in the country, unless you agree to send them. The regional office gets "
            "the same figures without names."
        )
        self.open = Button(_("Open the invitation…"), "primary", icon="mail", clicked=self.invitation_wanted)
        self.regional = Button(_("This is the regional office"), "quiet", clicked=self.regional_wanted)
        add_to(
            self.body, Label(title, "section", wraps=True), Label(first, "body", wraps=True),
            Label(second, "caption", "muted", wraps=True),
            in_row(self.open, self.regional, STRETCH, spacing=8),
        )  # fmt: skip


class WordsCard(Card):
    """Six words to compare: `same()` when they were, `request_wanted()` for the request as a file."""

    same = Signal()
    request_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(_("Compare six words by phone"))
        self.title = Label("", "total", wraps=True)
        self.words = Label("", "section", "accent", wraps=True)
        self.explained = Label("", "caption", "muted", wraps=True)
        self.yes = Button(_("They are the same"), icon="check", clicked=self.same)
        self.request = Button(_("Write the request as a file…"), "link", clicked=self.request_wanted)
        words = in_column(self.title, self.words, self.explained, spacing=2)
        add_to(self.body, words, in_flow(self.yes, self.request))

    def show_office(self, office: DeviceRow, *, answered: bool) -> None:
        """Who it is, and the words; `answered`: a receipt came, so this laptop was let in."""
        self.title.setText(
            _("Compare the six words by phone with {officer}, {office}").format(
                officer=office.officer, office=office.office
            )
        )
        self.words.setText(office.words)
        said = _(
            "Call a number that you know, not a number from the e-mail. If a word is different, somebody "
            "changed the invitation."
        )
        first = _("Your first package will ask the regional office to let this laptop in.")
        names = _(
            "The invitation also asks for names of people. Names are sent to the regional office after you "
            "confirm that the words are the same."
        )
        self.explained.setText(
            " ".join([*([] if answered else [first]), said, *([names] if office.names else [])])
        )
        self.request.setVisible(not answered)

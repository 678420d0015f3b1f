"""What an invitation says: for which country it is, and what that country's laptops may send."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from prossce_desktop.domain.model.codes import Country
from prossce_desktop.domain.model.scopes import ShareLevel
from prossce_desktop.language.messages import _
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.cards import Card
from prossce_desktop.ui.parts.choice_field import Choice, ChoiceField
from prossce_desktop.ui.parts.field_frame import FieldFrame
from prossce_desktop.ui.parts.labels import Label


class InvitationCard(Card):
    """`wanted(country or "", share level)`, or `left()`."""

    wanted = Signal(str, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        title = _("Invite laptops")
        self.setAccessibleName(title)
        self.country = ChoiceField([Choice(one.value, _(one.label)) for one in Country], empty=_("any country"))
        self.share = ChoiceField(
            [Choice(ShareLevel.codes, _("Codes only: names stay in the country")), Choice(ShareLevel.names, _("Names too"))],
            needed=True,
            typed=False,
        )
        self.share.set_value(ShareLevel.codes)
        self.write = Button(_("Write the invitation…"), "primary", icon="mail")
        self.leave = Button(_("Close"))
        self.write.clicked.connect(self._was_pressed)
        self.leave.clicked.connect(self.left)
        fields = QHBoxLayout()
        fields.setSpacing(24)
        fields.addWidget(FieldFrame(_("For which country"), self.country), 1)
        fields.addWidget(FieldFrame(_("Data about people"), self.share), 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.write)
        foot.addWidget(self.leave)
        foot.addStretch(1)
        said = _("One file for up to 20 laptops, valid for 30 days. Send it by e-mail to the officers of the country.")
        self.body.addWidget(Label(title, "section"))
        self.body.addWidget(Label(said, "caption", "muted", wraps=True))
        self.body.addLayout(fields)
        self.body.addLayout(foot)

    def _was_pressed(self) -> None:
        self.wanted.emit(str(self.country.value()), str(self.share.value()))

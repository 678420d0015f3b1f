"""Erasing a person, on the page: what it does, the reason, and then what is left to do by hand."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.services.people.person_erasure import OutOfReach
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.cards import Card
from prossce_desktop.ui.parts.field_frame import FieldFrame
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.layouts import STRETCH, add_to, in_row
from prossce_desktop.ui.parts.scroll_area import emptied
from prossce_desktop.ui.parts.text_fields import TextField

_MOST = 6
_REASON = 200


class EraseCard(Card):
    """`erase` is pressed to erase, `letter` for the letter; Close hides the card."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.title = Label("", "section", wraps=True)
        self.text = Label("", "body", wraps=True)
        # Translators: an example of a reason, in an empty field
        self.reason = TextField(placeholder=_("asked for it in a letter on 3 March"), limit=_REASON)
        self.field = FieldFrame(_("Reason, without a name"), self.reason)
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        self.erase = Button(_("Erase permanently…"), icon="trash-2")
        self.letter = Button(_("Save the letter…"), icon="file-text")
        self.close_button = Button(_("Close"), "quiet", clicked=self.hide)
        self.reason.edited.connect(self._reason_typed)
        foot = in_row(self.erase, self.letter, self.close_button, STRETCH, spacing=8)
        add_to(self.body, self.title, self.text, self.field, self._list, foot)
        self.hide()

    def ask(self) -> None:
        """Before: what it does and why it is done."""
        self._say(
            _("Erase this person"),
            _(
                "The program will delete the name, phone, ID numbers, notes and everything else that shows "
                "who the person is. It deletes them here, in the history, and at the other offices with the "
                "next packages. Restored backups are cleaned too. A participant of this sex and age still "
                "counts, so no figure changes."
            ),
        )
        emptied(self._list)
        self.reason.clear()
        self._show(before=True)
        self._reason_typed()
        self.reason.setFocus()

    def tell(self, left: OutOfReach) -> None:
        """Afterwards: what is left to do by hand."""
        self._say(
            _("This person was erased"), _("The program cannot erase these. Please check them yourself:")
        )
        emptied(self._list)
        said = _lines(left)
        for line in said[:_MOST]:
            self._list.addWidget(Label(line, "caption", wraps=True))
        if len(said) > _MOST:
            self._list.addWidget(
                Label(_("and {n} more, all in the letter").format(n=len(said) - _MOST), "caption")
            )
        if not said:
            self.text.setText(_("The program has erased everything. You do not have to check anything else."))
        self._show(before=False)

    def _say(self, title: str, text: str) -> None:
        self.title.setText(title)
        self.setAccessibleName(title)
        self.text.setText(text)

    def _show(self, *, before: bool) -> None:
        self.field.setVisible(before)
        self.erase.setVisible(before)
        self.close_button.setVisible(before)
        self.letter.setVisible(not before)
        self.show()

    def _reason_typed(self) -> None:
        self.erase.setEnabled(bool(self.reason.text().strip()))


def _lines(left: OutOfReach) -> list[str]:
    said = [
        _("File: {name}, {day}").format(name=name, day=formatting.day(at.astimezone().date()))
        for at, name, _holds in left.exports
    ]
    said += [_("Photo or scan: {name}").format(name=one) for one in left.attachments]
    n = len(left.backups)
    if n:
        backups = ngettext_(
            "{n} older backup on this computer; if it is restored, the person is erased from it first",
            "{n} older backups on this computer; if one is restored, the person is erased from it first",
            n,
        )
        said.append(backups.format(n=n))
    if left.packages:
        sent = ngettext_(
            "{n} package already sent may still be in a mailbox",
            "{n} packages already sent may still be in mailboxes",
            left.packages,
        )
        said.append(sent.format(n=left.packages))
    if left.on_sticks:
        carried = ngettext_(
            "{n} package was written to a USB stick before: delete it on the stick",
            "{n} packages were written to USB sticks before: delete them on the sticks",
            left.on_sticks,
        )
        said.append(carried.format(n=left.on_sticks))
    said += [_("Signed sheets on paper: {activity}").format(activity=one) for one in left.activities]
    return said

"""What is new, how large it is, and the button that makes the e-mail."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.services.exchange.exchange_page import (
    IS_OUT,
    IS_RETIRED,
    MAILED_BYTES,
    ExchangeStatus,
    Unsent,
)
from prossce_desktop.ui.exchange import exchange_words
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.cards import Card
from prossce_desktop.ui.parts.chips import in_flow
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.layouts import STRETCH, add_to, in_column
from prossce_desktop.ui.parts.scroll_area import emptied
from prossce_desktop.ui.parts.tooltips import set_tip

_MOST_LINES = 8


class SendCard(Card):
    """`wanted()` to make the e-mail, `folder_wanted()` for another folder, `stick_wanted()` without a
    network, `larger_wanted()`: the mailbox takes larger e-mails after all."""

    wanted = Signal()
    larger_wanted = Signal()
    folder_wanted = Signal()
    stick_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.title = Label("", "section", wraps=True)
        self.confirmed = Label("", "caption", "muted", wraps=True)
        self.sentence = Label("", "caption", "muted", wraps=True)
        self.where = Label("", "caption", "muted", wraps=True)
        self.limit = Label("", "caption", "muted", wraps=True)
        self.larger = Button(_("My mailbox accepts large e-mails again"), "link", clicked=self.larger_wanted)
        self.make = Button(_("Make e-mail"), "primary", icon="mail", clicked=self.wanted)
        self.folder = Button(_("Another folder…"), "link", clicked=self.folder_wanted)
        self.stick = Button(_("Exchange by USB stick…"), clicked=self.stick_wanted)
        self._counts = QWidget()
        self._grid = QGridLayout(self._counts)
        self._grid.setContentsMargins(0, 4, 0, 4)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(3, 1)
        add_to(
            self.body, in_column(self.title, self.confirmed, spacing=2), self._counts, self.sentence,
            self.where, self.limit, (self.larger, 0, Qt.AlignmentFlag.AlignLeft), STRETCH,
            in_flow(self.make, self.stick, self.folder),
        )  # fmt: skip
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_standing(self, standing: ExchangeStatus) -> None:
        unsent = standing.unsent
        self.stick.setVisible(not standing.regional)
        self.where.setText(
            _("The package is saved in the folder “{folder}”.").format(
                folder=standing.folder.name or standing.folder
            )
        )
        set_tip(self.where, str(standing.folder))
        self.limit.setText(
            _("The mailbox refused larger e-mails, so each e-mail has at most {size}.").format(
                size=exchange_words.size(standing.most)
            )
        )
        for widget in (self.limit, self.larger):
            widget.setVisible(standing.most < MAILED_BYTES and bool(unsent))
        if standing.regional:
            self._show_many(standing)
            return
        if not unsent:
            return
        one = unsent[0]
        self.title.setText(_("Send to {office}").format(office=one.office))
        self.setAccessibleName(self.title.text())
        self.confirmed.setText(exchange_words.confirmed(one))
        self._fill(exchange_words.lines_of(one))
        self.sentence.setText(
            " ".join([*_package(standing, one), *_people(standing, one), *_pictures(standing)])
        )
        self.make.set_words(_("Make e-mail"))

    def _show_many(self, standing: ExchangeStatus) -> None:
        unsent = standing.unsent
        self.title.setText(_("Send to the laptops"))
        self.setAccessibleName(self.title.text())
        self.make.setVisible(bool(unsent))
        self.folder.setVisible(bool(unsent))
        self.where.setVisible(bool(unsent))
        if not unsent:
            was_in = any(one.state in (IS_RETIRED, IS_OUT) for one in standing.devices)
            self.confirmed.setText(_("No laptop is in use.") if was_in else _("No laptop is let in yet."))
            if was_in:
                said = _(
                    "No e-mails are made for laptops that are blocked or not in use. Press “In use again” "
                    "for a laptop, or invite others."
                )
            else:
                said = _(
                    "Write an invitation and send it to the country offices by e-mail. Their first package "
                    "will ask to be let in."
                )
            self.sentence.setText(said)
            self._fill([])
            return
        waiting = [one for one in unsent if one.operations]
        self.confirmed.setText(_("One e-mail for each laptop, with a receipt for the data it sent."))
        self._fill([exchange_words.receiver(one) for one in waiting])
        self.sentence.setText(" ".join(_for_all(unsent)))
        self.make.set_words(_("Make e-mails"))

    def _fill(self, lines: Sequence[tuple[str, str]]) -> None:
        emptied(self._grid)
        shown = list(lines[:_MOST_LINES])
        if len(lines) > _MOST_LINES:
            shown[-1:] = [("", _("and others"))]
        rows = -(-len(shown) // 2)
        for at, (number, said) in enumerate(shown):
            row, column = (at, 0) if at < rows else (at - rows, 2)
            figure = Label(number, "total")
            figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            figure.setMinimumWidth(44)
            line = Label(said, "body", wraps=True)
            line.setAccessibleName(f"{number} {said}".strip())
            self._grid.addWidget(figure, row, column)
            self._grid.addWidget(line, row, column + 1)
        self._counts.setVisible(bool(shown))

    def lines(self) -> list[str]:
        """What is said to be new, for a screen reader."""
        items = [self._grid.itemAt(at) for at in range(self._grid.count())]
        found = [one.widget() for one in items if one is not None]
        return [one.accessibleName() for one in found if one is not None and one.accessibleName()]


def _package(standing: ExchangeStatus, office: Unsent) -> list[str]:
    """What the e-mail to the regional office would carry, and how large it is."""
    said = []
    if office.operations:
        said.append(
            _(
                "The package (about {size}) is encrypted. Only {office}, your own laptops and your recovery "
                "key can open it. A workbook and a PDF of the figures are attached, without personal data."
            )
        )
        if office.asked:
            said.append(_("{office} asked for personal values. They are included."))
    elif office.asked:
        said.append(
            _("{office} asked for personal values. The e-mail ({size}) will contain them and the receipt.")
        )
    elif standing.is_first:
        said.append(
            _("Nothing is recorded yet. The e-mail (about {size}) will ask {office} to let this laptop in.")
        )
    else:
        said.append(_("Nothing is new. The e-mail ({size}) will contain only the receipt."))
    return [each.format(size=exchange_words.size(office.size), office=office.office) for each in said]


def _people(standing: ExchangeStatus, office: Unsent) -> list[str]:
    """Whether names go along; nothing of it where the office may have them and none would go."""
    if standing.office is None or not (standing.office.names and standing.office.compared):
        if office.asked:
            return [
                _(
                    "The personal values can be opened only on laptops of the country. Names of people "
                    "stay there."
                )
            ]
        return [_("Names of people stay in the country.")]
    return [_("Names of people are in the package.")] if office.operations or office.asked else []


def _pictures(standing: ExchangeStatus) -> list[str]:
    """Pictures that would follow, and damaged ones that would have."""
    said = []
    if n := standing.pictures:
        # Translators: above the button that makes an e-mail; one e-mail may have several photos or scans
        follow = ngettext_(
            "{n} photo or scan will be in a separate e-mail. Send that e-mail too.",
            "{n} photos or scans will be in separate e-mails. Send those e-mails too.",
            n,
        )
        said.append(follow.format(n=formatting.number(n)))
    if n := standing.damaged:
        stay = ngettext_(
            "{n} photo or scan is damaged on this computer and will not be sent. Add it again.",
            "{n} photos or scans are damaged on this computer and will not be sent. Add them again.",
            n,
        )
        said.append(stay.format(n=formatting.number(n)))
    return said


def _for_all(unsent: Sequence[Unsent]) -> list[str]:
    """At the regional office: how large all e-mails are, and who asked for personal values."""
    size = exchange_words.size(sum(one.size for one in unsent))
    asking = sum(1 for one in unsent if one.asked)
    if not asking and not any(one.operations for one in unsent):
        return [
            _("Nothing is new. The e-mails ({size} in all) will contain only the receipts.").format(size=size)
        ]
    asked = ngettext_(
        "{n} laptop asked for personal values. They are included in its e-mail.",
        "{n} laptops asked for personal values. They are included in their e-mails.",
        asking,
    )
    return [
        _("About {size} in all.").format(size=size),
        *([asked.format(n=formatting.number(asking))] if asking else []),
    ]

"""The line under the list of activities: how many there are, by status, and the keys."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.services.lists.list_queries import PAST_DATE
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.key_button import KeyButton
from prossce_desktop.ui.parts.labels import Label


class ListFoot(QWidget):
    """A number, what it is made of, and at the right a rule or the keys."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("look", "bar")
        self.setFixedHeight(theme().px(40))
        self._count = Label("", "total")
        self._parts = Label("", "caption")
        self._rule = Label(_("Persons, visits and posts are never added together"), "caption")
        self._keys = QWidget()
        along = QHBoxLayout(self._keys)
        along.setContentsMargins(0, 0, 0, 0)
        along.setSpacing(6)
        self.clear = KeyButton(_("Esc"), _("clear the search"))
        self.new = KeyButton(_("Ctrl N"), _("new, then one letter for the kind"))
        for key in (self.clear, self.new):
            along.addWidget(key)
            along.addSpacing(6)
        self._keys.hide()
        across = QHBoxLayout(self)
        across.setContentsMargins(32, 0, 32, 0)
        across.setSpacing(8)
        across.addWidget(self._count)
        across.addWidget(self._parts)
        across.addStretch(1)
        across.addWidget(self._rule)
        across.addWidget(self._keys)

    def say(self, count: str, parts: str = "", *, empty: bool = False) -> None:
        """What stands there."""
        self._count.setText(count)
        self._parts.setText(parts)
        self._keys.setVisible(empty)
        self._rule.setVisible(not empty and self.width() >= theme().px(800))

    def words(self) -> str:
        """The whole sentence."""
        return f"{self._count.text()} {self._parts.text()}".strip()


def foot_words(count: int, whole: int, by_status: Mapping[str, int], *, others: bool, filtered: bool) -> tuple[str, str]:
    """14 activities; 11 held, 1 planned, 1 past its date."""
    if others:
        return ngettext_("{n} record", "{n} records", count).format(n=formatting.number(count)), ""
    if not count and filtered:
        return ngettext_("0 of {n} activity", "0 of {n} activities", whole).format(n=formatting.number(whole)), ""
    said = ngettext_("{n} activity", "{n} activities", count).format(n=formatting.number(count))
    if filtered:
        said = ngettext_("{n} of {whole} activity", "{n} of {whole} activities", whole)
        said = said.format(n=formatting.number(count), whole=formatting.number(whole))
    late = ngettext_("{n} past the date", "{n} past the date", by_status.get(PAST_DATE, 0))
    forms = {
        "held": _("{n} held"), "planned": _("{n} planned"), PAST_DATE: late, "postponed": _("{n} postponed"),
        "cancelled": _("{n} cancelled"),
    }  # fmt: skip
    parts = [form.format(n=formatting.number(by_status[status])) for status, form in forms.items() if by_status.get(status)]
    return said, ", ".join(parts)

"""Over the people grid: find in this list, the chips, paste, and the choice of columns."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from prossce_desktop.language.messages import _
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.chips import Chip
from prossce_desktop.ui.parts.layouts import STRETCH, add_to, in_row
from prossce_desktop.ui.parts.text_fields import TextField

Which = Literal["all", "check", "known", "new"]


class Toolbar(QWidget):
    """`wanted(which, text)` when a chip or the text changes."""

    wanted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.find_field = TextField(placeholder=_("Find in this list"), icon="search")
        self.find_field.setAccessibleName(_("Find in this list"))
        self.find_field.setMinimumWidth(theme().px(96))
        self.find_field.setMaximumWidth(theme().px(190))
        self.find_field.edited.connect(self._tell)
        self.chips: dict[str, Chip] = {}
        self._words = {"all": _("All"), "check": _("To check"), "known": _("Recorded"), "new": _("New")}
        self.which: str = "all"
        self.paste_button = Button(_("Paste"), "quiet", icon="clipboard-paste")
        self.columns_button = Button(_("Columns"), "quiet", icon="columns-3")
        across = in_row((self.find_field, 1), 4, into=self, margins=(32, 8, 22, 8), spacing=8)
        for which, words in self._words.items():
            chip = Chip(words, on=which == "all")
            chip.clicked.connect(lambda _on, which=which: self._chosen(which))
            self.chips[which] = chip
            across.addWidget(chip)
        add_to(across, STRETCH, self.paste_button, self.columns_button)

    def show_counts(self, counts: dict[str, int]) -> None:
        for which, chip in self.chips.items():
            chip.set_words(self._words[which], counts.get(which, 0))

    def choose(self, which: str) -> None:
        self.which = which
        for name, chip in self.chips.items():
            chip.set_on(name == which)

    def filter_words(self) -> tuple[str, ...]:
        """What leaves a part of the list out, in words."""
        text = self.find_field.text().strip()
        return (
            *(() if self.which == "all" else (self._words[self.which],)),
            *((_("Search: {text}").format(text=text),) if text else ()),
        )

    def _chosen(self, which: str) -> None:
        self.choose(which)
        self._tell()

    def _tell(self) -> None:
        self.wanted.emit(self.which, self.find_field.text())

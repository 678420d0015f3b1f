"""A chip that opens a choice of several: sex, country, province."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from prossce_desktop.language.messages import _
from prossce_desktop.ui.parts.chips import Chip


class FilterChip(Chip):
    """Off it says what it filters by, on it says what is chosen. `changed` when the choice changes."""

    changed = Signal()

    def __init__(
        self, name: str, parent: QWidget | None = None, *, words_of: Callable[[str], str] = str
    ) -> None:
        """`words_of` a token that is not offered, or not yet."""
        super().__init__(name, parent, opens=True)
        self._name = name
        self._words_of = words_of
        self._offered: list[tuple[str, str]] = []
        self._chosen: list[str] = []
        self.clicked.connect(self._open)

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        self._offered = list(choices)
        self._say()

    def chosen(self) -> tuple[str, ...]:
        """The tokens chosen, none for all."""
        return tuple(self._chosen)

    def choose(self, token: str, on: bool) -> None:
        self._chosen = [*(one for one in self._chosen if one != token), *([token] if on else [])]
        self._say()
        self.changed.emit()

    def clear(self) -> None:
        """Everything again."""
        self.take(())
        self.changed.emit()

    def take(self, tokens: Sequence[str]) -> None:
        """Exactly these are chosen; whoever calls reads the list again."""
        self._chosen = list(tokens)
        self._say()

    def filter_words(self) -> str:
        """What is chosen, in words: "Sex: Female, Male"; "" for everything."""
        words = dict(self._offered)
        chosen = ", ".join(words.get(token) or self._words_of(token) for token in self._chosen)
        return _("{name}: {chosen}").format(name=self._name, chosen=chosen) if chosen else ""

    def menu_of_choices(self) -> QMenu:
        menu = QMenu(self)
        every = QAction(_("All"), menu)
        every.triggered.connect(self.clear)
        menu.addAction(every)
        menu.addSeparator()
        for token, words in self._offered:
            action = QAction(words.replace("&", "&&"), menu)
            action.setCheckable(True)
            action.setChecked(token in self._chosen)
            action.triggered.connect(partial(self.choose, token))
            menu.addAction(action)
        return menu

    def _open(self) -> None:
        self.menu_of_choices().popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def _say(self) -> None:
        offered = dict(self._offered)
        words = [words for token, words in self._offered if token in self._chosen]
        # a filter that is on is never hidden
        words += [self._words_of(token) for token in self._chosen if token not in offered]
        said = words[0] if words else self._name
        if len(words) > 1:
            said = _("{first} and {n} more").format(first=words[0], n=len(words) - 1)
        self.set_words(said)
        self.set_on(bool(words))

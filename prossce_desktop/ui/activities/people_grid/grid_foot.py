"""Under the people grid: its keys, and the promise that nothing is lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from prossce_desktop.domain.translatable import N_
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.ui.activities.people_grid.grid_row import GridRow
from prossce_desktop.ui.activities.people_grid.list_totals import CHECKED
from prossce_desktop.ui.base.shortcuts import Stroke
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.cards import Icon
from prossce_desktop.ui.parts.key_button import KeyButton
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.layouts import add_to
from prossce_desktop.ui.parts.tooltips import set_tip
from prossce_desktop.ui.records.problem_words import not_saved_words

_ROOM_FOR_BOTH = 1000


class GridFoot(QWidget):
    """`hint` shows the keys of the current row, `say` when everything was kept, or what is wrong."""

    pressed = Signal(object)
    """A key and what is held with it, by the mouse."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "bar")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._keys = QHBoxLayout()
        self._keys.setSpacing(6)
        self._shown: tuple[tuple[str, str], ...] = ()
        self.parts: list[QWidget] = []
        self._icon = Icon("check", 16, "ok")
        self._words = Label("", "caption")
        across = QHBoxLayout(self)
        across.setContentsMargins(32, 0, 32, 0)
        across.setSpacing(8)
        self.about = Label("", "caption", "warning", wraps=True)
        add_to(across, self._keys, (self.about, 1), self._icon, self._words)
        self._across = across
        self._part: QWidget | None = None
        self._icon.hide()
        theme().changed.connect(self._resize)
        self._resize()
        self.hint(usual_keys())

    def _resize(self) -> None:
        self.setFixedHeight(theme().px(40))

    def hold(self, part: QWidget) -> None:
        """A part that takes the place of the keys while it asks something."""
        self._part = part
        self._across.insertWidget(0, part, 1)

    def give_room(self, on: bool) -> None:
        """The part asks, or has ceased to."""
        self.about.setVisible(not on)
        self._fit()

    def hint(self, keys: tuple[tuple[str, str], ...], about: str = "") -> None:
        """Show these keys with what they do, and what is said of the current row, in full."""
        self.about.setText(about)
        set_tip(self.about, about)
        if keys == self._shown:
            self._fit()
            return
        self._shown = keys
        for part in self.parts:
            part.hide()
            part.deleteLater()
        self.parts = []
        for cap, does in keys:
            part = KeyButton(cap, does)
            part.clicked.connect(lambda _on=False, cap=cap: self.pressed.emit(sent_by(cap)))
            self._keys.addWidget(part)
            self.parts.append(part)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Keys without room are left out, the last first; a question goes before both."""
        asks = self._part is not None and not self._part.isHidden()
        fine = self._words.property("tone") != "error"
        said = bool(self._words.text()) and not (asks and fine and self.width() < theme().px(_ROOM_FOR_BOTH))
        self._icon.setVisible(said)
        self._words.setVisible(said)
        about = 0
        if self.about.text():
            about = self.about.fontMetrics().horizontalAdvance(self.about.text()) + theme().px(24)
        room = self.width() - 64 - self._words.sizeHint().width() - 32 - min(about, self.width() // 2)
        used = 0
        for part in self.parts:
            used += part.sizeHint().width() + 6
            part.setVisible(used <= room and not asks)

    def keys(self) -> tuple[tuple[str, str], ...]:
        return self._shown

    def say(self, words: str, *, fine: bool = True) -> None:
        """That everything is kept, or what was refused."""
        self._icon.set_icon("check" if fine else "circle-alert", "ok" if fine else "errline")
        self._words.set_tone("muted" if fine else "error")
        self._words.setText(words)
        self._fit()
        set_tip(self._words, words)

    def words(self) -> str:
        return self._words.text()


def standing_words(rows: Iterable[GridRow], at: dt.datetime) -> tuple[str, bool]:
    """What of the list is saved, and whether all is well: rows to correct, then unreadable values."""
    waiting = lost = open_rows = 0
    for row in rows:
        if (
            row.participation is not None
            and not row.dirty
            and row.tally is not None
            and not row.tally[CHECKED]
        ):
            continue  # nothing of it stands only here
        if row.refusal:
            waiting += 1
        elif row.participation is None:
            open_rows += not row.is_empty
        else:
            lost += len(row.lost)
    if waiting:
        return not_saved_words(waiting), False
    if lost:
        said = ngettext_(
            "{n} value is not saved: it is marked in red.",
            "{n} values are not saved: they are marked in red.",
            lost,
        )
        return said.format(n=lost), False
    if not open_rows:
        return _("All changes saved at {time}.").format(time=formatting.clock(at)), True
    # Translators: {time}: a time of day
    return _("Unsaved entries typed until {time} are not lost.").format(time=formatting.clock(at)), True


def keys_of(*, duplicate: bool, asked: bool, session: bool) -> tuple[tuple[str, str], ...]:
    """The keys at a place: in a `duplicate` row, on a value `asked` about, in a `session` column."""
    if duplicate:
        return duplicate_keys(asked=asked)
    if session:
        return ((_("Space"), _("present")), (_("Alt A"), _("everybody present")), *usual_keys())
    return usual_keys()


def usual_keys() -> tuple[tuple[str, str], ...]:
    return (
        (_("Enter"), _("go down")), (_("Tab"), _("go right")), (_("Ctrl D"), _("fill down")),
        (_("Ctrl V"), _("paste a block")),
        (_("Ctrl −"), _("remove row")), (_("Ctrl O"), _("open the person")),
    )  # fmt: skip


def duplicate_keys(*, asked: bool = False) -> tuple[tuple[str, str], ...]:
    """The keys of a row that may be a double; `asked`: a value of it is asked about as well."""
    more = ((_("Alt K"), _("keep a value")),) if asked else ()
    return ((_("Alt S"), _("the same person")), (_("Alt D"), _("different people")), *more)


def sent_by(cap: str) -> tuple[Qt.Key, Qt.KeyboardModifier]:
    """Which key a cap stands for, and what is held with it."""
    caps = (
        N_("Enter"), N_("Tab"), N_("Space"), N_("Ctrl D"), N_("Ctrl V"), N_("Ctrl −"), N_("Ctrl O"),
        N_("Alt A"), N_("Alt S"), N_("Alt D"), N_("Alt K"),
    )  # fmt: skip
    english = next(one for one in caps if _(one) == cap)
    return Stroke(english.replace(" ", "+").replace("−", "-")).keys()

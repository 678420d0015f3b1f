"""The journal: every package that went or came, newest first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QWidget

from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _
from prossce_desktop.services.exchange.exchange_page import JournalEntry
from prossce_desktop.services.sync import journal_words
from prossce_desktop.ui.exchange import exchange_words
from prossce_desktop.ui.grids.item_roles import Roles
from prossce_desktop.ui.grids.list_view import ListView
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.chips import Chip
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.layouts import STRETCH, Spare, in_column, in_row
from prossce_desktop.ui.parts.tooltips import item_tip

_ROW = 30
_LEAST_ROWS = 4
_LEAST_STATE = 290


class JournalView(QWidget):
    """All packages, or those that wait for something."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[JournalEntry, ...] = ()
        self.all = Chip(_("All"), on=True)
        self.waiting = Chip(_("Waiting"))
        self.all.hide()
        self.waiting.hide()
        self.all.clicked.connect(lambda: self._choose(waiting=False))
        self.waiting.clicked.connect(lambda: self._choose(waiting=True))
        self._model = QStandardItemModel(0, 4, self)
        self._model.setHorizontalHeaderLabels([_("Package"), _("Date"), _("What is in it"), _("Receipt")])
        self.view = ListView(row_height=_ROW, name=_("Journal"))
        self.view.setModel(self._model)
        # why one was refused is the longest
        self.view.set_widths((146, 98, 282, 0), least=_LEAST_STATE, gives_way=((2,), (1,)))
        self.nothing = Label("", "body", "muted", wraps=True)
        head = in_row(Label(_("Journal"), "section"), 8, self.all, self.waiting, STRETCH, spacing=8)
        self.save = Button(_("Save as PDF…"), "quiet", icon="file-down")
        self.print = Button(_("Print…"), "quiet", icon="printer")
        head.addWidget(self.save)
        head.addWidget(self.print)
        in_column(head, (self.view, 1), self.nothing, Spare(0), into=self, spacing=8)

    def show_entries(self, entries: Sequence[JournalEntry]) -> None:
        """Put these in; the filter stays."""
        self._entries = tuple(entries)
        waits = sum(one.state.waits for one in entries)
        self.waiting.set_words(_("Waiting"), waits)
        self.waiting.setVisible(bool(waits))
        self.all.setVisible(bool(waits))
        self._choose(waiting=bool(waits) and self.waiting.is_on())

    def _choose(self, *, waiting: bool) -> None:
        self.all.set_on(not waiting)
        self.waiting.set_on(waiting)
        self._fill()

    def _fill(self) -> None:
        shown = [one for one in self._entries if not self.waiting.is_on() or one.state.waits]
        self._model.removeRows(0, self._model.rowCount())
        for one in shown:
            self._model.appendRow(_row(one))
        self.view.setVisible(bool(shown))
        self.save.setVisible(bool(self._entries))
        self.print.setVisible(bool(self._entries))
        self.view.setMinimumHeight(theme().px(32 + _ROW * min(len(shown), _LEAST_ROWS)) + 4)
        self.view.setMaximumHeight(theme().px(32 + _ROW * len(shown)) + 2)  # it ends at its last line
        self.nothing.setVisible(not shown)
        self.nothing.setText(
            _("Nothing is waiting.") if self._entries else _("Nothing sent or received yet.")
        )


def _row(entry: JournalEntry) -> list[QStandardItem]:
    icon, tone = exchange_words.TONES[entry.state]
    package = QStandardItem(journal_words.package(entry))
    package.setData("arrow-up-right" if entry.outgoing else "arrow-down-left", Roles.icon)
    way = journal_words.way(entry)
    item_tip(package, f"{way}: {journal_words.package(entry)}")
    package.setData(f"{way}: {journal_words.package(entry)}", Qt.ItemDataRole.AccessibleTextRole)
    day = QStandardItem(formatting.short_day(entry.time.astimezone().date()))
    day.setData("muted", Roles.tone)
    state = QStandardItem(journal_words.state(entry))
    item_tip(state, journal_words.state(entry))
    state.setData(icon, Roles.icon)
    state.setData(tone, Roles.tone)
    content = QStandardItem(journal_words.content(entry))
    item_tip(content, content.text())
    return [package, day, content, state]

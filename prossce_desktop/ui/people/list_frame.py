"""What the lists of people and organisations share: head, search as one types, chips, the table, and what stands there when it is empty."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from prossce_desktop.messages import _
from prossce_desktop.ui.grids.list_view import ListView
from prossce_desktop.ui.grids.roles import Roles
from prossce_desktop.ui.keys import is_control
from prossce_desktop.ui.look.lines import width_of
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.cards import EmptyState
from prossce_desktop.ui.parts.chips import FlowLayout
from prossce_desktop.ui.parts.editors import TextField
from prossce_desktop.ui.parts.header import PageHeader
from prossce_desktop.ui.people.window_model import WindowModel

_ASK_AFTER_MS = 120
LEAST = 220
"""Of a name at least so much is read, in pixels at 100 %."""


class ListFrame(QWidget):
    """`asked()` when the list should be read again; `opened(id)` on Enter or a click."""

    asked = Signal()
    opened = Signal(object)

    def __init__(
        self, title: str, model: WindowModel, widths: Sequence[int], empty: EmptyState, parent: QWidget | None = None, *,
        samples: dict[int, Sequence[str]] | None = None, gives_way: Sequence[int] = (),
    ) -> None:
        """`samples` are words that a column must hold; where the window is narrow, columns go in the order of `gives_way`."""
        super().__init__(parent)
        self._widths = list(widths)
        self._samples = samples or {}
        self._gives_way = [(at,) for at in gives_way]
        self.header = PageHeader(title)
        self.search = TextField(placeholder=_("Search"), icon="search")
        self.search.setAccessibleName(_("Search this list"))
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_ASK_AFTER_MS)
        self._wait.timeout.connect(self.asked)
        self.search.edited.connect(self._wait.start)
        self.view = ListView(single_click=True, name=title)
        self.view.setModel(model)
        theme().changed.connect(self._restyle)
        self._restyle()
        self.view.opened.connect(self._open)
        self.chips = FlowLayout()
        nothing = EmptyState("search-x", _("Nothing fits"), _("Take a filter away, or search by other words."))
        self._below = QStackedWidget()
        for widget in (self.view, empty, nothing):
            self._below.addWidget(widget)
        self._lay_out()

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setContentsMargins(32, 4, 32, 10)
        tools.setSpacing(12)
        tools.addWidget(self.search)
        tools.addLayout(self.chips, 1)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addWidget(self.header)
        down.addLayout(tools)
        inside = QHBoxLayout()
        inside.setContentsMargins(32, 0, 32, 0)
        inside.addWidget(self._below)
        down.addLayout(inside, 1)

    def show_count(self, count: int, *, filtered: bool) -> None:
        """The table, or what stands in its place when there is nothing."""
        self._below.setCurrentIndex(0 if count else 2 if filtered else 1)
        if count and not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.view.model().index(0, 0))

    def _restyle(self) -> None:
        self.search.setFixedWidth(theme().px(280))
        self._set_widths()

    def _set_widths(self) -> None:
        """As declared, but never narrower than the head or what a column must hold."""
        worn = theme()
        model = self.view.model()
        widths = []
        for at, width in enumerate(self._widths):
            head = str(model.headerData(at, Qt.Orientation.Horizontal) or "")
            words = max((width_of(one, worn.font("body")) for one in self._samples.get(at, ())), default=0)
            least = max(width_of(head, worn.font("label")) + 40, words + 46 if words else 0)
            widths.append(0 if not width else max(width, round(least / worn.scale)))
        self.view.set_widths(widths, least=LEAST, gives_way=self._gives_way)

    def text(self) -> str:
        """What is searched for."""
        return self.search.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_control(event, "F"):
            self.search.setFocus()
            self.search.selectAll()
        elif event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self.view.setFocus()
        elif event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.set_value("")
            self.asked.emit()
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        record = index.data(Roles.record)
        if record is not None:
            self.opened.emit(record)

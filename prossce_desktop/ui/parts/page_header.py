"""The head of a page: title, scope, actions; in a record a path above, a status beside, tabs below."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from prossce_desktop.language.messages import _
from prossce_desktop.ui.look.text_painting import draw_line, width_of
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.buttons import Button, IconButton
from prossce_desktop.ui.parts.labels import Label, StatusPill, Tone
from prossce_desktop.ui.parts.layouts import STRETCH, add_to, in_column, in_row
from prossce_desktop.ui.parts.tab_bar import Tabs
from prossce_desktop.ui.parts.tooltips import set_tip


class PageTitle(QWidget):
    """The title on one line of 38 px, cut with dots where it is too long, whole in its tooltip."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.say(text)

    def say(self, text: str) -> None:
        self._text = text
        self.setAccessibleName(text)
        set_tip(self, text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        return self._text

    def sizeHint(self) -> QSize:
        worn = theme()
        return QSize(width_of(self._text, worn.font("title")) + 4, worn.line("title"))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(120, self.sizeHint().width()), theme().line("title"))

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = theme()
        box = QRect(0, 0, self.width(), self.height() - 2)
        draw_line(QPainter(self), box, self._text, worn.font("title"), worn.tokens.text)


class PageHeader(QWidget):
    """Actions by `add_action`, the filled one last. A record calls `show_path` and adds `tabs`; `went_up` is
    the link of the path, `previous_wanted` and `next_wanted` its arrows."""

    went_up = Signal()
    previous_wanted = Signal()
    next_wanted = Signal()

    def __init__(self, title: str = "", parent: QWidget | None = None, *, record: bool = False) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("look", "head" if record else "")
        self.title = PageTitle(title)
        self.pill = StatusPill()
        self.pill.hide()
        self.scope = Label("", "caption", parent=self)
        self.scope.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.scope.hide()
        self.tabs = Tabs(self)
        self.tabs.setVisible(record)
        self._up = Button("", "crumb", clicked=self.went_up)
        self._rest = Label("", "caption")
        self._path = QWidget()
        self._path.hide()
        self._actions = in_row(spacing=8)
        self._record = record
        if record:
            self._add_arrows()
        self._lay_out()

    def _add_arrows(self) -> None:
        self._previous = IconButton("chevron-up", _("Previous record"), clicked=self.previous_wanted)
        self._next = IconButton("chevron-down", _("Next record"), clicked=self.next_wanted)
        add_to(self._actions, self._previous, self._next, 4)

    def _lay_out(self) -> None:
        in_row(self._up, (self._rest, 1), into=self._path, spacing=6)
        words = in_column(
            self._path, in_row(self.title, (self.pill, 0, Qt.AlignmentFlag.AlignVCenter), STRETCH,
                spacing=10),
            self.scope, spacing=0,
        )  # fmt: skip
        across = in_row((words, 1), self._actions, spacing=24)
        self._down = in_column(across, self.tabs, into=self, spacing=2)
        self._set_margins()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def _set_margins(self) -> None:
        top = 8 if self._record else 12 if self.scope.text() else 16
        self._down.setContentsMargins(32, top, 32, 0 if self._record else 10)

    def add_action(self, widget: QWidget) -> None:
        self._actions.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def insert_action(self, widget: QWidget) -> None:
        """An action to the left of the others."""
        self._actions.insertWidget(0, widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def say(self, title: str, scope: str = "") -> None:
        self.title.say(title)
        self.scope.setText(scope)
        self.scope.setVisible(bool(scope) and not self._record)
        self._set_margins()

    def show_path(self, up: str, rest: str) -> None:
        """The path line: a link to the list, and where one is."""
        self._up.set_words(up)
        self._rest.setText(f"/  {rest}" if rest else "")
        self._path.show()

    def set_path_shown(self, shown: bool) -> None:
        """The path line goes in windows under 620 px high."""
        self._path.setVisible(shown and bool(self._up.words()))

    def set_status(self, words: str, tone: Tone = "muted") -> None:
        """The pill beside the title; "" takes it away."""
        self.pill.setText(words)
        self.pill.set_tone(tone)
        self.pill.setVisible(bool(words))

    def set_neighbours(self, previous: bool, following: bool) -> None:
        """Whether there is a record before and after this one (record variant only)."""
        self._previous.setEnabled(previous)
        self._next.setEnabled(following)
        for arrow in (self._previous, self._next):  # a new record has no neighbours, and no arrows
            arrow.setVisible(previous or following)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.title.updateGeometry()
        super().changeEvent(event)

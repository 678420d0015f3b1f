"""The short message at the bottom left: six seconds, with Undo.

It goes when its place is left, what it names is undone, or something else is saved.
"""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from shiboken6 import isValid

from prossce_desktop.language.messages import _
from prossce_desktop.ui.look.text_painting import draw_line, width_of
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.cards import Icon
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.layouts import in_row

SHOWN_MS = 6000
_OF_NOW_MS = 400
"""News and steps to another page that come so soon after the words belong to what they speak of."""
_WIDEST = 560
_LEFT = 32
"""From the left edge of the page."""


class _UndoButton(QPushButton):
    """Undo in the colours of the message, without keys: those undo the newest step of the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Undo"), parent)
        self.setAccessibleName(_("Undo"))
        worn = theme()
        words = width_of(self.text(), worn.font("total"))
        self.setFixedSize(words + 8, worn.px(26))

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = theme()
        painter = QPainter(self)
        colour = QColor(worn.tokens.onmessage)
        font = worn.font("total")
        draw_line(painter, self.rect().adjusted(2, 0, 0, 0), self.text(), font, colour)
        if self.underMouse() or self.hasFocus():
            painter.setPen(colour)
            painter.drawLine(2, self.height() - 4, width_of(self.text(), font) + 2, self.height() - 4)


class Toast(QFrame):
    """One for each window `host`. It stays while the pointer or the keys are on it."""

    undone = Signal(str)
    """The step that the message named is to be taken back."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.setProperty("look", "message")
        self._host = host
        self._icon = Icon("undo-2", 16, "onmessage")
        self.label = Label("", "body")
        self.undo_button = _UndoButton()
        self.undo_button.clicked.connect(self._was_undone)
        self.undo_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a press leaves the keys where they are
        self._step: str | None = None
        self._before: QWidget | None = None
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)
        in_row(self._icon, self.label, 6, self.undo_button, into=self, margins=(14, 6, 14, 6), spacing=9)
        self._since = QElapsedTimer()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._time_is_up)
        host.installEventFilter(self)
        self.hide()

    def say(self, text: str, *, step: str | None = None) -> None:
        """Show `text` for six seconds, in the place of another. `step`: what its Undo undoes."""
        self._step = step
        self.label.setText(text)
        if step is None:
            self._give_keys_back()
        self.undo_button.setVisible(step is not None)
        self._icon.setVisible(step is not None)
        self.setAccessibleName(text)
        self._place()
        self.show()
        self.raise_()
        self._timer.start(SHOWN_MS)
        self._since.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def text(self) -> str:
        return self.label.text()

    def _place(self) -> None:
        """Long words go on in a second line: nothing of them lies outside the window."""
        room = min(theme().px(_WIDEST), self._host.width() - 2 * _LEFT - 120)
        wide = width_of(self.label.text(), theme().font("body")) + 2
        self.label.setWordWrap(wide > room)
        self.label.setFixedWidth(max(1, min(wide, room)))
        self.label.setFixedHeight(
            self.label.heightForWidth(self.label.width()) if wide > room else self.label.sizeHint().height()
        )
        self.adjustSize()
        self.move(free_place(self._host, self, self.size(), _LEFT))

    def _time_is_up(self) -> None:
        if self.underMouse() or self.undo_button.hasFocus():
            self._timer.start(1000)
        else:
            self.hide()

    def follows(self, step: str | None) -> None:
        """A step was saved: words about an earlier one would offer to undo what is no longer the last."""
        other = step not in (None, self._step)
        if self.isVisible() and (other if self._step is not None else not self._is_of_now()):
            self._put_away()

    def place_left(self) -> None:
        """The window goes to another place: what was said in the one before stays there."""
        if self.isVisible() and not self._is_of_now():
            self._put_away()

    def _is_of_now(self) -> bool:
        return self._since.isValid() and self._since.elapsed() < _OF_NOW_MS

    def _was_undone(self) -> None:
        step = self._step
        self._put_away()
        if step is not None:
            self.undone.emit(step)

    def _put_away(self) -> None:
        self._step = None
        self._timer.stop()
        self._give_keys_back()
        self.hide()

    def _focus_moved(self, before: QWidget | None, now: QWidget | None) -> None:
        if now is self.undo_button:
            self._before = before
        elif self.isVisible() and any(one.intersects(self.geometry()) for one in kept_free(self._host, self)):
            self._place()

    def _give_keys_back(self) -> None:
        """The keys go back to where they were before Undo had them."""
        if self.undo_button.hasFocus() and self._before is not None and isValid(self._before):
            self._before.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False


_GAP = 8
"""Pixels from the foot, and between two places that are tried."""
_TYPED_INTO = (QLineEdit, QPlainTextEdit, QComboBox)


def free_place(host: QWidget, message: QWidget, size: QSize, left: int) -> QPoint:
    """The lowest place over `host` that covers no button, total or field; else no button and total, and not
    where the keys are; else right above the foot."""
    inside = QRect(QPoint(0, 0), host.size())
    found = _Occupied(host, message, inside)
    foot = min((one.top() for one in found.feet), default=inside.bottom() + 1)
    page = max((one.right() + 1 for one in found.beside), default=0)
    across = [page + left, (inside.width() + page - size.width()) // 2, inside.width() - size.width() - left]
    pressed = [*found.pressed, *found.feet, *found.beside, *kept_free(host, message)]
    for avoided in ([*pressed, *found.typed_into], pressed):
        for top in range(foot - _GAP - size.height(), _GAP, -_GAP):
            for x in across:
                box = QRect(QPoint(x, top), size)
                if inside.contains(box) and not any(one.intersects(box) for one in avoided):
                    return box.topLeft()
    return QPoint(page + left, max(0, foot - _GAP - size.height()))


class _Occupied:
    """What is in sight and not to be covered: bars, buttons, fields and the navigation."""

    def __init__(self, host: QWidget, message: QWidget, inside: QRect) -> None:
        self.feet: list[QRect] = []
        self.pressed: list[QRect] = []
        self.typed_into: list[QRect] = []
        self.beside: list[QRect] = []
        for one in host.findChildren(QWidget):
            kind = self._kind(one)
            if kind is not None and one.isVisible() and not message.isAncestorOf(one) and one is not message:
                whole = QRect(one.mapTo(host, QPoint(0, 0)), one.size())
                if whole.intersects(inside):
                    kind.append(_seen(one, whole))

    def _kind(self, widget: QWidget) -> list[QRect] | None:
        if isinstance(widget, QAbstractButton):
            return self.pressed
        if isinstance(widget, _TYPED_INTO):
            return self.typed_into
        return {"bar": self.feet, "nav": self.beside}.get(str(widget.property("look")))


def kept_free(host: QWidget, message: QWidget) -> list[QRect]:
    """Where the keys are: a field, or the row of a grid in which one works."""
    focus = QApplication.focusWidget()
    if focus is None or not host.isAncestorOf(focus) or message.isAncestorOf(focus):
        return []
    view: QWidget | None = focus
    while view is not None and view is not host and not isinstance(view, QAbstractItemView):
        view = view.parentWidget()
    if isinstance(view, QAbstractItemView):
        index = view.currentIndex()
        cell = view.visualRect(index) if index.isValid() else QRect()
        row = QRect(
            view.viewport().mapTo(host, QPoint(0, cell.top())), QSize(view.viewport().width(), cell.height())
        )
        return [row] if not cell.isEmpty() else []
    if isinstance(focus, QAbstractScrollArea) and not isinstance(focus, QPlainTextEdit):
        return []
    return [QRect(focus.mapTo(host, QPoint(0, 0)), focus.size())]


def _seen(widget: QWidget, whole: QRect) -> QRect:
    """What is scrolled out of sight covers nothing."""
    seen = widget.visibleRegion().boundingRect()
    return seen.translated(whole.topLeft())

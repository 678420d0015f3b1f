"""Whoever types keeps the keys: what comes by itself waits, and F6 goes to it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QDialog, QStackedWidget, QWidget
from shiboken6 import isValid

from prossce_desktop.ui.base.shortcuts import is_letter

P = ParamSpec("P")
KEY = "F6"
"""Goes to what waits for the keys."""
TYPED_IN = "typed in"
"""Property of a list whose cells are typed in."""
REACHED = "reached by its key"
"""Property of a widget to which the key leads while it is in sight and nothing else waits."""
PAGES = "pages"
"""Property of a stack whose widgets are the pages of a window."""

_offered: list[tuple[QWidget, Callable[[], object]]] = []


def is_typing(beside: QWidget | None = None) -> bool:
    """Whether letters pressed now go into a field, a grid or a list of choices; while another program has the
    keys, whether they will once the window of `beside` has them."""
    now = QApplication.focusWidget()
    if now is None and beside is not None:
        now = beside.window().focusWidget()
    if now is None or not now.isEnabled() or not now.isVisible():
        return False
    if isinstance(now, QAbstractItemView):
        return bool(now.property(TYPED_IN))
    return now.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled) or isinstance(now, QComboBox)


def is_left(part: QWidget) -> bool:
    """Whether it stands on a page that was left, from where it takes no keys."""
    page, stack = part, part.parentWidget()
    while stack is not None and not stack.property(PAGES):
        page, stack = stack, stack.parentWidget()
    return isinstance(stack, QStackedWidget) and stack.currentWidget() is not page


def offer_keys(of: QWidget, go: Callable[[], object]) -> None:
    """Something in `of` wants the keys by itself: `go` moves them there now, or by F6 where somebody types.

    On a page that was left the offer waits until somebody is there again.
    """
    withdraw(of)
    if is_typing(of):
        _offered.append((of, go))
    elif not is_left(of):
        go()


def give_keys(to: QWidget) -> None:
    """The keys go where one goes on, unless somebody types."""
    if not is_typing(to) and not is_left(to):
        hand_over(to)


def hand_over(to: QWidget) -> None:
    """The keys, to what is in sight or will be at once. Qt keeps them for what is hidden until it is shown,
    and then takes them from whoever types elsewhere by now."""
    last = to
    while (proxy := last.focusProxy()) is not None:
        last = proxy
    part: QWidget | None = last
    while part is not None and not part.isWindow():
        if part.isHidden() and part.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
            return
        part = part.parentWidget()
    to.setFocus()


def leads(shows: Callable[P, QWidget | None]) -> Callable[P, None]:
    """Showing something ends with the keys in what it returns, unless somebody typed when it came. What it
    hides hands its keys to whatever stands next to it, be that a field: that is nobody's typing."""

    @wraps(shows)
    def shown(*arguments: P.args, **named: P.kwargs) -> None:
        typed = is_typing()
        to = shows(*arguments, **named)
        if to is not None and not (typed and is_typing()) and not is_left(to):
            hand_over(to)

    return shown


def _is_in_sight(of: QWidget) -> bool:
    return isValid(of) and of.isVisible()


def is_offered() -> bool:
    """Whether something in sight waits for the keys."""
    return any(_is_in_sight(of) for of, _go in _offered)


def withdraw(of: QWidget) -> None:
    """Nothing wants the keys any more, but what is in sight while `of` stands on a page that was left."""
    _offered[:] = [one for one in _offered if is_left(of) and _is_in_sight(one[0])]


def go_there(page: QWidget | None) -> None:
    """F6: the keys go to what waits for them, else to what is always reached by it."""
    for one in [one for one in _offered if _is_in_sight(one[0])]:
        _offered.remove(one)
        one[1]()
        return
    for there in page.findChildren(QWidget) if page is not None else ():
        if there.property(REACHED) and there.isVisible():
            there.setFocus(Qt.FocusReason.ShortcutFocusReason)


class _Letters(QObject):
    """Letters pressed while a dialog stands over the field where they belong."""

    def __init__(self, dialog: QDialog, field: QWidget) -> None:
        super().__init__(dialog)
        self._field = field
        self._letters = ""
        for widget in (dialog, *dialog.findChildren(QWidget)):
            widget.installEventFilter(self)
        dialog.finished.connect(self._give_back)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or not is_letter(event):
            return False
        if event.text() == " " and not self._letters:
            return False  # a space in the middle of words is one of them; alone it presses the button
        self._letters += event.text()
        return True

    def _give_back(self) -> None:
        letters, self._letters = self._letters, ""
        for letter in letters if isValid(self._field) and self._field.isVisible() else "":
            inner = self._field.focusWidget() or self._field  # the first letter may open a cell
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(inner, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))


def give_letters_back(dialog: QDialog) -> None:
    """What is typed while a dialog of buttons comes up goes into the field once it is closed."""
    field = QApplication.focusWidget()
    if field is not None and is_typing():
        _Letters(dialog, field)

"""Shortcuts by the place of a key, so that they work with a Khmer, Lao, Thai or Burmese keyboard as well."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

_ROWS = (("QWERTYUIOP", 16), ("ASDFGHJKL;", 30), ("ZXCVBNM", 44))
_EVDEV = {letter: code for row, first in _ROWS for code, letter in enumerate(row, first)}
"""Scan codes of the letters' places on an American keyboard: as Windows gives them; X and Wayland add 8."""

_MAC = {letter: code for code, letter in enumerate("ASDFHGZXCV BQWERYT") if letter != " "} | {
    "O": 31, "U": 32, "I": 34, "P": 35, "L": 37, "J": 38, "K": 40, ";": 41, "N": 45, "M": 46,
}  # fmt: skip


def _by_place(event: QKeyEvent) -> str:
    if sys.platform == "darwin":
        table, code = _MAC, event.nativeVirtualKey()
    else:
        table, code = _EVDEV, event.nativeScanCode() - (0 if sys.platform == "win32" else 8)
        if event.nativeScanCode() == 0:
            return ""
    return next((letter for letter, place in table.items() if place == code), "")


def letter_of(event: QKeyEvent) -> str:
    """The Latin letter (or ";") a key stands for, by its meaning, else by its place; "" for other keys."""
    key = event.key()
    if Qt.Key.Key_A <= key <= Qt.Key.Key_Z:
        return chr(key)
    if key in (Qt.Key.Key_Semicolon, Qt.Key.Key_Colon):
        return ";"
    return _by_place(event) if key > 0x7F and key < 0x01000000 else ""


def held_keys(event: QKeyEvent) -> Qt.KeyboardModifier:
    """Ctrl, Shift, Alt and the like; whether the key lies on the number pad does not matter."""
    return _without(event.modifiers(), Qt.KeyboardModifier.KeypadModifier)


def _without(flags: Qt.KeyboardModifier, taken: Qt.KeyboardModifier) -> Qt.KeyboardModifier:
    # not by `~`: on Windows it loses every flag above the one that is taken out (seen with PySide6 6.11)
    return flags ^ (flags & taken)


def is_control(event: QKeyEvent, letter: str, *, shift: bool = False) -> bool:
    """Whether Ctrl (Command on a Mac) and this letter are pressed, with Shift or without."""
    held = held_keys(event)
    wanted = Qt.KeyboardModifier.ControlModifier | (
        Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    )
    if letter == ";":
        # on many keyboards the semicolon itself needs Shift
        held = _without(held, Qt.KeyboardModifier.ShiftModifier)
    return held == wanted and letter_of(event) == letter


def is_letter(event: QKeyEvent) -> bool:
    """Whether the key by itself would write something."""
    held = (
        Qt.KeyboardModifier.ControlModifier
        | Qt.KeyboardModifier.AltModifier
        | Qt.KeyboardModifier.MetaModifier
    )
    return bool(event.text()) and event.text().isprintable() and not event.modifiers() & held


_MODIFIERS = frozenset({
    Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta,
    Qt.Key.Key_Super_L, Qt.Key.Key_Super_R,
    Qt.Key.Key_Hyper_L, Qt.Key.Key_Hyper_R, Qt.Key.Key_Mode_switch, Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock,
    Qt.Key.Key_ScrollLock,
})  # fmt: skip


def is_modifier(event: QKeyEvent) -> bool:
    """Whether the key only changes what others mean, as Shift or Caps Lock."""
    return event.key() in _MODIFIERS


_NAMED = {
    "Enter": (Qt.Key.Key_Return, Qt.Key.Key_Enter), "Del": (Qt.Key.Key_Delete,), "F2": (Qt.Key.Key_F2,),
    "Esc": (Qt.Key.Key_Escape,), "Tab": (Qt.Key.Key_Tab,),
    "Space": (Qt.Key.Key_Space,), "-": (Qt.Key.Key_Minus,),
}  # fmt: skip
_HELD = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier, "Shift": Qt.KeyboardModifier.ShiftModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stroke:
    """A key with its modifiers, as a menu writes it (`Ctrl+E`, `F2`); letters by their place."""

    words: str

    def keys(self) -> tuple[Qt.Key, Qt.KeyboardModifier]:
        """The key and what is held with it, to be pressed for somebody."""
        *names, key = self.words.split("+")
        held = Qt.KeyboardModifier.NoModifier
        for name in names:
            held |= _HELD[name]
        return _NAMED[key][0] if key in _NAMED else Qt.Key(ord(key)), held

    def fits(self, event: QKeyEvent) -> bool:
        if held_keys(event) != self.keys()[1]:
            return False
        key = self.words.rpartition("+")[2]
        return event.key() in _NAMED[key] if key in _NAMED else letter_of(event) == key


def is_undo(event: QKeyEvent) -> bool:
    return is_control(event, "Z")


def is_enter(event: QEvent) -> bool:
    """Whether Enter was pressed, without other keys."""
    if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
        return False
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not held_keys(event)


def is_redo(event: QKeyEvent) -> bool:
    """Ctrl+Shift+Z or Ctrl+Y."""
    return is_control(event, "Z", shift=True) or is_control(event, "Y")


def goes_up(editor: QWidget, event: QKeyEvent) -> bool:
    """Whether Undo or Redo was pressed in an editor of a form, which undoes field by field: the editor then
    leaves the keys to the form. Elsewhere they are the editor's own."""
    if not is_undo(event) and not is_redo(event):
        return False
    around: QWidget | None = editor
    while around is not None and not getattr(around, "takes_back", False):
        around = around.parentWidget()
    if around is not None:
        event.ignore()
    return around is not None


class Shortcuts(QObject):
    """Ctrl and a letter, or Alt and a number, wherever in `owner` the focus is, before the widget that has
    it."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._owner = owner
        self._acts: list[tuple[str, bool, Callable[[], object]]] = []
        self._return: Callable[[], object] | None = None
        self._numbers: list[Callable[[], object]] = []
        self._application: QObject | None = None

    def on(self, letter: str, act: Callable[[], object], *, shift: bool = False) -> None:
        self._acts.append((letter, shift, act))

    def on_return(self, act: Callable[[], object]) -> None:
        self._return = act

    def on_numbers(self, acts: Sequence[Callable[[], object]]) -> None:
        """Alt and 1, 2 and so on call these."""
        self._numbers = list(acts)

    def handle(self, event: QKeyEvent) -> bool:
        """Call what belongs to the keys; False where nothing does. For keyPressEvent or an event filter."""
        act = self._act_of(event)
        if act is not None:
            act()
        return act is not None

    def is_ours(self, event: QKeyEvent) -> bool:
        """Whether something belongs to the keys."""
        return self._act_of(event) is not None

    def _act_of(self, event: QKeyEvent) -> Callable[[], object] | None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if self._return is not None and control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return self._return
        number = event.key() - Qt.Key.Key_1
        if held_keys(event) == Qt.KeyboardModifier.AltModifier and 0 <= number < len(self._numbers):
            return self._numbers[number]
        return next(
            (act for letter, shift, act in self._acts if is_control(event, letter, shift=shift)), None
        )

    def watch(self, application: QObject) -> None:
        """Take the keys from every widget inside the owner while it is in sight: the filter on the
        application is asked of every event there is."""
        self._application = application
        self._owner.installEventFilter(self)
        if self._owner.isVisible():
            application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind != QEvent.Type.KeyPress:
            if watched is self._owner and self._application is not None:
                if kind == QEvent.Type.Show:
                    self._application.installEventFilter(self)
                elif kind == QEvent.Type.Hide:
                    self._application.removeEventFilter(self)
            return False
        if not isinstance(event, QKeyEvent) or not isinstance(watched, QWidget):
            return False
        inside = watched is self._owner or self._owner.isAncestorOf(watched)
        return self.handle(event) if inside and self._owner.isVisible() else False

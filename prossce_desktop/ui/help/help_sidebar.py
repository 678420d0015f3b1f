"""F1: the guide beside what one does, in a narrow window in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from prossce_desktop.ui.base.jobs import Jobs
from prossce_desktop.ui.base.place import PageName
from prossce_desktop.ui.help.topic_for_page import DOORS, FIRST, topic_of
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.window.main_window import MainWindow

if TYPE_CHECKING:
    from prossce_desktop.ui.help.help_panel import HelpPanel

WIDE, NARROWEST, PAGE = 440, 340, 880
"""The panel, the narrowest panel, and what the window keeps for itself: pixels at 100 %."""


class HelpSidebar(QObject):
    """Owns the panel of one window; made when first asked for."""

    def __init__(self, window: MainWindow, jobs: Jobs) -> None:
        super().__init__(window)
        self._window = window
        self._jobs = jobs
        self.panel: HelpPanel | None = None
        self._focus: QWidget | None = None
        shortcut = QShortcut(QKeySequence(Qt.Key.Key_F1), window)
        shortcut.activated.connect(self.press)
        window.help_wanted.connect(self.open)
        window.other_page.connect(self._other_page)
        window.resized.connect(self._place)
        theme().changed.connect(self._place)

    def is_open(self) -> bool:
        return self.panel is not None and not self.panel.isHidden()

    def covers(self) -> bool:
        """Whether the window is too narrow for both."""
        return self._window.width() - theme().px(PAGE) < theme().px(NARROWEST)

    def press(self) -> None:
        """F1: open at what one is doing; with the keys in the guide, back to the page."""
        panel = self.panel
        inside = QApplication.focusWidget()
        if (
            panel is not None
            and self.is_open()
            and inside is not None
            and (inside is panel or panel.isAncestorOf(inside))
        ):
            if self.covers():
                self.close()
            else:
                self._give_back()
            return
        self.open(self.topic())

    def open(self, target: str = "") -> None:
        """Open at a topic, or at the one that fits."""
        focus = QApplication.focusWidget()
        panel = self.panel
        if panel is None:
            from prossce_desktop.ui.help.help_panel import HelpPanel  # not before the first paint

            panel = self.panel = HelpPanel(self._jobs, self._window)
            panel.closed.connect(self.close)
        if focus is None or not panel.isAncestorOf(focus):
            self._focus = focus
        panel.show()
        self._place()
        panel.open(target or self.topic(), None if target and target != self.topic() else field_of(focus))

    def close(self) -> None:
        """The page has the window again, and the keys."""
        if self.panel is not None:
            self.panel.hide()
        self._place()
        self._give_back()

    def topic(self) -> str:
        middle = self._window.centralWidget()
        shell = self._window.shell
        if shell is None or middle is not shell:
            return DOORS.get(type(middle).__name__, FIRST)
        page = shell.page(shell.place.page)
        editing = getattr(page, "editing", None) if shell.place.page is PageName.activity else None
        return topic_of(shell.place, page, str(getattr(editing, "kind", "") or shell.place.kind or ""))

    def _give_back(self) -> None:
        focus = self._focus
        if focus is not None and isValid(focus) and focus.isVisible():
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
        elif (middle := self._window.centralWidget()) is not None:
            middle.setFocus(Qt.FocusReason.OtherFocusReason)

    def _other_page(self) -> None:
        """Something else stands in the window: what covers it would hide it."""
        if self.is_open() and self.covers() and self.panel is not None:
            self.panel.hide()
        self._place()

    def _place(self) -> None:
        window, panel = self._window, self.panel
        if panel is None or panel.isHidden():
            window.setContentsMargins(0, 0, 0, 0)
            return
        covers = self.covers()
        width = window.width() if covers else min(theme().px(WIDE), window.width() - theme().px(PAGE))
        window.setContentsMargins(0, 0, 0 if covers else width, 0)
        panel.setGeometry(window.width() - width, 0, width, window.height())
        panel.raise_()


def field_of(focus: QWidget | None) -> tuple[str, str] | None:
    """The name of the field the keys are in and what is said about it; nothing of what stands in it."""
    from prossce_desktop.ui.parts.field_frame import FieldFrame

    while focus is not None and not isinstance(focus, FieldFrame):
        focus = focus.parentWidget()
    return (focus.name(), focus.explained()) if focus is not None and focus.explained() else None

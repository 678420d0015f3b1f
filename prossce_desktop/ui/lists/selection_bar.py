"""The line under a list that says how many rows are chosen, and how to choose none or all of them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.key_button import KeyButton
from prossce_desktop.ui.parts.labels import Label


class SelectionBar(QWidget):
    """In sight while something is chosen. Its buttons are the keys that do the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("look", "bar")
        self.count = Label("", "total")
        self.menu = KeyButton(_("Shift F10"), _("what to do with them"))
        self.all = KeyButton(_("Ctrl A"), _("choose all"))
        self.none = KeyButton(_("Esc"), _("choose none"))
        across = QHBoxLayout(self)
        across.setContentsMargins(32, 0, 32, 0)
        across.setSpacing(16)
        across.addWidget(self.count)
        across.addStretch(1)
        for key in (self.menu, self.all, self.none):
            across.addWidget(key)
        self._some_left = False
        theme().changed.connect(self._restyle)
        self._restyle()
        self.hide()

    def _restyle(self) -> None:
        self.setFixedHeight(theme().px(40))
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, theme().px(40))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Keys that have no room are left out, the way back to nothing the last."""
        room = self.width() - 64 - self.count.sizeHint().width() - 16
        for key, wanted in ((self.none, True), (self.all, self._some_left), (self.menu, True)):
            room -= key.sizeHint().width() + 16 if wanted else 0
            key.setVisible(wanted and room >= 0)

    def say(self, count: int, whole: int) -> None:
        """So many of so many rows are chosen; 0 hides the line."""
        self._some_left = count < whole
        self.count.setText(ngettext_("{n} row chosen", "{n} rows chosen", count).format(n=formatting.number(count)))
        self.setVisible(count > 0)
        self._fit()

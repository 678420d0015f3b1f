"""Words on a page: labels by role, pills, key caps and hairlines."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from prossce_desktop.domain.text.safe_display import as_seen
from prossce_desktop.ui.look.fonts import Role
from prossce_desktop.ui.look.theme import restyle

Tone = Literal["", "muted", "accent", "error", "warning", "done"]


class Label(QLabel):
    """Text in one role and tone. Plain text only: what a person typed is never read as markup."""

    def __init__(
        self,
        text: str = "",
        role: Role = "body",
        tone: Tone = "",
        parent: QWidget | None = None,
        *,
        wraps: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", role)
        self.setProperty("tone", tone)
        self.setWordWrap(wraps)
        if wraps:
            policy = self.sizePolicy()
            policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        self.setText(text)

    def setText(self, text: str) -> None:
        super().setText(as_seen(text))

    def set_tone(self, tone: Tone) -> None:
        """Colour the words; a tone never stands without words that say the same."""
        restyle(self, "tone", tone)


class StatusPill(Label):
    """A status as a word on a soft ground, beside a title."""

    def __init__(self, text: str = "", tone: Tone = "muted", parent: QWidget | None = None) -> None:
        super().__init__(text, "small", tone, parent)
        self.setProperty("look", "pill")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class Hairline(QFrame):
    """A line of decoration, across or (`upright`) down."""

    def __init__(self, parent: QWidget | None = None, *, upright: bool = False) -> None:
        super().__init__(parent)
        self.setProperty("look", "divider" if upright else "hairline")

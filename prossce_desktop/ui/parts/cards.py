"""Cards, banners, empty states and progress: what stands in the page itself rather than over it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QProgressBar, QSizePolicy, QWidget

from prossce_desktop.language.messages import _
from prossce_desktop.ui.look.icons import draw_icon_in
from prossce_desktop.ui.look.text_painting import smooth_painter
from prossce_desktop.ui.look.theme import restyle, theme
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.labels import Label, Tone
from prossce_desktop.ui.parts.layouts import STRETCH, Spare, add_to, grows_down, in_column, in_row

BannerKind = Literal["news", "warning", "error", "done"]

_BANNERS: dict[BannerKind, tuple[str, Tone]] = {
    "news": ("info", "accent"),
    "warning": ("triangle-alert", "warning"),
    "error": ("circle-alert", "error"),
    "done": ("check", "done"),
}


class Icon(QWidget):
    """An icon beside words that say the same; nothing for a screen reader."""

    def __init__(self, name: str, size: int = 16, tone: str = "muted", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._size = size
        self._tone = tone
        self.setFixedSize(size, size)

    def set_icon(self, name: str, tone: str) -> None:
        """Another icon in another colour: `tone` is the name of a token."""
        self._name = name
        self._tone = tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        colour = str(getattr(theme().tokens, self._tone))
        draw_icon_in(QPainter(self), self._name, self.rect(), self._size, colour)


class Card(QFrame):
    """What could be taken away whole. Never a card in a card. Fill `body`, a vertical layout."""

    def __init__(self, title: str = "", trailing: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self.body = in_column(into=self, margins=(16, 12, 16, 12), spacing=8)
        self.trailing = Label(trailing, "caption")
        if title:
            self.body.addLayout(in_row(Label(title, "section"), STRETCH, self.trailing))
            self.setAccessibleName(title)


class Banner(QFrame):
    """An icon, one sentence and one link (`pressed`). At most one at the top of a page."""

    pressed = Signal()

    def __init__(
        self, kind: BannerKind = "news", sentence: str = "", link: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("look", "note")
        self.setMinimumHeight(theme().px(40))
        grows_down(self)
        self._icon = Icon("info", 16, "accent")
        self._sentence = Label("", "caption", wraps=True)
        self._link = Button("", "link", clicked=self.pressed)
        across = in_row(
            self._icon, (self._sentence, 1), self._link, into=self, margins=(12, 5, 8, 5), spacing=10
        )
        self._across = across
        self.say(kind, sentence, link)

    def add_link(self, link: Button) -> None:
        """A second link at the right end, for what can wait."""
        self._across.addWidget(link)

    def say(self, kind: BannerKind, sentence: str, link: str = "") -> None:
        icon, tone = _BANNERS[kind]
        restyle(self, "tone", tone)
        self._sentence.set_tone(tone if kind in ("warning", "error") else "muted")
        self._sentence.setText(sentence)
        line = {"warning": "warnline", "error": "errline", "done": "ok", "news": "accent"}[kind]
        self._icon.set_icon(icon, line)
        self._link.setVisible(bool(link))
        self._link.set_words(link)
        self.setAccessibleName(sentence)


class EmptyState(QWidget):
    """What is not there, and what would bring something; up to two buttons. `pressed(n)` tells which."""

    pressed = Signal(int)

    def __init__(
        self,
        icon: str,
        sentence: str,
        explained: str = "",
        buttons: Sequence[Button] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = Icon(icon, 40, "field")
        self.sentence = Label(sentence, "section", wraps=True)
        self.explained = Label(explained, "caption", wraps=True)
        for label in (self.sentence, self.explained):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        down = in_column(
            Spare(2), (self._icon, 0, Qt.AlignmentFlag.AlignHCenter), 16, self.sentence, self.explained,
            into=self,
            margins=(32, 32, 32, 32), spacing=4,
        )  # fmt: skip
        across = in_row(STRETCH, spacing=8)
        for at, button in enumerate(buttons):
            button.setProperty("at", at)
            button.clicked.connect(self._was_pressed)
            across.addWidget(button)
        across.addStretch(1)
        add_to(down, 12, across, Spare(3))

    def _was_pressed(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.pressed.emit(int(sender.property("at")))


class ProgressLine(QProgressBar):
    """How far it is; hatched where that is unknown, never a spinner."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextVisible(False)
        self.setFixedHeight(6)

    def sizeHint(self) -> QSize:
        return QSize(120, 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth_painter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme().tokens.line))
        painter.drawRoundedRect(self.rect(), 3, 3)
        total = self.maximum() - self.minimum()
        if total <= 0:
            painter.setBrush(Qt.BrushStyle.BDiagPattern)
            painter.drawRoundedRect(self.rect(), 3, 3)
            return
        part = self.rect()
        part.setWidth(round(self.width() * (self.value() - self.minimum()) / total))
        painter.setBrush(QColor(theme().tokens.fill))
        painter.drawRoundedRect(part, 3, 3)


class ProgressCard(QFrame):
    """Long work, in the place of what it will fill: what, how far, how long, Cancel and what Cancel does."""

    cancelled = Signal()

    def __init__(self, title: str, cancel_does: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self._far = Label("", "caption")
        self.line = ProgressLine()
        self.line.setAccessibleName(title)
        self.cancel = Button(_("Cancel"), clicked=self.cancelled)
        foot = in_row(
            (Label(cancel_does or _("If you press “Cancel”, nothing changes."), "caption", wraps=True), 1),
            self.cancel,
        )
        in_column(
            in_row(Label(title, "total"), STRETCH, self._far), self.line, foot, into=self,
            margins=(16, 12, 16, 12),
            spacing=8,
        )  # fmt: skip
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_progress(self, done: int, total: int, words: str = "") -> None:
        """`done` of `total` (0: unknown), with `words` at the right ("62,400 of 150,000 rows")."""
        self.line.setRange(0, total)
        self.line.setValue(done)
        self._far.setText(
            words or (_("{done} of {total}").format(done=f"{done:,}", total=f"{total:,}") if total else "")
        )

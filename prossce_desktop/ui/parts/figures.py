"""Figures that can be pressed to see the records behind them, large on a page or small in a strip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from prossce_desktop.ui.look.text_painting import draw_line, lines_of, width_of
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.labels import Hairline
from prossce_desktop.ui.parts.layouts import STRETCH, Spare, grows_down, in_row
from prossce_desktop.ui.parts.pressable import Pressable
from prossce_desktop.ui.parts.range_bar import BAR, RangeBar, paint_range
from prossce_desktop.ui.parts.tooltips import set_tip


class Figure(Pressable):
    """Caption, value, basis, and a bar where `low` and `high` (parts of it, 0 to 1) are given."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caption = self._value = self._basis = self._second = ""
        self._low: float | None = None
        self._high = 0.0
        grows_down(self, QSizePolicy.Policy.Preferred)

    def say(
        self,
        caption: str,
        value: str,
        basis: str,
        low: float | None = None,
        high: float | None = None,
        *,
        second: str = "",
    ) -> None:
        """Show a figure; never without its basis or its two numbers. `second`: a line beneath them."""
        self._caption, self._value, self._basis, self._second = caption, value, basis, second
        self._low, self._high = low, high if high is not None else low or 0.0
        under = ", ".join(one for one in (basis, second) if one)
        self.setAccessibleName(f"{caption}: {value}, {under}" if under else f"{caption}: {value}")
        set_tip(self, under)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        plain = theme().font("caption")
        words = (self._caption, self._basis, self._second)
        wide = max(
            96, width_of(self._value, theme().font("figure")), *(width_of(one, plain) for one in words)
        )
        return QSize(wide + 8, self.heightForWidth(self.width()))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        worn = theme()
        return (1 + len(self.under_lines(width))) * worn.line("caption") + worn.line("figure") + BAR + 12

    def under_lines(self, width: int | None = None) -> list[str]:
        """The lines under the value in a figure `width` wide (as it stands by default); nothing is cut."""
        plain, room = theme().font("caption"), (self.width() if width is None else width) - 8
        said = [one for one in (self._basis, self._second) if one]
        return [line for one in said for line in lines_of(one, plain, room)] or [""]

    def minimumSizeHint(self) -> QSize:
        worn = theme()
        caption = worn.font("caption")
        words = [self._caption, *self._basis.split(), *self._second.split()]
        wide = max(width_of(self._value, worn.font("total")), *(width_of(one, caption) + 2 for one in words))
        return QSize(wide + 8, self.heightForWidth(16777215))

    def paintEvent(self, event: QPaintEvent) -> None:
        worn, painter = theme(), QPainter(self)
        colours, plain, high = worn.tokens, worn.font("caption"), worn.line("caption")
        self.paint_ring(painter)
        left, width, y = 4, self.width() - 8, 1
        draw_line(painter, QRect(left, y, width, high), self._caption, plain, colours.muted)
        y += high
        value = QRect(left, y, width, worn.line("figure"))
        draw_line(painter, value, self._value, self._fitting(width), colours.text)
        y += value.height() + 4
        if self._low is not None:
            paint_range(painter, QRectF(left, y, width, BAR), self._low, self._high, colours.c1, colours.line)
        y += BAR + 6
        for words in self.under_lines():
            draw_line(painter, QRect(left, y, width, high), words, plain, colours.muted)
            y += high

    def _fitting(self, width: int) -> QFont:
        """Large; a range in words, where that finds no room, as large as other totals: it is never cut."""
        large = theme().font("figure")
        return large if width_of(self._value, large) <= width else theme().font("total")


@dataclass(frozen=True, slots=True)
class Total:
    """One number of the strip: `share` is what stands after it in muted colour ("52.8 %", "of 33")."""

    key: str
    caption: str
    value: str
    share: str = ""
    tone: str = "text"


class TotalButton(Pressable):
    """Caption over number, or both on one line in a low window."""

    def __init__(self, total: Total, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._one_line = False
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.say(total)

    def say(self, total: Total) -> None:
        """Show another number."""
        self.total = total
        self.setAccessibleName(f"{total.caption}: {total.value} {total.share}".strip())
        self.updateGeometry()
        self.update()

    def set_one_line(self, on: bool) -> None:
        """Caption and number beside one another."""
        self._one_line = on
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        worn = theme()
        caption = width_of(self.total.caption, worn.font("caption"))
        number = width_of(self.total.value, worn.font("total"))
        if self.total.share:
            number += 6 + width_of(self.total.share, worn.font("caption"))
        if self._one_line:
            return QSize(caption + 6 + number + 8, worn.px(28))
        return QSize(max(caption, number) + 8, worn.px(42))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        worn, painter = theme(), QPainter(self)
        self.paint_ring(painter)
        total, plain, bold, muted = self.total, worn.font("caption"), worn.font("total"), worn.tokens.muted
        if self._one_line:
            caption = QRect(4, 0, self.width() - 8, self.height())
            row = caption.adjusted(width_of(total.caption, plain) + 6, 0, 4, 0)
        else:
            caption = QRect(4, 2, self.width() - 8, worn.px(18))
            row = QRect(4, worn.px(21), self.width() - 4, worn.px(20))
        draw_line(painter, caption, total.caption, plain, muted)
        draw_line(painter, row, total.value, bold, str(getattr(worn.tokens, total.tone)))
        if total.share:
            row.setLeft(row.left() + width_of(total.value, bold) + 6)
            draw_line(painter, row, total.share, plain, muted)


class TotalsStrip(QWidget):
    """Counts with their bar, then shares with their denominators. `pressed(key)` opens what is behind."""

    pressed = Signal(str)
    one_line_changed = Signal()
    """The window became low, or high enough again: whoever says the numbers says them in the other form."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("look", "bar")
        self.bar = RangeBar()
        self.bar.setFixedWidth(150)
        self._left = in_row(self.bar, Spare(0), spacing=13)
        self._right, self._more = (in_row(Spare(0), spacing=13) for _line in range(2))
        self._shares: list[TotalButton] = []
        self._line = Hairline(upright=True)
        self.buttons: list[TotalButton] = []
        self._one_line = False
        self._has_bar = False
        self._groups = in_row(self._left, self._line, self._right, self._more, spacing=18)
        in_row(self._groups, STRETCH, into=self, margins=(28, 4, 24, 4), spacing=14)
        theme().changed.connect(self._restyle)
        self._fit()

    def _restyle(self) -> None:
        for button in self.buttons:
            button.updateGeometry()
        self._fit()

    def say(
        self,
        counts: Sequence[Total],
        shares: Sequence[Total],
        low: float,
        high: float,
        whole: float,
        words: str,
    ) -> None:
        """Counts, the bar (solid to `low`, hatched to `high`, of `whole`), shares at its right."""
        wanted = [*counts, *shares]
        if [one.total.key for one in self.buttons] != [one.key for one in wanted]:
            self._rebuild(counts, shares)
        for button, total in zip(self.buttons, wanted, strict=True):
            if button.total != total:
                button.say(total)
        self.bar.set_range(low, high, whole, words)
        self._has_bar = whole > 0
        self._fit()

    def is_one_line(self) -> bool:
        return self._one_line

    def set_one_line(self, on: bool) -> None:
        """One line of text instead of two, for windows under 620 px high."""
        was, self._one_line = self._one_line, on
        for button in self.buttons:
            button.set_one_line(on)
        self._fit()
        if on is not was:
            self.one_line_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.height())

    def _fit(self) -> None:
        """Nothing is cut: without room the bar goes first, then counts and shares take two or three lines."""
        words = sum(one.sizeHint().width() + 13 for one in self.buttons) + 80
        bare = words > self.width() - self.bar.width() - 40
        two = words > self.width()
        self.bar.setVisible(self._has_bar and not bare)
        self._line.setVisible(bool(self._shares) and not two)
        beside = QBoxLayout.Direction.LeftToRight
        self._groups.setDirection(QBoxLayout.Direction.TopToBottom if two else beside)
        self._groups.setSpacing(2 if two else 18)
        lines = 1 + two + self._break_shares(self.width() if two else 0)
        line = 36 if self._one_line else 52
        self.setFixedHeight(theme().px(line * lines - 8 * (lines - 1)))

    def _break_shares(self, room: int) -> bool:
        """Put the shares that `room` (0: any) does not hold onto their own line; whether there are any."""
        used, fits = 80, 0
        for button in self._shares:
            used += button.sizeHint().width() + 13
            fits += not room or used <= room
        if fits != self._right.count() - 1:
            for button in self._shares:
                self._right.removeWidget(button)
                self._more.removeWidget(button)
            for at, button in enumerate(self._shares):
                line, place = (self._right, at) if at < fits else (self._more, at - fits)
                line.insertWidget(place, button)
        return fits < len(self._shares)

    def _rebuild(self, counts: Sequence[Total], shares: Sequence[Total]) -> None:
        """All anew, in reading order; the keys stay at their number, or go to the first."""
        had_keys = next((one.total.key for one in self.buttons if one.hasFocus()), None)
        for button in self.buttons:
            button.deleteLater()
        self.buttons = []
        for layout, totals in ((self._left, counts), (self._right, shares)):
            for at, total in enumerate(totals):
                button = TotalButton(total, self)
                button.set_one_line(self._one_line)
                button.clicked.connect(self._was_pressed)
                layout.insertWidget(at, button)
                self.buttons.append(button)
        self._shares = self.buttons[len(counts) :]
        if had_keys is not None and self.buttons:
            to = next((one for one in self.buttons if one.total.key == had_keys), self.buttons[0])
            to.show()  # else it has the keys only when the layout shows it
            to.setFocus()

    def _was_pressed(self) -> None:
        sender = self.sender()
        if isinstance(sender, TotalButton):
            self.pressed.emit(sender.total.key)

"""A date as people write it, with a calendar behind the icon."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QToolButton, QWidget

from prossce_desktop.domain.parsing.dates import Around, reading_in_form, understand_date
from prossce_desktop.domain.problems import Problem
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _
from prossce_desktop.ui.base.shortcuts import is_control
from prossce_desktop.ui.look.icons import icon
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.buttons import IconButton
from prossce_desktop.ui.parts.layouts import in_column
from prossce_desktop.ui.parts.text_fields import TextField

Today = Callable[[], datetime.date]
Arounds = Callable[[], Around | None]


def read_date(text: str, around: Around | None = None) -> datetime.date | None:
    """The date as written in any script and order; without its year where `around` tells it."""
    return understand_date(text, "date", reading_in_form(text, around))[0] if text.strip() else None


def write_date(day: datetime.date) -> str:
    """18 Nov 2024."""
    return formatting.short_day(day)


def _calendar(parent: QWidget) -> QCalendarWidget:
    """A month of days in our colours: no red Saturdays, arrows that are seen in the dark."""
    calendar = QCalendarWidget(parent)
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    calendar.setAccessibleName(_("Calendar"))
    colours = theme().tokens
    plain = QTextCharFormat()
    plain.setForeground(QColor(colours.text))
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(day, plain)
    for name, arrow, words in (
        ("qt_calendar_prevmonth", "chevron-left", _("Previous month")),
        ("qt_calendar_nextmonth", "chevron-right", _("Next month")),
    ):
        button = calendar.findChild(QToolButton, name)
        if isinstance(button, QToolButton):
            button.setIcon(icon(arrow, colours.muted))
            button.setAccessibleName(words)
    return calendar


class DateField(TextField):
    """A date typed as text, written as 18 Nov 2024 once it is understood; else it stays as typed.

    The value is ISO text, or the text as typed, so that the rules can say what is wrong with it. Ctrl+;
    writes today; Alt+Down or F4 opens the calendar.
    """

    picked = Signal()

    def __init__(self, parent: QWidget | None = None, *, today: Today | None = None) -> None:
        super().__init__(parent, limit=60)
        self._today = today
        self._around: Arounds | None = None
        self._shown: tuple[str, datetime.date] | None = None
        self._popup: QFrame | None = None
        self._button = IconButton("calendar", _("Calendar"), self, side=24, clicked=self.open_calendar)
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.setCursor(Qt.CursorShape.ArrowCursor)
        self.setTextMargins(0, 0, 24, 0)

    def value(self) -> object:
        """ISO text, or what was typed where it is no date."""
        found = self.date()
        return found.isoformat() if found else self.text().strip()

    def set_around(self, around: Arounds) -> None:
        """Days typed without their year lie in the year that this tells."""
        self._around = around

    def date(self) -> datetime.date | None:
        whole = self.whole()
        return whole if whole is not None or self._around is None else read_date(self.text(), self._around())

    def problem(self) -> Problem | None:
        if not self.text().strip() or self.date() is not None:
            return None
        around = self._around() if self._around is not None else None
        return next(iter(understand_date(self.text(), "date", reading_in_form(self.text(), around))[1]), None)

    def whole(self) -> datetime.date | None:
        """The date, where it stands there with its year."""
        if self._shown is not None and self._shown[0] == self.text():
            return self._shown[1]  # written in a language whose month names need not be read back
        return read_date(self.text())

    def set_value(self, value: object) -> None:
        """Show a date (a date or its ISO text) or a text that is none."""
        day = value if isinstance(value, datetime.date) else read_date(str(value)) if value else None
        if day is not None:
            self._show(day)
        else:
            super().set_value(value)

    def _show(self, day: datetime.date) -> None:
        self._shown = (write_date(day), day)
        super().set_value(self._shown[0])

    def open_calendar(self) -> None:
        """Show the calendar under the field; a day chosen there is typed in."""
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setProperty("look", "popup")
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = _calendar(popup)
        day = self.date() or (self._today() if self._today else None)
        if day is not None:
            calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        calendar.clicked.connect(self._was_picked)
        calendar.activated.connect(self._was_picked)
        in_column(calendar, into=popup, margins=(8, 8, 8, 8))
        popup.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        self._popup = popup
        popup.show()
        calendar.setFocus()

    def _was_picked(self, day: QDate) -> None:
        popup, self._popup = self._popup, None
        if popup is None:
            return  # clicked and activated both come on a double click
        popup.close()
        self._show(datetime.date(day.year(), day.month(), day.day()))
        self.edited.emit()
        self.picked.emit()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_control(event, ";") and self._today is not None:
            self._show(self._today())
            self.edited.emit()
            return
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_F4 or (alt and event.key() == Qt.Key.Key_Down):
            self.open_calendar()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        found = self.date()
        if found is not None:
            self._show(found)
        super().focusOutEvent(event)

    def resizeEvent(self, event: object) -> None:
        left, top = self.width() - self._button.width() - 5, (self.height() - self._button.height()) // 2
        self._button.move(left, top)

"""A date as people write it, with a calendar behind the icon."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QFrame, QVBoxLayout, QWidget

from prossce_desktop.messages import _
from prossce_desktop.ui.parts.buttons import IconButton
from prossce_desktop.ui.parts.editors import TextField

Reads = Callable[[str], datetime.date | None]
Writes = Callable[[datetime.date], str]
Today = Callable[[], datetime.date]

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def read_plain(text: str) -> datetime.date | None:
    """A date written 2024-11-18, 18/11/2024 or 18 Nov 2024; None where it is none. The day comes before the month."""
    words = text.replace("/", " ").replace(".", " ").replace("-", " ").split()
    if len(words) != 3:
        return None
    first, second, third = words
    names = {name.casefold(): at for at, name in enumerate(_MONTHS, 1)}
    month = names.get(second[:3].casefold()) or (int(second) if second.isdecimal() else 0)
    if not (first.isdecimal() and third.isdecimal()):
        return None
    year, day = (int(first), int(third)) if len(first) == 4 else (int(third), int(first))
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def write_plain(day: datetime.date) -> str:
    """18 Nov 2024."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


class DateField(TextField):
    """A date typed as text, shown as `writes` shows it once it is understood; what is not understood stays as typed.

    The value is ISO text where the date is understood and the text as typed otherwise, so that the rules can say what is
    wrong with it. Ctrl+; writes today; Alt+Down or F4 opens the calendar.
    """

    picked = Signal()

    def __init__(
        self, parent: QWidget | None = None, *, reads: Reads = read_plain, writes: Writes = write_plain,
        today: Today | None = None, placeholder: str = "",
    ) -> None:
        super().__init__(parent, placeholder=placeholder, limit=60)
        self._reads = reads
        self._writes = writes
        self._today = today
        self._popup: QFrame | None = None
        self._button = IconButton("calendar", _("Calendar"), self, side=24)
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.setCursor(Qt.CursorShape.ArrowCursor)
        self._button.clicked.connect(self.open_calendar)
        self.setTextMargins(0, 0, 24, 0)

    def value(self) -> object:
        """ISO text, or what was typed where it is no date."""
        found = self._reads(self.text())
        return found.isoformat() if found else self.text().strip()

    def date(self) -> datetime.date | None:
        """The date, where the text is one."""
        return self._reads(self.text())

    def set_value(self, value: object) -> None:
        """Show a date (a date or its ISO text) or a text that is none."""
        day = value if isinstance(value, datetime.date) else self._reads(str(value)) if value else None
        if day is not None:
            super().set_value(self._writes(day))
        else:
            super().set_value(value)

    def open_calendar(self) -> None:
        """Show the calendar under the field; a day chosen there is typed in."""
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setProperty("look", "popup")
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = QCalendarWidget(popup)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setAccessibleName(_("Calendar"))
        day = self.date() or (self._today() if self._today else None)
        if day is not None:
            calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        calendar.clicked.connect(self._was_picked)
        calendar.activated.connect(self._was_picked)
        inside = QVBoxLayout(popup)
        inside.setContentsMargins(8, 8, 8, 8)
        inside.addWidget(calendar)
        popup.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        self._popup = popup
        popup.show()
        calendar.setFocus()

    def _was_picked(self, day: QDate) -> None:
        popup, self._popup = self._popup, None
        if popup is None:
            return  # clicked and activated both come on a double click
        popup.close()
        self.setText(self._writes(datetime.date(day.year(), day.month(), day.day())))
        self.edited.emit()
        self.picked.emit()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() in (Qt.Key.Key_Semicolon, Qt.Key.Key_Colon) and self._today is not None:
            self.setText(self._writes(self._today()))
            self.edited.emit()
            return
        alt_down = event.key() == Qt.Key.Key_Down and bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if event.key() == Qt.Key.Key_F4 or alt_down:
            self.open_calendar()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        found = self._reads(self.text())
        if found is not None:
            self.set_value(found)
        super().focusOutEvent(event)

    def resizeEvent(self, event: object) -> None:
        self._button.move(self.width() - self._button.width() - 5, (self.height() - self._button.height()) // 2)

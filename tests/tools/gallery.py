"""Every part in every state on one page, to be looked at in light and dark before a change to the looks is done."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from prossce_desktop.domain.problems import Severity
from prossce_desktop.ui.charts.months_chart import paint_block
from prossce_desktop.ui.grids.item_roles import Roles
from prossce_desktop.ui.grids.list_view import ListView
from prossce_desktop.ui.look.text_painting import draw_line
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.buttons import Button
from prossce_desktop.ui.parts.cards import Banner, BannerKind, ProgressCard
from prossce_desktop.ui.parts.chips import Chip
from prossce_desktop.ui.parts.choice_field import Choice, ChoiceField
from prossce_desktop.ui.parts.field_frame import FieldFrame
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.range_bar import RangeBar, hatch
from prossce_desktop.ui.parts.text_fields import TextField
from prossce_desktop.ui.session.toast import Toast
from prossce_desktop.ui.window.navigation_panel import Navigation, NavigationEntry

PLACES = (
    NavigationEntry("overview", "Overview", "house"),
    NavigationEntry("activities", "Activities", "calendar-days"),
    NavigationEntry("people", "People", "users"),
    NavigationEntry("organisations", "Organisations", "building-2"),
    NavigationEntry("plan", "Plan & budget", "target"),
    NavigationEntry("reports", "Reports", "file-text"),
    NavigationEntry("exchange", "Exchange", "arrow-left-right"),
    NavigationEntry("settings", "Settings", "settings-2", has_gap=True),
)
_NOT_SHOWN = ("fillhover", "filldown", "message", "onmessage", "c4line", "raised", "place", "onfill")
BODY = "Body ការបណ្តុះបណ្តាល ອົບຮົມ อบรม သင်တန်း Đà Nẵng 中文"


def navigation(current: str) -> Navigation:
    """A navigation with all its places, as an office with unsent changes sees it."""
    made = Navigation(PLACES)
    made.say(office="Cambodia", person="Sok Chantha", saved="Saved 10:42")
    made.set_count("exchange", 412)
    made.set_current(current)
    return made


class Swatches(QWidget):
    """All colours with their names."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(48)

    def paintEvent(self, event: QPaintEvent) -> None:
        worn = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        names = [one for one in worn.tokens.colours() if one not in _NOT_SHOWN]
        step = self.width() / len(names)
        for at, name in enumerate(names):
            box = QRectF(at * step + 0.5, 0.5, step - 7, 27)
            painter.setBrush(worn.tokens.colours()[name])
            painter.setPen(worn.tokens.field)
            painter.drawRoundedRect(box, 5, 5)
            draw_line(painter, QRect(round(at * step), 31, round(step), 16), name, worn.font("small"), worn.tokens.muted)


class ChartColours(QWidget):
    """The four chart colours, the hatch, planned and late."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(22)

    def sizeHint(self) -> QSize:
        return QSize(330, 22)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for at in range(4):
            paint_block(painter, QRectF(at * 46, 2, 40, 17), at, "held")
        hatch(painter, QRectF(4 * 46, 2, 40, 17), theme().tokens.c1, theme().tokens.surface)
        paint_block(painter, QRectF(5 * 46, 2, 40, 17), 0, "planned")
        paint_block(painter, QRectF(6 * 46, 2, 40, 17), 0, "late")


class Gallery(QWidget):
    """The components page. `focused` parts are given the focus one at a time by whoever looks; one grab shows one focus."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "page")
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(navigation("settings"))
        page = QVBoxLayout()
        page.setContentsMargins(32, 10, 40, 10)
        page.setSpacing(0)
        page.addWidget(Label("Components", "title"))
        columns = QHBoxLayout()
        columns.setSpacing(60)
        columns.addLayout(self._left(), 3)
        columns.addLayout(self._right(), 2)
        page.addLayout(columns, 1)
        page.addWidget(Swatches())
        across.addLayout(page, 1)

    def _left(self) -> QVBoxLayout:
        down = QVBoxLayout()
        down.setSpacing(6)
        down.addWidget(Label("Buttons", "caption"))
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        off = Button("Disabled")
        off.setEnabled(False)
        chosen = Button("Chosen", "choice")
        chosen.setChecked(True)
        for button in (
            Button("Save", "primary", hint="Ctrl S"), Button("Default"), chosen, Button("More", opens=True),
            Button("Quiet", "quiet", icon="undo-2"), Button("Link", "link"), off,
        ):
            buttons.addWidget(button)
        buttons.addStretch(1)
        down.addLayout(buttons)
        down.addWidget(Label("Fields", "caption"))
        down.addLayout(self._fields())
        down.addWidget(Label("Chips", "caption"))
        chips = QHBoxLayout()
        for chip in (Chip("Off"), Chip("On", on=True), Chip("2024", on=True, cross=True), Chip("Kind", opens=True), Chip("All 320")):
            chips.addWidget(chip)
        chips.addStretch(1)
        down.addLayout(chips)
        down.addWidget(Label("Progress, in the window and never over it", "caption"))
        progress = ProgressCard("Taking in km_fair.xlsx")
        progress.show_progress(62_400, 150_000, "62,400 of 150,000 rows, about 40 seconds")
        down.addWidget(progress)
        down.addWidget(Label("Banners", "caption"))
        sentences: list[tuple[BannerKind, str, str]] = [
            ("news", "Two new packages wait to be taken in.", "Look"),
            ("warning", "The list is longer than the head count: 344 and 342.", "Look"),
            ("error", "The disk is full. Nothing was lost. Delete files that you do not need, and try again.", "Try again"),
            ("done", "Saved to Documents, 2 files.", "Open folder"),
        ]
        for kind, sentence, link in sentences:
            down.addWidget(Banner(kind, sentence, link))
        down.addStretch(1)
        return down

    def _fields(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        self.focused = FieldFrame("Focused", TextField())
        frames = [
            FieldFrame("At rest", TextField(), required=True), self.focused, FieldFrame("Changed", TextField()),
            FieldFrame("Error", TextField()), FieldFrame("Warning, can be kept", TextField()),
            FieldFrame("Keeps its value", ChoiceField([Choice("km", "Khmer"), Choice("en", "English")]), pinnable=True),
        ]
        for at, (frame, value) in enumerate(zip(frames, ("Siem Reap", "Siem Reap", "hall 2", "31/02/1998", "96", "km"), strict=True)):
            frame.set_value(value)
            frame.take_note_out(self)
            grid.addWidget(frame, at // 3, at % 3)
        frames[2].set_changed("hall 1")
        frames[3].set_problem(Severity.hard, "February has no day 31.")
        frames[4].set_problem(Severity.soft, "96 hours in 5 days is 19 a day.")
        frames[5].set_pinned(True)
        for frame in frames:
            frame.note.hide()
        return grid

    def _right(self) -> QVBoxLayout:
        down = QVBoxLayout()
        down.setSpacing(6)
        down.addWidget(Label("Type", "caption"))
        down.addWidget(Label("41,422–45,583", "figure"))
        down.addWidget(Label("Overview", "title"))
        down.addWidget(Label("Section", "section"))
        down.addWidget(Label(BODY, "body"))
        down.addWidget(Label("Caption and counting basis", "caption"))
        down.addWidget(Label("List rows", "caption"))
        down.addWidget(self._rows())
        down.addWidget(Label("Range", "caption"))
        bar = RangeBar()
        bar.set_range(41_422, 45_583, 45_583, "41,422–45,583")
        down.addWidget(bar)
        down.addWidget(Label("41,422–45,583: solid is at least, hatched is at most", "caption"))
        down.addWidget(Label("Chart colours", "caption"))
        down.addWidget(ChartColours())
        down.addWidget(Label("Short message, 6 seconds", "caption"))
        place = QFrame()
        place.setFixedHeight(50)
        message = Toast(place)
        message.say("Imported 308 people.", step="imp-0001")
        down.addWidget(place)
        down.addStretch(1)
        return down

    def _rows(self) -> ListView:
        view = ListView(row_height=34, name="List rows")
        model = QStandardItemModel(0, 2, view)
        for words, number in (("Row at rest", "41,422"), ("Under the pointer", "3,693"), ("Selected", "605"), ("Another", "58")):
            title, count = QStandardItem(words), QStandardItem(number)
            title.setData("row", Roles.emphasis)
            count.setData("total", Roles.emphasis)
            count.setTextAlignment(Qt.AlignmentFlag.AlignRight)
            model.appendRow([title, count])
        view.setModel(model)
        view.horizontalHeader().hide()
        view.set_widths((0, 90))
        view.setProperty("row_over", 1)
        view.selectRow(2)
        view.setFixedHeight(4 * theme().px(34) + 2)
        return view

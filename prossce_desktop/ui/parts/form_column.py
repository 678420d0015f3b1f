"""The body of a form: rows of fields, their notes in the margin at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.field_frame import FieldFrame
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.layouts import STRETCH, Spare, in_column, in_row
from prossce_desktop.ui.parts.scroll_area import Scrolled

MARGIN_FROM = 880
"""From this width on notes stand in the margin; below, under the row of their field."""

_FIELDS = 704
_NOTES = 350
_LOWER = 11
"""So much below the top of its label a note begins: one of a single line then ends level with its field."""


class FormColumn(Scrolled):
    """Scrolls between tabs and strip; a row holds frames with their share of its width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._frames: list[FieldFrame] = []
        self._row_of: dict[FieldFrame, QVBoxLayout] = {}
        self._in_margin = False
        self._body = QWidget()
        self.ground = QWidget(self._body)
        """What the fields stand on."""
        self._rows = in_column(STRETCH, into=self.ground, spacing=15)
        self._margin = QWidget(self._body)
        in_row(
            (self.ground, 1), self._margin, Spare(0), into=self._body, margins=(32, 16, 32, 24), spacing=32
        )
        self._margin.hide()
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._place_notes)
        self.setWidget(self._body)

    def add_section(self, title: str) -> Label:
        """A heading over the rows that follow."""
        label = Label(title, "section")
        self._rows.insertSpacing(self._rows.count() - 1, 9)
        self._rows.insertWidget(self._rows.count() - 1, label)
        return label

    def add_row(self, frames: Sequence[FieldFrame], shares: Sequence[int] = (), empty: int = 0) -> None:
        """A row of fields; `shares` are their parts of the width (default 1), `empty` the part left free."""
        row = in_row(spacing=24)
        whole = in_column(row, spacing=4)
        for at, frame in enumerate(frames):
            row.addWidget(frame, shares[at] if at < len(shares) else 1, Qt.AlignmentFlag.AlignTop)
            self._frames.append(frame)
            self._row_of[frame] = whole
            if frame.has_note():
                self.note_made(frame)
            else:
                frame.noted.connect(self._was_noted)
        if empty:
            row.addStretch(empty)
        self._rows.insertLayout(self._rows.count() - 1, whole)
        self._move_notes()

    def frames(self) -> list[FieldFrame]:
        """The fields in the order of Tab."""
        return list(self._frames)

    def show_frame(self, frame: FieldFrame) -> None:
        """Scroll to a field and give it the focus."""
        self.ensureWidgetVisible(frame, 24, 48)
        frame.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._move_notes()

    def _move_notes(self) -> None:
        wide = self.viewport().width() >= theme().px(MARGIN_FROM)
        self._margin.setVisible(wide)
        room = self.viewport().width() - 64
        if wide:
            notes = min(theme().px(_NOTES), max(240, room - 32 - theme().px(_FIELDS)))
            self._margin.setFixedWidth(notes)
            self.ground.setFixedWidth(min(theme().px(_FIELDS), room - 32 - notes))
        else:
            self.ground.setMinimumWidth(0)
            self.ground.setMaximumWidth(max(200, room))
        self._in_margin = wide
        for frame in self._frames:
            if frame.has_note():
                self._move_note(frame)
        self._later.start()

    def _was_noted(self) -> None:
        frame = self.sender()
        if isinstance(frame, FieldFrame):
            self.note_made(frame)

    def note_made(self, frame: FieldFrame) -> None:
        """Something is said of a field for the first time: its note goes where notes stand."""
        frame.note.installEventFilter(self)
        self._move_note(frame)

    def _move_note(self, frame: FieldFrame) -> None:
        if self._in_margin and frame.note.parentWidget() is not self._margin:
            self._row_of[frame].removeWidget(frame.note)
            frame.take_note_out(self._margin)
        elif not self._in_margin and frame.note.parentWidget() is not self.ground:
            frame.take_note_out(self.ground)
            self._row_of[frame].addWidget(frame.note)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        moved = (QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.LayoutRequest)
        if self._in_margin and event.type() in moved:
            self._later.start()
        return False

    def _place_notes(self) -> None:
        """Each note level with its field; where two would overlap, the lower one goes down."""
        if not self._in_margin:
            return
        free = 0
        for frame in sorted(self._frames, key=lambda one: one.mapTo(self._body, QPoint(0, 0)).y()):
            if not frame.has_problem():
                continue
            width = self._margin.width()
            layout = frame.note.layout()
            height = (
                layout.totalHeightForWidth(width) if layout is not None and layout.hasHeightForWidth() else 0
            )
            height = max(height, theme().px(44), frame.note.minimumSizeHint().height())
            level = frame.mapTo(self._body, QPoint(0, 0)).y() + _LOWER - self._margin.y()
            top = max(free, level)
            frame.note.setGeometry(0, top, width, height)
            frame.note.raise_()
            free = top + height + 8
        self._margin.setMinimumHeight(free)

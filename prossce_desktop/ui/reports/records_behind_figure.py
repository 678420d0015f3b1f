"""The records a figure was made from: its definition, and a row for each activity, which opens it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from prossce_desktop.app import day_from
from prossce_desktop.domain.model.codes import ActivityKind, Basis, Country
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.services.reporting.figure_lines import ActivityListRow, rows_behind
from prossce_desktop.system.progress import ProgressCallback
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.grids.list_view import ListView
from prossce_desktop.ui.parts.buttons import IconButton
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.layouts import in_column, in_row
from prossce_desktop.ui.reports.figure_rows_model import FigureRow, FigureRowsModel
from prossce_desktop.ui.session.session import Session


class RecordsBehind(QFrame):
    """A panel. `show_figure` fills it; `go` opens an activity, `closed` comes with the cross or Esc."""

    go = Signal(Place)
    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._asked = 0
        self.setProperty("look", "card")
        self.title = Label("", "section", wraps=True)
        self.sentence = Label("", "caption", wraps=True)
        self.how_many = Label("", "caption")
        self.how_many.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.close_button = IconButton("x", _("Close"), clicked=self.closed)
        self.model = FigureRowsModel((_("Activity"), _("Counted")), self)
        self.view = ListView(name=_("Activities behind the figure"))
        self.view.setModel(self.model)
        self.view.set_widths((0, 196))
        self.view.opened.connect(self._open)
        in_column(
            in_row((self.title, 1), (self.close_button, 0, Qt.AlignmentFlag.AlignTop)), self.sentence,
            self.how_many,
            (self.view, 1), into=self, margins=(16, 12, 12, 12), spacing=6,
        )  # fmt: skip
        self.setFocusProxy(self.view)

    def show_figure(self, title: str, sentence: str, ids: Sequence[int]) -> None:
        """The figure in words and its definition; the activities behind it are read beside the window."""
        self._asked += 1
        asked, chosen = self._asked, tuple(ids)
        self.title.setText(title)
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))
        made = ngettext_("Made from {n} activity", "Made from {n} activities", len(chosen))
        self.how_many.setText(made.format(n=formatting.number(len(chosen))))
        self.view.setAccessibleDescription(f"{title}. {sentence}")
        store, today = self._session.store, self._session.today()

        def work(step: ProgressCallback) -> list[ActivityListRow]:
            with store.read() as reading:
                return rows_behind(reading, chosen, today)

        self._session.jobs.read(work, lambda rows: self._show(asked, rows))

    def _show(self, asked: int, rows: list[ActivityListRow]) -> None:
        if asked != self._asked:
            return
        self.model.show_rows([_line(one) for one in rows])
        if rows:
            self.view.setCurrentIndex(self.model.index(0, 0))

    def _open(self, index: QModelIndex) -> None:
        self.go.emit(Place(PageName.activity, record=self.model.row(index.row()).record))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.view.set_widths((0, 196 if self.width() >= 480 else 130))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)


def _line(row: ActivityListRow) -> FigureRow:
    days = formatting.days(day_from(row.start), day_from(row.end), short=True)
    country = _(Country(row.country).label) if row.country in list(Country) else ""
    about = " · ".join(part for part in (_(ActivityKind(row.kind).label), country, days) if part)
    first = row.counts[0] if row.counts else None
    if first is not None:
        return FigureRow(
            row.title, about, formatting.number(first.value), _(Basis(first.basis).label), row.id
        )
    if row.named:
        return FigureRow(row.title, about, formatting.number(row.named), _("on the list by name"), row.id)
    return FigureRow(row.title, about, formatting.DASH, _("no count"), row.id)

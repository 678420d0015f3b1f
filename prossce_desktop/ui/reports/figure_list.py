"""Every figure of the report, each with its number; Enter or a click shows the records behind it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from prossce_desktop.language.messages import _
from prossce_desktop.services.reporting.figure_lines import FigureLine
from prossce_desktop.ui.base.place import Place
from prossce_desktop.ui.grids.list_view import ListView
from prossce_desktop.ui.look.text_painting import width_of
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.layouts import in_column, set_upright
from prossce_desktop.ui.reports.figure_rows_model import FigureRow, FigureRowsModel
from prossce_desktop.ui.reports.records_behind_figure import RecordsBehind
from prossce_desktop.ui.session.session import Session

_BESIDE_FROM, _UNDER_FROM = 760, 480
_MARGINS = 32


class FigureList(QWidget):
    """The list, and beside it (under it in a narrow window) the panel of the figure that was opened."""

    go = Signal(Place)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[FigureLine, ...] = ()
        self.model = FigureRowsModel((_("Figure"), _("Number")), self)
        self.view = ListView(
            single_click=True, name=_("Figures. Press Enter to see the records behind a figure.")
        )
        self.view.setModel(self.model)
        self.view.set_widths((0, 180))
        self.view.opened.connect(self._open)
        self.behind = RecordsBehind(session)
        self.behind.go.connect(self.go)
        self.behind.closed.connect(self._close)
        self.behind.hide()
        self._across = in_column(
            (self.view, 1), (self.behind, 1), into=self, margins=(20, 12, 20, 16), spacing=12
        )
        self.setFocusProxy(self.view)

    def show_figures(self, lines: Sequence[FigureLine]) -> None:
        """Other figures; the panel closes where its figure is gone."""
        before = ""
        if self.view.currentIndex().isValid() and self._lines:
            before = self._lines[self.view.currentIndex().row()].name
        self._lines = tuple(lines)
        self.model.show_rows([FigureRow(one.name, one.of, one.number, "") for one in lines])
        at = next((n for n, one in enumerate(self._lines) if one.name == before), 0)
        self._fit()
        if self._lines:
            self.view.setCurrentIndex(self.model.index(at, 0))
        if not self.behind.isHidden() and self._lines:
            self._show(at)

    def _open(self, index: QModelIndex) -> None:
        self._show(index.row())
        self.behind.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, index: int) -> None:
        one = self._lines[index]
        self.behind.show_figure(f"{one.name}: {one.number}", one.definition, one.activities)
        self.behind.show()
        self._fit()

    def _close(self) -> None:
        self.behind.hide()
        self._fit()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Beside each other, one under the other, or the panel alone in a small window."""
        beside = self.width() >= _BESIDE_FROM
        set_upright(self._across, not beside)
        self.view.setVisible(self.behind.isHidden() or beside or self.height() >= _UNDER_FROM)
        self.view.set_widths((0, self._widest()))

    def _widest(self) -> int:
        """Room for the longest number, at 100 %; it leaves the names half of the list."""
        font, scale = theme().font("total"), theme().scale
        longest = max((width_of(one.number, font) for one in self._lines), default=0) + _MARGINS
        list_is_alone = self.behind.isHidden() or self._across.direction() is QBoxLayout.Direction.TopToBottom
        half = (self.width() if list_is_alone else self.width() // 2) // 2
        return round(min(max(longest, theme().px(130)), half) / scale)

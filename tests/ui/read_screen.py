"""What stands on the screen in words, and whether all of it can be read."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTableView,
    QTextEdit,
    QWidget,
)

from prossce_desktop.ui.grids.elided_text import WholeTextDelegate, whole_text
from prossce_desktop.ui.look import text_painting as drawing
from prossce_desktop.ui.look.text_painting import width_of
from prossce_desktop.ui.overview.waiting_row import WaitingRow
from prossce_desktop.ui.parts.figures import Figure
from prossce_desktop.ui.parts.tick_box import TickBox
from prossce_desktop.ui.printing.print_preview import PageView

FIGURE = re.compile(r"[^A-Za-z]*\d[^A-Za-z]*(%|persons?|days?|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)?[^A-Za-z]*")
"""A number, a share, a range or a date: never shortened."""


@dataclass(frozen=True)
class Drawn:
    """One line as `draw_line` was asked to draw it."""

    where: str
    text: str
    room: int
    cut: bool
    told: bool
    """What is cut stands whole in the tooltip: so cells of lists and choices are made."""


class Pen:
    """Listens to `draw_line` in every file of the window."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.lines: list[Drawn] = []
        self._draw = drawing.draw_line
        self._monkeypatch = monkeypatch
        self._held: set[str] = set()

    def hold(self) -> None:
        """Take hold of files that were loaded meanwhile."""
        for name, module in list(sys.modules.items()):
            if name == drawing.__name__:  # who is loaded later takes it from there, and would go on telling this pen after its test
                continue
            if name.startswith("prossce_desktop.ui.") and name not in self._held and getattr(module, "draw_line", None) is self._draw:
                self._held.add(name)
                self._monkeypatch.setattr(module, "draw_line", self._listen)

    def _listen(self, painter: Any, rect: QRect, text: str, font: Any, *more: Any, **named: Any) -> Any:
        local = dict(sys._getframe(1).f_locals)
        above = sys._getframe(2).f_locals
        if "index" not in local and above.get("self") is local.get("self"):  # a cell is drawn in parts
            local["index"] = above.get("index")
        where = f"{type(local.get('self')).__name__} in {sys._getframe(1).f_code.co_name}"
        one = text.replace("\n", " ")
        cut = bool(one.strip()) and QFontMetrics(font).elidedText(one, Qt.TextElideMode.ElideRight, rect.width()) != one
        told = "Header" not in where and one in _beside(local)
        read = _whole(local.get("self"), text)
        self.lines.append(Drawn(where, read, rect.width(), cut and width_of(one, font) > rect.width(), told))
        return self._draw(painter, rect, text, font, *more, **named)


def _whole(widget: object, line: str) -> str:
    """Of several lines each is read with the whole."""
    if isinstance(widget, TickBox):
        return widget.accessibleDescription() if line in widget.accessibleDescription() else line
    if isinstance(widget, Figure | WaitingRow):
        texts = (str(getattr(widget, name, "")) for name in ("_basis", "_second", "_words"))
        return next((text for text in texts if line in text), line)
    return line


def _beside(local: dict[str, Any]) -> str:
    """The tooltip of the cell or the widget that is being drawn."""
    index, widget = local.get("index"), local.get("self")
    tips = []
    if isinstance(index, QModelIndex | QPersistentModelIndex):
        own = str(index.data(Qt.ItemDataRole.ToolTipRole) or "")
        tips = [own or whole_text(index) if isinstance(widget, WholeTextDelegate) else own]
    tips += [widget.toolTip(), widget.accessibleName()] if isinstance(widget, QWidget) and widget.toolTip() else []
    return " ".join(tips)


def words_of(root: QWidget) -> Iterator[tuple[str, str]]:
    """Where and what: every text a person sees, hears or is shown beside the mouse."""
    for widget in [root, *root.findChildren(QWidget)]:
        if not widget.isVisible():
            continue
        where = type(widget).__name__
        if isinstance(widget, PageView):  # speaks the language of the report
            continue
        for text in _own_words(widget):
            yield where, text
        for text in (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(), widget.whatsThis(), widget.statusTip()):
            yield f"{where} (beside it)", text
        if isinstance(widget, QHeaderView) and widget.model() is not None:
            for at in range(widget.count()):
                yield where, str(widget.model().headerData(at, widget.orientation()) or "")


def _own_words(widget: QWidget) -> Iterable[str]:
    if isinstance(widget, QLabel):
        return (widget.text(),)
    if isinstance(widget, QAbstractButton):
        return (widget.text(),)
    if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
        return (widget.placeholderText(),)
    if isinstance(widget, QTabBar):
        return tuple(widget.tabText(at) for at in range(widget.count()))
    return ()


def cut_off(root: QWidget) -> Iterator[str]:
    """Labels and buttons whose words do not fit into them, and those that stick out of what holds them."""
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or not isinstance(widget, QLabel | QAbstractButton):
            continue
        said = f"{type(widget).__name__} “{widget.text()[:90]}”"
        if isinstance(widget, QLabel) and widget.text():
            yield from _cut_label(widget, said)
        elif isinstance(widget, QAbstractButton) and widget.text() and widget.width() < widget.minimumSizeHint().width():
            yield f"{said}: {widget.width()} px, needs {widget.minimumSizeHint().width()}"
        yield from _sticking_out(widget, said)


def _cut_label(label: QLabel, said: str) -> Iterator[str]:
    room = label.contentsRect()
    if not label.wordWrap():
        needs = max(label.fontMetrics().horizontalAdvance(line) for line in label.text().splitlines())
        if needs > room.width() + 1:
            yield f"{said}: {room.width()} px, needs {needs}"
        return
    words = label.text().replace("\u200b", " ").split()
    longest = max((label.fontMetrics().horizontalAdvance(word) for word in words), default=0)
    if longest > room.width() + 1:
        yield f"{said}: its longest word needs {longest} px of {room.width()}"
    if label.heightForWidth(label.width()) > label.height() + 1:
        yield f"{said}: {label.height()} px high at {label.width()}, needs {label.heightForWidth(label.width())}"


def _sticking_out(widget: QWidget, said: str) -> Iterator[str]:
    """Past the edge of the window, or of a page that only moves up and down."""
    above = widget.parentWidget()
    while above is not None:
        scrolls = isinstance(above.parentWidget(), QAbstractScrollArea) and not isinstance(above.parentWidget(), QAbstractItemView)
        if scrolls or above.isWindow():
            at = QRect(widget.mapTo(above, widget.rect().topLeft()), widget.size())
            sideways = scrolls and above.parentWidget().horizontalScrollBar().maximum() > 0  # type: ignore[union-attr]
            if not sideways and at.right() > above.width():
                yield f"{said}: ends at {at.right()} of {above.width()} px"
            if not scrolls and at.bottom() > above.height():
                yield f"{said}: ends {at.bottom()} of {above.height()} px down"
            if scrolls:
                return
        above = above.parentWidget()


def rows_in(view: QTableView) -> list[tuple[str, ...]]:
    """What every cell of a list says, row by row."""
    model = view.model()
    columns = range(model.columnCount())
    return [tuple(str(model.index(row, column).data()) for column in columns) for row in range(model.rowCount())]


def rows_of(view: QAbstractItemView) -> list[tuple[str, ...]]:
    """The words of a list, row by row."""
    model = view.model()
    return [tuple(str(model.index(row, column).data()) for column in range(model.columnCount())) for row in range(model.rowCount())]

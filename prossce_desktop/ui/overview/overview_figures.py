"""The five figures at the top of the Overview, each with its bar and what it is of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from prossce_desktop.domain.model.codes import Status
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.services.reporting.counted_figures import beneath, between
from prossce_desktop.ui.base.place import PageName, Place
from prossce_desktop.ui.look.theme import theme
from prossce_desktop.ui.parts.figures import Figure

if TYPE_CHECKING:
    from prossce_desktop.domain.counting.figures import ShareRow
    from prossce_desktop.services.reporting.year_overview import Overview

_BETWEEN = 24
SHARES = ("women", "youth_15_24", "with_disability")


class FiguresRow(QWidget):
    """Activities held, people reached as a range, and three shares that say of how many."""

    go = Signal(Place)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._year: int | None = None
        self.held = Figure()
        self.reached = Figure()
        self.shares = {name: Figure() for name in SHARES}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(_BETWEEN)
        self._grid.setVerticalSpacing(12)
        self._in_a_row = 0
        self._lay_out()
        theme().changed.connect(self._lay_out)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.held.clicked.connect(self._open_activities)
        self.reached.clicked.connect(self._open_reports)
        for figure in self.shares.values():
            figure.clicked.connect(self._open_reports)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def minimumSizeHint(self) -> QSize:
        return QSize(
            max(one.minimumSizeHint().width() for one in self._every()), self._grid.minimumSize().height()
        )

    def _every(self) -> list[Figure]:
        return [self.held, self.reached, *self.shares.values()]

    def _lay_out(self) -> None:
        """All five beside one another, or as many as find room whole; the rest stands beneath."""
        every = self._every()
        wide = max(one.minimumSizeHint().width() for one in every)
        needed = sum(one.minimumSizeHint().width() for one in every) + _BETWEEN * (len(every) - 1)
        if needed <= self.width():
            fit = len(every)
        else:
            fit = max(1, min(3, (self.width() + _BETWEEN) // (wide + _BETWEEN)))
        if fit == self._in_a_row:
            return
        self._in_a_row = fit
        for one in every:
            self._grid.removeWidget(one)
        for at, one in enumerate(every):
            self._grid.addWidget(one, at // fit, at % fit, Qt.AlignmentFlag.AlignTop)
        for column in range(len(every)):
            stretch = 6 if fit == len(every) and column == 1 else 3
            self._grid.setColumnStretch(column, stretch if column < fit else 0)

    def show_figures(self, overview: Overview) -> None:
        self._year = overview.year
        held = overview.held / overview.of if overview.of else 0.0
        of = _("of {n} recorded").format(n=formatting.number(overview.of))
        self.held.say(_("Activities held"), formatting.number(overview.held), of, held, held)
        whole = overview.figures.reach.whole
        low = whole.lower / whole.upper if whole.upper else 0.0
        self.reached.say(
            _("People reached"), between(whole), reached_basis(overview), low, 1.0 if whole.upper else 0.0
        )
        rows = {row.id: row for row in overview.figures.shares if row.all_countries}
        names = {
            "women": _("Women"),
            "youth_15_24": _("Youth 15–24"),
            "with_disability": _("With disability"),
        }
        for name, figure in self.shares.items():
            self._show_share(figure, names[name], rows.get(name))

    def _show_share(self, figure: Figure, caption: str, row: ShareRow | None) -> None:
        if row is None or not row.denominator:
            figure.say(caption, "–", _("not recorded"))
        elif row.value is None:
            answers = ngettext_("of {n} answer", "of {n} answers", row.denominator).format(n=beneath(row))
            # no share, so no bar: an empty one would read as none
            figure.say(caption, formatting.number(row.numerator), answers, second=coverage_of(row))
        else:
            numbers = _("{n} of {all}").format(n=formatting.number(row.numerator), all=beneath(row))
            figure.say(
                caption, formatting.rate(row.value), numbers, row.value, row.value, second=coverage_of(row)
            )

    def _open_activities(self) -> None:
        self.go.emit(Place(PageName.activities, year=self._year, tab=str(Status.held.value)))

    def _open_reports(self) -> None:
        self.go.emit(Place(PageName.reports, year=self._year))


def coverage_of(row: ShareRow) -> str:
    """Of which part of all it is recorded, never rounded up to all; nothing where it is recorded of all."""
    if row.denominator == row.all:
        return ""
    return _("{coverage} recorded").format(coverage=formatting.coverage(row.denominator, row.all, places=0))


def reached_basis(overview: Overview) -> str:
    """What the range is made of, in a few words."""
    whole = overview.figures.reach.whole
    if not whole.upper:
        return _("no head count and no list yet")
    if whole.named == 0:
        return _("counted by organisers, none by name")
    if whole.named == whole.upper:
        return _("all by name")
    return _("{n} by name, the rest counted").format(n=formatting.number(whole.named))

"""The five figures at the top of the Overview, each with its bar and what it is of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from prossce_desktop import wording
from prossce_desktop.domain.codes import Status
from prossce_desktop.messages import _, ngettext_
from prossce_desktop.services.figures import beneath, between
from prossce_desktop.ui.parts.figures import Figure
from prossce_desktop.ui.place import PageName, Place

if TYPE_CHECKING:
    from prossce_desktop.domain.figures import ShareRow
    from prossce_desktop.services.overview import Overview

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
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(24)
        for figure, share in ((self.held, 3), (self.reached, 6), *((one, 3) for one in self.shares.values())):
            across.addWidget(figure, share, Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.held.clicked.connect(self._open_activities)
        self.reached.clicked.connect(self._open_reports)
        for figure in self.shares.values():
            figure.clicked.connect(self._open_reports)

    def show_figures(self, found: Overview) -> None:
        """Put in the figures of a year."""
        self._year = found.year
        held = found.held / found.of if found.of else 0.0
        of = _("of {n} on record").format(n=wording.number(found.of))
        self.held.say(_("Activities held"), wording.number(found.held), of, held, held)
        whole = found.figures.reach.whole
        low = whole.lower / whole.upper if whole.upper else 0.0
        self.reached.say(
            _("People reached"), between(whole), reached_basis(found), low, 1.0 if whole.upper else 0.0
        )
        rows = {row.id: row for row in found.figures.shares if row.all_countries}
        names = {"women": _("Women"), "youth_15_24": _("Youth 15–24"), "with_disability": _("With disability")}
        for name, figure in self.shares.items():
            self._show_share(figure, names[name], rows.get(name))

    def _show_share(self, figure: Figure, caption: str, row: ShareRow | None) -> None:
        if row is None or not row.denominator:
            figure.say(caption, "–", _("not recorded"))
        elif row.value is None:
            answers = ngettext_("of {n} answer", "of {n} answers", row.denominator).format(n=wording.number(row.denominator))
            # no share, so no bar: an empty one would read as none
            figure.say(caption, wording.number(row.numerator), answers, second=coverage_of(row))
        else:
            numbers = _("{n} of {all}").format(n=wording.number(row.numerator), all=beneath(row))
            figure.say(caption, wording.rate(row.value), numbers, row.value, row.value, second=coverage_of(row))

    def _open_activities(self) -> None:
        self.go.emit(Place(PageName.activities, year=self._year, tab=str(Status.held.value)))

    def _open_reports(self) -> None:
        self.go.emit(Place(PageName.reports, year=self._year))


def coverage_of(row: ShareRow) -> str:
    """Of which part of all it is recorded, never rounded up to all; nothing where it is recorded of all."""
    if row.denominator == row.all:
        return ""
    return _("{coverage} recorded").format(coverage=wording.coverage(row.denominator, row.all, places=0))


def reached_basis(found: Overview) -> str:
    """What the range is made of, in a few words."""
    whole = found.figures.reach.whole
    if not whole.upper:
        return _("nobody counted or named yet")
    if whole.named == 0:
        return _("counted by organisers, none by name")
    if whole.named == whole.upper:
        return _("all by name")
    return _("{n} by name, the rest counted").format(n=wording.number(whole.named))

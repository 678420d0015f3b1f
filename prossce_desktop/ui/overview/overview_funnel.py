"""The fairs of the year as one funnel, and in words what is not in it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from prossce_desktop.domain.counting.combined_funnel import PRESENT, whole_funnel
from prossce_desktop.domain.counting.figures import Figures
from prossce_desktop.domain.counting.funnel import STEPS
from prossce_desktop.domain.counting.qualified_numbers import Number
from prossce_desktop.domain.model.codes import Basis
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.services.reporting.counted_figures import beneath, counted
from prossce_desktop.ui.charts.funnel_chart import FunnelStep, FunnelView
from prossce_desktop.ui.parts.labels import Label
from prossce_desktop.ui.parts.layouts import in_column


class FairFunnelCard(QWidget):
    """Vacancies, persons counted at fairs, and the steps where any were recorded."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = FunnelView(_("Career fairs"))
        self._sentence = Label("", "caption", "muted", wraps=True)
        self._rates = Label("", "caption", wraps=True)
        in_column(
            Label(_("Career fairs"), "section"), self._sentence, self.view, self._rates, into=self, spacing=6
        )

    def show_funnel(self, figures: Figures) -> None:
        """Put in a year; hidden where it has no fair of ours."""
        steps = steps_of(figures)
        self.setVisible(bool(steps))
        self.view.show_steps(steps)
        others = [_other(basis, figures) for basis in ("attendances", "online_visits")]
        told = formatting.listed([one for one in others if one])
        first = _("People at two fairs are counted twice.")
        # Translators: {others}: numbers and what they count, for example “6,326 online visits”
        not_in = _("The numbers of people do not include {others}.").format(others=told)
        self._sentence.setText(f"{first} {not_in}" if told else first)
        self._rates.setText(" ".join(_rates(figures)))
        self._rates.setVisible(bool(self._rates.text()))


def steps_of(figures: Figures) -> list[FunnelStep]:
    """The steps to draw, the organiser's numbers first; only persons have a bar."""
    names = {
        "vacancies": _("Vacancies"),
        "present": _("Present"),
        **{step: _(rule.short_label) for step, rule in STEPS.items()},
    }
    return [
        FunnelStep(
            f"{one.key}:{one.number.basis}",
            names[one.key],
            counted(one.number.value, one.number.qualifier),
            _unit(one.number),
            one.number.value,
            persons=one.number.basis in PRESENT,
        )
        for one in whole_funnel(figures)
    ]


def _unit(number: Number) -> str:
    """What a step counts: persons by whom, posts, events."""
    if number.basis is Basis.interviews:
        return formatting.events(number.value)
    if number.basis is Basis.persons_organiser:
        return ngettext_("person in head counts", "persons in head counts", number.value)
    return formatting.unit(number.basis, number.value)


def _other(basis: str, figures: Figures) -> str:
    value = sum(
        one.value
        for one in figures.counts
        if one.kind == "career_fair" and one.basis == basis and not one.context
    )
    return f"{formatting.number(value)} {formatting.unit(basis, value)}" if value else ""


def _rates(figures: Figures) -> list[str]:
    words = {
        "hired_of_qualified": _("Hired on the spot: {n} of {all} qualified ({rate})."),
        "hired_of_registered": _("Hired on the spot: {n} of {all} registered ({rate})."),
    }
    own = [row for row in figures.rates if not row.context and row.id in words and row.value is not None]
    if len({row.country for row in own}) != 1:
        return []
    return [
        words[row.id].format(
            n=formatting.number(row.numerator), all=beneath(row), rate=formatting.rate(row.value or 0)
        )
        for row in own
    ]

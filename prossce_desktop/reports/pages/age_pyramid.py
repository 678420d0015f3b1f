"""Women and men by age, back to back; an age that was not recorded is hatched."""

from __future__ import annotations

from dataclasses import dataclass

from prossce_desktop.domain.model.codes import Sex
from prossce_desktop.language import formatting
from prossce_desktop.language.formatting import numbered
from prossce_desktop.language.messages import _
from prossce_desktop.reports import figure_sentences
from prossce_desktop.reports.ink_and_type import ACCENT, INK, LABEL, MID
from prossce_desktop.reports.pages.page_charts import Chart, hatch
from prossce_desktop.reports.pages.sex_age_table import Cube
from prossce_desktop.reports.pdf.drawn_pages import Paper
from prossce_desktop.reports.pdf.text_layout import width

_MIDDLE = 96.0
_PITCH = 18.0
_BAR = 12.0


@dataclass(frozen=True, slots=True)
class Pyramid:
    """The chart and what it does not show."""

    chart: Chart
    note: str


def pyramid(people: Cube, wide: float) -> Pyramid | None:
    """Women left, men right, one scale; None where age or sex is never recorded, or one sex not counted."""
    if people.unsaid & {Sex.female, Sex.male}:
        return None
    ages = people.ages
    women = [people.sum(age, Sex.female) for age in ages]
    men = [people.sum(age, Sex.male) for age in ages]
    if not (sum(women) + sum(men)) or not any(
        w or m for age, w, m in zip(ages, women, men, strict=True) if age.recorded
    ):
        return None
    most = max(*women, *men)
    side = (wide - _MIDDLE) / 2
    room = side - width(formatting.number(most), LABEL) - 10

    def paint(paper: Paper, x: float, y: float) -> None:
        left, right = x + side, x + side + _MIDDLE
        paper.text(_("Women"), left, y + 12, LABEL.bold(), align="right")
        paper.text(_("Men"), right, y + 12, LABEL.bold())
        for number, (age, w, m) in enumerate(zip(ages, women, men, strict=True)):
            top = y + 24 + number * _PITCH
            paper.text(figure_sentences.age(age), left + _MIDDLE / 2, top + 9, LABEL, align="middle")
            long = w / most * room
            _bar(paper, left - long, top, long, ACCENT, known=age.recorded)
            paper.text(formatting.number(w), left - long - 6, top + 9, LABEL, align="right")
            long = m / most * room
            _bar(paper, right, top, long, MID, known=age.recorded)
            paper.text(formatting.number(m), right + long + 6, top + 9, LABEL)
        foot = y + 21 + len(ages) * _PITCH
        paper.rule(left, y + 18, left, foot, INK, 0.75)
        paper.rule(right, y + 18, right, foot, INK, 0.75)

    said = [
        f"{figure_sentences.age(age)}: {numbered('{n} woman', '{n} women', w)}, "
        f"{numbered('{n} man', '{n} men', m)}"
        for age, w, m in zip(ages, women, men, strict=True)
    ]
    return Pyramid(Chart(26 + len(ages) * _PITCH, "; ".join(said), paint), _note(people))


def _bar(paper: Paper, x: float, y: float, long: float, ink: str, *, known: bool) -> None:
    if long <= 0:
        return
    if known:
        paper.box(x, y, long, _BAR, fill=ink)
    else:
        hatch(paper, x, y, long, _BAR, ink)


def _note(people: Cube) -> str:
    another, unknown = people.sum(sex=Sex.another), people.sum(sex=Sex.not_recorded)
    words = [_("Persons. Striped: age not recorded.")]
    left_out = []
    if another:
        left_out.append(_("another sex ({n})").format(n=formatting.number(another)))
    if unknown:
        left_out.append(_("sex not recorded ({n})").format(n=formatting.number(unknown)))
    if left_out:
        words.append(_("Not drawn: {groups}.").format(groups=formatting.listed(left_out)))
    return " ".join(words)

"""Before and after: an open circle, a line, a full circle on the scale of the test."""

from __future__ import annotations

from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _
from prossce_desktop.reports.ink_and_type import ACCENT, GREY, HEAD, INK, LABEL, NUMBER
from prossce_desktop.reports.pages.page_charts import Chart
from prossce_desktop.reports.pdf.drawn_pages import Paper
from prossce_desktop.reports.pdf.text_layout import shortened
from prossce_desktop.reports.report_data import Gain

_NAME, _GAIN, _PAIRS = 149.5, 59.0, 47.0
_RADIUS = 3.0


def before_and_after(gain: Gain, wide: float) -> Chart:
    """The two means, with the gain and the number of persons as columns."""
    share = formatting.DASH if gain.gain is None else formatting.rate(gain.gain)
    before, after = formatting.decimal(gain.mean_before), formatting.decimal(gain.mean_after)

    def paint(paper: Paper, x: float, y: float) -> None:
        zero, end = x + _NAME, x + wide - _GAIN - _PAIRS - 24
        scale = (end - zero) / max(gain.highest, 1.0)
        _axis(paper, zero, end, y + 18, gain.highest)
        paper.text(_("Gain"), x + wide - _PAIRS, y + 12, HEAD, align="right")
        paper.text(_("Persons"), x + wide, y + 12, HEAD, align="right")
        level = y + 33
        one, two = zero + gain.mean_before * scale, zero + gain.mean_after * scale
        left, right = min(one, two), max(one, two)
        paper.text(shortened(_("All tested both times"), LABEL.bold(), _NAME - 12), x, level + 3, LABEL.bold())
        paper.rule(left + _RADIUS, level, max(right - _RADIUS, left + _RADIUS), level, ACCENT, 1.2)
        paper.disc(one, level, _RADIUS, ACCENT, part="open")
        paper.disc(two, level, _RADIUS, ACCENT)
        first, second = (before, after) if one <= two else (after, before)
        paper.text(first, left - 7, level + 3, NUMBER.inked(INK), align="right")
        paper.text(second, right + 7, level + 3, NUMBER.inked(INK))
        paper.text(share, x + wide - _PAIRS, level + 3, LABEL.bold(), align="right")
        paper.text(formatting.number(gain.pairs), x + wide, level + 3, LABEL.bold(), align="right")

    text = _("Mean before {before}, mean after {after}, of {highest}; gain {share}; {pairs} persons.")
    alt = text.format(before=before, after=after, highest=formatting.number(gain.highest), share=share, pairs=formatting.number(gain.pairs))
    return Chart(42, alt, paint)


def _axis(paper: Paper, zero: float, end: float, y: float, highest: float) -> None:
    paper.rule(zero, y, end, y, INK, 0.5)
    for part in range(5):
        x = zero + (end - zero) * part / 4
        paper.rule(x, y, x, y + 3, INK, 0.5)
        paper.text(formatting.number(round(highest * part / 4, 2)), x, y - 5, NUMBER.inked(GREY), align="middle")

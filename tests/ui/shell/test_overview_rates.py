"""A rate of the Overview's funnel stands with both its numbers, whatever sum of other fairs stands beside it."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from prossce_desktop.domain.counting.facts_and_tallies import Period
from prossce_desktop.domain.counting.figures import CountRow, Figures, FunnelRow, RateRow, ShareRow
from prossce_desktop.domain.model.codes import Qualifier
from prossce_desktop.reports import figure_sentences
from prossce_desktop.ui.overview.overview_figures import FiguresRow
from prossce_desktop.ui.overview.overview_funnel import FairFunnelCard, steps_of
from prossce_desktop.ui.parts.figures import Figure
from prossce_desktop.ui.parts.labels import Label


def test_the_rates_beneath_the_funnel_have_both_numbers_and_their_words(qtbot: QtBot) -> None:
    """3,777 hired at all fairs; 2,132 of 15,795 qualified, 13.498 %; and of more than 31,000 registered 2,132, 6.877 %."""
    drawn = FairFunnelCard()
    qtbot.addWidget(drawn)
    more = Qualifier.more_than
    steps = (FunnelRow("KH", "registered", "persons_organiser", 31_000, qualifier=more), FunnelRow("KH", "hired_on_spot", "persons_organiser", 3_777))
    rates = (
        RateRow("hired_of_qualified", "KH", 2_132, 15_795, 2_132 / 15_795, "persons_organiser"),
        RateRow("hired_of_registered", "KH", 2_132, 31_000, 2_132 / 31_000, "persons_organiser", denominator_qualifier=more),
    )
    visits = (CountRow("KH", "career_fair", "online_visits", 6_326, 1, "exact", False),)
    found = Figures(Period(), (), False, counts=visits, funnel=steps, rates=rates)
    drawn.show_funnel(found)
    said = [one.text().replace("\u00a0", " ") for one in drawn.findChildren(Label)]
    assert "Hired on the spot: 2,132 of 15,795 qualified (13.5 %). Hired on the spot: 2,132 of more than 31,000 registered (6.9 %)." in said
    assert "People at two fairs are counted twice. The numbers of people do not include 6,326 online visits." in said
    assert [(one.label, one.words) for one in steps_of(found)] == [("Registered", "more than 31,000"), ("Hired on the spot", "3,777")]


def test_of_how_many_answers_a_share_is_keeps_the_word_of_the_counts(qtbot: QtBot) -> None:
    """123 women of more than 500 counted and 5 named; of 4,927 people little is recorded, so no share is said."""
    figure = Figure()
    qtbot.addWidget(figure)
    row = ShareRow("women", "KH", False, 123, 505, 4_927, 505 / 4_927, None, denominator_qualifier=Qualifier.more_than)
    FiguresRow()._show_share(figure, "Women", row)
    assert "of more than 505 answers" in figure.accessibleName()
    assert figure_sentences.share(row) == "more than 505 of 4,927 recorded"

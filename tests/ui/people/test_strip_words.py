"""What the strip says of a list: every share with both its numbers, doubles by their number."""

from __future__ import annotations

from prossce_desktop.domain.model.codes import Qualifier
from prossce_desktop.services.activities.head_count_totals import HeadTotal
from prossce_desktop.ui.activities.people_grid.list_totals import ListTotals, counts_of, shares_of


def said(totals: ListTotals) -> dict[str, tuple[str, str]]:
    every = (*counts_of(totals, None), *shares_of(totals, "training"))
    return {one.key: (one.value, one.share.replace("\u00a0", " ")) for one in every}


def test_a_share_has_its_denominator_also_where_every_sex_is_recorded() -> None:
    # 138 of 284 are 48.59 %
    whole = said(ListTotals(listed=284, present=284, women=138, men=146, with_disability=21, asked=253))
    assert whole["women"] == ("138", "48.6 % of 284") and whole["disability"] == ("21", "of 253 people with an answer")
    assert said(ListTotals(listed=300, present=300, women=138, men=146))["women"] == ("138", "48.6 % of 284")
    assert said(ListTotals(listed=4, present=4, with_disability=0, asked=1))["disability"] == ("0", "of 1 person with an answer")


def test_a_head_count_and_the_unnamed_rest_keep_the_words_of_the_count() -> None:
    more, nearly = (HeadTotal(500, 500, {}, (), one, one) for one in (Qualifier.more_than, Qualifier.nearly))
    told = {one.key: one.value for one in counts_of(ListTotals(listed=40, present=40), more)}
    assert (told["head_count"], told["unnamed"]) == ("more than 500", "more than 460")
    told = {one.key: one.value for one in counts_of(ListTotals(listed=40, present=40), nearly)}
    assert (told["head_count"], told["unnamed"]) == ("nearly 500", "about 460")
    assert {one.key: one.value for one in counts_of(ListTotals(), nearly)}["unnamed"] == "nearly 500"


def test_rows_of_the_same_people_say_how_many_are_duplicates() -> None:
    assert said(ListTotals(listed=19, present=19, rows=20))["listed"] == ("19", "in 20 rows (1 duplicate)")
    assert said(ListTotals(listed=18, present=18, rows=20))["listed"] == ("18", "in 20 rows (2 duplicates)")
    assert said(ListTotals(listed=20, present=20, rows=20))["listed"] == ("20", "")

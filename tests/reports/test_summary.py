"""The summary says the figures in words, with what they are of, on pages that readers can search and hear."""

from __future__ import annotations

import dataclasses
import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from prossce_desktop.domain.counting.facts_and_tallies import Period
from prossce_desktop.domain.counting.figures import (
    CellRow,
    CountRow,
    Figures,
    FunnelRow,
    Note,
    RateRow,
    Reach,
    ReachRange,
    ShareRow,
)
from prossce_desktop.domain.model.codes import Qualifier
from prossce_desktop.reports import figure_sentences
from prossce_desktop.reports.fair_funnels import funnels, most_drawn
from prossce_desktop.reports.pages import page_charts
from prossce_desktop.reports.pages.finished_document import Document
from prossce_desktop.reports.pages.period_summary import summary
from prossce_desktop.reports.report_data import Summary
from prossce_desktop.services.reporting.counted_figures import aloud, reach_sentence
from tests.pdf_text import POPPLER

from .papers import CAMBODIA, ORIGIN, REGION, D, faults, in_order, layout, line, words

NASTY = (
    '=HYPERLINK("http://x","y")',
    "<b>bold</b> & <script>",
    "\x00\x07\ud800\u202eevil\u202c",
    "x" * 10_000,
    "ការបណ្តុះបណ្តាល " * 300,
    "😀 שלום",
    "",
    "% ( ) \\ << /Type >> endobj",
)


@pytest.fixture(scope="module")
def region() -> Document:
    """Several countries, with fairs, shares and rates."""
    return summary(Summary(REGION, ORIGIN, (line(),)))


def test_the_published_year_of_cambodia_reads_as_worked_out_by_hand() -> None:
    text = words(summary(Summary(CAMBODIA, dataclasses.replace(ORIGIN, sample=True), (line(),))).data)
    for said in (
        "At least 41,422 people were reached · Cambodia · 2024",
        "41,422–45,115",
        "These are not in the range, because they are not persons: 58,205 attendances (2 activities), 63,267 online visits (1 activity).",
        "People who attended, counted by organisers at 2 activities.",
        "Persons, head count 45,115 2",
        "Posts more than 31,700 2",
        "0 of 45,115 recorded",
        "Data up to 24 January 2025 · code k7f3-91aa-04",
        "SAMPLE DATA",
        "1 of 3",
    ):
        assert said in text


def test_ranges_of_countries_are_not_added_and_open_pairs_are_named(region: Document) -> None:
    text = words(region.data)
    assert "At least 41,422 people were reached · 2024" in text
    text = in_order(region.data)
    assert "302 are known by name, the others were counted by organisers at 3 activities. At least 42,329 if nobody took part in two countries." in text
    assert "4 possible duplicates are not checked yet." in text
    assert "All countries together 41,422 46,022 302" in text


@POPPLER
def test_a_share_needs_half_of_the_people_asked(region: Document) -> None:
    text = words(region.data)
    assert "Women All countries 283 49.4 % 94.7 %" in text
    assert "166 of 6,902 asked" in text
    assert "10.2 %" not in text  # 17 of 166


def test_a_rate_stands_with_both_its_numbers(region: Document) -> None:
    text = words(region.data)
    assert "59.1 %" in text and "135,590 of 229,538" in text
    assert "27.8 %" in text and "135,590 of 487,640" in text
    assert "20,140 for 17,204 qualified; interviews for each person: 1.17" in text
    assert "412 people tested before and after: average 54.2, then 75.4." in text


def test_context_is_marked_wherever_it_stands(region: Document) -> None:
    assert words(region.data).count("for comparison") >= 3
    assert "Of another organisation, kept for comparison. Not in the project’s figures." in words(region.data)


def test_every_figure_has_its_definition(region: Document) -> None:
    text = in_order(region.data)
    assert [name for name, _sentence in figure_sentences.definitions(REGION) if name not in text] == []
    assert "People at two activities are counted twice." in text


def test_all_text_is_tagged_and_every_font_embedded(region: Document) -> None:
    assert faults(region.data) == []


def test_the_document_names_itself(region: Document) -> None:
    reader = PdfReader(io.BytesIO(region.data))
    assert reader.metadata is not None and reader.metadata.title == "At least 41,422 people were reached · 2024"
    assert reader.root_object["/Lang"] == "en"
    assert reader.root_object["/ViewerPreferences"]["/DisplayDocTitle"] is not None  # type: ignore[index]
    names = [one.title for one in reader.outline if not isinstance(one, list)]
    assert names[0] == "Summary" and "Career fairs" in names and "Activities" in names


def test_the_same_figures_give_the_same_bytes(region: Document) -> None:
    assert summary(Summary(REGION, ORIGIN, (line(),))).data == region.data


def test_a_long_list_repeats_its_heading_and_loses_nothing() -> None:
    text = layout(summary(Summary(CAMBODIA, ORIGIN, tuple(line(number) for number in range(400)))).data)
    assert [number for number in range(400) if f"KH-{number:04}" not in text] == []
    pages = [page for page in text.split("\f") if "KH-0" in page]
    assert len(pages) > 10 and all("Counted" in page for page in pages)


@pytest.mark.slow
@pytest.mark.parametrize("title", NASTY)
def test_what_a_person_typed_is_only_ever_text(title: str) -> None:
    made = summary(Summary(CAMBODIA, ORIGIN, (line(1, title), line(2, "After it"))))
    assert faults(made.data) == []
    assert "After it" in layout(made.data)


def test_nothing_on_record_is_said_in_words() -> None:
    text = words(summary(Summary(Figures(Period(), (), False), ORIGIN)).data)
    assert "No people reached" in text
    assert "No activities are recorded for this period." in text


def test_years_are_drawn_where_the_figures_are_by_year() -> None:
    cells = tuple(CellRow((("year", year),), low, 0, low, high) for year, low, high in (("2023", 33_118, 36_872), ("2024", 41_422, 46_022)))
    text = words(summary(Summary(dataclasses.replace(REGION, cells=cells, by=("year",)), ORIGIN)).data)
    assert "People reached, by year" in text and "33,118–36,872" in text


@pytest.mark.parametrize(
    ("period", "words_"),
    [
        (Period(D(2024, 1, 1), D(2024, 12, 31)), "2024"),
        (Period(D(2024, 10, 1), D(2024, 10, 31)), "October 2024"),
        (Period(D(2024, 3, 1), D(2024, 6, 30)), "March – June 2024"),
        (Period(D(2024, 3, 1), D(2024, 3, 1)), "1 March 2024"),
        (Period(D(2023, 1, 1), None), "Since 1 January 2023"),
        (Period(None, D(2025, 12, 31)), "Up to 31 December 2025"),
        (Period(), "All dates"),
    ],
)
def test_a_period_has_a_name(period: Period, words_: str) -> None:
    assert figure_sentences.period_name(period) == words_


def test_many_activities_share_a_mark_and_few_have_one_each() -> None:
    assert page_charts.per_mark([page_charts.Marks("Training", 60, 0, 0, 1)], 240) == 1
    assert page_charts.per_mark([page_charts.Marks("Training", 900, 0, 0, 1)], 240) == 10


def test_a_failed_export_leaves_the_old_file_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, region: Document) -> None:
    target = tmp_path / "o.pdf"
    target.write_bytes(b"old")

    def fails(_path: Path, _data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", fails)
    with pytest.raises(Exception, match="full"):
        region.write(target)
    assert target.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["o.pdf"]


def test_a_title_says_the_countries_and_the_period_behind_its_finding() -> None:
    assert figure_sentences.finding(dataclasses.replace(REGION, countries=("PH", "LA"), period=Period())) == (
        "At least 41,422 people were reached · Philippines and Lao People’s Democratic Republic"
    )


def test_interviews_stand_among_the_steps_of_their_fair(region: Document) -> None:
    text = in_order(region.data)
    assert text.count("Step Unit Number") == 2
    assert "Qualified persons 17,204 Interviews events 20,140 20,140 for 17,204" in text


def test_a_rate_beside_the_sum_of_other_fairs_has_its_own_numerator() -> None:
    """3,777 were hired at all fairs; of those that counted the qualified 2,132 of 15,795, which is 13.498 %."""
    steps = tuple(FunnelRow("KH", step, "persons_organiser", value) for step, value in (("qualified", 15_795), ("hired_on_spot", 3_777)))
    rate = RateRow("hired_of_qualified", "KH", 2_132, 15_795, 2_132 / 15_795, "persons_organiser")
    text = words(summary(Summary(dataclasses.replace(CAMBODIA, funnel=steps, rates=(rate,)), ORIGIN, (line(),))).data)
    said = "2,132 of 15,795 qualified (13.5 %)"
    assert f"Persons: {said}. Rates use only the fairs that have both numbers." in text
    assert text.count("13.5 %") == text.count(said) + text.count("13.5 % 2,132 of 15,795") == 3  # the key figure, the funnel, the table
    whole = dataclasses.replace(rate, numerator=3_777, value=3_777 / 15_795)
    assert "that have both numbers" not in words(summary(Summary(dataclasses.replace(CAMBODIA, funnel=steps, rates=(whole,)), ORIGIN, (line(),))).data)


def test_where_the_lists_hold_everybody_no_others_are_spoken_of() -> None:
    """Seven by name; a head count of four at the same fair adds nobody."""
    whole = ReachRange(7, 7, 7, 7, 0)
    counts = (CountRow("KH", "career_fair", "persons_named", 7, 1, "exact", False), CountRow("KH", "career_fair", "persons_organiser", 4, 1, "exact", False))
    found = dataclasses.replace(Figures(Period(), (), False), reach=Reach(whole, 7), counts=counts)
    assert figure_sentences.reach_basis(found) == "People who attended, 7 known by name."
    more = dataclasses.replace(found, reach=Reach(dataclasses.replace(whole, upper=9), 7))
    assert figure_sentences.reach_basis(more) == "People who attended: 7 are known by name, the others were counted by the organiser at 1 activity."


EXACT, ABOUT, NEARLY, MORE = Qualifier.exact, Qualifier.about, Qualifier.nearly, Qualifier.more_than


@pytest.mark.parametrize(
    ("ends", "qualifiers", "title", "range_", "sentence"),
    [
        ((100, 100), (EXACT, EXACT), "100 people were reached", "100", "100"),
        ((100, 100), (NEARLY, NEARLY), "Nearly 100 people were reached", "nearly 100", "nearly 100"),
        ((500, 500), (MORE, MORE), "More than 500 people were reached", "more than 500", "more than 500"),
        ((30, 30), (EXACT, MORE), "At least 30 people were reached", "30 or more", "30 or more"),
        ((100, 103), (EXACT, EXACT), "At least 100 people were reached", "100–103", "100 to 103"),
        ((100, 103), (NEARLY, ABOUT), "At least nearly 100 people were reached", "from nearly 100 to about 103", "from nearly 100 to about 103"),
        ((45_000, 46_000), (EXACT, MORE), "At least 45,000 people were reached", "from 45,000 to more than 46,000", "from 45,000 to more than 46,000"),
        ((45_000, 46_000), (MORE, MORE), "More than 45,000 people were reached", "from more than 45,000 to more than 46,000", "from more than 45,000 to more than 46,000"),
    ],
)  # fmt: skip
def test_each_end_keeps_its_words(ends: tuple[int, int], qualifiers: tuple[Qualifier, Qualifier], title: str, range_: str, sentence: str) -> None:
    whole = ReachRange(*ends, lower_qualifier=qualifiers[0], upper_qualifier=qualifiers[1])
    found = dataclasses.replace(Figures(Period(), (), False), reach=Reach(whole, ends[0]))
    assert (figure_sentences.finding(found), figure_sentences.between(whole), figure_sentences.between_in_words(whole)) == (title, range_, sentence)
    assert reach_sentence(found) == f"{sentence} people."
    assert aloud(found) == title.removesuffix(" were reached")[:1].lower() + title.removesuffix(" were reached")[1:]


def test_notes_beyond_forty_are_counted_and_those_on_all_figures_are_printed() -> None:
    whole = Note("upper-raised", "So {raised} was added to the highest number.", (("raised", "7"),))
    many = [Note("list-longer", "F{number}: the list stands.", (("number", str(number)),), (number,)) for number in range(1, 53)]
    data = summary(Summary(dataclasses.replace(CAMBODIA, notes=(whole, *many)), ORIGIN, (line(),)))
    text = words(data.data)
    assert "So 7 was added to the highest number." in text and "F39: the list stands." in text and "F40:" not in text
    assert "And 13 more notes, in the workbook." in text


def test_a_sum_of_nothing_but_nearly_is_nearly() -> None:
    rows = tuple(CountRow(country, "career_fair", "posts", 500, 1, "nearly", False, (number,)) for number, country in enumerate(("KH", "TH"), 1))
    assert "nearly 1,000" in words(summary(Summary(dataclasses.replace(CAMBODIA, counts=rows), ORIGIN, (line(),))).data).lower()
    mixed = (rows[0], dataclasses.replace(rows[1], qualifier="exact"))
    assert "about 1,000" in words(summary(Summary(dataclasses.replace(CAMBODIA, counts=mixed), ORIGIN, (line(),))).data).lower()


def test_answers_that_were_not_conclusive_are_numbered_where_disability_is_not_recorded() -> None:
    asked = ShareRow("with_disability", None, True, 10, 60, 100, 0.6, 1 / 6, 15, (1,), others=50)
    text = words(summary(Summary(dataclasses.replace(CAMBODIA, shares=(asked,)), ORIGIN, (line(),))).data)
    assert "Disability: 40 not recorded" in text and "Of the people “not recorded”, 15 were asked, but the answer was not clear." in text


def test_the_organisers_funnel_stands_before_the_named_one_and_both_are_drawn_on_one_scale() -> None:
    steps = (("registered", "persons_named", 40), ("hired_on_spot", "persons_named", 10), ("registered", "persons_organiser", 400))
    figures = dataclasses.replace(CAMBODIA, funnel=tuple(FunnelRow("KH", step, basis, value) for step, basis, value in steps))
    assert [key[1] for key in funnels(figures)] == ["persons_organiser", "persons_named"]
    assert {most_drawn(figures, key) for key in funnels(figures)} == {400}
    text = words(summary(Summary(figures, ORIGIN)).data)
    assert text.index("Cambodia: persons, head count") < text.index("Cambodia: persons, by name")

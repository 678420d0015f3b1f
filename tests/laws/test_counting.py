"""COUNTING.md says what the program counts: every worked example on the page is run."""

from __future__ import annotations

import datetime as dt
import itertools
import json
from dataclasses import replace
from pathlib import Path

import pytest

from prossce_desktop.domain.counting.facts_and_tallies import (
    ActivityFacts,
    ChannelNumbers,
    FollowUpTally,
    HeadCountFacts,
)
from prossce_desktop.domain.model.codes import ActivityKind, AgeCell, Basis, Stage
from prossce_desktop.domain.model.head_count_cube import head_cube
from tests.domain.published import year
from tests.domain.tallying import CountedPresence, Links, World
from tests.laws import worked
from tests.laws.pages import COUNTING, Example, examples_of, rules_of
from tests.program import inside

PAGE = COUNTING.read_text(encoding="utf-8")
EXAMPLES = examples_of(PAGE)


@pytest.mark.slow
@pytest.mark.parametrize("example", EXAMPLES, ids=[one.rule for one in EXAMPLES])
def test_a_worked_example_gives_the_numbers_that_stand_on_the_page(example: Example) -> None:
    assert example.language == "worked"
    assert worked.run(list(example.lines)) == list(example.lines)


def test_an_example_with_a_wrong_number_is_found() -> None:
    lines = ["fair A: 25 counted; 30 listed", "reach = 30", "reach = 25", "note sexes-differ"]
    assert worked.run(lines) == [lines[0], lines[1], "reach = 30", "not so: note sexes-differ"]
    for nonsense in ("fair A: many came", "weather = fine"):
        with pytest.raises(worked.NotUnderstood):
            worked.run([nonsense])


def test_rules_are_numbered_in_their_order_without_a_gap() -> None:
    numbers = [tuple(map(int, one[1:].split("."))) for one in rules_of(PAGE)]
    for before, after in itertools.pairwise(numbers):
        assert after in ((before[0], before[1] + 1), (before[0] + 1, 1)), after


@pytest.mark.rule("C1.1", "C9.3")
def test_the_page_names_every_basis_and_every_age_cell_in_their_order() -> None:
    rules = {one: PAGE.split(f"- **{one}**")[1].split("\n- **")[0] for one in ("C1.1", "C9.3")}
    for rule, tokens in (("C1.1", Basis), ("C9.3", AgeCell)):
        said = ", ".join(f"`{one.value}`" for one in tokens)
        assert said in " ".join(rules[rule].split()), rule


FAIR = ActivityFacts(1, "F1", "Fair", ActivityKind.career_fair, country="KH", start=dt.date(2023, 11, 1), channel="on_site")


@pytest.mark.rule("C2.5")
def test_what_a_follow_up_found_belongs_to_the_day_of_the_fair() -> None:
    """Held in November 2023, asked in February 2024: three of four near-hires found work."""
    people = tuple(CountedPresence(one, 1, stage=Stage.near_hire) for one in range(4))
    checks = FollowUpTally(1, Stage.near_hire, 1, True, True, 3), FollowUpTally(1, Stage.near_hire, 1, True, False, 1)
    world = World((FAIR,), (), people, Links(), checks)
    assert [(row.id, row.numerator, row.denominator) for row in world.figures(year(2023)).rates] == [("placed_of_near_hire", 3, 4)]
    assert world.figures(year(2024)).rates == ()


@pytest.mark.rule("C7.6")
def test_where_the_organiser_gave_no_number_that_of_the_employers_stands() -> None:
    """The employers hired 12 and interviewed 40; the organiser said 9 hired, on site."""
    employers = ChannelNumbers(interviews=40, hired_on_spot=12)
    steps = {row.step: (row.value, row.channels) for row in World((replace(FAIR, by_employers=employers),)).figures().funnel}
    assert steps == {"interviews": (40, ()), "hired_on_spot": (12, ())}
    said = replace(FAIR, by_employers=employers, numbers={"on_site": ChannelNumbers(hired_on_spot=9)})
    steps = {row.step: (row.value, row.channels) for row in World((said,)).figures().funnel}
    assert steps == {"interviews": (40, ()), "hired_on_spot": (9, (("on_site", 9),))}


@pytest.mark.rule("C9.4")
def test_youth_of_another_band_answers_no_question_about_15_to_24() -> None:
    def shares(**more: object) -> list[tuple[str, int, int]]:
        head = HeadCountFacts(1, 1, head_cube(100, youth=40, **more))  # type: ignore[arg-type]
        return [(row.id, row.numerator, row.denominator) for row in World((FAIR,), (head,)).figures().shares if row.all_countries]

    assert shares() == [("youth_15_24", 40, 100)]
    assert shares(youth_band="15_29") == []
    assert shares(youth_band="15_17") == [("youth_15_24", 40, 40)]


@pytest.mark.slow
@pytest.mark.rule("C13.4")
def test_sample_records_keep_their_countries_and_no_package_holds_them(tmp_path: Path) -> None:
    cli = inside()
    for name, country in (("th", "TH"), ("kh", "KH")):
        cli("init", tmp_path / name, "--country", country, "--office", name, "--officer", "A", "--no-encryption")
    cli("sample", tmp_path / "kh")
    figures = cli("figures", tmp_path / "kh", "--json").json
    assert {row["country"] for row in figures["activities"]} > {"KH", "PH"} and figures["sample"]
    cli("office", tmp_path / "th", "invite", "--out", tmp_path / "inv")
    cli("device-request", tmp_path / "kh", "--invitation", tmp_path / "inv", "--out", tmp_path / "req")
    (tmp_path / "out").mkdir()
    made = cli("package", tmp_path / "kh", "make", "--out", tmp_path / "out", "--json").json
    assert "career_fair" not in json.dumps(made["records"]) and not made["records"].get("activity")

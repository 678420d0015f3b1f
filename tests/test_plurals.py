"""A number and what it counts are said in the form that fits: one person, two persons; by the catalogue's rule, everywhere."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from prossce_desktop.domain.counting.facts_and_tallies import Period
from prossce_desktop.domain.counting.figures import CountRow, Figures, Reach, ReachRange
from prossce_desktop.domain.counting.small_cells import NOT_SAID
from prossce_desktop.domain.model.codes import Basis
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import ngettext_
from prossce_desktop.reports import figure_sentences
from prossce_desktop.reports.workbook.summary_rows import lines
from tests.program import ROOT

NOUNS = (
    "persons people women men participations organisations employers activities packages rows records pairs posts vacancies events"
    " visits attendances interviews downloads days hours minutes months laptops officers photos files sessions columns fairs trainings"
    " follow-ups changes questions values fields copies pages counts cells times names numbers countries conflicts corrections notes"
)
COUNTED = re.compile(r"\{[a-z_]+\}[\s\u00a0](?:[a-z-]+ ){0,2}(?:" + "|".join(NOUNS.split()) + r")\b")
NEVER_ONE = frozenset({
    "A receipt is for one laptop, but {n} laptops are let in here. Name one with --to.",  # several
    "From now on {device} can read names.",  # no number
    "{hours} hours in {days} days are {each} hours a day.",  # more than twelve a day
    "{hours} hours in one day.",
    "{n} people tested before and after: average {before}, then {after}.",  # five or more, else there is no mean
    "Fewer than {n} people were tested before and after: no average is shown.",  # a limit
    "Average before {before}, average after {after}, of {highest}; gain {share}; {pairs} persons.",
    "One dot per {n} activities: full = held, half = postponed, open = planned, cross = cancelled.",  # ten, a hundred ...
    "{n} laptops are already asking. Let them in or block them on the Exchange page first",  # a limit
    "Waiting for your agreement: one laptop would erase more than {n} people in {days} days.",
    "Erase more than {n} people?",
    "Field with {n} values",  # only where they differ
    "{office} asked for personal values. They are included.",  # not a number
    "{office} asked for personal values. The e-mail ({size}) will contain them and the receipt.",
    "{name} cannot read names of people. First compare its six words in the list of laptops.",
    "{code} is the same event as {other}. Only {other} is counted.",
    "Not shown: numbers from 1 to {most}, and any number that would show one of them. 0 is shown.",  # a limit
    "{sheet}, row {row}: {there} in the workbook, {here} in the records",
    "{new} new and {changed} changed records from {office}",  # two numbers, neither is nobody
    "{first} and {second} are head counts of the same channel and day.",  # always two
    "“Registered” includes {n} people from fairs without registrations. Their head count is used.",
})  # fmt: skip
"""Texts whose number cannot be one, or that is no number."""


@cache
def texts() -> tuple[tuple[str, str], ...]:
    """Every text that is said in one form only, with the place where it stands."""
    return tuple(_texts())


def _texts() -> Iterator[tuple[str, str]]:
    for path in sorted(Path(ROOT / "prossce_desktop").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "N_") and node.args:
                said = node.args[0]
                if isinstance(said, ast.Constant) and isinstance(said.value, str):
                    yield said.value, f"{path.relative_to(ROOT)}:{node.lineno}"


@pytest.mark.slow
def test_no_text_counts_in_one_form_only() -> None:
    found = {f"{place}: {text}" for text, place in texts() if COUNTED.search(text) and text not in NEVER_ONE}
    assert found == set(), "say it with ngettext_ or numbered, or without a number before the word"


@pytest.mark.slow
def test_every_exception_is_still_said() -> None:
    assert NEVER_ONE - {text for text, _place in texts()} == set()


@pytest.mark.parametrize("basis", list(Basis))
def test_one_of_every_basis_is_said_as_one(basis: Basis) -> None:
    one, two = (formatting.unit(str(basis.value), n) for n in (1, 2))
    assert one != two and two == formatting.unit(str(basis.value), 0)
    assert figure_sentences.counted_as(1, str(basis.value)).startswith(f"1 {one}")


def test_one_person_and_one_organisation_stand_so_in_a_workbook_and_a_sentence() -> None:
    counts = (CountRow("KH", "career_fair", "organisations", 1, 1, "exact", False), CountRow("KH", "career_fair", "persons_organiser", 1, 1, "exact", False))
    figures = Figures(Period(), ("KH",), False, counts=counts, reach=Reach(ReachRange(1, 1)))
    said = {one.name: one.unit for one in lines(figures)}
    assert (said["People reached"], said["Employers and organisations"], said["Participations, head counts"]) == ("person", "organisation", "participation")
    assert figure_sentences.finding(figures) == "1 person was reached · Cambodia"
    assert figure_sentences.counted_as(1, "persons_organiser") == "1 person, head count"


def test_a_number_that_is_not_said_is_many() -> None:
    assert ngettext_("{n} person", "{n} persons", NOT_SAID) == "{n} persons"

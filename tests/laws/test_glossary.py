"""GLOSSARY.md: at most fifty nouns, each of which lives where the page says, under that name."""

from __future__ import annotations

import re

import pytest

from tests.laws.pages import CITED, GLOSSARY, LAWS, PACKAGE, rules_of

PAGE = GLOSSARY.read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if line.startswith("| ") and not line.startswith("| ours")
]
STANDARD = (
    "event sourcing", "append-only log", "hash chain", "projection", "unit of work", "multi-value register", "version vector", "tombstone", "fork",
    "incarnation", "union-find", "sandbox", "debounce", "blocking key", "suppression",
)  # fmt: skip


def test_there_are_at_most_fifty_nouns_each_once() -> None:
    assert 0 < len(ROWS) <= 50
    assert len({row[0] for row in ROWS}) == len(ROWS)


def test_operation_action_and_step_are_told_first_and_apart() -> None:
    assert [row[0] for row in ROWS[:3]] == ["operation", "action", "step"]
    assert len({row[3] for row in ROWS[:3]}) == 3


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_a_noun_has_one_sentence_and_lives_in_a_module_that_says_it(row: list[str]) -> None:
    ours, _field, sentence, place = row
    assert re.fullmatch(r"[A-Z][^.]*(?:\.\d[^.]*)*\.", sentence), "one sentence"
    assert place.startswith("`") and place.endswith("`")
    path = PACKAGE / place.strip("`")
    assert path.is_file(), place
    assert re.search(rf"\b(?:{ours}s?|{ours.removesuffix('y')}ies)\b", path.read_text(encoding="utf-8").lower()), "the word itself"


def test_the_terms_of_the_field_are_there() -> None:
    field = " ".join(row[1] for row in ROWS)
    assert [term for term in STANDARD if term not in field] == []


def test_rules_that_the_page_names_exist() -> None:
    every = {rule for page in LAWS for rule in rules_of(page.read_text(encoding="utf-8"))}
    assert {rule for rule in CITED.findall(PAGE) if rule not in every | {one.split(".")[0] for one in every}} == set()

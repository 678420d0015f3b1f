"""Every numbered rule is held by a test, every number that is cited exists, and nothing in the code cites a page that is not here."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.laws.pages import CITED, LAWS, PACKAGE, TESTS, cited_by_tests, docstrings, examples_of, rules_of

CODE = sorted(path for folder in (PACKAGE, TESTS) for path in folder.rglob("*.py"))
RULES = {page: rules_of(page.read_text(encoding="utf-8")) for page in LAWS}
EVERY = [rule for rules in RULES.values() for rule in rules]
PAGE = re.compile(r"[\w-]+\.md\b")
OLD = re.compile(r"\b(?:[Rr]ules?|[Ss]ections?) \d")
SECTIONS = {rule.split(".")[0] for rule in EVERY}


@pytest.mark.slow
@pytest.mark.parametrize("page", LAWS, ids=[one.stem for one in LAWS])
def test_every_rule_of_a_page_is_named_by_a_test(page: Path) -> None:
    """By its mark, or by an example that stands under it, since all of them are run."""
    named = {
        *cited_by_tests(),
        *(one.rule for one in examples_of(page.read_text(encoding="utf-8")) if one.language in ("worked", "console")),
    }
    assert RULES[page] and len(set(RULES[page])) == len(RULES[page])
    assert [rule for rule in RULES[page] if rule not in named] == []


def test_every_rule_that_a_test_names_stands_on_a_page() -> None:
    assert {rule: tests for rule, tests in cited_by_tests().items() if rule not in EVERY} == {}


@pytest.mark.slow
def test_every_rule_that_a_docstring_names_stands_on_a_page() -> None:
    cited = {(path.name, rule) for path in CODE for text in docstrings(path, CITED) for rule in CITED.findall(text)}
    assert ("reach.py", "C3.5") in cited and ("head_count_doors.py", "C3.4") in cited
    assert {one for one in cited if one[1] not in EVERY and one[1] not in SECTIONS} == set()


@pytest.mark.slow
def test_no_docstring_cites_a_page_that_is_not_in_the_package() -> None:
    here = {path.name for path in (*PACKAGE.rglob("*.md"), *(TESTS.parent / "resources" / "help").rglob("*.md"))} | {
        "README.md",
        "CHANGELOG.md",
    }
    cited = {(path.name, page) for path in CODE for text in docstrings(path, PAGE) for page in PAGE.findall(text)}
    assert {one for one in cited if one[1] not in here} == set()
    assert {(path.name, text) for path in CODE for text in docstrings(path, OLD)} == set()

"""One idea has one name on every floor: what once stood for a noun of GLOSSARY.md names nothing any more.

What is stored or written keeps its word: tables and fields, JSON keys, settings, error codes, the command line.
"""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

from tests.laws.pages import GLOSSARY, PACKAGE
from tests.tools.figures import IDEAS, old_words


@cache
def trees() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}


@pytest.mark.slow
@pytest.mark.parametrize("idea", IDEAS)
def test_an_idea_has_one_name(idea: str) -> None:
    assert {f"{path.relative_to(PACKAGE)}: {name}" for path, name, _word in old_words(idea, PACKAGE, trees())} == set()


@pytest.mark.parametrize("idea", IDEAS)
def test_that_name_stands_in_the_glossary(idea: str) -> None:
    assert f"| {idea} |" in GLOSSARY.read_text(encoding="utf-8")

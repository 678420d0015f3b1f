"""The pages that are law, their numbered rules, and the tests and docstrings that cite them.

A rule of COUNTING.md begins a list item (`- **C3.5** ...`); a section of CLI.md and FORMAT.md has its number in the heading (`## CLI4. ...`).
A test cites a rule by `@pytest.mark.rule("C3.5")`, or by `pytestmark` for its module; a docstring by the number alone.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import prossce_desktop

PACKAGE = Path(prossce_desktop.__file__).parent
TESTS = Path(__file__).parents[1]
COUNTING = PACKAGE / "COUNTING.md"
CLI = PACKAGE / "CLI.md"
GLOSSARY = PACKAGE / "GLOSSARY.md"
FORMAT = PACKAGE / "exchange" / "FORMAT.md"
LAWS = (COUNTING, CLI, FORMAT)
CITED = re.compile(r"\b(?:C\d+(?:\.\d+)?|CLI\d+|FORMAT\d+)\b")


@dataclass(frozen=True)
class Example:
    """A fenced block: the rule it stands under, its language, its lines."""

    rule: str
    language: str
    lines: tuple[str, ...]


def rules_of(text: str) -> list[str]:
    """The numbers of a page, in its order: rules, or where a page has none, sections."""
    return re.findall(r"^- \*\*(C\d+\.\d+)\*\*", text, re.M) or re.findall(r"^## ((?:CLI|FORMAT)\d+)\.", text, re.M)


def examples_of(text: str) -> list[Example]:
    """The fenced blocks of a page."""
    found: list[Example] = []
    lines: list[str] = []
    rule: str = ""
    language: str | None = None
    for line in text.splitlines():
        if line.startswith("```"):
            if language is None:
                language, lines = line[3:], []
            else:
                found.append(Example(rule, language, tuple(lines)))
                language = None
        elif language is not None:
            lines.append(line)
        elif said := re.match(r"- \*\*(C\d+\.\d+)\*\*|## ((?:CLI|FORMAT)\d+)\.", line):
            rule = said[1] or said[2]
    return found


def cited_by_tests() -> dict[str, list[str]]:
    """Each rule that a test names, with the tests that do."""
    found: dict[str, list[str]] = {}
    for path in sorted(TESTS.rglob("test_*.py")):
        text = path.read_text(encoding="utf-8")
        if "mark.rule(" not in text:
            continue
        for node, rules in _marked(ast.parse(text)):
            for rule in rules:
                found.setdefault(rule, []).append(f"{path.relative_to(TESTS)}::{node}")
    return found


def _marked(tree: ast.Module) -> Iterator[tuple[str, list[str]]]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            for one in node.decorator_list:
                yield node.name, _rules(one)
        elif isinstance(node, ast.Assign) and any(isinstance(one, ast.Name) and one.id == "pytestmark" for one in node.targets):
            for call in ast.walk(node.value):
                if isinstance(call, ast.Call):
                    yield "", _rules(call)


def _rules(node: ast.expr) -> list[str]:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "rule":
        return [str(one.value) for one in node.args if isinstance(one, ast.Constant)]
    return []


def docstrings(path: Path, about: re.Pattern[str]) -> tuple[str, ...]:
    """Every docstring of a module in which that stands, also those beneath assignments."""
    text = path.read_text(encoding="utf-8")
    if not about.search(text):
        return ()
    said = (node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Expr))
    return tuple(one.value for one in said if isinstance(one, ast.Constant) and isinstance(one.value, str) and about.search(one.value))

"""Statements of SQL in the source, found in its syntax tree."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "prossce_desktop"
_BEGINS = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|REPLACE|WITH|CREATE|DROP|ALTER|PRAGMA|ATTACH|VACUUM)\s+[\w\"(*:?]", re.ASCII)


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement. `built`: from parts, by an f-string, by adding or by another's beginning; else `text` is all of it."""

    path: Path
    line: int
    text: str
    built: bool


def statements(path: Path) -> Iterator[Statement]:
    """Every string of a file that begins as SQL does, but docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    joined = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    added = {id(side) for node in ast.walk(tree) if isinstance(node, ast.BinOp) for side in (node.left, node.right)}
    for node in ast.walk(tree):
        if id(node) in told or id(node) in joined:
            continue
        if isinstance(node, ast.JoinedStr) and node.values and isinstance(node.values[0], ast.Constant):
            text, built = str(node.values[0].value), True
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text, built = node.value, id(node) in added
        else:
            continue
        if _BEGINS.match(text):
            yield Statement(path.relative_to(PACKAGE), node.lineno, text if not built else ast.unparse(node), built)

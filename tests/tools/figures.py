"""How the house stands, in numbers: `make figures` prints one line for each."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STATEMENT = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH|CREATE|DROP|ALTER|PRAGMA|ATTACH|VACUUM)\s+[\w\"(*:?]", re.ASCII)
SHIFTS = re.compile(r"(>>|<<) ?(24\b|SHIFT\b)|& ?LAST_24")
STATES = re.compile(r"\bstate (=|<>|!=) [0-9]|\bstate (NOT )?IN ?\([0-9]")
SETTINGS = re.compile(r"\b(FROM|INTO|UPDATE) setting\b")
LEVELS = re.compile(r"[\"'](codes|all)[\"']")
WITHHELD = re.compile(r"\b(hidden|not_here|gaps|apart|elsewhere|ValueElsewhere|withheld)\b")
OLD = ("migrations", "older")
"""Folders and files that read what earlier versions wrote: their literals stay as they were."""


def figures(root: Path) -> dict[str, object]:
    """Each figure under its name, for the checkout at `root`."""
    package = root / "prossce_desktop"
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(package.rglob("*.py"))}
    lines = {path: path.read_text(encoding="utf-8").splitlines() for path in trees}
    folders = Counter(path.parent for path in trees if path.name != "__init__.py")
    largest, files = folders.most_common(1)[0]
    classes = Counter(node.name for tree in trees.values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    ours = [path for path in trees if not any(one in str(path.relative_to(package)) for one in OLD)]
    tests = sorted((root / "tests").rglob("*.py"))
    return {
        "lines of the package": sum(map(len, lines.values())),
        "files of the package": len(trees),
        "lines of the tests": sum(len(path.read_text(encoding="utf-8").splitlines()) for path in tests),
        "files of the largest folder": f"{files} ({largest.relative_to(root)})",
        "folders with more than 32 files": sum(n > 32 for n in folders.values()),
        "class names used more than once": sum(n > 1 for n in classes.values()),
        "statements of SQL outside store": sum(1 for path in trees if "store" not in path.parts for _one in statements(trees[path])),
        "strings that build SQL": sum(built for path in ours for built in statements(trees[path])),
        "shifts of operations' numbers by hand": _count(SHIFTS, ours, lines),
        "states of operations as figures": _count(STATES, ours, lines),
        "statements on settings": _count(SETTINGS, ours, lines),
        "share levels as text": _count(LEVELS, ours, lines),
        "lines with a name for withheld": ", ".join(f"{one} {n}" for one, n in _names(WITHHELD, trees)),
        "lines over 110": sum(len(line) > 110 for one in lines.values() for line in one),
        "imports inside functions": sum(1 for tree in trees.values() for _one in inner_imports(tree)),
        "reads of private names in tests": sum(1 for path in tests for _one in private_reads(ast.parse(path.read_text(encoding="utf-8")))),
        "dependencies at run time": len(tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]),
    }


def statements(tree: ast.Module) -> Iterator[bool]:
    """One for each string that is SQL: whether it is built from parts."""
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            first = node.values[0] if node.values else None
            if isinstance(first, ast.Constant) and STATEMENT.match(str(first.value)):
                yield True
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside and STATEMENT.match(node.value):
            yield False


def inner_imports(tree: ast.Module) -> Iterator[ast.stmt]:
    """Imports that stand inside a function."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            yield from (one for one in ast.walk(node) if isinstance(one, ast.Import | ast.ImportFrom))


def private_reads(tree: ast.Module) -> Iterator[ast.Attribute]:
    """`thing._name` of another thing than the test's own self."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute) or not node.attr.startswith("_") or node.attr.startswith("__"):
            continue
        if not (isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")):
            yield node


def _count(pattern: re.Pattern[str], paths: list[Path], lines: dict[Path, list[str]]) -> int:
    return sum(bool(pattern.search(line)) for path in paths for line in lines[path])


def _names(pattern: re.Pattern[str], trees: dict[Path, ast.Module]) -> list[tuple[str, int]]:
    found: Counter[str] = Counter()
    for tree in trees.values():
        for node in ast.walk(tree):
            name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", None) or getattr(node, "arg", None) or getattr(node, "name", None)
            if isinstance(name, str) and pattern.fullmatch(name):
                found[name] += 1
    return found.most_common()


if __name__ == "__main__":
    for name, value in figures(Path(sys.argv[1]).resolve() if sys.argv[1:] else ROOT).items():
        print(f"{name:40}{value}")

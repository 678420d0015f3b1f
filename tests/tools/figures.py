"""How the house stands, in numbers: `make figures` prints one line for each."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Container, Iterator, Mapping
from pathlib import Path

from prossce_desktop.domain.model.scopes import SHARE_LEVELS

ROOT = Path(__file__).resolve().parents[2]
STATEMENT = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH|CREATE|DROP|ALTER|PRAGMA|ATTACH|VACUUM)\s+[\w\"(*:?]", re.ASCII)
SHIFTS = re.compile(r"(>>|<<) ?(24\b|SHIFT\b)|& ?LAST_24")
STATES = re.compile(r"\bstate (=|<>|!=) [0-9]|\bstate (NOT )?IN ?\([0-9]")
SETTINGS = re.compile(r"\b(FROM|INTO|UPDATE) setting\b")
IDEAS: dict[str, tuple[tuple[str, str], ...]] = {
    "withheld": (("apart|elsewhere|hidden|gaps|not_here", ""),),
    "device": (("laptops?", ""),),
    "reason": (("whys?", ""),),
    "recovery key": (("papers?", "ui/(access|settings)|store|services/(devices|exchange|sync|workspace)"),),
    "backup": (("copies", ""), ("copy", "ui/(backups|access/unlock)")),
    "pair": (("suspects?|doubles?", "domain|store|services|ui/(activities|decisions|people)"),),
    "dry run": (("looked|looking", "services/(exchange|sync)|ui/exchange"),),
}
"""Each noun of GLOSSARY.md with the words that once stood for it, and the folders in which they mean nothing else ("": everywhere)."""
OLD = ("migrations", "older", "db/settings.py")
"""Folders and files that read what earlier versions wrote: their literals stay as they were; and the one accessor of the settings."""


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
        "share levels as text": sum(len(bare_values(trees[path], "share", SHARE_LEVELS)) for path in ours),
        **{f"names with another word for {idea}": _found(idea, package, trees) for idea in IDEAS},
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


def bare_values(tree: ast.AST, name: str, values: Container[object]) -> list[int]:
    """Lines on which one of `values` is given to, compared with or put into what is called `name`."""
    found: list[int] = []
    for one in ast.walk(tree):
        if isinstance(one, ast.keyword | ast.arg | ast.AnnAssign | ast.Compare):
            sides = {part.attr if isinstance(part, ast.Attribute) else getattr(part, "id", "") for part in ast.walk(one)}
            named = getattr(one, "arg", None) == name or name in sides
            literals = (part for part in ast.walk(one) if isinstance(part, ast.Constant) and part.value in values)
            found += [part.lineno for part in literals if named]
    return found


def private_reads(tree: ast.Module) -> Iterator[ast.Attribute]:
    """`thing._name` of another thing than the test's own self, but what Python itself documents by such a name."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute) or not node.attr.startswith("_") or node.attr.startswith("__"):
            continue
        if not (isinstance(node.value, ast.Name) and node.value.id in ("self", "cls", "os", "sys")):
            yield node


def _count(pattern: re.Pattern[str], paths: list[Path], lines: dict[Path, list[str]]) -> int:
    return sum(bool(pattern.search(line)) for path in paths for line in lines[path])


def old_words(idea: str, package: Path, trees: Mapping[Path, ast.Module]) -> Iterator[tuple[Path, str, str]]:
    """File, name and word of each name of ours that still holds another word for this idea; Qt's own names (`isHidden`) are not ours."""
    for words, folders in IDEAS[idea]:
        pattern = re.compile(rf"(?:^|_)({words})(?:_|$)")
        for path, tree in trees.items():
            place = str(path.relative_to(package))
            if "migrations" in path.parts or not re.match(folders, place):
                continue
            for name in identifiers(tree):
                if not re.match("_?[a-z]+[A-Z]", name) and (hit := pattern.search(_snake(name))):
                    yield path, name, hit[1]


def identifiers(tree: ast.Module) -> Iterator[str]:
    """Every name that a file binds or uses, once for each place."""
    for node in ast.walk(tree):
        if isinstance(node, ast.alias):
            yield node.asname or node.name.rpartition(".")[2]
        elif not isinstance(node, ast.keyword) and isinstance(
            name := getattr(node, "attr", None) or getattr(node, "id", None) or getattr(node, "arg", None) or getattr(node, "name", None),
            str,
        ):
            yield name


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def _found(idea: str, package: Path, trees: Mapping[Path, ast.Module]) -> str:
    found = Counter(word for _path, _name, word in old_words(idea, package, trees))
    return ", ".join(f"{word} {n}" for word, n in found.most_common()) or "0"


if __name__ == "__main__":
    for name, value in figures(Path(sys.argv[1]).resolve() if sys.argv[1:] else ROOT).items():
        print(f"{name:40}{value}")

"""Statements of SQL in the source, found in its syntax tree."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "prossce_desktop"
_WORDS = "SELECT|INSERT|UPDATE|DELETE|REPLACE|WITH|CREATE|DROP|ALTER|PRAGMA|ATTACH|VACUUM"
_BEGINS = re.compile(rf"\s*({_WORDS})\s+[\w\"(*:?{{]", re.ASCII)
_HELD = re.compile(rf"\b({_WORDS})\b")
"""Stands in every file that holds one."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement as it is written. `is_part`: of another one, to which it is added or in which it stands by its name."""

    path: Path
    line: int
    text: str
    is_part: bool
    node: ast.Constant | ast.JoinedStr
    local: dict[str, ast.expr]
    """Texts of the function it stands in, by their names."""

    @property
    def whole(self) -> str | None:
        """All of it, where it is made of text, of such names, and of constants of its module; None where it depends on more."""
        names = dict(vars(module_of(self.path)))
        for name in self.local:
            names.pop(name, None)
        for name, value in self.local.items():
            with suppress(NameError):
                names[name] = self._value(value, names)
        try:
            text = str(self._value(self.node, names))
        except NameError:
            return None
        return text if is_whole(text) else None

    def _value(self, node: ast.expr, names: dict[str, object]) -> object:
        return eval(compile(ast.Expression(node), str(self.path), "eval"), names)


def module_of(path: Path) -> ModuleType:
    """The module of a file of the package."""
    return import_module(".".join(["prossce_desktop", *path.with_suffix("").parts]))


def is_whole(text: str) -> bool:
    """Whether it is a statement, and no form that is filled in."""
    return _BEGINS.match(text) is not None and not re.search(r"\{\w*\}", text)


def statements(path: Path) -> Iterator[Statement]:
    """Every string of a file that begins as SQL does, but docstrings."""
    source = path.read_text(encoding="utf-8")
    if not _HELD.search(source):
        return
    nodes = list(ast.walk(ast.parse(source)))
    joined = {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
    told = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    added = {id(side) for node in nodes if isinstance(node, ast.BinOp) for side in (node.left, node.right)}
    used = {node.value.id for node in nodes if isinstance(node, ast.FormattedValue) and isinstance(node.value, ast.Name)}
    parts = {id(value) for name, value in _texts(nodes).items() if name in used}
    local: dict[int, dict[str, ast.expr]] = {}
    for function in nodes:
        if isinstance(function, ast.FunctionDef):
            inside = list(ast.walk(function))
            local |= dict.fromkeys(map(id, inside), _texts(inside))
    for node in nodes:
        if not isinstance(node, ast.Constant | ast.JoinedStr) or id(node) in told or id(node) in joined:
            continue
        first = node.values[0] if isinstance(node, ast.JoinedStr) and node.values else node
        if isinstance(first, ast.Constant) and isinstance(first.value, str) and _BEGINS.match(first.value):
            text = first.value if first is node else ast.unparse(node)
            is_part = id(node) in added or id(node) in parts
            yield Statement(path.relative_to(PACKAGE), node.lineno, text, is_part, node, local.get(id(node), {}))


def _texts(nodes: Iterable[ast.AST]) -> dict[str, ast.expr]:
    """What is a text and has a name, by its name, in the order of the lines; of what is assigned twice nothing."""
    found: dict[str, list[ast.expr]] = {}
    for node in nodes:
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            found.setdefault(node.targets[0].id, []).append(node.value)
        elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            found.setdefault(node.target.id, []).extend([node.value] * 2)
    once = {name: values[0] for name, values in found.items() if len(values) == 1}
    texts = {name: value for name, value in once.items() if isinstance(value, ast.Constant | ast.JoinedStr)}
    return dict(sorted(texts.items(), key=lambda one: one[1].lineno))

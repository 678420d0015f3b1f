"""Every place where something can be typed, found from the code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from prossce_desktop import ui
from prossce_desktop.domain.model.fields import Field, FieldKind
from prossce_desktop.domain.model.record_kinds import KINDS
from prossce_desktop.services.records.record_saving import record_class
from prossce_desktop.ui.records.form_layout import layout_of

ROOT = Path(ui.__file__).parent
GRID, FIELDS = "EntryView", ("QLineEdit", "QPlainTextEdit", "QTextEdit", "QSpinBox", "QDoubleSpinBox", "QDateEdit", "QInputDialog")


@cache
def _trees() -> tuple[tuple[str, ast.Module], ...]:
    return tuple((one.relative_to(ROOT).with_suffix("").as_posix(), ast.parse(one.read_text(encoding="utf-8"))) for one in sorted(ROOT.rglob("*.py")))


def _family(*names: str) -> set[str]:
    """These classes and whatever is made from them, by name."""
    bases = {
        one.name: {getattr(base, "id", getattr(base, "attr", "")) for base in one.bases}
        for _module, tree in _trees()
        for one in ast.walk(tree)
        if isinstance(one, ast.ClassDef)
    }
    found = set(names)
    while more := {name for name, above in bases.items() if above & found} - found:
        found |= more
    return found


def _makers(classes: set[str]) -> set[str]:
    """Functions that make one of these for others."""
    functions = (one for _module, tree in _trees() for one in ast.walk(tree) if isinstance(one, ast.FunctionDef))
    return {one.name for one in functions if isinstance(one.returns, ast.Name) and one.returns.id in classes and not one.args.args}


def _calls(node: ast.AST, without: set[str]) -> Iterator[ast.Call]:
    """Calls under a node, but for those in functions of these names."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef) and child.name in without:
            continue
        if isinstance(child, ast.Call):
            yield child
        yield from _calls(child, without)


def _made(classes: set[str], makers: set[str] = frozenset()) -> list[str]:  # type: ignore[assignment]
    """Module and class of each place where one of these is made, by itself or by one of `makers`."""
    found = set()
    for module, tree in _trees():
        for call in _calls(tree, makers):
            if isinstance(call.func, ast.Name) and call.func.id in classes | makers:
                found.add(f"{module}: {call.func.id}")
    return sorted(found)


def grids() -> list[str]:
    """Every entry grid; the one for small rows stands once for each field of such rows."""
    rows = [f"{kind}.{one.name}" for kind in forms() for one in shown(kind) if one.kind is FieldKind.rows]
    found = [one for one in _made(_family(GRID)) if "RowsView" not in one]
    return sorted([*found, *(f"records/row_grid_field: RowsView of {one}" for one in rows)])


def forms() -> list[str]:
    """Every kind of record that has a form: all but those typed in grids, and those that are no records of their own."""
    beside = {"participation", "link", "organisation_link", "head_count", "fair_employer", "follow_up", "query", "attachment"}
    return sorted(kind for kind in KINDS if kind not in beside and layout_of(record_class(kind), ()))


def shown(kind: str) -> list[Field]:
    """The fields of a form, in its order."""
    return [field for section in layout_of(record_class(kind), ()) for row in section.rows for field in row.fields]


def fields() -> list[str]:
    """Every other field that takes letters; also those that a function makes for several."""
    family = _family(*FIELDS)
    elsewhere = {"grids/entry_delegate: CellEditor", "records/field_editors", "parts/choice_field: _Line"}
    return [one for one in _made(family, _makers(family)) if one not in elsewhere and one.split(":")[0] not in elsewhere]

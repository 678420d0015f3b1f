"""Every text that is shown to people, where it stands, and what a translator who sees only the catalogue has
to know.

Read from the syntax tree, so that a text within an f-string is found as well. A text of one or two words
says what it is (a button, a heading, a value of which field ...) and on which page or paper it stands
(`text_places.csv`); a placeholder says what is put in its place (`placeholders.csv`). A comment that
begins with `Translators:` on the line above a text is added to these; one that begins with a placeholder
(`Translators: {when}: ...`) takes the place of that placeholder's meaning.
"""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
PACKAGE = HERE.parent / "prossce_desktop"
MARKS = {"_": 1, "N_": 1, "ngettext_": 2, "numbered": 2}
"""The functions that mark a text, and how many forms of it they take."""
NAMED = re.compile(r"\{(\w+)\}")
SHORT = 2
"""A text of so many words can mean several things."""
KEYS = re.compile(
    r"(?:(?:Ctrl|Alt|Shift)[ +])*(?:Enter|Esc|Space|Tab|Up|Down|F\d+)|(?:(?:Ctrl|Alt|Shift)[ +])+[A-Z−]"
)
"""Names of keys: “Enter” is none of the words that it looks like."""
PLACES = 3
ROLES = {
    "button": ("Button", "IconButton", "set_words", "KeyButton"),
    "heading of a column": (
        "Column",
        "worded",
        "setHorizontalHeaderLabels",
        "headings",
        "_HEADS",
        "heads",
        "RowsModel",
        "fixed",
    ),
    "label of a field": ("FieldFrame", "Shown", "_line"),
    "a kind of record, one": ("LABEL",),
    "a kind of record, several": ("PLURAL",),
    "entry in a menu": ("add_entry", "addAction", "Action", "_add", "show_entries"),
    "one of several choices": ("Choice", "Described"),
    "name read aloud by a screen reader": ("setAccessibleName", "ListView"),
    "title": ("PageHeader", "head", "section", "_section", "begin", "setWindowTitle", "NAVIGATION"),
    "question or answer in a dialog": ("ask", "yes", "no", "(yes, no)"),
    "filter of a list": ("FilterChip", "Chip"),
    "sheet of a workbook": ("ListSheet", "_sheet"),
    "row of a table": ("_row", "Total", "Line", "named"),
    "task on the first page": ("Item",),
}
ROLE_OF = {caller: role for role, callers in ROLES.items() for caller in callers}


@dataclass(frozen=True)
class Text:
    """A text as it stands in the program; two forms where it counts."""

    forms: tuple[str, ...]
    path: Path
    line: int
    comments: tuple[str, ...]

    @property
    def id(self) -> str | tuple[str, ...]:
        return self.forms if len(self.forms) > 1 else self.forms[0]


def texts_in(path: Path) -> Iterator[Text]:
    """The marked texts of one module, in their order."""
    source = path.read_text(encoding="utf-8")
    lines, tree = source.splitlines(), ast.parse(source)
    above = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS:
            said = node.args[: MARKS[node.func.id]]
            forms = tuple(
                one.value for one in said if isinstance(one, ast.Constant) and isinstance(one.value, str)
            )
            if forms and all(forms):
                written = (
                    re.search(r"#\s*Translators:\s*(.*)", lines[node.lineno - 2]) if node.lineno > 1 else None
                )
                place = _place(node, above, path)
                told = comments(forms, place, written[1] if written else "")
                found.append(Text(forms, path, node.lineno, told))
    return iter(sorted(found, key=lambda one: one.line))


def comments(forms: tuple[str, ...], place: str = "", written: str = "") -> tuple[str, ...]:
    """What a translator has to know: what is `written` beside a text, the place of a short one, and what each
    placeholder means, unless that is written."""
    names = list(dict.fromkeys(name for form in forms for name in NAMED.findall(form)))
    short = (place,) if place and len(forms[-1].split()) <= SHORT else ()
    short = ("a key on the keyboard", *short) if KEYS.fullmatch(forms[-1]) else short
    told = (written,) if written else ()
    untold = [name for name in names if name in meanings() and f"{{{name}}}:" not in written]
    return told + short + tuple(f"{{{name}}}: {meanings()[name]}" for name in untold)


@cache
def meanings() -> dict[str, str]:
    with (HERE / "placeholders.csv").open(encoding="utf-8", newline="") as table:
        return {row["placeholder"]: row["meaning"] for row in csv.DictReader(table)}


@cache
def places() -> dict[str, str]:
    """Where a person meets the texts of a folder or module; the longest path that fits is taken."""
    with (HERE / "text_places.csv").open(encoding="utf-8", newline="") as table:
        return {row["path"]: row["place"] for row in csv.DictReader(table)}


def _place(node: ast.AST, above: dict[ast.AST, ast.AST], path: Path) -> str:
    """What the text is, and where a person meets it."""
    role, record = "", ""
    while node in above:
        node = above[node]
        role = role or ROLE_OF.get(_called(node), "")
        if isinstance(node, ast.ClassDef):
            record = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", node.name).lower()
            break
    inside = path.relative_to(PACKAGE).as_posix()
    if inside.startswith("domain/model/") and record:
        role = "one of the values" if inside.endswith("/codes.py") else role or "label of a field"
        return f"{role}, in: {record}"
    if inside.startswith("domain/model/"):
        return f"{role or 'heading of a group of fields'}, in: a form"
    found = next(
        words
        for start, words in sorted(places().items(), key=lambda one: -len(one[0]))
        if inside.startswith(start)
    )
    return f"{role}, in: {found}" if role else f"in: {found}"


def _called(node: ast.AST) -> str:
    if isinstance(node, ast.Call):
        return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if isinstance(node, ast.Assign | ast.AnnAssign):
        return ast.unparse(node.targets[0] if isinstance(node, ast.Assign) else node.target)
    return ""

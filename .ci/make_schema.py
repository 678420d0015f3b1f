"""Writes the text of the first migration from the declarations. Only until the first release: afterwards a
change is a new step."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from prossce_desktop.store.db.tables import METADATA, SEARCH_SETTINGS, SEARCH_SQL

TARGET = Path(__file__).resolve().parent.parent / "prossce_desktop" / "store" / "migrations" / "step_0001.py"
HEAD = '''"""The first schema. A released step is never edited; `.ci/make_schema.py` wrote it before the first release."""

from __future__ import annotations

SQL = (
'''


def statements() -> list[str]:
    """Tables, their indices, and the searches, in the order in which they can be made."""
    made: list[str] = []
    for table in METADATA.sorted_tables:
        made.append(str(CreateTable(table).compile(dialect=sqlite.dialect())))
        made += [
            str(CreateIndex(one).compile(dialect=sqlite.dialect()))
            for one in sorted(table.indexes, key=lambda one: str(one.name))
        ]
    return [" ".join(one.split()) for one in [*made, *SEARCH_SQL, *SEARCH_SETTINGS]]


def main() -> None:
    body = "".join(f"    {_quoted(one)},\n" for one in statements())
    TARGET.write_text(f"{HEAD}{body})\n", encoding="utf-8")


def _quoted(text: str) -> str:
    """A statement on lines of its own, short enough to read."""
    if len(text) < 120:
        return repr(text)
    lines, line = [], ""
    for word in text.split(" "):
        if len(line) + len(word) > 110:
            lines.append(line)
            line = ""
        line += word + " "
    lines.append(line.rstrip())
    return "(\n" + "".join(f"        {one!r}\n" for one in lines) + "    )"


if __name__ == "__main__":
    main()

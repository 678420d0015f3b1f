"""Every statement of the store fits the tables that the migrations make."""

from __future__ import annotations

import re
from functools import cache

import pytest

from prossce_desktop.store.db.connection import Connection, DatabaseError
from prossce_desktop.store.queries import reach_tallies
from prossce_desktop.store.workspace.store import Store
from tests.statements import PACKAGE, Statement, is_whole, module_of, statements
from tests.store.raw_base import open_raw

BUILT = 82
"""Statements that a function puts together, of names of tables and fields, never of values. Fewer is better; no more are added."""


@cache
def of_the_store() -> tuple[Statement, ...]:
    """All but those of the released steps."""
    return tuple(one for path in sorted((PACKAGE / "store").rglob("*.py")) if "migrations" not in path.parts for one in statements(path))


def _refusal(db: Connection, one: Statement) -> str:
    text = one.whole
    said = "" if text is None or one.is_part else _explained(db, text)
    return f"{one.path}:{one.line}: {said}" if said else ""


def _explained(db: Connection, text: str) -> str:
    """What is wrong with a statement."""
    if text.startswith("PRAGMA"):
        return ""
    if re.search(r"\bm\.a = ", text):  # the places that the tallies of reach begin with
        text = f"{reach_tallies._PLACES} {text}"
    names, numbers = re.findall(r"(?<![\w:]):([a-z]\w*)", text), re.findall(r"\?(\d+)", text)
    nothing = (None,) * (max(map(int, numbers)) if numbers else text.count("?"))
    try:
        db.execute(f"EXPLAIN {text}", dict.fromkeys(names) if names else nothing).fetchall()
    except DatabaseError as refused:
        return f"{refused}: {text}"
    return ""


@pytest.mark.slow
def test_every_statement_is_one_for_the_tables_that_migrations_make(store: Store) -> None:
    with open_raw(store) as db:
        assert [said for one in of_the_store() if (said := _refusal(db, one))] == []


def test_every_statement_that_a_module_makes_at_its_start_fits_too(store: Store) -> None:
    """Inserts by the names of their columns, and what is made of several constants."""
    paths = {one.path for one in of_the_store()}
    made = {text for path in paths for text in vars(module_of(path)).values() if isinstance(text, str) and is_whole(text)} - {reach_tallies._PLACES}
    with open_raw(store) as db:
        assert [said for text in sorted(made) if (said := _explained(db, text))] == []
    assert any(text.startswith("INSERT OR REPLACE INTO package(") for text in made)


def test_no_more_statements_are_put_together_than_were() -> None:
    built = [f"{one.path}:{one.line}: {one.text}" for one in of_the_store() if one.whole is None]
    assert len(built) <= BUILT, built

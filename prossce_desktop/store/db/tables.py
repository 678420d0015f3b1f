"""The tables: one per record kind, made from its value; the log behind them; what is worked out from both.

Rows never leave this folder. Table classes do not validate: what goes in was a domain value before.
"""

from __future__ import annotations

from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from prossce_desktop.domain.model.fields import Record, stored_fields
from prossce_desktop.domain.model.record_kinds import ACTIVITY_KINDS, KINDS
from prossce_desktop.domain.operations.op_state import IS_HELD_BACK, IS_IN_CONFLICT, IS_PASSED_OVER
from prossce_desktop.store.db.column_types import ID, column_of
from prossce_desktop.store.db.table_names import ACTIVITY_SHARED, FACT_COLUMNS, SEARCHES

_REGISTRY = registry()
METADATA = _REGISTRY.metadata


class StoredRow(SQLModel, registry=_REGISTRY):
    """What every table class of the store stands on; its tables are apart from any other SQLModel table."""


StoredRow.metadata = METADATA


def row_class(
    value: type[Record], name: str, more: dict[str, sa.Column[Any]] | None = None
) -> type[StoredRow]:
    """The table class of a kind: the value's fields, id, removed, and `more` worked-out columns."""
    columns: dict[str, sa.Column[Any]] = {"id": sa.Column("id", ID, primary_key=True, autoincrement=False)}
    columns["removed"] = sa.Column("removed", sa.Integer, nullable=False, server_default="0")
    columns |= {one.name: column_of(one) for one in stored_fields(value)} | (more or {})
    body: dict[str, object] = {key: Field(default=None, sa_column=column) for key, column in columns.items()}
    body["__annotations__"] = dict.fromkeys(columns, Any)
    body |= {"__module__": __name__, "__tablename__": name, "model_config": {"frozen": False}}
    made = type(SQLModel)(f"{value.__name__}Row", (value, StoredRow), body, table=True)  # type: ignore[misc]
    return cast("type[StoredRow]", made)


_PERSON: dict[str, sa.Column[Any]] = {
    "canonical": sa.Column("canonical", ID, nullable=False),
    "name_key": sa.Column("name_key", sa.Text, nullable=False, server_default=""),
    "open_birth": sa.Column("open_birth", sa.Text),
    "open_wg": sa.Column("open_wg", sa.Text),
}

ROWS: dict[str, type[StoredRow]] = {
    kind: row_class(value, kind, _PERSON if kind == "person" else None) for kind, value in KINDS.items()
}
KIND_TABLES: dict[str, sa.Table] = {kind: cast("sa.Table", row.__table__) for kind, row in ROWS.items()}  # type: ignore[attr-defined]


def _reference(target: str) -> sa.ForeignKey:
    return sa.ForeignKey(f"{target}.id", deferrable=True, initially="DEFERRED")


def table(name: str, *parts: sa.schema.SchemaItem, **options: Any) -> sa.Table:
    """A table of the store that no record declares: its columns and indexes."""
    return sa.Table(name, METADATA, *parts, **options)


def keyed_table(name: str, *parts: sa.schema.SchemaItem) -> sa.Table:
    """The same, with its rows under their key and no number of their own."""
    return table(name, *parts, sqlite_with_rowid=False)


META = keyed_table(
    "meta",
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.LargeBinary, nullable=False),
)
SETTING = keyed_table(
    "setting",
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)
DRAFT = keyed_table(
    "draft",
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("record", ID),
    sa.Column("typed", sa.Text, nullable=False),
    sa.Column("at", sa.Integer, nullable=False),
)
SOURCE = table(
    "source",
    sa.Column("id", ID, primary_key=True, autoincrement=False),
    sa.Column("device", sa.LargeBinary, nullable=False),
    sa.Column("incarnation", sa.LargeBinary, nullable=False),
    sa.Column("scope", sa.Text, nullable=False),
    sa.Column("name", sa.Text),
    sa.Column("state", sa.Integer, nullable=False, server_default="0"),
)
OP = table(
    "op",
    sa.Column("id", ID, primary_key=True, autoincrement=False),
    sa.Column("action", ID, nullable=False),
    sa.Column("at", sa.Integer, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("schema", sa.Integer, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("body_hash", sa.LargeBinary, nullable=False),
    sa.Column("personal_hash", sa.LargeBinary, nullable=False),
    sa.Column("hash", sa.LargeBinary, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
    sa.Column("personal", sa.LargeBinary),
    sa.Column("erased", sa.Integer, nullable=False, server_default="0"),
    sa.Column("state", sa.Integer, nullable=False),
    sa.Index("op_action", "action", sqlite_where=sa.text("action <> id")),
    sa.Index("op_held_back", "id", sqlite_where=sa.text(IS_HELD_BACK)),
    sa.Index("op_passed_over", "id", sqlite_where=sa.text(IS_PASSED_OVER)),
    sa.Index("op_withheld", "personal_hash", sqlite_where=sa.text("personal IS NULL")),
)
STEP = table(
    "step",
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("prefix", sa.Text, nullable=False),
    sa.Column("action", ID, nullable=False, unique=True),
    sa.Column("undoes", ID),
    sa.Column("records", sa.Integer, nullable=False),
    sa.Column("page", sa.Text),
    sa.Column("on_record", ID),
    sa.Index("step_undoes", "undoes", sqlite_where=sa.text("undoes IS NOT NULL")),
)
LOT = table(
    "lot",
    sa.Column("first", ID, primary_key=True, autoincrement=False),
    sa.Column("count", sa.Integer, nullable=False),
    sa.Column("kind", sa.Integer, nullable=False),
    sa.Column("op", ID, sa.ForeignKey("op.id"), nullable=False),
    sa.Index("lot_op", "op"),
)
EDIT = keyed_table(
    "edit",
    sa.Column("record", ID, primary_key=True),
    sa.Column("field", sa.Text, primary_key=True),
    sa.Column("op", ID, primary_key=True),
    sa.Column("value", sa.Text),
    sa.Column("state", sa.Integer, nullable=False),
    sa.Index("edit_open", "record", "field", sqlite_where=sa.text(IS_IN_CONFLICT)),
)
ACTIVITY = table(
    "activity",
    sa.Column("id", ID, primary_key=True, autoincrement=False),
    sa.Column("removed", sa.Integer, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("title_key", sa.Text, nullable=False),
    sa.Column("day", sa.Integer, nullable=False),
    sa.Column("channel", sa.Text),
    *(sa.Column(name, KIND_TABLES["training"].c[name].type) for name in ACTIVITY_SHARED),
    sa.Index("activity_code", "code"),
    sa.Index("activity_day", "day", "id", sqlite_where=sa.text("removed = 0")),
    sa.Index("activity_part_of", "part_of", sqlite_where=sa.text("part_of IS NOT NULL")),
)
FACT = table(
    "fact",
    sa.Column("id", ID, primary_key=True, autoincrement=False),
    *(sa.Column(name, ID, nullable=False) for name in FACT_COLUMNS),
    sa.Index("fact_cell", "country", "kind", "year", "sex", "age", "disability", "person"),
    sa.Index("fact_activity", "activity", "person", "present"),
)
PERSON_KEY = keyed_table(
    "person_key",
    sa.Column("key", ID, primary_key=True),
    sa.Column("person", ID, primary_key=True),
)
WORKED_DUE = table("worked_due", sa.Column("record", ID, primary_key=True, autoincrement=False))
ERASED = keyed_table(
    "erased",
    sa.Column("person", ID, primary_key=True),
    sa.Column("op", ID, primary_key=True),
    sa.Column("birth", sa.Text),
    sa.Column("disability", sa.Text),
)

_OFTEN_EMPTY = ("employer", "programme", "part_of", "same_event_as")
for _kind, _names in {
    "participation": ("person", "activity", "employer"),
    "link": ("a", "b"),
    "organisation_link": ("a", "b"),
    "head_count": ("activity",),
    "fair_employer": ("activity", "organisation"),
    "follow_up": ("person", "activity"),
    "impact_story": ("organisation", "person"),
    **dict.fromkeys(ACTIVITY_KINDS, ("part_of", "same_event_as")),
    "training": ("programme", "part_of", "same_event_as"),
    "query": ("record",),
    "attachment": ("activity",),
}.items():
    for _name in _names:
        _column = KIND_TABLES[_kind].c[_name]
        sa.Index(
            f"{_kind}_{_name}",
            _column,
            sqlite_where=sa.text(f"{_name} IS NOT NULL") if _name in _OFTEN_EMPTY else None,
        )
sa.Index("person_canon", KIND_TABLES["person"].c.canonical, sqlite_where=sa.text("canonical <> id"))
sa.Index("person_removed", KIND_TABLES["person"].c.id, sqlite_where=sa.text("removed = 1"))
sa.Index(
    "person_name",
    KIND_TABLES["person"].c.name_key,
    KIND_TABLES["person"].c.id,
    sqlite_where=sa.text("removed = 0"),
)
sa.Index(
    "person_province", *(KIND_TABLES["person"].c[name] for name in ("province", "name_key", "id")),
    sqlite_where=sa.text("removed = 0 AND province IS NOT NULL"),
)  # fmt: skip

SEARCH_SQL = tuple(
    f"CREATE VIRTUAL TABLE {name} USING fts5(words, content='', contentless_delete=1, prefix='1 2 3 4', "
    "detail='column', tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'\")"
    for name in SEARCHES
)
"""Words are folded before; vowel signs of Khmer, Lao, Thai and Burmese belong to their word."""

SEARCH_SETTINGS = tuple(
    f"INSERT INTO {name}({name}, rank) VALUES('{option}', {value})"
    for name in SEARCHES
    for option, value in (("automerge", 0), ("crisismerge", 64))
)

"""A pasted block on its way into the grid: seen, matched to columns, understood, saved as one step."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from prossce_desktop.app import Store
from prossce_desktop.domain.input.clipboard_rows import guess, rows_of, understand_block
from prossce_desktop.domain.input.column_guessing import Guess
from prossce_desktop.domain.input.pasted_columns import ParsedRow, RowKind
from prossce_desktop.domain.input.people_sheet_rows import PARTICIPATION_COLUMNS, PERSON_COLUMNS
from prossce_desktop.domain.model.setting_keys import SettingKey, SuffixedKey
from prossce_desktop.domain.text.folding import fold_tight
from prossce_desktop.services.records.code_lookup import places
from prossce_desktop.ui.activities.people_grid.grid_cell import PeopleCell, Understanding, worst
from prossce_desktop.ui.activities.people_grid.grid_jobs import Batch, save
from prossce_desktop.ui.activities.people_grid.grid_row import GridRow
from prossce_desktop.ui.activities.people_grid.people_columns import SESSION

_KEEPS = frozenset({*PERSON_COLUMNS, *PARTICIPATION_COLUMNS})


@dataclass(frozen=True)
class Pasted:
    """A block from the clipboard with what its columns seem to be."""

    rows: list[list[str]]
    seen: Guess
    columns: dict[int, str]
    """0-based column to field: what was chosen for this shape before, else the guess."""
    remembered: bool
    people: int
    """How many rows are people, as far as is known; the others are headings, totals and the like."""

    @property
    def body(self) -> list[list[str]]:
        """The rows below the heading."""
        return self.rows[self.seen.begins :]

    @property
    def skipped(self) -> int:
        """How many rows are neither people nor the heading: titles above it, totals and the like."""
        return len(self.rows) - self.seen.has_heading - self.people if self.people else 0

    @property
    def width(self) -> int:
        return max((len(row) for row in self.rows), default=0)


@dataclass
class PasteDone:
    """The result of a paste. `rows` in the block's order; `left_out`: blank, total and heading rows."""

    batch: Batch
    rows: list[GridRow] = field(default_factory=list)
    left_out: int = 0

    @property
    def change(self) -> object:
        """The `Change` it made; None where nothing of it could be saved."""
        return self.batch.saved.change if self.batch.saved is not None else None


def look_at(store: Store, text: str, country: str) -> Pasted:
    """Read a block and guess its columns."""
    rows = rows_of(text)
    seen = guess(rows, country, places())
    kept = store.settings.read(_setting(rows, seen))
    try:
        columns = {int(at): str(name) for at, name in json.loads(kept).items()} if kept else {}
    except (ValueError, AttributeError):
        columns = {}
    drafts = understand_block(
        rows[seen.begins :], columns or seen.columns, country, headings=seen.headings, places=places()
    )
    people = sum(1 for one in drafts if one.kind is RowKind.person)
    return Pasted(rows, seen, columns or dict(seen.columns), bool(columns), people)


def remember(store: Store, pasted: Pasted, columns: Mapping[int, str]) -> None:
    """Keep the matching for the next block of this shape."""
    store.settings.write(
        _setting(pasted.rows, pasted.seen), json.dumps({str(at): name for at, name in columns.items()})
    )


def _setting(rows: Sequence[Sequence[str]], seen: Guess) -> SuffixedKey:
    """One settings key for blocks of one shape: the same headings, or as many similar columns."""
    if seen.has_heading:
        shape = "|".join(fold_tight(one) for one in seen.headings)
    else:
        shape = f"{max((len(row) for row in rows), default=0)}:" + ",".join(
            f"{at}={name}" for at, name in sorted(seen.columns.items())
        )
    return SettingKey.pasted_columns.of(hashlib.sha256(shape.encode()).hexdigest()[:16])


def bring_in(
    store: Store,
    activity: int,
    pasted: Pasted,
    columns: Mapping[int, str],
    how: Understanding,
    today: dt.date,
    number: int,
) -> PasteDone:
    """Understand the whole block and save its people as one operation; nameless rows return unsaved."""
    headings = pasted.seen.headings
    drafts = understand_block(
        pasted.body, columns, how.rules.country, how.rules.latest, headings=headings, places=places()
    )
    people = [one for one in drafts if one.kind is RowKind.person]
    rows = [as_row(one, pasted.body[one.row], columns, how, number) for one in people]
    remember(store, pasted, columns)
    named = [row for row in rows if row.has_name]
    batch = Batch.of(named)
    if named:
        save(store, activity, batch, today)
    return PasteDone(batch, rows, len(pasted.rows) - pasted.seen.has_heading - len(people))


def as_row(
    draft: ParsedRow, texts: Sequence[str], columns: Mapping[int, str], how: Understanding, number: int
) -> GridRow:
    """A row of the grid from a row of the block: what was understood, and beside it what was not."""
    row = GridRow(block=number)
    for key, value in draft.values.items():
        if key == "attended" and isinstance(value, bool):
            row.cells.setdefault("stage", how.shown("stage", "attended" if value else "registered"))
        elif key in _KEEPS or (key.startswith(SESSION) and value is True):
            row.cells[key] = how.shown(key, value)
    for at, problems in draft.problems.items():
        key = columns[at] if columns[at] in _KEEPS or columns[at].startswith(SESSION) else "name"
        cell = row.cells.setdefault(key, PeopleCell(texts[at].strip() if at < len(texts) else ""))
        cell.problem = worst(problems)
    row.dirty = set(row.cells)
    return row

"""The people grid's calls of the services: read the sheet, save rows, understand a paste."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from prossce_desktop.app import Store
from prossce_desktop.domain.input.accepted_doubts import merged_doubts
from prossce_desktop.domain.model.career_fair import CareerFair
from prossce_desktop.domain.model.codes import Channel
from prossce_desktop.domain.model.fields import AcceptedDoubt
from prossce_desktop.domain.model.people import Person
from prossce_desktop.domain.model.training import Training, TrainingSession
from prossce_desktop.domain.problems import Problem
from prossce_desktop.errors import UnknownRecord
from prossce_desktop.language.formatting import short_day
from prossce_desktop.language.messages import _
from prossce_desktop.services.activities.head_count_totals import HeadTotal, head_total_of
from prossce_desktop.services.lists.list_queries import Reading
from prossce_desktop.services.people.people_sheet import (
    RowDraft,
    SheetRow,
    SheetSaved,
    rows,
    save_rows,
    sheet,
)
from prossce_desktop.services.people.sheet_context import SheetContext, context_of
from prossce_desktop.services.records import recent_reasons
from prossce_desktop.ui.activities.people_grid.grid_cell import Understanding
from prossce_desktop.ui.activities.people_grid.grid_row import (
    GridRow,
    RowBefore,
    of_draft,
    of_sheet,
    type_into,
)
from prossce_desktop.ui.activities.people_grid.people_columns import ColumnScope, setting_key
from prossce_desktop.ui.records.draft_content import accepted_doubts_in

DRAFT_KIND = "participation"


def draft_key(activity: int) -> str:
    """Under which key the grid of an activity keeps what is typed and not saved."""
    return f"people:{activity}"


@dataclass
class LoadedGrid:
    """The sheet as it is shown when the tab is entered."""

    how: Understanding
    rows: list[GridRow]
    columns: str | None
    """The office's choice of columns."""
    head: HeadTotal | None
    """The head counts of persons together, None where there is none."""
    restored: int = 0
    """How many rows come from a draft."""
    gone: dict[int | None, GridRow] = field(default_factory=dict)
    """Rows that were removed, with what could not be understood in them: it comes back with them."""
    drafted: tuple[RowBefore, ...] = ()
    """What stood there before the draft was put back."""
    title: str = ""
    reasons: tuple[str, ...] = ()
    """The last ones of the office."""


def load(store: Store, activity: int, today: dt.date, *, with_draft: bool = True) -> LoadedGrid:
    """Read an activity's people and, `with_draft`, what was typed and not saved. Raises UnknownRecord."""
    with store.read() as reading:
        context = context_of(reading, activity, today)
        how = understanding_of(context)
        made = [of_sheet(line, how) for line in sheet(reading, activity, today)]
        head = head_total_of(reading, reading.record(activity))
    if with_draft:
        draft = next((one for one in store.drafts.held() if one.key == draft_key(activity)), None)
    else:
        draft = None
    gone: dict[int | None, GridRow] = {}
    drafted = tuple(_restore(made, gone, draft.typed if draft is not None else {}, how))
    kind, said = how.sheet.kind, tuple(recent_reasons.recent(store))
    columns = store.settings.read(setting_key(kind, store.identity.officer_id)) or store.settings.read(
        setting_key(kind)
    )
    return LoadedGrid(how, made, columns, head, len(drafted), gone, drafted, context.value.title, said)


def understanding_of(context: SheetContext) -> Understanding:
    """How the cells of this activity are read."""
    value = context.value
    names: tuple[str, ...] = ()
    if isinstance(value, Training):
        names = tuple(_session_words(at, one) for at, one in enumerate(value.sessions, 1))
    both = isinstance(value, CareerFair) and value.channel is Channel.both
    return Understanding(
        ColumnScope(value.KIND, context.rules.country, names, both), context.rules, context.first_day
    )


def _session_words(number: int, session: TrainingSession) -> str:
    """Session 1, 18 Nov 2024, registration of employers."""
    day = short_day(session.date) if session.date else ""
    return ", ".join(
        part for part in (_("Session {number}").format(number=number), day, session.subject) if part
    )


def _restore(
    made: list[GridRow], gone: dict[int | None, GridRow], typed: Mapping[str, object], how: Understanding
) -> Iterator[RowBefore]:
    """Put a draft back: texts into saved rows, unsaved rows in place, removed rows into `gone`."""
    kept = typed.get("rows")
    by_id = {row.participation: row for row in made}
    for one in kept if isinstance(kept, list) else []:
        known = by_id.get(one.get("participation"))
        if known is not None:
            before = type_into(known, one.get("texts", {}), how)
            _ask_again(known, one)
            known.keeping = tuple(accepted_doubts_in(one))
            known.accepted = merged_doubts(known.accepted, known.keeping)
            yield before
        elif one.get("participation") is None:
            row = of_draft(one, how)
            _ask_again(row, one)
            made.insert(min(int(one.get("at", len(made))), len(made)), row)
            yield RowBefore(row, dict.fromkeys(row.cells), frozenset())
        else:
            row = gone[one["participation"]] = GridRow(
                person=one.get("person"), participation=one["participation"]
            )
            type_into(row, one.get("texts", {}), how)


def _ask_again(row: GridRow, typed: Mapping[str, object]) -> None:
    """Restore the problem of a row without a name, unless that row was still being typed."""
    if typed.get("name_wanted"):
        row.ask_for_name()


@dataclass
class Batch:
    """Rows that are saved together, with what was in them when they were sent."""

    rows: list[GridRow]
    wanted: list[dict[str, object]]
    accepted: list[tuple[AcceptedDoubt, ...]]
    """Beside each row the reasons that are saved with it."""
    answers: list[tuple[bool, tuple[Problem, ...]]] = field(default_factory=list)
    lines: dict[int, SheetRow] = field(default_factory=dict)
    saved: SheetSaved | None = None
    reasons: tuple[str, ...] = ()
    """The last ones of the office, where one was given."""

    @classmethod
    def of(cls, rows: Sequence[GridRow]) -> Batch:
        """A batch of these rows as they are now; what is sent counts as saved until it is refused."""
        batch = cls(list(rows), [one.wanted() for one in rows], [one.give_reasons() for one in rows])
        for row in rows:
            row.dirty = {key for key in row.dirty if key in row.cells and row.cells[key].is_lost}
        return batch


def save(store: Store, activity: int, batch: Batch, today: dt.date) -> Batch:
    """Save the batch as one operation. Rows get ids on the writing thread, for the batches behind it."""
    drafts = [
        RowDraft(row.participation, None if row.participation is not None else row.person, wanted, accepted)
        for row, wanted, accepted in zip(batch.rows, batch.wanted, batch.accepted, strict=True)
    ]
    batch.saved = save_rows(store, activity, drafts, today)
    for row, answer in zip(batch.rows, batch.saved.rows, strict=True):
        batch.answers.append((answer.saved, answer.problems))
        if answer.saved:
            row.participation, row.person = answer.participation, answer.person
    if any(batch.accepted):
        batch.reasons = tuple(recent_reasons.recent(store))
    with store.read() as reading:
        everybody = bool(batch.saved.opened or batch.saved.linked)
        only = [row.participation for row in batch.rows if row.participation is not None]
        lines = sheet(reading, activity, today) if everybody else rows(reading, activity, only, today)
    batch.lines = {one.participation: one for one in lines}
    return batch


@dataclass(frozen=True)
class KnownPerson:
    """A known person with everything that the grid can show of them."""

    person: int
    values: dict[str, object]
    accepted: tuple[AcceptedDoubt, ...] = ()


def known_person(reading: Reading, person: int) -> KnownPerson:
    """The record behind an offer. Raises UnknownRecord."""
    stored = reading.record(person)
    if not isinstance(stored.value, Person):
        raise UnknownRecord(record=person)
    values = {
        name: value
        for name, value in stored.value.__dict__.items()
        if name != "kept" and value not in (None, "", ())
    }
    return KnownPerson(person, values, stored.value.kept)

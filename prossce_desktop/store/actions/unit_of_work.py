"""One action of a person: what it makes and sets is collected, then written as one operation and applied."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import ValidationError

from prossce_desktop.domain.model.fields import Record, fields_of
from prossce_desktop.domain.model.query import Query
from prossce_desktop.domain.model.record_kinds import ACTIVITY_KINDS, KINDS, PARTS
from prossce_desktop.domain.model.scopes import OFFICE, SAMPLE, SHARED
from prossce_desktop.domain.model.withheld_fields import read_with_withheld
from prossce_desktop.domain.operations.action_kind import ActionKind
from prossce_desktop.domain.operations.op_state import IS_HEAD
from prossce_desktop.domain.operations.operation import (
    REMOVED,
    Block,
    Erase,
    New,
    Plain,
    Set,
    columns,
    declared_personal_fields,
    plain_fields,
)
from prossce_desktop.errors import FieldRefused, UnknownField, UnknownKind, UnknownRecord, ValueWithheld
from prossce_desktop.store.actions import form_drafts
from prossce_desktop.store.actions.action_page import here, settled
from prossce_desktop.store.actions.operation_split import parted
from prossce_desktop.store.actions.reasons_owed import owes_none, reasons_for_countries
from prossce_desktop.store.actions.unique_codes import refuse_given_meanwhile, refuse_taken
from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.devices.identity import Identity
from prossce_desktop.store.erasure.erased_people import pass_over
from prossce_desktop.store.erasure.log_redaction import forget
from prossce_desktop.store.log.operation_log import LogEntry, Source, Title, append, milliseconds
from prossce_desktop.store.log.record_ids import Ids
from prossce_desktop.store.log.steps import add_step, shown_step
from prossce_desktop.store.migrations import SCHEMA
from prossce_desktop.store.projection import derived_ages
from prossce_desktop.store.projection.apply import Touched, apply
from prossce_desktop.store.projection.derived_tables import refresh
from prossce_desktop.store.queries import reading
from prossce_desktop.store.queries.reading import Stored
from prossce_desktop.store.queries.record_scopes import Pending, Scopes, refuse_moved, refuse_others
from prossce_desktop.store.queries.withheld_values import withheld_fields


@dataclass
class Change:
    """What an action changed. `step` and `operation` are None where there was nothing to write."""

    step: str | None = None
    operation: int | None = None
    records: tuple[tuple[str, int], ...] = ()
    kinds: frozenset[str] = frozenset()


Sets = dict[str, dict[int, dict[str, Plain]]]
"""By kind and record the fields that get new values."""


@dataclass(slots=True)
class _Lot:
    kind: str
    first: int
    values: list[Record]
    removed: set[int]
    scope: str

    @property
    def end(self) -> int:
        return self.first + len(self.values)

    def holds(self, id: int) -> bool:
        return self.first <= id < self.end


@dataclass
class Work:
    """Collects until the block ends; nothing is in the base before. `change` is filled in at the end."""

    db: Connection
    identity: Identity
    ids: Ids
    time: dt.datetime
    title: Title
    sample: bool = False
    undoes: int | None = None
    change: Change = field(default_factory=Change)
    _lots: list[_Lot] = field(default_factory=list)
    _sets: Sets = field(default_factory=dict)
    _beside: list[Sets] = field(default_factory=list)
    _seen: dict[int, Sequence[int]] = field(default_factory=dict)
    _erasures: list[Erase] = field(default_factory=list)
    _chosen: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._scopes = Scopes(self.db.execute, self.identity.scope)

    def new(self, kind: str, values: Sequence[Record]) -> list[int]:
        """Make records of these values; their ids in order, growing with entry."""
        made = _class_of(kind)
        if any(type(one) is not made for one in values):
            raise TypeError(f"not every value is a {kind}")
        if not values:
            return []
        first = self.ids.lot(len(values), self.time)
        scope = SAMPLE if self.sample else self._scopes.of_new(kind, values, self._pending())
        self._lots.append(_Lot(kind, first, list(values), set(), scope))
        return list(range(first, first + len(values)))

    def set(self, kind: str, changes: Mapping[int, Mapping[str, object]]) -> None:
        """Give fields new values; each record is validated as a whole, equal values are passed over.
        Raises ValueWithheld where a value that is withheld here would be lost for those who have it.
        """
        made, personal = _class_of(kind), declared_personal_fields(kind)
        without = withheld_fields(
            self.db.execute, self.identity, kind, [id for id, one in changes.items() if personal & one.keys()]
        )
        for id, stored in self._stored(kind, changes):
            self._check_names(kind, changes[id])
            before = plain_fields(stored.value)
            value = _changed(made, stored.value, changes[id])
            if lot := self._lot_of(id):
                lot.values[id - lot.first] = value
                continue
            after = plain_fields(value)
            differ = {name: after[name] for name in changes[id] if after[name] != before[name]}
            refuse_moved(stored, differ)
            if withheld := [name for name in without.get(id, ()) if name in differ and before[name] is None]:
                raise ValueWithheld(
                    field=next(one.shown.label for one in fields_of(made) if one.name == withheld[0])
                )
            if differ:
                self._sets.setdefault(kind, {}).setdefault(id, {}).update(differ)
                self._note_code(id, differ)

    def drop_draft(self, key: str) -> None:
        """What was typed under this key is saved by this action."""
        form_drafts.drop(self.db, key)

    def remove(self, ids: Iterable[int]) -> None:
        """Take records out of every list and figure; they stay in the history and can come back."""
        self._mark(ids, removed=True)

    def restore(self, ids: Iterable[int]) -> None:
        """Bring removed records back."""
        self._mark(ids, removed=False)

    def record(self, id: int) -> Stored:
        """A record as this action leaves it; raises UnknownRecord."""
        if lot := self._lot_of(id):
            return Stored(id, lot.kind, lot.values[id - lot.first], id in lot.removed)
        found = reading.find(self.db.execute, id)
        if found is None:
            raise UnknownRecord(record=id)
        pending = self._sets.get(found.kind, {}).get(id)
        if not pending:
            return found
        removed = bool(pending.get(REMOVED, found.removed))
        fields = {name: value for name, value in pending.items() if name != REMOVED}
        value = _changed(KINDS[found.kind], found.value, fields) if fields else found.value
        return Stored(id, found.kind, value, removed)

    @property
    def size(self) -> int:
        """How many records it makes or sets so far."""
        return sum(len(lot.values) for lot in self._lots) + sum(map(len, self._sets.values()))

    def put(
        self,
        kind: str,
        id: int,
        fields: Mapping[str, Plain],
        seen: Iterable[int] | None = None,
        *,
        chosen: bool = False,
    ) -> None:
        """Set fields to values that were theirs before, as undo does; no rule is asked again.

        `seen`: what the removal had seen that is put back; left out, what the record's fields have now.
        `chosen`: a person decides so now, and a code among them must be free.
        """
        self._sets.setdefault(kind, {}).setdefault(id, {}).update(fields)
        if chosen:
            self._note_code(id, fields)
        if seen is not None:
            self._seen[id] = sorted(seen)

    def put_beside(self, place: int, kind: str, id: int, fields: Mapping[str, Plain]) -> None:
        """Set fields that `put` sets to one more value each: two values again, for a person.
        `place` counts these operations from 0; of several values the last is shown.
        """
        while len(self._beside) <= place:
            self._beside.append({})
        self._beside[place].setdefault(kind, {}).setdefault(id, {}).update(fields)

    def work_out(self, sets: Sets) -> None:
        """Set what is worked out, of records that may be written here."""
        for kind, each in sets.items():
            for id, fields in each.items():
                if self._may_write(id):
                    self.put(kind, id, fields)

    def erase(self, erasure: Erase) -> None:
        """Forget a person for good: once this action is written, nothing brings the values back."""
        self._erasures.append(erasure)

    def _note_code(self, id: int, fields: Iterable[str]) -> None:
        if "code" in fields:
            self._chosen.add(id)

    def _mark(self, ids: Iterable[int], *, removed: bool) -> None:
        for id in ids:
            stored = self.record(id)
            if stored.removed == removed:
                continue
            lot = self._lot_of(id)
            if lot is None:
                self._sets.setdefault(stored.kind, {}).setdefault(id, {})[REMOVED] = int(removed)
            elif removed:
                lot.removed.add(id)
            else:
                lot.removed.discard(id)

    def _stored(self, kind: str, ids: Iterable[int]) -> Iterator[tuple[int, Stored]]:
        """Each record as this action leaves it so far; few are looked up one by one, many in one query."""
        wanted = list(ids)
        known: dict[int, Stored] = {}
        if len(wanted) > 20 and not self._lots and self._sets.get(kind, {}).keys().isdisjoint(wanted):
            known = {one.id: one for one in reading.records(self.db.execute, kind, wanted, removed=True)}
        for id in wanted:
            found = known.get(id) or self.record(id)
            if found.kind != kind:
                raise UnknownRecord(record=id)
            yield id, found

    def _check_names(self, kind: str, changes: Mapping[str, object]) -> None:
        for name in changes:
            if name not in KINDS[kind].model_fields:
                raise UnknownField(kind=KINDS[kind].LABEL, field=name)

    def _lot_of(self, id: int) -> _Lot | None:
        return next((lot for lot in self._lots if lot.holds(id)), None)

    def finish(self) -> None:
        """Write and apply the operations, bring projections in step; once, inside the transaction."""
        self._write_ages(
            derived_ages.left_open(self.db, [one.person for one in self._erasures]) if self._erasures else {}
        )
        self._add_reasons()
        derived_ages.complete_new(self.db.execute, [(lot.first, lot.values) for lot in self._lots])
        pass_over(self.db.execute, self._sets, [(lot.kind, lot.values) for lot in self._lots])
        by_source = self._blocks()
        entries: list[LogEntry] = []
        time_ms, who = milliseconds(self.time), self.identity.officer
        for source, blocks in [*by_source, *self._blocks_beside()]:
            for part in parted(blocks):
                action = entries[0].id if entries else None
                entries.append(
                    append(
                        self.db, source, part,
                        action=action, time_ms=time_ms, who=who, schema=SCHEMA, title=self.title,
                    )
                )  # fmt: skip
        if not entries:
            return
        if self._erasures:
            forget(self.db, {(one.person, self._scopes.of(one.person)) for one in self._erasures})
        self._settle(entries)
        self._write_ages(derived_ages.due(self.db.execute))

    def _write_ages(self, sets: Sets) -> None:
        """In an operation of its own, beside what they follow from: nobody's step, so not undone alone."""
        if self.title.kind not in (ActionKind.ages, ActionKind.ages_mended) and sets:
            work = Work(
                self.db,
                self.identity,
                self.ids,
                self.time,
                Title(ActionKind.ages, (sum(map(len, sets.values())),)),
            )
            work.work_out(sets)
            work.finish()

    def _may_write(self, id: int) -> bool:
        return self.identity.regional or self._scopes.of(id) in (self.identity.scope, SAMPLE)

    def _add_reasons(self) -> None:
        """A change by the regional office comes with a word to the country. Raises ReasonNeeded."""
        if owes_none(self.db.execute, self.identity, self.title.kind, self.undoes):
            return
        self._bring_together()
        pending = self._pending()
        changed = [
            (kind, id, next(iter(fields))) for kind, each in self._sets.items() for id, fields in each.items()
        ]
        lots = sorted(self._lots, key=lambda lot: lot.kind not in (*ACTIVITY_KINDS, *PARTS["activity"]))
        made = [(lot.kind, lot.first, fields_of(KINDS[lot.kind])[0].name) for lot in lots]
        reasons = reasons_for_countries(
            self.db.execute,
            self.identity,
            [*changed, *made],
            lambda id: self._scopes.with_pending(id, pending),
            self.record,
        )
        for one in reasons:
            self.new(Query.KIND, [one])

    def _pending(self) -> list[Pending]:
        return [(lot.first, lot.end, lot.scope) for lot in self._lots]

    def _settle(self, entries: list[LogEntry]) -> None:
        touched = apply(self.db, entries)
        refresh(self.db, touched)
        self._refuse_codes(touched)
        records = tuple((kind, id) for kind in sorted(touched.kinds()) for id in touched.ids(kind))
        where = settled(here(), self._lots[0].first if self._lots else None)
        number = add_step(self.db, entries[0].id, self.title, len(records), self.undoes, where)
        self.change.step = None if number is None else shown_step(self.title, number)
        self.change.operation = entries[0].id
        self.change.records = records
        self.change.kinds = frozenset(touched.kinds())

    def _refuse_codes(self, touched: Touched) -> None:
        """Of activities that get a code or come back; other changes do not concern it."""
        made = {id for kind in ACTIVITY_KINDS for lot in touched.made.get(kind, ()) for id in lot}
        back = {
            id
            for kind in ACTIVITY_KINDS
            for name in ("code", REMOVED)
            for id in touched.fields.get((kind, name), ())
        }
        refuse_taken(self.db, made | (back & self._chosen))
        refuse_given_meanwhile(self.db, back - self._chosen, self.identity.device_key)

    def _blocks(self) -> list[tuple[Source, list[Block]]]:
        """What each source writes: the own scope first, then the others, the sample last. Raises NotYours."""
        by_scope: dict[str, list[Block]] = {}
        self._bring_together()
        for lot in self._lots:
            by_scope.setdefault(lot.scope, []).append(_new_block(lot))
        self._add_sets(by_scope, self._sets)
        for one in self._erasures:
            by_scope.setdefault(self._scopes.of(one.person), []).append(one)
        own = self.identity.scope
        refuse_others(self.identity, by_scope, {lot.scope for lot in self._lots})
        for scope, blocks in by_scope.items():
            if self.identity.regional and scope != SAMPLE:
                self._scopes.refuse_mixed(scope, blocks, self._pending())
        ordered = sorted(by_scope, key=lambda one: (one != own, one == SAMPLE, one))
        return [(self.identity.source_of(scope), by_scope[scope]) for scope in ordered]

    def _blocks_beside(self) -> Iterator[tuple[Source, list[Block]]]:
        for sets in self._beside:
            by_scope: dict[str, list[Block]] = {}
            self._add_sets(by_scope, sets)
            for scope, blocks in sorted(by_scope.items()):
                yield self.identity.source_of(scope), blocks

    def _add_sets(self, by_scope: dict[str, list[Block]], sets: Sets) -> None:
        for kind, changes in sets.items():
            self._complete(kind, changes)
            for ids, names in _alike(changes):
                for scope, part in self._scopes.parted(ids):
                    by_scope.setdefault(scope, []).append(self._set_block(kind, part, names, changes))

    def _complete(self, kind: str, changes: dict[int, dict[str, Plain]]) -> None:
        """Fields that are one value are set together: those that stay as they are too."""
        together = KINDS[kind].TOGETHER
        for id, fields in changes.items():
            if not fields.keys().isdisjoint(together) and not fields.keys() >= set(together):
                stored = reading.find(self.db.execute, id)
                if stored is not None:
                    now = {**plain_fields(stored.value), **self._sets.get(kind, {}).get(id, {})}
                    fields.update({name: now[name] for name in together if name not in fields})

    def _bring_together(self) -> None:
        """At the regional office, new records that a country's new records point to are that country's."""
        if not self.identity.regional:
            return
        for lot in reversed(self._lots):
            if lot.scope in (OFFICE, SAMPLE, SHARED):
                continue
            targets = {value for one in lot.values for value in one.__dict__.values() if type(value) is int}
            for other in self._lots:
                if other.scope in (OFFICE, SHARED) and any(map(other.holds, targets)):
                    other.scope = lot.scope

    def _set_block(
        self, kind: str, ids: list[int], names: tuple[str, ...], changes: Mapping[int, Mapping[str, Plain]]
    ) -> Set:
        cols = {name: [changes[id][name] for id in ids] for name in names}
        place = {id: i for i, id in enumerate(ids)}
        prevs: dict[str, dict[int, list[int]]] = {}
        for name in names:
            query = (
                "SELECT record, op FROM edit WHERE record IN (SELECT value FROM json_each(?)) AND "
                f"field = ? AND {IS_HEAD}"
            )
            for record, op in self.db.execute(query, (json.dumps(ids), name)):
                prevs.setdefault(name, {}).setdefault(place[record], []).append(op)
        gone = [id for id in ids if changes[id][REMOVED]] if REMOVED in names else []
        seen = {place[id]: ops for id, ops in self._seen_now(gone).items() if ops}
        return Set(kind, ids, cols, prevs, seen=seen)

    def _seen_now(self, gone: Sequence[int]) -> dict[int, Sequence[int]]:
        """What is known, by whoever takes these records out, of what was done with them."""
        seen: dict[int, Sequence[int]] = {id: self._seen[id] for id in gone if id in self._seen}
        asked = json.dumps([id for id in gone if id not in seen])
        query = (
            "SELECT DISTINCT record, op FROM edit WHERE record IN (SELECT value FROM json_each(?)) AND "
            f"field <> ? AND {IS_HEAD}"
        )
        for record, op in self.db.execute(f"{query} ORDER BY record, op", (asked, REMOVED)):
            seen[record] = [*seen.get(record, ()), op]
        return seen


def _class_of(kind: str) -> type[Record]:
    try:
        return KINDS[kind]
    except KeyError:
        raise UnknownKind(kind=kind) from None


def _changed(made: type[Record], value: Record, changes: Mapping[str, object]) -> Record:
    """The value with these fields changed, validated as a whole; raises FieldRefused."""
    fields = made.model_fields
    cleared: dict[str, object] = {
        name: () for name, one in changes.items() if one is None and fields[name].default == ()
    }
    empty = [name for name, one in value.__dict__.items() if one is None]
    try:
        return read_with_withheld(made, {**value.__dict__, **changes, **cleared}, empty)
    except ValidationError as error:
        raise FieldRefused(kind=made.LABEL, field=str(error.errors()[0]["loc"][0])) from error


def _new_block(lot: _Lot) -> New:
    cols = columns(lot.values)
    if lot.removed:
        cols[REMOVED] = [int(lot.first + i in lot.removed) for i in range(len(lot.values))]
    return New(lot.kind, lot.first, len(lot.values), cols)


def _alike(changes: Mapping[int, Mapping[str, Plain]]) -> Iterator[tuple[list[int], tuple[str, ...]]]:
    """Records grouped by the fields that are set in them."""
    groups: dict[tuple[str, ...], list[int]] = {}
    for id in sorted(changes):
        groups.setdefault(tuple(sorted(changes[id])), []).append(id)
    for names, ids in groups.items():
        yield ids, names

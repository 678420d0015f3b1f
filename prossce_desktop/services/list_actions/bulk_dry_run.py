"""What one value would do to many records, and doing it as one step.

Each is checked as its form would; what may not change, or would be wrong or asked about, stays and is named.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from prossce_desktop.domain.input.accepted_doubts import unaccepted
from prossce_desktop.domain.model.fields import Field, fields_of
from prossce_desktop.domain.model.record_kinds import KINDS
from prossce_desktop.domain.model.scopes import OFFICE, SHARED
from prossce_desktop.domain.operations.action_kind import ActionKind
from prossce_desktop.domain.problems import Problem, Severity
from prossce_desktop.language import formatting
from prossce_desktop.language.messages import _
from prossce_desktop.services.lists.chosen_rows import in_portions
from prossce_desktop.services.records import recent_reasons, record_saving, references, value_words
from prossce_desktop.services.records.record_names import name_of
from prossce_desktop.store.queries.reading import Reading, Stored
from prossce_desktop.store.queries.record_scopes import Scopes, is_changeable, owes_reason
from prossce_desktop.store.workspace.store import Change, Store
from prossce_desktop.system.progress import ProgressCallback, silent

CHUNK = 500


@dataclass(frozen=True, slots=True)
class SkippedRecord:
    """A record that stays as it is, and why in a sentence."""

    record: int
    name: str
    reason: str


@dataclass
class Trial:
    """`changes`: by kind and record the new value; `now`: present values in words, frequent ones first."""

    now: list[tuple[str, int]] = field(default_factory=list)
    changes: dict[str, dict[int, dict[str, object]]] = field(default_factory=dict)
    same: int = 0
    """How many have the value already."""
    without: int = 0
    """How many are of a kind that has no such field."""
    not_ours: list[SkippedRecord] = field(default_factory=list)
    wrong: list[SkippedRecord] = field(default_factory=list)
    owes_reason: bool = False
    """Some are a country's, and the regional office says why."""

    @property
    def count(self) -> int:
        """How many records change."""
        return sum(map(len, self.changes.values()))


def now(reading: Reading, kind: str, ids: Sequence[int], name: str) -> list[tuple[str, int]]:
    """What the records have in a field, in words with how many; "" for nothing recorded."""
    found: Counter[str] = Counter()
    names: dict[int, str] = {}
    for stored in _each(reading, kind, ids, silent):
        if one := _field(stored, name):
            found[value_words.words(reading, one, getattr(stored.value, name), names)] += 1
    return found.most_common()


def kinds_of(reading: Reading, kind: str, ids: Sequence[int]) -> set[str]:
    """The kinds of these records."""
    return {stored.kind for stored in _each(reading, kind, ids, silent)}


def trial(
    reading: Reading, kind: str, ids: Sequence[int], name: str, typed: object, today: dt.date,
    step: ProgressCallback = silent
) -> Trial:  # fmt: skip
    """What would become of each record given this value, as the form holds it; empty clears."""
    found, counted, names = Trial(), Counter[str](), dict[int, str]()
    scopes = Scopes(reading.execute, reading.identity.scope)
    for stored in _each(reading, kind, ids, step):
        one = _field(stored, name)
        if one is None:
            found.without += 1
            continue
        counted[value_words.words(reading, one, getattr(stored.value, name), names)] += 1
        scope = scopes.of(stored.id)
        if not is_changeable(scope, reading.identity):
            found.not_ours.append(SkippedRecord(stored.id, name_of(reading, stored), _not_ours(scope)))
            continue
        _try(reading, stored, name, typed, today, found)
        found.owes_reason = found.owes_reason or owes_reason(scope, reading.identity)
    found.now = counted.most_common()
    return found


def _try(reading: Reading, stored: Stored, name: str, typed: object, today: dt.date, so_far: Trial) -> None:
    draft, unchosen = references.chosen(
        reading, stored.kind, {**record_saving.given(stored.value), name: typed}
    )
    read = record_saving.check(reading, stored.kind, draft, stored.id, today)
    problems = [*unchosen, *unaccepted(read.problems, stored.value.kept)]
    hard = [one for one in problems if one.severity is Severity.hard]
    new = hard or [
        one
        for one in problems
        if one.severity is Severity.soft and not _was_there(reading, stored, one, today)
    ]
    if new or read.value is None:
        reason = formatting.problem((new or problems)[0]) if new or problems else ""
        so_far.wrong.append(SkippedRecord(stored.id, name_of(reading, stored), reason))
        return
    value = getattr(read.value, name)
    if value == getattr(stored.value, name):
        so_far.same += 1
    else:
        so_far.changes.setdefault(stored.kind, {})[stored.id] = {name: value}


def _was_there(reading: Reading, stored: Stored, problem: Problem, today: dt.date) -> bool:
    """Whether the record is asked about this already, as it is saved."""
    before = record_saving.check(
        reading, stored.kind, record_saving.given(stored.value), stored.id, today
    ).problems
    return any((one.field, one.code) == (problem.field, problem.code) for one in before)


def change(store: Store, tried: Trial, reason: str = "", step: ProgressCallback = silent) -> Change | None:
    """Make the changes as one step; None if none. Raises Cancelled, ReasonNeeded, and what a save raises."""
    if not tried.count:
        return None
    with remembering_reason(store, reason), store.work(ActionKind.edit, tried.count) as work:
        done = 0
        for kind, each in tried.changes.items():
            for some in in_portions(each.items(), CHUNK):
                step(done, tried.count)
                work.set(kind, dict(some))
                done += len(some)
    return work.change if work.change.step else None


@contextmanager
def remembering_reason(store: Store, reason: str) -> Iterator[None]:
    """Changes meanwhile have this reason, which is offered from then on; "": none is told."""
    if not reason:
        yield
        return
    with recent_reasons.with_reason(reason):
        yield
    recent_reasons.remember(store, reason)


def _each(reading: Reading, kind: str, ids: Sequence[int], step: ProgressCallback) -> Iterator[Stored]:
    """The live records, a stretch at a time; `kind` as the list calls it: activities are of five kinds."""
    for at in range(0, len(ids), CHUNK):
        step(at, len(ids))
        some = ids[at : at + CHUNK]
        if kind in KINDS:
            yield from reading.records(kind, some)
        else:
            yield from (one for one in map(reading.find, some) if one is not None and not one.removed)


def _field(stored: Stored, name: str) -> Field | None:
    return next((one for one in fields_of(type(stored.value)) if one.name == name), None)


def _not_ours(scope: str) -> str:
    return (
        _("Recorded by the regional office. Only the regional office can change it.")
        if scope in (SHARED, OFFICE)
        else _("Recorded by another country. Only that country can change it.")
    )

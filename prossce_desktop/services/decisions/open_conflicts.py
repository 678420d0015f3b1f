"""What waits for a decision, in words: the values, where they come from, and what depends on them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from prossce_desktop.domain.model.record_kinds import ACTIVITY_KINDS, KINDS
from prossce_desktop.domain.model.scopes import may_write
from prossce_desktop.domain.operations.conflict_impact import effect
from prossce_desktop.domain.operations.operation import REMOVED, Plain
from prossce_desktop.language.messages import _, ngettext_
from prossce_desktop.services.decisions import head_count_differences
from prossce_desktop.services.devices.device_words import DeviceWords
from prossce_desktop.services.records import value_words
from prossce_desktop.store.log.operation_log import moment
from prossce_desktop.store.queries.reading import Reading
from prossce_desktop.store.queries.record_scopes import Scopes
from prossce_desktop.store.sync.conflict_parts import parts_with_conflicts, people_behind
from prossce_desktop.store.sync.conflicts import Conflict, Side, What, conflicts, conflicts_of

__all__ = ["OpenConflict", "SideShown", "What", "about_record", "open_conflicts"]


@dataclass(frozen=True, slots=True)
class SideShown:
    """One side in words. `where`: office and laptop; `device`: its key; `is_shown`: the figures show it."""

    words: str
    who: str
    where: str
    time: dt.datetime
    device: bytes
    is_here: bool
    is_shown: bool
    lines: tuple[str, ...] = ()
    """What else belongs to it: the fields of a record that was taken out elsewhere."""
    is_taken: bool = False
    """It is a code that another activity has: it cannot stand before that one has another."""


@dataclass(frozen=True, slots=True)
class OpenConflict:
    """`effect`: people the figures may count otherwise; `activity`: that of the record. `rows`: of a head
    count each number: its name, the values in order of `sides`, whether they differ."""

    conflict: Conflict
    title: str
    label: str
    sides: tuple[SideShown, ...]
    effect: int
    can_decide: bool
    activity: int | None
    rows: tuple[tuple[str, tuple[str, ...], bool], ...] = ()

    @property
    def is_withheld(self) -> bool:
        """Personal values that this office may not see are decided in the country."""
        return not self.conflict.is_here

    @property
    def is_about_code(self) -> bool:
        """Whether the code of an activity is asked about, which only one may have."""
        return is_code(self.conflict)


def open_conflicts(reading: Reading) -> list[OpenConflict]:
    """Everything that is open, first what the figures depend on most, then the newest."""
    shown = _ConflictWords(reading)
    found = [shown.shown(one) for one in conflicts(reading.execute)]
    newest = {id(one): max(side.time.timestamp() for side in one.sides) for one in found}
    return sorted(
        found, key=lambda one: (not one.can_decide, -one.effect, -newest[id(one)], one.conflict.record)
    )


def about_record(reading: Reading, record: int) -> list[OpenConflict]:
    """What is open about one record, of an activity with its people, head counts and employers."""
    parts = [record, *parts_with_conflicts(reading.execute, record)]
    shown = _ConflictWords(reading)
    return [shown.shown(one) for one in conflicts_of(reading.execute, parts)]


class _ConflictWords:
    """Looks up names, once each."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._names: dict[int, str] = {}
        self._devices = DeviceWords(reading.execute, reading.identity)
        self._scopes = Scopes(reading.execute, reading.identity.scope)

    def shown(self, conflict: Conflict) -> OpenConflict:
        stored = self._reading.record(conflict.record)
        activity = (
            conflict.record if conflict.kind in ACTIVITY_KINDS else getattr(stored.value, "activity", None)
        )
        title = value_words.title_with_activity(self._reading, stored, self._names)
        sides = [self._side(conflict, one, is_shown=one is conflict.sides[-1]) for one in conflict.sides]
        rows = (
            head_count_differences.rows([one.values for one in conflict.sides])
            if conflict.what is What.together
            else ()
        )
        own = self._reading.identity
        yes = conflict.is_here and may_write(
            self._scopes.of(conflict.record), country=own.country, regional=own.regional
        )
        size = people_behind(self._reading.execute, conflict.kind, conflict.record, activity)
        values = [one.values for one in conflict.sides]
        return OpenConflict(
            conflict, title, label_of(conflict), tuple(sides),
            effect(conflict.kind, conflict.fields, values, size), yes,
            activity, tuple(rows),
        )  # fmt: skip

    def _side(self, conflict: Conflict, side: Side, *, is_shown: bool) -> SideShown:
        words, lines = self._words(conflict, side)
        return SideShown(
            words, side.who, self._devices.where(side.device), moment(side.time_ms), side.device,
            side.is_here, is_shown, lines,
            self._is_taken(conflict, side),
        )  # fmt: skip

    def _is_taken(self, conflict: Conflict, side: Side) -> bool:
        code = side.values["code"] if is_code(conflict) and side.is_here else None
        return bool(code) and any(id != conflict.record for id in self._reading.activities_by_code(str(code)))

    def _words(self, conflict: Conflict, side: Side) -> tuple[str, tuple[str, ...]]:
        if not side.is_here:
            return _("Not on this computer"), ()
        if conflict.what is What.together:
            return head_count_differences.total_words(side.values), ()
        if conflict.what in (What.removed, What.parts):
            if side.values[REMOVED]:
                return _("Removed"), ()
            return _("Kept"), tuple(self._lines(conflict.kind, side.values))
        name = conflict.fields[0]
        field = value_words.field_named(conflict.kind, name)
        value = side.values[name]
        said = (
            str(value)
            if field is None
            else value_words.words(self._reading, field, value, self._names, of=conflict.record)
        )
        return said or _("Not recorded"), ()

    def _lines(self, kind: str, values: Mapping[str, Plain]) -> list[str]:
        added = {
            "participation": lambda n: ngettext_("{n} person was added", "{n} people were added", n),
            "head_count": lambda n: ngettext_("{n} head count was added", "{n} head counts were added", n),
            "fair_employer": lambda n: ngettext_("{n} employer was added", "{n} employers were added", n),
            "attachment": lambda n: ngettext_(
                "{n} photo or scan was added", "{n} photos or scans were added", n
            ),
            "follow_up": lambda n: ngettext_("{n} follow-up was added", "{n} follow-ups were added", n),
        }
        if kind == "person":
            added["participation"] = lambda n: ngettext_(
                "{n} participation was added", "{n} participations were added", n
            )
        lines: list[str] = []
        for name, value in values.items():
            field = value_words.field_named(kind, name)
            if name in added and isinstance(value, int):
                lines.append(added[name](value).format(n=value))
            elif field is not None and name != "kept":
                lines.append(
                    f"{_(field.shown.label)}: "
                    f"{value_words.words(self._reading, field, value, self._names) or _('Not recorded')}"
                )
        return lines


def is_code(conflict: Conflict) -> bool:
    """Whether it is about the code of an activity."""
    return conflict.kind in ACTIVITY_KINDS and conflict.fields == ("code",)


def label_of(conflict: Conflict) -> str:
    """What the question is about, in words."""
    if conflict.what is What.together:
        return _(KINDS[conflict.kind].LABEL)
    if conflict.what is What.removed:
        return _("Removed here, changed on another laptop")
    if conflict.what is What.parts:
        return _("Removed here, but another laptop added something to it")
    field = value_words.field_named(conflict.kind, conflict.fields[0])
    return _(field.shown.label) if field is not None else conflict.fields[0]


def in_a_sentence(conflict: OpenConflict) -> str:
    """What a form says beside the field: the other value, and whose it is."""
    if conflict.is_withheld:
        return _("There are several values. The country office compares them.")
    others = [side for side in conflict.sides if not side.is_shown]
    said = [
        _("{value} ({who}, {where})").format(value=side.words, who=side.who, where=side.where)
        for side in others
    ]
    return _("There is another value: {values}").format(values="; ".join(said))


def fields_open(conflicts: Sequence[OpenConflict]) -> dict[str, OpenConflict]:
    """Those of single fields, by the field."""
    return {one.conflict.fields[0]: one for one in conflicts if one.conflict.what is What.field}

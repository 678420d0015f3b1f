"""A base made by the declarations themselves: every field of every kind has a value, and those of persons are sought later."""

from __future__ import annotations

import datetime as dt
import re
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image

from prossce_desktop.domain.model.attachment import Attachment
from prossce_desktop.domain.model.fields import (
    ANY_RECORD,
    Field,
    FieldKind,
    NestedRow,
    Record,
    field_of,
    fields_of,
)
from prossce_desktop.domain.model.record_kinds import KINDS
from prossce_desktop.domain.operations.erasure import is_of_a_person
from prossce_desktop.language import formatting
from prossce_desktop.reference import code_lists
from prossce_desktop.services.activities import attachments
from prossce_desktop.store.workspace.store import Store
from tests.traces import held

DAY = dt.date(2026, 2, 2)
PEOPLE = 7
"""Enough that means are printed and most counts are said."""
MARK = "Kanari"
"""How nearly all of them begin, so that one look tells whether there is any."""
TITLE = "Titulus"
"""Of what may leave, so that the search is seen to look into everything."""
_CHOSEN = {"status": "held", "stage": "completed", "consent": "given", "our_part": "organised", "channel": "on_site", "basis": "persons_organiser",
           "qualifier": "exact", "verdict": "open"}  # fmt: skip
"""Answers without which an activity would not count, or a story not be printed; everywhere else the last answer."""
_LEFT_OUT = frozenset({"part_of", "same_event_as", "included_in_parent", "removed"})
"""Would take an activity out of the figures."""
_SHAPED = {"phone": "01{n:08}", "national_id": "KN{n:010}", "email": MARK + "{n}@example.org", "title": TITLE + "{n}"}


@dataclass(frozen=True)
class Canary:
    """One value that is sought: of which field and whose it is, and the ways in which it could be written."""

    kind: str
    field: str
    owner: int
    personal: bool
    """Declared so: at share level `codes` it is in no byte that leaves the country."""
    texts: tuple[str, ...]
    numbers: tuple[str, ...] = ()
    """Forms that are sought as whole numbers only."""

    def __str__(self) -> str:
        return f"{self.kind}.{self.field} of {self.owner}"


@dataclass
class Base:
    """What was recorded, by kind; the canaries in it. `people` in their order: the owner of a canary is a place in it."""

    ids: dict[str, list[int]] = field(default_factory=dict)
    canaries: list[Canary] = field(default_factory=list)

    @property
    def people(self) -> list[int]:
        return self.ids["person"]

    def of(self, wanted: Callable[[Canary], bool]) -> list[Canary]:
        return [one for one in self.canaries if wanted(one)]


def fill(store: Store, folder: Path) -> Base:
    """Records of every kind, each field with a value of its own; people come in sevens, all at each activity."""
    base = Base()
    with store.work("new", 1) as work:
        for record in _in_order():
            made = [record_of(record, base, owner) for owner in range(_how_many(record, base))]
            base.ids[record.KIND] = work.new(record.KIND, made)
    photo = folder / f"{MARK}photo7310.jpg"
    Image.new("RGB", (40, 30), "white").save(photo)
    attachments.add(store, base.ids["training"][0], [photo])
    base.canaries.append(Canary("attachment", "name", 0, True, (photo.stem,)))
    kept = field_of(Attachment, "kept")
    reasons = _value(Attachment, kept, base, 0)
    _sought(Attachment, kept, base, 0, reasons)
    with store.read() as reading:
        pictured = {one.id: {"kept": reasons} for one in reading.records("attachment")}
    with store.work("edit", 1) as work:
        work.set("attachment", pictured)
    base.canaries += [Canary("person", "id", n, False, (), (str(id),)) for n, id in enumerate(base.people)]
    return base


def _how_many(record: type[Record], base: Base) -> int:
    """Of people and what is theirs seven, of what is joined in pairs two, of pairs one less than of what they join."""
    names = {one.name: one.shown.refers for one in fields_of(record)}
    if {"a", "b"} <= set(names):
        return len(base.ids[names["a"][0]]) - 1
    joined = {kind for each in KINDS.values() for one in fields_of(each) if one.name == "b" for kind in one.shown.refers}
    return PEOPLE if is_of_a_person(record) else 2 if record.KIND in joined else 1


def _in_order() -> list[type[Record]]:
    """Kinds after those that they point to; pictures need a file."""
    waiting = [one for one in KINDS.values() if one.KIND != "attachment"]
    found: list[type[Record]] = []
    while waiting:
        done = {one.KIND for one in found}
        ready = [one for one in waiting if all(set(each.shown.refers) & (done | {ANY_RECORD}) for each in fields_of(one) if each.shown.refers and each.required)]
        ready = [one for one in ready if one.KIND != "query" or len(waiting) == 1] or ready
        found += ready[:1]
        waiting.remove(ready[0])
    return found


def record_of(record: type[Record], base: Base, owner: int) -> Record:
    """A record of a kind with a value in every field; those that must not leave are remembered."""
    values: dict[str, Any] = {}
    for one in fields_of(record):
        if one.name in _LEFT_OUT or one.shown.tuple_of == "SEX/AGE/DISABILITY:N" or (record.KIND == "head_count" and not _is_plain(one)):
            continue
        value = _value(record, one, base, owner)
        if value is not None:
            values[one.name] = value
            _sought(record, one, base, owner, value)
    return record(**values)


def _is_plain(one: Field) -> bool:
    """Fields of a head count that may have any value without contradicting each other."""
    return one.required or one.name in ("count", "notes", "basis", "qualifier", "channel", "kept")


def _value(record: type[Record], one: Field, base: Base, owner: int, within: str = "") -> Any:
    number = zlib.crc32(f"{record.KIND}.{within}{one.name}.{owner}".encode())
    made = _one(record, one, base, owner, number)
    return (made,) if one.many and made is not None else made


def _one(record: type[Record], one: Field, base: Base, owner: int, number: int) -> Any:
    of_person = one.shown.personal or is_of_a_person(record)
    match one.kind:
        case FieldKind.text | FieldKind.long_text:
            return _SHAPED.get(one.name, MARK + "{n:08}").format(n=number % 10**8)[: one.max_length]
        case FieldKind.partial_date:
            return (dt.date(1941, 1, 1) + dt.timedelta(days=number % 15_000)).isoformat()
        case FieldKind.date:
            return None if of_person else DAY
        case FieldKind.whole:
            return _whole(one, number, of_person)
        case FieldKind.number:
            return 80_000.25 + number % 19_000 if of_person else min(one.maximum or 20, 100_000)
        case FieldKind.yes_no:
            return one.name not in ("closed", "change")
        case FieldKind.code:
            return next(iter(code_lists.names(one.shown.codes or "")))
        case FieldKind.choice:
            tokens = [str(each.value) for each in one.choices]
            return "KH" if "KH" in tokens else _CHOSEN[one.name] if _CHOSEN.get(one.name) in tokens else tokens[-1]
        case FieldKind.reference:
            return _reference(one, base, owner)
        case FieldKind.rows:
            return _row(record, one, base, owner)
    raise ValueError(one.kind)


def _whole(one: Field, number: int, of_person: bool) -> int:
    if of_person and (one.maximum or 10**9) >= 10**7:
        return 7_000_000 + number % 10**6
    return int(min(one.maximum or 20, max(one.minimum or 0, 20)))


def _reference(one: Field, base: Base, owner: int) -> int | None:
    if ANY_RECORD in one.shown.refers:
        return base.ids["training"][0]
    if one.name == "b":  # the other of a pair
        return base.ids[one.shown.refers[0]][owner + 1]
    known = [base.ids[kind] for kind in one.shown.refers if kind in base.ids]
    return known[0][owner % len(known[0])] if known else None


def _row(record: type[Record], one: Field, base: Base, owner: int) -> NestedRow:
    inner = {each.name: _value(record, each, base, owner, f"{one.name}.") for each in fields_of(one.type)}
    made: NestedRow = one.type(**inner)
    return made


def _sought(record: type[Record], one: Field, base: Base, owner: int, value: Any) -> None:
    """Remember a value that is told apart from all others, and must not leave."""
    if not (one.shown.personal or is_of_a_person(record)):
        return
    for each in value if isinstance(value, tuple) else (value,):
        texts, numbers = _forms(one, each)
        if texts or numbers:
            base.canaries.append(Canary(record.KIND, one.name, owner, one.shown.personal, texts, numbers))


def _forms(one: Field, value: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if isinstance(value, NestedRow):
        return tuple(str(each) for each in value.model_dump().values() if str(each).startswith(MARK)), ()
    if one.kind is FieldKind.partial_date:
        day = dt.date.fromisoformat(value)
        said = (value, formatting.day(day), formatting.short_day(day), f"{day:%d/%m/%Y}")
        return said, (str((day - dt.date(1899, 12, 30)).days),)
    if isinstance(value, float) and not value.is_integer():
        return (), (f"{value}", f"{value:,}")
    if isinstance(value, int) and not isinstance(value, bool) and value >= 7_000_000 and one.kind is FieldKind.whole:
        return (), (f"{value}", f"{value:,}")
    if isinstance(value, str) and one.kind in (FieldKind.text, FieldKind.long_text):
        return (value,), ()
    return (), ()


class Search:
    """Looks for many canaries at once: by their common beginning first, then one by one where that is there."""

    def __init__(self, canaries: Sequence[Canary]) -> None:
        self._marked = [(one, text) for one in canaries for text in one.texts if text.startswith(MARK)]
        self._plain = [(one, text) for one in canaries for text in one.texts if not text.startswith(MARK)]
        self._numbers = {number.encode(): one for one in canaries for number in one.numbers}
        every = b"|".join(map(re.escape, sorted(self._numbers, key=len, reverse=True)))
        self._number = re.compile(rb"(?<![\d.,])(%b)(?![\d.,])" % every) if every else None

    def found_in(self, data: bytes) -> set[Canary]:
        """Those that stand in some bytes, in whatever form."""
        wanted = self._plain + (self._marked if held(data, [MARK]) else [])
        words = set(held(data, [text for _one, text in wanted]))
        found = {one for one, text in wanted if text in words}
        return found | {self._numbers[one] for one in (self._number.findall(data) if self._number else ())}

"""Two short names of a base: for what it shows, and for what it holds."""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from prossce_desktop.domain.model.organisations_and_results import OrganisationLink
from prossce_desktop.domain.model.record_kinds import KIND_NUMBERS, KINDS
from prossce_desktop.domain.model.scopes import SAMPLE, SHARED
from prossce_desktop.domain.operations.op_id import op_number, op_source, op_span, sql_source
from prossce_desktop.domain.operations.op_state import IS_APPLIED, IS_NOT_APPLIED
from prossce_desktop.domain.operations.operation import WORKED_NAMES, canonical
from prossce_desktop.store.devices.identity import Identity
from prossce_desktop.store.queries.reading import Reading, columns_of, plain_row

_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's letters: none is taken for another."""


@dataclass(frozen=True, slots=True)
class Digest:
    """`digest`: shown values; `shared`: operations held; `code`: short `shared`; `kinds`: counts."""

    digest: str
    shared: str
    code: str
    kinds: dict[str, int]


def digest(reading: Reading, countries: tuple[str, ...] = ()) -> Digest:
    """Without samples, removed records, time, device, drafts, order of arrival, and derived values."""
    lots = CountedRecords(reading, countries)
    whole = hashlib.sha256()
    counted: dict[str, int] = {}
    for kind in sorted(KINDS):
        for row in reading.execute(f"SELECT {columns_of(kind)} FROM {kind} WHERE removed = 0 ORDER BY id"):
            if row[0] not in lots:
                continue
            shown = {
                name: value for name, value in plain_row(kind, row[2:]).items() if name not in WORKED_NAMES
            }
            whole.update(canonical([kind, str(row[0]), shown]) + b"\n")
            counted[kind] = counted.get(kind, 0) + 1
    shared = _shared(reading, countries)
    return Digest(whole.hexdigest(), shared, code_of(shared), counted)


def short_code(reading: Reading, countries: tuple[str, ...] = ()) -> str:
    """The code on what is made here of these countries (none: all), without reading every record.
    In a country it is that of its own records, whatever is made of them.
    """
    return code_of(_shared(reading, countries if reading.identity.regional else ()))


class CountedRecords:
    """Which records count: not the sample's, and of the scopes asked for."""

    def __init__(self, reading: Reading, countries: tuple[str, ...]) -> None:
        scopes = reading.execute("SELECT id, scope FROM source ORDER BY id").fetchall()
        wanted = {
            source for source, scope in scopes if (scope in countries if countries else scope != SAMPLE)
        }
        self._all = len(wanted) == len(scopes)
        self._firsts: list[int] = []
        self._ends: list[int] = []
        if not self._all:
            for first, count, op in reading.execute("SELECT first, count, op FROM lot ORDER BY first"):
                if op_source(op) in wanted:
                    self._firsts.append(first)
                    self._ends.append(first + count)

    def __contains__(self, id: int) -> bool:
        if self._all:
            return True
        i = bisect_right(self._firsts, id) - 1
        return i >= 0 and id < self._ends[i]


def code_of(shared: str) -> str:
    """Ten letters to compare by eye or telephone: `k7f3-91aa-04`."""
    number = int(shared, 16) >> (256 - 50)
    letters = "".join(_LETTERS[number >> shift & 31] for shift in range(45, -1, -5))
    return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def _shared(reading: Reading, countries: tuple[str, ...]) -> str:
    """Of these countries; by default the own one, at the regional office every one held."""
    known = reading.execute("SELECT id, scope FROM source ORDER BY id").fetchall()
    wanted = set(countries or _own_scopes(reading.identity, (str(scope) for _source, scope in known)))
    held: list[object] = []
    counted: set[int] = set()
    for source, scope in known:
        if scope not in wanted:
            continue
        counted.add(source)
        last = reading.execute(
            'SELECT id, "hash" FROM op WHERE id BETWEEN ? AND ? ORDER BY id DESC LIMIT 1', op_span(source)
        ).first()
        if last is not None:
            held.append([str(source), op_number(last[0]), last[1].hex()])
    waiting = [
        str(id)
        for (id,) in reading.execute(f"SELECT id FROM op WHERE {IS_NOT_APPLIED} ORDER BY id")
        if op_source(id) in counted
    ]
    of_links, scopes = KIND_NUMBERS[OrganisationLink.KIND], json.dumps(sorted({*wanted, SHARED}))
    joins = [
        [str(op), bytes(hash).hex()]
        for op, hash in reading.execute(_JOINS, (SHARED, of_links, of_links, scopes))
    ]
    return hashlib.sha256(canonical([held, waiting, *([joins] if joins else [])])).hexdigest()


_JOINS = f"""
SELECT op.id, op."hash" FROM op JOIN source ON source.id = {sql_source("op.id")}
WHERE source.scope = ? AND op.{IS_APPLIED} AND (
  op.id IN (SELECT op FROM lot WHERE kind = ?)
  OR op.id IN (SELECT op FROM edit WHERE record IN (SELECT id FROM organisation_link))
  OR op.id IN (
    SELECT op FROM edit WHERE field = 'removed' AND record IN (
      SELECT iif(side.value, link.a, link.b) FROM lot JOIN source made ON made.id = {sql_source("lot.op")}
        JOIN organisation_link link ON link.id BETWEEN lot.first AND lot.first + lot.count - 1
        JOIN json_each('[0, 1]') side
        WHERE lot.kind = ? AND made.scope IN (SELECT value FROM json_each(?))
    )
  )
) ORDER BY op.id
"""
"""Of everybody's lists what figures count: which organisations are one, since a fair counts them once. What
another country joined for itself is no matter of this one.
"""


def _own_scopes(identity: Identity, known: Iterable[str]) -> set[str]:
    """Those whose records figures count where no country is asked for; of everybody's lists see `_JOINS`."""
    return set(known) - {SAMPLE, SHARED} if identity.regional else {identity.country}

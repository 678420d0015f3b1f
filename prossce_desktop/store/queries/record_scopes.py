"""Whose a record is for life: a country's, the regional office's, everybody's, or sample data.

What points to a record is of its scope too, so a package never points to what its receiver cannot have.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from prossce_desktop.domain.model.codes import Country
from prossce_desktop.domain.model.fields import FieldKind, Record, fields_of
from prossce_desktop.domain.model.record_kinds import KINDS
from prossce_desktop.domain.model.scopes import OFFICE, SAMPLE, SHARED, may_write, scope_of_new
from prossce_desktop.domain.operations.op_id import op_source
from prossce_desktop.domain.operations.operation import Block
from prossce_desktop.domain.operations.record_ownership import COUNTRY, OWNED, owner_of
from prossce_desktop.errors import NotYours, OtherCountry, ScopesMixed
from prossce_desktop.language.messages import _
from prossce_desktop.store.devices.identity import Identity
from prossce_desktop.store.log.sample_lots import Executes
from prossce_desktop.store.queries.reading import Stored

Pending = tuple[int, int, str]
"""Records of the same action: first id, end, scope."""


class Scopes:
    """Looks the scope of records up; records that lie together cost one look."""

    def __init__(self, execute: Executes, own: str) -> None:
        self._execute = execute
        self._own = own
        self._of_source: dict[int, str] = {}
        self._last: Pending = (0, 0, own)

    def of(self, id: int) -> str:
        """The scope of a record; the own one for a record that is not here yet."""
        first, end, scope = self._last
        if first <= id < end:
            return scope
        rows = self._execute(
            "SELECT first, count, op FROM lot WHERE first <= ? ORDER BY first DESC LIMIT 1", (id,)
        ).fetchall()
        if not rows or id >= rows[0][0] + rows[0][1]:
            return self._own
        self._last = (rows[0][0], rows[0][0] + rows[0][1], self._scope_of(op_source(rows[0][2])))
        return self._last[2]

    def _scope_of(self, source: int) -> str:
        if source not in self._of_source:
            rows = self._execute("SELECT scope FROM source WHERE id = ?", (source,)).fetchall()
            self._of_source[source] = str(rows[0][0])
        return self._of_source[source]

    def of_new(self, kind: str, values: Sequence[Record], pending: Sequence[Pending]) -> str:
        """The scope of what new records point to and of their country, else ours. Raises ScopesMixed."""
        names = [one.name for one in fields_of(type(values[0])) if one.kind is FieldKind.reference]
        targets = {
            target for value in values for name in names if (target := getattr(value, name)) is not None
        }
        found = {self.with_pending(id, pending) for id in targets} - {SHARED, OFFICE}
        if SAMPLE not in found:
            found |= {country for value in values if (country := owner_of(value)) is not None}
        found -= {self._own}
        if SAMPLE in found:
            return SAMPLE
        if len(found) > 1:
            raise ScopesMixed
        return found.pop() if found else scope_of_new(kind, self._own)

    def refuse_mixed(self, scope: str, blocks: Iterable[Block], pending: Sequence[Pending]) -> None:
        """A scope's records point into it or to shared ones. Raises ScopesMixed."""
        for block in blocks:
            for one in fields_of(KINDS[block.kind]):
                if one.kind is FieldKind.reference:
                    targets = {value for value in block.cols.get(one.name, ()) if isinstance(value, int)}
                    if any(self.with_pending(id, pending) not in (scope, SHARED) for id in targets):
                        raise ScopesMixed

    def with_pending(self, id: int, pending: Sequence[Pending]) -> str:
        """The scope of a record that may be one of the same action."""
        return next((scope for first, end, scope in pending if first <= id < end), None) or self.of(id)

    def parted(self, ids: Iterable[int]) -> Iterator[tuple[str, list[int]]]:
        """Records by their scope, in the order of the scopes; empty parts are left out."""
        parts: dict[str, list[int]] = {}
        for id in ids:
            parts.setdefault(self.of(id), []).append(id)
        yield from sorted(parts.items())


def refuse_others(identity: Identity, written: Iterable[str], made: Iterable[str]) -> None:
    """A device writes in its own scope. `made`: new among what is written. Raises NotYours, OtherCountry."""
    own = {identity.scope, SAMPLE}
    if identity.regional or own.issuperset(written):
        return
    raise NotYours if own.issuperset(made) else OtherCountry(country=Country(identity.country).label)


def refuse_moved(stored: Stored, differ: Collection[str]) -> None:
    """Raises OtherCountry: a scope stays; what older programs call its country is where it was held."""
    if COUNTRY in differ and stored.kind in OWNED:
        raise OtherCountry(country=getattr(getattr(stored.value, COUNTRY), "label", _("the regional office")))


def may_change(execute: Executes, identity: Identity, id: int) -> bool:
    """Whether a record is this device's to change: a country does not change the shared lists."""
    return is_changeable(Scopes(execute, identity.scope).of(id), identity)


def is_changeable(scope: str, identity: Identity) -> bool:
    """The same of a record of this scope."""
    return scope == SAMPLE or may_write(scope, country=identity.country, regional=identity.regional)


def owes_reason(scope: str, identity: Identity) -> bool:
    """Whether who changes a record of this scope tells its country why."""
    return identity.regional and scope not in (OFFICE, SAMPLE, SHARED)

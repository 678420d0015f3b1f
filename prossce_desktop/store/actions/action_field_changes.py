"""What one action changed in certain records, field by field, with the values before: many records at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from prossce_desktop.domain.operations.operation import REMOVED, Set
from prossce_desktop.store.actions.step_history import FieldChange
from prossce_desktop.store.actions.undo import values_before
from prossce_desktop.store.log.operation_log import of_action
from prossce_desktop.store.queries.reading import Reading

MOST = 2_000
"""Records of one block that are looked at; an action that sets more is told by its title."""


def changes_in(reading: Reading, action: int, kinds: Collection[str], wanted: Collection[int]) -> Iterator[FieldChange]:
    """The fields of these records that the action set to another value; what is withheld or erased is passed over."""
    for entry in of_action(reading, action):
        for block in entry.blocks:
            if isinstance(block, Set) and block.kind in kinds:
                places = [at for at, id in enumerate(block.ids) if id in wanted][:MOST]
                for name in block.cols:
                    if name != REMOVED and places:
                        yield from _of_field(reading, block, name, places)


def _of_field(reading: Reading, block: Set, name: str, places: list[int]) -> Iterator[FieldChange]:
    ids, prevs = [block.ids[at] for at in places], block.prevs.get(name, {})
    before = values_before(reading, ids, name, {new: prevs[at] for new, at in enumerate(places) if at in prevs})
    for id, at in zip(ids, places, strict=True):
        old, new = before.get(id, [None])[-1], block.cols[name][at]
        if old != new:
            yield FieldChange(id, block.kind, name, old, new)

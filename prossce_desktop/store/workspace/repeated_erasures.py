"""A restored base may know people erased since: they are erased again before anybody works with it."""

from __future__ import annotations

import json
from collections.abc import Iterable

from prossce_desktop.domain.model.people import Person
from prossce_desktop.domain.model.setting_keys import SettingKey
from prossce_desktop.domain.operations.action_kind import ActionKind
from prossce_desktop.domain.operations.erasure import disability_for
from prossce_desktop.domain.operations.op_id import sql_source
from prossce_desktop.domain.operations.operation import Erase
from prossce_desktop.errors import UnknownRecord
from prossce_desktop.store.db import settings
from prossce_desktop.store.db.sql_parts import IN
from prossce_desktop.store.erasure.erased_ids_file import listed_in
from prossce_desktop.store.erasure.erased_people import clear_open
from prossce_desktop.store.erasure.log_redaction import forget
from prossce_desktop.store.log.sample_lots import Executes
from prossce_desktop.store.queries.reading import find
from prossce_desktop.store.workspace.store import Store


def erasure_of(execute: Executes, person: int, reason: str | None) -> Erase:
    """What erasing this person keeps, so that no figure changes. Raises UnknownRecord."""
    stored = find(execute, person)
    if stored is None or not isinstance(stored.value, Person):
        raise UnknownRecord(record=person)
    personal_fields = ("reason",) if reason is not None else ()
    open_answers = execute("SELECT open_wg FROM person WHERE id = ?", (person,)).fetchone()[0]
    return Erase(person, None, disability_for(stored.value, open_answers), reason, personal_fields)


def erase_again(store: Store) -> int:
    """Erase whoever is on the list beside the base and is known here still; gives how many were."""
    listed = listed_in(store.folder)
    if not listed or store.identity.moved:
        return 0
    _clear_left_open(store)
    with store.read() as reading:
        known = _known(reading.execute, listed)
        erasures = [erasure_of(reading.execute, one, None) for one in known]
    if erasures:
        with store.work(ActionKind.erased, len(erasures)) as work:
            for one in erasures:
                work.erase(one)
    store.wipe_if_due()
    return len(erasures)


def _clear_left_open(store: Store) -> None:
    """Once: what a program until 0.2.0 left open in operations, rows and history of erased people."""
    with store.read() as reading:
        rows = reading.execute(
            f"SELECT DISTINCT person, scope FROM erased JOIN source ON source.id = {sql_source('erased.op')}"
        ).fetchall()
        if not rows or settings.read(reading.execute, SettingKey.left_open) is not None:
            return
    with store.sync.exchanging() as db:
        forget(db, {(int(person), str(scope)) for person, scope in rows}, again=True)
        clear_open(db, {int(person) for person, _scope in rows})
        settings.write(db, SettingKey.left_open, "cleared")


def _known(execute: Executes, listed: Iterable[int]) -> list[int]:
    query = f"SELECT id FROM person WHERE id {IN} AND id NOT IN (SELECT person FROM erased) ORDER BY id"
    return [int(row[0]) for row in execute(query, (json.dumps(sorted(listed)),)).fetchall()]

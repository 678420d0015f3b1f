"""Which organisations are one, by what people decided. Links are few, and read where they are needed.

A link counts at fairs of its own scope, one of everybody's lists at all: figures follow from their code.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from prossce_desktop.domain.matching.union_find import components
from prossce_desktop.domain.model.codes import Country
from prossce_desktop.domain.model.scopes import SHARED
from prossce_desktop.store.db.sql_parts import IN
from prossce_desktop.store.queries.reading import Reading, ask
from prossce_desktop.store.queries.record_scopes import Scopes

_LINKS = (
    "SELECT l.id, l.a, l.b FROM organisation_link l JOIN organisation o ON o.id = l.a JOIN organisation p ON "
    "p.id = l.b WHERE l.removed = 0 AND l.verdict = 'same' AND o.removed = 0 AND p.removed = 0"
)


def organisations_at(reading: Reading, fairs: dict[int, Iterable[int]]) -> dict[int, int]:
    """By fair how many different organisations these are."""
    links = ask(reading, _LINKS)
    if not links:
        return {fair: len(set(organisations)) for fair, organisations in fairs.items()}
    scopes = Scopes(reading.execute, reading.identity.scope)
    pairs: dict[str, list[tuple[int, int]]] = {}
    for id, a, b in links:
        pairs.setdefault(scopes.of(int(id)), []).append((int(a), int(b)))
    same = {
        scope: components([*pairs.get(scope, ()), *pairs.get(SHARED, ())])
        for scope in {scopes.of(fair) for fair in fairs}
    }
    return {
        fair: len({same[scopes.of(fair)].get(one, one) for one in organisations})
        for fair, organisations in fairs.items()
    }


def joined_at(reading: Reading, fair: int) -> dict[int, int]:
    """Of the joined organisations that a fair counts as one, each to the one that stands for them."""
    scopes = Scopes(reading.execute, reading.identity.scope)
    held = (scopes.of(fair), SHARED)
    return components((int(a), int(b)) for id, a, b in ask(reading, _LINKS) if scopes.of(int(id)) in held)


def together(reading: Reading) -> dict[int, int]:
    """Each organisation of a joined group to the smallest id of it; those that stand alone are not in it.
    At the office a country's joining of two of everybody's holds for that country's figures alone.
    """
    links = [(int(id), int(a), int(b)) for id, a, b in ask(reading, _LINKS)]
    if links and reading.identity.regional:
        scopes = Scopes(reading.execute, reading.identity.scope)
        links = [
            one
            for one in links
            if scopes.of(one[0]) not in list(Country) or scopes.of(one[0]) in map(scopes.of, one[1:])
        ]
    return components((a, b) for _id, a, b in links)


def group(reading: Reading, organisation: int) -> list[int]:
    """An organisation and those joined with it, the smallest id first."""
    root = together(reading)
    return sorted({organisation, *(one for one, of in root.items() if of == root.get(organisation))})


def once(reading: Reading, ids: Iterable[int]) -> list[int]:
    """Records in order; joined organisations once, where the first of them stood."""
    root = together(reading)
    return list(dict.fromkeys(root.get(one, one) for one in ids))


def counted_twice(reading: Reading) -> dict[int, int]:
    """By fair how many of its employers are one that is counted already."""
    linked = {end for _id, *ends in ask(reading, _LINKS) for end in ends}
    if not linked:
        return {}
    sql = f"SELECT DISTINCT activity, organisation FROM fair_employer WHERE removed = 0 AND organisation {IN}"
    by_activity: dict[int, set[int]] = {}
    for activity, organisation in ask(reading, sql, (json.dumps(sorted(linked)),)):
        by_activity.setdefault(int(activity), set()).add(int(organisation))
    different = organisations_at(reading, dict(by_activity))
    return {
        activity: len(organisations) - different[activity] for activity, organisations in by_activity.items()
    }

"""Row 4: search at every key of a name, against one scan of all names."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import partial

from benchmarks.measure import Line, in_turn, median, p99, timed
from benchmarks.people import Base
from prossce_desktop.domain.text.folding import fold
from prossce_desktop.services.lists import list_queries
from prossce_desktop.store.queries import search
from prossce_desktop.store.queries.list_people import PeopleFilter
from prossce_desktop.store.queries.reading import Reading

NAMES = 60
SCAN = "SELECT id FROM person WHERE removed = 0 AND name_key LIKE ? LIMIT 1000000"
SCANS = 15


def lines(base: Base) -> Iterator[Line]:
    """What is offered while a name is typed; and the list of people narrowed by what is typed."""
    store = base.open(writing=False)
    with store.read() as reading:
        typed = typed_names(reading)
        listed = typed[:: max(1, len(typed) // 100)]
        scans = iter(typed * 2)
        [floor] = in_turn([lambda: reading.execute(SCAN, (f"%{fold(next(scans))}%",)).fetchall()], SCANS)
        each = [timed(partial(search.people, reading, text)) for text in typed]
        asked = [PeopleFilter(text=text) for text in listed]
        lists_ms = [timed(partial(list_queries.people, reading, one)) for one in asked]
        counts = [timed(partial(list_queries.count_people, reading, one)) for one in asked]
    store.close()
    scan = "LIKE over the index of names"
    most = 0.1 if base.people >= 1_000_000 else None  # the scan of a small base is quick too
    yield Line(
        "4",
        f"offers at a key, {base.people:,} people, {len(each)} keys",
        scan,
        median(each),
        median(floor),
        None,
        p99(each),
        most,
    )
    yield Line(
        "4",
        f"first page of the list narrowed by what is typed, {base.people:,}",
        scan,
        median(lists_ms),
        median(floor),
        None,
        p99(lists_ms),
    )
    yield Line(
        "4",
        f"how many the narrowed list holds, {base.people:,}",
        scan,
        median(counts),
        median(floor),
        None,
        p99(counts),
    )


def typed_names(reading: Reading) -> list[str]:
    """What stands in the field after each key."""
    return [name[:end] for name in _names(reading) for end in range(1, len(name) + 1)]


def _names(reading: Reading) -> list[str]:
    """Names as people type them: in every script, the Latin one, a phone, and some with a letter wrong."""
    chance = random.Random(11)
    rows = reading.execute(
        "SELECT name, latin_name, phone FROM person WHERE removed = 0 ORDER BY id"
    ).fetchall()
    found: list[str] = []
    for name, latin, phone in chance.sample(rows, NAMES):
        text: str = chance.choice([one for one in (name, name, latin, phone) if one])
        if chance.random() < 0.15 and len(text) > 5:
            text = text[:3] + text[4:]
        found.append(text)
    return found

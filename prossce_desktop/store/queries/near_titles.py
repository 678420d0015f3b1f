"""Activities, organisations and programmes whose title is only near to what was typed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from prossce_desktop.domain.matching.spelling_similarity import SHORTEST_SOUND, begins_near
from prossce_desktop.domain.text.person_names import fold
from prossce_desktop.store.queries.reading import Reading
from prossce_desktop.store.queries.row_queries import ask

_TITLED = (
    "SELECT id, kind, title_key, NULL, day FROM activity WHERE removed = 0"
    " UNION ALL SELECT id, 'organisation', name, latin_name, '' FROM organisation WHERE removed = 0"
    " UNION ALL SELECT id, 'programme', title, NULL, '' FROM programme WHERE removed = 0"
)


def near_records(reading: Reading, words: Sequence[str], limit: int, but: Collection[int]) -> list[tuple[int, str]]:
    """At most `limit`, id and kind: those that sound so first, then those with one wrong letter in a word; the newest first."""
    if limit <= 0 or not any(len(word) >= SHORTEST_SOUND for word in words):
        return []
    found: list[tuple[int, str, int, str]] = []
    seen: dict[tuple[str, str], int | None] = {}
    for id, kind, title, latin, day in ask(reading, _TITLED):
        if id in but:
            continue
        stored = {word for text in (title, latin) if text for word in fold(text).split()}
        far = _far(words, stored, seen)
        if far is not None:
            found.append((-far, str(day or ""), int(id), str(kind)))
    found.sort(reverse=True)
    return [(id, kind) for _far_by, _day, id, kind in found[:limit]]


def _far(words: Sequence[str], stored: Iterable[str], seen: dict[tuple[str, str], int | None]) -> int | None:
    """How far all of the words are from these together; None where one is near to none. `seen`: titles share most of their words."""
    total = 0
    for word in words:
        ways = []
        for one in stored:
            if (word, one) not in seen:
                seen[word, one] = begins_near(word, one)
            if (way := seen[word, one]) is not None:
                ways.append(way)
        if not ways:
            return None
        total += min(ways)
    return total

"""Find people while a name is typed, and anything by its words.

People: both names in any order of words, a phone or an identity number from its beginning, a phone also by
its last digits. Exact words stand first, then beginnings, then names and titles that are only near.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from prossce_desktop.domain.matching.spelling_similarity import (
    NEAR,
    SHORTEST_NEAR,
    SHORTEST_SOUND,
    beginnings,
    begins_near,
    nearness,
)
from prossce_desktop.domain.parsing import phones
from prossce_desktop.domain.text.folding import fold
from prossce_desktop.store.db.sql_parts import marks
from prossce_desktop.store.projection.search_words import BACKWARDS, number_word
from prossce_desktop.store.queries.fts_query import match_of, words_of
from prossce_desktop.store.queries.list_people import PersonRow, rows as people_rows
from prossce_desktop.store.queries.reading import Reading, ask

FEWEST_LAST_DIGITS = 3
ENOUGH = 120
"""Candidates looked at for one order; more make a keystroke slow and no answer better."""
LOOSE_CANDIDATES = 400
MOST_TOLD = 100
_FIND = (
    "SELECT p.canonical FROM person_find f CROSS JOIN person p ON p.id = f.rowid WHERE f.words MATCH ? "
    "ORDER BY f.rowid DESC LIMIT ?"
)


@dataclass(frozen=True, slots=True)
class PersonMatch:
    """A person to offer. `by_kind`: activities of each kind. `exact`: False for a similar name."""

    row: PersonRow
    by_kind: tuple[tuple[str, int], ...]
    here: bool
    """Already on the list of the activity asked about."""
    exact: bool


def people(reading: Reading, text: str, limit: int = 7, activity: int | None = None) -> list[PersonMatch]:
    """At most `limit` distinct persons for what was typed so far, the best first. No text: nobody."""
    exact: dict[int, None] = {}
    for query in _queries(text, reading.identity.country):
        if len(exact) >= limit:
            break
        exact.update(dict.fromkeys(_ids(reading, query, ENOUGH)))
    ordered = _best_first(people_names(reading, list(exact)[:ENOUGH]), text)[:limit]
    loose = [] if len(ordered) >= limit else _near(reading, text, limit - len(ordered), set(exact))
    wanted = [*ordered, *loose]
    kinds = _by_kind(reading, wanted)
    here = set() if activity is None else _listed(reading, activity, wanted)
    return [
        PersonMatch(row, kinds.get(row.id, ()), row.id in here, row.id in exact)
        for row in people_rows(reading, wanted)
    ]


def how_many(reading: Reading, text: str) -> int:
    """How many persons' records what was typed fits, at most `MOST_TOLD`."""
    queries = list(_queries(text, reading.identity.country))
    return len(set(_ids(reading, queries[-1], MOST_TOLD))) if queries else 0


def records(reading: Reading, text: str, limit: int = 6) -> list[tuple[int, str]]:
    """Live activities, organisations and programmes: id and kind, those whose title begins so first, then the
    newest; where they are few, then those whose title is near."""
    words = words_of(text)
    if not words:
        return []
    tight = "".join(words)
    sql = (
        "SELECT a.id, a.kind, a.day, instr(a.title_key, ?) = 1 AS first FROM activity a WHERE a.removed = 0 "
        "AND (a.id IN (SELECT rowid FROM record_find WHERE words MATCH ?) OR instr(replace(a.title_key, ' ', "
        "''), ?) > 0) ORDER BY first DESC, a.day DESC, a.id DESC LIMIT ?"
    )
    match = match_of(words)
    found = [(int(row[0]), str(row[1])) for row in ask(reading, sql, (" ".join(words), match, tight, limit))]
    for kind in ("organisation", "programme"):
        named = (
            f"SELECT r.rowid FROM record_find r CROSS JOIN {kind} o ON o.id = r.rowid WHERE r.words "
            "MATCH ? AND o.removed = 0 LIMIT ?"
        )
        found += [(int(row[0]), kind) for row in ask(reading, named, (match, limit))]
    return found + near_records(reading, words, limit - len(found), {id for id, _kind in found})


def people_names(reading: Reading, ids: Sequence[int]) -> list[tuple[int, str | None, str | None]]:
    """Id, name and Latin name of these people."""
    if not ids:
        return []
    sql = f"SELECT id, name, latin_name FROM person WHERE id IN ({marks(len(ids))})"
    return [(int(row[0]), row[1], row[2]) for row in ask(reading, sql, tuple(ids))]


def _queries(text: str, country: str) -> Iterator[str]:
    """Full-text queries from the narrowest to the widest."""
    words = words_of(text)
    if not words:
        return
    digits = number_word(text)
    if digits and not any(one.isalpha() for one in text):
        normal = number_word(phones.understand(text, country).value)
        yield _number(digits) if normal in ("", digits) else f"({_number(digits)} OR {_number(normal)})"
        if len(words) > 1 and not text.lstrip().startswith("+"):
            yield " AND ".join(_number(word) for word in words)
        return
    if len(words) > 1 or len(words[0]) > 1:
        yield " AND ".join(_word(word, "") for word in words)
    *done, last = words
    if done:
        yield " AND ".join([*(_word(word, "") for word in done), _word(last, "*")])
    yield " AND ".join(_word(word, "*") for word in words)


def _word(word: str, ending: str) -> str:
    return _number(word) if word.isdigit() else f'"{word}"{ending}'


def _number(digits: str) -> str:
    """A number from its beginning, with or without its leading zero, or a phone by its last digits."""
    forms = [f'"{digits}"*']
    if len(digits) > FEWEST_LAST_DIGITS:
        forms.append(f'"0{digits}"*')
    if len(digits) >= FEWEST_LAST_DIGITS:
        forms.append(f'"{BACKWARDS}{(digits.lstrip("0") or digits)[::-1]}"*')
    return f"({' OR '.join(forms)})"


def _ids(reading: Reading, query: str, limit: int) -> list[int]:
    return [int(row[0]) for row in ask(reading, _FIND, (query, limit))]


def _best_first(hits: list[tuple[int, str | None, str | None]], text: str) -> list[int]:
    """Whole words before beginnings, a name that begins with the text before others, then by name."""
    asked = fold(text)
    words = set(asked.split())

    def place(hit: tuple[int, str | None, str | None]) -> tuple[int, int, str, int]:
        names = [fold(name) for name in hit[1:] if name]
        whole = max((len(words & set(name.split())) for name in names), default=0)
        return (
            -whole,
            -int(any(name.startswith(asked) for name in names)),
            names[0] if names else "",
            hit[0],
        )

    return [one[0] for one in sorted(hits, key=place)]


def _near(reading: Reading, text: str, limit: int, but: set[int]) -> list[int]:
    """Names that begin alike, as written or by sound, and differ by little: typed otherwise than stored."""
    words = [word for word in words_of(text) if not word.isdigit()]
    letters = len("".join(words))
    if letters < SHORTEST_SOUND:
        return []
    spelled = [[f'"{one}"*' for one in beginnings(word)] or [f'"{word}"*'] for word in words]
    queries = [" AND ".join(f"({' OR '.join(ways)})" for ways in spelled)]
    if letters >= SHORTEST_NEAR:
        queries.append(" AND ".join(f'"{word[: max(1, min(3, len(word) - 2))]}"*' for word in words))
        if len(words) > 1:
            queries += [f'"{word}"*' for word in words if len(word) > 2]
    candidates: dict[int, None] = {}
    for query in queries:
        candidates.update(
            dict.fromkeys(one for one in _ids(reading, query, LOOSE_CANDIDATES) if one not in but)
        )
    names = people_names(reading, list(candidates)[:LOOSE_CANDIDATES])
    scored = sorted(((nearness(text, name, latin), -id) for id, name, latin in names), reverse=True)
    return [-id for score, id in scored[:limit] if score >= NEAR]


def _by_kind(reading: Reading, ids: Sequence[int]) -> dict[int, tuple[tuple[str, int], ...]]:
    if not ids:
        return {}
    among = marks(len(ids))
    sql = (
        "SELECT q.canonical, a.kind, count(DISTINCT a.id) FROM person q JOIN participation t ON t.person = "
        "q.id AND t.removed = 0 JOIN activity a ON a.id = t.activity AND a.removed = 0 WHERE q.removed = 0 "
        f"AND (q.id IN ({among}) OR (q.canonical IN ({among}) AND q.canonical <> q.id)) GROUP BY 1, 2 ORDER "
        "BY 3 DESC, 2"
    )
    found: dict[int, list[tuple[str, int]]] = {}
    for person, kind, number in ask(reading, sql, (*ids, *ids)):
        found.setdefault(int(person), []).append((str(kind), int(number)))
    return {person: tuple(kinds) for person, kinds in found.items()}


def _listed(reading: Reading, activity: int, ids: Sequence[int]) -> set[int]:
    if not ids:
        return set()
    sql = (
        "SELECT q.canonical FROM participation t JOIN person q ON q.id = t.person WHERE t.activity = ? AND "
        f"t.removed = 0 AND q.canonical IN ({marks(len(ids))})"
    )
    return {int(row[0]) for row in ask(reading, sql, (activity, *ids))}


_TITLED = (
    "SELECT id, kind, title_key, NULL, day FROM activity WHERE removed = 0"
    " UNION ALL SELECT id, 'organisation', name, latin_name, '' FROM organisation WHERE removed = 0"
    " UNION ALL SELECT id, 'programme', title, NULL, '' FROM programme WHERE removed = 0"
)


def near_records(
    reading: Reading, words: Sequence[str], limit: int, but: Collection[int]
) -> list[tuple[int, str]]:
    """At most `limit`, id and kind: alike in sound first, then one wrong letter a word; newest first."""
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
    """How far all words are from these; None if one is near none. `seen`: titles share most words."""
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

"""How near a search text is to a name or a title, for people who type a spelling that nobody stored."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

from prossce_desktop.domain.text.folding import fold

NEAR = 72.0
"""From here on a name is worth offering."""
SHORTEST_NEAR = 4
"""In a shorter word another letter makes another word."""
SHORTEST_SOUND = 3

_DOUBLED = re.compile(r"([a-z])\1+")
_ONE_SOUND = (("ph", "f"), ("ch", "j"))
_SPELLED = {"f": ("f", "ph"), "j": ("j", "ch", "chh")}


@lru_cache(maxsize=65_536)
def sound(text: str) -> str:
    """The folded text with one spelling per sound: ph is f, ch and chh are j, no doubles. Idempotent."""
    found = _DOUBLED.sub(r"\1", fold(text))
    for spelled, by in _ONE_SOUND:
        found = found.replace(spelled, by)
    return _DOUBLED.sub(r"\1", found)


def beginnings(word: str) -> list[str]:
    """The ways in which the first three sounds of a word may be stored; none for a word of fewer sounds."""
    first = sound(word)[:SHORTEST_SOUND]
    if len(first) < SHORTEST_SOUND:
        return []
    spelled = [_SPELLED.get(one, (one,)) for one in first]
    spelled[1] = (*spelled[1], first[1] * 2) if first[1].isascii() and first[1].isalpha() else spelled[1]
    return ["".join(one) for one in product(*spelled)]


def nearness(text: str, *names: str | None) -> float:
    """0 to 100: the best likeness of the folded text and any name, as written or by sound, in any order of
    words; a part of a name counts nearly whole."""
    ways = [(fold(text), fold(name)) for name in names if name]
    ways += [(sound(text), sound(name)) for name in names if name]
    return max((_likeness(*one) for one in ways), default=0.0)


def _likeness(asked: str, stored: str) -> float:
    from rapidfuzz.fuzz import partial_token_sort_ratio, token_sort_ratio

    part = 0.92 * partial_token_sort_ratio(asked, stored) if len(asked) < len(stored) else 0.0
    return max(token_sort_ratio(asked, stored), part)


def begins_near(asked: str, word: str) -> int | None:
    """0: begins as another by letters, 1: by sound, 2: one letter wrong, missing, added or exchanged."""
    if word.startswith(asked):
        return 0
    if len(asked) >= SHORTEST_SOUND and sound(word).startswith(sound(asked)):
        return 1
    if len(asked) < SHORTEST_NEAR or asked.isdigit():
        return None
    from rapidfuzz.distance import OSA

    lengths = (len(asked) - 1, len(asked), len(asked) + 1)
    return 2 if any(OSA.distance(asked, word[:length], score_cutoff=1) <= 1 for length in lengths) else None

"""Six words to compare by phone: they are the same only if nobody changed a key on the way."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache

from prossce_desktop.domain.operations.operation import canonical
from prossce_desktop.system.paths import resource

WORDS = 6


def fingerprint(office: Sequence[str], device: Sequence[str], country: str) -> str:
    """Six of 7,776 words. `office`: signing, work and recovery key; `device`: signing and work key; text."""
    number = int.from_bytes(hashlib.sha256(canonical([list(office), list(device), country])).digest(), "big")
    words = _words()
    found = []
    for _ in range(WORDS):
        number, place = divmod(number, len(words))
        found.append(words[place])
    return " ".join(found)


def is_same(given: str, known: str) -> bool:
    """Whether somebody who read the words aloud, with any spaces, hyphens and capitals, read these."""
    return given.replace("-", " ").casefold().split() == known.replace("-", " ").casefold().split()


@lru_cache(maxsize=1)
def _words() -> tuple[str, ...]:
    return tuple(resource("words/fingerprint.txt").read_text(encoding="ascii").split())

"""Which names look the same: the skeletons of Unicode Technical Standard #39, from Unicode's own table."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from prossce_desktop.system.paths import resource


def is_look_alike(name: str, other: str) -> bool:
    """Whether two names look the same, or would in small letters, and are not the same."""
    return name.casefold() != other.casefold() and _skeletons(name).intersection(_skeletons(other)) != set()


def looks_like(name: str, other: str) -> bool:
    """Whether two names are the same, or look so."""
    return not _skeletons(name).isdisjoint(_skeletons(other))


@lru_cache(maxsize=1_024)
def _skeletons(text: str) -> frozenset[str]:
    return frozenset({_skeleton(text), _skeleton(text.casefold())})


def _skeleton(text: str) -> str:
    """Taken apart, each letter by the one it is taken for, taken apart again."""
    prototypes = _prototypes()
    decomposed = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFD", "".join(prototypes.get(letter, letter) for letter in decomposed))


@lru_cache(maxsize=1)
def _prototypes() -> dict[str, str]:
    lines = resource("words/confusables.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split(";") for line in lines if line and not line.startswith("#"))
    return {
        chr(int(letter, 16)): "".join(chr(int(one, 16)) for one in taken_for.split())
        for letter, taken_for in pairs
    }

"""What was typed into a search field as a full-text query: folded words in any order, each as a prefix."""

from __future__ import annotations

from prossce_desktop.domain.text.folding import fold

MOST_WORDS = 8
"""More words narrow nothing that a person types; they only cost time."""


def words_of(text: str) -> list[str]:
    """The folded words of a search text, at most `MOST_WORDS`."""
    return fold(text[:300]).split()[:MOST_WORDS]


def match_of(words: list[str]) -> str:
    """The full-text query for all words, each a beginning of a stored one; folded, so without quotes."""
    return " ".join(f'"{word}"*' for word in words)
